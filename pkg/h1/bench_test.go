// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"fmt"
	"strings"
	"testing"

	"httpclientgo/pkg/h1"
)

const benchHead = "HTTP/1.1 200 OK\r\n" +
	"Date: Tue, 09 Nov 2027 14:49:00 GMT\r\n" +
	"Server: nginx/1.27.0\r\n" +
	"Content-Type: application/json; charset=utf-8\r\n" +
	"Content-Length: 1234\r\n" +
	"Connection: keep-alive\r\n" +
	"Vary: Accept-Encoding\r\n" +
	"ETag: W/\"21025-dc7-39462498\"\r\n" +
	"Cache-Control: no-store, max-age=0, must-revalidate\r\n" +
	"Strict-Transport-Security: max-age=31536000; includeSubDomains; preload\r\n" +
	"X-Request-Id: 7b0d9c4e-5a53-4c39-9c1f-0e5f3c8d2a11\r\n" +
	"\r\n"

func readHead(tb testing.TB, r *h1.HeadReader, wire []byte) {
	r.Reset("GET", false)
	if _, done, err := r.Read(wire); !done || err != nil {
		tb.Fatal(done, err)
	}
}

func BenchmarkHead(b *testing.B) {
	wire := []byte(benchHead)
	b.SetBytes(int64(len(wire)))
	b.ReportAllocs()
	var r h1.HeadReader
	for b.Loop() {
		readHead(b, &r, wire)
	}
}

func BenchmarkHeadInPieces(b *testing.B) {
	wire := []byte(benchHead)
	for _, size := range []int{1, 64} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.SetBytes(int64(len(wire)))
			b.ReportAllocs()
			var r h1.HeadReader
			for b.Loop() {
				r.Reset("GET", false)
				for at := 0; at < len(wire); at += size {
					if _, _, err := r.Read(wire[at:min(at+size, len(wire))]); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkFraming(b *testing.B) {
	var r h1.HeadReader
	readHead(b, &r, []byte(benchHead))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := h1.FramingOf("GET", r.Head()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChunked(b *testing.B) {
	for _, size := range []int{1, 64, 4096, 65536} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			chunk := fmt.Sprintf("%x\r\n%s\r\n", size, strings.Repeat("x", size))
			wire := []byte(strings.Repeat(chunk, 1+65536/size) + "0\r\n\r\n")
			wire = append([]byte(chunkedHead), wire...)
			b.SetBytes(int64(len(wire)))
			b.ReportAllocs()
			var r h1.Response
			for b.Loop() {
				readResponse(b, &r, wire)
			}
		})
	}
}

// readResponse reads one whole answer, which does not end with a close.
func readResponse(tb testing.TB, r *h1.Response, wire []byte) {
	r.Reset("GET", false)
	for at := 0; !r.Ended(); {
		n, ev, err := r.Next(wire[at:])
		at += n
		if err != nil || ev == h1.EventNeed {
			tb.Fatal(ev, err)
		}
	}
}

func BenchmarkRequest(b *testing.B) {
	r := h1.Request{
		Method: "POST", Target: "/api/v1/scores?limit=10", Host: "example.com", UserAgent: "GodotEngine/4.6.3 (Linux)",
		Fields: []string{"Content-Type: application/json", "Authorization: Bearer 0123456789abcdef"}, BodyLength: 512,
	}
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		var err error
		if buf, err = r.Append(buf[:0]); err != nil {
			b.Fatal(err)
		}
	}
}

// TestAllocations holds what the benchmarks show: one string for a head, nothing for framing, bodies and requests.
func TestAllocations(t *testing.T) {
	var head h1.HeadReader
	var response h1.Response
	wire := []byte(benchHead)
	chunks := []byte(chunkedHead + strings.Repeat("5\r\nhello\r\n", 100) + "0\r\nX: y\r\n\r\n")
	length := []byte("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
	request := h1.Request{Method: "GET", Target: "/", Host: "h", UserAgent: "u", Fields: []string{"A: b"}}
	buf := make([]byte, 0, 256)
	for _, test := range []struct {
		name string
		run  func()
		want float64
	}{
		{"head", func() { readHead(t, &head, wire) }, 1},
		{"framing", func() { _, _ = h1.FramingOf("GET", head.Head()) }, 0},
		{"chunks", func() { readResponse(t, &response, chunks) }, 1},
		{"length", func() { readResponse(t, &response, length) }, 1},
		{"request", func() { _, _ = request.Append(buf) }, 0},
	} {
		if got := testing.AllocsPerRun(100, test.run); got != test.want {
			t.Errorf("%s: %v allocations, want %v", test.name, got, test.want)
		}
	}
}
