// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream_test

import (
	"io"
	"net"
	"syscall"
	"testing"
	"time"

	"httpclientgo/pkg/stream"
)

var benchKinds = []string{"plain", "tls13"}

func eachBench(b *testing.B, f func(b *testing.B, s *stream.Stream, far net.Conn)) {
	for _, kind := range benchKinds {
		b.Run(kind, func(b *testing.B) {
			from, _ := countedBuffers()
			s, far := pair(b, kind, stream.Options{Buffers: from})
			b.ReportAllocs()
			before := processorTime()
			f(b, s, far)
			b.ReportMetric(float64((processorTime()-before).Nanoseconds())/float64(b.N), "cpu-ns/op")
		})
	}
}

// processorTime is that of the process, the peer included; a busy machine changes it less than the time of an
// operation.
func processorTime() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// use walks what was fetched as a client does that takes whole Buffers, at most limit bytes; it returns how many.
func use(s *stream.Stream, limit int, into []byte) (n int) {
	for n < limit {
		if limit-n >= stream.BufferSize {
			if buf := s.Take(); buf != nil {
				buf.Free()
				n += stream.BufferSize
				continue
			}
		}
		p := s.Bytes()
		if p == nil {
			break
		}
		k := copy(into, p[:min(len(p), limit-n)])
		s.Discard(k)
		n += k
	}
	return n
}

// One poll of a stream on which nothing comes.
func BenchmarkIdle(b *testing.B) {
	eachBench(b, func(b *testing.B, s *stream.Stream, _ net.Conn) {
		for b.Loop() {
			if n, _ := s.Fetch(1); n > 0 {
				b.Fatal("not idle")
			}
		}
	})
}

// A small request and its answer, polled for in a tight loop.
func BenchmarkPingPong(b *testing.B) {
	eachBench(b, func(b *testing.B, s *stream.Stream, far net.Conn) {
		go io.Copy(far, struct{ io.Reader }{far})
		p := make([]byte, 100)
		for b.Loop() {
			s.Send(p, nil, nil)
			for n := 0; n < len(p); {
				s.Fetch(1)
				if k := use(s, len(p), p); k > 0 {
					n += k
				} else {
					script()
				}
			}
		}
	})
}

// script takes the time of some lines of a script, between two polls that find nothing.
func script() {
	for began := time.Now(); time.Since(began) < 5*time.Microsecond; {
	}
}

func pour(far net.Conn, piece int, pause time.Duration) {
	buf := make([]byte, piece)
	for {
		if _, err := far.Write(buf); err != nil {
			return
		}
		time.Sleep(pause)
	}
}

// 64 KiB of a download, read in a tight loop.
func BenchmarkDownload(b *testing.B) {
	eachBench(b, func(b *testing.B, s *stream.Stream, far net.Conn) {
		go pour(far, 1<<20, 0)
		p := make([]byte, stream.BufferSize)
		b.SetBytes(stream.BufferSize)
		for b.Loop() {
			for n := 0; n < stream.BufferSize; {
				if k := use(s, stream.BufferSize-n, p); k > 0 {
					n += k
				} else if k, err := s.Fetch(1); err != nil {
					b.Fatal(err)
				} else if k == 0 {
					script()
				}
			}
		}
	})
}

// A frame of a download of some 50 Mbit/s, read until empty once in 16 ms.
func BenchmarkPaced(b *testing.B) {
	eachBench(b, func(b *testing.B, s *stream.Stream, far net.Conn) {
		go pour(far, 6<<10, time.Millisecond)
		p := make([]byte, stream.BufferSize)
		bytes, spent := 0, time.Duration(0)
		for b.Loop() {
			time.Sleep(16 * time.Millisecond)
			began := time.Now()
			for n, _ := s.Fetch(1); n > 0; n, _ = s.Fetch(1) {
				bytes += use(s, n, p)
			}
			spent += time.Since(began)
		}
		b.ReportMetric(float64(spent.Microseconds())/float64(b.N), "caller-us/op")
		b.ReportMetric(float64(bytes)/float64(b.N)/1000, "kB/frame")
	})
}

// 1 MiB of an upload.
func BenchmarkUpload(b *testing.B) {
	eachBench(b, func(b *testing.B, s *stream.Stream, far net.Conn) {
		go io.Copy(io.Discard, struct{ io.Reader }{far})
		body := make([]byte, 1<<20)
		b.SetBytes(int64(len(body)))
		for b.Loop() {
			s.Send(make([]byte, 200), body, nil)
			for done := false; !done; done, _ = s.Flush() {
				s.WaitWrite()
			}
		}
	})
}
