// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package h1test drives readers that do no I/O through every way in which their input can come.
//
// It knows no codec: a test hands it a Machine, and a Case says in lines of text what the machine must see.
package h1test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// How a transcript ends. An error of another class ends it with "error " and the class.
const (
	Done        = "done"            // the message is complete
	DoneAtClose = "done at close"   // the message was complete when the peer closed
	Truncated   = "error truncated" // the peer closed too early
)

// A Machine is one fresh reader under test.
type Machine interface {
	// Feed takes bytes of b, all of them unless the message is done or there is an error. It must keep none of them
	// uncopied: Run overwrites b afterwards.
	Feed(b []byte) (n int, done bool, err error)
	// Close returns what a close of the peer means now: nil if the message is complete.
	Close() error
	// Events returns what the machine saw, one line each. Data that came in pieces is one event, "data" and the
	// bytes as %q writes them.
	Events() []string
	// Class returns the class of an error from Feed or Close, "truncated" for one of a close that came too early.
	Class(err error) string
}

// A Case is one input, and what a machine must make of it, however the input is cut.
type Case struct {
	Wire   []byte
	Events []string       // the last one says how it ends
	Rest   int            // bytes at the end of Wire that are not part of the message
	New    func() Machine // a fresh machine
}

// A wire up to allCuts bytes is cut at each position. Every cut costs a run of all its bytes, so that a longer one is
// cut at about 16 positions and at all that are less than nearEdge from an end.
const (
	allCuts  = 1024
	nearEdge = 16
)

// Run runs c whole, byte by byte, split in two at each position, closed at each position, and with more behind it.
//
// All runs of the whole wire must have the same events. A wire that is closed early must have a beginning of them
// and then the error of a close, unless the fault that c is about, or the end of the message, came before.
func Run(t *testing.T, c Case) {
	t.Helper()
	check := func(how string, pieces ...[]byte) {
		t.Helper()
		events, rest := Drive(t, c.New(), pieces...)
		if !slices.Equal(events, c.Events) {
			t.Fatalf("%s:\n got %s\nwant %s", how, show(events), show(c.Events))
		}
		if last(events) == Done && rest != c.Rest {
			t.Fatalf("%s: left %d bytes, want %d", how, rest, c.Rest)
		}
	}

	check("whole", c.Wire)
	check("byte by byte", Bytes(c.Wire)...)
	for _, at := range cuts(len(c.Wire)) {
		check(fmt.Sprintf("split at %d", at), c.Wire[:at], c.Wire[at:])
		checkClosed(t, c, at)
	}
	if last(c.Events) == Done {
		c.Rest += len(junk)
		check("with more behind it", append(slices.Clip(c.Wire), junk...))
	}
}

// junk looks like a response to those who read on.
const junk = "HTTP/1.1 500 Injected\r\n\r\n"

// checkClosed closes after the first at bytes.
func checkClosed(t *testing.T, c Case, at int) {
	t.Helper()
	events, _ := Drive(t, c.New(), c.Wire[:at])
	end, want := last(events), last(c.Events)
	complete := want == Done && at >= len(c.Wire)-c.Rest
	switch {
	case complete && end != Done:
		t.Fatalf("closed at %d: ends with %q, but the message was complete", at, end)
	case !complete && end == Done, end != Truncated && end != want:
		t.Fatalf("closed at %d: ends with %q, want %q or %q", at, end, Truncated, want)
	}
	if !beginning(events[:len(events)-1], c.Events[:len(c.Events)-1]) {
		t.Fatalf("closed at %d:\n got %s\nwhich is no beginning of %s", at, show(events), show(c.Events))
	}
}

