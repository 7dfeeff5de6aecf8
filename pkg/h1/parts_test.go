// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1_test

import (
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/h1test"
)

// Parts joins HeadReader, FramingOf and ChunkReader in the plainest way, for a Response to be held against. It is an
// h1test.Machine.
type parts struct {
	method string
	head   h1.HeadReader
	chunks h1.ChunkReader
	frame  *h1.Framing // nil until the head is complete
	left   int64       // of a body by length
	err    error       // of the framing

	transcript
}

var _ h1test.Machine = (*parts)(nil)

func newParts(method string, upgrade bool) *parts {
	x := &parts{method: method}
	x.head.Reset(method, upgrade)
	x.chunks.Reset()
	return x
}

func (x *parts) Feed(b []byte) (n int, done bool, err error) {
	if x.err != nil {
		return 0, false, x.err
	}
	if x.frame == nil {
		n, done, err = x.head.Read(b)
		if err != nil || !done {
			return n, false, err
		}
		x.noteHead(x.head.Head())
		f, err := h1.FramingOf(x.method, x.head.Head())
		if err != nil {
			x.err = err
			return n, false, err
		}
		x.frame, x.left = &f, f.Length
		x.noteFraming(f)
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

func (x *parts) unchunk(b []byte) (n int, done bool, err error) {
	for {
		m, ev, err := x.chunks.Next(b[n:])
		if err != nil {
			return n + m, false, err
		}
		switch ev {
		case h1.EventNeed:
			return n + m, false, nil
		case h1.EventChunkStart:
			x.note("chunk %d", x.chunks.Size())
		case h1.EventData:
			x.data = append(x.data, b[n:n+m]...)
		case h1.EventChunkEnd:
			x.note("end")
		case h1.EventEnd:
			return n + m, true, nil
		}
		n += m
	}
}

func (x *parts) Close() error {
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

func (x *parts) Events() []string { return x.noted() }

func (x *parts) Class(err error) string { return classOf(err) }
