// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build (linux && !386) || darwin

package transport

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"sync/atomic"
	"syscall"
	"time"

	"httpclientgo/pkg/fault"
)

// A socket is a Stream over plain TCP that is read and written by the thread that
// asks, without waiting and without a copy in between.
//
// The descriptor is borrowed from package net by RawConn.Control, which keeps it
// open for the length of one call and takes no lock; so no call ever waits for
// another, nor for a thread parked in WaitRead. The callbacks are made once and
// their arguments lie in the struct: no call allocates.
//
// What was read ahead of the caller comes first; see ahead.go and scatter.go.
//
//	call       system calls                          per call
//	Read       recv, or readv in a burst             1, or 0 for what is queued
//	Peek       recv(MSG_PEEK), one byte              1
//	Available  ioctl(FIONREAD) or recv(MSG_PEEK)     1
//	Write      send                                  1
//	WaitRead   recv(MSG_PEEK), then the netpoller    2
//	WaitWrite  poll or select, then the netpoller    2
type socket struct {
	conn              *net.TCPConn
	addr              string
	in                receiver
	ahead             ahead
	out               sender
	readErr, writeErr error // stay; of the reading and the writing thread
}

func openPlain(conn *net.TCPConn, cfg *Config) (Stream, error) {
	if h := cfg.hooks; h != nil && h.pumped {
		return newPump(conn, conn, nil, nil, cfg), nil
	}
	raw, err := conn.SyscallConn()
	if err != nil {
		return nil, err
	}
	muteSigpipe(raw)
	s := &socket{conn: conn, addr: conn.RemoteAddr().String()}
	s.in.init(raw)
	s.ahead.init(cfg.Buffers)
	s.out.init(raw, &s.in.fault)
	return s, nil
}

func (s *socket) Read(p []byte) (n int, err error) {
	if s.readErr != nil || len(p) == 0 {
		return 0, s.readErr
	}
	p = p[:s.ahead.queue.piece(len(p))]
	n = s.ahead.take(p)
	if n < len(p) {
		var m int
		m, err = s.receive(p[n:])
		n = min(n+m, len(p))
	}
	if n == len(p) {
		s.full(n)
	} else {
		s.ahead.burst.full = false
	}
	if n > 0 || err == nil || err == errWouldBlock {
		return n, nil // an end comes again
	}
	return 0, s.ended(err)
}

func (s *socket) Take(size int) Buffer {
	b := s.ahead.queue.take(size)
	if b != nil {
		s.full(size)
	} else {
		s.ahead.burst.takes = size == blockSize
	}
	return b
}

func (s *socket) Whole() bool { return s.ahead.queue.isWhole() }

func (s *socket) Peek() (bool, error) {
	switch {
	case s.readErr != nil:
		return true, s.readErr
	case s.ahead.queue.queued.Load() > 0:
		return true, nil
	case !s.ahead.reading.TryLock():
		return false, nil
	}
	defer s.ahead.reading.Unlock()
	if s.ahead.queue.queued.Load() > 0 {
		return true, nil
	}
	err := s.in.peek()
	if err == nil || err == errWouldBlock {
		return err == nil, nil
	}
	return true, s.ended(err)
}

// ended keeps the end of the stream, or after Close tells that.
func (s *socket) ended(err error) error {
	if err != io.EOF {
		err = fault.In(fault.Read, "", s.addr, err)
	}
	s.readErr = err
	return err
}

func (s *socket) Write(p []byte) (int, error) {
	if s.writeErr != nil || len(p) == 0 {
		return 0, s.writeErr
	}
	n, err := s.out.send(p)
	if err == nil || err == errWouldBlock {
		return n, nil
	}
	s.writeErr = fault.In(fault.Write, "", s.addr, err)
	return 0, s.writeErr
}

func (s *socket) Available() int {
	if s.readErr != nil {
		return 0
	}
	n := int(s.ahead.queue.queued.Load())
	if s.ahead.reading.TryLock() {
		n += s.in.unread()
		s.ahead.reading.Unlock()
	}
	return n
}

func (s *socket) WaitRead(stop <-chan struct{}) error {
	if stop != nil {
		defer stopBy(stop, s.conn.SetReadDeadline)()
	}
	s.ahead.waiting.Add(1)
	defer s.ahead.waiting.Add(-1)
	if !s.alone(true) && s.in.open() {
		return nil
	}
	return s.woken(fault.Read, s.in.wait())
}

func (s *socket) WaitWrite(stop <-chan struct{}) error {
	if stop != nil {
		defer stopBy(stop, s.conn.SetWriteDeadline)()
	}
	return s.woken(fault.Write, s.out.wait())
}

// woken tells why a wait is over.
func (s *socket) woken(phase fault.Stage, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, os.ErrDeadlineExceeded):
		return ErrStopped
	}
	return fault.In(phase, "", s.addr, err)
}

// stopBy ends the wait to come when stop closes, by a deadline in the past; nothing
// else on a socket looks at deadlines. The function it returns takes that back.
func stopBy(stop <-chan struct{}, deadline func(time.Time) error) (over func()) {
	end, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		defer fault.Contain()
		select {
		case <-stop:
			deadline(time.Unix(1, 0))
		case <-end:
		}
	}()
	return func() {
		close(end)
		<-watched
		deadline(time.Time{})
	}
}

