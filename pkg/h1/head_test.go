// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"slices"
	"strings"
	"testing"

	"httpclientgo/pkg/h1"
)

func TestHeadReaderIsUsedAgain(t *testing.T) {
	var r h1.HeadReader
	wire := func(status, value string) []byte {
		return []byte("HTTP/1.1 " + status + " R" + status + "\r\nA: " + value + "\r\nB: " + value + "\r\n\r\nbody")
	}
	r.Reset("GET", false)
	if r.Head() != nil {
		t.Error("a head before the first byte")
	}
	first := wire("200", "one")
	n, done, err := r.Read(first)
	if n != len(first)-len("body") || !done || err != nil {
		t.Fatal(n, done, err)
	}
	kept := slices.Clone(r.Head().Lines)
	reason := r.Head().Reason
	clear(first)

	// An error must not outlive Reset.
	r.Reset("GET", false)
	if _, _, err := r.Read([]byte("junk")); err == nil || r.Head() != nil {
		t.Error("junk is a head")
	}
	r.Reset("GET", false)
	if _, done, err := r.Read(wire("404", "two")); !done || err != nil {
		t.Fatal(done, err)
	}
	if h := r.Head(); h.Status != 404 || h.Reason != "R404" || !slices.Equal(h.Lines, []string{"A: two", "B: two"}) {
		t.Errorf("second head: %+v", h)
	}
	if reason != "R200" || !slices.Equal(kept, []string{"A: one", "B: one"}) {
		t.Errorf("strings of the first head are now %q, %q", reason, kept)
	}
}

// TestHeadReaderStarted names what a client must know when a used connection closes: whether any of the answer came.
func TestHeadReaderStarted(t *testing.T) {
	for _, test := range []struct {
		wire    string
		started bool
		detail  string
	}{
		{"", false, h1.ClosedBeforeAnswer},
		{"\r", false, h1.ClosedBeforeAnswer},
		{"\r\n\r", false, h1.ClosedBeforeAnswer},
		{"\nH", true, "in the head"},
		{"H", true, "in the head"},
		{"HTTP/1.1 200 OK\r\n", true, "in the head"},
		{"HTTP/1.1 200 OK\r\nX", true, "in the head"},
		{"HTTP/1.1 100 Continue\r\n\r\n", false, "after an interim response"},
		{"HTTP/1.1 100 Continue\r\n\r\n\r\n", false, "after an interim response"},
		{"HTTP/1.1 100 Continue\r\n\r\nH", true, "in the head"},
	} {
		var r h1.HeadReader
		r.Reset("GET", false)
		if _, done, err := r.Read([]byte(test.wire)); done || err != nil {
			t.Fatal(done, err)
		}
		if r.Started() != test.started {
			t.Errorf("%q: started is %t", test.wire, r.Started())
		}
		if err := r.EOF(); classOf(err) != "truncated" || !strings.Contains(err.Error(), test.detail) {
			t.Errorf("%q: %v, want %q", test.wire, err, test.detail)
		}
		if _, _, err := r.Read(nil); err != nil {
			t.Errorf("%q: EOF changed the reader: %v", test.wire, err)
		}
	}
}
