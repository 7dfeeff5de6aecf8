// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"crypto/tls"
	"net"
)

// A Descriptor is a Stream whose bytes come from a descriptor of the system as they
// are: while poll(2) has nothing to say of it, Peek has neither. It stays the stream's
// until Close, and is for asking only.
type Descriptor interface {
	Descriptor() (fd int, ok bool)
}

// A Stream is an open connection. No method but the Wait ones ever waits for the
// peer.
//
// One thread may read (Read, Peek, Available) and one may write (Write) at a time;
// another may be parked in WaitRead or WaitWrite meanwhile. Close and the rest may
// be called by any thread at any time. A Stream must be closed, or it keeps its
// descriptor and, when pumped, two goroutines.
type Stream interface {
	// Read takes what is there into p. 0 and nil: nothing yet, or p is empty. io.EOF:
	// the peer ended the stream; over TLS that took a close_notify. Any other end is
	// an *fault.Error of fault.Read. Bytes that came before an end come before its error,
	// which then stays. p is not kept.
	Read(p []byte) (n int, err error)

	// Write takes what fits of p; 0 and nil: full. Taken is not sent: a pumped stream
	// says so by Pending, and the error of a byte taken earlier comes from a later
	// Write. An *fault.Error of fault.Write stays. p is not kept.
	Write(p []byte) (n int, err error)

	// Available is how many bytes a Read would give at once, 0 at the end. Where the
	// system cannot tell, it is a lower bound of at least 1.
	Available() int

	// Peek tells whether Read would give a byte or an end, and with which error.
	// Nothing is consumed.
	Peek() (readable bool, err error)

	// WaitRead returns nil as soon as Read would give bytes or an end, ErrStopped when
	// stop closes (nil: never), an *fault.Error with net.ErrClosed after Close.
	WaitRead(stop <-chan struct{}) error

	// WaitWrite is WaitRead for Write. It may return a little early: Write tells.
	WaitWrite(stop <-chan struct{}) error

	// Pending tells whether bytes that Write took have not reached the system yet.
	Pending() bool

	LocalAddr() net.Addr
	RemoteAddr() net.Addr

	// SetNoDelay turns Nagle's algorithm off (true, as a new stream has it) or on.
	SetNoDelay(bool) error

	// ConnectionState is the result of the TLS handshake; nil: a plain stream. It is
	// shared: not to be changed.
	ConnectionState() *tls.ConnectionState

	// Close ends the stream and every wait at once. Bytes that are Pending are
	// dropped.
	Close()
}
