// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"errors"
	"io"
	"strings"
	"testing"

	"httpclientgo/pkg/reason"
)

func TestUploads(t *testing.T) {
	long := strings.Repeat("0123456789abcdef", 30<<10)
	p := serve(t, answers(func(a asked) string {
		return ok("got", "X-Length: "+a.one("Content-Length"), "X-Coding: "+a.one("Transfer-Encoding"))
	}))
	tests := []struct {
		name, method, body string
		open, none         bool
		headers            []string
		length, coding     string
	}{
		{"no body", "GET", "", false, true, nil, "", ""},
		{"no body, POST", "POST", "", false, true, nil, "0", ""},
		{"no body, PUT", "PUT", "", false, true, nil, "0", ""},
		{"no body, DELETE", "DELETE", "", false, true, nil, "", ""},
		{"empty body", "POST", "", false, false, nil, "0", ""},
		{"small", "POST", "content", false, false, nil, "7", ""},
		{"with GET", "GET", "content", false, false, nil, "7", ""},
		{"long", "PUT", long, false, false, nil, "491520", ""},
		{"open, empty", "POST", "", true, false, nil, "", "chunked"},
		{"open", "POST", "content", true, false, nil, "", "chunked"},
		{"open and long", "POST", long, true, false, nil, "", "chunked"},
		{"length given", "POST", "content", false, false, []string{"content-length: 7"}, "7", ""},
		{"open, length given", "POST", "content", true, false, []string{"content-length: 7"}, "7", ""},
		{"chunked by the script", "POST", "content", false, false, []string{"transfer-encoding: chunked"}, "", "chunked"},
		{"chunked by the script, long", "POST", long, true, false, []string{"Transfer-Encoding: chunked"}, "", "chunked"},
	}
	s := newSession(t)
	for _, test := range tests {
		before := len(p.requests())
		r := &Request{Method: test.method, URL: p.url, Headers: test.headers}
		body := newText(test.body)
		body.open = test.open
		if !test.none {
			r.Body = body
		}
		out := do(t, s, options(), r)
		if out.Result != 0 {
			t.Errorf("%s: %v", test.name, out.Err)
			continue
		}
		a := p.requests()[before]
		if a.body != test.body || a.one("Content-Length") != test.length || a.one("Transfer-Encoding") != test.coding {
			t.Errorf("%s: %d bytes, %q", test.name, len(a.body), a.lines)
		}
		total := int64(len(test.body))
		if test.open {
			total = -1
		}
		if out.last.Uploaded != int64(len(test.body)) || out.last.UploadTotal != total || !test.none && !body.closed.Load() {
			t.Errorf("%s: %d of %d, closed %v", test.name, out.last.Uploaded, out.last.UploadTotal, body.closed.Load())
		}
	}
	if n := p.accepted.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

// A server answers before it has read all, and then reads on, stops, closes or resets.
func TestEarlyAnswers(t *testing.T) {
	long := strings.Repeat("0123456789abcdef", 1<<20)
	tests := []struct {
		name  string
		serve func(c *peerConn)
		code  int
	}{
		{"refused, not read on", func(c *peerConn) { c.head(); c.say(answer(413, "too large")); c.r.Discard(1); <-c.stop }, 413},
		{"refused and half closed", func(c *peerConn) {
			c.head()
			c.say(answer(401, "who", "Connection: close"))
			io.Copy(io.Discard, c.r)
		}, 401},
		{"accepted, read on", func(c *peerConn) {
			a, _ := c.head()
			c.say(ok("fine"))
			a.body, _ = c.body(a)
			c.note(a)
			c.head()
		}, 200},
		{"accepted, not read on", func(c *peerConn) { c.head(); c.say(ok("fine")); <-c.stop }, 200},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := serve(t, test.serve)
			s := newSession(t)
			body := newText(long)
			out := do(t, s, options(), &Request{Method: "POST", URL: p.url, Body: body})
			if out.Result != 0 || out.code() != test.code || !body.closed.Load() {
				t.Errorf("%d, %d, %v", out.Result, out.code(), out.Err)
			}
			wait(t, "the sender to end", func() bool { return goroutines(ofCalls...) == 0 })
		})
	}
}

// A redirect that comes early takes the body along from its beginning.
func TestEarlyRedirect(t *testing.T) {
	long := strings.Repeat("0123456789abcdef", 1<<20)
	p := serve(t, func(c *peerConn) {
		a, _ := c.head()
		if a.target == "/there" {
			a.body, _ = c.body(a)
			c.note(a)
			c.say(ok("fine"))
			return
		}
		c.say(answer(307, "", "Location: /there"))
		io.CopyN(io.Discard, c.r, 1<<20)
		<-c.stop
	})
	s := newSession(t)
	out := do(t, s, options(), &Request{Method: "POST", URL: p.url, Body: newText(long)})
	if out.Result != 0 || p.requests()[0].body != long || out.last.Uploaded != int64(len(long)) {
		t.Errorf("%d, %v, %d", out.Result, out.Err, out.last.Uploaded)
	}
}

// A wrongBody fails in one of the ways that bodies can.
type wrongBody struct {
	io.Reader
	length int64
	rewind error
}

func (b *wrongBody) Length() int64 { return b.length }
func (b *wrongBody) Rewind() error { return b.rewind }
func (b *wrongBody) Close() error  { return nil }

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("disk") }

type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, nil }

func TestBadBodies(t *testing.T) {
	p := serve(t, answers(func(a asked) string {
		if a.target == "/moved" {
			return answer(307, "", "Location: /there")
		}
		return ok("x")
	}))
	tests := []struct {
		name, path string
		body       *wrongBody
	}{
		{"short", "/", &wrongBody{strings.NewReader("abc"), 5, nil}},
		{"short by much", "/", &wrongBody{strings.NewReader(strings.Repeat("a", 100<<10)), 200 << 10, nil}},
		{"fails", "/", &wrongBody{failing{}, 5, nil}},
		{"fails later", "/", &wrongBody{io.MultiReader(strings.NewReader("abc"), failing{}), -1, nil}},
		{"gives nothing", "/", &wrongBody{nothing{}, 5, nil}},
		{"does not go back", "/moved", &wrongBody{strings.NewReader("abc"), 3, errors.New("a pipe")}},
	}
	for _, test := range tests {
		s := newSession(t)
		out := do(t, s, options(), &Request{Method: "PUT", URL: p.url + test.path, Body: test.body})
		if out.Result != RequestFailed || out.word() != reason.BadBody || out.Head != nil {
			t.Errorf("%s: %d, %v", test.name, out.Result, out.Err)
		}
	}
}
