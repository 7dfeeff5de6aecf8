// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"
	"io"
	"math"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/transport"
)

// maxWholeChunk is the largest server chunk delivered as one piece, in bytes. The
// engine fails on anything larger; here it comes in pieces.
const maxWholeChunk = limits.WholeChunk

// A Sink is the caller's byte array that a read fills.
type Sink interface {
	// Resize sets the array's length to n bytes, keeping what is there, and gives
	// its memory, valid until the next Resize. It may be called with any n up to
	// 16 MiB, in particular with 0.
	Resize(n int) []byte
}

// ReadBody reads body bytes into dst, which starts empty, and leaves it empty when
// there are none yet. A body with a length or one that only the close ends comes
// in pieces of at most ReadChunkSize; a chunked one comes in the server's own
// chunks, one a call. The read that takes the last byte of a body with a length
// sets CONNECTED; a chunked body ends with an empty read.
//
// Bytes that arrived before a fault are delivered first; the status turns at the
// read after them.
func (c *Client) ReadBody(dst Sink) {
	c.report("read_response_body_chunk", c.readBody(dst, 0))
}

// A Taker is a Sink that can have a Buffer of Config.Buffers for its own, in place of
// what it has.
type Taker interface {
	Sink
	Take(transport.Buffer)
}

// readBody reads a piece with most 0, else what is there up to most bytes.
func (c *Client) readBody(dst Sink, most int64) misuse {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.view.Status() != StatusBody:
		return "There is no body to read: the status is not STATUS_BODY."
	case c.waiting:
		return ""
	case c.pending != nil:
		return c.failBody(c.pending)
	case c.patient() && c.conn.rests():
		return ""
	}
	n, err := 0, error(nil)
	switch kind := c.framing.Kind; {
	case kind == h1.BodyChunked && most == 0:
		n, err = c.readChunk(dst)
	case kind == h1.BodyChunked:
		n, err = c.readJoined(dst, most)
	case kind == h1.BodyUntilClose:
		n, err = c.readUntilClose(dst, most)
	default:
		n, err = c.readLength(dst, most)
	}
	c.received += int64(n)
	switch {
	case err == nil || c.view.Status() != StatusBody: // or closed while it waited
		return ""
	case n > 0:
		c.pending = err
		return ""
	}
	return c.failBody(err)
}

// patient tells whether reads leave the stream alone while it rests. A blocking read
// does not: it sleeps until there is something.
func (c *Client) patient() bool { return !c.view.Blocking() }

// failBody ends the body because of err. Chunks that are none are worth an error
// line, as in the engine; a connection that breaks is not.
func (c *Client) failBody(err error) misuse {
	cut, chunked := &cutShort{c.received, c.framing.Length}, c.framing.Kind == h1.BodyChunked
	c.fail(err)
	c.cut = cut
	if bad := c.fault; bad != "" {
		c.fault = ""
		return bad
	}
	var pe *h1.ProtocolError
	if errors.As(err, &pe) && chunked && (pe.Kind == h1.KindChunk || pe.Kind == h1.KindTooLarge) {
		return misuse("The server's chunks are malformed: " + pe.Detail + ".")
	}
	return ""
}

// errCutShort is any end of the stream in the middle of a body.
var errCutShort = &h1.ProtocolError{Kind: h1.KindTruncated, Remote: true, Detail: "the body ended before its end"}

func (c *Client) readLength(dst Sink, most int64) (int, error) {
	n, err := c.readRun(dst, c.left, most)
	c.left -= int64(n)
	if c.left == 0 && c.view.Status() == StatusBody {
		c.move(evBodyEnd)
		c.endBody()
		return n, nil
	}
	return n, truncated(err, errCutShort)
}

