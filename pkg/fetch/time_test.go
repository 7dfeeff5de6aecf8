// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/reason"
)

// soon is a limit that a test waits for to run out.
const soon = 250 * time.Millisecond

// Each limit of time ends what it is for, as a timeout.
func TestTimeouts(t *testing.T) {
	drip := func(c *peerConn) {
		c.request()
		c.say("HTTP/1.1 200 OK\r\n\r\n")
		for c.say("x") {
			select {
			case <-c.stop:
				return
			case <-time.After(soon / 10):
			}
		}
	}
	tests := []struct {
		name  string
		serve func(c *peerConn)
		set   func(o *Options, r *Request)
		stage string
	}{
		{"timeout before the head", func(c *peerConn) { c.request(); c.head() }, func(o *Options, r *Request) { o.Timeout = soon }, "read"},
		{"timeout in a body that drips", drip, func(o *Options, r *Request) { o.Timeout = 3 * soon }, "read"},
		{"timeout in the handshake", func(c *peerConn) { <-c.stop }, func(o *Options, r *Request) {
			o.Timeout = soon
			r.URL = "https" + r.URL[4:]
		}, "tls"},
		{"timeout while redirected for ever", answers(func(a asked) string { return answer(302, "", "Location: /x") }), func(o *Options, r *Request) {
			o.Timeout, o.MaxRedirects = soon, 1<<30
		}, ""},
		{"timeout while waiting to repeat", answers(func(a asked) string { return answer(503, "") }), func(o *Options, r *Request) {
			o.Timeout, o.MaxRetries = soon, 1<<30
		}, ""},
		{"timeout while sending", func(c *peerConn) { c.head(); <-c.stop }, func(o *Options, r *Request) {
			o.Timeout = soon
			r.Method, r.Body = "PUT", &endlessBody{}
		}, "write"},
		{"connect_timeout", func(c *peerConn) { <-c.stop }, func(o *Options, r *Request) {
			o.ConnectTimeout = soon
			r.URL = "https" + r.URL[4:]
		}, "tls"},
		{"idle_timeout before the head", func(c *peerConn) { c.request(); c.head() }, func(o *Options, r *Request) { o.IdleTimeout = soon }, "read"},
		{"idle_timeout in the body", func(c *peerConn) {
			c.request()
			c.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel")
			c.head()
		}, func(o *Options, r *Request) { o.IdleTimeout = soon }, "read"},
		{"idle_timeout while sending", func(c *peerConn) { c.head(); <-c.stop }, func(o *Options, r *Request) {
			o.IdleTimeout = soon
			r.Method, r.Body = "PUT", &endlessBody{}
		}, "write"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := serve(t, test.serve)
			s := newSession(t)
			o, r := options(), &Request{URL: p.url}
			test.set(o, r)
			out := do(t, s, o, r)
			why := reason.Of(out.Err)
			if out.Result != Timeout || why.Word != reason.Timeout || out.Head != nil || out.body != "" {
				t.Fatalf("%d %+v", out.Result, why)
			}
			if test.stage != "" && why.Stage != test.stage {
				t.Errorf("stage %s: %s", why.Stage, why.Message)
			}
			if name, _, _ := strings.Cut(test.name, " "); !strings.Contains(why.Message, name) && name != "connect_timeout" {
				t.Errorf("%s", why.Message)
			}
		})
	}
}

// Waiting for a place is part of timeout, and not of connect_timeout.
func TestTimeoutInLine(t *testing.T) {
	p := serve(t, func(c *peerConn) { c.request(); c.head() })
	s := newSession(t)
	o := options()
	o.MaxConnections, o.ConnectTimeout = 1, soon
	first := s.Start(o, &Request{URL: p.url}, func() {})
	wait(t, "the first request", func() bool { return len(p.requests()) == 1 })
	o.Timeout = 3 * soon
	out := do(t, s, o, &Request{URL: p.url})
	if why := reason.Of(out.Err); out.Result != Timeout || !strings.Contains(why.Message, "(timeout)") || !why.NothingSent {
		t.Errorf("%d %+v", out.Result, why)
	}
	first.Cancel()
}

