// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import (
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/limits"
)

// ErrBusy is what Send returns while the message of the last one is not written.
var ErrBusy = errors.New("stream: the last Send is still on its way")

const (
	// promptTLS is the largest message that the caller's thread encrypts, in bytes. That takes microseconds, to wake a
	// goroutine for it tens; bench row: small answers over TLS.
	promptTLS = 4 << 10
	// promptPlain is how much of a message it offers to the system, in bytes. More is the writer's: a send copies, and
	// on loopback runs the receiver as well.
	promptPlain = 64 << 10
	// writerPiece is how much the writer has encrypted at once, in bytes; the wire keeps as much.
	writerPiece = 64 << 10
)

// A writer is what is left to be written: blocks that Write copied, then the message of Send. A goroutine writes it; it
// owns what it writes and ends when nothing is left.
type writer struct {
	budget
	isRunning atomic.Bool // the goroutine

	mu        sync.Mutex
	space     sync.Cond // threads in WaitWrite
	blocks    list
	isSending bool // message is not written
	message   message
	err       error // stays
	hasLost   bool  // something was dropped because of err
}

// A message is what Send was given and has not been written yet.
type message struct {
	head, body []byte
	release    func()
}

func (w *writer) init() {
	w.of, w.limit = &writeShare, limits.PendingWrite/blockSize
	w.space.L = &w.mu
}

func (w *writer) isOpen() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err == nil
}

// Send writes head and then body: what is little at once on the caller's thread, the rest by a goroutine. nil: they are
// the stream's, and must not change, until it has called release, by any thread, once, perhaps before Send returns; a
// nil release is not called, and Flush reports it. An error means that nothing is kept and release is not called:
// ErrBusy while the last Send is not written, else *fault.Error of fault.Write, which stays. Bytes of Write that are
// pending go first.
func (s *Stream) Send(head, body []byte, release func()) error {
	isFirst, err := s.mayWrite(ErrBusy)
	if err != nil {
		return err
	}
	m := message{head, body, release}
	if isFirst {
		if m.head, err = s.writePrompt(head, len(head)+len(body)); err == nil && len(m.head) == 0 {
			m.body, err = s.writePrompt(body, len(body))
		}
		if err != nil {
			return s.out.fail(s.fault(fault.Write, err))
		}
	}
	if neverWaits && s.reading.TryLock() {
		// Who has asked expects an answer.
		s.attendOn(time.Now())
		s.reading.Unlock()
	}
	if len(m.head)+len(m.body) == 0 {
		m.end()
		return nil
	}
	w := &s.out
	w.mu.Lock()
	if err = w.err; err == nil {
		w.message, w.isSending = m, true
	}
	w.mu.Unlock()
	if err == nil {
		s.startWriter()
	}
	return err
}

func (m *message) end() {
	if m.release != nil {
		contained(m.release)
	}
}

// mayWrite reports whether nothing has to be written before what comes. The error is busy while a message is.
func (s *Stream) mayWrite(busy error) (isFirst bool, err error) {
	w := &s.out
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.err != nil:
		return false, w.err
	case w.isSending:
		return false, busy
	}
	return !s.Pending(), nil
}

// writePrompt writes what little of p is written at once, and returns the rest. size is that of the whole message.
func (s *Stream) writePrompt(p []byte, size int) (rest []byte, err error) {
	switch {
	case !neverWaits || len(p) == 0:
		return p, nil
	case s.isPlain:
		n, err := s.wire.send(p[:min(len(p), promptPlain)])
		return p[n:], err
	case size > promptTLS:
		return p, nil
	}
	if _, err = s.conn.Write(p); err != nil {
		return p, err
	}
	return nil, nil
}

// Flush reports whether the message of the last Send is written. The error is *fault.Error of fault.Write, and stays;
// where done is true beside it, nothing can be written behind the message.
func (s *Stream) Flush() (done bool, err error) {
	w := &s.out
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.isSending && !w.hasLost, w.err
}

// Write takes what fits of p, some 4 MiB pending in all; 0 and nil: full, or the message of Send is not written yet.
// Taken is not sent: Pending reports that, and the error of a byte taken earlier comes from a later call. It is
// *fault.Error of fault.Write, and stays. p is not kept.
func (s *Stream) Write(p []byte) (n int, err error) {
	isFirst, err := s.mayWrite(nil)
	rest := p
	if isFirst {
		if rest, err = s.writePrompt(p, len(p)); err != nil {
			return 0, s.out.fail(s.fault(fault.Write, err))
		}
	}
	if err != nil || len(rest) == 0 {
		return len(p) - len(rest), err
	}
	rest = rest[s.out.copyIn(rest):]
	if len(rest) < len(p) {
		s.startWriter()
	}
	return len(p) - len(rest), nil
}

