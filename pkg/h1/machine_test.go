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

// An exchange joins the parts of the codec to a reader of one whole response, as a client would, and notes down
// what it sees. It is an h1test.Machine.
type exchange struct {
	method string
	head   h1.HeadReader
	chunks h1.ChunkReader
	frame  *h1.Framing // nil until the head is complete
	left   int64       // of a body by length
	done   bool        // a chunked body is complete
	err    error       // of the framing

	events []string
	data   []byte // not yet in events
}

var _ h1test.Machine = (*exchange)(nil)

func newExchange(method string, upgrade bool) *exchange {
	x := &exchange{method: method}
	x.head.Reset(method, upgrade)
	x.chunks.Reset()
	return x
}

func (x *exchange) Feed(b []byte) (n int, done bool, err error) {
	if x.err != nil {
		return 0, false, x.err
	}
	if x.frame == nil {
		n, done, err = x.head.Read(b)
		if err != nil || !done {
			return n, false, err
		}
		if x.err = x.frameBody(); x.err != nil {
			return n, false, x.err
		}
	}
	switch x.frame.Kind {
	case h1.BodyLength:
		m := int(min(int64(len(b)-n), x.left))
		x.data = append(x.data, b[n:n+m]...)
		x.left -= int64(m)
		return n + m, x.left == 0, nil
	case h1.BodyUntilClose:
		x.data = append(x.data, b[n:]...)
		return len(b), false, nil
	case h1.BodyChunked:
		m, done, err := x.unchunk(b[n:])
		return n + m, done, err
	}
	return n, true, nil
}

func (x *exchange) frameBody() error {
	h := x.head.Head()
	x.note("status 1.%d %d %q", h.Minor, h.Status, h.Reason)
	for _, line := range h.Lines {
		x.note("field %q", line)
	}
	f, err := h1.FramingOf(x.method, h)
	if err != nil {
		return err
	}
	x.frame, x.left = &f, f.Length
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
	return nil
}

func (x *exchange) unchunk(b []byte) (n int, done bool, err error) {
	for {
		m, ev, err := x.chunks.Next(b[n:])
		if err != nil {
			return n, false, err
		}
		switch ev {
		case h1.ChunkNeed:
			return n + m, false, nil
		case h1.ChunkStart:
			x.note("chunk %d", x.chunks.Size())
		case h1.ChunkData:
			x.data = append(x.data, b[n:n+m]...)
		case h1.ChunkEnd:
			x.note("end")
		case h1.ChunkDone:
			if !x.done {
				x.done = true
				for _, line := range x.chunks.Trailers() {
					x.note("trailer %q", line)
				}
			}
			return n + m, true, nil
		}
		n += m
	}
}

func (x *exchange) Close() error {
	switch {
	case x.err != nil:
		return x.err
	case x.frame == nil:
		return x.head.EOF()
	case x.frame.Kind == h1.BodyChunked:
		return x.chunks.EOF()
	case x.frame.Kind == h1.BodyLength && x.left > 0:
		return &h1.ProtocolError{Kind: h1.KindTruncated, Remote: true}
	}
	return nil
}

func (x *exchange) Events() []string {
	x.flush()
	return slices.Clone(x.events)
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

func (x *exchange) note(format string, args ...any) {
	x.flush()
	x.events = append(x.events, fmt.Sprintf(format, args...))
}

func (x *exchange) flush() {
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
