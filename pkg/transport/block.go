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
	data []byte // blockSize long
	lent Buffer // whose memory data is; nil: Go's
	home *sync.Pool
}

// blocks keeps drained blocks for all streams of the process. The garbage collector
// empties it, and the pools of Buffers.
var blocks sync.Pool

// newBlock takes memory from from, which may be nil.
func newBlock(from *Buffers) *block {
	home := &blocks
	if from != nil {
		home = &from.pool
	}
	b, ok := home.Get().(*block)
	if !ok {
		b = &block{home: home}
	}
	b.next, b.r, b.w = nil, 0, 0
	if b.data == nil && from != nil {
		b.lent = from.New()
		b.data = b.lent.Bytes()
	}
	if len(b.data) != blockSize {
		b.lent, b.data = nil, make([]byte, blockSize)
	}
	return b
}

// free gives the block back, with its memory if that was not given away.
func (b *block) free() { b.home.Put(b) }

// give gives the memory away.
func (b *block) give() Buffer {
	lent := b.lent
	b.lent, b.data = nil, nil
	return lent
}
