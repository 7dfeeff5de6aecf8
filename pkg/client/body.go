// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"
	"fmt"
	"io"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/stream"
)

// A Sink is the caller's byte array that a read fills.
type Sink interface {
	// Resize sets the array's length to n bytes, keeping what is there, and returns its memory, valid until the next
	// Resize. It may be called with any n up to 16 MiB, in particular with 0.
	Resize(n int) []byte
}

// A Taker is a Sink that can have a Buffer of Config.Buffers for its own, in place of what it has.
type Taker interface {
	Sink
	Take(stream.Buffer)
}

// ReadBody reads body bytes into dst, which starts empty, and leaves it empty when there are none yet. A body with a
// length or one that only the close ends comes in pieces of at most ReadChunkSize; a chunked one comes in the server's
// own chunks, one a call. The read that takes the last byte of a body with a length sets CONNECTED; a chunked body ends
// with an empty read.
//
// Bytes that arrived before a fault are delivered first; the status turns at the read after them.
func (c *Client) ReadBody(dst Sink) {
	c.report("read_response_body_chunk", c.readBody(dst, 0))
}

// ReadAvailable reads into dst, which starts empty, what of the body has arrived, at most most bytes and whatever
// ReadChunkSize is. Of a chunked body it delivers the data as it comes, of several chunks or of a part of one; what was
// collected of a chunk for ReadBody comes first, and a ReadBody after it delivers the rest of the chunk.
//
// The call that takes the last byte of a body ends it, where the end is there as well: the last chunk and the trailers,
// or the server's close. Else a later call does, with nothing. Bytes that arrived before a fault are delivered first.
//
// It takes what it finds when it is called. What comes while it copies is the next call's, so a fast sender does not
// keep it; nor do tiny chunks, of which it takes a thousand or so. In blocking mode it waits for a byte or the end.
//
// Outside 1 to MaxAvailable, most is a misuse, and nothing is read.
func (c *Client) ReadAvailable(dst Sink, most int64) {
	const method = "read_response_body_available"
	if most < 1 || most > MaxAvailable {
		c.report(method, misuse(fmt.Sprintf("The size must be between 1 and %d bytes.", MaxAvailable)))
		return
	}
	c.report(method, c.readBody(dst, most))
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
	}
	r := reading{c: c, conn: c.conn, dst: dst, most: most}
	idle, err := r.run()
	c.received += int64(r.n)
	switch {
	case c.conn != r.conn: // closed while it waited
	case err == nil && c.resp.Ended():
		c.move(evBodyEnd)
		c.endBody(idle)
	case err == io.EOF: // the end of a body until close
		c.closeLocked()
	case err != nil && r.n > 0:
		c.pending = err
	case err != nil:
		return c.failBody(err)
	}
	return ""
}

// failBody ends the body because of err. What is known of the answer stays, as where the engine's poll() finds an end,
// or its read chunks that are none. Those are worth an error line, as in the engine; a connection that breaks is not.
func (c *Client) failBody(err error) misuse {
	framing := c.resp.Framing()
	code, length, headers := c.view.responseCode.Load(), c.view.bodyLength.Load(), c.headers
	c.fail(err)
	c.view.responseCode.Store(code)
	c.view.bodyLength.Store(length)
	c.setHeaders(headers)
	c.when.cut, c.when.received, c.when.expected = true, c.received, framing.Length
	if bad := c.fault; bad != "" {
		c.fault = ""
		return bad
	}
	var pe *h1.ProtocolError
	if errors.As(err, &pe) && framing.Kind == h1.BodyChunked && (pe.Kind == h1.KindChunk || pe.Kind == h1.KindTooLarge) {
		return misuse("The server's chunks are malformed: " + pe.Detail + ".")
	}
	return ""
}
