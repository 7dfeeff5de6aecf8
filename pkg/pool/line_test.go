// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"context"
	"errors"
	"net"
	"testing"

	"httpclientgo/pkg/fault"
)

// lineUp starts n Gets, one after the other.
func lineUp(t *testing.T, p *Pool, s *server, n int, want Want) []<-chan got {
	t.Helper()
	var line []<-chan got
	for i := range n {
		line = append(line, get(t.Context(), p, s.key, want))
		untilWaiting(t, p, s.key, i+1)
	}
	return line
}

// none wants that nobody of a line was served.
func none(t *testing.T, line []<-chan got) {
	t.Helper()
	for i, c := range line {
		if len(c) > 0 {
			t.Errorf("number %d was served", i)
		}
	}
}

func TestFirstComeFirstServed(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		p, s := newPool(t), serve(t, kind)
		want := Want{Most: 2}
		a, _ := pair(t, p, s, want)
		b, _ := pair(t, p, s, want)
		line := lineUp(t, p, s, 8, want)
		lent := []*Conn{a, b}
		for i := range line {
			none(t, line[i:])
			lent[i%2].Give(0)
			lent[i%2] = take(t, line[i])
			if !lent[i%2].Used() {
				t.Error("a new connection")
			}
		}
		s.none(t)
		a, b = lent[0], lent[1]

		// A connection that is closed leaves its place to the next.
		line = lineUp(t, p, s, 2, want)
		a.Close()
		if err := s.accept(t).greet(); err != nil {
			t.Fatal(err)
		}
		take(t, line[0]).Close()
		if err := s.accept(t).greet(); err != nil {
			t.Fatal(err)
		}
		take(t, line[1]).Close()
		b.Close()
	})
}

// Who comes late and has the smaller Turn goes before, but not before one whose connection was no good.
func TestTurns(t *testing.T) {
	p, s := newPool(t), serve(t, "plain")
	c, _ := pair(t, p, s, Want{Most: 1})
	turns := []uint64{7, 3, 7, 0, 5, 9}
	var line []<-chan got
	for i, turn := range turns {
		line = append(line, get(t.Context(), p, s.key, Want{Most: 1, Turn: turn}))
		untilWaiting(t, p, s.key, i+1)
	}
	fresh := get(t.Context(), p, s.key, Want{Most: 1, Turn: 100, Fresh: true})
	untilWaiting(t, p, s.key, len(turns)+1)
	c.Give(0)
	s.accept(t)
	c = take(t, fresh)
	for _, i := range []int{3, 1, 4, 0, 2, 5} {
		c.Give(0)
		c = take(t, line[i])
	}
	c.Close()
}

func TestWhoLeavesTheLine(t *testing.T) {
	p, s := newPool(t), serve(t, "plain")
	want := Want{Most: 1}
	c, _ := pair(t, p, s, want)
	first := get(t.Context(), p, s.key, want)
	untilWaiting(t, p, s.key, 1)
	ctx, cancel := context.WithCancelCause(t.Context())
	second := get(ctx, p, s.key, want)
	untilWaiting(t, p, s.key, 2)
	third := get(t.Context(), p, s.key, want)
	untilWaiting(t, p, s.key, 3)
	reason := errors.New("no longer wanted")
	cancel(reason)
	if g := outcome(t, second); g.err != reason {
		t.Error(g.err)
	}
	if _, err := p.Get(ctx, s.key, want); err != reason {
		t.Error(err)
	}
	c.Give(0)
	c = take(t, first)
	none(t, []<-chan got{third})
	c.Give(0)
	take(t, third).Close()
}

func TestAFreshOneIsFirst(t *testing.T) {
	p, s := newPool(t), serve(t, "plain")
	want := Want{Most: 1}
	c, e := pair(t, p, s, want)
	line := lineUp(t, p, s, 2, want)
	fresh := get(t.Context(), p, s.key, Want{Most: 1, Fresh: true})
	untilWaiting(t, p, s.key, 3)
	second := get(t.Context(), p, s.key, Want{Most: 1, Fresh: true})
	untilWaiting(t, p, s.key, 4)
	c.Give(0)
	s.accept(t)
	c = take(t, fresh)
	if c.Used() {
		t.Error("a used connection")
	}
	wantClosed(t, e) // there may be one
	c.Close()
	s.accept(t)
	c = take(t, second)
	none(t, line)
	for _, g := range line {
		c.Give(0)
		c = take(t, g)
	}
	c.Close()
}

func TestFreshOfTwo(t *testing.T) {
	p, s := newPool(t), serve(t, "plain")
	c, e := pair(t, p, s, Want{Most: 2})
	c.Give(0)
	d, _ := pair(t, p, s, Want{Most: 2, Fresh: true})
	c = again(t, p, s, Want{Most: 2})
	exchange(t, c, e, "hello")
	c.Give(0)
	d.Give(0)
	untilIdle(t, p, s.key, 2)
	pair(t, p, s, Want{Most: 2, Fresh: true})
	wantClosed(t, e) // of the idle ones, that which was used before the other
	untilIdle(t, p, s.key, 1)
}

