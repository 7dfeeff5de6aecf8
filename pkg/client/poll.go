// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"
	"io"
	"slices"

	"httpclientgo/pkg/h1"
)

// Why a connection that idles is given up. An end that the server announced or
// simply made is no fault, but it is the end of the connection.
var (
	errIdleClosed = errors.New("the server closed the connection while it was idle")
	errSpent      = errors.New("the last response ended the connection")
	errUnasked    = errors.New("the server sent bytes that no request asked for")
)

// Poll moves the client on as far as one step goes, and tells whether it is
// alive. It waits only in REQUESTING and only in blocking mode.
//
// OK; ErrUnconfigured when disconnected; ErrCantResolve, ErrCantConnect and
// ErrConnectionError in and on the way to those statuses.
func (c *Client) Poll() Code {
	code, bad := c.poll()
	c.report("poll", bad)
	return code
}

func (c *Client) poll() (code Code, bad misuse) {
	c.mu.Lock()
	defer func() {
		if c.fault != "" {
			bad, c.fault = c.fault, ""
		}
		c.mu.Unlock()
	}()
	switch s := c.view.Status(); s {
	case StatusResolving:
		return c.pollResolving()
	case StatusConnecting:
		return c.pollConnecting(), ""
	case StatusConnected:
		return c.pollConnected(), ""
	case StatusRequesting:
		return c.pollRequesting(), ""
	case StatusBody:
		return c.pollBody()
	default:
		return standing(s), ""
	}
}

func (c *Client) pollResolving() (Code, misuse) {
	if !c.conn.resolved() {
		return OK, ""
	}
	if !validPort(firstPort(&c.conn.cfg)) {
		c.conn.Close()
		c.move(evCantConnect)
		c.lastErr = portFault(&c.conn.cfg)
		return ErrInvalidParameter, badPort
	}
	if _, err := c.conn.ready(); err != nil {
		if e, _ := classify(StatusResolving, err); e == evCantResolve {
			return c.fail(err), ""
		}
	}
	c.move(evResolved)
	return OK, ""
}

func (c *Client) pollConnecting() Code {
	ready, err := c.conn.ready()
	if err != nil {
		return c.fail(err)
	}
	if ready {
		c.move(evConnected)
	}
	return OK
}

// pollConnected looks for the end of an idle connection. A script that holds the
// stream reads it itself, so bytes are no fault then.
func (c *Client) pollConnected() Code {
	if c.spent {
		return c.lose(errSpent)
	}
	if c.waiting {
		return OK
	}
	readable, err := c.conn.unasked()
	switch {
	case err == io.EOF:
		return c.lose(errIdleClosed)
	case err != nil:
		return c.lose(err)
	case readable && !c.conn.Lent():
		return c.lose(errUnasked)
	}
	return OK
}

func (c *Client) pollRequesting() Code {
	if c.waiting {
		return OK
	}
	if c.spent {
		return c.fail(errSpent)
	}
	conn := c.conn
	for {
		if _, err := conn.flush(); err != nil {
			// The server may have answered before it closed (RFC 9112 Section 9.5).
			if done, _ := c.readHead(); done {
				return c.beginBody()
			}
			return c.fail(err)
		}
		done, err := c.readHead()
		if err != nil {
			return c.fail(err)
		}
		if done {
			return c.beginBody()
		}
		if !c.view.Blocking() {
			return OK
		}
		if !c.wait(conn) {
			return standing(c.view.Status())
		}
	}
}

// readHead reads on in the response's head and tells whether it is complete.
func (c *Client) readHead() (bool, error) {
	for {
		b, err := c.conn.buffered(false)
		if err != nil {
			return false, truncated(err, c.head.EOF())
		}
		if len(b) == 0 {
			return false, nil
		}
		n, done, err := c.head.Read(b)
		c.conn.use(n)
		if done || err != nil {
			return done, err
		}
	}
}

// beginBody publishes the head and enters the status that its framing asks for.
func (c *Client) beginBody() Code {
	head := c.head.Head()
	framing, err := h1.FramingOf(c.method, head)
	if err != nil {
		return c.fail(err)
	}
	if framing.Kind == h1.BodyLength && c.method != "HEAD" && !c.allowed.allows(framing.Length) {
		code := c.fail(c.allowed.exceeded())
		c.cut = &cutShort{0, framing.Length}
		return code
	}
	c.framing = framing
	c.spent = !framing.Reuse
	c.view.responseCode.Store(int32(head.Status))
	c.setHeaders(slices.Clone(head.Lines))
	storeBool(&c.view.chunked, framing.Kind == h1.BodyChunked)
	c.view.bodyLength.Store(framing.Length)
	c.left, c.received = 0, 0
	c.conn.wakeUp()

	e := evHeadWithBody
	switch {
	case c.method == "HEAD":
		// A HEAD response passes through BODY with nothing in it (parity).
		c.view.bodyLength.Store(0)
	case framing.Kind == h1.BodyNone:
		e = evHeadOnly
	case framing.Kind == h1.BodyLength:
		c.left = framing.Length
	case framing.Kind == h1.BodyChunked:
		c.chunks.Reset()
	}
	if framing.Tunnel {
		// What follows the head is another protocol's, for the script to read.
		c.conn.Lend()
		c.spent = false
	}
	c.move(e)
	if e == evHeadOnly {
		c.endBody()
	} else if c.conn.shown.Load() {
		c.view.forget()
	}
	return OK
}

// endBody judges whether the connection may carry another request. What a body of large
// chunks needed does not stay with it.
func (c *Client) endBody() {
	if cap(c.chunk) > inBufferSize {
		c.chunk = nil
	}
	if !c.conn.idle() && !c.conn.Lent() {
		c.spent = true
	}
}

// pollBody leaves it to the read to meet the end, after the bytes before it. But a
// script that has the stream may have read the last of them there, and then waits
// for poll to tell.
func (c *Client) pollBody() (Code, misuse) {
	ended := c.framing.Kind != h1.BodyChunked && c.framing.Kind != h1.BodyUntilClose && c.left == 0
	if ended || c.waiting || c.pending != nil || len(c.chunk) > 0 || !c.conn.handedOut() {
		return OK, ""
	}
	_, err := c.conn.unasked()
	bad := misuse("")
	switch {
	case err == nil:
		return OK, ""
	case err == io.EOF && c.framing.Kind == h1.BodyUntilClose:
		c.closeLocked()
	default:
		bad = c.failBody(truncated(err, errCutShort))
	}
	return standing(c.view.Status()), bad
}

// wait sleeps in blocking mode, with the lock released so that Close on another
// thread ends it. False: the client went on without this call.
func (c *Client) wait(conn *Connection) bool {
	c.waiting = true
	c.unlocked(func() { _ = conn.WaitRead() }) // an error shows again at the next read
	c.waiting = false
	return c.conn == conn && (c.view.Status() == StatusRequesting || c.view.Status() == StatusBody)
}

// unlocked runs f with the lock released. It is held again even when f panics.
func (c *Client) unlocked(f func()) {
	c.mu.Unlock()
	defer c.mu.Lock()
	f()
}
