// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build (linux && !386) || darwin

package transport

// A script that reads in a tight loop asks the kernel for one piece after the other. When
// it takes a little longer for one than the sender, it falls behind and stays there: what
// waits in the kernel outgrows the processor's cache, each piece takes the longer,
// and the sender is stopped and woken again all the time. On the benchmark's machine a
// receiver of 64 KiB a call got 1.7 to 5 GB/s, by chance, and one of 256 KiB 5 GB/s.
// So a system call fills further blocks behind the piece that was asked for; the next
// reads take them, and nothing is copied.
//
//	state    a read of a piece                     left by
//	single   one recv                              two full ones within frameGap, by a reader that takes Buffers
//	burst    what is queued; one recvMore, if      a short read, or one frameGap after the one before it
//	         nothing is
//
// In a burst, nobody waits for the netpoller, and each telling of it wakes a thread, at
// the expense of the sender: it is told from driveMark on only, until somebody waits.

// A burst is what the reading thread knows of its own reads, and, below the line, what
// the holder of ahead.reading does.
type burst struct {
	full  bool // the last one was, and less than frameGap after the one before it
	takes bool // it has just asked for a Buffer

	further [aheadBlocks]*block
}

// receive is recv for the caller's thread, or recvMore in a burst; when n is more than
// p holds, the rest is queued. It does nothing while others receive, or something is queued.
func (s *socket) receive(p []byte) (n int, err error) {
	a := &s.ahead
	if !a.reading.TryLock() {
		return 0, nil
	}
	defer a.reading.Unlock()
	bursts := scatters && a.burst.full && a.burst.takes && len(p) == blockSize
	a.burst.takes = false
	switch {
	case a.queue.queued.Load() > 0:
		return 0, nil
	case bursts:
		return s.receiveMore(p)
	}
	return s.in.recv(p)
}

func (s *socket) receiveMore(p []byte) (n int, err error) {
	if s.ahead.waiting.Load() == 0 {
		s.in.drowse(driveMark)
	}
	q := &s.ahead.queue
	further := s.ahead.burst.further[:q.claim(aheadBlocks)]
	defer func() {
		s.in.further = nil
		q.put(further, n-len(p))
	}()
	for i := range further {
		further[i] = newBlock(q.from)
	}
	s.in.further = further
	return s.in.recv(p)
}

// surface takes driveMark back, before anybody waits for bytes. For the holder of
// reading.
func (s *socket) surface() { s.in.drowse(1) }
