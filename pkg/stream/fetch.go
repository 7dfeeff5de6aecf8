// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import "time"

// fetched is what the reading thread has taken out of the queue and not yet used. It needs no lock for it.
type fetched struct {
	blocks list
	view   *block // the first block of the queue, behind blocks; nil: none
	end    int    // how far view may be used
}

// What the reading thread is doing with fetched. Close frees the blocks, unless the thread is in them.
const (
	outside = int32(iota)
	inside  // a call on fetched, or between Bytes and what follows it
	gone    // Close has freed everything
)

// enter reports whether fetched may be used; not after Close.
func (s *Stream) enter() bool {
	return s.hand.CompareAndSwap(outside, inside) || s.hand.Load() == inside
}

func (s *Stream) leave() {
	s.hand.Store(outside)
	if s.closed.Load() {
		s.dropFetched()
	}
}

// dropFetched frees what was fetched, unless the reading thread is inside: then leave does.
func (s *Stream) dropFetched() {
	if !s.hand.CompareAndSwap(outside, gone) {
		return
	}
	f := &s.fetched
	s.left.Store(0)
	for b := f.blocks.pop(); b != nil; b = f.blocks.pop() {
		s.in.release(b)
	}
	if f.view != nil {
		f.view = nil
		s.in.endView()
	}
}

// Fetch makes readable what has come: everything in the queue, or if that is empty what at most one block of the
// caller's own reading finds. It does not wait, and takes each lock once. n is how many bytes Bytes and Discard can
// walk now, those of earlier calls included. err is the end behind them, with n == 0 only, and it stays: io.EOF when
// the peer ended the stream (over TLS that takes a close_notify), or *fault.Error of fault.Read, with net.ErrClosed
// after Close. Streams that must not read ahead have a use for most; this one reads what there is.
func (s *Stream) Fetch(most int64) (n int, err error) {
	if !s.enter() {
		return 0, s.in.ended()
	}
	defer s.leave()
	if s.closed.Load() {
		return 0, s.in.ended()
	}
	s.in.mu.Lock()
	n, err = s.in.take(&s.fetched), s.in.err
	// The queue stays empty while the right to read is ours.
	looks := n == 0 && err == nil && neverWaits && s.reading.TryLock()
	s.in.mu.Unlock()
	if n > 0 {
		s.finds.note(time.Now())
	}
	if looks {
		n, err = s.look()
		s.reading.Unlock()
	}
	if all := s.left.Add(int64(n)); all > 0 {
		return int(all), nil
	}
	return 0, err
}

// Bytes returns the oldest run of what was fetched; nil: all is used. The slice is the stream's, to be read only. It is
// valid until the next call of Discard, Take or Fetch, also when another thread closes the stream; one of these must
// follow, or the memory stays with the stream.
func (s *Stream) Bytes() []byte {
	if !s.enter() {
		return nil
	}
	f := &s.fetched
	switch {
	case f.blocks.first != nil:
		b := f.blocks.first
		return b.data[b.r:b.w]
	case f.view != nil:
		return f.view.data[f.view.r:f.end]
	}
	s.leave()
	return nil
}

// Discard uses up the first n of Bytes. More than that is a panic.
func (s *Stream) Discard(n int) {
	if !s.enter() {
		return
	}
	defer s.leave()
	f := &s.fetched
	b, end := f.view, f.end
	if f.blocks.first != nil {
		b = f.blocks.first
		end = b.w
	}
	if b == nil && n == 0 {
		return
	}
	if b == nil || n < 0 || n > end-b.r {
		panic("stream: Discard of more than Bytes")
	}
	b.r += n
	s.left.Add(int64(-n))
	switch {
	case b.r < end:
	case b == f.view:
		f.view = nil
		s.in.endView()
	default:
		s.in.release(f.blocks.pop())
	}
}

// Take hands over the oldest block fetched as a Buffer, and uses up its bytes. nil: it is not full, some of it is used,
// or it is not of Options.Buffers.
func (s *Stream) Take() Buffer {
	if !s.enter() {
		return nil
	}
	defer s.leave()
	b := s.fetched.blocks.first
	if b == nil || !b.isWhole() {
		return nil
	}
	s.fetched.blocks.pop()
	lent := b.handOver()
	s.left.Add(-blockSize)
	s.in.release(b)
	return lent
}

// Quiet stores 1 to Options.Quiet if nothing has come since the last Fetch, nothing of that is unused, and the reader
// goroutine is there to tell: it stores 0 before it publishes bytes or an end. It reports whether it did. It does not
// for a script that polls in a tight loop, and so looks for itself (attend.go). The stream also stores 0 when a Send is
// written or has failed, and at Close; after Close it stores nothing. The reading thread calls it.
func (s *Stream) Quiet() bool {
	if s.left.Load() > 0 || s.attended.Load() || s.finds.isLoop() {
		return false
	}
	q := &s.in
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.quiet == nil || q.err != nil || q.hasBytes() {
		return false
	}
	q.quiet.Store(1)
	return true
}

// WaitRead parks the caller until Fetch has bytes or an end, or Close. The error is *fault.Error with net.ErrClosed.
func (s *Stream) WaitRead() error {
	s.waiting.Add(1)
	defer s.waiting.Add(-1)
	if neverWaits {
		s.reading.Lock()
		if s.attended.Load() {
			s.interruptReader()
		}
		s.reading.Unlock()
	}
	return s.in.wait(&s.left)
}
