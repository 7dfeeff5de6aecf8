// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"net"
	"testing"
	"time"

	"httpclientgo/pkg/stream"
)

// largeBody is one of which each place is different.
func largeBody(size int) []byte {
	b := make([]byte, size)
	rand.NewChaCha8([32]byte{}).Read(b)
	return b
}

// chunked is b in chunks of the sizes that size gives, without the last one.
func chunked(b []byte, size func(i int) int) []byte {
	var wire bytes.Buffer
	for i := 0; len(b) > 0; i++ {
		n := min(len(b), size(i))
		fmt.Fprintf(&wire, "%x\r\n%s\r\n", n, b[:n])
		b = b[n:]
	}
	return wire.Bytes()
}

// answerOnce accepts one connection, answers its first request with that, and closes it when done is closed.
func answerOnce(l net.Listener, done <-chan struct{}, pieces ...[]byte) {
	conn, err := l.Accept()
	if err != nil {
		return
	}
	defer conn.Close()
	conn.Read(make([]byte, 4096))
	for _, piece := range pieces {
		if _, err := conn.Write(piece); err != nil {
			return
		}
	}
	<-done
}

// Over real connections, with what they read ahead: by any mixture of both reads, in a loop and once a frame, a large
// body is the same.
func TestLargeBodyByAnyMixture(t *testing.T) {
	body := largeBody(3<<20 + 77)
	want := sha256.Sum256(body)
	small := chunked(body, func(i int) int { return 1 + i*131%5000 })
	large := chunked(body, func(int) int { return 300_000 })
	open, ended := make(chan struct{}), make(chan struct{})
	t.Cleanup(func() { close(open) })
	close(ended)
	for _, tc := range []struct {
		name, head string
		wire       []byte
		done       chan struct{}
	}{
		{"length", fmt.Sprintf("Content-Length: %d", len(body)), body, open},
		{"until close", "Connection: close", body, ended},
		{"small chunks", ofChunks, append(small, "0\r\n\r\n"...), open},
		{"large chunks", ofChunks, append(large, "0\r\n\r\n"...), open},
	} {
		for _, secure := range []bool{false, true} {
			for _, frame := range []time.Duration{0, 5 * time.Millisecond} {
				t.Run(fmt.Sprint(tc.name, " TLS=", secure, " frame=", frame), func(t *testing.T) {
					t.Parallel()
					l, connect := listenPlain(t), connectPlain
					if secure {
						l, connect = listenTLS(t), connectTLS
					}
					go answerOnce(l, tc.done, []byte("HTTP/1.1 200 OK\r\n"+tc.head+"\r\n\r\n"), tc.wire)
					c := New(Config{Buffers: &stream.Buffers{New: func() stream.Buffer { return new(goBuffer) }}})
					defer c.Close()
					connect(t, c, l)
					c.Request("request", 0, "/", nil, nil)
					step(t, "a head", func() bool { c.Poll(); return c.view.Status() == StatusBody })
					got := sha256.New()
					pick := rand.New(rand.NewPCG(1, 2))
					for deadline := time.Now().Add(time.Minute); c.view.Status() == StatusBody && time.Now().Before(deadline); {
						var sink takingSink
						// Pieces come three times as often, so that reading ahead begins.
						switch most := pick.Int64N(1 << 19); pick.IntN(8) {
						case 0:
							c.ReadAvailable(&sink, MaxAvailable)
						case 1:
							if c.ReadAvailable(&sink, most+1); int64(len(sink.b)) > most+1 {
								t.Fatalf("%d bytes where %d were asked for", len(sink.b), most+1)
							}
						default:
							c.ReadBody(&sink)
						}
						got.Write(sink.b)
						if len(sink.b) > 16<<10 {
							time.Sleep(frame)
						}
					}
					end := StatusConnected
					if tc.head == "Connection: close" {
						end = StatusDisconnected
					}
					if [32]byte(got.Sum(nil)) != want || c.view.Status() != end || c.received != 0 && c.received != int64(len(body)) {
						t.Errorf("another body, %d bytes of %d; status %d, %v", c.received, len(body), c.view.Status(), c.lastErr)
					}
				})
			}
		}
	}
}

// What lies ready comes in one call, and the end with it, whatever the chunks and the reads of the socket were.
func TestAllThatIsThereComesInOneCall(t *testing.T) {
	for _, tc := range []struct {
		name    string
		size    int // that the system, or the queue of a TLS connection, holds
		secure  bool
		chunked int // bytes in each; 0: no chunks
	}{
		{"length", 40_000, false, 0},
		{"chunks", 40_000, false, 777},
		{"one chunk", 40_000, false, 40_000},
		{"length, TLS", 500_000, true, 0},
		{"chunks, TLS", 500_000, true, 777},
		{"large chunks, TLS", 500_000, true, 77_777},
	} {
		t.Run(tc.name, func(t *testing.T) {
			body := largeBody(tc.size)
			head, wire := fmt.Sprintf("Content-Length: %d", len(body)), body
			if tc.chunked > 0 {
				head, wire = ofChunks, append(chunked(body, func(int) int { return tc.chunked }), "0\r\nT: v\r\n\r\n"...)
			}
			l, connect := listenPlain(t), connectPlain
			if tc.secure {
				l, connect = listenTLS(t), connectTLS
			}
			done := make(chan struct{})
			defer close(done)
			go answerOnce(l, done, []byte("HTTP/1.1 200 OK\r\n"+head+"\r\n\r\n"), wire)
			c := New(Config{})
			defer c.Close()
			connect(t, c, l)
			c.Request("request", 0, "/", nil, nil)
			step(t, "a head", func() bool { c.Poll(); return c.view.Status() == StatusBody })
			step(t, "all of the body", func() bool { return c.conn.Available() == len(wire) })
			if got := take(c, MaxAvailable); got != string(body) || c.view.Status() != StatusConnected {
				t.Errorf("%d bytes of %d, status %d", len(got), len(body), c.view.Status())
			}
		})
	}
}
