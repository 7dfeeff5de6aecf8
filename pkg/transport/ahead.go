// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build (linux && !386) || darwin

package transport

import (
	"sync"
	"sync/atomic"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/limits"
)

// A plain socket is read by the caller's thread. A recv is more than its copy,
// though: it acknowledges, and on that the kernel takes the peer's next segments
// through the network stack and wakes the peer, all on the thread that asked. Where a
// script reads once a frame and finds a full piece each time, that work can be
// done between the frames: a goroutine reads a little ahead, and the caller's thread is
// left with one copy out of the queue.
//
// It never runs for readers in a tight loop, who are faster without, nor where reads
// find the socket empty. It meets no end and no error: it takes bytes or nothing, and
// the caller's thread asks the system itself once the queue is empty.

const (
	// aheadBlocks bounds what is read ahead on a socket.
	aheadBlocks = limits.PlainQueue / blockSize
	// aheadLow is how much the queue holds at most, in bytes, when more is asked for.
	aheadLow = blockSize
	// frameGap is how long reads lie apart, at least, that are made once a frame.
	frameGap = 4 * time.Millisecond
	// frameReads is how many such reads of full pieces begin reading ahead.
	frameReads = 3
	// aheadPiece is the smallest read, in bytes, that is worth it.
	aheadPiece = 16 << 10
)

// An ahead is what a socket has read ahead, and whether it should.
type ahead struct {
	queue queue

	// reading is held by whoever is in recv and its like. The caller's thread only
	// tries it, except before it waits.
	reading sync.Mutex
	wanted  bool         // for the holder of reading: the goroutine is to read
	waiting atomic.Int32 // threads in WaitRead, whom it must not forestall

	// Of the reading thread.
	last   time.Time // of its last full read
	frames int       // full reads in a row, each frameGap or more after the one before
	burst  burst
}

func (a *ahead) init(from *Buffers) { a.queue.init(aheadBlocks, from, &plainPortion) }

// helper reads ahead for all sockets: one goroutine, started by the first that asks,
// so that a frame with many of them wakes it once. It has no end of its own, and
// waits for nothing but the next socket.
var helper struct {
	start sync.Once
	ask   chan *socket
}

// helperSlots is how many sockets may wait for the helper; one that finds no slot asks
// again at its next read.
const helperSlots = 256

// full notes that a read filled p, of n bytes, and asks the helper if it is time.
func (s *socket) full(n int) {
	a := &s.ahead
	if n < aheadPiece {
		return // also what fills up a read that was short at first
	}
	now := time.Now()
	frame := now.Sub(a.last) >= frameGap
	a.last = now
	a.burst.full = !frame
	switch {
	case !frame:
		a.frames = 0
		return
	case a.frames < frameReads:
		a.frames++
		return
	case a.queue.queued.Load() > aheadLow || !a.want():
		return
	}
	helper.start.Do(func() {
		helper.ask = make(chan *socket, helperSlots)
		go help()
	})
	select {
	case helper.ask <- s:
	default:
		s.alone(false)
	}
}

// want tells whether the helper is to be asked: nobody else needs the bytes, and it is
// not asked yet.
func (a *ahead) want() bool {
	if !a.reading.TryLock() {
		return false
	}
	defer a.reading.Unlock()
	if a.wanted || a.waiting.Load() > 0 {
		return false
	}
	a.wanted = true
	return true
}

func help() {
	for s := range helper.ask {
		s.readAhead()
	}
}

// readAhead fills the queue with what is there. It gives way between two reads.
func (s *socket) readAhead() {
	defer fault.Contain()
	for s.readBlock() {
	}
}

func (s *socket) readBlock() (more bool) {
	a := &s.ahead
	a.reading.Lock()
	defer a.reading.Unlock()
	if !a.wanted {
		return false
	}
	p := a.queue.reserve(waitBlock)
	if p == nil {
		a.wanted = false
		return false
	}
	n, err := s.in.recv(p)
	a.queue.commit(n)
	a.wanted = err == nil
	return a.wanted
}

// alone makes sure that the helper takes nothing more, and tells whether nothing is
// queued. With wait it waits for a read of the helper's, some 20 us.
func (s *socket) alone(wait bool) bool {
	a := &s.ahead
	if wait {
		a.reading.Lock()
	} else if !a.reading.TryLock() {
		return false
	}
	a.wanted = false
	s.surface()
	a.reading.Unlock()
	return a.queue.queued.Load() == 0
}

// take copies out what is queued.
func (a *ahead) take(p []byte) (n int) {
	for n < len(p) && a.queue.queued.Load() > 0 {
		v := a.queue.view()
		if v == nil {
			break
		}
		k := copy(p[n:], v)
		a.queue.release(k)
		n += k
	}
	return n
}
