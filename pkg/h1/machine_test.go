// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/h1test"
)

// An exchange notes down what a Response sees. It is an h1test.Machine.
type exchange struct {
	response h1.Response
	skips    bool // data is taken past the Response
	bad      string

	transcript
}

// A transcript gathers events, data that came in pieces as one.
type transcript struct {
	events []string
	data   []byte // not yet in events
	head   bool   // is noted
}

var _ h1test.Machine = (*exchange)(nil)

func newExchange(method string, upgrade bool) *exchange {
	x := &exchange{}
	x.response.Reset(method, upgrade)
	return x
}

// newSkipping is newExchange for one that takes all data past its Response.
func newSkipping(method string, upgrade bool) *exchange {
	x := newExchange(method, upgrade)
	x.skips = true
	return x
}

func (x *exchange) Feed(b []byte) (n int, done bool, err error) {
	for {
		left, wanted, ended := x.response.Left(), x.response.Wanted(), x.response.Ended()
		if m := int(min(left, int64(len(b)-n))); x.skips && m > 0 {
			x.response.Skip(int64(m))
			x.data = append(x.data, b[n:n+m]...)
			n += m
			continue
		}
		m, ev, err := x.response.Next(b[n:])
		piece := b[n : n+m]
		n += m
		x.check(ev, piece, left, wanted, ended)
		x.noteHead(x.response.Head())
		if err != nil {
			return n, false, err
		}
		switch ev {
		case h1.EventNeed:
			return n, false, nil
		case h1.EventEnd:
			return n, true, nil
		case h1.EventHead:
			x.noteFraming(x.response.Framing())
		case h1.EventChunkStart:
			x.note("chunk %d", x.response.Size())
		case h1.EventData:
			x.data = append(x.data, piece...)
		case h1.EventChunkEnd:
			x.note("end")
		}
	}
}

// check holds one event against what the Response said before it.
func (x *exchange) check(ev h1.Event, piece []byte, left, wanted int64, ended bool) {
	data := ev == h1.EventData
	switch {
	case ended != (ev == h1.EventEnd) && (ended || len(piece) == 0):
		x.bad = fmt.Sprintf("%v, but ended was %t", ev, ended)
	case data != (left > 0) && (data || len(piece) > 0):
		x.bad = fmt.Sprintf("%v of %d bytes, but %d were left", ev, len(piece), left)
	case data && (len(piece) == 0 || int64(len(piece)) > left):
		x.bad = fmt.Sprintf("data of %d bytes, but %d were left", len(piece), left)
	case wanted < left || ended && wanted != 0:
		x.bad = fmt.Sprintf("%d bytes wanted, %d left, ended %t", wanted, left, ended)
	}
}

func (x *exchange) Close() error { return x.response.EOF() }

func (x *exchange) Events() []string {
	if x.bad != "" {
		x.note("%s", x.bad)
	}
	return x.noted()
}

func (x *exchange) Class(err error) string { return classOf(err) }

// classOf returns the kind of an error of the peer's making.
func classOf(err error) string {
	var p *h1.ProtocolError
	switch {
	case !errors.As(err, &p):
		return "alien " + err.Error()
	case !p.Remote:
		return "local " + p.Kind.String()
	}
	return p.Kind.String()
}

func (x *transcript) noted() []string {
	x.flush()
	return slices.Clone(x.events)
}

// noteHead notes a head once, if there is one.
func (x *transcript) noteHead(h *h1.Head) {
	if h == nil || x.head {
		return
	}
	x.head = true
	x.note("status 1.%d %d %q", h.Minor, h.Status, h.Reason)
	for _, line := range h.Lines {
		x.note("field %q", line)
	}
}

func (x *transcript) noteFraming(f h1.Framing) {
	text := "body " + f.Kind.String()
	if f.Kind == h1.BodyLength {
		text += fmt.Sprintf(" %d", f.Length)
	}
	if f.Reuse {
		text += ", reuse"
	}
	if f.Tunnel {
		text += ", tunnel"
	}
	x.note("%s", text)
}

func (x *transcript) note(format string, args ...any) {
	x.flush()
	x.events = append(x.events, fmt.Sprintf(format, args...))
}

func (x *transcript) flush() {
	if len(x.data) > 0 {
		x.events = append(x.events, fmt.Sprintf("data %q", x.data))
		x.data = x.data[:0]
	}
}

// unquote undoes %q.
func unquote(t testing.TB, text string) string {
	t.Helper()
	plain, err := strconv.Unquote(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return plain
}
