// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"

	"httpclientgo/pkg/fault"
)

// However many ask, a name is asked for once at a time and no more names than there are slots.
func TestLookupsAreBounded(t *testing.T) {
	const most, names, each = 3, 20, 10
	var now, calls atomic.Int64
	l := newLookups(func(_ context.Context, _, host string) ([]netip.Addr, error) {
		if n := now.Add(1); n > most {
			t.Errorf("%d at once", n)
		}
		calls.Add(1)
		defer now.Add(-1)
		return addrs("192.0.2.7"), nil
	}, most)
	var all sync.WaitGroup
	for i := range names * each {
		all.Go(func() {
			if got, err := l.addrs(t.Context(), fmt.Sprint(i%names)); len(got) != 1 || err != nil {
				t.Error(got, err)
			}
		})
	}
	all.Wait()
	if n := calls.Load(); n < names {
		t.Errorf("%d names asked for, want %d", n, names)
	}
}

// A question goes on when nobody waits for its answer, and who asks again joins it. One that waits for a slot ends
// with who waits for it.
func TestLookupIsJoined(t *testing.T) {
	in, answer := make(chan string, 10), make(chan struct{})
	l := newLookups(func(_ context.Context, _, host string) ([]netip.Addr, error) {
		in <- host
		<-answer
		return addrs("192.0.2.7"), nil
	}, 1)
	first, over := context.WithCancel(t.Context())
	canceled := make(chan error)
	go func() {
		_, err := l.addrs(first, "a.example")
		canceled <- err
	}()
	<-in
	over()
	if err := <-canceled; err != context.Canceled {
		t.Fatal(err)
	}
	for i := range 10 {
		for _, name := range []string{"a.example", fmt.Sprint(i, ".example")} {
			if _, err := l.addrs(first, name); err != context.Canceled {
				t.Fatal(err)
			}
		}
	}
	q := l.join("a.example")
	close(answer)
	<-q.answered
	l.leave("a.example", q)
	if len(q.addrs) != 1 || q.err != nil {
		t.Error(q.addrs, q.err)
	}
	if _, err := l.addrs(t.Context(), "b.example"); err != nil {
		t.Error(err)
	}
	if host := <-in; host != "b.example" || len(in) > 0 {
		t.Errorf("%s was asked for, and %d more", host, len(in))
	}
	if n := len(l.asked); n > 0 {
		t.Errorf("%d questions left", n)
	}
}

func TestLookupPanics(t *testing.T) {
	l := newLookups(func(context.Context, string, string) ([]netip.Addr, error) { panic("planted") }, 1)
	for range 2 {
		_, err := l.addrs(t.Context(), "a.example")
		var p *fault.PanicError
		if !errors.As(err, &p) || p.Value != "planted" {
			t.Fatal(err)
		}
	}
}
