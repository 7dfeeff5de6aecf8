// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build !(linux || darwin)

package stream

import (
	"net"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"
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
}

// NewWire returns a wire over tcp, which is its own from then on.
func NewWire(tcp *net.TCPConn) (*Wire, error) {
	raw, err := tcp.SyscallConn()
	return &Wire{TCPConn: tcp, raw: raw}, err
}

func (w *Wire) begin(*atomic.Bool, func()) { w.hasBegun = true }

func (w *Wire) Read(p []byte) (int, error) {
	if w.hasBegun && !w.isReady {
		return 0, errWouldBlock
	}
	w.isReady = false
	return w.TCPConn.Read(p)
}

// wait parks the reader until the wire is readable. On Windows, package net does that by a read of no byte; on other
// systems the reader waits in Read.
func (w *Wire) wait() error {
	w.isReady = true
	if runtime.GOOS != "windows" {
		return nil
	}
	isFirst := true
	return w.raw.Read(func(uintptr) bool {
		was := isFirst
		isFirst = false
		return !was
	})
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
