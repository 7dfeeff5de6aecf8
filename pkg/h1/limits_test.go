// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/h1test"
	"httpclientgo/pkg/internal/limits"
)

// TestLimits stands on each limit with one foot and passes it with the other. How many bytes were taken when the limit
// was noticed does not matter; that it depends on the bytes alone does, so both run every way.
func TestLimits(t *testing.T) {
	const line = "HTTP/1.1 200 OK\r\n"
	const end = "\r\n"
	chunked := chunkedHead
	folds := func(size int) string {
		text := "X: a\r\n" + strings.Repeat(" "+strings.Repeat("b", 97)+"\r\n", size/100)
		return text + " " + strings.Repeat("b", size-len(text)-len(" \r\n")) + "\r\n"
	}
	interim := "HTTP/1.1 103 Early Hints\r\n" + field(100_000-len("HTTP/1.1 103 Early Hints\r\n\r\n"), 1000) + "\r\n"

	for _, test := range []struct {
		name   string
		method string
		wire   func(over int) string // over is 0 or 1
	}{
		{"fields", "GET", func(over int) string {
			return line + strings.Repeat("X: y\r\n", limits.Fields+over) + end
		}},
		{"line", "GET", func(over int) string {
			return line + field(limits.Line+over, limits.Line+over) + end
		}},
		{"status line", "GET", func(over int) string {
			return "HTTP/1.1 200 " + strings.Repeat("x", limits.Line-len("HTTP/1.1 200 \r\n")+over) + "\r\n" + end
		}},
		{"head", "GET", func(over int) string {
			return line + field(limits.Head-len(line+end)+over, 1000) + end
		}},
		{"head of folded lines", "GET", func(over int) string {
			return line + folds(limits.Head-len(line+end)+over) + end
		}},
		{"head and interim responses", "GET", func(over int) string {
			return interim + interim + line + field(limits.Head-len(interim+interim+line+end)+over, 1000) + end
		}},
		{"empty lines", "GET", func(over int) string {
			return strings.Repeat("\r\n", limits.EmptyLines-1+over) + "\nHTTP/1.1 100\n\n" + line + end
		}},
		{"interim responses", "GET", func(over int) string {
			return strings.Repeat("HTTP/1.1 100\n\n", limits.Interim+over) + line + end
		}},
		{"head to CONNECT", "CONNECT", func(over int) string {
			return line + field(limits.ConnectHead-len(line+end)+over, 1000) + end
		}},
		{"chunk line", "GET", func(over int) string {
			return chunked + "1;" + strings.Repeat("x", limits.ChunkLine-len("1;\r\n")+over) + "\r\nx\r\n0\r\n\r\n"
		}},
		{"chunk overhead", "GET", func(over int) string {
			// Each chunk goes 1,024 bytes beyond its allowance, the last one perhaps one more.
			ext := strings.Repeat("x", 1024+limits.ChunkAllowance+2-len("1;\r\n\r\n"))
			chunk := "1;" + ext + "\r\nx\r\n"
			return chunked + strings.Repeat(chunk, limits.ChunkOverhead/1024-1) + "1;" + ext + strings.Repeat("x", over) + "\r\nx\r\n0\r\n\r\n"
		}},
		{"trailer section", "GET", func(over int) string {
			return chunked + "0\r\n" + field(limits.Trailers-len(end)+over, 1000) + end
		}},
		{"trailer line", "GET", func(over int) string {
			return chunked + "0\r\n" + field(limits.Trailers-len(end)+over, limits.Trailers) + end
		}},
	} {
		for over, want := range []string{h1test.Done, "error too large"} {
			t.Run(fmt.Sprintf("%s/%+d", test.name, over), func(t *testing.T) {
				wire := []byte(test.wire(over))
				fresh := func() h1test.Machine { return newExchange(test.method, false) }
				events, _ := h1test.Drive(t, fresh(), wire)
				end := events[len(events)-1]
				if end == h1test.DoneAtClose {
					end = h1test.Done
				}
				if end != want {
					t.Fatalf("ends with %q, want %q", end, want)
				}
				h1test.Run(t, h1test.Case{Wire: wire, Events: events, New: fresh})
			})
		}
	}
}

