// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/trust"
)

func TestBodies(t *testing.T) {
	long := strings.Repeat("0123456789abcdef", 20<<10)
	tests := []struct {
		name, method, wire string
		closes             bool
		code               int
		body               string
		length             int64
		result             Result
		word               reason.Word
		reuse              bool
	}{
		{"length", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false, 200, "hello", 5, 0, "", true},
		{"empty", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false, 200, "", 0, 0, "", true},
		{"long", "GET", ok(long), false, 200, long, int64(len(long)), 0, "", true},
		{"chunked", "GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\nX: y\r\n\r\n", false, 200, "hello", -1, 0, "", true},
		{"until close", "GET", "HTTP/1.1 200 OK\r\n\r\nhello", true, 200, "hello", -1, 0, "", false},
		{"HEAD", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", false, 200, "", -1, 0, "", true},
		{"204", "GET", "HTTP/1.1 204 No\r\n\r\n", false, 204, "", -1, 0, "", true},
		{"304", "GET", "HTTP/1.1 304 No\r\nContent-Length: 9\r\n\r\n", false, 304, "", -1, 0, "", true},
		{"interim", "GET", "HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + ok("hello"), false, 200, "hello", 5, 0, "", true},
		{"no fields", "GET", "HTTP/1.1 200 OK\r\n\r\n", true, 200, "", -1, 0, "", false},
		{"404", "GET", answer(404, "none"), false, 404, "none", 4, 0, "", true},
		{"line ends behind", "GET", ok("hello") + "\r\n", false, 200, "hello", 5, 0, "", true},
		{"Connection: close", "GET", ok("hello", "Connection: close"), false, 200, "hello", 5, 0, "", false},
		{"two answers", "GET", ok("hello") + ok("again"), false, 200, "hello", 5, 0, "", false},
		{"short of length", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", true, 0, "", 0, ConnectionError, reason.Truncated, false},
		{"short of chunks", "GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello", true, 0, "", 0, ConnectionError, reason.Truncated, false},
		{"chunks that are none", "GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", false, 0, "", 0, ConnectionError, reason.NotHTTP, false},
		{"cut head", "GET", "HTTP/1.1 200 OK\r\nContent-", true, 0, "", 0, ConnectionError, reason.Truncated, false},
		{"nothing", "GET", "", true, 0, "", 0, ConnectionError, reason.Closed, false},
		{"no HTTP", "GET", "220 smtp\r\n", false, 0, "", 0, ConnectionError, reason.NotHTTP, false},
		{"101 unasked", "GET", "HTTP/1.1 101 Switch\r\nUpgrade: x\r\n\r\n", false, 0, "", 0, ConnectionError, reason.NotHTTP, false},
		{"head too large", "GET", "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("y", 300<<10), false, 0, "", 0, ConnectionError, reason.Limit, false},
	}
	ca := tlstest.NewAuthority(t)
	for _, over := range []string{"plain", "TLS"} {
		for _, test := range tests {
			t.Run(over+" "+test.name, func(t *testing.T) {
				handle := func(c *peerConn) {
					for {
						if _, ok := c.request(); !ok || !c.say(test.wire) || test.closes {
							return
						}
					}
				}
				o := options()
				p := (*peer)(nil)
				if over == "TLS" {
					p = serveOver(t, ca.Serve(t, []string{"127.0.0.1"}), handle)
					o.TLS = &trust.TLSOptions{Roots: ca.Pool, CommonName: "127.0.0.1"}
				} else {
					p = serve(t, handle)
				}
				s := newSession(t)
				for range 2 {
					out := do(t, s, o, &Request{Method: test.method, URL: p.url + "/x"})
					if out.Result != test.result || out.word() != test.word || out.code() != test.code || out.body != test.body {
						t.Fatalf("result %d, %q, code %d, body %.50q, error %v", out.Result, out.word(), out.code(), out.body, out.Err)
					}
					if out.Err != nil && strings.Contains(reason.Of(out.Err).Message, "head_size_limit") {
						t.Fatalf("%v: a session has no such property", out.Err)
					}
					if test.result == 0 && (out.Head.Length != test.length || out.Head.URL != p.url+"/x" || out.last.Downloaded != int64(len(test.body)) || out.last.Total != test.length) {
						t.Fatalf("%+v, %d of %d", out.Head, out.last.Downloaded, out.last.Total)
					}
				}
				if reused := p.accepted.Load() == 1; reused != test.reuse {
					t.Errorf("%d connections", p.accepted.Load())
				}
			})
		}
	}
}

// A consumer is told once, until it looks.
func TestWakes(t *testing.T) {
	more := make(chan struct{})
	p := serve(t, func(c *peerConn) {
		c.request()
		c.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
		<-more
		c.say("world")
		c.request()
	})
	s := newSession(t)
	var wakes atomic.Int32
	woken := make(chan struct{}, 100)
	made := new(arrays)
	c := s.Start(options(), &Request{URL: p.url, NewArray: made.make}, func() {
		wakes.Add(1)
		woken <- struct{}{}
	})
	got(t, "the first wake", woken)
	wait(t, "the first half", func() bool { n, _, _, _ := c.Counters(); return n == 5 })
	if n := wakes.Load(); n != 1 {
		t.Fatalf("told %d times before a Take", n)
	}
	if c.Head() == nil {
		t.Fatal("no head")
	}
	c.Decide(true)
	u := c.Take()
	if len(u.Pieces) != 1 || text(u.Pieces[0].Array, u.Pieces[0].Size) != "hello" || !u.DownloadMoved || u.Downloaded != 5 || u.Total != 10 || u.End != nil {
		t.Fatalf("%+v", u)
	}
	close(more)
	got(t, "the second wake", woken)
	got(t, "the end", c.Done())
	u = c.Take()
	if len(u.Pieces) != 1 || text(u.Pieces[0].Array, u.Pieces[0].Size) != "world" || u.End == nil || u.End.Err != nil || u.End.Body != nil || u.Downloaded != 10 {
		t.Fatalf("%+v %+v", u, u.End)
	}
	if u := c.Take(); u.End == nil || u.DownloadMoved || len(u.Pieces) > 0 {
		t.Fatalf("after the end %+v", u)
	}
}

// Reading rests while 4 MiB wait.
func TestBackPressure(t *testing.T) {
	const size = 24 << 20
	var written atomic.Int64
	p := serve(t, func(c *peerConn) {
		c.request()
		c.say("HTTP/1.1 200 OK\r\n\r\n")
		b := make([]byte, 64<<10)
		for n := 0; n < size; n += len(b) {
			if _, err := c.Write(b); err != nil {
				return
			}
			written.Add(int64(len(b)))
		}
	})
	s := newSession(t)
	made := new(arrays)
	c := s.Start(options(), &Request{URL: p.url, NewArray: made.make}, func() {})
	still := func() {
		t.Helper()
		last, same := int64(-1), 0
		wait(t, "reading to rest", func() bool {
			n, _, _, _ := c.Counters()
			if same++; n != last {
				last, same = n, 0
			}
			return same > 50
		})
		if n, _, _, _ := c.Counters(); n < 4<<20-128<<10 || n > 5<<20 {
			t.Fatalf("rests at %d", n)
		}
	}
	still() // not decided
	c.Decide(true)
	still()
	total := 0
	wait(t, "all", func() bool {
		u := c.Take()
		for _, piece := range u.Pieces {
			total += len(text(piece.Array, piece.Size))
		}
		return u.End != nil
	})
	if total != size || made.live.Load() != 0 {
		t.Errorf("%d bytes, %d arrays", total, made.live.Load())
	}
}

// What a script gives wrong ends the call with nothing on the wire.
func TestBadInput(t *testing.T) {
	p := serve(t, answers(func(asked) string { return ok("x") }))
	tests := []struct {
		name string
		r    Request
		base string
		more []string
		word reason.Word
	}{
		{"no URL", Request{URL: ""}, "", nil, reason.BadURL},
		{"relative", Request{URL: "/x"}, "", nil, reason.BadURL},
		{"scheme", Request{URL: "ftp://x/"}, "", nil, reason.BadURL},
		{"control", Request{URL: p.url + "/\r\nX: y"}, "", nil, reason.BadURL},
		{"base", Request{URL: "x"}, "nonsense", nil, reason.BadURL},
		{"method", Request{URL: p.url, Method: "G T"}, "", nil, reason.BadMethod},
		{"CONNECT", Request{URL: p.url, Method: "CONNECT"}, "", nil, reason.BadMethod},
		{"no colon", Request{URL: p.url, Headers: []string{"x"}}, "", nil, reason.BadHeader},
		{"empty line", Request{URL: p.url, Headers: []string{""}}, "", nil, reason.BadHeader},
		{"no name", Request{URL: p.url, Headers: []string{": x"}}, "", nil, reason.BadHeader},
		{"blank name", Request{URL: p.url, Headers: []string{"X : x"}}, "", nil, reason.BadHeader},
		{"CR", Request{URL: p.url, Headers: []string{"X: a\rb"}}, "", nil, reason.BadHeader},
		{"LF", Request{URL: p.url, Headers: []string{"X: a\nb"}}, "", nil, reason.BadHeader},
		{"NUL", Request{URL: p.url, Headers: []string{"X: a\x00b"}}, "", nil, reason.BadHeader},
		{"session's", Request{URL: p.url}, "", []string{"X\n: a"}, reason.BadHeader},
		{"length without body", Request{URL: p.url, Headers: []string{"Content-Length: 5"}}, "", nil, reason.BadHeader},
		{"wrong length", Request{URL: p.url, Body: newText("abc"), Headers: []string{"Content-Length: 5"}}, "", nil, reason.BadHeader},
		{"two lengths", Request{URL: p.url, Body: newText("abc"), Headers: []string{"Content-Length: 3", "Content-Length: 4"}}, "", nil, reason.BadHeader},
		{"two framings", Request{URL: p.url, Body: newText("abc"), Headers: []string{"Content-Length: 3", "Transfer-Encoding: chunked"}}, "", nil, reason.BadHeader},
		{"coding", Request{URL: p.url, Body: newText("abc"), Headers: []string{"Transfer-Encoding: gzip"}}, "", nil, reason.BadHeader},
		{"body", Request{URL: p.url, Refused: "an int is no body"}, "", nil, reason.BadBody},
	}
	s := newSession(t)
	for _, test := range tests {
		o := options()
		o.BaseURL, o.Headers = test.base, test.more
		out := do(t, s, o, &test.r)
		r := reason.Of(out.Err)
		if out.Result != RequestFailed || r.Word != test.word || out.Head != nil || !r.NothingSent || r.Message == "" {
			t.Errorf("%s: %d, %+v", test.name, out.Result, r)
		}
	}
	if n := p.accepted.Load(); n != 0 {
		t.Errorf("%d connections", n)
	}
}

// Close ends everything, waits for it, and nobody is told afterwards.
func TestClose(t *testing.T) {
	p := serve(t, func(c *peerConn) {
		a, _ := c.request()
		switch a.target {
		case "/body":
			c.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel")
		case "/whole":
			c.say(ok("hello"))
			return
		case "/rest":
			c.say("HTTP/1.1 200 OK\r\n\r\n")
			io.Copy(c, zeros{})
		}
		<-c.stop
	})
	s := newSession(t)
	var closed atomic.Bool
	var late atomic.Int32
	made := new(arrays)
	var calls []*Call
	o := options()
	o.MaxConnections = 0
	for range 20 {
		for _, path := range []string{"/head", "/body", "/whole", "/rest"} {
			calls = append(calls, s.Start(o, &Request{URL: p.url + path, NewArray: made.make}, func() {
				if closed.Load() {
					late.Add(1)
				}
			}))
		}
	}
	ended := make(chan error, 1)
	response, err := s.Do(context.Background(), o, &Request{URL: p.url + "/body"})
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		_, err := io.ReadAll(response.Body)
		ended <- err
	}()
	joined := make(chan struct{}, 1)
	s.Join(func() { joined <- struct{}{} })
	wait(t, "all to be under way", func() bool { return len(p.requests()) == 81 })
	begun := time.Now()
	s.Close()
	closed.Store(true)
	t.Log("Close took", time.Since(begun))
	got(t, "the one that joined", joined)
	if err := got(t, "the reader", ended); reason.Of(err).Word != reason.Cancelled {
		t.Error(err)
	}
	response.Body.Close()
	if n := made.live.Load(); n != 0 {
		t.Errorf("%d arrays", n)
	}
	for _, c := range calls {
		got(t, "a call to be over", c.Done())
		if u := c.Take(); u.End == nil || u.End.Body != nil || len(u.Pieces) > 0 {
			t.Errorf("%+v", u.End)
		}
		c.Cancel()
	}
	after := s.Start(o, &Request{URL: p.url}, func() { late.Add(1) })
	got(t, "a call after Close", after.Done())
	if _, err := s.Do(context.Background(), o, &Request{URL: p.url}); reason.Of(err).Word != reason.Cancelled {
		t.Error(err)
	}
	if n := late.Load(); n != 0 {
		t.Errorf("told %d times after Close", n)
	}
}

// A defect of ours is an error and not the end of the process.
func TestPanics(t *testing.T) {
	p := serve(t, answers(func(asked) string { return ok("hello") }))
	s := newSession(t)
	out := do(t, s, options(), &Request{URL: p.url, Method: "PUT", Body: panics{}})
	if out.word() != reason.Internal || out.Result != RequestFailed || !errors.As(out.Err, new(*fault.PanicError)) {
		t.Errorf("%d %v", out.Result, out.Err)
	}
}

type panics struct{ *endlessBody }

func (panics) Read([]byte) (int, error) { panic("defect") }
func (panics) Length() int64            { return 1 }
