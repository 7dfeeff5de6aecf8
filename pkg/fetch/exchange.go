// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"context"
	"io"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/pool"
)

// An exchange is one request and its answer on a connection.
//
//	state     what is done                  left by
//	asking    ask: the request is written   the final head; body bytes may be on their way still
//	reading   next: the body is read        its end, which next says by io.EOF
//	over      the connection is given back  -
//	          or closed
//
// Every state is left for over by close, after any error. One goroutine calls the methods.
type exchange struct {
	conn  *pool.Conn
	watch *watch
	resp  h1.Response
	ctx   context.Context // over: reads and writes end
	end   context.CancelCauseFunc
	undo  func() bool // of what interrupts the connection when ctx is over

	sending *sending // nil: there is no body, or it is gone
	last    bool     // the request said that the connection carries none after it
	unread  int      // bytes that next has given, which are to be discarded
	begun   time.Time
	first   time.Duration // from begun to the first byte of the answer
	writes  atomic.Bool   // the request may be on its way
	sent    atomic.Int64  // bytes of the request that were handed to the network
	count   func(n int)   // is told of bytes of the body
	over    bool
}

// newExchange takes conn over.
func newExchange(ctx context.Context, conn *pool.Conn, idle time.Duration) *exchange {
	x := &exchange{conn: conn, begun: time.Now()}
	x.ctx, x.end = context.WithCancelCause(ctx)
	x.undo = context.AfterFunc(x.ctx, conn.Interrupt)
	x.watch = newWatch(idle, func() { x.end(errTimeout("idle_timeout", idle)) })
	return x
}

// ask writes the request and returns when the final head is there. body is nil for none.
func (x *exchange) ask(r *h1.Request, body *sending) error {
	text, err := r.Append(nil)
	if err != nil {
		return err
	}
	x.last = closes(r.Fields)
	x.resp.Reset(r.Method, false)
	if body != nil {
		x.sending = body
		body.start(x, text)
	} else if x.write(text) != nil {
		x.last = true // reading tells why, or has an answer of a server that closed before it read all
	}
	if err := x.readHead(); err != nil {
		return err
	}
	if x.sending != nil && x.resp.Head().Status >= 300 {
		x.sending.quit() // nobody wants the rest; RFC 9110 Section 10.1.1, RFC 9112 Section 9.5
	}
	return nil
}

// write writes all of p.
func (x *exchange) write(p []byte) error {
	x.watch.touch()
	x.writes.Store(true)
	n, err := x.conn.Write(p)
	x.sent.Add(int64(n))
	x.watch.touch()
	return err
}

func (x *exchange) readHead() error {
	for {
		b, err := x.fill()
		if err != nil {
			return err
		}
		if x.first == 0 {
			x.first = time.Since(x.begun)
		}
		n, ev, err := x.resp.Next(b)
		x.conn.Discard(n)
		if err != nil || ev == h1.EventHead {
			return err
		}
	}
}

// fill returns what is unread, waiting for something. io.EOF is the rightful end of a body until close.
func (x *exchange) fill() ([]byte, error) {
	b, err := x.conn.Fill()
	x.watch.touch()
	if err == nil {
		return b, nil
	}
	stage := "read"
	if x.sending != nil && !(x.sending.isOver() && x.sending.whole) {
		stage = "write"
	}
	if err := stopped(x.ctx, stage); err != nil {
		return nil, err
	}
	if err == io.EOF {
		if cut := x.resp.EOF(); cut != nil {
			return nil, cut
		}
	}
	return nil, err
}

// next returns the next bytes of the body, which are valid until the next call, and io.EOF at its end.
func (x *exchange) next() ([]byte, error) {
	x.conn.Discard(x.unread)
	x.unread = 0
	for {
		if x.resp.Ended() {
			return nil, io.EOF
		}
		b, err := x.fill()
		if err != nil {
			return nil, err
		}
		n, ev, err := x.resp.Next(b)
		switch {
		case err != nil:
			return nil, err
		case ev == h1.EventData:
			x.unread = n
			if x.count != nil {
				x.count(n)
			}
			return b[:n], nil
		}
		x.conn.Discard(n)
	}
}

// Read is next for who brings the memory.
func (x *exchange) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if x.unread == 0 {
		if _, err := x.next(); err != nil {
			return 0, err
		}
	}
	b, err := x.conn.Fill() // what next gave
	if err != nil {
		return 0, err
	}
	n := copy(p, b[:x.unread])
	x.conn.Discard(n)
	x.unread -= n
	return n, nil
}

// untilClose reports whether the body ends where the server closes.
func (x *exchange) untilClose() bool { return x.resp.Framing().Kind == h1.BodyUntilClose }

// drainTime is how long a body that nobody wants may take, so that its connection can carry another request. Precedent:
// net/http 50 ms in a server. Beyond, a new connection costs less.
const drainTime = 500 * time.Millisecond

// drain reads what is left of a body that nobody wants, so that the connection can carry another request, as far as
// that costs less than a new one.
func (x *exchange) drain() {
	x.count = nil
	if x.last || x.untilClose() || !x.resp.Framing().Reuse || x.resp.Framing().Length > limits.Drained {
		return
	}
	late := time.AfterFunc(drainTime, x.conn.Interrupt)
	defer late.Stop()
	for n := 0; n <= limits.Drained; {
		b, err := x.next()
		if err != nil {
			return
		}
		n += len(b)
	}
}

// close ends the exchange: it gives the connection back if it can carry another one, else closes it.
func (x *exchange) close() {
	if x.over {
		return
	}
	x.over = true
	x.conn.Discard(x.unread)
	x.unread = 0
	whole := x.resp.Ended() && x.resp.Framing().Reuse && !x.last
	if x.sending != nil && !x.sending.settle(whole) {
		whole = false
		x.conn.Interrupt()
		x.sending.wait()
	}
	x.watch.stop()
	if !x.undo() {
		whole = false
	}
	limit, said := keepAlive(x.resp.Head())
	if whole && !(said && limit == 0) && x.takeLineEnds() {
		x.conn.Give(limit)
	} else {
		x.conn.Close()
	}
	x.end(nil)
}

// takeLineEnds takes line ends behind the answer, which some servers send, and reports whether nothing else is there.
func (x *exchange) takeLineEnds() bool {
	b := x.conn.Unread()
	n := x.resp.EmptyLines(b)
	x.conn.Discard(n)
	return n == len(b)
}

// keepAlive returns how long the server keeps the connection by its own words (RFC 2068 Section 19.7.1.1), and false
// where there are none. h may be nil.
func keepAlive(h *h1.Head) (limit time.Duration, said bool) {
	if h == nil {
		return 0, false
	}
	value, _ := valueOf(h.Lines, "Keep-Alive")
	for member := range strings.SplitSeq(value, ",") {
		name, digits, _ := strings.Cut(strings.Trim(member, " \t"), "=")
		if !strings.EqualFold(strings.TrimRight(name, " \t"), "timeout") {
			continue
		}
		n, err := strconv.ParseUint(strings.Trim(digits, " \t\""), 10, 31)
		return time.Duration(n) * time.Second, err == nil
	}
	return 0, false
}

// unanswered reports whether nothing of an answer came, so that the server may never have seen the request (RFC 9112
// Section 9.3.1).
func (x *exchange) unanswered() bool { return x.first == 0 }
