// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import "sync/atomic"

// A View is what the getters of a client tell, kept where a getter can read it
// from any thread without taking the client's lock. The boundary lays it in C
// memory and answers getters, and polls while quiet is 1, without entering Go; the rows in
// extension/class.go name its fields.
//
// Only the Client writes it.
type View struct {
	status        atomic.Int32
	responseCode  atomic.Int32
	bodyLength    atomic.Int64 // bytes; -1: none or unknown
	readChunkSize atomic.Int32 // bytes
	hasResponse   atomic.Int32 // 0 or 1, as are the two below
	chunked       atomic.Int32
	blocking      atomic.Int32
	quiet         atomic.Int32 // 1: Poll returns pollCode, and a read finds nothing
	pollCode      atomic.Int32
}

func (v *View) reset() {
	v.enter(StatusDisconnected)
	v.bodyLength.Store(-1)
	v.readChunkSize.Store(DefaultReadChunkSize)
}

// enter sets the status. Where Poll has nothing to look at there, its answer is known.
func (v *View) enter(s Status) {
	v.quiet.Store(0)
	v.status.Store(int32(s))
	switch s {
	case StatusResolving, StatusConnecting, StatusConnected, StatusRequesting, StatusBody:
	default:
		v.pollCode.Store(int32(standing(s)))
		v.quiet.Store(1)
	}
}

func (v *View) forget() { v.quiet.Store(0) }

// Status never changes by itself: only a call on the client moves it.
func (v *View) Status() Status { return Status(v.status.Load()) }

// ResponseCode is the status code of the last response head, 0 before it.
func (v *View) ResponseCode() int { return int(v.responseCode.Load()) }

// BodyLength is the response's length in bytes, or -1 where the head tells none.
func (v *View) BodyLength() int64 { return v.bodyLength.Load() }

// HasResponse tells whether header lines wait to be taken.
func (v *View) HasResponse() bool { return v.hasResponse.Load() != 0 }

// Chunked tells whether the response's transfer coding is chunked.
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
