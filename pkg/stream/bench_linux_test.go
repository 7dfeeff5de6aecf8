// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream_test

import (
	"io"
	"net"
	"runtime"
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
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			self, thread := processorTime(syscall.RUSAGE_SELF), processorTime(rusageThread)
			f(b, s, far)
			self, thread = processorTime(syscall.RUSAGE_SELF)-self, processorTime(rusageThread)-thread
			b.ReportMetric(float64(self.Nanoseconds())/float64(b.N), "cpu-ns/op")
			b.ReportMetric(float64(thread.Nanoseconds())/float64(b.N), "caller-ns/op")
		})
	}
}

const rusageThread = 1 // RUSAGE_THREAD of getrusage(2)

// processorTime is what busy machines do not change: of the whole process, the peer included, or of the caller's thread.
func processorTime(who int) time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(who, &u)
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
			for n := 0; n < len(p); runtime.Gosched() {
				s.Fetch(1)
				n += use(s, len(p), p)
			}
		}
	})
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
					runtime.Gosched()
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
		bytes := 0
		for b.Loop() {
			time.Sleep(16 * time.Millisecond)
			for n, _ := s.Fetch(1); n > 0; n, _ = s.Fetch(1) {
				bytes += use(s, n, p)
			}
		}
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
