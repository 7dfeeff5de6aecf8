// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import "sync/atomic"

// A View is what the getters of a client return, kept where a getter can read it from any thread without taking the
// client's lock. The boundary lays it in C memory and answers getters without entering Go, and Poll and reads while
// there is nothing new; the rows in extension/class.go name its fields.
//
// Only the Client writes it, and quiet also the stream under it, until it is closed.
type View struct {
	status        atomic.Int32
	responseCode  atomic.Int32
	bodyLength    atomic.Int64 // bytes; -1: none or unknown
	readChunkSize atomic.Int32 // bytes
	hasResponse   atomic.Int32 // 0 or 1, as are the two below
	chunked       atomic.Int32
	blocking      atomic.Int32
	quiet         atomic.Int32 // 0 or 1: Poll would answer pollCode, and a read has nothing
	pollCode      atomic.Int32
}

func (v *View) reset() {
	v.enter(StatusDisconnected)
	v.bodyLength.Store(-1)
	v.readChunkSize.Store(DefaultReadChunkSize)
}

// enter sets the status, and quiet where nothing moves it but a call of the script's. Else the stream sets quiet while
// nothing has come since the client looked (Stream.Quiet), and takes it back when something does; here it is only taken
// back. That is an optimisation: calling Poll is always correct.
func (v *View) enter(s Status) {
	v.quiet.Store(0)
	v.pollCode.Store(int32(standing(s)))
	v.status.Store(int32(s))
	switch s {
	case StatusDisconnected, StatusCantResolve, StatusCantConnect, StatusConnectionError, StatusTLSHandshakeError:
		v.quiet.Store(1)
	}
}

// Status never changes by itself: only a call on the client moves it.
func (v *View) Status() Status { return Status(v.status.Load()) }

// ResponseCode is the status code of the last response head, 0 before it.
func (v *View) ResponseCode() int { return int(v.responseCode.Load()) }

// BodyLength is the response's length in bytes, or -1 where the head says none.
func (v *View) BodyLength() int64 { return v.bodyLength.Load() }

// HasResponse reports whether header lines wait to be taken.
func (v *View) HasResponse() bool { return v.hasResponse.Load() != 0 }

// Chunked reports whether the response's transfer coding is chunked.
func (v *View) Chunked() bool { return v.chunked.Load() != 0 }

// Blocking is blocking_mode_enabled.
func (v *View) Blocking() bool { return v.blocking.Load() != 0 }

// ReadChunkSize is the most a read returns, in bytes.
func (v *View) ReadChunkSize() int { return int(v.readChunkSize.Load()) }

func storeBool(to *atomic.Int32, b bool) {
	var v int32
	if b {
		v = 1
	}
	to.Store(v)
}
