// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"runtime"
	"sync"
)

// A C library may have an arena of memory for each thread that asks it for some, and keep
// megabytes of each for the next time: glibc up to twice the largest array that the process
// ever freed. Goroutines are on any thread, so their Buffers are made by one goroutine
// that never leaves its own: one arena keeps something then. A thread of the caller's makes
// its Buffers itself.
//
//	state    left by
//	none     the first goroutine that finds no block
//	idle     one more that finds none
//	making   due is 0: the batch is made, or New failed and all who wait are told
//
// It has no end of its own.

// makerBatch is how many blocks are made at once, at most. Each time that none is left
// they are twice as many, until the stock is next looked at: who takes one after the other
// seldom waits, which costs some 10 us, and for who takes a single one no other is made.
const makerBatch = 32

// A maker is under the lock of its stock.
type maker struct {
	order   chan struct{} // capacity 1: due is not 0; nil: there is no goroutine yet
	made    *sync.Cond
	waiting int // goroutines
	due     int // blocks to be made
	batch   int // the last one
	failed  int // counts what New did not make
	reason  any // of its last panic; nil: it gave nothing of use
}

// wait gives a block when there is one, nil when New makes none. It panics as New does.
func (s *stock) wait(from *Buffers) *block {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &s.maker
	if b := s.pop(); b != nil {
		return b
	}
	if m.order == nil {
		m.order, m.made = make(chan struct{}, 1), sync.NewCond(&s.mu)
		go s.serve(from)
	}
	if m.due == 0 {
		m.batch = min(max(1, 2*m.batch), makerBatch)
		m.due = m.batch
	}
	m.waiting++
	defer func() { m.waiting-- }()
	for failed := m.failed; m.failed == failed; {
		m.due = max(m.due, m.waiting)
		wake(m.order)
		m.made.Wait()
		if b := s.pop(); b != nil {
			return b
		}
	}
	if m.reason != nil {
		panic(m.reason)
	}
	return nil
}

// serve is the maker's goroutine.
func (s *stock) serve(from *Buffers) {
	runtime.LockOSThread()
	for range s.maker.order {
		for s.isDue() {
			s.add(from)
		}
	}
}

func (s *stock) isDue() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.maker.due > 0
}

// add makes one more, or tells everybody who waits that there is none.
func (s *stock) add(from *Buffers) {
	var b *block
	defer func() {
		reason := recover()
		s.mu.Lock()
		defer s.mu.Unlock()
		m := &s.maker
		if b != nil {
			m.due--
			s.push(b)
			return
		}
		m.due = 0
		m.failed++
		m.reason = reason
		m.made.Broadcast()
	}()
	b = makeBlock(from)
}
