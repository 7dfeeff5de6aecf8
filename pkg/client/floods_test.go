// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// However small its pieces are, a server keeps one call only so long: the call takes some thousand steps, the rest is
// the next call's, and nothing is lost or reordered.
func TestTinyChunksAreTakenInParts(t *testing.T) {
	const size = 100_000
	body := largeBody(size)
	wire := append(chunked(body, func(int) int { return 1 }), "0\r\nT: v\r\n\r\n"...)
	for _, secure := range []bool{false, true} {
		t.Run(fmt.Sprint("TLS=", secure), func(t *testing.T) {
			l, connect := listenPlain(t), connectPlain
			if secure {
				l, connect = listenTLS(t), connectTLS
			}
			done := make(chan struct{})
			defer close(done)
			go answerOnce(l, done, []byte("HTTP/1.1 200 OK\r\n"+ofChunks+"\r\n\r\n"), wire)
			c := New(Config{})
			defer c.Close()
			connect(t, c, l)
			c.Request("request", 0, "/", nil, nil)
			step(t, "a head", func() bool { c.Poll(); return c.view.Status() == StatusBody })
			var got []byte
			step(t, "the body", func() bool {
				for c.view.Status() == StatusBody {
					piece := take(c, MaxAvailable)
					if len(piece) > maxEvents {
						t.Fatalf("one call took %d chunks", len(piece))
					}
					if got = append(got, piece...); piece == "" {
						return false
					}
				}
				return true
			})
			if !bytes.Equal(got, body) || c.view.Status() != StatusConnected {
				t.Errorf("%d of %d bytes, or not the same ones; status %d, %v", len(got), size, c.view.Status(), c.lastErr)
			}
		})
	}
}

// A fault behind tiny chunks is told after the bytes before it, and so is the end of the connection.
func TestFaultBehindTinyChunks(t *testing.T) {
	const size = 3 * maxEvents
	for name, end := range map[string]string{"a chunk that is none": "x\r\n", "cut": ""} {
		c, s := fedClient(t, false, ofChunks, nil)
		s.in, s.end = []byte(strings.Repeat("1\r\nx\r\n", size)+end), errReset
		got := 0
		for c.view.Status() == StatusBody {
			got += len(take(c, MaxAvailable))
		}
		if got != size || c.view.Status() != StatusConnectionError {
			t.Errorf("%s: %d of %d bytes, status %d", name, got, size, c.view.Status())
		}
	}
}

// A head that trickles is read on by the next polls.
func TestOnePollOfATricklingHead(t *testing.T) {
	s := &tape{text: "HTTP/1.1 200 OK\r\nA: " + strings.Repeat("b", 60_000), times: 1, step: 1}
	c := playing(t, s)
	defer c.Close()
	for polls := 1; s.times > 0; polls++ {
		before := s.reads
		c.Poll()
		if n := s.reads - before; n > maxLooks {
			t.Fatalf("poll %d looked %d times", polls, n)
		}
	}
	if c.view.Status() != StatusRequesting {
		t.Errorf("status %d", c.view.Status())
	}
}

// BenchmarkTinyChunks is one call that finds a full queue of chunks of one byte.
func BenchmarkTinyChunks(b *testing.B) {
	wire := []byte(strings.Repeat("1\r\nx\r\n", 1<<20/6))
	c, s := fedClient(b, false, ofChunks, nil)
	var sink roomy
	for b.Loop() {
		if len(s.in) < 1<<17 {
			s.in = append(append([]byte(nil), s.in...), wire...)
		}
		sink.n = 0
		c.ReadAvailable(&sink, MaxAvailable)
	}
	if c.view.Status() != StatusBody {
		b.Errorf("status %d: %v", c.view.Status(), c.lastErr)
	}
}

// A roomy sink has its memory.
type roomy struct {
	mem [2 << 20]byte
	n   int
}

func (s *roomy) Resize(n int) []byte {
	s.n = n
	return s.mem[:n]
}
