// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"sync"
	"sync/atomic"
)

// A queue carries bytes from one producer to one consumer through pooled blocks.
//
//	producer                          consumer
//	p := reserve()  nil: full         v := view()  nil: empty
//	... fills p[:n] ...               ... uses v[:n] ...
//	commit(n)                         release(n), or take() instead of both
//	end(err): no more bytes           fail(err): no more bytes wanted
//
// Both work on their slice without the lock, so neither ever waits for the other's
// copying, encrypting or reading. Small commits share the last block; a drained
// block returns to the pool, the last one as soon as nobody has it reserved: an
// empty queue whose producer rests holds no memory.
//
// At most limit blocks are held, and fewer where many queues hold some. A producer that found
// the queue full is woken when it is half empty, not at each block: waking a goroutine
// costs the consumer, which may be a game's main thread, microseconds.
type queue struct {
	limit   int      // blocks
	from    *Buffers // what the blocks are made of; nil: Go's memory
	portion *portion // of what several queues may hold; nil: it is alone

	queued atomic.Int64 // bytes committed and not released
	over   atomic.Bool  // ended or failed; err is set

	data  chan struct{} // capacity 1: there may be a byte or an end
	space chan struct{} // capacity 1: there may be space, or a failure

	mu         sync.Mutex
	head, tail *block
	held       int  // blocks in the list, or claimed
	filling    bool // tail is reserved, or blocks are claimed
	viewing    bool // head is viewed
	starved    bool // the producer found no space
	low        int  // blocks held when a starved producer is to be woken
	dropped    bool // after fail: bytes go nowhere
	err        error
}

func (q *queue) init(limit int, from *Buffers, of *portion) {
	q.limit, q.from, q.portion = limit, from, of
	q.data = make(chan struct{}, 1)
	q.space = make(chan struct{}, 1)
}

func (q *queue) full() bool { return q.held >= q.limit || !q.portion.allows(q.held) }

// starve has the producer woken when half of what the queue holds now is gone.
func (q *queue) starve() { q.starved, q.low = true, q.held/2 }

func (q *queue) hold(n int) {
	q.portion.hold(q.held, n)
	q.held += n
}

func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// reserve gives the producer space to fill; nil: none now, or the consumer failed. A
// block more comes of get.
func (q *queue) reserve(get blockSource) []byte {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.dropped {
		return nil
	}
	if q.tail == nil || q.tail.w == blockSize {
		if q.full() {
			q.starve()
			return nil
		}
		b := q.unlocked(get)
		if q.dropped {
			b.free()
			return nil
		}
		q.link(b)
		q.hold(1)
	}
	q.filling = true
	return q.tail.data[q.tail.w:]
}

func (q *queue) link(b *block) {
	if q.tail == nil {
		q.head = b
	} else {
		q.tail.next = b
	}
	q.tail = b
}

// unlocked lets go of the lock: memory may take microseconds to get, and the consumer
// does not wait for that. It is held again even when a Buffers panics.
func (q *queue) unlocked(get blockSource) *block {
	q.mu.Unlock()
	defer q.mu.Lock()
	return get(q.from)
}

// commit publishes the n first bytes of what reserve gave, and gives up the rest.
// Without a reservation it does nothing, so that a recovering producer can call it.
func (q *queue) commit(n int) {
	q.mu.Lock()
	if !q.filling {
		q.mu.Unlock()
		return
	}
	b := q.tail
	q.filling = false
	if q.dropped {
		q.clear()
		q.mu.Unlock()
		return
	}
	b.w += n
	first := n > 0 && q.queued.Add(int64(n)) == int64(n)
	q.trim()
	q.mu.Unlock()
	if first {
		wake(q.data)
	}
}

// claim is for a producer that fills blocks of its own, instead of reserve: for how many
// there is room, at most most; none in a q without Buffers. put follows.
func (q *queue) claim(most int) (count int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.from != nil && !q.dropped && count < most && !q.full() {
		q.hold(1)
		count++
	}
	q.filling = count > 0
	return count
}

// put publishes the n first bytes of blocks, as many as claim gave, and clears their places.
// Some may be nil when n is 0. It wakes nobody: the consumer is the producer's thread.
func (q *queue) put(blocks []*block, n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.filling = false
	for i, b := range blocks {
		blocks[i] = nil
		if b != nil && n > 0 && !q.dropped {
			b.w = min(n, blockSize)
			n -= b.w
			q.link(b)
			q.queued.Add(int64(b.w))
			continue
		}
		q.hold(-1)
		if b != nil {
			b.free()
		}
	}
}

