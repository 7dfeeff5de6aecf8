// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build (linux && !386) || darwin

package transport

import (
	"errors"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// A wire is the TCP connection under a TLS client. During the handshake it waits as
// any connection does; once pumped it never does. Read gives errWouldBlock instead,
// and the pump's reader waits in idle, holding no memory. Write keeps what the system
// does not take, and the pump's writer waits in catchUp. So neither the lock of a TLS
// connection's reading half nor that of its writing half is ever held for long.
type wire struct {
	*net.TCPConn
	in     receiver
	out    sender
	pumped bool
	wake   func() // of the writer

	mu   sync.Mutex // held while out is used
	kept []byte     // to be written before anything else; in mem
	mem  *[keptLimit]byte
	owes atomic.Bool
}

// keptLimit bounds kept, in bytes. The writer adds one block at a time, the caller's
// thread one small message, and both only when nothing is kept; a peer that has itself
// answered without end, by key updates, and reads nothing, meets the limit.
const keptLimit = 2*blockSize + promptWrite

// keptMem is borrowed while anything is kept: an upload makes no garbage, and an idle
// stream holds nothing.
var keptMem = sync.Pool{New: func() any { return new([keptLimit]byte) }}

var errKept = errors.New("the peer asks for answers that it does not read")

func newWire(conn *net.TCPConn) (*wire, error) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return nil, err
	}
	muteSigpipe(raw)
	w := &wire{TCPConn: conn}
	w.in.init(raw)
	w.out.init(raw, &w.in.fault)
	return w, nil
}

// pump ends the handshake's way of waiting and gives the pump its way.
func (w *wire) pump() (idle func() error) {
	w.pumped = true
	return w.idle
}

func (w *wire) prompt() prompt { return w }

func (w *wire) idle() error {
	err := w.in.wait()
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return w.SetReadDeadline(time.Time{})
	}
	return err
}

// interrupt is by a deadline: nothing else looks at one.
func (w *wire) interrupt() { w.SetReadDeadline(time.Unix(1, 0)) }

func (w *wire) drowse(n int) { w.in.drowse(n) }

func (w *wire) unread() int { return w.in.unread() }

func (w *wire) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	if w.pumped {
		n, err = w.in.recv(p)
	} else {
		n, err = w.TCPConn.Read(p)
	}
	return n, err
}

func (w *wire) Write(p []byte) (n int, err error) {
	if !w.pumped {
		return w.TCPConn.Write(p)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.kept) == 0 && len(p) > 0 {
		if n, err = w.out.send(p); err != nil && err != errWouldBlock {
			return 0, err
		}
	}
	if n < len(p) {
		if len(w.kept)+len(p)-n > keptLimit {
			return n, errKept
		}
		if w.mem == nil {
			w.mem = keptMem.Get().(*[keptLimit]byte)
			w.kept = w.mem[:0]
		}
		w.kept = append(w.kept, p[n:]...)
		w.owes.Store(true)
		w.wake()
	}
	return len(p), nil
}

func (w *wire) late(wake func()) { w.wake = wake }

func (w *wire) behind() bool { return w.owes.Load() }

func (w *wire) catchUp() error {
	for {
		err := w.sendKept()
		if err != errWouldBlock {
			return err
		}
		if err := w.out.wait(); err != nil {
			return err
		}
	}
}

// sendKept gives errWouldBlock while anything is kept.
func (w *wire) sendKept() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, err := 0, error(nil)
	for n < len(w.kept) && err == nil {
		var m int
		m, err = w.out.send(w.kept[n:])
		n += m
	}
	w.kept = w.kept[:copy(w.kept, w.kept[n:])]
	if len(w.kept) == 0 && w.mem != nil {
		keptMem.Put(w.mem)
		w.kept, w.mem = nil, nil
		w.owes.Store(false)
	}
	return err
}
