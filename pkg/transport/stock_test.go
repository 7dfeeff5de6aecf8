// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"io"
	"testing"
	"time"
)

// A countedBuffer tells how many of its kind there are.
type countedBuffer struct {
	testBuffer
	alive *int
}

func (b *countedBuffer) Free() { *b.alive-- }

// counted is a Buffers whose stock is looked at by the test, not by a timer.
func counted() (from *Buffers, alive *int) {
	alive = new(int)
	from = &Buffers{New: func() Buffer {
		*alive++
		return &countedBuffer{alive: alive}
	}}
	from.stock.looking = true
	return from, alive
}

// What lies unused from one look to the next is freed, and nothing that was needed meanwhile.
func TestStockFreesWhatRests(t *testing.T) {
	from, alive := counted()
	var q queue
	q.init(4, from, nil)
	expect := func(when string, want int) {
		t.Helper()
		if *alive != want {
			t.Errorf("%s: %d Buffers, want %d", when, *alive, want)
		}
	}
	cycle := func(blocks int) {
		q.fill('a', blocks*blockSize)
		for q.view() != nil {
			q.release(blockSize)
		}
	}
	cycle(4)
	expect("drained", 4)
	from.stock.look()
	expect("they were needed before the first look", 4)
	cycle(1)
	from.stock.look()
	expect("one is in use from time to time", 1)
	cycle(2)
	expect("two are needed", 2)
	from.stock.look()
	from.stock.look()
	expect("nothing is needed any more", 0)
	if from.stock.looking || from.stock.rest != nil {
		t.Error("the timer runs on for nothing")
	}
}

// A stream that is closed leaves nothing behind, however it was used.
func TestStockGetsBackWhatAFailureDrops(t *testing.T) {
	from, alive := counted()
	var q queue
	q.init(4, from, nil)
	q.fill('a', 3*blockSize)
	taken := q.take(blockSize)
	q.reserve(newBlock)
	q.fail(io.ErrClosedPipe)
	q.commit(5)
	from.stock.look()
	from.stock.look()
	if *alive != 1 || taken == nil {
		t.Errorf("%d Buffers, want the one that was taken", *alive)
	}
}

// The timer comes by itself, and as long as there is anything to free.
func TestStockLooksByItself(t *testing.T) {
	freed := make(chan struct{})
	from := &Buffers{New: func() Buffer { return &tellingBuffer{freed: freed} }}
	newBlock(from).free()
	select {
	case <-freed:
	case <-time.After(30 * time.Second):
		t.Error("a Buffer that nobody needs is not freed within 30 s")
	}
}

type tellingBuffer struct {
	testBuffer
	freed chan struct{}
}

func (b *tellingBuffer) Free() { close(b.freed) }

// A Buffer that cannot be freed is lost, and takes nothing with it but those beside it.
func TestStockOutlivesAPanic(t *testing.T) {
	from := &Buffers{New: func() Buffer { return new(panickingBuffer) }}
	from.stock.looking = true
	newBlock(from).free()
	from.stock.look()
	from.stock.look()
	if b := from.stock.take(); b != nil {
		t.Error("it is given again")
	}
}

type panickingBuffer struct{ testBuffer }

func (b *panickingBuffer) Free() { panic("planted") }
