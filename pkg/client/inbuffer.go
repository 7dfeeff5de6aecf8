// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"sync"

	"httpclientgo/pkg/internal/limits"
)

// inBufferSize is how much is read ahead at once, in bytes: a head and the start
// of a body, or a few chunks of a chunked body, in one system call.
const inBufferSize = limits.ReadAhead

var inBuffers = sync.Pool{New: func() any { return new([inBufferSize]byte) }}

// An inBuffer holds bytes read ahead. It borrows its memory while it holds any,
// so an idle connection holds none.
type inBuffer struct {
	mem  *[inBufferSize]byte
	r, w int // mem[r:w] is unread
}

func (b *inBuffer) size() int { return b.w - b.r }

func (b *inBuffer) bytes() []byte {
	if b.mem == nil {
		return nil
	}
	return b.mem[b.r:b.w]
}

// space is where to read to; the buffer must be empty. wrote tells how much.
func (b *inBuffer) space() []byte {
	if b.mem == nil {
		b.mem = inBuffers.Get().(*[inBufferSize]byte)
	}
	b.r, b.w = 0, 0
	return b.mem[:]
}

func (b *inBuffer) wrote(n int) { b.w += n }

func (b *inBuffer) use(n int) {
	b.r += n
	if b.r == b.w {
		b.release()
	}
}

func (b *inBuffer) take(p []byte) int {
	n := copy(p, b.bytes())
	if n > 0 {
		b.use(n)
	}
	return n
}

func (b *inBuffer) release() {
	if b.mem != nil {
		inBuffers.Put(b.mem)
		b.mem = nil
	}
	b.r, b.w = 0, 0
}
