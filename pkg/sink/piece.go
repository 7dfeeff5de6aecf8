// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink

import (
	"math"

	"httpclientgo/pkg/internal/limits"
)

// An Array is memory that the consumer of a body gives: the engine's PackedByteArray. One goroutine at a time uses it.
type Array interface {
	// Resize makes it n bytes long, keeps what fits of what is there, and returns all of it, valid until the next call.
	Resize(n int) []byte
	// Free gives the memory back. Nothing is called behind it.
	Free()
}

// A piece is an Array with its memory, of which the first size bytes came.
type piece struct {
	array  Array
	memory []byte
	size   int
}

// append adds b. The memory grows to what is expected or to twice what came, whichever is less, and to most at most.
func (p *piece) append(b []byte, expected int64, most int) {
	if size := p.size + len(b); size > len(p.memory) {
		length := size
		double := min(2*int64(size), int64(most))
		if expected > int64(size) {
			length = int(min(expected, double))
		} else if p.size > 0 {
			length = int(double)
		}
		p.memory = p.array.Resize(length)
	}
	p.size += copy(p.memory[p.size:], b)
}

// end returns the Array, as long as what came.
func (p *piece) end() (Array, int) {
	if p.size < len(p.memory) {
		p.array.Resize(p.size)
	}
	return p.array, p.size
}

func free(pieces []piece) {
	for _, p := range pieces {
		p.array.Free()
	}
}

// A writer holds the pieces that grow.
type writer struct {
	newArray func() Array
	pieces   []piece
	whole    bool
	expected int64
}

func (w *writer) write(p []byte) {
	most := limits.Piece
	if w.whole {
		most = math.MaxInt
		w.join()
	}
	for len(p) > 0 {
		if len(w.pieces) == 0 || w.pieces[len(w.pieces)-1].size >= most {
			w.pieces = append(w.pieces, piece{array: w.newArray()})
		}
		last := &w.pieces[len(w.pieces)-1]
		n := min(len(p), most-last.size)
		last.append(p[:n], w.expected, most)
		p = p[n:]
	}
}

// join makes one piece of all.
func (w *writer) join() {
	if len(w.pieces) < 2 {
		return
	}
	size := 0
	for _, p := range w.pieces {
		size += p.size
	}
	first := &w.pieces[0]
	for i := range w.pieces[1:] {
		next := &w.pieces[1+i]
		first.append(next.memory[:next.size], max(w.expected, int64(size)), math.MaxInt)
		next.array.Free()
		*next = piece{}
	}
	w.pieces = w.pieces[:1]
}
