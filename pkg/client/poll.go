// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"cmp"
	"errors"
	"io"
	"math"
	"slices"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/limits"
)

// Poll moves the client on as far as one step goes, and reports whether it is alive. It waits only in REQUESTING and
// only in blocking mode.
//
// OK; ErrUnconfigured when disconnected; ErrCantResolve, ErrCantConnect and ErrConnectionError in and on the way to
// those statuses.
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
		return c.refusePort()
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

// pollConnected looks for the end of an idle connection. A script that holds the stream reads it itself, so bytes are
// no fault then.
func (c *Client) pollConnected() Code {
	if c.waiting {
		return OK
	}
	if err := c.leftOver(); err != nil {
		return c.lose(err)
	}
	return OK
}

// leftOver returns why the connection, which idles, carries no further request; nil: as far as can be seen, it does.
// Only what is there at this moment counts.
func (c *Client) leftOver() error {
	if c.spent != nil {
		return c.spent
	}
	unread, err := c.conn.unasked()
	switch {
	case err == io.EOF, errors.Is(err, io.ErrUnexpectedEOF): // the latter over TLS, without close_notify
		return errIdleClosed
	case err != nil:
		return err
	case unread && !c.conn.Lent() && !c.conn.skipEmptyLines(&c.resp):
		return errUnasked
	}
	return c.conn.writeFault()
}

func (c *Client) pollRequesting() Code {
	if c.waiting {
		return OK
	}
	if c.doomed != nil {
		return c.fail(c.doomed)
	}
	conn := c.conn
	done, err := c.answer(conn)
	switch {
	case c.conn != conn: // closed while it waited
		return standing(c.view.Status())
	case err != nil:
		return c.fail(err)
	case done:
		return c.beginBody()
	}
	return OK
}

// answer sends the request and reads on in the head of its answer, and reports whether that is complete. In blocking
// mode it waits for that.
func (c *Client) answer(conn *Connection) (bool, error) {
	conn.mu.Lock()
	defer conn.mu.Unlock()
	for {
		sent, failed := conn.flush()
		done, err := c.readHead(conn)
		switch {
		case done:
			// The server may have answered before it closed, RFC 9112 Section 9.5.
			return true, nil
		case err != nil:
			// What the server said last tells more than that it does not listen any more.
			return false, err
		case failed != nil && !conn.willEnd(failed):
			return false, failed
		}
		if !c.view.Blocking() {
			if sent && conn.unread == 0 && conn.unshared() {
				conn.stream.Quiet()
			}
			return false, nil
		}
		if !c.wait(conn) {
			return false, nil
		}
	}
}

// readHead reads on in the head, and reports whether it is complete. The caller holds the connection's lock.
func (c *Client) readHead(conn *Connection) (bool, error) {
	for l := (looks{}); ; {
		if conn.unread == 0 {
			if l.enough() {
				return false, nil
			}
			if err := l.fetch(conn, c.resp.Wanted()); err != nil {
				return false, c.meaning(err)
			}
			if conn.unread == 0 {
				return false, nil
			}
		}
		n, ev, err := c.resp.Next(conn.stream.Bytes())
		conn.discard(n)
		if ev == h1.EventHead || err != nil {
			return err == nil, err
		}
	}
}

// beginBody publishes the head and enters the status that its framing asks for.
func (c *Client) beginBody() Code {
	head, framing := c.resp.Head(), c.resp.Framing()
	if left := c.resp.Left(); left != math.MaxInt64 && left > c.allowed.room(0) {
		code := c.fail(c.allowed.exceeded())
		c.when.cut, c.when.expected = true, left
		return code
	}
	if c.spent = nil; !framing.Reuse {
		c.spent = errSpent
	}
	c.view.responseCode.Store(int32(head.Status))
	c.setHeaders(slices.Clone(head.Lines))
	storeBool(&c.view.chunked, framing.Kind == h1.BodyChunked)
	c.view.bodyLength.Store(framing.Length)
	c.received = 0

	e := evHeadWithBody
	switch {
	case c.method == "HEAD":
		// A HEAD response passes through BODY with nothing in it (parity).
		c.view.bodyLength.Store(0)
	case framing.Kind == h1.BodyNone:
		e = evHeadOnly
	}
	if framing.Tunnel {
		// What follows the head is another protocol's, for the script to read.
		c.conn.Lend()
		c.spent = nil
	}
	c.move(e)
	if e == evHeadOnly {
		c.conn.mu.Lock()
		idle := c.conn.idle()
		c.conn.mu.Unlock()
		c.endBody(idle)
	}
	return OK
}

// endBody judges whether the connection may carry another request. What a body of large chunks needed does not stay
// with it.
func (c *Client) endBody(idle bool) {
	if cap(c.chunk) > limits.KeptChunk {
		c.chunk = nil
	}
	if !idle && !c.conn.Lent() && !c.conn.skipEmptyLines(&c.resp) {
		c.spent = cmp.Or(c.spent, c.conn.writeFault(), error(errUnasked))
	}
}

// pollBody leaves it to the read to meet the end, after the bytes before it. But a script that has the stream may have
// read the last of them there, and then waits for poll to tell.
func (c *Client) pollBody() (Code, misuse) {
	if c.resp.Ended() || c.waiting || c.pending != nil || len(c.chunk) > 0 || !c.conn.handedOut() {
		return OK, ""
	}
	_, err := c.conn.unasked()
	if err == nil {
		return OK, ""
	}
	bad := misuse("")
	if err = c.meaning(err); err == io.EOF {
		c.closeLocked()
	} else {
		bad = c.failBody(err)
	}
	return standing(c.view.Status()), bad
}

// meaning returns what an end of the stream is to the message: io.EOF if it ends a body as it should.
func (c *Client) meaning(end error) error {
	if end == io.EOF {
		if cut := c.resp.EOF(); cut != nil {
			return cut
		}
	}
	return end
}

// wait parks the caller in blocking mode until the stream can go on, with both locks released, so that Close on another
// thread ends it. It reports false if the client went on without this call.
func (c *Client) wait(conn *Connection) bool {
	wait := conn.stream.WaitRead
	if !conn.next.empty() {
		wait = conn.stream.WaitWrite // the last message has to be written first
	}
	c.waiting = true
	c.unlocked(conn, func() { _ = wait() }) // an error shows again at the next Fetch or Flush
	c.waiting = false
	return c.conn == conn
}

// unlocked runs f with both locks released. They are held again even when f panics.
func (c *Client) unlocked(conn *Connection, f func()) {
	conn.mu.Unlock()
	defer conn.mu.Lock()
	c.mu.Unlock()
	defer c.mu.Lock()
	f()
}
