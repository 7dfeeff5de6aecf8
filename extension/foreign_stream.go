// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"time"
	"unsafe"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/transport"
)

// A foreignStream is a StreamPeer that a script set as connection: the engine's TCP
// or TLS peer, a Unix socket, or one written in GDScript. It is driven by the
// methods every StreamPeer has, on the caller's thread only, polled where it can be
// polled. The client's streamRef keeps the object alive.
type foreignStream struct {
	peer      C.GDExtensionObjectPtr
	canPoll   bool
	hasStatus bool
	closed    atomic.Bool
	ended     error // sticky
}

// waitStep is how long a blocking call sleeps before it asks a foreign stream
// again; it tells nobody when bytes come.
const waitStep = time.Millisecond

func newForeignStream(peer C.GDExtensionObjectPtr) *foreignStream {
	return &foreignStream{
		peer:      peer,
		canPoll:   C.hcg_object_has_method(peer, stringName("poll")) != 0,
		hasStatus: C.hcg_object_has_method(peer, stringName("get_status")) != 0,
	}
}

// CallerBound marks it for package client.
func (s *foreignStream) CallerBound() {}

var errForeign = errors.New("the stream given as connection failed")

func (s *foreignStream) Read(p []byte) (int, error) {
	if s.ended != nil || len(p) == 0 {
		return 0, s.ended
	}
	if s.closed.Load() {
		return 0, net.ErrClosed
	}
	if s.canPoll {
		call(s.peer, "poll", nil)
	}
	// Ask for what is there: a peer may make an array of all that is asked for.
	ask := callInt(s.peer, "get_available_bytes")
	if ask <= 0 {
		ask = 1 // finds the end of the stream
	}
	n, code := 0, client.Failed
	call(s.peer, "get_partial_data", func(v *C.hcg_value) {
		code = pair(v, func(second *C.hcg_value) {
			var bytes C.hcg_value
			C.hcg_variant_take_copy(typeBytes, second, &bytes)
			n = copy(p, borrowBytes(unsafe.Pointer(&bytes)))
			C.hcg_value_free(typeBytes, &bytes)
		})
	}, intArg(min(ask, int64(len(p)))))
	if code != client.OK {
		s.end(code)
	}
	if n > 0 {
		return n, nil
	}
	return 0, s.ended
}

func (s *foreignStream) end(code client.Code) {
	s.ended = &transport.Error{Phase: transport.PhaseRead, Err: errForeign}
	if code == client.ErrFileEOF {
		s.ended = io.EOF
	}
}

func (s *foreignStream) Write(p []byte) (n int, err error) {
	if s.closed.Load() {
		return 0, net.ErrClosed
	}
	code := client.Failed
	call(s.peer, "put_partial_data", func(v *C.hcg_value) {
		code = pair(v, func(second *C.hcg_value) { n = int(variantInt(second)) })
	}, bytesArg(p))
	if code != client.OK {
		return n, &transport.Error{Phase: transport.PhaseWrite, Err: errForeign}
	}
	return n, nil
}

// pair reads the [Error, value] that the partial methods return.
func pair(v *C.hcg_value, with func(second *C.hcg_value)) client.Code {
	var array C.hcg_value
	n := C.hcg_variant_array(C.GDExtensionConstVariantPtr(unsafe.Pointer(v)), &array)
	defer C.hcg_value_free(typeArray, &array)
	if n < 2 {
		return client.Failed
	}
	at := func(i C.int64_t) *C.hcg_value {
		return (*C.hcg_value)(unsafe.Pointer(C.hcg_array_at(C.GDExtensionConstTypePtr(unsafe.Pointer(&array)), i)))
	}
	with(at(1))
	return client.Code(variantInt(at(0)))
}

func bytesArg(p []byte) callArg {
	a := callArg{kind: typeBytes}
	copy((*byteArray)(unsafe.Pointer(&a.value)).Resize(len(p)), p)
	return a
}

func (s *foreignStream) Available() int {
	if s.closed.Load() {
		return 0
	}
	return int(callInt(s.peer, "get_available_bytes"))
}

// Peek tells an end by the peer's own status, where it has one.
func (s *foreignStream) Peek() (bool, error) {
	if s.ended != nil {
		return true, s.ended
	}
	if s.closed.Load() {
		return true, net.ErrClosed
	}
	if s.canPoll {
		call(s.peer, "poll", nil)
	}
	if s.Available() > 0 {
		return true, nil
	}
	if s.hasStatus && callInt(s.peer, "get_status") != streamConnected {
		s.ended = io.EOF
		return true, s.ended
	}
	return false, nil
}

// WaitRead and WaitWrite come back after a moment: whoever waits asks again.
func (s *foreignStream) WaitRead(<-chan struct{}) error {
	if s.closed.Load() {
		return net.ErrClosed
	}
	time.Sleep(waitStep)
	return nil
}

func (s *foreignStream) WaitWrite(stop <-chan struct{}) error { return s.WaitRead(stop) }

func (s *foreignStream) Pending() bool { return false }

func (s *foreignStream) LocalAddr() net.Addr { return nil }

func (s *foreignStream) RemoteAddr() net.Addr { return nil }

func (s *foreignStream) SetNoDelay(bool) error { return nil }

func (s *foreignStream) ConnectionState() *tls.ConnectionState { return nil }

// Close leaves the peer open: it is the script's (parity).
func (s *foreignStream) Close() { s.closed.Store(true) }
