// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"sync/atomic"
	"time"
)

// A script that reads in a tight loop spends its thread on questions while a goroutine
// decrypts what it waits for, and where cores are few it takes the core away from that
// goroutine, or from the sender. So its thread decrypts instead of asking: it drives.
//
//	state    reader                        caller's thread        left by
//	resting  reads, or waits for bytes     readNow                eagerLooks in a row, eagerTime long at most
//	driven   out of conn.Read; looks       driveOn: a block a     nothing came for driveTime; driveGap between
//	         each driveTime whether it is  call at most           two looks; WaitRead
//	         still so
//
// A script that reads once a frame, or works on what it has read, never drives: there,
// the goroutine's work costs it nothing.

const (
	// eagerLooks that found nothing within eagerTime are made by a script that does
	// nothing else.
	eagerLooks = 32
	eagerTime  = eagerLooks * 10 * time.Microsecond
	// driveTime is how long the reader leaves the connection alone after the caller's
	// thread last got something.
	driveTime = time.Millisecond
	// driveGap is how long looks lie apart, at least, when the script has something
	// else to do.
	driveGap = 50 * time.Microsecond
	// driveMark is from how many bytes on the system tells the netpoller of what comes
	// meanwhile. Nobody waits there, but each telling wakes a thread, at the expense of
	// whoever has the other core; the server, on the benchmark's machine. Linux makes the
	// socket's buffer twice that at least, which it would grow to as well.
	driveMark = 512 << 10
	// driveFills bounds what one call does where the peer's records are tiny.
	driveFills = 64
)

// A drive is what the caller's thread knows of its own looks, which only it touches, and
// below the line what it and the reader tell each other. Times are those of clock.
type drive struct {
	looks   int           // that found nothing, in a row
	since   time.Duration // the first of them
	driving bool
	looked  time.Duration // the end of the last look while driving
	left    bool          // there may be bytes in conn

	until atomic.Int64  // the reader rests until then; 0: it does not
	over  chan struct{} // capacity 1: until may be less than it was
	timer *time.Timer   // the reader's
}

var started = time.Now()

// clock is the monotonic time; a Duration fits into an atomic.
func clock() time.Duration { return time.Since(started) }

// missed notes a look that found nothing, and begins to drive if that is one too many.
func (s *pump) missed() {
	d, now := &s.drive, clock()
	if d.looks == 0 || now-d.since > eagerTime {
		d.looks, d.since = 0, now
	}
	if d.looks++; d.looks < eagerLooks || s.waiting.Load() > 0 || !s.reading.TryLock() {
		return
	}
	defer s.reading.Unlock()
	d.looks = 0
	d.driving, d.looked, d.left = true, now, true
	s.prompt.drowse(driveMark)
	d.until.Store(int64(now + driveTime))
	// From its wait the reader would not see what lies in conn.
	s.prompt.interrupt()
}

// drives tells whether the caller's thread still does, and ends it if not.
func (s *pump) drives() bool {
	d := &s.drive
	if !d.driving {
		return false
	}
	if now := clock(); now-d.looked <= driveGap && int64(now) < d.until.Load() {
		return true
	}
	d.driving = false
	s.handBack()
	return false
}

// handBack ends the reader's rest.
func (s *pump) handBack() {
	s.drive.until.Store(0)
	wake(s.drive.over)
}

// surface makes the reader's wait what it is without a drive, before anybody waits for
// bytes. For the holder of reading.
func (s *pump) surface() {
	switch {
	case s.prompt == nil:
	case s.hot.Load():
		s.prompt.drowse(hotMark)
	default:
		s.prompt.drowse(1)
	}
}

// driveOn reads until a block is full or nothing is there. For the reading thread, while
// it drives.
func (s *pump) driveOn() {
	d, got := &s.drive, false
	if s.reading.TryLock() {
		got = s.fillBlock()
		s.reading.Unlock()
	}
	d.looked = clock()
	if got {
		d.until.Store(int64(d.looked + driveTime))
	}
}

// fillBlock tells whether it read anything. For the holder of reading.
func (s *pump) fillBlock() (got bool) {
	d := &s.drive
	if !d.left && s.prompt.unread() == 0 {
		return false
	}
	d.left = true
	for range driveFills {
		if s.in.queued.Load() >= blockSize || s.in.over.Load() {
			break
		}
		var space bool
		if space, d.left = s.fillNow(); !space || !d.left {
			break
		}
		got = true
	}
	return got
}

// rest is how long the reader leaves the connection to the caller's thread.
func (s *pump) rest() time.Duration {
	until := time.Duration(s.drive.until.Load())
	if until == 0 || s.waiting.Load() > 0 {
		return 0
	}
	return max(until-clock(), 0)
}

// yield waits while the caller's thread drives and nobody waits; false after Close. The
// reader's.
func (s *pump) yield() bool {
	d := &s.drive
	for rest := s.rest(); rest > 0; rest = s.rest() {
		if d.timer == nil {
			d.timer = time.NewTimer(rest)
		} else {
			d.timer.Reset(rest)
		}
		select {
		case <-d.timer.C:
		case <-d.over:
		case <-s.stop:
			return false
		}
	}
	return true
}
