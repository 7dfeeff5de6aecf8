// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"sync"
	"sync/atomic"

	"httpclientgo/pkg/internal/limits"
)

// inBufferSize is how much is read ahead at once, in bytes: a head and the start
// of a body, or a few chunks of a chunked body, in one system call. smallBuffer is the
// same where many connections hold bytes at the same time.
const (
	inBufferSize = limits.ReadAhead
	smallBuffer  = limits.ReadAheadLeast
	largeBuffers = limits.ReadAheadTotal / inBufferSize
)

var (
	inBuffers    = sync.Pool{New: func() any { return new([inBufferSize]byte) }}
	smallBuffers = sync.Pool{New: func() any { return new([smallBuffer]byte) }}
	largeInUse   atomic.Int64
)

// An inBuffer holds bytes read ahead. It borrows its memory while it holds any,
// so an idle connection holds none: a large piece while those are few, else a small one.
type inBuffer struct {
	large *[inBufferSize]byte
	small *[smallBuffer]byte
	r, w  int // mem()[r:w] is unread
}

func (b *inBuffer) size() int { return b.w - b.r }

func (b *inBuffer) mem() []byte {
	switch {
	case b.large != nil:
		return b.large[:]
	case b.small != nil:
		return b.small[:]
	}
	return nil
}

func (b *inBuffer) bytes() []byte { return b.mem()[b.r:b.w] }

// space is where to read to; the buffer must be empty. wrote tells how much.
func (b *inBuffer) space() []byte {
	if b.large == nil && b.small == nil {
		if largeInUse.Add(1) <= largeBuffers {
			b.large = inBuffers.Get().(*[inBufferSize]byte)
		} else {
			largeInUse.Add(-1)
			b.small = smallBuffers.Get().(*[smallBuffer]byte)
		}
	}
	b.r, b.w = 0, 0
	return b.mem()
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
	if b.large != nil {
		inBuffers.Put(b.large)
		largeInUse.Add(-1)
	}
	if b.small != nil {
		smallBuffers.Put(b.small)
	}
	*b = inBuffer{}
}
