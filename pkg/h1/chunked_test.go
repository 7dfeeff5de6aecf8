// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"fmt"
	"strings"
	"testing"

	"httpclientgo/pkg/h1"
)

// TestChunkReaderEvents walks through one body and names each call.
func TestChunkReaderEvents(t *testing.T) {
	var r h1.ChunkReader
	r.Reset()
	for i, step := range []struct {
		in   string
		n    int
		ev   h1.Event
		size int64
		left int64
	}{
		{"", 0, h1.EventNeed, 0, 0},
		{"5;x", 3, h1.EventNeed, 0, 0},
		{"\r\nhel", 2, h1.EventChunkStart, 5, 5},
		{"hel", 3, h1.EventData, 5, 2},
		{"", 0, h1.EventNeed, 5, 2},
		{"lo\r\n3\r\n", 2, h1.EventData, 5, 0},
		{"\r", 1, h1.EventNeed, 5, 0},
		{"\n3\r\n", 1, h1.EventChunkEnd, 5, 0},
		{"3\r\nabc\r\n", 3, h1.EventChunkStart, 3, 3},
		{"abc\r\n0", 3, h1.EventData, 3, 0},
		{"\r\n0", 2, h1.EventChunkEnd, 3, 0},
		{"0\r\nX: y\r\n", 9, h1.EventNeed, 3, 0},
		{"\r\nnext", 2, h1.EventEnd, 3, 0},
		{"next", 0, h1.EventEnd, 3, 0},
		{"", 0, h1.EventEnd, 3, 0},
	} {
		n, ev, err := r.Next([]byte(step.in))
		if n != step.n || ev != step.ev || err != nil || r.Size() != step.size || r.Left() != step.left {
			t.Fatalf("step %d, %q: took %d, %v, %v, size %d, left %d; want %+v", i, step.in, n, ev, err, r.Size(), r.Left(), step)
		}
	}
	r.Reset()
	if r.Size() != 0 || r.EOF() == nil {
		t.Error("something outlived Reset")
	}
	if n, ev, err := r.Next([]byte("0\r\n\r\n")); n != 5 || ev != h1.EventEnd || err != nil {
		t.Errorf("body without chunks: %d, %v, %v", n, ev, err)
	}
}

func TestChunkReaderSkip(t *testing.T) {
	var r h1.ChunkReader
	r.Reset()
	if _, ev, err := r.Next([]byte("a\r\n")); ev != h1.EventChunkStart || err != nil {
		t.Fatal(ev, err)
	}
	r.Skip(0)
	r.Skip(7)
	if n, ev, err := r.Next([]byte("xyz\r\n")); n != 3 || ev != h1.EventData || err != nil {
		t.Fatal(n, ev, err)
	}
	if n, ev, err := r.Next([]byte("\r\n4\r\n")); n != 2 || ev != h1.EventChunkEnd || err != nil {
		t.Fatal(n, ev, err)
	}
	if _, ev, err := r.Next([]byte("4\r\n")); ev != h1.EventChunkStart || err != nil {
		t.Fatal(ev, err)
	}
	r.Skip(4)
	if n, ev, err := r.Next([]byte("\r\n0\r\n\r\n")); n != 2 || ev != h1.EventChunkEnd || err != nil {
		t.Fatal(n, ev, err)
	}
	for _, n := range []int64{-1, 1} {
		func() {
			defer func() {
				if text := fmt.Sprint(recover()); !strings.HasPrefix(text, "h1: internal error:") {
					t.Errorf("skip of %d with nothing left: %s", n, text)
				}
			}()
			r.Skip(n)
		}()
	}
}

func TestNames(t *testing.T) {
	for ev, want := range []string{"need", "head", "chunk start", "data", "chunk end", "end"} {
		if got := h1.Event(ev).String(); got != want {
			t.Errorf("event %d is called %q, want %q", ev, got, want)
		}
	}
}