// TestLimitsOfTheCaller moves the limits of a head both ways. They stay over Reset, and CONNECT keeps its own below
// them.
func TestLimitsOfTheCaller(t *testing.T) {
	const line, end = "HTTP/1.1 200 OK\r\n", "\r\n"
	for _, test := range []struct {
		name            string
		method          string
		section, fields int
		good, bad       string
	}{
		{"a larger head", "GET", 1 << 20, 0, line + field(1<<20-len(line+end), 1200) + end, line + field(1<<20-len(line+end)+1, 1200) + end},
		{"a smaller head", "GET", 2000, 0, line + field(2000-len(line+end), 500) + end, line + field(2000-len(line+end)+1, 500) + end},
		{"a larger line", "GET", 1 << 20, 0, line + field(1<<18, 1<<18) + end, line + field(1<<18+1, 1<<18+1) + end},
		{"a line as large as a small head", "GET", 2000, 0, line + field(2000-len(line+end), 2000) + end, line + field(2001, 2001) + end},
		{"more fields", "GET", 0, 2000, line + strings.Repeat("X: y\r\n", 2000) + end, line + strings.Repeat("X: y\r\n", 2001) + end},
		{"fewer fields", "GET", 0, 2, line + strings.Repeat("X: y\r\n", 2) + end, line + strings.Repeat("X: y\r\n", 3) + end},
		{"CONNECT under a larger head", "CONNECT", 1 << 20, 0, line + field(limits.ConnectHead-len(line+end), 500) + end, line + field(limits.ConnectHead, 500) + end},
		{"CONNECT under a smaller head", "CONNECT", 2000, 0, line + field(2000-len(line+end), 500) + end, line + field(2000, 500) + end},
	} {
		t.Run(test.name, func(t *testing.T) {
			var r h1.HeadReader
			r.Limit(test.section, test.fields)
			for range 2 {
				r.Reset(test.method, false)
				if _, done, err := r.Read([]byte(test.good)); !done || err != nil {
					t.Errorf("at the limit: done %v, %v", done, err)
				}
				r.Reset(test.method, false)
				if _, _, err := r.Read([]byte(test.bad)); !errors.Is(err, &h1.ProtocolError{Kind: h1.KindTooLarge, Remote: true}) {
					t.Errorf("over the limit: %v", err)
				}
			}
		})
	}
}

// field returns fields of size bytes together, none of them over one bytes.
func field(size, one int) string {
	var all strings.Builder
	for size > 0 {
		n := min(size, one)
		if rest := size - n; 0 < rest && rest < len("X: y\r\n") {
			n -= len("X: y\r\n")
		}
		all.WriteString("X: " + strings.Repeat("y", n-len("X: \r\n")) + "\r\n")
		size -= n
	}
	return all.String()
}

// TestOneByteChunks streams far more one-byte chunks than limits.ChunkOverhead would let through if they counted.
func TestOneByteChunks(t *testing.T) {
	const size = 1 << 20
	wire := []byte(chunkedHead + strings.Repeat("1\r\nx\r\n", size) + "0\r\n\r\n")
	for _, piece := range []int{len(wire), 4096, 7} {
		var r h1.Response
		r.Reset("GET", false)
		data := 0
		for input := range slices.Chunk(wire, piece) {
			for len(input) > 0 {
				n, ev, err := r.Next(input)
				if err != nil {
					t.Fatal(err)
				}
				if ev == h1.EventData {
					data += n
				}
				input = input[n:]
			}
		}
		if !r.Ended() || data != size {
			t.Fatalf("pieces of %d: %d bytes of data, ended %t", piece, data, r.Ended())
		}
	}
}

// TestEndlessInput checks that each place in which a peer could go on for ever has its end, and a near one.
func TestEndlessInput(t *testing.T) {
	for name, test := range map[string]struct{ start, again string }{
		"status line":       {"HTTP/1.1 200 ", "x"},
		"field":             {"HTTP/1.1 200 OK\r\nX: ", "x"},
		"fields":            {"HTTP/1.1 200 OK\r\n", "X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n"},
		"folds":             {"HTTP/1.1 200 OK\r\nX: y\r\n", " \r\n"},
		"empty lines":       {"", "\r\n"},
		"interim responses": {"", "HTTP/1.1 100 Continue\r\n\r\n"},
		"chunk size":        {chunkedHead, "0"},
		"chunk extension":   {chunkedHead + "1", ";x"},
		"chunk extensions":  {chunkedHead, "1;xxxxxxxxxxxxxxxxxxxxxxxxxxx\r\nx\r\n"},
		"trailer":           {chunkedHead + "0\r\nX: ", "x"},
		"trailers":          {chunkedHead + "0\r\n", "X: y\r\n"},
		"trailer folds":     {chunkedHead + "0\r\nX: y\r\n", " y\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			x := newExchange("GET", false)
			_, _, err := x.Feed([]byte(test.start))
			taken := 0
			for err == nil && taken < 1<<20 {
				_, _, err = x.Feed([]byte(test.again))
				taken += len(test.again)
			}
			if !errors.Is(err, &h1.ProtocolError{Kind: h1.KindTooLarge, Remote: true}) {
				t.Errorf("after %d bytes: %v", taken, err)
			}
		})
	}
}
