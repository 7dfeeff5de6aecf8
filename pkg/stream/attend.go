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
// A script that polls in a tight loop finds what comes sooner than a woken goroutine, and that does not take a core
// from it or from the sender. Bench rows that fall without it, by these factors in this package's benchmarks: small
// answers (plain 1.2, TLS 1.5), downloads read in a tight loop (plain 2.2, TLS 2.5; processor time 2.4 and 2.3). A
// script that reads once a frame finds the queue filled and seldom attends; its rows do not change.
const (
	// attendTime is how long the caller's thread stays the one that reads after it last found something. It is the only
	// time that steers reading: longer than a round trip to a server nearby, shorter than a frame.
	attendTime = time.Millisecond
	// attendedMark is the socket's low-water mark meanwhile, in bytes (SO_RCVLOWAT): below it, the system does not wake
	// the reader for nothing, which takes a core from whoever sends. Linux makes the socket's buffer twice that at
	// least, which it would grow to as well.
	attendedMark = 512 << 10
)

// finds is what the reading thread remembers of when it found something.
type finds struct {
	last   time.Time
	isSoon bool // the last one came within attendTime of the one before
}

func (f *finds) note(now time.Time) {
	f.isSoon = now.Sub(f.last) < attendTime
	f.last = now
}

// isLoop reports whether the thread polls in a tight loop and found something a moment ago. One that comes once a frame
// has the quiet flag as soon as it has used what came: row "50 Mbit/s, read until empty".
func (f *finds) isLoop() bool { return f.isSoon && time.Since(f.last) < attendTime }

// A timedWait is what the reader's wait is while the caller's thread reads. For the holder of reading.
type timedWait struct {
	until time.Time // the end of attended
	isSet bool      // the wire has a read deadline, and perhaps a low-water mark
}

// attendOn is called when the caller's thread has found or sent something, now.
func (s *Stream) attendOn(now time.Time) {
	switch {
	case !neverWaits:
	case s.waiting.Load() > 0:
		s.interruptReader() // conn may hold records that its wait does not know of
	default:
		s.timed.until = now.Add(attendTime)
		if !s.attended.Load() {
			s.attended.Store(true)
			s.timed.isSet = true
			s.wire.setLowWater(attendedMark)
			s.wire.SetReadDeadline(s.timed.until)
		}
	}
}

// interruptReader makes the reader look at everything anew.
func (s *Stream) interruptReader() {
	s.attended.Store(false)
	s.timed.isSet = true
	s.wire.SetReadDeadline(time.Unix(1, 0))
}

// isAttended reports whether the reader is to park on until a deadline, which it sets, and else takes back what
// attendOn did. The reader's.
func (s *Stream) isAttended() bool {
	if s.attended.Load() && time.Until(s.timed.until) > 0 {
		s.wire.SetReadDeadline(s.timed.until)
		return true
	}
	if s.timed.isSet {
		s.timed.isSet = false
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
		now := time.Now()
		s.finds.note(now)
		s.attendOn(now)
	}
	if err != nil {
		s.in.end(s.endOf(err))
		err = s.in.ended()
	}
	return n, err
}

// fillFetched reads behind what the caller has, or into a new block. For the holder of reading, while the queue is
// empty.
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
