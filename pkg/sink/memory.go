// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink

import (
	"io"
	"sync"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/limits"
)

// A Memory gathers a body in Arrays, whole or in pieces.
//
// One goroutine writes: NewMemory, Expect, Write, Drop, Body. Decide, Take and Close are for any goroutine and wait for
// nothing but each other.
type Memory struct {
	decided chan struct{}

	mu       sync.Mutex
	room     sync.Cond // of Write: less waits, or it was decided or closed
	choice   choice
	pieces   []piece // in order, without those that the writer holds
	waits    int     // bytes that came and were not taken
	expected int64
	err      error // not nil: closed

	writer writer // of the goroutine that writes, without the lock
}

// A choice is what Decide was told.
type choice uint8

const (
	undecided choice = iota
	whole
	inPieces
)

// NewMemory returns an empty one. newArray makes an empty Array; it is called by the goroutine that writes.
func NewMemory(newArray func() Array) *Memory {
	m := &Memory{decided: make(chan struct{}), writer: writer{newArray: newArray}}
	m.room.L = &m.mu
	return m
}

// Expect says that the body will have n bytes, as far as anybody can know. It saves copies and is not believed: no
// array ever has more than twice what came. Zero and less: unknown.
func (m *Memory) Expect(n int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.expected = n
}

// Write takes all of p, or returns what Close was given. It waits while more than 4 MiB, p included, would be there
// undecided or in pieces; a longer p, for which there is never room, is taken when nothing is there.
func (m *Memory) Write(p []byte) (int, error) {
	m.mu.Lock()
	for m.err == nil && m.choice != whole && m.waits > 0 && m.waits+len(p) > limits.Waiting {
		m.room.Wait()
	}
	if m.err != nil || len(p) == 0 {
		defer m.mu.Unlock()
		return 0, m.err
	}
	m.open()
	m.mu.Unlock()
	// The engine's memory grows, and bytes are copied, while nobody has to wait for it.
	m.writer.write(p)
	return len(p), m.close(len(p))
}

// open gives the writer the piece that may grow: the last one, or what becomes the whole body. The caller has the lock.
func (m *Memory) open() {
	w := &m.writer
	w.whole, w.expected = m.choice == whole, m.expected
	first := max(0, len(m.pieces)-1)
	if w.whole {
		first = 0
	}
	w.pieces = append(w.pieces, m.pieces[first:]...)
	clear(m.pieces[first:])
	m.pieces = m.pieces[:first]
}

// close takes the pieces back, to which n bytes were added.
func (m *Memory) close(n int) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	w := &m.writer
	m.pieces = append(m.pieces, w.pieces...)
	clear(w.pieces)
	w.pieces = w.pieces[:0]
	m.waits += n
	if m.err != nil {
		m.free()
	}
	return m.err
}

// Decide says how the body is wanted: in pieces, by Take, or whole, by Body. The first call counts.
func (m *Memory) Decide(pieces bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.choice != undecided || m.err != nil {
		return
	}
	m.choice = whole
	if pieces {
		m.choice = inPieces
	}
	close(m.decided)
	m.room.Broadcast()
}

// Decided is closed when it was decided, and by Close. Body is worth calling from then on only.
func (m *Memory) Decided() <-chan struct{} { return m.decided }

// Take returns the next piece, an Array of that many bytes, 1 MiB at most, which is the caller's. It returns nil and 0
// when there is none, and always unless pieces were decided for.
func (m *Memory) Take() (Array, int) {
	m.mu.Lock()
	if m.choice != inPieces || len(m.pieces) == 0 {
		m.mu.Unlock()
		return nil, 0
	}
	p := m.pieces[0]
	m.pieces[0] = piece{}
	m.pieces = m.pieces[1:]
	m.waits -= p.size
	m.room.Signal()
	m.mu.Unlock()
	return p.end()
}

// Body ends the body. It returns all of it in one Array of that many bytes, which is the caller's; nil and 0 for an
// empty one, for one in pieces, which Take still gives, and behind Close. What is undecided is whole.
func (m *Memory) Body() (Array, int) {
	m.Decide(false)
	m.mu.Lock()
	if m.choice != whole || m.err != nil {
		m.mu.Unlock()
		return nil, 0
	}
	m.open()
	m.mu.Unlock()
	m.writer.join()
	if m.close(0) != nil {
		return nil, 0
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.pieces) == 0 {
		return nil, 0
	}
	p := m.pieces[0]
	m.pieces, m.waits = nil, 0
	return p.end()
}

// Drop forgets what came, but for pieces that were taken, and what was expected: another answer follows.
func (m *Memory) Drop() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.expected = 0
	m.free()
}

// Close ends it: Write returns err, io.ErrClosedPipe in place of nil, also one that waits, and what nobody took is
// freed. The first call counts. Nobody has to call it behind Body, unless pieces are left that nobody will take.
func (m *Memory) Close(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return
	}
	if m.err = err; err == nil {
		m.err = io.ErrClosedPipe
	}
	if m.choice == undecided {
		close(m.decided)
	}
	m.room.Broadcast()
	if m.waits > limits.Waiting {
		// The system takes milliseconds to get much memory back, and who cancels may be the thread that draws.
		pieces := m.pieces
		m.pieces, m.waits = nil, 0
		go func() {
			defer fault.Contain()
			free(pieces)
		}()
		return
	}
	m.free()
}

// free frees all pieces but those that the writer holds, which come here when it is done. The caller has the lock.
func (m *Memory) free() {
	free(m.pieces)
	m.pieces, m.waits = nil, 0
}
