// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"math"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/stream"
)

const (
	// wholeChunk is the largest server chunk delivered as one piece, in bytes. The engine fails on anything larger; here
	// it comes in pieces.
	wholeChunk = limits.WholeChunk
	// maxEvents is how many steps of a body one call takes, so that tiny chunks do not keep it: three make a chunk.
	maxEvents = 2 << 10
)

// A reading is one call that reads a body. It goes through what the stream has as Client.resp says, whatever frames the
// body.
type reading struct {
	c     *Client
	conn  *Connection
	dst   Sink
	taker Taker // dst, if it is one
	most  int64 // of ReadAvailable; 0: ReadBody
	size  int64 // the most bytes that are delivered, but a whole chunk may have more
	p     []byte
	n     int // bytes of p, which is dst's memory, that are filled
	looks looks
	ended bool // it has looked for the end of a body until close
}

// run reads, and leaves dst with the n bytes that it delivers. The error is what ended the body behind them, and io.EOF
// where the server's close is its rightful end. idle reports, at the end of the message, that nothing is left of the
// exchange.
func (r *reading) run() (idle bool, err error) {
	c, conn := r.c, r.conn
	conn.mu.Lock()
	defer conn.mu.Unlock()
	r.taker, _ = r.dst.(Taker)
	if r.size = r.most; r.most == 0 {
		r.size = int64(c.view.ReadChunkSize())
	}
	err = r.events()
	if c.conn == conn && r.most == 0 && err != nil && r.n == 0 {
		r.deliver() // what came of a chunk before its fault
	}
	if r.n < len(r.p) {
		r.dst.Resize(r.n)
	}
	switch {
	case c.conn != conn || err != nil:
	case c.resp.Ended():
		return conn.idle(), nil
	case len(c.chunk) == 0 && conn.unread == 0 && conn.unshared():
		conn.stream.Quiet()
	}
	return false, err
}

// events goes from event to event until the call has what it is for, or there is no more.
func (r *reading) events() error {
	c := r.c
	if c.resp.Ended() {
		return nil // a close that waits already is none of this body
	}
	if r.most > 0 {
		if err := r.look(); err != nil && len(c.chunk) == 0 {
			return err
		}
		r.deliver()
	}
	for range maxEvents {
		left, more, err := c.resp.Left(), false, error(nil)
		switch {
		case c.resp.Ended():
			return nil
		case left == 0:
			more, err = r.frame()
		case r.isWhole():
			more, err = r.collect(left)
		default:
			more, err = r.copy(left)
		}
		if !more || err != nil {
			return err
		}
	}
	return nil
}

// frame takes what stands between the bytes of a body. It reports whether the call goes on, as the methods below do.
func (r *reading) frame() (bool, error) {
	c, conn := r.c, r.conn
	if conn.unread == 0 {
		return r.need()
	}
	n, ev, err := c.resp.Next(conn.stream.Bytes())
	conn.discard(n)
	switch {
	case err != nil:
		return false, err
	case ev == h1.EventChunkStart && c.resp.Size() > c.allowed.room(c.received+int64(r.n)):
		return false, c.allowed.exceeded()
	case ev == h1.EventChunkEnd && r.most == 0:
		r.deliver()
		return r.n == 0, nil
	}
	return true, nil
}

// collect takes left bytes, the rest of a chunk that is delivered as one piece: into dst if it is all there, with its
// line end, else into the client's memory.
func (r *reading) collect(left int64) (bool, error) {
	c, conn := r.c, r.conn
	whole := left + int64(len("\r\n"))
	if int64(conn.unread) < whole && r.looks.n == 0 {
		if err := r.look(); err != nil {
			return false, err
		}
	}
	switch {
	case int64(conn.unread) >= whole:
		r.p = r.dst.Resize(len(c.chunk) + int(left))
		conn.copyTo(r.p[copy(r.p, c.chunk):])
		r.n, c.chunk = len(r.p), c.chunk[:0]
	case conn.unread == 0:
		return r.need()
	default:
		b := conn.stream.Bytes()
		left = min(left, int64(len(b)))
		c.chunk = append(c.chunk, b[:left]...)
		conn.discard(int(left))
	}
	c.resp.Skip(left)
	return true, nil
}

