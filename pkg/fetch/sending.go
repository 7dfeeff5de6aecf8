// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"errors"
	"io"
	"strconv"
	"sync/atomic"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/reason"
)

const (
	// sendSize is how much of a body is read and written at once, in bytes: a record of TLS or four, and often enough
	// for the progress.
	sendSize = 64 << 10
	// sizeRoom is for the size of a chunk before it, and its line ends.
	sizeRoom = 16
	// mostEmpty is how many reads of a body in a row may give nothing. Precedent: bufio 100.
	mostEmpty = 100
	// sendGrace is how long a sender may take that has yet to notice that all of its bytes are gone, when the answer to
	// them is here already. Precedent: net/http 50 ms. Costs the connection otherwise, and a handshake.
	sendGrace = 50 * time.Millisecond
)

// A sending writes a request with a body, on a goroutine of its own, beside who reads the answer: a server may answer
// before it has read all, and then not read on.
type sending struct {
	body    Body
	chunked bool
	length  int64 // bytes that have to go; -1: as many as there are
	moved   func(n int)

	leave atomic.Bool   // stop where you are
	final atomic.Bool   // the last piece is being written, or was
	done  chan struct{} // closed at the end of the goroutine; then:
	whole bool          // all was written
}

// start writes head and then the body.
func (g *sending) start(x *exchange, head []byte) {
	g.done = make(chan struct{})
	go func() {
		defer close(g.done)
		defer func() {
			if v := recover(); v != nil {
				x.end(fault.Caught(v))
			}
		}()
		g.run(x, head)
	}()
}

// run is the goroutine. A fault of the body ends the exchange; one of the network shows where the answer is read.
func (g *sending) run(x *exchange, head []byte) {
	size, room := int64(sendSize), 0
	if g.chunked {
		room = sizeRoom
	} else if g.length >= 0 {
		size = min(size, g.length)
	}
	mem := make([]byte, len(head)+int(size)+2*room)
	b := mem[:copy(mem, head)]
	left := g.length
	for !g.leave.Load() {
		// The head, if it is still here, room for a size, the data, room for line ends.
		data := mem[len(b)+room:][:size]
		if left >= 0 {
			data = data[:min(int64(len(data)), left)]
		}
		n, err := 0, error(io.EOF)
		if len(data) > 0 {
			n, err = g.read(x, data)
		}
		if err == io.EOF && left > 0 && int64(n) < left {
			err = badBody(nil, "the body ended %d bytes early", left-int64(n))
		}
		if err != nil && err != io.EOF {
			x.end(err)
			return
		}
		b = g.frame(mem, b, data[:n], err == io.EOF)
		if left >= 0 {
			left -= int64(n)
			if left == 0 && n > 0 && !g.chunked {
				err = io.EOF
			}
		}
		g.final.Store(err == io.EOF)
		if len(b) > 0 && x.write(b) != nil {
			return
		}
		b = mem[:0]
		if n > 0 {
			g.moved(n)
		}
		if err == io.EOF {
			g.whole = true
			return
		}
	}
}

// read reads some bytes of the body; io.EOF may come with the last of them.
func (g *sending) read(x *exchange, p []byte) (n int, err error) {
	x.watch.rest()
	defer x.watch.resume()
	for range mostEmpty {
		if n, err = g.body.Read(p); n != 0 || err != nil {
			break
		}
	}
	if n == 0 && err == nil {
		err = io.ErrNoProgress
	}
	// A body that has words of its own knows better.
	if own := (*reason.Error)(nil); err != nil && err != io.EOF && !errors.As(err, &own) {
		err = badBody(err, "the body could not be read")
	}
	return n, err
}

// frame appends data, which lies in mem behind the end of b, of a chunk sizeRoom bytes behind, to b, in the coding that
// the body is sent in.
func (g *sending) frame(mem, b, data []byte, last bool) []byte {
	if !g.chunked {
		return mem[:len(b)+len(data)]
	}
	if n := len(data); n > 0 {
		at := len(b) + sizeRoom
		size := append(strconv.AppendInt(b, int64(n), 16), "\r\n"...)
		copy(mem[len(size):], mem[at:at+n])
		b = append(mem[:len(size)+n], "\r\n"...)
	}
	if last {
		b = append(b, "0\r\n\r\n"...)
	}
	return b
}

// quit has the goroutine stop where it is.
func (g *sending) quit() { g.leave.Store(true) }

// settle reports whether all was sent, for an answer that is whole: then it waits a moment for a sender that does not
// know.
func (g *sending) settle(answered bool) bool {
	if answered && (g.final.Load() || !g.leave.Load()) {
		grace := time.NewTimer(sendGrace)
		defer grace.Stop()
		select {
		case <-g.done:
		case <-grace.C:
		}
	}
	g.quit()
	return g.isOver() && g.whole
}

// isOver reports whether the goroutine has ended.
func (g *sending) isOver() bool {
	select {
	case <-g.done:
		return true
	default:
		return false
	}
}

// wait waits for the end of the goroutine.
func (g *sending) wait() { <-g.done }
