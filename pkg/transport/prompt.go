// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"errors"
	"time"

	"httpclientgo/pkg/fault"
)

// What a pump does on the caller's thread. Waking a goroutine and waiting for it takes
// tens of microseconds, encrypting a small request or decrypting a small answer one.
// So a small message is written at once when the writer rests, and what little has
// arrived is read at once when the reader rests; everything else is the goroutines'.
// Neither waits: the locks are only tried, and the connection is a prompt one.

const (
	// promptWrite is the largest message, in bytes, that the caller's thread encrypts.
	promptWrite = 4 << 10
	// promptRead is the most that may lie in the socket, in bytes, for the caller's
	// thread to decrypt it, and promptFills how many reads it makes of that.
	promptRead  = 16 << 10
	promptFills = 8
)

// A prompt is a connection whose Read gives errWouldBlock instead of waiting, and
// whose Write keeps what the system does not take.
type prompt interface {
	unread() int      // bytes that lie in the system; 0 at an end as well
	behind() bool     // Write has kept bytes; whoever waits for them is woken by late
	catchUp() error   // waits until they are written
	late(wake func()) // wake is called when Write begins to keep bytes
	drowse(n int)     // the reader's wait is for n bytes or an end; where the system has no such thing, for one
	interrupt()       // ends a wait of the reader, or the next one
}

// readNow moves the little that has arrived into the queue, if that is empty. For the
// reading thread.
func (s *pump) readNow() {
	switch {
	case s.prompt == nil:
		return
	case s.in.ready():
		s.chill()
	case s.drives():
		s.driveOn()
		return
	default:
		s.readLittle()
	}
	if s.in.ready() {
		s.drive.looks = 0
	} else {
		s.missed()
	}
}

func (s *pump) readLittle() {
	if !s.reading.TryLock() {
		return
	}
	defer s.reading.Unlock()
	if n := s.prompt.unread(); n == 0 || n > promptRead {
		return
	}
	for range promptFills {
		space, more := s.fillNow()
		if !more {
			return // the reader waits for the next byte then
		}
		s.heat()
		if !space {
			break
		}
	}
	// There may be whole records in conn, of which the reader's wait does not know.
	s.prompt.interrupt()
}

// fillNow is fill on the caller's thread. more: there may be bytes left in conn; without
// it, an end or an error is told. space: the queue was not full.
func (s *pump) fillNow() (space, more bool) {
	full, err := s.fill(newBlock)
	if err != nil && !errors.Is(err, errWouldBlock) {
		s.endRead(err)
	}
	return !full, err == nil
}

// writeNow writes all of p if it is small and nothing is before it. For the writing
// thread.
func (s *pump) writeNow(p []byte) bool {
	if s.prompt == nil || len(p) == 0 || len(p) > promptWrite || s.Pending() || s.out.over.Load() || !s.sending.TryLock() {
		return false
	}
	defer s.sending.Unlock()
	if _, err := s.conn.Write(p); err != nil {
		s.out.fail(s.fault(fault.Write, err))
		return false // Write goes on and finds the error
	}
	return true
}

// settle waits until the system has what conn.Write kept. For the writer.
func (s *pump) settle() error {
	if s.prompt == nil || !s.prompt.behind() {
		return nil
	}
	return s.prompt.catchUp()
}

// While the caller's thread reads what comes in time, waking the reader for it as well
// only takes a core from somebody: a small answer over TLS is two records and was two
// wake-ups for nothing. So the stream turns hot then: the system wakes the reader for
// an end, an error, or more than hotMark, and every question of the caller looks for
// itself. It turns cold when nothing came for hotTime, and before anybody waits.

const (
	// hotMark is far enough below promptRead that what the reader is not woken for is
	// little enough for the caller's thread.
	hotMark = promptRead / 2 // bytes
	hotTime = time.Millisecond
)

// heat is for the holder of reading, after it read something on the caller's thread.
func (s *pump) heat() {
	s.hit = time.Now()
	if !s.hot.Load() && s.waiting.Load() == 0 {
		s.hot.Store(true)
		s.surface()
	}
}

// cool wakes the reader for every byte again, and once for what it missed. For the
// holder of reading.
func (s *pump) cool() {
	if s.hot.Load() {
		s.hot.Store(false)
		s.surface()
		s.prompt.interrupt()
	}
}

// lookHot is Peek's look at a hot stream.
func (s *pump) lookHot() {
	if s.readNow(); !s.in.ready() {
		s.chill()
	}
}

// chill cools a stream of which the caller's thread has read nothing for hotTime: it was
// not asked, nothing came, or what came lies behind something that is not taken.
func (s *pump) chill() {
	if s.hot.Load() && s.reading.TryLock() {
		if time.Since(s.hit) > hotTime {
			s.cool()
		}
		s.reading.Unlock()
	}
}

// await makes the stream cold and keeps it so until waiting is counted down again.
func (s *pump) await() {
	s.waiting.Add(1)
	s.handBack()
	s.reading.Lock()
	s.cool()
	s.surface()
	s.reading.Unlock()
}
