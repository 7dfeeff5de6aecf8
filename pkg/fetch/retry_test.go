// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"httpclientgo/pkg/reason"
)

// noWaits has a session note its waits instead of waiting.
func noWaits(s *Session) (waits func() []time.Duration) {
	var mu sync.Mutex
	var all []time.Duration
	s.sleep = func(ctx context.Context, d time.Duration) error {
		mu.Lock()
		defer mu.Unlock()
		all = append(all, d)
		return ctx.Err()
	}
	return func() []time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return all
	}
}

// What is repeated and how often, as the table in retry.go says.
func TestRetries(t *testing.T) {
	cut := "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhal"
	tests := []struct {
		name     string
		method   string
		answers  []string // "" closes without an answer; the last one for good
		retries  int
		requests int
		code     int
		result   Result
	}{
		{"whole", "GET", []string{ok("x")}, 3, 1, 200, 0},
		{"503 once", "GET", []string{answer(503, "no"), ok("x")}, 3, 2, 200, 0},
		{"each code", "GET", []string{answer(429, ""), answer(502, ""), answer(503, ""), answer(504, ""), ok("x")}, 4, 5, 200, 0},
		{"503 for ever", "GET", []string{answer(503, "no")}, 2, 3, 503, 0},
		{"503 without retries", "GET", []string{answer(503, "no"), ok("x")}, 0, 1, 503, 0},
		{"500", "GET", []string{answer(500, "no"), ok("x")}, 2, 1, 500, 0},
		{"404", "GET", []string{answer(404, "no"), ok("x")}, 2, 1, 404, 0},
		{"503 to POST", "POST", []string{answer(503, "no"), ok("x")}, 2, 1, 503, 0},
		{"503 to PATCH", "PATCH", []string{answer(503, "no"), ok("x")}, 2, 1, 503, 0},
		{"503 to PUT", "PUT", []string{answer(503, "no"), ok("x")}, 2, 2, 200, 0},
		{"503 to DELETE", "DELETE", []string{answer(503, "no"), ok("x")}, 2, 2, 200, 0},
		{"closed", "GET", []string{"", "", ok("x")}, 2, 3, 200, 0},
		{"closed for ever", "GET", []string{""}, 2, 3, 0, ConnectionError},
		{"closed, without retries", "GET", []string{"", ok("x")}, 0, 1, 0, ConnectionError},
		{"closed to POST", "POST", []string{"", ok("x")}, 2, 1, 0, ConnectionError},
		{"cut in the head", "GET", []string{"HTTP/1.1 200", ok("x")}, 1, 2, 200, 0},
		{"cut in the body", "GET", []string{cut, ok("x")}, 1, 2, 200, 0},
		{"cut in the body for ever", "GET", []string{cut}, 1, 2, 0, ConnectionError},
		{"cut in the body of POST", "POST", []string{cut, ok("x")}, 1, 1, 0, ConnectionError},
		{"no HTTP", "GET", []string{"SSH-2.0\r\n", ok("x")}, 1, 1, 0, ConnectionError},
		{"after a redirect", "POST", []string{answer(303, "", "Location: /b"), answer(503, ""), ok("x")}, 1, 3, 200, 0},
		{"once for all steps", "GET", []string{answer(503, ""), answer(302, "", "Location: /b"), answer(503, "")}, 1, 3, 503, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var p *peer
			p = serve(t, func(c *peerConn) {
				for {
					a, ok := c.request()
					if !ok {
						return
					}
					n := min(len(p.requests()), len(test.answers)) - 1
					if wire := test.answers[n]; !strings.Contains(wire, "\r\n\r\n") || wire == cut {
						c.say(wire)
						return
					} else if !c.say(wire) || a.method == "HEAD" {
						return
					}
				}
			})
			s := newSession(t)
			waits := noWaits(s)
			o := options()
			o.MaxRetries = test.retries
			body := newText("content")
			r := &Request{Method: test.method, URL: p.url + "/a"}
			if test.method == "PUT" || test.method == "POST" {
				r.Body = body
			}
			out := do(t, s, o, r)
			if n := len(p.requests()); n != test.requests || out.code() != test.code || out.Result != test.result {
				t.Fatalf("%d requests, code %d, result %d: %v", n, out.code(), out.Result, out.Err)
			}
			if test.code == 200 && out.body != "x" || test.code == 0 && out.body != "" {
				t.Errorf("body %q", out.body)
			}
			if test.code == 200 && (out.last.Downloaded != 1 || out.last.Total != 1) {
				t.Errorf("%d of %d", out.last.Downloaded, out.last.Total)
			}
			for i, wait := range waits() {
				if most := firstWait << i; wait > most || wait < most/2 {
					t.Errorf("wait %d: %v", i, wait)
				}
			}
			if test.method == "PUT" && p.requests()[1].body != "content" {
				t.Errorf("%q", p.requests()[1].body)
			}
		})
	}
}

