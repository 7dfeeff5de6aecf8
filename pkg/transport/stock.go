// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"slices"
	"sync"
	"time"

	"httpclientgo/pkg/fault"
)

// restTime is how long a Buffer lies unused, at least, before it is freed; at most twice
// that.
const restTime = time.Second

// A stock keeps drained blocks of Buffers for the next stream that wants some. The garbage
// collector does not see that memory, so nothing would tell it to run after a load, and
// it is not left to it: what lay unused for restTime is freed, by a goroutine of a timer
// that runs as long as there is any.
type stock struct {
	mu      sync.Mutex
	rest    []*block // each with a Buffer; the last one in is the first one out
	least   int      // the fewest since the last look
	looking bool     // the timer runs
	maker   maker
}

// get gives a block, one that it makes when there is none; nil when New makes none.
func (s *stock) get(from *Buffers) *block {
	if b := s.take(); b != nil {
		return b
	}
	return makeBlock(from)
}

// take gives a block, nil when there is none.
func (s *stock) take() *block {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pop()
}

func (s *stock) pop() *block {
	n := len(s.rest) - 1
	s.least = min(s.least, max(n, 0))
	if n < 0 {
		return nil
	}
	b := s.rest[n]
	s.rest[n] = nil
	s.rest = s.rest[:n]
	return b
}

func (s *stock) put(b *block) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.push(b)
}

func (s *stock) push(b *block) {
	s.rest = append(s.rest, b)
	if s.maker.waiting > 0 {
		s.maker.made.Signal()
	}
	if !s.looking {
		s.looking, s.least = true, 0
		time.AfterFunc(restTime, s.tick)
	}
}

// tick is the timer's goroutine.
func (s *stock) tick() {
	defer fault.Contain()
	if s.look() {
		time.AfterFunc(restTime, s.tick)
	}
}

// look frees what nobody needed since the last look, and tells whether to look again.
func (s *stock) look() (again bool) {
	unused, again := s.unused()
	for _, b := range unused {
		lent := b.give()
		b.free()
		letGo(lent)
	}
	return again
}

// letGo frees a Buffer. One that panics is lost, and nobody is left to tell.
func letGo(b Buffer) {
	defer func() { _ = recover() }()
	b.Free()
}

func (s *stock) unused() (oldest []*block, again bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	oldest = slices.Clone(s.rest[:s.least])
	s.rest = slices.Delete(s.rest, 0, s.least)
	s.least = len(s.rest)
	s.maker.batch = 0
	s.looking = s.least > 0
	if !s.looking {
		s.rest = nil
	}
	return oldest, s.looking
}
