// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"runtime"
	"testing"
	"time"
)

// What the pool adds to an exchange: a connection is lent, and given back to nobody who waits.
func BenchmarkGetGive(b *testing.B) {
	for _, kind := range []string{"plain", "tls13", "nested"} {
		b.Run(kind, func(b *testing.B) {
			p, s := newPool(b), serve(b, kind)
			c, _ := pair(b, p, s, Want{Most: 1})
			c.Give(0)
			b.ReportAllocs()
			for b.Loop() {
				c, err := p.Get(b.Context(), s.key, Want{Most: 1})
				if err != nil || !c.Used() {
					b.Fatal(err)
				}
				c.Give(0)
			}
		})
	}
}

// What the caller of Interrupt waits for, while a goroutine reads.
func BenchmarkInterrupt(b *testing.B) {
	for _, kind := range []string{"plain", "tls13"} {
		b.Run(kind, func(b *testing.B) {
			p, s := newPool(b), serve(b, kind)
			for b.Loop() {
				b.StopTimer()
				c, e := pair(b, p, s, Want{})
				over := make(chan struct{})
				go func() { defer close(over); c.Read(make([]byte, 1)) }()
				runtime.Gosched()
				b.StartTimer()
				c.Interrupt()
				b.StopTimer()
				<-over
				c.Close()
				e.tcp.Close()
				b.StartTimer()
			}
		})
	}
}

// Memory of an idle connection, on both its ends.
func BenchmarkIdleMemory(b *testing.B) {
	for _, kind := range []string{"plain", "tls13"} {
		b.Run(kind, func(b *testing.B) {
			for b.Loop() {
				p, s := newPool(b), serve(b, kind)
				const n = 60
				memory := func() uint64 {
					var m runtime.MemStats
					for range 3 {
						runtime.GC()
					}
					runtime.ReadMemStats(&m)
					return m.HeapAlloc + m.StackInuse
				}
				before := memory()
				var conns []*Conn
				for range n {
					c, e := pair(b, p, s, Want{})
					exchange(b, c, e, "hello")
					conns = append(conns, c)
				}
				for _, c := range conns {
					c.Give(0)
				}
				conns = nil
				time.Sleep(10 * time.Millisecond)
				b.ReportMetric(float64(memory()-before)/n, "B/connection")
				p.CloseIdle()
			}
		})
	}
}
