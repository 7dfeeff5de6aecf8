// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"io"

	"httpclientgo/pkg/h1"
)

// maxWholeChunk is the largest server chunk delivered as one piece, in bytes. The
// engine fails on anything larger; here it comes in pieces.
const maxWholeChunk = 1 << 24

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
	if c.view.Status() != StatusBody {
		c.report("read_response_body_chunk", "There is no body to read: the status is not STATUS_BODY.")
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.view.Status() != StatusBody || c.waiting {
		return
	}
	if c.pending != nil {
		c.fail(c.pending)
		return
	}
	switch c.framing.Kind {
	case h1.BodyChunked:
		c.readChunk(dst)
	case h1.BodyUntilClose:
		c.readUntilClose(dst)
	default:
		c.readLength(dst)
	}
}

func (c *Client) readLength(dst Sink) {
	n, err := c.readSome(dst, min(c.left, int64(c.view.ReadChunkSize())))
	c.left -= int64(n)
	switch {
	case c.view.Status() != StatusBody: // closed while it waited
	case c.left == 0:
		c.move(evBodyEnd)
		c.endBody()
	case err != nil:
		c.failAfter(n, truncated(err, &h1.ProtocolError{
			Kind: h1.KindTruncated, Remote: true, Detail: "the body ended before its Content-Length"}))
	}
}

func (c *Client) readUntilClose(dst Sink) {
	n, err := c.readSome(dst, int64(c.view.ReadChunkSize()))
	switch {
	case err == nil || c.view.Status() != StatusBody:
	case err == io.EOF:
		c.closeLocked()
	default:
		c.failAfter(n, err)
	}
}

// readSome fills dst with up to want bytes straight from the stream: what is
// there, or in blocking mode all of it. The error is what ended the stream, with
// the n bytes before it.
func (c *Client) readSome(dst Sink, want int64) (n int, err error) {
	conn := c.conn
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
		} else if m == 0 || n < len(p) && c.framing.Kind != h1.BodyUntilClose {
			// A short read emptied the socket. Only where the end of the stream is
			// the end of the body is it worth another look.
			break
		}
	}
	if n < len(p) {
		dst.Resize(n)
	}
	return n, err
}

// readChunk delivers one whole chunk of the server's, or a piece of a chunk larger
// than maxWholeChunk.
func (c *Client) readChunk(dst Sink) {
	conn := c.conn
	for {
		if left := c.chunks.Left(); left > 0 && c.chunks.Size() > maxWholeChunk {
			c.readPiece(dst, left)
			return
		}
		b, err := conn.buffered()
		if err != nil {
			c.failChunk(dst, truncated(err, c.chunks.EOF()))
			return
		}
		if len(b) == 0 {
			if !c.view.Blocking() || !c.wait(conn) {
				return
			}
			continue
		}
		n, ev, err := c.chunks.Next(b)
		if err != nil {
			c.failChunk(dst, err)
			return
		}
		switch ev {
		case h1.ChunkData:
			c.chunk = append(c.chunk, b[:n]...)
		case h1.ChunkEnd:
			c.deliverChunk(dst)
		case h1.ChunkDone:
			c.move(evBodyEnd)
		}
		conn.use(n)
		switch ev {
		case h1.ChunkEnd:
			// A streamed chunk ends without anything to deliver: go on.
			if c.chunks.Size() <= maxWholeChunk {
				return
			}
		case h1.ChunkDone:
			c.endBody()
			return
		}
	}
}

// readPiece reads from a chunk that is too large to be held whole.
func (c *Client) readPiece(dst Sink, left int64) {
	n, err := c.readSome(dst, min(left, int64(c.view.ReadChunkSize())))
	c.chunks.Skip(int64(n))
	if err != nil && c.view.Status() == StatusBody {
		c.failAfter(n, truncated(err, c.chunks.EOF()))
	}
}

func (c *Client) deliverChunk(dst Sink) {
	if len(c.chunk) > 0 {
		copy(dst.Resize(len(c.chunk)), c.chunk)
	}
	if cap(c.chunk) > inBufferSize {
		c.chunk = nil
	}
	c.chunk = c.chunk[:0]
}

// failChunk delivers what came of an unfinished chunk, then fails.
func (c *Client) failChunk(dst Sink, err error) {
	n := len(c.chunk)
	c.deliverChunk(dst)
	c.failAfter(n, err)
}

// failAfter ends the connection because of err: now, or at the next read when n
// bytes go out with this one.
func (c *Client) failAfter(n int, err error) {
	if n > 0 {
		c.pending = err
		return
	}
	c.fail(err)
}
