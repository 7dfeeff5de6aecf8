// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import (
	"runtime"
	"sync"
)

// glibc keeps one malloc arena per thread and rarely returns its free memory. Goroutines migrate between threads, so
// their Buffers would grow an arena on each: 14, 31, 46 MB after three loads of the soak test. One locked goroutine
// allocates for all of them. A thread of the caller's has an arena already and allocates for itself.

// mostMade is how many Buffers the maker makes in one go at most. Each time that the stock is empty it makes twice as
// many, until the stock's timer next looks: who takes one after the other seldom waits (some 10 us each time), and
// for who takes a single one no other is made.
const mostMade = 32

// A maker makes the Buffers of a stock, whose lock guards it. Its goroutine runs for the life of the process.
//
//	state    left by
//	none     the first goroutine that finds the stock empty
//	idle     one more that finds it empty
//	making   due is 0: all are made, or New failed and everyone who waits is told
type maker struct {
	order   chan struct{} // capacity 1: due is not 0; nil: there is no goroutine yet
	made    *sync.Cond
	waiting int // goroutines
	due     int // blocks to be made
	batch   int // the last one
	failed  int // counts what New did not make
	reason  any // of its last panic; nil: it returned nothing of use
}

// await has the maker make a block and waits for that, or for one that is put back. nil: New makes none. It panics as
// New does. The lock is held.
func (s *stock) await(from *Buffers) *block {
	m := &s.maker
	if m.order == nil {
		m.order, m.made = make(chan struct{}, 1), sync.NewCond(&s.mu)
		go s.serve(from)
	}
	if m.due == 0 {
		m.batch = min(max(1, 2*m.batch), mostMade)
		m.due = m.batch
	}
	m.waiting++
	defer func() { m.waiting-- }()
	for failed := m.failed; m.failed == failed; {
		m.due = max(m.due, m.waiting)
		select {
		case m.order <- struct{}{}:
		default:
		}
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

// add makes one more block, or wakes everyone who waits, since there is none.
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
	b = lentBlock(from)
}
