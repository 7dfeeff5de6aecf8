// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import (
	"slices"
	"sync"
	"time"

	"httpclientgo/pkg/fault"
)

// BufferSize is what a Buffer holds, in bytes.
const BufferSize = 64 << 10

// A Buffer is memory of a kind that the reader of a stream wants its bytes in. One that a stream has filled can
// change hands instead of being copied.
type Buffer interface {
	// Bytes returns the memory, BufferSize long and the same each time. A stream that gets none of that length does
	// without the Buffer, and leaves it to the garbage collector.
	Bytes() []byte
	// Free gives the memory back to where it came from; nothing is called after it. A panic in it is dropped.
	Free()
}

// Buffers is where streams get theirs. It is used by pointer; many streams may share one. A Buffer that nobody takes
// is used again, or freed after one to two seconds.
type Buffers struct {
	// New is called by the thread that calls Fetch, and else by one goroutine that stays on its thread. A panic in it
	// ends the stream that asked. Free of a Buffer is called by any thread.
	New func() Buffer

	stock stock
}

// unusedTime is how long a Buffer lies unused, at least, before it is freed; at most twice that. Soak tests need it:
// Go's garbage collector does not see that memory, so nothing else would free it after a load.
const unusedTime = time.Second

// A stock keeps the used blocks of one Buffers for the next stream that wants some. A timer frees what was not needed
// for unusedTime; it runs as long as there is anything.
type stock struct {
	mu     sync.Mutex
	blocks []*block // each with a Buffer; the last one in is the first one out
	least  int      // how many blocks were there at the lowest, since the timer last looked
	timed  bool     // the timer runs
	maker  maker
}

// block returns one from the stock or a new one; nil: New makes none. It panics as New does.
func (s *stock) block(from *Buffers, isCaller bool) *block {
	s.mu.Lock()
	b := s.pop()
	if b == nil && !isCaller {
		defer s.mu.Unlock()
		return s.await(from)
	}
	s.mu.Unlock()
	if b == nil {
		b = lentBlock(from)
	}
	return b
}

func (s *stock) pop() *block {
	n := len(s.blocks) - 1
	s.least = min(s.least, max(n, 0))
	if n < 0 {
		return nil
	}
	b := s.blocks[n]
	s.blocks[n] = nil
	s.blocks = s.blocks[:n]
	return b
}

func (s *stock) put(b *block) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.push(b)
}

func (s *stock) push(b *block) {
	s.blocks = append(s.blocks, b)
	if s.maker.waiting > 0 {
		s.maker.made.Signal()
	}
	if !s.timed {
		s.timed, s.least = true, 0
		time.AfterFunc(unusedTime, s.tick)
	}
}

// tick frees what nobody needed since the last tick. It runs on the timer's goroutine.
func (s *stock) tick() {
	defer fault.Contain()
	for _, b := range s.unused() {
		lent := b.handOver()
		b.free()
		contained(lent.Free)
	}
}

// unused removes the blocks that nobody needed, and starts the timer again if others stay.
func (s *stock) unused() []*block {
	s.mu.Lock()
	defer s.mu.Unlock()
	oldest := slices.Clone(s.blocks[:s.least])
	s.blocks = slices.Delete(s.blocks, 0, s.least)
	s.least = len(s.blocks)
	s.maker.batch = 0
	s.timed = s.least > 0
	if s.timed {
		time.AfterFunc(unusedTime, s.tick)
	} else {
		s.blocks = nil
	}
	return oldest
}

// contained calls a function of the caller's. A panic in it is dropped: nobody is left to be told.
func contained(f func()) {
	defer fault.Contain()
	f()
}