// end tells the consumer that no byte follows, and why. The first one counts.
func (q *queue) end(err error) {
	q.mu.Lock()
	q.finish(err)
	q.mu.Unlock()
	wake(q.data)
	wake(q.space)
}

// view gives the consumer the oldest bytes; nil: none.
func (q *queue) view() []byte {
	q.mu.Lock()
	defer q.mu.Unlock()
	b := q.head
	if b == nil || b.r == b.w || q.dropped {
		return nil
	}
	q.viewing = true
	return b.data[b.r:b.w]
}

// release gives back the n first bytes of what view gave.
func (q *queue) release(n int) {
	q.mu.Lock()
	q.viewing = false
	if q.dropped {
		q.clear()
		q.mu.Unlock()
		return
	}
	fed := q.consumed(n)
	q.mu.Unlock()
	if fed {
		wake(q.space)
	}
}

// take gives the consumer the memory of the oldest block, when that is size bytes, all
// filled and none released, and can be given away; else nil.
func (q *queue) take(size int) Buffer {
	if size != blockSize || q.queued.Load() < blockSize {
		return nil
	}
	q.mu.Lock()
	if !q.whole() {
		q.mu.Unlock()
		return nil
	}
	lent := q.head.give()
	fed := q.consumed(blockSize)
	q.mu.Unlock()
	if fed {
		wake(q.space)
	}
	return lent
}

// whole tells whether take would give the oldest block.
func (q *queue) whole() bool {
	b := q.head
	return b != nil && b.lent != nil && b.r == 0 && b.w == blockSize && !q.viewing && !q.dropped
}

// isWhole is whole for others; most of the time it takes no lock.
func (q *queue) isWhole() bool {
	if q.queued.Load() < blockSize {
		return false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.whole()
}

// piece is how many of size bytes to take by view so that take gets the next ones: all,
// or what is left of a block that others wait behind.
func (q *queue) piece(size int) int {
	if q.from == nil || size != blockSize {
		return size
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if b := q.head; b != nil && b.r > 0 && b.next != nil {
		return b.w - b.r
	}
	return size
}

// consumed tells whether the producer is to be woken.
func (q *queue) consumed(n int) (fed bool) {
	q.head.r += n
	q.queued.Add(-int64(n))
	q.trim()
	fed = q.starved && q.held <= q.low
	if fed {
		q.starved = false
	}
	return fed
}

// fail drops everything, now and later: the consumer wants no more, for err.
func (q *queue) fail(err error) {
	q.mu.Lock()
	q.finish(err)
	q.dropped = true
	q.queued.Store(0)
	q.clear()
	q.mu.Unlock()
	wake(q.data)
	wake(q.space)
}

func (q *queue) finish(err error) {
	if q.err == nil {
		q.err = err
	}
	q.over.Store(true)
}

// trim returns the drained block at the head, if nobody is in it. Only the last
// block may be drained and reserved at once.
func (q *queue) trim() {
	b := q.head
	if b == nil || b.r < b.w || b == q.tail && q.filling {
		return
	}
	q.head = b.next
	if q.head == nil {
		q.tail = nil
	}
	q.hold(-1)
	b.free()
}

// clear returns all blocks that nobody is in; the last to leave calls it again.
func (q *queue) clear() {
	if q.filling || q.viewing {
		return
	}
	for b := q.head; b != nil; {
		next := b.next
		b.free()
		b = next
	}
	q.hold(-q.held)
	q.head, q.tail = nil, nil
}

// ready tells whether the consumer has a byte or an end to look at.
func (q *queue) ready() bool { return q.queued.Load() > 0 || q.over.Load() }

// ended gives the reason once the last byte is released; nil: more may come.
func (q *queue) ended() error {
	// In this order: bytes are counted before the end is set.
	if !q.over.Load() || q.queued.Load() > 0 {
		return nil
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.err
}

// open tells whether the producer may find space, or a failure to look at.
func (q *queue) open() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.over.Load() || q.tail != nil && q.tail.w < blockSize || !q.full() {
		return true
	}
	q.starve()
	return false
}