func TestThoseWithoutALimitDoNotCount(t *testing.T) {
	p, s := newPool(t), serve(t, "plain")
	for range 3 {
		pair(t, p, s, Want{})
	}
	c, _ := pair(t, p, s, Want{Most: 1})
	line := lineUp(t, p, s, 1, Want{Most: 1})
	fresh := get(t.Context(), p, s.key, Want{Most: 1, Fresh: true})
	untilWaiting(t, p, s.key, 2)
	free, _ := pair(t, p, s, Want{})
	free.Give(0)
	untilIdle(t, p, s.key, 1)
	none(t, append(line, fresh)) // their place is taken
	again(t, p, s, Want{})
	c.Close()
	s.accept(t)
	take(t, fresh).Give(0)
	take(t, line[0]).Close()
}

func TestKeysAreApart(t *testing.T) {
	p, s := newPool(t), serve(t, "tls13")
	c, _ := pair(t, p, s, Want{Most: 1})
	c.Give(0)
	edits := []func(*Key){
		func(k *Key) { k.Trust.DisableTLS13 = true },
		func(k *Key) { k.Trust.Unsafe = true },
	}
	if _, err := net.LookupHost("localhost"); err == nil { // there are systems that do not know it
		edits = append(edits, func(k *Key) { k.Host = "localhost" })
	}
	for _, edit := range edits {
		other := *s
		edit(&other.key)
		next := get(t.Context(), p, other.key, Want{Most: 1})
		s.accept(t).greet()
		if g := outcome(t, next); g.err == nil {
			g.Close()
		}
	}
	for _, edit := range []func(*Key){
		func(k *Key) { k.Proxy.User = "other" },
		func(k *Key) { k.Proxy.Password = "other" },
		func(k *Key) { k.Proxy.Port++ },
		func(k *Key) { k.Port++ },
		func(k *Key) { k.Host = "localhost" },
		func(k *Key) { k.TLS = false },
	} {
		other := s.key
		edit(&other)
		if _, _, idle := in(p, other); idle != 0 || other == s.key {
			t.Error("the same key")
		}
	}
	again(t, p, s, Want{Most: 1})
}

// A dial that fails leaves its place to the next one, who gets an answer of his own.
func TestDialsThatFail(t *testing.T) {
	p, s := newPool(t), serve(t, "tls13")
	const n = 6
	var line []<-chan got
	for range n {
		line = append(line, get(t.Context(), p, s.key, Want{Most: 2}))
	}
	for range n - 1 {
		s.accept(t).tcp.Close()
	}
	last := s.accept(t)
	if err := last.greet(); err != nil {
		t.Fatal(err)
	}
	good := 0
	for _, c := range line {
		g := outcome(t, c)
		if g.err == nil {
			g.Close()
			good++
			continue
		}
		if f := failed(t, g.err, fault.TLS); f.Host != s.key.Host || f.Port != s.key.Port || f.Addr != s.Addr().String() {
			t.Errorf("%#v", f)
		}
	}
	if good != 1 {
		t.Errorf("%d connections", good)
	}
	s.Close()
	if g := outcome(t, get(t.Context(), p, s.key, Want{Most: 1})); g.err == nil {
		t.Error("no error")
	} else if f := failed(t, g.err, fault.Dial); f.Addr != s.Addr().String() {
		t.Errorf("%#v", f)
	}
}

// What is given back serves a Get whose own dial runs. The dial's connection is for the next one.
func TestServedWhileDialling(t *testing.T) {
	for _, next := range []string{"waits", "comes", "is fresh"} {
		t.Run(next, func(t *testing.T) {
			p, s := newPool(t), serve(t, "tls13")
			want := Want{Most: 2}
			c, _ := pair(t, p, s, want)
			second := get(t.Context(), p, s.key, want)
			e := s.accept(t)
			var third <-chan got
			if next == "waits" {
				third = get(t.Context(), p, s.key, want)
				untilWaiting(t, p, s.key, 1)
			}
			c.Give(0)
			if c = take(t, second); !c.Used() {
				t.Error("a new one")
			}
			if err := e.greet(); err != nil {
				t.Fatal(err)
			}
			switch next {
			case "comes":
				untilIdle(t, p, s.key, 1)
				third = get(t.Context(), p, s.key, want)
			case "is fresh":
				untilIdle(t, p, s.key, 1)
				third = get(t.Context(), p, s.key, Want{Most: 2, Fresh: true})
				wantClosed(t, e)
				if e = s.accept(t); e.greet() != nil {
					t.Error("no handshake")
				}
			}
			d := take(t, third)
			if d.Used() != (next == "comes") {
				t.Errorf("used: %v", d.Used())
			}
			exchange(t, d, e, "hello")
			s.none(t)
			c.Close()
			d.Close()
		})
	}
}

// The dial of one that was served has failed: whoever waits for its place gets it, and no error of it.
func TestADialOfNobodyFails(t *testing.T) {
	p, s := newPool(t), serve(t, "tls13")
	want := Want{Most: 2}
	c, _ := pair(t, p, s, want)
	second := get(t.Context(), p, s.key, want)
	e := s.accept(t)
	third := get(t.Context(), p, s.key, want)
	untilWaiting(t, p, s.key, 1)
	c.Give(0)
	c = take(t, second)
	e.tcp.Close()
	if err := s.accept(t).greet(); err != nil {
		t.Fatal(err)
	}
	take(t, third).Close()
	c.Close()
}
