// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"crypto/tls"
	"io"
	"net"
	"testing"

	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/trust"
)

// pour writes for ever in the background, until the benchmark's end closes conn.
func pour(conn net.Conn, size int) {
	buf := make([]byte, size)
	go func() {
		for {
			if _, err := conn.Write(buf); err != nil {
				return
			}
		}
	}()
}

func benchRead(b *testing.B, kind string, size int) {
	s, f := pair(b, kind)
	pour(f, 1<<20)
	buf := make([]byte, size)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		for n := 0; n < size; {
			k, err := s.Read(buf[n:])
			if err != nil {
				b.Fatal(err)
			}
			if n += k; k == 0 {
				if err := s.WaitRead(nil); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}

func BenchmarkRead64KiB(b *testing.B) {
	for _, kind := range kinds {
		b.Run(kind, func(b *testing.B) { benchRead(b, kind, 64<<10) })
	}
}

func BenchmarkRead100B(b *testing.B) {
	for _, kind := range kinds {
		b.Run(kind, func(b *testing.B) { benchRead(b, kind, 100) })
	}
}

func BenchmarkPeekIdle(b *testing.B) {
	for _, kind := range kinds {
		b.Run(kind, func(b *testing.B) {
			s, _ := pair(b, kind)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				if ok, _ := s.Peek(); ok {
					b.Fatal("not idle")
				}
			}
		})
	}
}

func BenchmarkAvailable(b *testing.B) {
	for _, kind := range kinds {
		b.Run(kind, func(b *testing.B) {
			s, _ := pair(b, kind)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				s.Available()
			}
		})
	}
}

// One small request and its answer, as a game's poll loop sees them.
func BenchmarkPingPong(b *testing.B) {
	for _, kind := range kinds {
		b.Run(kind, func(b *testing.B) {
			s, f := pair(b, kind)
			go io.Copy(f, struct{ io.Reader }{f})
			buf := make([]byte, 100)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				s.Write(buf)
				for n := 0; n < len(buf); {
					k, err := s.Read(buf[n:])
					if err != nil {
						b.Fatal(err)
					}
					if n += k; k == 0 {
						s.WaitRead(nil)
					}
				}
			}
		})
	}
}

func BenchmarkWrite64KiB(b *testing.B) {
	for _, kind := range kinds {
		b.Run(kind, func(b *testing.B) {
			s, f := pair(b, kind)
			go io.Copy(io.Discard, struct{ io.Reader }{f})
			buf := make([]byte, 64<<10)
			b.SetBytes(int64(len(buf)))
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				put(b, s, buf)
			}
		})
	}
}

// The baseline: package net and crypto/tls by themselves, waiting.

func BenchmarkBaselineConn64KiB(b *testing.B) {
	for _, kind := range []string{"plain", "tls13"} {
		b.Run(kind, func(b *testing.B) {
			p := listen(b)
			ca := tlstest.NewAuthority(b)
			c, err := net.Dial("tcp", p.Addr().String())
			if err != nil {
				b.Fatal(err)
			}
			defer c.Close()
			var f net.Conn = p.accept(b)
			if kind != "plain" {
				f = tls.Server(f, ca.Serve(b, []string{"127.0.0.1"}))
				c = tls.Client(c, (&trust.TLSOptions{Roots: ca.Pool}).Config("127.0.0.1"))
				go f.(*tls.Conn).Handshake()
				if err := c.(*tls.Conn).Handshake(); err != nil {
					b.Fatal(err)
				}
			}
			pour(f, 1<<20)
			buf := make([]byte, 64<<10)
			b.SetBytes(int64(len(buf)))
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				if _, err := io.ReadFull(c, buf); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
