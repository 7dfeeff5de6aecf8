// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build linux || darwin

package stream

import (
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// neverWaits says that a Wire can be read and written without waiting.
const neverWaits = true

// A Wire is the TCP connection under a Stream. Until New it waits as any connection does, for TLS to shake hands. Then
// it never does: Read returns errWouldBlock, and the reader goroutine parks in wait, holding no memory. Write keeps
// what the system does not take, and the writer goroutine parks in catchUp. So neither the lock of a TLS connection's
// reading half nor that of its writing half is ever held for long. Deadlines are the stream's then.
//
// The descriptor is borrowed from package net by RawConn.Control, which keeps it open for the length of one call and
// takes no lock. The callbacks are made once and their arguments lie in the struct: no call allocates.
//
//	call        system calls
//	Read        recv
//	isReadable  recv(MSG_PEEK) of one byte
//	wait        the same, then the netpoller
//	Write       send
//	catchUp     send, then the netpoller
type Wire struct {
	*net.TCPConn
	raw      syscall.RawConn
	hasBegun bool // New was called

	// Of one thread that reads at a time, but for wait.
	readErrno              syscall.Errno
	readN, mark            int
	in                     []byte
	onRecv, onPeek, onMark func(fd uintptr)
	onWait                 func(fd uintptr) bool
	isWoken                bool         // of the reader: the netpoller says that something has come
	waitsOn                *atomic.Bool // wait goes on whatever comes
	keepsSome              func()       // is called when Write begins to keep bytes

	// sending is held while anything is sent.
	sending   sync.Mutex
	sendErrno syscall.Errno
	sentN     int
	keptErrno syscall.Errno // of the last flush
	out       []byte
	onSend    func(fd uintptr)
	onFlush   func(fd uintptr) bool
	kept      []byte // to be written before anything else; in mem
	mem       *[keptLimit]byte
	isKeeping atomic.Bool

	// fault is the first error that any call was given, 0: none. The kernel reports ECONNRESET once: if a send got it,
	// a recv sees a clean end.
	fault atomic.Uintptr
}

// keptLimit bounds what is kept, in bytes. The writer goroutine adds one piece at a time, the caller's thread one small
// message, and both only when nothing is kept; a peer that has itself answered without end, by key updates, and reads
// nothing, meets the limit.
const keptLimit = 2*writerPiece + promptTLS

// keptMem is borrowed while anything is kept: an upload makes no garbage, and an idle stream holds nothing.
var keptMem = sync.Pool{New: func() any { return new([keptLimit]byte) }}

var errKept = errors.New("the peer asks for answers that it does not read")

// NewWire returns a wire over tcp, which is its own from then on.
func NewWire(tcp *net.TCPConn) (*Wire, error) {
	raw, err := tcp.SyscallConn()
	if err != nil {
		return nil, err
	}
	muteSigpipe(raw)
	return &Wire{TCPConn: tcp, raw: raw, mark: 1}, nil
}

// begin ends the waiting. waitsOn is read by wait, keepsSome called by Write.
func (w *Wire) begin(waitsOn *atomic.Bool, keepsSome func()) {
	w.hasBegun, w.waitsOn, w.keepsSome = true, waitsOn, keepsSome
	w.onRecv = func(fd uintptr) { w.readN, w.readErrno = recv(fd, w.in) }
	w.onPeek = func(fd uintptr) { w.readN, w.readErrno = peek(fd) }
	w.onMark = func(fd uintptr) { lowWater(fd, w.mark) }
	w.onWait = func(fd uintptr) bool {
		switch {
		case w.waitsOn.Load():
			return false
		case w.isWoken:
			return true
		}
		w.isWoken = true // when it is called again
		_, errno := peek(fd)
		w.note(errno)
		return errno != syscall.EAGAIN
	}
	w.onSend = func(fd uintptr) { w.sentN, w.sendErrno = send(fd, w.out) }
	w.onFlush = w.flush
}

// note keeps the first error. EPIPE is none for a reader: the kernel gives it to a writer whose peer had ended the
// stream in order before.
func (w *Wire) note(errno syscall.Errno) {
	if errno != 0 && errno != syscall.EAGAIN && errno != syscall.EPIPE {
		w.fault.CompareAndSwap(0, uintptr(errno))
	}
}

func (w *Wire) Read(p []byte) (int, error) {
	switch {
	case !w.hasBegun:
		return w.TCPConn.Read(p)
	case len(p) == 0:
		return 0, nil
	}
	w.in = p
	err := w.raw.Control(w.onRecv)
	w.in = nil
	switch {
	case err != nil:
		return 0, net.ErrClosed
	case w.readN > 0:
		return w.readN, nil
	case w.readErrno == syscall.EAGAIN:
		return 0, errWouldBlock
	}
	w.note(w.readErrno)
	w.sending.Lock() // a send that was given the error has noted it then
	defer w.sending.Unlock()
	if errno := w.fault.Load(); errno != 0 {
		return 0, syscall.Errno(errno)
	}
	return 0, io.EOF
}

// isReadable reports whether Read would return anything but errWouldBlock.
func (w *Wire) isReadable() bool {
	if err := w.raw.Control(w.onPeek); err != nil {
		return true
	}
	w.note(w.readErrno)
	return w.readErrno != syscall.EAGAIN
}

// wait parks the reader until the wire is readable, or until the read deadline; of the former it learns nothing while
// waitsOn is true.
func (w *Wire) wait() error {
	w.isWoken = false
	return w.raw.Read(w.onWait)
}

// setLowWater makes the next wait return when n bytes, or an end, are readable; without SO_RCVLOWAT, at the first byte.
func (w *Wire) setLowWater(n int) {
	if w.mark != n {
		w.mark = n
		w.raw.Control(w.onMark)
	}
}

// SetWriteDeadline does nothing after New: crypto/tls sets one when it says close_notify, and leaves it.
func (w *Wire) SetWriteDeadline(t time.Time) error {
	if w.hasBegun {
		return nil
	}
	return w.TCPConn.SetWriteDeadline(t)
}

// send writes what fits of p, and nothing while bytes are kept.
func (w *Wire) send(p []byte) (n int, err error) {
	w.sending.Lock()
	defer w.sending.Unlock()
	if len(w.kept) > 0 {
		return 0, nil
	}
	if n, err = w.sendLocked(p); err == errWouldBlock {
		err = nil
	}
	return n, err
}

func (w *Wire) sendLocked(p []byte) (int, error) {
	w.out = p
	err := w.raw.Control(w.onSend)
	w.out = nil
	switch {
	case err != nil:
		return 0, net.ErrClosed
	case w.sendErrno == 0:
		return w.sentN, nil
	case w.sendErrno == syscall.EAGAIN:
		return 0, errWouldBlock
	}
	w.note(w.sendErrno)
	return 0, w.sendErrno
}

// Write takes all of p, and keeps what the system does not.
func (w *Wire) Write(p []byte) (n int, err error) {
	if !w.hasBegun {
		return w.TCPConn.Write(p)
	}
	w.sending.Lock()
	defer w.sending.Unlock()
	if len(w.kept) == 0 && len(p) > 0 {
		if n, err = w.sendLocked(p); err != nil && err != errWouldBlock {
			return 0, err
		}
	}
	if n == len(p) {
		return n, nil
	}
	if len(w.kept)+len(p)-n > keptLimit {
		return n, errKept
	}
	if w.mem == nil {
		w.mem = keptMem.Get().(*[keptLimit]byte)
		w.kept = w.mem[:0]
	}
	w.kept = append(w.kept, p[n:]...)
	w.isKeeping.Store(true)
	w.keepsSome()
	return len(p), nil
}

// keeps reports whether Write has kept bytes.
func (w *Wire) keeps() bool { return w.isKeeping.Load() }

// catchUp parks the writer until nothing is kept.
func (w *Wire) catchUp() error {
	if !w.keeps() {
		return nil
	}
	err := w.raw.Write(w.onFlush)
	w.sending.Lock()
	defer w.sending.Unlock()
	if err == nil && w.keptErrno != 0 {
		err = w.keptErrno
	}
	if err != nil {
		w.keep(0)
	}
	return err
}

// flush sends what is kept, and reports whether there is nothing more to wait for.
func (w *Wire) flush(fd uintptr) bool {
	w.sending.Lock()
	defer w.sending.Unlock()
	n := 0
	for w.sendErrno = 0; n < len(w.kept) && w.sendErrno == 0; n += w.sentN {
		w.sentN, w.sendErrno = send(fd, w.kept[n:])
	}
	w.keptErrno = w.sendErrno
	w.note(w.keptErrno)
	w.keep(copy(w.kept, w.kept[n:]))
	return w.keptErrno != syscall.EAGAIN
}

// keep keeps the first n bytes.
func (w *Wire) keep(n int) {
	if w.kept = w.kept[:n]; n == 0 && w.mem != nil {
		keptMem.Put(w.mem)
		w.kept, w.mem = nil, nil
		w.isKeeping.Store(false)
	}
}
