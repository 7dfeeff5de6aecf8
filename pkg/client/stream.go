// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"crypto/tls"
	"net"

	"httpclientgo/pkg/stream"
)

// A Stream is an open connection as the client consumes it: *stream.Stream, or what a script set as connection. Only
// the Wait methods wait for the peer.
//
// One thread reads (Fetch, Bytes, Discard, Take, Quiet) and one writes (Send, Flush, Write) at a time; all others may
// be called by any thread at any time.
type Stream interface {
	// Fetch makes readable what has come, and returns how many bytes Bytes can walk, those of earlier calls included. It
	// looks once: what comes while the caller works is the next Fetch's. most is how many bytes beyond those are known to
	// belong to the message; a stream that must not read ahead takes no more of its peer, with 0 nothing. Others ignore
	// it.
	//
	// err is the end behind the last byte, and returned only when n is 0, then again and again: io.EOF, which over TLS
	// took a close_notify, or another reason, which is a *fault.Error of fault.Read where the network is it.
	Fetch(most int64) (n int, err error)

	// Bytes returns the oldest fetched bytes that lie in one run; empty: there are none. It is valid until the next Fetch,
	// Discard or Take. A full block that can change hands is one run of stream.BufferSize.
	Bytes() []byte

	// Discard drops the first n bytes of Bytes.
	Discard(n int)

	// Take returns the oldest block and discards it, if it is full, untouched and can change hands; else nil.
	Take() stream.Buffer

	// Quiet sets the flag that the stream was made with to 1, and reports true, if there is nothing to Fetch, no end
	// either. The stream sets it to 0 when that changes, and leaves it alone from Close on. Without such a flag it reports
	// false.
	Quiet() bool

	// Send writes a message, head and then body, and returns at once; Flush says how it goes. Neither may change until
	// Flush reports done. The stream calls release, if it is not nil, once it does not need body any more, on any thread,
	// perhaps before Send returns. An error, which stays, means that it kept nothing and does not call release; the last
	// message must have been written.
	Send(head, body []byte, release func()) error

	// Flush writes on where no goroutine does, and reports whether the last message has been written. Its error stays.
	Flush() (done bool, err error)

	// Write takes what fits of p; 0 and nil: nothing fits, as while a message of Send is being written.
	Write(p []byte) (n int, err error)

	// WaitRead returns when Fetch has something to say, WaitWrite when Write has, both at Close, with an error. They may
	// return early.
	WaitRead() error
	WaitWrite() error

	// LocalAddr and RemoteAddr are those of the socket, nil where there is none.
	LocalAddr() net.Addr
	RemoteAddr() net.Addr

	// SetNoDelay turns Nagle's algorithm off (true, as a new stream has it) or on.
	SetNoDelay(bool) error

	// ConnectionState is the result of the TLS handshake, nil for a plain stream. It is shared and must not be changed.
	ConnectionState() *tls.ConnectionState

	// Close ends the stream and every wait at once. What is not written is dropped.
	Close()
}
