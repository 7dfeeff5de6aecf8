// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

// A connection is the client's alone, or lent: then a script reads and writes beside
// it, and bytes that no request asked for may be the script's own.

// Watch sets how to ask whether a script holds the stream at this moment. held is
// called on the thread of a call on the client, with the client locked, and only when
// the answer matters.
func (k *Connection) Watch(held func() bool) { k.held.Store(&held) }

// Lend notes that a script has used the stream for its own bytes.
func (k *Connection) Lend() { k.lent.Store(true) }

// Lent reports whether a script gave the stream, has used it, or holds it now. Merely
// having looked at it is none of these.
func (k *Connection) Lent() bool {
	if k.lent.Load() {
		return true
	}
	held := k.held.Load()
	return held != nil && (*held)()
}

// handedOut reports whether a script got the stream from the client and has to do with
// it. One that brought its stream knows that stream's end without us.
func (k *Connection) handedOut() bool { return k.shown.Load() && !k.brought && k.Lent() }

// Look notices an end of the stream behind its last byte, as a read would, for Over to
// report. The client meets it in its own time.
func (k *Connection) Look() {
	if _, err := k.unasked(); err != nil {
		k.over.Store(true)
	}
}

// Over reports whether Look or a script's own read has met the end.
func (k *Connection) Over() bool { return k.over.Load() }
