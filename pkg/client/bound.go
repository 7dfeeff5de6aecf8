// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

// A callerBound stream is one that only its caller's thread may touch: what a script
// handed in. Two things differ with it. No goroutine writes the rest of a request, so
// every call takes it a step further. And nothing is read ahead, since the script
// keeps the stream itself and would not find there what this side took too much; so
// heads and the lines between chunks come byte by byte, as in the engine.
type callerBound interface{ CallerBound() }

// pushOn writes on at a request that a bound stream did not take at once. Its error is
// told by flush. The caller holds the lock.
func (k *Connection) pushOn() {
	if k.bound && !k.out.rest.empty() {
		_, _ = k.flushLocked()
	}
}

// expect tells how many data bytes of the current chunk are still to come; with them
// comes a CRLF.
func (k *Connection) expect(left int64) {
	if !k.bound {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.sure = 0
	if left > 0 {
		k.sure = left + int64(len("\r\n"))
	}
}

// ahead is where the next bytes are read to, as many as the stream may be asked for.
// The caller holds the lock, and nothing is buffered.
func (k *Connection) ahead() []byte {
	p := k.in.space()
	if k.bound {
		p = p[:min(int64(len(p)), max(k.sure, 1))]
	}
	return p
}
