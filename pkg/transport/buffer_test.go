// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"bytes"
	"io"
	"slices"
	"testing"
	"time"
)

type testBuffer struct{ data [BufferSize]byte }

func (b *testBuffer) Bytes() []byte { return b.data[:] }
func (b *testBuffer) Free()         {}

var testBuffers = &Buffers{New: func() Buffer { return new(testBuffer) }}

// fill commits n bytes, all v.
func (q *queue) fill(v byte, n int) {
	for n > 0 {
		p := q.reserve(newBlock)
		p = p[:min(n, len(p))]
		for i := range p {
			p[i] = v
		}
		q.commit(len(p))
		n -= len(p)
	}
}

func TestQueueGivesWholeBlocksOnly(t *testing.T) {
	var q queue
	q.init(4, testBuffers, nil)
	q.fill('a', blockSize-1)
	if q.take(blockSize) != nil || q.isWhole() {
		t.Fatal("a block that is not full was given")
	}
	q.fill('a', 1)
	if !q.isWhole() || q.take(blockSize-1) != nil || q.take(2*blockSize) != nil {
		t.Fatal("given in another size")
	}
	q.view()
	if q.take(blockSize) != nil {
		t.Fatal("a block was given under its reader")
	}
	q.release(1)
	q.fill('b', blockSize)
	if q.take(blockSize) != nil {
		t.Fatal("a block that was read from was given")
	}
	if n := q.piece(blockSize); n != blockSize-1 {
		t.Fatalf("%d bytes to the next block", n)
	}
	if n := q.piece(blockSize / 2); n != blockSize/2 {
		t.Fatalf("a reader of other sizes is told %d", n)
	}
	q.view()
	q.release(blockSize - 1)
	b := q.take(blockSize)
	if b == nil || !bytes.Equal(b.Bytes(), bytes.Repeat([]byte("b"), blockSize)) {
		t.Fatal("not given, or something else")
	}
	if q.held != 0 || q.head != nil || q.queued.Load() != 0 {
		t.Fatal("it is still held")
	}
	q.fill('c', 4*blockSize)
	for q.view() != nil {
		q.release(blockSize)
	}
	if b.Bytes()[0] != 'b' || b.Bytes()[blockSize-1] != 'b' {
		t.Fatal("memory that was given away was written to")
	}
}

// Giving wakes the producer as releasing does, and drops nothing after a failure.
func TestQueueGivesAndWakes(t *testing.T) {
	var q queue
	q.init(4, testBuffers, nil)
	q.fill('a', 4*blockSize)
	if q.reserve(newBlock) != nil {
		t.Fatal("no limit")
	}
	q.take(blockSize)
	q.take(blockSize)
	select {
	case <-q.space:
	default:
		t.Error("the producer sleeps on")
	}
	q.fail(io.ErrClosedPipe)
	if q.take(blockSize) != nil || q.isWhole() {
		t.Error("given after a failure")
	}
}

// Buffers without memory, or with memory of another size, are done without.
func TestQueueDoesWithoutBuffers(t *testing.T) {
	for _, size := range []int{0, 1, BufferSize + 1} {
		var q queue
		q.init(4, &Buffers{New: func() Buffer { return oddBuffer(make([]byte, size)) }}, nil)
		q.fill('a', blockSize)
		if v := q.view(); len(v) != blockSize || v[0] != 'a' {
			t.Errorf("%d: %d bytes", size, len(v))
		}
		q.release(0)
		if q.take(blockSize) != nil {
			t.Errorf("%d: given", size)
		}
	}
}

type oddBuffer []byte

func (b oddBuffer) Bytes() []byte { return b }
func (b oddBuffer) Free()         {}

