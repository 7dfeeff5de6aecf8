// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"httpclientgo/pkg/reason"
)

// A shelf is the folder of a download: its file, what is there of it and what that belongs to; "-" is no file.
type shelf struct{ file, part, etag string }

func (f shelf) put(t *testing.T, path string) {
	t.Helper()
	for suffix, text := range map[string]string{"": f.file, ".part": f.part, ".part.etag": f.etag} {
		os.Remove(path + suffix)
		if text != "-" {
			if err := os.WriteFile(path+suffix, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func shelfOf(path string) shelf {
	read := func(suffix string) string {
		b, err := os.ReadFile(path + suffix)
		if err != nil {
			return "-"
		}
		return strings.TrimSuffix(string(b), "\n")
	}
	return shelf{read(""), read(".part"), read(".part.etag")}
}

func TestDownloads(t *testing.T) {
	const tag, other, date = `"v1"`, `"v2"`, "Fri, 06 Nov 2026 08:49:37 GMT"
	part := func(text, of string, lines ...string) string {
		return answer(206, text, append(lines, "Content-Range: bytes "+of)...)
	}
	cut := func(wire string) string { return wire[:len(wire)-3] + "\x00cut" } // the peer closes there
	unsatisfied := func(size string) string { return answer(416, "no", "Content-Range: bytes */"+size) }
	empty := shelf{"-", "-", "-"}
	half := shelf{"-", "hello ", tag}
	sessionRange := []string{"Range: bytes=6-8"}
	tests := []struct {
		name    string
		before  shelf
		answers []string
		asked   []string // Range of each request, with its If-Range
		result  Result
		word    reason.Word
		code    int
		after   shelf
		got     int64 // Downloaded
		total   int64
		retries int
		headers []string
	}{
		{"whole", empty, []string{ok("hello world")}, []string{"|"}, 0, "", 200, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"in place of an old one", shelf{"old", "-", "-"}, []string{ok("hello world", "ETag: "+tag)}, []string{"|"}, 0, "", 200, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"empty", empty, []string{ok("")}, []string{"|"}, 0, "", 200, shelf{"", "-", "-"}, 0, 0, 0, nil},
		{"204", empty, []string{"HTTP/1.1 204 X\r\n\r\n"}, []string{"|"}, 0, "", 204, shelf{"", "-", "-"}, 0, -1, 0, nil},
		{"404", shelf{"old", "-", "-"}, []string{answer(404, "page")}, []string{"|"}, 0, "", 404, shelf{"old", "-", "-"}, 0, -1, 0, nil},
		{"404 with a part", half, []string{answer(404, "page")}, []string{"bytes=6-|" + tag}, 0, "", 404, half, 0, -1, 0, nil},
		{"cut", empty, []string{cut(ok("hello world", "ETag: "+tag))}, []string{"|"}, ConnectionError, reason.Truncated, 0, shelf{"-", "hello wo", tag}, 8, 11, 0, nil},
		{"cut, an old one stays", shelf{"old", "-", "-"}, []string{cut(ok("hello world", "ETag: "+tag))}, []string{"|"}, ConnectionError, reason.Truncated, 0, shelf{"old", "hello wo", tag}, 8, 11, 0, nil},
		{"cut, weak ETag", empty, []string{cut(ok("hello world", "ETag: W/"+tag))}, []string{"|"}, ConnectionError, reason.Truncated, 0, shelf{"-", "hello wo", "-"}, 8, 11, 0, nil},
		{"cut, weak ETag and date", empty, []string{cut(ok("hello world", "ETag: W/"+tag, "Last-Modified: "+date))}, []string{"|"}, ConnectionError, reason.Truncated, 0, shelf{"-", "hello wo", date}, 8, 11, 0, nil},
		{"cut, date of the answer's own second", empty, []string{cut(ok("hello world", "Date: "+date, "Last-Modified: "+date))}, []string{"|"}, ConnectionError, reason.Truncated, 0, shelf{"-", "hello wo", "-"}, 8, 11, 0, nil},
		{"cut, older date", empty, []string{cut(ok("hello world", "Date: Fri, 06 Nov 2026 08:49:38 GMT", "Last-Modified: "+date))}, []string{"|"}, ConnectionError, reason.Truncated, 0, shelf{"-", "hello wo", date}, 8, 11, 0, nil},
		{"cut and repeated", empty, []string{cut(ok("hello world", "ETag: "+tag)), part("rld", "8-10/11", "ETag: "+tag)}, []string{"|", "bytes=8-|" + tag}, 0, "", 206, shelf{"hello world", "-", "-"}, 11, 11, 1, nil},
		{"goes on", half, []string{part("world", "6-10/11", "ETag: "+tag)}, []string{"bytes=6-|" + tag}, 0, "", 206, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"goes on by date", shelf{"-", "hello ", date}, []string{part("world", "6-10/11")}, []string{"bytes=6-|" + date}, 0, "", 206, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"goes on, size not said", half, []string{part("world", "6-10/*")}, []string{"bytes=6-|" + tag}, 0, "", 206, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"goes on, cut", half, []string{cut(part("world", "6-10/11"))}, []string{"bytes=6-|" + tag}, ConnectionError, reason.Truncated, 0, shelf{"-", "hello wo", tag}, 8, 11, 0, nil},
		{"a part without what it belongs to", shelf{"-", "hello ", "-"}, []string{ok("hello world")}, []string{"|"}, 0, "", 200, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"200 instead", half, []string{ok("jello world!", "ETag: "+other)}, []string{"bytes=6-|" + tag}, 0, "", 200, shelf{"jello world!", "-", "-"}, 12, 12, 0, nil},
		{"200 instead, cut", half, []string{cut(ok("jello world!", "ETag: "+other))}, []string{"bytes=6-|" + tag}, ConnectionError, reason.Truncated, 0, shelf{"-", "jello wor", other}, 9, 12, 0, nil},
		{"206 from elsewhere", half, []string{part("o world", "4-10/11"), ok("hello world")}, []string{"bytes=6-|" + tag, "|"}, 0, "", 200, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"206 without Content-Range", half, []string{answer(206, "world"), ok("hello world")}, []string{"bytes=6-|" + tag, "|"}, 0, "", 200, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"206 of other bytes", half, []string{part("world", "6-10/11", "ETag: "+other), ok("hello world")}, []string{"bytes=6-|" + tag, "|"}, 0, "", 200, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"206 in a coding", half, []string{part("world", "6-10/11", "Content-Encoding: gzip"), ok("hello world")}, []string{"bytes=6-|" + tag, "|"}, 0, "", 200, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"206 of another length", half, []string{part("wor", "6-10/11"), ok("hello world")}, []string{"bytes=6-|" + tag, "|"}, 0, "", 200, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"206 for ever", half, []string{part("o world", "4-10/11")}, []string{"bytes=6-|" + tag, "|"}, ConnectionError, reason.NotHTTP, 0, half, 0, -1, 0, nil},
		{"206 of a piece", half, []string{part("wo", "6-7/11", "ETag: "+tag)}, []string{"bytes=6-|" + tag}, ConnectionError, reason.Truncated, 0, shelf{"-", "hello wo", tag}, 8, 11, 0, nil},
		{"416, whole", shelf{"-", "hello world", tag}, []string{unsatisfied("11")}, []string{"bytes=11-|" + tag}, 0, "", 416, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"416, another size", half, []string{unsatisfied("5"), ok("jello")}, []string{"bytes=6-|" + tag, "|"}, 0, "", 200, shelf{"jello", "-", "-"}, 5, 5, 0, nil},
		{"416, no size", half, []string{answer(416, "no"), ok("jello")}, []string{"bytes=6-|" + tag, "|"}, 0, "", 200, shelf{"jello", "-", "-"}, 5, 5, 0, nil},
		{"416 twice", half, []string{answer(416, "no")}, []string{"bytes=6-|" + tag, "|"}, 0, "", 416, half, 0, -1, 0, nil},
		{"416 unasked", empty, []string{unsatisfied("0")}, []string{"|"}, 0, "", 416, empty, 0, -1, 0, nil},
		{"in a coding", empty, []string{ok(coded(t, "hello world", "gzip"), "Content-Encoding: gzip", "ETag: "+tag)}, []string{"|"}, 0, "", 200, shelf{"hello world", "-", "-"}, int64(len(coded(t, "hello world", "gzip"))), int64(len(coded(t, "hello world", "gzip"))), 0, nil},
		{"in a coding, cut", empty, []string{cut(ok(coded(t, "hello world", "zstd"), "Content-Encoding: zstd", "ETag: "+tag))}, []string{"|"}, ConnectionError, reason.Truncated, 0, shelf{"-", "any", "-"}, -1, -1, 0, nil},
		{"script's own Range", half, []string{part("wor", "6-8/11", "ETag: "+tag)}, []string{"bytes=6-8|"}, 0, "", 206, shelf{"wor", "-", "-"}, 3, 3, 0, []string{"Range: bytes=6-8"}},
		{"session's own Range", half, []string{part("wor", "6-8/11", "ETag: "+tag)}, []string{"bytes=6-8|"}, 0, "", 206, shelf{"wor", "-", "-"}, 3, 3, 0, sessionRange},
		{"after a redirect", half, []string{answer(302, "", "Location: /b"), part("world", "6-10/11")}, []string{"bytes=6-|" + tag, "bytes=6-|" + tag}, 0, "", 206, shelf{"hello world", "-", "-"}, 11, 11, 0, nil},
		{"503 once", half, []string{answer(503, ""), part("world", "6-10/11")}, []string{"bytes=6-|" + tag, "bytes=6-|" + tag}, 0, "", 206, shelf{"hello world", "-", "-"}, 11, 11, 1, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var p *peer
			p = serve(t, func(c *peerConn) {
				for {
					if _, ok := c.request(); !ok {
						return
					}
					wire, _, cut := strings.Cut(test.answers[min(len(p.requests()), len(test.answers))-1], "\x00cut")
					if !c.say(wire) || cut {
						return
					}
				}
			})
			path := filepath.Join(t.TempDir(), "file")
			test.before.put(t, path)
			s := newSession(t)
			noWaits(s)
			o := options()
			o.MaxRetries = test.retries
			r := &Request{URL: p.url, Download: path, Headers: test.headers}
			if strings.HasPrefix(test.name, "session's") {
				o.Headers, r.Headers = test.headers, nil
			}
			out := do(t, s, o, r)
			if out.Result != test.result || out.word() != test.word || out.code() != test.code || out.body != "" {
				t.Fatalf("%d %q %d: %v", out.Result, out.word(), out.code(), out.Err)
			}
			after := shelfOf(path)
			if test.after.part == "any" {
				after.part = "any"
			}
			if after != test.after {
				t.Errorf("%+v", after)
			}
			if test.got >= 0 && (out.last.Downloaded != test.got || out.last.Total != test.total) {
				t.Errorf("%d of %d", out.last.Downloaded, out.last.Total)
			}
			asked := p.requests()
			if len(asked) != len(test.asked) {
				t.Fatalf("%d requests", len(asked))
			}
			for i, a := range asked {
				if got := a.one("Range") + "|" + a.one("If-Range"); got != test.asked[i] || a.one("Accept-Encoding") != "identity" {
					t.Errorf("request %d: %q, %q", i, got, a.one("Accept-Encoding"))
				}
			}
		})
	}
}

// What is wrong about a path is told before anything is asked for.
func TestDownloadPaths(t *testing.T) {
	p := serve(t, answers(func(asked) string { return ok("hello") }))
	s := newSession(t)
	dir := t.TempDir()
	for _, path := range []string{filepath.Join(dir, "none", "file"), dir} {
		out := do(t, s, options(), &Request{URL: p.url, Download: path})
		if r := reason.Of(out.Err); out.Result != DownloadFileCantOpen || r.Word != reason.File || !r.NothingSent {
			t.Errorf("%s: %d %v", path, out.Result, out.Err)
		}
	}
	if p.accepted.Load() != 0 {
		t.Error("asked")
	}
}

// Two downloads to one path: the second one is refused. One that was cancelled leaves its path at once, for who follows
// it.
func TestDownloadsOfOnePath(t *testing.T) {
	var slow atomic.Bool
	slow.Store(true)
	p := serve(t, func(c *peerConn) {
		for {
			if _, ok := c.request(); !ok {
				return
			}
			if slow.Load() {
				c.say("HTTP/1.1 200 OK\r\nContent-Length: 11\r\nETag: \"v\"\r\n\r\nhello ")
				c.head()
				return
			}
			c.say(answer(206, "world", "Content-Range: bytes 6-10/11"))
		}
	})
	s := newSession(t)
	path := filepath.Join(t.TempDir(), "file")
	for range 20 {
		slow.Store(true)
		first := s.Start(options(), &Request{URL: p.url, Download: path}, func() {})
		wait(t, "the first half", func() bool { n, _, _, _ := first.Counters(); return n == 6 && shelfOf(path).part == "hello " })
		if out := do(t, s, options(), &Request{URL: p.url, Download: path}); out.Result != DownloadFileCantOpen || out.word() != reason.File {
			t.Fatalf("%d %v", out.Result, out.Err)
		}
		slow.Store(false)
		first.Cancel()
		if out := do(t, s, options(), &Request{URL: p.url, Download: path}); out.Result != 0 || shelfOf(path).file != "hello world" {
			t.Fatalf("%d %v %+v", out.Result, out.Err, shelfOf(path))
		}
		os.Remove(path)
	}
}

// timeout counts until the head, idle_timeout always.
func TestDownloadTime(t *testing.T) {
	go_on := make(chan struct{}, 1)
	p := serve(t, func(c *peerConn) {
		a, _ := c.request()
		switch a.target {
		case "/head":
			c.head()
		case "/idle":
			c.say("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello ")
			c.head()
		case "/slow":
			c.say("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello ")
			select {
			case <-go_on:
			case <-c.stop:
			}
			c.say("world")
		}
	})
	s := newSession(t)
	path := filepath.Join(t.TempDir(), "file")
	o := options()
	o.Timeout = soon
	if out := do(t, s, o, &Request{URL: p.url + "/head", Download: path}); out.Result != Timeout {
		t.Errorf("%d %v", out.Result, out.Err)
	}
	c := s.Start(o, &Request{URL: p.url + "/slow", Download: path}, func() {})
	select {
	case <-c.Done():
		t.Error(c.Take().End.Err)
	case <-time.After(4 * soon): // what must not happen needs its time
		go_on <- struct{}{}
	}
	if out := end(t, c, nil); out.Result != 0 || shelfOf(path).file != "hello world" {
		t.Errorf("%d %v", out.Result, out.Err)
	}
	o.IdleTimeout = soon
	if out := do(t, s, o, &Request{URL: p.url + "/idle", Download: path}); out.Result != Timeout {
		t.Errorf("%d %v", out.Result, out.Err)
	}
}

func TestDownloadLimit(t *testing.T) {
	p := serve(t, answers(func(a asked) string {
		if a.one("Range") != "" {
			return answer(206, "world", "Content-Range: bytes 6-10/11")
		}
		return ok("hello world", `ETag: "v"`)
	}))
	s := newSession(t)
	path := filepath.Join(t.TempDir(), "file")
	for limit, want := range map[int64]Result{-1: 0, 11: 0, 10: BodySizeLimitExceeded} {
		for _, before := range []shelf{{"-", "-", "-"}, {"-", "hello ", `"v"`}} {
			before.put(t, path)
			o := options()
			o.BodySizeLimit = limit
			if out := do(t, s, o, &Request{URL: p.url, Download: path}); out.Result != want {
				t.Errorf("%d: %d %v", limit, out.Result, out.Err)
			}
		}
	}
}

// A file that is long comes whole, and its counters end with all of it.
func TestLongDownload(t *testing.T) {
	const size = 32 << 20
	p := serve(t, func(c *peerConn) {
		c.request()
		c.say(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", size))
		io.CopyN(c, zeros{}, size)
		c.head()
	})
	s := newSession(t)
	path := filepath.Join(t.TempDir(), "file")
	out := do(t, s, options(), &Request{URL: p.url, Download: path})
	info, err := os.Stat(path)
	if out.Result != 0 || err != nil || info.Size() != size || out.last.Downloaded != size || !out.last.DownloadMoved {
		t.Errorf("%d %v %v", out.Result, out.Err, err)
	}
}
