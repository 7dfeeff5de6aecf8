// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"fmt"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/transport"
)

// largeRun is how many bytes of a chunk are to come, at least, that are read straight into
// the caller's array. Fewer are read together with what follows them.
const largeRun = 16 << 10

// ReadAvailable reads into dst, which starts empty, what of the body has arrived, at most
// most bytes and whatever ReadChunkSize is. Of a chunked body it gives the data as it
// comes, of several chunks or of a part of one; what was collected of a chunk for
// ReadBody comes first, and a ReadBody after it gives the rest of the chunk.
//
// The call that takes the last byte of a body ends it, where the end is there as well: the
// last chunk and the trailers, or the server's close. Else a later call does, with
// nothing. Bytes that arrived before a fault are delivered first.
//
// It takes what it finds when it is called. What comes while it copies is the next
// call's, so a fast sender does not keep it. In blocking mode it waits for a byte or the
// end.
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

// readRun reads up to left bytes that lie behind each other in the stream: most 0, as
// many as a piece has; else up to most, of what is there.
func (c *Client) readRun(dst Sink, left, most int64) (int, error) {
	if most == 0 {
		return c.readSome(dst, min(left, int64(c.view.ReadChunkSize())))
	}
	return c.readThere(dst, min(left, most))
}

// looks is how often a call asks a stream what is there. A stream of a script's may tell
// of one record at a time and of the next one when that is read, as a StreamPeerTLS does.
func (k *Connection) looks() int {
	if k.bound {
		return boundLooks
	}
	return 1
}

// boundLooks is that of a bound stream; with full records of TLS, 4 MiB.
const boundLooks = 256

// there is how many bytes a read would find by now; if none, whether it would find the
// end.
func (k *Connection) there() (n int64, end bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.pushOn()
	s, err := k.live()
	if err != nil {
		return 0, true
	}
	if n = int64(k.in.size()) + claimed(s); n > 0 {
		return n, false
	}
	readable, err := s.Peek()
	switch {
	case err != nil:
		return 0, true
	case readable:
		return max(claimed(s), 1), false
	}
	k.saw(0, 1)
	return 0, false
}

// claimed is Available where it makes sense: a stream of a script's may answer anything.
func claimed(s transport.Stream) int64 { return min(max(int64(s.Available()), 0), MaxAvailable) }

// readThere fills dst with what is there of want bytes, straight from the stream. It asks
// for one byte more than it knows of: a read that is not filled is none that the stream
// would read ahead for, and it meets an end behind the bytes.
func (c *Client) readThere(dst Sink, want int64) (n int, err error) {
	conn := c.conn
	size := 0 // of dst
	for looks := conn.looks(); looks > 0 && int64(n) < want && err == nil; looks-- {
		there, end := conn.there()
		if there == 0 && !end {
			if n > 0 || !c.view.Blocking() || !c.wait(conn) {
				break
			}
			looks++
			continue
		}
		size = n + int(min(there+1, want-int64(n)))
		p, from, m := dst.Resize(size), n, 0
		for n < size {
			m, err = conn.Read(p[n:])
			n += m
			if err != nil || m == 0 || int64(n-from) >= there && c.framing.Kind != h1.BodyUntilClose {
				break
			}
		}
		if n == from {
			break
		}
	}
	if n < size {
		dst.Resize(n)
	}
	return n, err
}

// readJoined fills dst with the data that is there of chunks.
func (c *Client) readJoined(dst Sink, most int64) (int, error) {
	conn := c.conn
	for {
		j := joined{dst: dst, most: most}
		err := c.join(&j)
		if j.n < len(j.p) {
			dst.Resize(j.n)
		}
		if j.n > 0 || err != nil || c.view.Status() != StatusBody || !c.view.Blocking() || !c.wait(conn) {
			return j.n, err
		}
	}
}

// A joined is the array of a call that joins chunks.
type joined struct {
	dst  Sink
	most int64
	p    []byte // of dst
	n    int    // bytes of p that are filled
}

// space is what of the array is not filled, nil when it has most bytes. Where there is
// none, it makes some for all that is to come, which is bound bytes at most.
func (j *joined) space(bound int64) []byte {
	if j.n == len(j.p) && int64(j.n) < j.most {
		j.p = j.dst.Resize(int(min(int64(j.n)+bound, j.most)))
	}
	return j.p[j.n:]
}

func (c *Client) join(j *joined) error {
	for looks := c.conn.looks(); looks > 0; looks-- {
		left, end := c.conn.there()
		if n := len(c.chunk); n > 0 {
			copied := copy(j.space(int64(n)+left), c.chunk)
			j.n += copied
			if copied < n {
				c.chunk = c.chunk[copied:]
				return nil
			}
			c.chunk = c.chunk[:0]
		}
		if left == 0 && !end {
			return nil
		}
		if more, err := c.joinThere(j, left, end); !more {
			return err
		}
	}
	return nil
}

// joinThere goes through left bytes that are known to be there, framing included, or
// to the end. It tells whether a further look is worth it.
func (c *Client) joinThere(j *joined, left int64, end bool) (more bool, err error) {
	conn := c.conn
	for left > 0 || end {
		data := c.chunks.Left()
		if data > 0 && int64(j.n) == j.most {
			return false, nil
		}
		if data >= largeRun && !end {
			p := j.space(left)
			n, err := conn.Read(p[:min(int64(len(p)), data)])
			if n == 0 {
				return false, truncated(err, c.chunks.EOF())
			}
			c.chunks.Skip(int64(n))
			conn.expect(c.chunks.Left())
			j.n += n
			left -= int64(n)
			continue
		}
		b, err := conn.buffered(false)
		if len(b) == 0 {
			return false, truncated(err, c.chunks.EOF())
		}
		left = max(left, int64(len(b)))
		var p []byte
		if data > 0 {
			p = j.space(left)
			b = b[:min(len(b), len(p))]
		}
		n, ev, err := c.chunks.Next(b)
		switch {
		case err != nil:
			return false, err
		case ev == h1.ChunkStart && c.chunks.Size() > c.allowed.room(c.received+int64(j.n)):
			return false, c.allowed.exceeded()
		case ev == h1.ChunkData:
			j.n += copy(p, b[:n])
		}
		conn.use(n)
		conn.expect(c.chunks.Left())
		left -= int64(n)
		if ev == h1.ChunkDone {
			c.move(evBodyEnd)
			c.endBody()
			return false, nil
		}
	}
	return true, nil
}