// Whatever mixture of Read and Take a reader uses, the bytes come in order, and what was
// taken stays as it was.
func TestGiverKeepsOrder(t *testing.T) {
	for _, kind := range []string{"pumped", "tls12", "tls13", "proxied", "nested"} {
		t.Run(kind, func(t *testing.T) {
			s, f := pair(t, kind)
			giver := s.(Giver)
			data := pattern(6<<20 + 321)
			go func() {
				f.Write(data)
				f.closeWrite()
			}()
			for deadline := time.Now().Add(20 * time.Second); s.Available() < (inBlocks-1)*blockSize; time.Sleep(time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("%d bytes are read ahead, no more", s.Available())
				}
			}
			var parts [][]byte
			taken := 0
			buf := make([]byte, BufferSize)
			for turn := 0; ; turn++ {
				if whole := giver.Whole(); turn%4 != 3 {
					b := giver.Take(BufferSize)
					if whole && b == nil {
						t.Fatal("promised and not given")
					}
					if b != nil {
						parts = append(parts, b.Bytes())
						taken++
						continue
					}
				}
				n, err := s.Read(buf[:[]int{BufferSize, 100, 20000}[turn/4%3]])
				parts = append(parts, bytes.Clone(buf[:n]))
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if n == 0 {
					if err := s.WaitRead(nil); err != nil {
						t.Fatal(err)
					}
				}
			}
			if got := bytes.Join(parts, nil); !bytes.Equal(got, data) {
				t.Errorf("%d bytes of %d, or not the same ones", len(got), len(data))
			}
			if taken < 5 {
				t.Errorf("%d Buffers were taken", taken)
			}
		})
	}
}

// fillUp commits all that the queue takes.
func (q *queue) fillUp() {
	for p := q.reserve(newBlock); p != nil; p = q.reserve(newBlock) {
		q.commit(len(p))
	}
}

// Queues that share are held to what they share, but for the least of each: those that come later have equal parts of
// what is left, and what one lets go of, another may have.
func TestQueuesShare(t *testing.T) {
	of := portion{&share{limit: 8}, 1}
	queues := make([]queue, 5)
	counts := func() (held []int) {
		for i := range queues {
			held = append(held, queues[i].held)
		}
		return held
	}
	for i := range queues {
		queues[i].init(6, testBuffers, &of)
		queues[i].fillUp()
	}
	if got := counts(); !slices.Equal(got, []int{6, 2, 1, 1, 1}) {
		t.Errorf("%d blocks", got)
	}
	for range 6 {
		queues[0].view()
		queues[0].release(blockSize)
	}
	if !queues[2].open() {
		t.Error("what is free again is not to be had")
	}
	for i := range queues {
		queues[i].fillUp()
	}
	if got := counts(); !slices.Equal(got, []int{1, 2, 1, 1, 1}) || of.of.held.Load() != 6 || of.of.holders.Load() != 5 {
		t.Errorf("%d blocks, counted as %d in %d queues", got, of.of.held.Load(), of.of.holders.Load())
	}
	// It was full with few blocks: half of these are the mark to wake at.
	queues[1].take(blockSize)
	select {
	case <-queues[1].space:
	default:
		t.Error("the producer sleeps on")
	}
	for i := range queues {
		queues[i].fail(io.ErrClosedPipe)
		queues[i].fail(io.ErrClosedPipe)
	}
	if of.of.held.Load() != 0 || of.of.holders.Load() != 0 {
		t.Errorf("%d blocks of %d queues are never given back", of.of.held.Load(), of.of.holders.Load())
	}
}

// What can do without has nothing when the share is used up.
func TestQueuesOfDifferentLeasts(t *testing.T) {
	var of share
	of.limit = 4
	var filled, plain, pumped queue
	filled.init(4, nil, &portion{&of, 1})
	filled.fillUp()
	plain.init(4, nil, &portion{&of, 0})
	plain.fillUp()
	pumped.init(4, nil, &portion{&of, 1})
	pumped.fillUp()
	if filled.held != 4 || plain.held != 0 || pumped.held != 1 {
		t.Errorf("%d, %d and %d blocks", filled.held, plain.held, pumped.held)
	}
}

// A Buffers that panics is its caller's to report; the queue works on.
func TestQueueOutlivesAPanic(t *testing.T) {
	var q queue
	panics := true
	q.init(4, &Buffers{New: func() Buffer {
		if panics {
			panic("no memory")
		}
		return new(testBuffer)
	}}, nil)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		q.reserve(newBlock)
	}()
	panics = false
	q.commit(0)
	q.fill('a', blockSize)
	if !q.isWhole() || q.held != 1 {
		t.Error("it does not go on")
	}
}
