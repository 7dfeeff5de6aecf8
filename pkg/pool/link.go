// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"container/list"
	"context"
	"errors"
	"net"
	"time"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/fault"
)

// Limits of an idle link's time. margin is how much sooner than the server's own limit we give it up, since what is
// sent in the last moment would meet a closed connection: at most so long, and at most a quarter of the limit.
const (
	idleLimit = 90 * time.Second
	margin    = time.Second
)

// A link is a connection from its dial to its end. Whoever holds it uses it alone: a Conn, or the pool while it is
// idle.
type link struct {
	*dial.Conn
	key    Key
	socket *socket
	times  dial.Timings

	used  bool      // has been idle, or carried an exchange
	until time.Time // may be lent until then; on the wall clock, which goes on while a computer sleeps

	idle    *list.Element // in Pool.idle; nil: not idle. The pool's lock.
	watched chan struct{} // closed when the watch is over; nil: there is none
	intact  bool          // what the watch found, once it is over
	one     [1]byte       // what reads that want nothing read into
}

// open dials a link. Without a limit each stage has that of package dial.
func open(ctx context.Context, key Key, userAgent string, limit time.Duration) (l *link, err error) {
	defer func() {
		if v := recover(); v != nil {
			l, err = nil, fault.Caught(v)
		}
	}()
	cfg := key.config()
	cfg.UserAgent, cfg.Timeout, cfg.Total = userAgent, limit, limit
	attempt := dial.Connect(cfg)
	conn, err := attempt.Wait(ctx)
	if err != nil {
		return nil, err
	}
	l = &link{Conn: conn, key: key, socket: conn.Under.(*socket), times: attempt.Timings()}
	l.keep(0)
	return l, nil
}

// keep notes that the link may be lent for so long from now on; 0: the server has said nothing of it.
func (l *link) keep(server time.Duration) {
	limit := idleLimit
	if server > 0 {
		limit = min(limit, server-min(margin, server/4))
	}
	l.until = time.Now().Add(limit).Round(0)
}

// watch waits until the link is to be lent, by endWatch, or has to go. It reports whether it is as it was.
func (l *link) watch() (intact bool) {
	defer fault.Contain()
	n, err := l.Conn.Read(l.one[:])
	var e net.Error
	return n == 0 && errors.As(err, &e) && e.Timeout()
}

// endWatch ends the watch, if there is one, and waits for its end.
func (l *link) endWatch() (intact bool) {
	if l.watched == nil {
		return true
	}
	l.socket.SetReadDeadline(past)
	<-l.watched
	l.watched = nil
	l.socket.SetReadDeadline(time.Time{})
	return l.intact
}

// ready ends the watch and reports whether the link can carry an exchange, as far as anybody can know: that it is not
// too old, and that neither an end nor a byte has come. The parked read of a process that was asleep may not have seen
// what the system has.
func (l *link) ready() bool {
	if !l.endWatch() || !time.Now().Round(0).Before(l.until) {
		return false
	}
	l.socket.isPrompt.Store(true)
	defer l.socket.isPrompt.Store(false)
	n, err := l.Conn.Read(l.one[:])
	return n == 0 && err != nil && errors.Is(err, errNothing)
}

// part ends the connection with a word, over TLS, where that can be said at once.
func (l *link) part() {
	l.socket.isPrompt.Store(true)
	l.Conn.Close()
}

// cut ends the connection without a word.
func (l *link) cut() { l.socket.Close() }