// Descriptor is for poll(2) by others; false after Close.
func (s *socket) Descriptor() (fd int, ok bool) {
	err := s.in.raw.Control(s.in.onDescriptor)
	return s.in.n, err == nil && s.alone(false)
}

func (s *socket) Pending() bool                         { return false }
func (s *socket) LocalAddr() net.Addr                   { return s.conn.LocalAddr() }
func (s *socket) RemoteAddr() net.Addr                  { return s.conn.RemoteAddr() }
func (s *socket) SetNoDelay(on bool) error              { return s.conn.SetNoDelay(on) }
func (s *socket) ConnectionState() *tls.ConnectionState { return nil }

// Close drops what was read ahead as well.
func (s *socket) Close() {
	s.conn.Close()
	s.ahead.queue.fail(net.ErrClosed)
}

// A receiver is the reading half of a socket. recv, peek and unread are for one
// thread at a time, wait for another.
type receiver struct {
	raw syscall.RawConn

	// What a call passes to its callback and back.
	p       []byte
	further []*block // to be filled behind p
	n       int
	errno   syscall.Errno

	mark int // that lowWater was told last

	onRecv, onPeek, onUnread, onDrowse, onDescriptor func(fd uintptr)
	onWait                                           func(fd uintptr) bool

	// fault is the first error that any call on the socket was given, 0: none. The
	// kernel tells it once, and from then on calls the connection ended.
	fault atomic.Uintptr
}

func (r *receiver) init(raw syscall.RawConn) {
	r.raw, r.mark = raw, 1
	r.onRecv = func(fd uintptr) {
		if len(r.further) > 0 {
			r.n, r.errno = recvMore(fd, r.p, r.further)
		} else {
			r.n, r.errno = recv(fd, r.p)
		}
	}
	r.onPeek = func(fd uintptr) { r.n, r.errno = peek(fd) }
	r.onUnread = func(fd uintptr) { r.n = unread(fd) }
	r.onDrowse = func(fd uintptr) { lowWater(fd, r.mark) }
	r.onDescriptor = func(fd uintptr) { r.n = int(fd) }
	r.onWait = func(fd uintptr) bool {
		_, errno := peek(fd)
		note(&r.fault, errno)
		return errno != syscall.EAGAIN
	}
}

// recv reads into p, which is not empty. errWouldBlock: nothing there.
func (r *receiver) recv(p []byte) (int, error) {
	r.p = p
	err := r.raw.Control(r.onRecv)
	r.p = nil
	if err != nil {
		return 0, net.ErrClosed
	}
	return r.n, r.outcome()
}

// peek is recv without a byte taken.
func (r *receiver) peek() error {
	if err := r.raw.Control(r.onPeek); err != nil {
		return net.ErrClosed
	}
	return r.outcome()
}

func (r *receiver) outcome() error {
	if r.n > 0 {
		return nil
	}
	if r.errno == syscall.EAGAIN {
		return errWouldBlock
	}
	note(&r.fault, r.errno)
	if f := r.fault.Load(); f != 0 {
		return syscall.Errno(f)
	}
	return io.EOF
}

func (r *receiver) unread() int {
	if err := r.raw.Control(r.onUnread); err != nil {
		return 0
	}
	return r.n
}

// drowse makes a wait to come be for n bytes or an end, where the system can.
func (r *receiver) drowse(n int) {
	if r.mark != n {
		r.mark = n
		r.raw.Control(r.onDrowse)
	}
}

// open tells whether the descriptor still is.
func (r *receiver) open() bool { return r.raw.Control(func(uintptr) {}) == nil }

// wait parks until there is a byte or an end.
func (r *receiver) wait() error { return r.raw.Read(r.onWait) }

// note keeps the first error. EPIPE is none for a reader: the kernel gives it to a
// writer whose peer had ended the stream in order before.
func note(fault *atomic.Uintptr, errno syscall.Errno) {
	if errno != 0 && errno != syscall.EAGAIN && errno != syscall.EPIPE {
		fault.CompareAndSwap(0, uintptr(errno))
	}
}

// A sender is the writing half of a socket. send is for one thread at a time, wait
// for another.
type sender struct {
	raw    syscall.RawConn
	p      []byte
	n      int
	errno  syscall.Errno
	onSend func(fd uintptr)
	fault  *atomic.Uintptr // the receiver's
}

func (w *sender) init(raw syscall.RawConn, fault *atomic.Uintptr) {
	w.raw, w.fault = raw, fault
	w.onSend = func(fd uintptr) { w.n, w.errno = send(fd, w.p) }
}

// send writes what fits of p, which is not empty. errWouldBlock: nothing fits.
func (w *sender) send(p []byte) (int, error) {
	w.p = p
	err := w.raw.Control(w.onSend)
	w.p = nil
	switch {
	case err != nil:
		return 0, net.ErrClosed
	case w.errno == 0:
		return w.n, nil
	case w.errno == syscall.EAGAIN:
		return 0, errWouldBlock
	}
	note(w.fault, w.errno)
	return 0, w.errno
}

// wait parks until there is space or an error.
func (w *sender) wait() error { return w.raw.Write(writable) }
