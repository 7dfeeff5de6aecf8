// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"bytes"
	"fmt"
	"testing"

	"httpclientgo/pkg/stream"
)

type goBuffer struct{ data [stream.BufferSize]byte }

func (b *goBuffer) Bytes() []byte { return b.data[:] }
func (b *goBuffer) Free()         {}

// takingSink is a Taker.
type takingSink struct {
	bytesSink
	taken int
}

func (s *takingSink) Take(b stream.Buffer) {
	s.b = b.Bytes()
	s.taken++
}

// A body that lies ready over TLS comes in Buffers, but for what came with the head and the rest at its end; and to a
// script that reads in other sizes as ever.
func TestBodyComesInBuffers(t *testing.T) {
	body := make([]byte, 10*stream.BufferSize+77)
	for i := range body {
		body[i] = byte(i>>8) ^ byte(i)*5
	}
	for _, framing := range []string{fmt.Sprintf("Content-Length: %d", len(body)), "Connection: close"} {
		for _, size := range []int{stream.BufferSize, stream.BufferSize / 4, 3 * stream.BufferSize} {
			t.Run(fmt.Sprint(framing, size), func(t *testing.T) {
				l := listenTLS(t)
				go func() {
					conn, err := l.Accept()
					if err != nil {
						return
					}
					defer conn.Close()
					buf := make([]byte, 4096)
					conn.Read(buf)
					conn.Write([]byte("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n"))
					conn.Write(body)
				}()
				c := New(Config{Buffers: &stream.Buffers{New: func() stream.Buffer { return new(goBuffer) }}})
				defer c.Close()
				c.SetReadChunkSize(size)
				connectTLS(t, c, l)
				c.Request("request", 0, "/", nil, nil)
				step(t, "a head", func() bool { c.Poll(); return c.view.Status() == StatusBody })
				step(t, "the body", func() bool { return c.conn.Available() == len(body) })
				var got [][]byte
				taken := 0
				for reads := 0; c.view.Status() == StatusBody; reads++ {
					var sink takingSink
					c.ReadBody(&sink)
					if len(sink.b) > size || reads > 100 {
						t.Fatalf("read %d gives %d bytes", reads, len(sink.b))
					}
					got = append(got, sink.b)
					taken += sink.taken
				}
				if all := bytes.Join(got, nil); !bytes.Equal(all, body) {
					t.Errorf("%d bytes of %d, or not the same ones", len(all), len(body))
				}
				if size == stream.BufferSize && taken < 8 || size != stream.BufferSize && taken > 0 {
					t.Errorf("%d Buffers for reads of %d bytes", taken, size)
				}
			})
		}
	}
}
