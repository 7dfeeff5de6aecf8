// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import "sync"

// blockSize is what one block holds, in bytes: four full TLS records.
const blockSize = BufferSize

// A block is memory for bytes in flight: data[r:w] is filled and not yet used.
type block struct {
	next *block
	r, w int
	data []byte   // blockSize long
	lent Buffer   // whose memory data is; nil: Go's
	from *Buffers // of lent
}

var (
	// goBlocks keeps used blocks of Go's memory for all streams of the process; the garbage collector empties it.
	goBlocks = sync.Pool{New: func() any { return &block{data: make([]byte, blockSize)} }}
	// emptyBlocks are those whose memory was handed over.
	emptyBlocks = sync.Pool{New: func() any { return new(block) }}
)

// newBlock returns a block with memory of from, which may be nil. A thread of the caller's may ask New of from for it,
// a goroutine has the maker ask. It panics as New does.
func newBlock(from *Buffers, isCaller bool) *block {
	if from != nil {
		if b := from.stock.block(from, isCaller); b != nil {
			return b
		}
	}
	return goBlocks.Get().(*block)
}

// lentBlock returns a block with new memory of from; nil: from has nothing of use.
func lentBlock(from *Buffers) *block {
	lent := from.New()
	if lent == nil || len(lent.Bytes()) != blockSize {
		return nil
	}
	b := emptyBlocks.Get().(*block)
	b.data, b.lent, b.from = lent.Bytes(), lent, from
	return b
}

// free gives the block back, with its memory if that was not handed over.
func (b *block) free() {
	b.next, b.r, b.w = nil, 0, 0
	switch {
	case b.lent != nil:
		b.from.stock.put(b)
	case b.data != nil:
		goBlocks.Put(b)
	default:
		emptyBlocks.Put(b)
	}
}

// handOver returns the memory, which is the caller's from now on.
func (b *block) handOver() Buffer {
	lent := b.lent
	b.data, b.lent, b.from = nil, nil, nil
	return lent
}

// full reports whether no byte fits any more.
func (b *block) full() bool { return b.w == blockSize }

// isWhole reports whether handOver gives a full Buffer of which nothing was used.
func (b *block) isWhole() bool { return b.lent != nil && b.r == 0 && b.full() }

// A list is blocks one behind the other.
type list struct{ first, last *block }

func (l *list) push(b *block) {
	if l.last == nil {
		l.first = b
	} else {
		l.last.next = b
	}
	l.last = b
}

// pop returns the first block; nil: there is none.
func (l *list) pop() *block {
	b := l.first
	if b == nil {
		return nil
	}
	if l.first = b.next; l.first == nil {
		l.last = nil
	}
	b.next = nil
	return b
}
