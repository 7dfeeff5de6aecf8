// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream_test

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"testing"
	"time"

	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/stream"
)

// pieces are sizes of writes of a peer.
var pieces = map[string]func(i int) int{
	"bytes":     func(int) int { return 1 },
	"small":     func(i int) int { return 1 + i*37%700 },
	"records":   func(int) int { return 16 << 10 },
	"odd":       func(i int) int { return 1 + i*7919%90_000 },
	"megabytes": func(int) int { return 1 << 20 },
}

// However a peer cuts the bytes up and whoever reads them, they come whole, in order, and before the end, which stays.
func TestBytesAndEnd(t *testing.T) {
	readers := map[string]func(t *testing.T, s *stream.Stream) ([]byte, error){
		"parked":  func(t *testing.T, s *stream.Stream) ([]byte, error) { return drain(t, s) },
		"polling": func(t *testing.T, s *stream.Stream) ([]byte, error) { return pollAll(t, s, 1<<30, 0) },
		"crumbs":  func(t *testing.T, s *stream.Stream) ([]byte, error) { return pollAll(t, s, 1000, 0) },
		"frames":  func(t *testing.T, s *stream.Stream) ([]byte, error) { return pollAll(t, s, 1<<30, 2*time.Millisecond) },
	}
	eachKind(t, func(t *testing.T, kind string) {
		for name, size := range pieces {
			for reader, read := range readers {
				t.Run(name+"/"+reader, func(t *testing.T) {
					from, _ := countedBuffers()
					s, f := pair(t, kind, stream.Options{Buffers: from})
					data := peertest.Pattern(700_077)
					if name == "bytes" {
						data = data[:3000]
					}
					var wg sync.WaitGroup
					defer wg.Wait()
					wg.Go(func() {
						for i, rest := 0, data; len(rest) > 0; i++ {
							n := min(size(i), len(rest))
							if _, err := f.Write(rest[:n]); err != nil {
								t.Error(err)
								return
							}
							rest = rest[n:]
						}
						f.closeWrite()
					})
					got, err := read(t, s)
					if err != io.EOF || !bytes.Equal(got, data) {
						t.Fatalf("%d bytes of %d, %v", len(got), len(data), err)
					}
					for range 2 {
						if n, err := s.Fetch(1); n != 0 || err != io.EOF {
							t.Fatal(n, err)
						}
						if err := s.WaitRead(); err != nil || s.Bytes() != nil || s.Take() != nil {
							t.Fatal("more after the end: ", err)
						}
					}
				})
			}
		}
	})
}

// pollAll never waits for the stream. It takes whole Buffers where there are any, and at most piece bytes else.
func pollAll(t *testing.T, s *stream.Stream, piece int, pause time.Duration) (all []byte, err error) {
	for {
		n, err := s.Fetch(int64(piece))
		if err != nil {
			return all, err
		}
		for n > 0 {
			if b := s.Take(); b != nil {
				all = append(all, b.Bytes()...)
				n -= stream.BufferSize
				continue
			}
			b := s.Bytes()
			b = b[:min(len(b), piece)]
			all = append(all, b...)
			s.Discard(len(b))
			n -= len(b)
		}
		time.Sleep(pause)
	}
}

func TestIdle(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind, stream.Options{})
		if n, err := s.Fetch(1); n != 0 || err != nil || s.Bytes() != nil || s.Take() != nil {
			t.Fatal(n, err)
		}
		s.Discard(0)
		if n, err := s.Write(nil); n != 0 || err != nil {
			t.Fatal(n, err)
		}
		if done, err := s.Flush(); !done || err != nil || s.Pending() {
			t.Fatal(done, err)
		}
		if err := s.SetNoDelay(false); err != nil {
			t.Fatal(err)
		}
		if (s.ConnectionState() != nil) != (kind != "plain" && kind != "proxied") {
			t.Fatal("connection state")
		}
		if s.LocalAddr().String() != f.RemoteAddr().String() || s.RemoteAddr().String() != f.LocalAddr().String() {
			t.Fatal("addresses")
		}
	})
}

// Bytes that a caller leaves are there again, in front of what comes.
func TestFetchCountsWhatIsLeft(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind, stream.Options{})
		io.WriteString(f, "hello")
		if got := getN(t, s, 2, true); string(got) != "he" {
			t.Fatalf("%q", got)
		}
		if err := s.WaitRead(); err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, " you")
		within(t, "7 bytes", func() bool {
			n, _ := s.Fetch(1)
			return n == 7
		})
		if got := getN(t, s, 7, false); string(got) != "llo you" {
			t.Fatalf("%q", got)
		}
	})
}

// A caller that waits for many bytes before it uses any gets them, however few come at a time.
func TestLittleAddsUp(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind, stream.Options{})
		data := peertest.Pattern(1000)
		for i := 10; i <= len(data); i += 10 {
			f.Write(data[i-10 : i])
			if i%40 == 0 {
				s.Send([]byte("x"), nil, nil) // the next ones are read on this thread, as far as they come in time
			}
			within(t, fmt.Sprintf("%d bytes", i), func() bool {
				n, err := s.Fetch(1)
				if err != nil {
					t.Fatal(err)
				}
				return n == i
			})
		}
		if got := getN(t, s, len(data), false); !bytes.Equal(got, data) {
			t.Fatal("other bytes")
		}
	})
}

func TestHalfClose(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind, stream.Options{})
		io.WriteString(f, "bye")
		f.closeWrite()
		if got, err := drain(t, s); string(got) != "bye" || err != io.EOF {
			t.Fatalf("%q %v", got, err)
		}
		put(t, s, []byte("still here"))
		buf := make([]byte, 10)
		if _, err := io.ReadFull(f, buf); err != nil || string(buf) != "still here" {
			t.Fatalf("%q %v", buf, err)
		}
	})
}