// A fault before anything was sent is repeated with any method.
func TestRetriesOfConnections(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	s := newSession(t)
	waits := noWaits(s)
	o := options()
	o.MaxRetries = 2
	out := do(t, s, o, &Request{Method: "POST", URL: "http://" + address, Body: newText("x")})
	if r := reason.Of(out.Err); out.Result != CantConnect || r.Word != reason.Refused || !r.NothingSent || len(waits()) != 2 {
		t.Errorf("%d, %v, waits %v", out.Result, out.Err, waits())
	}
}

// Of a redirect it is the step's own request that counts: one that went out to another server before does not.
func TestRetriesBehindARedirect(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nowhere := "http://" + l.Addr().String() + "/"
	l.Close()
	p := serve(t, answers(func(asked) string { return answer(307, "", "Location: "+nowhere) }))
	s := newSession(t)
	waits := noWaits(s)
	o := options()
	o.MaxRetries = 2
	out := do(t, s, o, &Request{Method: "POST", URL: p.url, Body: newText("x")})
	if r := reason.Of(out.Err); out.Result != CantConnect || r.Word != reason.Refused || r.NothingSent || len(waits()) != 2 || len(p.requests()) != 1 {
		t.Errorf("%d, %+v, waits %v, %d requests", out.Result, r, waits(), len(p.requests()))
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 6, 8, 49, 37, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"0": 0, "120": 2 * time.Minute, "Fri, 06 Nov 2026 08:49:47 GMT": 10 * time.Second, "Fri, 06 Nov 2026 08:49:00 GMT": 0,
		"Friday, 06-Nov-26 08:50:37 GMT": time.Minute, "Fri Nov  6 08:49:38 2026": time.Second,
		"-1": -1, "soon": -1, "": -1, "1.5": -1, "99999999999": -1,
	} {
		got, ok := RetryAfter([]string{"X: y", "retry-after: " + value}, now)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}

	p := serve(t, answers(func(a asked) string {
		if a.conn == 1 && a.target == "/once" {
			return answer(503, "", "Retry-After: 7", "Connection: close")
		}
		if a.target == "/long" {
			return answer(429, "later", "Retry-After: 3600")
		}
		return ok("x")
	}))
	s := newSession(t)
	waits := noWaits(s)
	o := options()
	o.MaxRetries, o.Timeout = 3, time.Minute
	if out := do(t, s, o, &Request{URL: p.url + "/once"}); out.code() != 200 || fmt.Sprint(waits()) != "[7s]" {
		t.Errorf("%d after %v", out.code(), waits())
	}
	// Longer than there is time: nobody would be left to wait.
	if out := do(t, s, o, &Request{URL: p.url + "/long"}); out.code() != 429 || out.body != "later" || len(waits()) != 1 {
		t.Errorf("%d after %v", out.code(), waits())
	}
}

// Once pieces were given, an answer that is cut is the end.
func TestNoRetryOfPieces(t *testing.T) {
	p := serve(t, func(c *peerConn) {
		c.request()
		c.say("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhal")
		c.head() // until the client has gone, or the test
	})
	s := newSession(t)
	noWaits(s)
	o := options()
	o.MaxRetries = 3
	made := new(arrays)
	c := s.Start(o, &Request{URL: p.url, NewArray: made.make}, func() {})
	wait(t, "the head", func() bool { return c.Head() != nil })
	c.Decide(true)
	var pieces string
	wait(t, "a piece", func() bool {
		for _, piece := range c.Take().Pieces {
			pieces += text(piece.Array, piece.Size)
		}
		return pieces == "hal"
	})

	p.hangUp()
	got(t, "the end", c.Done())
	u := c.Take()
	if u.End.Result != ConnectionError || reason.Of(u.End.Err).Word != reason.Truncated || len(p.requests()) != 1 || len(u.Pieces) != 0 || made.live.Load() != 0 {
		t.Errorf("%+v, %d requests", u.End, len(p.requests()))
	}
}