// copyIn copies what fits of p behind the bytes that are pending, and returns how much.
func (w *writer) copyIn(p []byte) (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for n < len(p) && w.err == nil && !w.isSending {
		if !w.hasSpace() {
			break
		}
		b := w.blocks.last
		if b == nil || b.full() {
			b = newBlock(nil, true)
			w.add(1)
			w.blocks.push(b)
		}
		k := copy(b.data[b.w:], p[n:])
		b.w += k
		n += k
	}
	return n
}

// hasSpace reports whether copyIn takes a byte. The lock is held.
func (w *writer) hasSpace() bool {
	return w.blocks.last != nil && !w.blocks.last.full() || !w.full()
}

// WaitWrite parks the caller until Write takes something or has an error to return, and no Send is being written, or
// until Close. The error is *fault.Error with net.ErrClosed.
func (s *Stream) WaitWrite() error {
	w := &s.out
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.err == nil && (w.isSending || !w.hasSpace()) {
		w.space.Wait()
	}
	if s.closed.Load() {
		return s.fault(fault.Write, net.ErrClosed)
	}
	return nil
}

// Pending reports whether bytes that Write or Send took have not reached the system.
func (s *Stream) Pending() bool { return s.out.isRunning.Load() || s.wire.keeps() }

// startWriter starts the goroutine if it does not run. It is called by any thread, also within conn.Write.
func (s *Stream) startWriter() {
	if s.out.isRunning.CompareAndSwap(false, true) {
		go s.write()
	}
}

// write is the writer goroutine.
func (s *Stream) write() {
	w := &s.out
	for more := true; more; {
		var err error
		more, err = s.writeNext()
		if err != nil {
			w.fail(s.fault(fault.Write, err))
			w.endMessage()
			more = false
			w.isRunning.Store(false)
		}
		if !more {
			s.in.clearQuiet() // how a Send went is news
			// The wire may have begun to keep something when the last look at that was over.
			more = err == nil && s.wire.keeps() && w.isRunning.CompareAndSwap(false, true)
		}
	}
}

// writeNext writes what the wire kept and then one block, or a whole message. more: there may be another. Without it,
// the writer counts as gone.
func (s *Stream) writeNext() (more bool, err error) {
	defer recovered(&err)
	w := &s.out
	if err = s.wire.catchUp(); err != nil {
		return false, err
	}
	b, m, err := w.next()
	switch {
	case err != nil:
		return false, err
	case b != nil:
		defer w.release(b)
		_, err = s.conn.Write(b.data[:b.w])
		return true, err
	case m == nil:
		return false, nil
	}
	for _, part := range [2][]byte{m.head, m.body} {
		for len(part) > 0 {
			n := min(len(part), writerPiece)
			if _, err = s.conn.Write(part[:n]); err == nil {
				err = s.wire.catchUp()
			}
			if err != nil {
				return false, err
			}
			part = part[n:]
		}
	}
	w.endMessage()
	return true, nil
}

// next returns what is to be written, which is the writer's then. Where there is nothing, the writer no longer counts
// as running.
func (w *writer) next() (*block, *message, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil {
		return nil, nil, w.err
	}
	if b := w.blocks.pop(); b != nil {
		return b, nil, nil
	}
	if w.isSending {
		return nil, &w.message, nil
	}
	w.isRunning.Store(false)
	return nil, nil, nil
}

func (w *writer) release(b *block) {
	w.mu.Lock()
	defer w.mu.Unlock()
	b.free()
	w.add(-1)
	w.space.Broadcast()
}

// endMessage ends the Send under way, written or not.
func (w *writer) endMessage() {
	w.mu.Lock()
	m := w.message
	w.message, w.isSending = message{}, false
	w.mu.Unlock()
	w.space.Broadcast()
	m.end()
}

// fail drops what is pending, now and later, and returns the error that stays, which is the first one. A message is
// left to the goroutine.
func (w *writer) fail(err error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = err
	}
	w.hasLost = true
	for b := w.blocks.pop(); b != nil; b = w.blocks.pop() {
		b.free()
		w.add(-1)
	}
	w.space.Broadcast()
	return w.err
}

// stop says that nothing more can be written, and why, while all that was taken may be on its way.
func (w *writer) stop(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = err
	}
	w.space.Broadcast()
}
