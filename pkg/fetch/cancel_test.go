// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"errors"
	"io"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/reason"
)

const cancelInLine, cancelAtProxy = "in line for a connection", "a proxy asked"

// Cancel ends a call in each of its phases, at once for who asks, and the goroutine, the body and the arrays follow.
func TestCancel(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	silent := serve(t, func(c *peerConn) { <-c.stop })
	tests := []struct {
		name  string
		serve func(c *peerConn)
		r     Request
		until func(p *peer, c *Call) bool
		keeps bool // the peer does not see the end of the connection
		sent  bool // something of a request may have reached the server
	}{
		{"before it began", nil, Request{}, func(p *peer, c *Call) bool { return true }, false, false},
		{"connecting", nil, Request{URL: "https://127.0.0.1"}, func(p *peer, c *Call) bool { return silent.open.Load() > 0 }, false, false},
		{"head awaited", func(c *peerConn) { c.request(); c.request() }, Request{}, func(p *peer, c *Call) bool { return len(p.requests()) > 0 }, false, true},
		{"in the head", func(c *peerConn) { c.request(); c.say("HTTP/1.1 200"); c.request() }, Request{}, func(p *peer, c *Call) bool { return len(p.requests()) > 0 }, false, true},
		{"head shown", func(c *peerConn) { c.request(); c.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"); c.request() }, Request{}, func(p *peer, c *Call) bool { return c.Head() != nil }, false, true},
		{"in the body", func(c *peerConn) { c.request(); c.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"); c.request() }, Request{}, func(p *peer, c *Call) bool { n, _, _, _ := c.Counters(); return n > 0 }, false, true},
		{"reading rests", func(c *peerConn) {
			c.request()
			c.say("HTTP/1.1 200 OK\r\n\r\n")
			io.Copy(c, zeros{})
		}, Request{}, func(p *peer, c *Call) bool { n, _, _, _ := c.Counters(); return n > 3<<20 }, false, true},
		{"sending", func(c *peerConn) { c.head(); <-c.stop }, Request{Method: "PUT", Body: &endlessBody{}}, func(p *peer, c *Call) bool { _, _, n, _ := c.Counters(); return n > 0 }, true, true},
		{"body awaited", func(c *peerConn) { c.head(); <-c.stop }, Request{Method: "PUT", Body: newStuck()}, func(p *peer, c *Call) bool { return p.accepted.Load() > 0 }, true, false},
		{"waiting to repeat", func(c *peerConn) { c.request(); c.say(answer(503, "", "Retry-After: 3600")); c.request() }, Request{}, func(p *peer, c *Call) bool { return c.stage() == "connect" && len(p.requests()) > 0 }, true, true},
		{"redirect that has more to say", func(c *peerConn) {
			c.request()
			c.say("HTTP/1.1 302 X\r\nLocation: /\r\nContent-Length: 10\r\n\r\nhel")
			c.request()
		}, Request{}, func(p *peer, c *Call) bool { return c.stage() == "read" }, false, true},
		{"in the file of a download", func(c *peerConn) {
			c.request()
			c.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel")
			c.request()
		}, Request{Download: file}, func(p *peer, c *Call) bool { return shelfOf(file).part == "hel" }, false, true},
		{cancelInLine, func(c *peerConn) { c.request(); c.request() }, Request{}, func(p *peer, c *Call) bool { return c.stage() == "connect" }, true, false},
		{cancelAtProxy, func(c *peerConn) { c.request(); c.request() }, Request{URL: "https://a.example"}, func(p *peer, c *Call) bool { return len(p.requests()) > 0 }, false, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newSession(t)
			p := silent
			if test.serve != nil {
				p = serve(t, test.serve)
			}
			made := new(arrays)
			r := test.r
			r.NewArray = made.make
			o := options()
			o.MaxRetries = 3
			switch {
			case r.URL == "":
				r.URL = p.url
			case p == silent:
				r.URL = "https" + silent.url[4:]
			}
			switch test.name {
			case cancelInLine:
				o.MaxConnections = 1
				defer s.Start(o, &Request{URL: p.url}, nil).Cancel()
				wait(t, "the one before", func() bool { return len(p.requests()) > 0 })
			case cancelAtProxy:
				o.HTTPSProxy = &proxy.Proxy{Host: "127.0.0.1", Port: p.port}
			}
			var wakes atomic.Int32
			c := s.Start(o, &r, func() { wakes.Add(1) })
			wait(t, test.name, func() bool { return test.until(p, c) })
			c.Take()
			before := wakes.Load()
			c.Cancel()
			select {
			case <-c.Done():
			default:
				t.Error("not done")
			}
			if wakes.Load() == before && before == 0 {
				t.Error("nobody was told")
			}
			u := c.Take()
			if u.End == nil || u.End.Result != RequestFailed || reason.Of(u.End.Err).Word != reason.Cancelled || u.End.Head != nil || u.End.Body != nil || len(u.Pieces) > 0 {
				t.Fatalf("%+v", u.End)
			}
			if got := reason.Of(u.End.Err).NothingSent; got == test.sent && test.name != "before it began" {
				t.Errorf("NothingSent is %v", got)
			}
			told := wakes.Load()
			wait(t, "the goroutine to end", func() bool { return goroutines(ofCalls...) == 0 || test.name == cancelInLine })
			if n := wakes.Load(); n != told {
				t.Errorf("told %d times after the end was taken", n-told)
			}
			if n := made.live.Load(); n != 0 {
				t.Errorf("%d arrays", n)
			}
			again := c.Take()
			if len(again.Pieces) > 0 || again.DownloadMoved || again.UploadMoved || again.End.Err != u.End.Err {
				t.Errorf("%+v", again)
			}
			if p != silent {
				wait(t, "the connection to close", func() bool {
					return p.open.Load() == 0 || test.keeps
				})
			}
		})
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// An endlessBody never ends.
type endlessBody struct{ zeros }

func (*endlessBody) Length() int64 { return -1 }
func (*endlessBody) Rewind() error { return nil }
func (*endlessBody) Close() error  { return nil }

// A stuckBody gives nothing until it is closed.
type stuckBody struct {
	closed chan struct{}
	once   sync.Once
}

func newStuck() *stuckBody { return &stuckBody{closed: make(chan struct{})} }

func (b *stuckBody) Read([]byte) (int, error) {
	<-b.closed
	return 0, errors.New("closed")
}
func (*stuckBody) Length() int64 { return 100 }
func (*stuckBody) Rewind() error { return nil }
func (b *stuckBody) Close() error {
	b.once.Do(func() { close(b.closed) })
	return nil
}
