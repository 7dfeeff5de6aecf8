// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"sync"
	"testing"
)

func TestQueueSharesABlock(t *testing.T) {
	var q queue
	q.init(4, nil, nil)
	for i := range 1000 {
		p := q.reserve(newBlock)
		p[0] = byte(i)
		q.commit(1)
	}
	if q.held != 1 || q.queued.Load() != 1000 {
		t.Fatalf("%d blocks, %d bytes", q.held, q.queued.Load())
	}
	if v := q.view(); len(v) != 1000 || v[999] != 999&255 {
		t.Fatal(len(v))
	}
	q.release(1000)
	if q.held != 0 || q.head != nil || q.tail != nil {
		t.Fatal("an empty queue holds memory")
	}
}

func TestQueueIsBounded(t *testing.T) {
	var q queue
	q.init(4, nil, nil)
	total := 0
	for p := q.reserve(newBlock); p != nil; p = q.reserve(newBlock) {
		total += len(p)
		q.commit(len(p))
	}
	if total != 4*blockSize || q.open() {
		t.Fatal(total)
	}
	woken := func() bool {
		select {
		case <-q.space:
			return true
		default:
			return false
		}
	}
	q.view()
	q.release(blockSize)
	if woken() {
		t.Fatal("woken for one block")
	}
	q.view()
	q.release(blockSize)
	if !woken() || !q.open() {
		t.Fatal("not woken when half empty")
	}
	// Space is given as soon as it is there, also to one who was not woken.
	for range 2 {
		q.commit(len(q.reserve(newBlock)))
	}
	q.view()
	q.release(blockSize)
	if p := q.reserve(newBlock); len(p) != blockSize {
		t.Fatal(len(p))
	}
}

func TestQueueKeepsNoBlockForARestingProducer(t *testing.T) {
	var q queue
	q.init(4, nil, nil)
	q.reserve(newBlock)
	q.commit(0)
	if q.held != 0 {
		t.Fatal(q.held)
	}
	// Drained while the producer has it: kept, and gone once it rests.
	q.reserve(newBlock)
	q.commit(5)
	q.reserve(newBlock)
	q.view()
	q.release(5)
	if q.held != 1 {
		t.Fatal(q.held)
	}
	q.commit(0)
	if q.held != 0 {
		t.Fatal(q.held)
	}
	q.commit(0) // as a recovering producer does
}

func TestQueueEnds(t *testing.T) {
	var q queue
	q.init(4, nil, nil)
	copy(q.reserve(newBlock), "abc")
	q.commit(3)
	q.end(io.EOF)
	q.end(errors.New("too late"))
	if q.ended() != nil || !q.ready() {
		t.Fatal("ended before the bytes")
	}
	if v := q.view(); string(v) != "abc" {
		t.Fatalf("%q", v)
	}
	q.release(3)
	if q.ended() != io.EOF {
		t.Fatal(q.ended())
	}
}

// Whoever is in a block when the queue is dropped keeps it until it is done.
func TestQueueFailsUnderItsUsers(t *testing.T) {
	for _, order := range []string{"producer first", "consumer first"} {
		var q queue
		q.init(4, nil, nil)
		q.reserve(newBlock)
		q.commit(10)
		p, v := q.reserve(newBlock), q.view()
		q.fail(io.ErrClosedPipe)
		if q.head == nil || q.queued.Load() != 0 {
			t.Fatal("block was taken away")
		}
		p[0], v[0] = 1, 1
		leave := []func(){func() { q.commit(1) }, func() { q.release(1) }}
		if order == "consumer first" {
			leave[0], leave[1] = leave[1], leave[0]
		}
		leave[0]()
		if q.head == nil {
			t.Fatal("block was taken away from the other")
		}
		leave[1]()
		if q.head != nil || q.held != 0 {
			t.Fatal("block is lost")
		}
		if q.reserve(newBlock) != nil || q.view() != nil || q.ended() != io.ErrClosedPipe || !q.ready() || !q.open() {
			t.Fatal("not failed")
		}
	}
}

// Two goroutines and random sizes: what goes in comes out.
func TestQueueCarries(t *testing.T) {
	var q queue
	q.init(3, testBuffers, nil)
	data := pattern(5 << 20)
	var wg sync.WaitGroup
	wg.Go(func() {
		random := rand.New(rand.NewPCG(1, 2))
		for rest := data; len(rest) > 0; {
			p := q.reserve(newBlock)
			if p == nil {
				<-q.space
				continue
			}
			n := copy(p[:min(len(p), random.IntN(100000))], rest)
			q.commit(n)
			rest = rest[n:]
			q.mu.Lock()
			if q.held > 3 {
				t.Error("over the limit")
			}
			q.mu.Unlock()
		}
		q.end(io.EOF)
	})
	random := rand.New(rand.NewPCG(3, 4))
	var got []byte
	for q.ended() == nil {
		if b := q.take(blockSize); b != nil {
			got = append(got, b.Bytes()...)
			continue
		}
		v := q.view()
		if v == nil {
			<-q.data
			continue
		}
		n := min(len(v), random.IntN(100000))
		got = append(got, v[:n]...)
		q.release(n)
	}
	wg.Wait()
	if !bytes.Equal(got, data) {
		t.Fatal(len(got))
	}
}
