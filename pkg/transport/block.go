// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import "sync"

// blockSize is what one queue block holds, in bytes: four full TLS records.
const blockSize = 64 << 10

// A block is memory for bytes in flight: data[r:w] is filled and not yet taken.
type block struct {
	next *block
	r, w int
	data [blockSize]byte
}

// blocks keeps drained blocks for all streams of the process. The garbage collector
// empties it.
var blocks = sync.Pool{New: func() any { return new(block) }}

func newBlock() *block {
	b := blocks.Get().(*block)
	b.next, b.r, b.w = nil, 0, 0
	return b
}
