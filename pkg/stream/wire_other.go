// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !(linux || darwin)

package stream

import (
	"errors"
	"io"
	"net"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"

	"httpclientgo/pkg/fault"
)

// neverWaits says that a Wire can be read and written without waiting: package syscall has no such calls here. So the
// caller's thread never reads or writes it.
const neverWaits = false

// A Wire is the TCP connection under a Stream. Until New it waits as any connection does, for TLS to shake hands. Then
// Read returns errWouldBlock but for the first call after wait, which finds what that was told of: the reader goroutine
// parks in wait, holding no memory. Write waits, on the writer goroutine. Deadlines are the stream's then.
type Wire struct {
	*net.TCPConn
	raw      syscall.RawConn
	hasBegun bool
	isReady  bool
	isWoken  bool // of the reader: what it waited for has come
	onWait   func(fd uintptr) bool

	// fault is that the connection was reset, by the first call that was told; nil: none was. There are systems that
	// tell it once, as Wine on Linux: then a later read sees a clean end.
	fault atomic.Pointer[error]
}

// NewWire returns a wire over tcp, which is its own from then on.
func NewWire(tcp *net.TCPConn) (*Wire, error) {
	raw, err := tcp.SyscallConn()
	return &Wire{TCPConn: tcp, raw: raw}, err
}

func (w *Wire) begin(*atomic.Bool, func()) {
	w.hasBegun = true
	w.onWait = func(uintptr) bool {
		was := w.isWoken
		w.isWoken = true // when it is called again
		return was
	}
}

// note keeps a reset, and reports whether err is one.
func (w *Wire) note(err error) bool {
	if err == nil || !fault.Reset(err) { // which makes garbage
		return false
	}
	reset := err
	w.fault.CompareAndSwap(nil, &reset)
	return true
}

func (w *Wire) Read(p []byte) (int, error) {
	if w.hasBegun && !w.isReady {
		return 0, errWouldBlock
	}
	w.isReady = false
	n, err := w.TCPConn.Read(p)
	if w.hasBegun && errors.Is(err, io.EOF) {
		if reset := w.fault.Load(); reset != nil {
			err = *reset
		}
	}
	return n, err
}

func (w *Wire) Write(p []byte) (int, error) {
	n, err := w.TCPConn.Write(p)
	if w.hasBegun {
		w.note(err)
	}
	return n, err
}

// wait parks the reader until the wire is readable. On Windows, package net does that by a read of no byte; on other
// systems the reader waits in Read. A reset is told by Read, behind what came before it.
func (w *Wire) wait() error {
	w.isReady = true
	if runtime.GOOS != "windows" {
		return nil
	}
	if w.fault.Load() != nil {
		return nil // nor does Read wait any more
	}
	w.isWoken = false
	err := w.raw.Read(w.onWait)
	if w.note(err) {
		return nil
	}
	return err
}

// isReadable reports whether Read would return anything but errWouldBlock.
func (w *Wire) isReadable() bool { return w.isReady }

func (w *Wire) setLowWater(int) {}

// SetWriteDeadline does nothing after New: crypto/tls sets one when it says close_notify, and leaves it.
func (w *Wire) SetWriteDeadline(t time.Time) error {
	if w.hasBegun {
		return nil
	}
	return w.TCPConn.SetWriteDeadline(t)
}

// send writes nothing: it could wait.
func (w *Wire) send([]byte) (int, error) { return 0, nil }

// keeps and catchUp are about bytes that Write left to be written; here it waits.
func (w *Wire) keeps() bool    { return false }
func (w *Wire) catchUp() error { return nil }
