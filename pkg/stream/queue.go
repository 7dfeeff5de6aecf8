// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import (
	"sync"
	"sync/atomic"

	"httpclientgo/pkg/internal/limits"
)

// A queue carries filled blocks from whoever is in conn.Read to the caller.
//
//	reader goroutine                         caller
//	b, isOpen := reserve()  nil: full        take(&fetched): everything at once
//	... fills b.data[b.w:] ...               ... uses it without the lock ...
//	commit(b, n)                             release(b) of each used block, endView
//	end(err): no more bytes                  close(err): no more bytes wanted
//
// Small commits share the last block. So only full blocks change hands; of the last one the caller gets a view, while
// it stays here to be filled: each works on its own part of the memory. However little comes at a time, and however
// often the caller asks, what is held is full of bytes.
//
// Blocks that the caller has taken count as held until they are released. A reader that found the queue full is woken
// when half of it is released, not at each block: waking a goroutine costs the caller microseconds.
type queue struct {
	budget
	from *Buffers // nil: Go's memory

	wantsSpace atomic.Bool  // the reader found the queue full
	low        atomic.Int64 // blocks held when it is woken

	mu     sync.Mutex
	data   sync.Cond // threads in WaitRead
	space  sync.Cond // the reader that found the queue full
	blocks list
	filled *block // the last of blocks, when the reader has it reserved
	viewed *block // the first of blocks, when the caller looks at it
	err    error  // of the end; nil: more may come
	closed bool
	quiet  *atomic.Int32 // Options.Quiet; nil after close
}

func (q *queue) init(from *Buffers, quiet *atomic.Int32) {
	q.of, q.limit = &readShare, limits.ReadQueue/blockSize
	q.from, q.quiet = from, quiet
	q.data.L, q.space.L = &q.mu, &q.mu
}

// reserve returns a block with space behind w. nil: the queue is full, or isOpen is false and no byte is wanted any
// more. It panics as New of the Buffers does.
func (q *queue) reserve() (b *block, isOpen bool) {
	q.mu.Lock()
	if q.err != nil {
		q.mu.Unlock()
		return nil, false
	}
	if b = q.blocks.last; b != nil && !b.full() {
		q.filled = b
		q.mu.Unlock()
		return b, true
	}
	q.mu.Unlock()
	// Without the lock: memory may take microseconds to get, and the caller does not wait for that.
	if q.full() {
		q.markFull()
		return nil, true
	}
	return q.newBlock(false), true
}

// newBlock returns a block that counts as held.
func (q *queue) newBlock(isCaller bool) *block {
	b := newBlock(q.from, isCaller)
	q.add(1)
	return b
}

// markFull notes that the reader is to be woken when half of what is held now is released.
func (q *queue) markFull() {
	q.low.Store(q.held.Load() / 2)
	q.wantsSpace.Store(true)
	q.giveSpace()
}

// giveSpace wakes a reader that found the queue full, when it is time.
func (q *queue) giveSpace() {
	if q.wantsSpace.Load() && q.held.Load() <= q.low.Load() {
		q.mu.Lock()
		q.wantsSpace.Store(false)
		q.mu.Unlock()
		q.space.Signal()
	}
}

// waitSpace parks the reader that found the queue full.
func (q *queue) waitSpace() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.wantsSpace.Load() && !q.closed {
		q.space.Wait()
	}
}

// commit publishes n more bytes of a block that reserve returned, and gives up the rest.
func (q *queue) commit(b *block, n int) {
	q.mu.Lock()
	isNew, isFree := q.filled == nil, false
	q.filled = nil
	b.w += n
	switch {
	case isNew && n > 0 && !q.closed:
		q.blocks.push(b)
	case isNew:
		isFree = true
	case b == q.viewed:
		// endView frees it.
	case q.closed:
		isFree = true
	case b.r == b.w:
		q.blocks.pop()
		isFree = true
	}
	if n > 0 && !q.closed {
		q.notify()
	}
	q.mu.Unlock()
	if isFree {
		q.release(b)
	}
}

// notify wakes everyone in WaitRead and clears the quiet flag: there is something to fetch. The lock is held.
func (q *queue) notify() {
	if q.quiet != nil {
		q.quiet.Store(0)
	}
	q.data.Broadcast()
}

// clearQuiet clears the quiet flag for another reason than something to fetch.
func (q *queue) clearQuiet() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.quiet != nil {
		q.quiet.Store(0)
	}
}

// end says that no byte follows, and why. The first call counts.
func (q *queue) end(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.err == nil {
		q.err = err
		q.notify()
	}
}

// ended returns the end; nil: more may come.
func (q *queue) ended() error {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.err
}

// wait parks the caller until there is something to fetch, or to use of what was fetched. Its error is that of close.
func (q *queue) wait(left *atomic.Int64) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.err == nil && left.Load() == 0 && !q.hasBytes() {
		q.data.Wait()
	}
	if q.closed {
		return q.err
	}
	return nil
}

// hasBytes reports whether take would move any. The caller may be using a viewed block, so that one counts as if there
// were some. The lock is held.
func (q *queue) hasBytes() bool {
	b := q.blocks.first
	return b != nil && (b == q.viewed || b.r < b.w)
}

// isOpen reports whether bytes may still come.
func (q *queue) isOpen() bool { return q.ended() == nil }

// take moves everything committed to f: full blocks, and of the last one a view. It returns how many bytes that is
// more. After close it leaves a view to endView, which frees it. The lock is held.
func (q *queue) take(f *fetched) (n int) {
	if q.closed {
		return 0
	}
	if f.view != nil {
		n = f.view.r - f.end
		q.viewed, f.view = nil, nil
	}
	for b := q.blocks.first; b != nil && b.full(); b = q.blocks.first {
		n += b.w - b.r
		f.blocks.push(q.blocks.pop())
	}
	if b := q.blocks.first; b != nil && b.r < b.w {
		n += b.w - b.r
		q.viewed, f.view, f.end = b, b, b.w
	}
	return n
}

// endView ends the use of the viewed block, and releases it where nobody else has a use for it.
func (q *queue) endView() {
	q.mu.Lock()
	b := q.viewed
	q.viewed = nil
	isFree := b != q.filled && (q.closed || b.r == b.w)
	if isFree && !q.closed {
		q.blocks.pop()
	}
	q.mu.Unlock()
	if isFree {
		q.release(b)
	}
}

// release frees a used block, so that it no longer counts as held.
func (q *queue) release(b *block) {
	b.free()
	q.add(-1)
	q.giveSpace()
}

// close drops everything, now and later, and forgets the quiet flag. A block that the reader fills or the caller looks
// at is released by commit or endView.
func (q *queue) close(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return
	}
	q.closed, q.err = true, err
	q.notify()
	q.quiet = nil
	q.space.Signal()
	for b := q.blocks.pop(); b != nil; b = q.blocks.pop() {
		if b != q.filled && b != q.viewed {
			b.free()
			q.add(-1)
		}
	}
}
