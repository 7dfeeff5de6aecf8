// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/limits"
)

// However many connections hold bytes, all of them together have no more large pieces than the limit says, and one that
// comes later has a small one; what is released is there for the next.
func TestInBuffersAreBoundedTogether(t *testing.T) {
	before := largeInUse.Load()
	buffers := make([]inBuffer, 2*largeBuffers)
	held := 0
	for i := range buffers {
		held += len(buffers[i].space())
		buffers[i].wrote(1)
	}
	if most := limits.ReadAheadTotal + len(buffers)*limits.ReadAheadLeast; held > most {
		t.Errorf("%d bytes, at most %d are allowed", held, most)
	}
	if n := len(buffers[len(buffers)-1].mem()); n != smallBuffer {
		t.Errorf("the last one has %d bytes", n)
	}
	for i := range buffers {
		buffers[i].use(1)
		buffers[i].release() // nothing more to release
	}
	if got := largeInUse.Load(); got != before {
		t.Errorf("%d large pieces are in use, %d were before", got, before)
	}
}

// With small pieces alone, heads and chunks that are larger than one come as ever.
func TestSmallInBuffersCarryEverything(t *testing.T) {
	largeInUse.Add(largeBuffers)
	defer largeInUse.Add(-largeBuffers)
	long := "X: " + strings.Repeat("y", 3*smallBuffer) + "\r\n"
	chunk := strings.Repeat("0123456789abcdef", 0x19000/16)
	for name, answer := range map[string]struct{ text, body string }{
		"length":  {fmt.Sprintf("HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s", long, len(chunk), chunk), chunk},
		"close":   {"HTTP/1.1 200 OK\r\n" + long + "\r\n" + chunk, chunk},
		"chunked": {"HTTP/1.1 200 OK\r\n" + long + "Transfer-Encoding: chunked\r\n\r\n19000\r\n" + chunk + "\r\n1\r\nx\r\n0\r\n\r\n", chunk + "x"},
	} {
		for _, step := range []int{1000, smallBuffer, 1 << 20} {
			c := playing(t, &tape{text: answer.text, times: 1, step: step})
			for turns := 0; c.view.Status() == StatusRequesting && turns < 1000; turns++ {
				c.Poll()
			}
			var got bytes.Buffer
			for turns := 0; c.view.Status() == StatusBody && got.Len() < len(answer.body) && turns < 1000; turns++ {
				var sink bytesSink
				c.ReadBody(&sink)
				got.Write(sink.b)
				if n := len(c.conn.in.mem()); n > smallBuffer {
					t.Fatalf("%s: a piece of %d bytes", name, n)
				}
			}
			if got.String() != answer.body {
				t.Errorf("%s in steps of %d: %d bytes of %d, or not the same ones", name, step, got.Len(), len(answer.body))
			}
			c.Close()
		}
	}
}