// Drive feeds the pieces to m one after another, closes if that was not the end, and returns the events with the
// line that says how it ended, and the number of bytes not taken.
func Drive(t testing.TB, m Machine, pieces ...[]byte) (events []string, rest int) {
	t.Helper()
	for i, piece := range pieces {
		if n, done, err := m.Feed(nil); n != 0 || done || err != nil {
			t.Fatalf("a feed of nothing took %d bytes, done %t, error %v", n, done, err)
		}
		// What lies behind the input is not the reader's to write: appending to the input would.
		room := append(append([]byte(nil), piece...), junk...)
		given := room[:len(piece)]
		n, done, err := m.Feed(given)
		if !bytes.Equal(given, piece) || string(room[len(piece):]) != junk {
			t.Fatalf("the input was changed")
		}
		for j := range given {
			given[j] = 0xa5
		}
		switch {
		case n < 0 || n > len(piece):
			t.Fatalf("took %d of %d bytes", n, len(piece))
		case err != nil:
			checkSticky(t, m, err)
			return append(m.Events(), "error "+m.Class(err)), 0
		case done:
			rest = len(piece) - n
			for _, p := range pieces[i+1:] {
				rest += len(p)
			}
			if n, done, err := m.Feed([]byte(junk)); n != 0 || !done || err != nil {
				t.Fatalf("after the end took %d bytes, done %t, error %v", n, done, err)
			}
			if err := m.Close(); err != nil {
				t.Fatalf("a close after the end means %v", err)
			}
			return append(m.Events(), Done), rest
		case n < len(piece):
			t.Fatalf("took %d of %d bytes and is not done", n, len(piece))
		}
	}
	if err := m.Close(); err != nil {
		return append(m.Events(), "error "+m.Class(err)), 0
	}
	return append(m.Events(), DoneAtClose), 0
}

// checkSticky checks that after an error there is nothing but the same error.
func checkSticky(t testing.TB, m Machine, want error) {
	t.Helper()
	before := len(m.Events())
	if _, done, err := m.Feed([]byte(junk)); done || err != want {
		t.Fatalf("after error %v: done %t, error %v", want, done, err)
	}
	if err := m.Close(); err != want {
		t.Fatalf("after error %v: a close means %v", want, err)
	}
	if len(m.Events()) != before {
		t.Fatalf("events after error %v", want)
	}
	for _, c := range want.Error() {
		if c < ' ' || c == 0x7f {
			t.Fatalf("control character in the text of error %q", want)
		}
	}
}

// Bytes returns the pieces of wire with one byte each.
func Bytes(wire []byte) [][]byte {
	pieces := make([][]byte, len(wire))
	for i := range wire {
		pieces[i] = wire[i : i+1]
	}
	return pieces
}

// cuts returns positions from 0 to size, both included.
func cuts(size int) []int {
	step := 1
	if size > allCuts {
		step = size / 16
	}
	var at []int
	for i := 0; i <= size; i++ {
		if i%step == 0 || i < nearEdge || i > size-nearEdge {
			at = append(at, i)
		}
	}
	return at
}

// beginning reports whether got is how want begins. The last data event may be a part of its counterpart.
func beginning(got, want []string) bool {
	if len(got) > len(want) {
		return false
	}
	for i := range got {
		if got[i] == want[i] {
			continue
		}
		part, ok := data(got[i])
		all, _ := data(want[i])
		if i < len(got)-1 || !ok || !strings.HasPrefix(all, part) {
			return false
		}
	}
	return true
}

// data returns the bytes of a data event.
func data(event string) (text string, ok bool) {
	quoted, ok := strings.CutPrefix(event, "data ")
	if !ok {
		return "", false
	}
	text, err := strconv.Unquote(quoted)
	return text, err == nil
}

// Data returns the bytes of all data events together.
func Data(events []string) string {
	var all strings.Builder
	for _, event := range events {
		text, _ := data(event)
		all.WriteString(text)
	}
	return all.String()
}

func last(events []string) string { return events[len(events)-1] }

func show(events []string) string {
	text := strings.Join(events, " | ")
	if len(text) > 2000 {
		text = text[:2000] + "…"
	}
	return text
}
