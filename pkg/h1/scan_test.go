// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1

import (
	"strings"
	"testing"

	"httpclientgo/pkg/internal/limits"
)

// TestScanIsLinear counts the bytes looked at instead of taking the time: each byte once, whatever the pieces.
func TestScanIsLinear(t *testing.T) {
	line := "X: " + strings.Repeat("y", limits.Line-len("X: \r\n")) + "\r\n"
	head := "HTTP/1.1 200 OK\r\n" + strings.Repeat(line, 3) + strings.Repeat("X: y\r\n", limits.Fields-3) + "\r\n"
	for _, piece := range []int{1, 2, 7, 4096, len(head)} {
		var r HeadReader
		r.Reset("GET", false)
		for at := 0; at < len(head); {
			n, _, err := r.Read([]byte(head[at:min(at+piece, len(head))]))
			if err != nil {
				t.Fatal(err)
			}
			at += n
		}
		if r.Head() == nil || r.line.scanned != int64(len(head)) {
			t.Errorf("pieces of %d: looked at %d bytes of %d", piece, r.line.scanned, len(head))
		}
	}

	size := "5;" + strings.Repeat("x", limits.ChunkLine-len("5;\r\n")) + "\r\n"
	trailers := "0\r\n" + strings.Repeat("X: y\r\n", 1000) + "\r\n"
	chunks := strings.Repeat(size+"hello\r\n", 3) + trailers
	for _, piece := range []int{1, 2, 7, 4096, len(chunks)} {
		var r chunkReader
		r.Reset()
		for at := 0; at < len(chunks); {
			n, _, err := r.Next([]byte(chunks[at:min(at+piece, len(chunks))]))
			if err != nil {
				t.Fatal(err)
			}
			at += n
		}
		if lines := int64(3*len(size) + len(trailers)); r.EOF() != nil || r.line.scanned != lines {
			t.Errorf("pieces of %d: looked at %d bytes of %d", piece, r.line.scanned, lines)
		}
	}
}

// TestBuffersAreLetGo checks that one large head does not stay allocated for as long as its reader.
func TestBuffersAreLetGo(t *testing.T) {
	var r HeadReader
	r.Reset("GET", false)
	line := "X: " + strings.Repeat("y", 60_000) + "\r\n"
	for _, piece := range []string{"HTTP/1.1 200 OK\r\n", line, line[:30_000], line[30_000:], "\r\n"} {
		if _, _, err := r.Read([]byte(piece)); err != nil {
			t.Fatal(err)
		}
	}
	r.Reset("GET", false)
	if size := cap(r.line.part) + cap(r.fields.text); size > 2*limits.KeptBuffer {
		t.Errorf("%d bytes kept", size)
	}
}
