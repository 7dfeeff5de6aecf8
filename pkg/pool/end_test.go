// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"context"
	"errors"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
)

// stalls are the moments at which a dial waits for a server of a kind that has accepted it.
var stalls = []struct {
	kind  string
	stage fault.Stage
}{
	{"tls12", fault.TLS}, {"tls13", fault.TLS}, {"tunnel", fault.Proxy}, {"proxied", fault.Proxy}, {"nested", fault.Proxy},
}

// blames wants an error of a dial that says who did not answer.
func (s *server) blames(t *testing.T, err error, stage fault.Stage) {
	t.Helper()
	host, port := s.key.Host, s.key.Port
	if s.isProxy {
		host, port = s.key.Proxy.Host, s.key.Proxy.Port
	}
	if f := failed(t, err, stage); f.Host != host || f.Port != port || f.Proxy != s.isProxy || f.Addr != s.Addr().String() {
		t.Errorf("%#v", f)
	}
}

func TestCancelWhileDialling(t *testing.T) {
	for _, stall := range stalls {
		t.Run(stall.kind, func(t *testing.T) {
			p, s := newPool(t), serve(t, stall.kind)
			ctx, cancel := context.WithCancelCause(t.Context())
			first := get(ctx, p, s.key, Want{Most: 1})
			e := s.accept(t)
			if _, err := e.Read(make([]byte, 1)); err != nil {
				t.Fatal(err)
			}
			next := get(t.Context(), p, s.key, Want{Most: 1})
			untilWaiting(t, p, s.key, 1)
			reason := errors.New("no longer wanted")
			cancel(reason)
			err := outcome(t, first).err
			s.blames(t, err, stall.stage)
			if !errors.Is(err, reason) {
				t.Error(err)
			}
			wantClosed(t, e)
			if err := s.accept(t).greet(); err != nil {
				t.Fatal(err)
			}
			take(t, next).Close()
		})
	}
}

func TestConnectTimeout(t *testing.T) {
	for _, stall := range stalls {
		t.Run(stall.kind, func(t *testing.T) {
			p, s := newPool(t), serve(t, stall.kind)
			// Under load the time may be over before there is a connection; then there is another one.
			for limit := 50 * time.Millisecond; ; limit *= 2 {
				first := get(t.Context(), p, s.key, Want{Most: 1, ConnectTimeout: limit})
				err := outcome(t, first).err
				if !errors.Is(err, context.DeadlineExceeded) {
					t.Fatal(err)
				}
				var f *fault.Error
				if errors.As(err, &f) && f.Stage == fault.Dial && limit < patience {
					continue
				}
				s.blames(t, err, stall.stage)
				break
			}
			// A limit of the whole call says the same.
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			if err := outcome(t, get(ctx, p, s.key, Want{Most: 1})).err; !errors.Is(err, context.DeadlineExceeded) {
				t.Error(err)
			}
		})
	}
}

func TestClose(t *testing.T) {
	p, s := newPool(t), serve(t, "tls13")
	want := Want{Most: 3}
	idle, idleEnd := pair(t, p, s, want)
	lent, lentEnd := pair(t, p, s, want)
	dialled := get(t.Context(), p, s.key, Want{Most: 3, Fresh: true})
	dialledEnd := s.accept(t)
	if _, err := dialledEnd.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	waiting := get(t.Context(), p, s.key, want)
	untilWaiting(t, p, s.key, 1)
	other := serve(t, "plain")
	otherIdle, otherEnd := pair(t, p, other, want)
	otherIdle.Give(0)

	p.Close()
	if err := outcome(t, waiting).err; err != ErrClosed {
		t.Error(err)
	}
	if err := outcome(t, dialled).err; !errors.Is(err, ErrClosed) {
		t.Error(err)
	} else {
		failed(t, err, fault.TLS)
	}
	wantClosed(t, dialledEnd)
	wantClosed(t, otherEnd)
	exchange(t, lent, lentEnd, "hello")
	lent.Give(0)
	wantClosed(t, lentEnd)
	idle.Give(0)
	wantClosed(t, idleEnd)
	if _, err := p.Get(t.Context(), s.key, want); err != ErrClosed {
		t.Error(err)
	}
	p.CloseIdle()
	p.Close()
}

func TestNothingStays(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		leaks := noLeaks(t)
		p, s := New(), serve(t, kind)
		var ends []*end
		var conns []*Conn
		for range 5 {
			c, e := pair(t, p, s, Want{})
			conns, ends = append(conns, c), append(ends, e)
		}
		conns[0].Close()
		conns[1].Interrupt()
		conns[1].Close()
		for _, c := range conns[2:] {
			c.Give(0)
		}
		again(t, p, s, Want{}).Give(0)
		p.Close()
		for _, e := range ends {
			wantClosed(t, e)
			e.tcp.Close()
		}
		s.Close()
		leaks()
	})
}

// A Get that is served in the moment in which its context ends gives the connection on.
func TestServedTooLate(t *testing.T) {
	p, s := newPool(t), serve(t, "plain")
	want := Want{Most: 1}
	c, _ := pair(t, p, s, want)
	for range 200 {
		ctx, cancel := context.WithCancel(t.Context())
		next := get(ctx, p, s.key, want)
		untilWaiting(t, p, s.key, 1)
		go cancel()
		c.Give(0)
		if g := outcome(t, next); g.err == nil {
			c = g.Conn
		} else {
			c = again(t, p, s, want)
		}
	}
	c.Close()
	s.none(t)
}

// Likewise when it was idle, and is watched until the Get takes it.
func TestServedTooLateFromIdle(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		p, s := newPool(t), serve(t, kind)
		want := Want{Most: 1}
		c, e := pair(t, p, s, want)
		for range 200 {
			c.Give(0)
			ctx, cancel := context.WithCancel(t.Context())
			next := get(ctx, p, s.key, want)
			cancel()
			if g := outcome(t, next); g.err == nil {
				c = g.Conn
			} else {
				c = again(t, p, s, want)
			}
		}
		exchange(t, c, e, "hello")
		c.Close()
		s.none(t)
	})
}
