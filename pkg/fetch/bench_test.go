// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"fmt"
	"io"
	"net"
	"slices"
	"testing"
	"time"

	"httpclientgo/pkg/sink"
)

// benchServer answers each request with size bytes.
func benchServer(b *testing.B, size int) string {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				head := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", size)
				request := make([]byte, 4096)
				for {
					if _, err := c.Read(request); err != nil {
						return
					}
					if _, err := io.WriteString(c, head); err != nil {
						return
					}
					if _, err := io.CopyN(c, zeros{}, int64(size)); err != nil {
						return
					}
				}
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// kept is an array whose memory is used again, as the engine's allocator does.
type kept struct{ b []byte }

func (a *kept) Resize(n int) []byte {
	if n > cap(a.b) {
		b := make([]byte, n, max(n, 2*cap(a.b)))
		copy(b, a.b)
		a.b = b
	}
	a.b = a.b[:n]
	return a.b
}

func (a *kept) Free() {}

// BenchmarkCall is a small answer on a connection that is kept.
func BenchmarkCall(b *testing.B) {
	url := benchServer(b, 100)
	s := New(Config{})
	defer s.Close()
	a := new(kept)
	r := &Request{URL: url, NewArray: func() sink.Array { return a }}
	b.ReportAllocs()
	for b.Loop() {
		c := s.Start(options(), r, func() {})
		<-c.Done()
		if u := c.Take(); u.End.Err != nil {
			b.Fatal(u.End.Err)
		}
	}
}

// BenchmarkStart is what Start costs its caller.
func BenchmarkStart(b *testing.B) {
	url := benchServer(b, 100)
	s := New(Config{})
	defer s.Close()
	a := new(kept)
	r := &Request{URL: url, NewArray: func() sink.Array { return a }}
	spent := time.Duration(0)
	for b.Loop() {
		begun := time.Now()
		c := s.Start(options(), r, func() {})
		spent += time.Since(begun)
		<-c.Done()
		begun = time.Now()
		c.Take()
		spent += time.Since(begun)
	}
	b.ReportMetric(float64(spent.Nanoseconds())/float64(b.N), "ns/caller")
}

// BenchmarkCancel is what Cancel costs its caller, in the middle of a body.
func BenchmarkCancel(b *testing.B) {
	url := benchServer(b, 64<<20)
	s := New(Config{})
	defer s.Close()
	var spent []time.Duration
	for b.Loop() {
		shown := make(chan struct{}, 1)
		c := s.Start(options(), &Request{URL: url, NewArray: func() sink.Array { return new(kept) }}, func() {
			select {
			case shown <- struct{}{}:
			default:
			}
		})
		<-shown
		begun := time.Now()
		c.Cancel()
		spent = append(spent, time.Since(begun))
	}
	slices.Sort(spent)
	median := spent[len(spent)/2] // the body's goroutines want the processor, too
	b.ReportMetric(float64(median.Nanoseconds()), "ns/cancel")
}

// BenchmarkBody is a long body.
func BenchmarkBody(b *testing.B) {
	const size = 64 << 20
	url := benchServer(b, size)
	s := New(Config{})
	defer s.Close()
	a := new(kept)
	b.SetBytes(size)
	for b.Loop() {
		shown := make(chan struct{}, 1)
		c := s.Start(options(), &Request{URL: url, NewArray: func() sink.Array { return a }}, func() {
			select {
			case shown <- struct{}{}:
			default:
			}
		})
		<-shown
		c.Decide(false)
		<-c.Done()
		if u := c.Take(); u.End.Err != nil || u.End.Size != size {
			b.Fatal(u.End.Err)
		}
	}
}