// Who rests because its consumer does, is not idle.
func TestIdleWhileResting(t *testing.T) {
	p := serve(t, func(c *peerConn) {
		c.request()
		c.say("HTTP/1.1 200 OK\r\nContent-Length: 8388608\r\n\r\n")
		io.CopyN(c, zeros{}, 8<<20)
		c.head()
	})
	s := newSession(t)
	o := options()
	const idle = time.Second // a busy machine reads within it
	o.IdleTimeout = idle
	made := new(arrays)
	c := s.Start(o, &Request{URL: p.url, NewArray: made.make}, func() {})
	wait(t, "reading to rest", func() bool { n, _, _, _ := c.Counters(); return n > 3<<20 })
	select {
	case <-c.Done():
		t.Fatal(c.Take().End.Err)
	case <-time.After(idle * 3 / 2): // what must not happen needs its time
	}
	c.Decide(false)
	if out := end(t, c, made); len(out.body) != 8<<20 {
		t.Errorf("%d bytes, %v", len(out.body), out.Err)
	}

	response, err := s.Do(t.Context(), o, &Request{URL: p.url})
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	time.Sleep(idle * 3 / 2)
	if n, err := io.Copy(io.Discard, response.Body); n != 8<<20 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

// A retry after the idle limit begins anew.
func TestIdleIsRepeated(t *testing.T) {
	p := serve(t, func(c *peerConn) {
		c.request()
		if c.n == 1 {
			c.head()
			return
		}
		c.say(ok("x"))
	})
	s := newSession(t)
	noWaits(s)
	o := options()
	o.IdleTimeout, o.MaxRetries = soon, 1
	if out := do(t, s, o, &Request{URL: p.url}); out.body != "x" {
		t.Error(out.Err)
	}
}

// The context of Do ends it, with its own reason.
func TestDoContext(t *testing.T) {
	p := serve(t, func(c *peerConn) {
		a, _ := c.request()
		if a.target == "/body" {
			c.say("HTTP/1.1 200 OK\r\n\r\nhello")
		}
		c.head()
	})
	s := newSession(t)
	for _, path := range []string{"/head", "/body"} {
		for _, test := range []struct {
			name string
			with func() (context.Context, context.CancelFunc)
			word reason.Word
		}{
			{"deadline", func() (context.Context, context.CancelFunc) { return context.WithTimeout(t.Context(), soon) }, reason.Timeout},
			{"cancel", func() (context.Context, context.CancelFunc) {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(soon, cancel)
				return ctx, cancel
			}, reason.Cancelled},
		} {
			ctx, cancel := test.with()
			response, err := s.Do(ctx, options(), &Request{URL: p.url + path})
			if path == "/body" && err == nil {
				var b []byte
				if b, err = io.ReadAll(response.Body); string(b) != "hello" {
					t.Errorf("%s: %q", test.name, b)
				}
				response.Body.Close()
			}
			if reason.Of(err).Word != test.word {
				t.Errorf("%s %s: %v", path, test.name, err)
			}
			cancel()
		}
	}
	// timeout of a Do counts until the head.
	o := options()
	o.Timeout = soon
	response, err := s.Do(t.Context(), o, &Request{URL: p.url + "/body"})
	if err != nil {
		t.Fatal(err)
	}
	p5 := make([]byte, 5)
	if _, err := io.ReadFull(response.Body, p5); err != nil {
		t.Fatal(err)
	}
	reading := make(chan error, 1)
	go func() {
		_, err := response.Body.Read(p5)
		reading <- err
	}()
	select {
	case err := <-reading:
		t.Error(err)
	case <-time.After(4 * soon):
	}
	response.Body.Close() // ends the read
	if err := got(t, "the read", reading); reason.Of(err).Word != reason.Cancelled {
		t.Error(err)
	}
}
