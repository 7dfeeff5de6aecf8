// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import "sync"

// blockSize is what one queue block holds, in bytes: four full TLS records.
const blockSize = BufferSize

// A block is memory for bytes in flight: data[r:w] is filled and not yet taken.
type block struct {
	next *block
	r, w int
	data []byte   // blockSize long
	lent Buffer   // whose memory data is; nil: Go's
	from *Buffers // of lent
}

var (
	// goBlocks keeps drained blocks of Go's memory for all streams of the process; the
	// garbage collector empties it.
	goBlocks = sync.Pool{New: func() any { return &block{data: make([]byte, blockSize)} }}
	// shells are blocks whose memory was given away.
	shells = sync.Pool{New: func() any { return new(block) }}
)

// A blockSource is newBlock, for a thread of the caller's, or waitBlock, for a goroutine.
type blockSource func(from *Buffers) *block

// newBlock takes memory from from, which may be nil.
func newBlock(from *Buffers) *block {
	if from != nil {
		if b := from.stock.get(from); b != nil {
			return b
		}
	}
	return goBlocks.Get().(*block)
}

// waitBlock is newBlock, but what there is none of is made on a thread for that, see
// maker.go.
func waitBlock(from *Buffers) *block {
	if from != nil {
		if b := from.stock.wait(from); b != nil {
			return b
		}
	}
	return goBlocks.Get().(*block)
}

// makeBlock gives nil when from has nothing of use.
func makeBlock(from *Buffers) *block {
	lent := from.New()
	if len(lent.Bytes()) != blockSize {
		return nil
	}
	b := shells.Get().(*block)
	b.data, b.lent, b.from = lent.Bytes(), lent, from
	return b
}

// free gives the block back, with its memory if that was not given away.
func (b *block) free() {
	b.next, b.r, b.w = nil, 0, 0
	switch {
	case b.lent != nil:
		b.from.stock.put(b)
	case b.data != nil:
		goBlocks.Put(b)
	default:
		shells.Put(b)
	}
}

// give gives the memory away.
func (b *block) give() Buffer {
	lent := b.lent
	b.data, b.lent, b.from = nil, nil, nil
	return lent
}