func (c *Client) readUntilClose(dst Sink, most int64) (int, error) {
	room := c.allowed.room(c.received)
	left := room
	if left < math.MaxInt64 {
		left++ // whether there is more
	}
	n, err := c.readRun(dst, left, most)
	if int64(n) > room {
		dst.Resize(int(room))
		return int(room), c.allowed.exceeded()
	}
	if err == io.EOF && c.view.Status() == StatusBody {
		c.closeLocked()
		return n, nil
	}
	return n, err
}

// readSome fills dst with up to want bytes straight from the stream: what is
// there, or in blocking mode all of it. Where they lie in a Buffer of their own, dst gets
// that and nothing is copied. The error is what ended the stream, with
// the n bytes before it.
func (c *Client) readSome(dst Sink, want int64) (n int, err error) {
	conn := c.conn
	if t, ok := dst.(Taker); ok {
		if b := conn.take(want); b != nil {
			t.Take(b)
			return transport.BufferSize, nil
		}
	}
	if !c.view.Blocking() {
		want = conn.estimate(want)
	}
	if want == 0 {
		return 0, nil
	}
	p := dst.Resize(int(want))
	for n < len(p) {
		var m int
		m, err = conn.Read(p[n:])
		n += m
		if err != nil {
			break
		}
		if c.view.Blocking() {
			if m == 0 && !c.wait(conn) {
				break
			}
		} else if m == 0 || m < smallPiece && n < len(p) && c.framing.Kind != h1.BodyUntilClose {
			// A short read emptied the socket. It is worth another look where the end
			// of the stream is the end of the body, and in a large body, whose sender
			// goes on as soon as the first look made room.
			break
		} else if n < len(p) && conn.whole() {
			break
		}
	}
	if n < len(p) {
		dst.Resize(n)
	}
	return n, err
}

// readChunk delivers one whole chunk of the server's, or a piece of a chunk larger
// than maxWholeChunk, or what came of a chunk before a fault.
func (c *Client) readChunk(dst Sink) (int, error) {
	conn := c.conn
	for whole := 0; ; {
		if left := c.chunks.Left(); left > 0 && c.chunks.Size() > maxWholeChunk {
			n, err := c.readSome(dst, min(left, int64(c.view.ReadChunkSize())))
			c.chunks.Skip(int64(n))
			conn.expect(c.chunks.Left())
			return n, truncated(err, c.chunks.EOF())
		}
		b, err := conn.buffered(c.patient())
		if err != nil {
			return c.deliverChunk(dst, nil), truncated(err, c.chunks.EOF())
		}
		if len(b) == 0 {
			if !c.view.Blocking() || !c.wait(conn) {
				return 0, nil
			}
			continue
		}
		n, ev, err := c.chunks.Next(b)
		if err != nil {
			if whole == 0 {
				whole = c.deliverChunk(dst, nil)
			}
			return whole, err
		}
		switch {
		case ev == h1.ChunkStart && c.chunks.Size() > c.allowed.room(c.received):
			return 0, c.allowed.exceeded()
		case ev == h1.ChunkData && c.chunks.Left() == 0 && len(b) >= n+len("\r\n"):
			// Its end is here as well: no need to collect it.
			whole = c.deliverChunk(dst, b[:n])
		case ev == h1.ChunkData:
			c.chunk = append(c.chunk, b[:n]...)
		case ev == h1.ChunkEnd && whole == 0:
			whole = c.deliverChunk(dst, nil)
		}
		conn.use(n)
		conn.expect(c.chunks.Left())
		switch {
		case ev == h1.ChunkEnd && whole > 0:
			return whole, nil
		case ev == h1.ChunkDone:
			c.move(evBodyEnd)
			c.endBody()
			return 0, nil
		}
	}
}

// deliverChunk puts the collected part of a chunk and tail into dst.
func (c *Client) deliverChunk(dst Sink, tail []byte) int {
	n := len(c.chunk) + len(tail)
	if n > 0 {
		p := dst.Resize(n)
		copy(p[copy(p, c.chunk):], tail)
	}
	c.chunk = c.chunk[:0]
	return n
}
