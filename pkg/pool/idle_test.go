// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"crypto/tls"
	"io"
	"testing"
	"time"

	"httpclientgo/pkg/internal/limits"
)

// What may come while nobody asks.
var events = []struct {
	name string
	f    func(e *end)
}{
	{"end", func(e *end) { e.Close() }},
	{"cut", func(e *end) { e.tcp.Close() }},
	{"reset", func(e *end) { e.tcp.SetLinger(0); e.tcp.Close() }},
	{"half-close", func(e *end) { e.tcp.CloseWrite() }},
	{"byte", func(e *end) { io.WriteString(e, "x") }},
	{"answer", func(e *end) { io.WriteString(e, "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n") }},
	{"garbage", func(e *end) { io.WriteString(e.tcp, "garbage, no record of TLS") }},
}

func TestDiedIdle(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		for _, event := range events {
			t.Run(event.name, func(t *testing.T) {
				p, s := newPool(t), serve(t, kind)
				c, e := pair(t, p, s, Want{Most: 1})
				c.Give(0)
				untilIdle(t, p, s.key, 1)
				event.f(e)
				untilIdle(t, p, s.key, 0)
				if event.name == "byte" || event.name == "answer" || event.name == "garbage" || event.name == "half-close" {
					wantClosed(t, e)
				}
				pair(t, p, s, Want{Most: 1})
			})
		}
	})
}

// The next one is in line already, so that nobody watches the connection in between.
func TestDiedBetweenTwo(t *testing.T) {
	if neverFinds {
		t.Skip("this system cannot be asked without waiting")
	}
	eachKind(t, func(t *testing.T, kind string) {
		for _, event := range events {
			t.Run(event.name, func(t *testing.T) {
				p, s := newPool(t), serve(t, kind)
				c, e := pair(t, p, s, Want{Most: 1})
				next := get(t.Context(), p, s.key, Want{Most: 1})
				last := get(t.Context(), p, s.key, Want{Most: 1})
				untilWaiting(t, p, s.key, 2)
				event.f(e)
				until(t, "the event", c.lent.isReadable)
				c.Give(0)
				if err := s.accept(t).greet(); err != nil {
					t.Fatal(err)
				}
				var d *Conn
				select { // both are in line from before, in one order or the other
				case g := <-next:
					d = g.Conn
				case g := <-last:
					d, last = g.Conn, next
				case <-time.After(patience):
					t.Fatal("waited for a Get")
				}
				if d.Used() {
					t.Error("not a new one")
				}
				d.Give(0)
				take(t, last).Close()
				s.none(t)
			})
		}
	})
}

// isReadable reports whether anything has come.
func (l *link) isReadable() bool {
	var b [1]byte
	n, err := l.socket.peek(b[:])
	return n > 0 || err == nil
}

func TestLeftUnread(t *testing.T) {
	p, s := newPool(t), serve(t, "plain")
	c, e := pair(t, p, s, Want{Most: 1})
	io.WriteString(e, "ab")
	if _, err := io.ReadFull(c, make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	c.Give(0)
	untilIdle(t, p, s.key, 0)
	wantClosed(t, e)

	c, e = pair(t, p, s, Want{Most: 1})
	io.WriteString(e, "ab")
	if _, err := c.Fill(); err != nil {
		t.Fatal(err)
	}
	c.Discard(1)
	c.Give(0)
	wantClosed(t, e)
	pair(t, p, s, Want{Most: 1})
}

// Session tickets of TLS 1.3 come behind the handshake. They do not count as something said, and are not lost.
func TestTicketsThatComeIdle(t *testing.T) {
	for _, kind := range []string{"tls13", "tunnel", "nested"} {
		t.Run(kind, func(t *testing.T) {
			p, s := newPool(t), serve(t, kind)
			for _, config := range []*tls.Config{s.outer, s.tunnel} {
				if config != nil {
					config.WrapSession = func(state tls.ConnectionState, session *tls.SessionState) ([]byte, error) {
						return config.EncryptTicket(state, session)
					}
				}
			}
			c, e := pair(t, p, s, Want{Most: 2}) // the server has sent its tickets when its handshake is over
			c.Give(0)
			c = again(t, p, s, Want{Most: 2})
			if neverFinds {
				exchange(t, c, e, "hello") // where the idle one's read was ended too soon, the next one finds them
			}
			d, _ := pair(t, p, s, Want{Most: 2})
			if !d.Info().Resumed {
				t.Error("the ticket was lost")
			}
			s.none(t)
			c.Give(0)
			d.Give(0)
			untilIdle(t, p, s.key, 2)
		})
	}
}

func TestKeepAlive(t *testing.T) {
	for _, test := range []struct{ server, want time.Duration }{
		{0, 90 * time.Second},
		{-time.Second, 90 * time.Second},
		{time.Second, 750 * time.Millisecond},
		{2 * time.Second, 1500 * time.Millisecond},
		{5 * time.Second, 4 * time.Second},
		{time.Minute, 59 * time.Second},
		{time.Hour, 90 * time.Second},
		{1<<63 - 1, 90 * time.Second},
	} {
		var l link
		before := time.Now().Round(0)
		l.keep(test.server)
		if l.until.Before(before.Add(test.want)) || l.until.After(time.Now().Round(0).Add(test.want)) {
			t.Errorf("%v: kept for %v, want %v", test.server, l.until.Sub(before), test.want)
		}
	}
	eachKind(t, func(t *testing.T, kind string) {
		p, s := newPool(t), serve(t, kind)
		c, e := pair(t, p, s, Want{Most: 1})
		c.Give(20 * time.Millisecond)
		untilIdle(t, p, s.key, 0)
		wantClosed(t, e)
		pair(t, p, s, Want{Most: 1})
	})
}

// A computer was asleep: the wall clock says that the time is over, and no timer has run.
func TestTooOldByTheWallClock(t *testing.T) {
	p, s := newPool(t), serve(t, "plain")
	c, e := pair(t, p, s, Want{Most: 1})
	c.Give(0)
	p.mu.Lock()
	p.hosts[s.key].idle[0].until = time.Now().Add(-time.Second).Round(0)
	p.mu.Unlock()
	next := get(t.Context(), p, s.key, Want{Most: 1})
	wantClosed(t, e)
	s.accept(t)
	d := take(t, next)
	defer d.Close()
	if d.Used() {
		t.Error("it is too old")
	}
}

func TestCloseIdle(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		p, s := newPool(t), serve(t, kind)
		a, aEnd := pair(t, p, s, Want{Most: 2})
		b, bEnd := pair(t, p, s, Want{Most: 2})
		a.Give(0)
		p.CloseIdle()
		wantClosed(t, aEnd)
		exchange(t, b, bEnd, "hello")
		b.Give(0)
		exchange(t, again(t, p, s, Want{Most: 2}), bEnd, "hello")
	})
}

func TestIdleOnesAreBounded(t *testing.T) {
	p := newPool(t)
	const more = 5
	hosts := []*server{serve(t, "plain"), serve(t, "plain"), serve(t, "plain")}
	var conns []*Conn
	var ends []*end
	for i := range limits.IdleConnections + more {
		c, e := pair(t, p, hosts[i%len(hosts)], Want{})
		conns, ends = append(conns, c), append(ends, e)
	}
	for _, c := range conns {
		c.Give(0)
	}
	for _, e := range ends[:more] { // those that were idle longest
		wantClosed(t, e)
	}
	sum := 0
	for _, s := range hosts {
		_, _, idle := in(p, s.key)
		sum += idle
	}
	if sum != limits.IdleConnections {
		t.Errorf("%d idle connections", sum)
	}
}