// deliver puts what was collected of a chunk into dst, which is empty, as much of it as is to be delivered.
func (r *reading) deliver() {
	c, n := r.c, len(r.c.chunk)
	if n == 0 {
		return
	}
	if r.most > 0 {
		n = int(min(r.most, int64(n+r.conn.unread)))
	}
	r.p = r.dst.Resize(n)
	if r.n = copy(r.p, c.chunk); r.n < len(c.chunk) {
		c.chunk = c.chunk[r.n:]
	} else {
		c.chunk = c.chunk[:0]
	}
}

// copy takes what is there of left bytes that come in one run.
func (r *reading) copy(left int64) (bool, error) {
	c, conn := r.c, r.conn
	want := min(left, r.size-int64(r.n))
	if want == 0 {
		return false, nil
	}
	if int64(conn.unread) < want && r.looks.n == 0 {
		if err := r.look(); err != nil {
			return false, err
		}
	}
	if conn.unread == 0 {
		return r.need()
	}
	if left == math.MaxInt64 {
		// A body by length was judged by its head, a chunk by its size.
		room := c.allowed.room(c.received + int64(r.n))
		if room == 0 {
			return false, c.allowed.exceeded()
		}
		want = min(want, room)
	}
	if r.take(want) {
		return true, nil
	}
	if r.n == len(r.p) {
		space := min(r.size-int64(r.n), int64(conn.unread))
		if r.most == 0 && c.view.Blocking() {
			space = want // it waits for all of them
		}
		r.p = r.dst.Resize(r.n + int(space))
	}
	p := r.p[r.n:min(int64(len(r.p)), int64(r.n)+want)]
	n := 0
	for n < len(p) && conn.unread > 0 {
		b := conn.stream.Bytes()
		if r.n+n > 0 && len(b) == stream.BufferSize && r.aligns() {
			break // the next call takes it as it is
		}
		m := copy(p[n:], b)
		conn.discard(m)
		n += m
	}
	r.n += n
	c.resp.Skip(int64(n))
	return n > 0, nil
}

// aligns reports whether pieces end where a block does, so that a full block can be handed over.
func (r *reading) aligns() bool {
	return r.most == 0 && r.taker != nil && r.size == stream.BufferSize && !r.c.view.Blocking()
}

// take hands a whole block over to dst, where it is the piece that is wanted, or all there is.
func (r *reading) take(want int64) bool {
	conn := r.conn
	if r.taker == nil || r.n > 0 || want < stream.BufferSize || r.size != stream.BufferSize && conn.unread != stream.BufferSize || r.c.view.Blocking() {
		return false
	}
	b := conn.stream.Take()
	if b == nil {
		return false
	}
	conn.unread -= stream.BufferSize
	r.p, r.n = b.Bytes(), stream.BufferSize
	r.taker.Take(b)
	r.c.resp.Skip(stream.BufferSize)
	return true
}

// need gets further bytes, where there are none, if this call is to look or to wait for them.
func (r *reading) need() (bool, error) {
	c, conn := r.c, r.conn
	waits := c.view.Blocking() && (r.most == 0 || r.n == 0)
	if !r.looks.enough() || waits {
		if err := r.look(); err != nil || conn.unread > 0 {
			return err == nil, err
		}
	}
	if waits {
		r.looks = looks{}
		return c.wait(conn), nil
	}
	if !r.ended && r.n > 0 && c.resp.Left() == math.MaxInt64 {
		// A close would be the end of the body, for this call to meet. Bytes are the next one's.
		r.ended = true
		return false, r.look()
	}
	return false, nil
}

// look asks the stream for what has come. The error is what an end of it means; io.EOF: the end of the body.
func (r *reading) look() error {
	most := r.c.resp.Wanted()
	if left := r.c.resp.Left(); left > 0 && !r.isWhole() {
		if rest := r.size - int64(r.n); rest < left {
			most = rest // a script may want to read on by itself
		}
	}
	if err := r.looks.fetch(r.conn, most); err != nil {
		return r.c.meaning(err)
	}
	return nil
}

// isWhole reports whether the bytes that come next are of a chunk that is delivered as one piece.
func (r *reading) isWhole() bool {
	size := r.c.resp.Size()
	return r.most == 0 && size > 0 && size <= wholeChunk
}
