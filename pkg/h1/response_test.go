// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"httpclientgo/pkg/h1"
)

// A step is one call of Next, and what the Response says after it.
type step struct {
	in           string
	n            int
	ev           h1.Event
	left, wanted int64
}

// TestResponseEvents walks through one answer of each framing and names each call.
func TestResponseEvents(t *testing.T) {
	for _, test := range []struct {
		name, method string
		steps        []step
		kind         string // of the error that a close then means, "" for none
	}{
		{"length", "GET", []step{
			{"", 0, h1.EventNeed, 0, 1},
			{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1", 33, h1.EventNeed, 0, 1},
			{" 200 OK\r\nContent-Length: 5\r\n\r\nhello", 30, h1.EventHead, 5, 5},
			{"", 0, h1.EventNeed, 5, 5},
			{"hel", 3, h1.EventData, 2, 2},
			{"lonext", 2, h1.EventData, 0, 0},
			{"next", 0, h1.EventEnd, 0, 0},
			{"", 0, h1.EventEnd, 0, 0},
		}, ""},
		{"length, closed", "GET", []step{
			{"HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nx", 56, h1.EventHead, math.MaxInt64, math.MaxInt64},
			{"x", 1, h1.EventData, math.MaxInt64 - 1, math.MaxInt64 - 1},
		}, "truncated"},
		{"length of nothing", "GET", []step{
			{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nnext", 38, h1.EventHead, 0, 0},
			{"", 0, h1.EventEnd, 0, 0},
		}, ""},
		{"no body", "HEAD", []step{
			{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nnext", 38, h1.EventHead, 0, 0},
			{"next", 0, h1.EventEnd, 0, 0},
		}, ""},
		{"tunnel", "CONNECT", []step{
			{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nnext", 38, h1.EventHead, 0, 0},
			{"next", 0, h1.EventEnd, 0, 0},
		}, ""},
		{"until close", "GET", []step{
			{"HTTP/1.1 200 OK\r\n\r\nabc", 19, h1.EventHead, math.MaxInt64, math.MaxInt64},
			{"abc", 3, h1.EventData, math.MaxInt64, math.MaxInt64},
			{"", 0, h1.EventNeed, math.MaxInt64, math.MaxInt64},
			{"d", 1, h1.EventData, math.MaxInt64, math.MaxInt64},
		}, ""},
		{"chunked", "GET", []step{
			{chunkedHead + "5", len(chunkedHead), h1.EventHead, 0, 5},
			{"5;x", 3, h1.EventNeed, 0, 3},
			{"\r\nhel", 2, h1.EventChunkStart, 5, 12},
			{"hel", 3, h1.EventData, 2, 9},
			{"", 0, h1.EventNeed, 2, 9},
			{"lo\r\n3\r\n", 2, h1.EventData, 0, 7},
			{"\r", 1, h1.EventNeed, 0, 6},
			{"\n0\r\n", 1, h1.EventChunkEnd, 0, 5},
			{"0\r\n", 3, h1.EventNeed, 0, 2},
			{"X", 1, h1.EventNeed, 0, 1},
			{": y\r\n", 5, h1.EventNeed, 0, 2},
			{"\r\nnext", 2, h1.EventEnd, 0, 0},
			{"next", 0, h1.EventEnd, 0, 0},
		}, ""},
		{"the largest chunk", "GET", []step{
			{chunkedHead, len(chunkedHead), h1.EventHead, 0, 5},
			{"7fffffffffffffff\r\n", 18, h1.EventChunkStart, math.MaxInt64, math.MaxInt64},
			{"x", 1, h1.EventData, math.MaxInt64 - 1, math.MaxInt64},
		}, "truncated"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var r h1.Response
			r.Reset(test.method, false)
			for i, s := range test.steps {
				n, ev, err := r.Next([]byte(s.in))
				if n != s.n || ev != s.ev || err != nil || r.Left() != s.left || r.Wanted() != s.wanted {
					t.Fatalf("step %d, %q: took %d, %v, %v, left %d, wanted %d; want %+v", i, s.in, n, ev, err, r.Left(), r.Wanted(), s)
				}
			}
			if err := r.EOF(); test.kind == "" && err != nil || test.kind != "" && classOf(err) != test.kind {
				t.Errorf("a close means %v, want %q", err, test.kind)
			}
		})
	}
}

func TestResponseSkip(t *testing.T) {
	var r h1.Response
	refuses := func(n int64) {
		t.Helper()
		defer func() {
			if text := fmt.Sprint(recover()); !strings.HasPrefix(text, "h1: internal error:") {
				t.Errorf("skip of %d with %d left: %s", n, r.Left(), text)
			}
		}()
		r.Skip(n)
	}
	begin := func(wire string) {
		t.Helper()
		r.Reset("GET", false)
		refuses(1)
		for b := []byte(wire); len(b) > 0; {
			n, _, err := r.Next(b)
			if err != nil {
				t.Fatal(err)
			}
			b = b[n:]
		}
	}

	begin("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
	refuses(-1)
	refuses(6)
	r.Skip(0)
	r.Skip(4)
	if r.Left() != 1 || r.Ended() {
		t.Errorf("left %d, ended %t", r.Left(), r.Ended())
	}
	r.Skip(1)
	if _, ev, err := r.Next(nil); ev != h1.EventEnd || err != nil || !r.Ended() {
		t.Errorf("after the last byte: %v, %v", ev, err)
	}
	refuses(1)

	begin(chunkedHead + "4\r\n")
	r.Skip(4)
	if n, ev, err := r.Next([]byte("\r\n0\r\n\r\n")); n != 2 || ev != h1.EventChunkEnd || err != nil {
		t.Errorf("after the chunk: %d, %v, %v", n, ev, err)
	}

	begin("HTTP/1.1 200 OK\r\n\r\n")
	r.Skip(math.MaxInt64)
	if r.Left() != math.MaxInt64 || r.Ended() {
		t.Errorf("until close: left %d, ended %t", r.Left(), r.Ended())
	}
}

// TestResponseIsUsedAgain: nothing of one answer is in the next, whatever became of it.
func TestResponseIsUsedAgain(t *testing.T) {
	var r h1.Response
	for _, wire := range []string{
		"junk", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", chunkedHead + "5\r\nhel", chunkedHead + "0\r\nX", "HTTP/1.1 200 OK\r\n\r\nx",
		"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n",
	} {
		r.Reset("GET", false)
		if r.Head() != nil || r.Framing() != (h1.Framing{}) || r.Left() != 0 || r.Ended() || r.Started() || classOf(r.EOF()) != "truncated" {
			t.Fatalf("before %q: something outlived Reset: %+v", wire, &r)
		}
		b := []byte(wire)
		for {
			n, ev, err := r.Next(b)
			b = b[n:]
			if err != nil || ev == h1.EventNeed || ev == h1.EventEnd {
				break
			}
		}
	}
}

// TestResponseKeepsABadHead: a script may know code and fields of an answer that ends because of them.
func TestResponseKeepsABadHead(t *testing.T) {
	var r h1.Response
	r.Reset("GET", false)
	wire := "HTTP/1.1 502 Bad\r\nContent-Length: x\r\n\r\n"
	if n, ev, err := r.Next([]byte(wire)); n != len(wire) || ev != h1.EventNeed || classOf(err) != "content-length" {
		t.Fatal(n, ev, err)
	}
	if h := r.Head(); h == nil || h.Status != 502 || r.Framing() != (h1.Framing{}) {
		t.Errorf("head %+v, framing %+v", h, r.Framing())
	}
}

// TestResponseEmptyLines: a few line ends behind a message belong to nobody.
func TestResponseEmptyLines(t *testing.T) {
	const whole = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
	for _, test := range []struct {
		method, wire string // one answer
		after        string // what comes then, in pieces
		want         int    // bytes of it that are taken
	}{
		{"GET", whole, "", 0},
		{"GET", whole, "\r\n", 2},
		{"GET", whole, "\n", 1},
		{"GET", whole, "\r|\n", 2},
		{"GET", whole, "\r\n|\r\nHTTP/1.1", 4},
		{"GET", whole, "\r\r\n", 1},
		{"GET", whole, "\r|\r\n", 1},
		{"GET", whole, "\r|HTTP/1.1", 1},
		{"GET", whole, "x\r\n", 0},
		{"GET", whole, " \r\n", 0},
		{"GET", whole, "\n\n|\n\n\n\n", 4},
		{"GET", whole, "\r\n\r\n\r\n\r\n\r\n", 8},
		{"GET", whole[:len(whole)-1], "\n", 0},
		{"GET", "HTTP/1.1 200 OK\r\n\r\n", "\r\n", 0},
		{"HEAD", whole, "\r\n", 2},
		{"CONNECT", whole, "\r\n", 0},
	} {
		var r h1.Response
		r.Reset(test.method, false)
		for b := []byte(test.wire); len(b) > 0; {
			n, _, err := r.Next(b)
			if err != nil {
				t.Fatal(err)
			}
			b = b[n:]
		}
		got := 0
		for _, piece := range strings.Split(test.after, "|") {
			n := r.EmptyLines([]byte(piece))
			got += n
			if n < len(piece) {
				break
			}
		}
		if got != test.want {
			t.Errorf("%s %q then %q: took %d bytes, want %d", test.method, test.wire, test.after, got, test.want)
		}
		r.Reset("GET", false)
		if n := r.EmptyLines([]byte("\r\n")); n != 0 {
			t.Errorf("took %d bytes after Reset", n)
		}
	}
}
