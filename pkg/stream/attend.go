// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import "time"

// Who reads: the reader goroutine, or the thread that asks.
//
//	state       reader goroutine                          caller's thread, in Fetch               left by
//	unattended  parked in the netpoller, or filling the   takes the queue; if it is empty and     the caller found bytes
//	            queue until nothing is left, or full      nobody is in conn.Read, reads at most   itself, or sent something
//	                                                      one block itself
//	attended    parked until nothing was found for        the same                                the time passed, or
//	            attendTime                                                                        anybody waits
//
// A script that polls in a tight loop finds what comes sooner than a woken goroutine, and does not take a core from
// it. Bench rows that fall without it: small answers plain and TLS (a wake-up each), processor time of 1 GB over TLS,
// download over TLS. A script that reads once a frame finds the queue filled, and seldom attends.
const (
	// attendTime is how long the caller's thread stays the one that reads after it last found something. It is the only
	// time that steers reading: longer than a round trip to a server nearby, shorter than a frame.
	attendTime = time.Millisecond
	// attendedMark is the socket's low-water mark meanwhile, in bytes (SO_RCVLOWAT): below it, the system does not wake
	// the reader for nothing, which takes a core from whoever sends. Linux makes the socket's buffer twice that at least,
	// which it would grow to as well.
	attendedMark = 512 << 10
)

// An attention is what the holder of Stream.reading knows of it, besides Stream.attended.
type attention struct {
	until   time.Time // the end of attended
	isTimed bool      // the reader's wait has a deadline, and the low-water mark is set
}

// attendOn is called when the caller's thread has found or sent something.
func (s *Stream) attendOn() {
	switch {
	case !neverWaits:
	case s.waiting.Load() > 0:
		s.interruptReader() // conn may hold records that its wait does not know of
	default:
		s.attend.until = time.Now().Add(attendTime)
		if !s.attended.Load() {
			s.attended.Store(true)
			s.attend.isTimed = true
			s.wire.setLowWater(attendedMark)
			s.wire.SetReadDeadline(s.attend.until)
		}
	}
}

// interruptReader makes the reader look at everything anew.
func (s *Stream) interruptReader() {
	s.attended.Store(false)
	s.attend.isTimed = true
	s.wire.SetReadDeadline(time.Unix(1, 0))
}

// isAttended reports whether the reader is to park on until a deadline, which it sets, and else takes back what
// attendOn did. The reader's.
func (s *Stream) isAttended() bool {
	if s.attended.Load() && time.Until(s.attend.until) > 0 {
		s.wire.SetReadDeadline(s.attend.until)
		return true
	}
	if s.attend.isTimed {
		s.attend.isTimed = false
		s.attended.Store(false)
		s.wire.setLowWater(1)
		s.wire.SetReadDeadline(time.Time{})
	}
	return false
}

// look reads at most one block on the caller's thread. For the holder of reading, while the queue is empty. The error
// is that of the end.
func (s *Stream) look() (n int, err error) {
	if s.isDrained && !s.wire.isReadable() {
		return 0, nil
	}
	if s.fetched.view != nil {
		_, err = s.fillQueue()
		s.in.mu.Lock()
		n = s.in.take(&s.fetched)
		s.in.mu.Unlock()
	} else {
		n, err = s.fillFetched()
	}
	if n > 0 {
		s.attendOn()
	}
	if err != nil {
		s.in.end(s.endOf(err))
		err = s.in.ended()
	}
	return n, err
}

// fillFetched reads behind what the caller has, or into a new block. For the holder of reading, while the queue is empty.
func (s *Stream) fillFetched() (n int, err error) {
	defer recovered(&err)
	b := s.fetched.blocks.last
	if b != nil && !b.full() {
		n, err = s.fill(b)
		b.w += n
		return n, err
	}
	if s.in.full() {
		return 0, nil
	}
	b = s.in.newBlock(true)
	n, err = s.fill(b)
	if b.w = n; n == 0 {
		s.in.release(b)
	} else {
		s.fetched.blocks.push(b)
	}
	return n, err
}
