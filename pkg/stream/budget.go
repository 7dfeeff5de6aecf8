// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import (
	"sync/atomic"

	"httpclientgo/pkg/internal/limits"
)

// A share is what all queues of one kind may hold together, in blocks. Each queue that holds anything has an equal
// part of it, so that the first ones do not keep the later ones short.
type share struct {
	limit   int64
	held    atomic.Int64
	holders atomic.Int64 // queues that hold a block
}

var (
	readShare  = share{limit: limits.ReadTotal / blockSize}
	writeShare = share{limit: limits.PendingWriteTotal / blockSize}
)

// leastHeld is how many blocks a queue may hold whatever others do, or its stream would stand still.
const leastHeld = limits.ReadLeast / blockSize

// A budget is what one queue may hold, in blocks. The caller's thread and a goroutine may add to it at once.
type budget struct {
	of    *share
	limit int64
	held  atomic.Int64
}

// full reports whether one more block would be too many.
func (b *budget) full() bool {
	held := b.held.Load()
	switch {
	case held < leastHeld:
		return false
	case held >= b.limit || b.of.held.Load() >= b.of.limit:
		return true
	}
	return held >= b.of.limit/max(1, b.of.holders.Load())
}

func (b *budget) add(n int64) {
	b.of.held.Add(n)
	switch b.held.Add(n) {
	case n:
		b.of.holders.Add(1)
	case 0:
		b.of.holders.Add(-1)
	}
}
