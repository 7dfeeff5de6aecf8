// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

// maxLooks is how often one call asks a stream, so that no peer can keep it.
const maxLooks = 1024

// A looks counts how often a call asked the stream. One look is enough, since what comes while the call works is the
// next call's. But a stream that gave all that it was asked for, and no more, may be one of a script's and have more.
type looks struct {
	n    int
	last bool
}

// fetch asks once more, for most bytes in all. The caller holds the connection's lock.
func (l *looks) fetch(conn *Connection, most int64) error {
	before := conn.unread
	most = max(most-int64(before), 0)
	err := conn.fetch(most)
	l.n++
	l.last = int64(conn.unread-before) != most || l.n == maxLooks
	return err
}

// enough reports whether the call has asked for the last time.
func (l *looks) enough() bool { return l.last }
