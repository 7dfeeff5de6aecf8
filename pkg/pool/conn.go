// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"cmp"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/fault"
)

// bufferSize is how much is read ahead, in bytes: two records of TLS.
const bufferSize = 32 << 10

// buffers are the memory of Conns that were given back.
var buffers = sync.Pool{New: func() any { return new([bufferSize]byte) }}

// A Conn is a connection that is lent. One goroutine may read and one write at a time, and end it when both have
// returned; Interrupt may be called from any goroutine at any time. The first of Give and Close counts.
//
// Errors of reads and writes are io.EOF, where the peer ended the stream in order, or a *fault.Error of fault.Read or
// fault.Write, with net.ErrClosed after Interrupt, Give and Close.
type Conn struct {
	pool *Pool
	lent lending
	used bool

	mem    *[bufferSize]byte // borrowed; nil until something is read ahead
	unread []byte            // in mem
	failed atomic.Bool       // a read or write has

	ending sync.Mutex // held while state changes
	state  atomic.Uint32
}

// The states of a Conn.
//
//	state       left by
//	inUse       Interrupt (interrupted); Give, Close (over)
//	interrupted Give, Close (over)
//	over
const (
	inUse uint32 = iota
	interrupted
	over
)

// Used reports whether the connection was in the pool before, so that it may have died there.
func (c *Conn) Used() bool { return c.used }

// Info returns what is known of the connection.
func (c *Conn) Info() dial.Info {
	l := c.lent.link
	return dial.Describe(l.socket.LocalAddr(), l.socket.RemoteAddr(), l.key.proxy(), l.TLS, l.times)
}

// Unread returns what was read ahead. The slice is valid until the next Fill, Read, Give or Close, and is not to be
// changed.
func (c *Conn) Unread() []byte { return c.unread }

// Fill is Unread, but waits for something if there is nothing. An error comes after the last byte, again and again.
func (c *Conn) Fill() ([]byte, error) {
	if len(c.unread) > 0 {
		return c.unread, nil
	}
	if c.state.Load() != inUse {
		return nil, c.fault(fault.Read, net.ErrClosed)
	}
	if c.mem == nil {
		c.mem = buffers.Get().(*[bufferSize]byte)
	}
	n, err := c.lent.Read(c.mem[:])
	if n == 0 {
		return nil, c.fault(fault.Read, err)
	}
	c.unread = c.mem[:n]
	return c.unread, nil
}

// Discard takes the first n bytes of Unread as read.
func (c *Conn) Discard(n int) { c.unread = c.unread[n:] }

// Read reads into p: what is unread, else straight from the connection, waiting for something.
func (c *Conn) Read(p []byte) (int, error) {
	switch {
	case len(c.unread) > 0:
		n := copy(p, c.unread)
		c.Discard(n)
		return n, nil
	case c.state.Load() != inUse:
		return 0, c.fault(fault.Read, net.ErrClosed)
	case len(p) == 0:
		return 0, nil
	}
	n, err := c.lent.Read(p)
	if n > 0 {
		return n, nil
	}
	return 0, c.fault(fault.Read, err)
}

// Write writes all of p, or returns how much was taken and why not more.
func (c *Conn) Write(p []byte) (int, error) {
	if c.state.Load() != inUse {
		return 0, c.fault(fault.Write, net.ErrClosed)
	}
	n, err := c.lent.Write(p)
	if err != nil {
		err = c.fault(fault.Write, err)
	}
	return n, err
}

// fault says what a read or write failed with.
func (c *Conn) fault(stage fault.Stage, err error) error {
	c.failed.Store(true)
	if c.state.Load() != inUse {
		err = net.ErrClosed
	}
	if err = cmp.Or(err, io.ErrNoProgress); err == io.EOF {
		return err
	}
	l := c.lent.link
	err = fault.In(stage, l.key.Host, l.socket.RemoteAddr().String(), err)
	var e *fault.Error
	if errors.As(err, &e) {
		e.Port = l.key.Port
	}
	return err
}

// Interrupt ends reads and writes, those that wait and those to come, and with them every use of the connection but
// Close. It takes microseconds.
func (c *Conn) Interrupt() {
	c.ending.Lock()
	defer c.ending.Unlock()
	if c.state.CompareAndSwap(inUse, interrupted) {
		c.lent.socket.SetDeadline(past)
	}
}

// Give gives the connection back after a whole exchange. keepAlive is how long the server has said that it will keep it
// (RFC 2068 Section 19.7.1.1: Keep-Alive, timeout); 0: it has not. One that was interrupted, that failed, or of which
// something is unread, is closed.
func (c *Conn) Give(keepAlive time.Duration) {
	if len(c.unread) > 0 || c.failed.Load() {
		c.Close()
		return
	}
	c.ending.Lock()
	was := c.state.Load()
	if was == inUse {
		c.state.Store(over)
	}
	c.ending.Unlock()
	switch was {
	case interrupted:
		c.Close()
		return
	case over:
		return
	}
	if c.mem != nil {
		buffers.Put(c.mem)
		c.mem, c.unread = nil, nil
	}
	p, l := c.pool, c.lent.link
	l.used = true
	l.keep(keepAlive)
	p.mu.Lock()
	p.restore(c.lent)
	p.unlock()
}

// Close closes the connection, without waiting for anybody: over TLS with a close_notify, unless it was interrupted or
// has failed.
func (c *Conn) Close() {
	c.ending.Lock()
	was := c.state.Swap(over)
	c.ending.Unlock()
	if was == over {
		return
	}
	p, l := c.pool, c.lent.link
	if was == interrupted || c.failed.Load() {
		l.cut()
	} else {
		l.part()
	}
	p.mu.Lock()
	p.release(c.lent)
	p.unlock()
}
