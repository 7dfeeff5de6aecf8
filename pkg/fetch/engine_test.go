// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/reason"
)

// TestLikeEngineOnTheWire: what is asked for goes out as it is written.
func TestLikeEngineOnTheWire(t *testing.T) {
	p := serve(t, answers(func(asked) string { return ok("") }))
	s := newSession(t)
	base := strings.TrimPrefix(p.url, "http://")
	lines := []string{"X-Empty:", "Blank : a", "X: b"}
	for url, target := range map[string]string{
		"http://u:p@" + base + "/a|b?c%20d#e": "/a|b?c%20d", "http://" + base + "?q": "/?q", "http://" + base: "/",
		"http://" + base + "/ä/../%zz": "/ä/../%zz", " HTTP://" + base + "/x ": "/x",
	} {
		o := do(t, s, options(), &Request{URL: url, Headers: lines, LikeEngine: true})
		if o.Result != Success {
			t.Fatalf("%q: %v", url, o.Err)
		}
		asked := p.requests()
		a := asked[len(asked)-1]
		if a.target != target {
			t.Errorf("%q asks for %q, want %q", url, a.target, target)
		}
		want := []string{"X-Empty:", "Blank : a", "X: b", "Accept-Encoding: gzip, deflate", "Host: " + base, "User-Agent: test", "Accept: */*"}
		if !slices.Equal(a.lines, want) {
			t.Errorf("%q: lines %q, want %q", url, a.lines, want)
		}
	}
}

// TestRefusedRedirectLikeEngine: such an answer is the last one, and the end says why.
func TestRefusedRedirectLikeEngine(t *testing.T) {
	p := serve(t, answers(func(asked) string { return answer(302, "page", "Location: ftp://127.0.0.1/x") }))
	o := do(t, newSession(t), options(), &Request{URL: p.url, LikeEngine: true})
	if o.Err != nil || o.code() != 302 || o.body != "page" {
		t.Errorf("the end is %v, %d, %q", o.Err, o.code(), o.body)
	}
	if o.Refusal == nil || reason.Of(o.Refusal).Word != reason.Redirect {
		t.Errorf("the refusal is %v", o.Refusal)
	}
}

// TestMostRedirects: without a limit there is one.
func TestMostRedirects(t *testing.T) {
	p := serve(t, answers(func(asked) string { return answer(302, "", "Location: /on") }))
	o := options()
	o.MaxRedirects = -1
	got := do(t, newSession(t), o, &Request{URL: p.url, LikeEngine: true})
	if got.Result != RedirectLimitReached || len(p.requests()) != limits.Redirects+1 {
		t.Errorf("result %d behind %d requests", got.Result, len(p.requests()))
	}
}

// TestExpire: a consumer's own clock ends a call as Options.Timeout does.
func TestExpire(t *testing.T) {
	p := serve(t, func(c *peerConn) {
		c.head()
		<-c.stop
	})
	c := newSession(t).Start(options(), &Request{URL: p.url, NewArray: new(arrays).make}, nil)
	wait(t, "the request", func() bool { return len(p.requests()) > 0 || c.Stage() == "write" || c.Stage() == "read" })
	c.Expire(time.Second)
	if e := c.Take().End; e == nil || e.Result != Timeout || reason.Of(e.Err).Word != reason.Timeout {
		t.Errorf("the end is %+v", e)
	}
}

func TestSavedAsEngine(t *testing.T) {
	part := func(from int, text string) string {
		return answer(206, text, fmt.Sprintf("Content-Range: bytes %d-%d/%d", from, from+len(text)-1, from+len(text)))
	}
	cut := func(wire string) string { return wire[:len(wire)-3] + "\x00cut" }
	tests := []struct {
		name         string
		keep, append bool
		before       string // "-": no file
		answer       string
		result       Result
		then         string
	}{
		{"new", false, false, "-", ok("hello"), Success, "hello"},
		{"in place of the old", false, false, "old", ok("hello"), Success, "hello"},
		{"a page of a failure", false, false, "old", answer(404, "page"), Success, "page"},
		{"empty", false, false, "old", ok(""), Success, "old"},
		{"cut", false, false, "old", cut(ok("hello")), ConnectionError, "old"},
		{"cut and new", false, false, "-", cut(ok("hello")), ConnectionError, "-"},
		{"cut and kept", true, false, "old", cut(ok("hello")), ConnectionError, "he"},
		{"kept", true, false, "old", ok("hello"), Success, "hello"},
		{"appended", false, true, "old", part(3, "er"), Success, "older"},
		{"appended to nothing", false, true, "-", part(0, "er"), Success, "er"},
		{"a part of another place", false, true, "old", part(4, "er"), DownloadFileWriteError, "old"},
		{"appended and cut", false, true, "old", cut(part(3, "hello")), ConnectionError, "old"},
		{"appended, cut and kept", true, true, "old", cut(part(3, "hello")), ConnectionError, "oldhe"},
		{"whole in place of a part", false, true, "old", ok("hello"), Success, "hello"},
		{"whole in place of a part, cut", true, true, "old", cut(ok("hello")), ConnectionError, "old"},
		{"a page in place of a part", false, true, "old", answer(404, "page"), Success, "old"},
		{"nothing behind the part", false, true, "old", answer(416, "no", "Content-Range: bytes */3"), Success, "old"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "f")
			if test.before != "-" {
				if err := os.WriteFile(path, []byte(test.before), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			p := serve(t, func(c *peerConn) {
				if _, ok := c.request(); !ok {
					return
				}
				text, _, isCut := strings.Cut(test.answer, "\x00")
				if c.say(text); !isCut {
					c.request()
				}
			})
			o := do(t, newSession(t), options(), &Request{
				URL: p.url, LikeEngine: true, File: &File{Path: path, Keep: test.keep, Append: test.append},
			})
			if o.Result != test.result {
				t.Errorf("result %d, want %d: %v", o.Result, test.result, o.Err)
			}
			got := "-"
			if b, err := os.ReadFile(path); err == nil {
				got = string(b)
			}
			if got != test.then {
				t.Errorf("the file has %q, want %q", got, test.then)
			}
			if _, err := os.Stat(path + ".download"); err == nil {
				t.Error("the file beside it is still there")
			}
		})
	}
}