// A connection of the pool that dies is replaced where that is safe, and a POST is never sent twice.
func TestStaleConnections(t *testing.T) {
	// The first request of a connection is answered; die says what becomes of the second.
	tests := []struct {
		name    string
		die     func(c *peerConn)
		repeats bool // what is idempotent
	}{
		{"closed after the request, without an answer", func(c *peerConn) { c.request() }, true},
		{"reset after the request", func(c *peerConn) { c.request(); c.Conn.(*net.TCPConn).SetLinger(0) }, true},
		{"closed in the request", func(c *peerConn) { c.r.ReadByte() }, true},
		{"408 and closed", func(c *peerConn) { c.request(); c.say(answer(408, "", "Connection: close")) }, true},
		{"an answer begun", func(c *peerConn) { c.request(); c.say("HTTP/1.1 2") }, false},
		{"an interim answer", func(c *peerConn) { c.request(); c.say("HTTP/1.1 103 Early\r\n\r\n") }, false},
	}
	for _, test := range tests {
		for _, method := range []string{"GET", "PUT", "POST", "PATCH"} {
			t.Run(test.name+" "+method, func(t *testing.T) {
				p := serve(t, func(c *peerConn) {
					if c.n > 1 {
						answers(func(asked) string { return ok("fresh") })(c)
						return
					}
					c.request()
					c.say(ok("first"))
					test.die(c)
				})
				s := newSession(t)
				if out := do(t, s, options(), &Request{URL: p.url}); out.body != "first" {
					t.Fatal(out.Err)
				}
				body := newText("content")
				out := do(t, s, options(), &Request{Method: method, URL: p.url, Body: body})
				n := 0
				for _, a := range p.requests() {
					if a.method == method && a.body == "content" {
						n++
					}
				}
				safe := test.repeats && (method == "GET" || method == "PUT")
				switch {
				case safe:
					if out.body != "fresh" || out.Result != 0 {
						t.Errorf("%d %q: %v", out.Result, out.body, out.Err)
					}
				case strings.HasPrefix(test.name, "408"):
					if out.code() != 408 {
						t.Errorf("%d %v", out.code(), out.Err)
					}
				case out.Result != ConnectionError || n > 1 || reason.Of(out.Err).NothingSent:
					t.Errorf("result %d, %d requests, %v", out.Result, n, out.Err)
				}
				if !safe && p.accepted.Load() != 1 {
					t.Errorf("%d connections", p.accepted.Load())
				}
			})
		}
	}
}

// A second answer that nobody asked for is never taken for that of the next request, when it comes with the first one
// or behind it.
func TestAnswersTwice(t *testing.T) {
	for _, method := range []string{"GET", "POST"} {
		for _, late := range []bool{false, true} {
			p := serve(t, func(c *peerConn) {
				a, _ := c.request()
				if late {
					c.say(ok(a.target))
				} else {
					c.say(ok(a.target) + ok("poison"))
				}
				if late {
					c.say(ok("poison"))
				}
				c.head()
			})
			s := New(Config{})
			for i := range 10 {
				path := fmt.Sprintf("/%d", i)
				out := do(t, s, options(), &Request{Method: method, URL: p.url + path})
				if out.Result != 0 || out.body != path {
					t.Fatalf("%s, late %v: %d %q %v", method, late, out.Result, out.body, out.Err)
				}
				wait(t, "the connection to be closed", func() bool { return p.open.Load() == 0 })
			}
			s.Close()
		}
	}
}

// One that the server closed while it was idle is noticed before anything is sent.
func TestIdleConnectionCloses(t *testing.T) {
	p := serve(t, func(c *peerConn) {
		c.request()
		c.say(ok("x"))
	})
	s := newSession(t)
	for i := range 20 {
		out := do(t, s, options(), &Request{Method: "POST", URL: p.url, Body: newText("content")})
		if out.Result != 0 {
			// The close was on its way while the request was: then nobody may repeat a POST.
			if r := reason.Of(out.Err); r.NothingSent || len(p.requests()) > i+1 {
				t.Fatalf("%d: %v", i, out.Err)
			}
		}
		wait(t, "the close", func() bool { return p.open.Load() == 0 })
	}
}
