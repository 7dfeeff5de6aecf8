// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
)

// whim serves a connection until the client ends it, or until it has had enough: it echoes, and ends in any way at any
// moment.
func (e *end) whim(r *rand.Rand) {
	defer e.tcp.Close()
	if r.IntN(10) == 0 {
		e.tcp.Close()
	}
	if e.greet() != nil {
		return
	}
	b := make([]byte, 1)
	for {
		if _, err := io.ReadFull(e, b); err != nil {
			return
		}
		switch r.IntN(40) {
		case 0:
			return
		case 1:
			e.tcp.SetLinger(0)
			return
		case 2:
			e.Write(b)
			e.Close()
			return
		case 3:
			e.Write([]byte("xy")) // one byte too many
		default:
			e.Write(b)
		}
	}
}

// Whatever callers and servers do: there are never more connections lent than there may be, each Get is answered, and
// in the end nothing is left.
func TestAnythingAtOnce(t *testing.T) {
	for _, kind := range []string{"plain", "tls13", "nested"} {
		t.Run(kind, func(t *testing.T) {
			leaks := noLeaks(t)
			s := serve(t, kind)
			over := make(chan struct{})
			go func() {
				defer close(over)
				var ends sync.WaitGroup
				defer ends.Wait()
				for e := range s.ends {
					ends.Go(func() { e.whim(rand.New(rand.NewPCG(rand.Uint64(), 1))) })
				}
			}()
			p := New()
			const most, callers, calls = 4, 12, 25
			var lent, good atomic.Int32
			var group sync.WaitGroup
			for i := range callers {
				r := rand.New(rand.NewPCG(uint64(i), 14))
				group.Go(func() {
					for range calls {
						call(t, p, s.key, r, most, &lent, &good)
					}
				})
			}
			group.Wait()
			if good.Load() == 0 {
				t.Error("no exchange came to an end")
			}
			if waiting, dialling, _ := in(p, s.key); waiting != 0 {
				t.Errorf("%d wait, %d dials run", waiting, dialling)
			}
			p.Close()
			s.Close()
			<-over
			leaks()
			p.mu.Lock()
			if len(p.hosts)+len(p.dials)+p.idle.Len() != 0 {
				t.Error("the pool knows of something")
			}
			p.mu.Unlock()
		})
	}
}

// call does something with a connection.
func call(t *testing.T, p *Pool, key Key, r *rand.Rand, most int, lent, good *atomic.Int32) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if r.IntN(4) == 0 {
		go cancel()
	}
	c, err := p.Get(ctx, key, Want{Most: most, Fresh: r.IntN(10) == 0})
	if err != nil {
		if ctx.Err() == nil && !errors.As(err, new(*fault.Error)) || errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		return
	}
	if n := lent.Add(1); n > int32(most) {
		t.Errorf("%d are lent", n)
	}
	var end func()
	switch r.IntN(8) {
	case 0:
		go c.Interrupt()
		end = c.Close
	case 1:
		end = c.Close
	default:
		keepAlive := time.Duration(0)
		if r.IntN(4) == 0 {
			keepAlive = time.Millisecond
		}
		end = func() { c.Give(keepAlive) }
	}
	for range r.IntN(3) {
		if _, err := c.Write([]byte{1}); err != nil {
			break
		}
		if _, err := c.Fill(); err != nil {
			break
		}
		c.Discard(1)
		good.Add(1)
	}
	lent.Add(-1)
	end()
}
