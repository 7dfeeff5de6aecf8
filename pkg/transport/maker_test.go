// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// Goroutines that take and give away all at once each get blocks of their own, and none
// waits for ever.
func TestMakerServesAll(t *testing.T) {
	const goroutines, each = 64, 200
	var held sync.Map
	from := &Buffers{New: func() Buffer { return new(testBuffer) }}
	from.stock.looking = true
	var wg sync.WaitGroup
	for range goroutines {
		wg.Go(func() {
			for i := range each {
				b := waitBlock(from)
				if _, taken := held.LoadOrStore(b, true); taken || b.lent == nil {
					t.Error("a block that another one has, or of Go's memory")
				}
				held.Delete(b)
				if i%3 == 0 {
					b.give()
				}
				b.free()
			}
		})
	}
	wg.Wait()
}

// A goroutine that takes one block gets one made; one that takes on has more and more
// made before it asks.
func TestMakerMakesAhead(t *testing.T) {
	var made atomic.Int32
	from := &Buffers{New: func() Buffer {
		made.Add(1)
		return new(testBuffer)
	}}
	from.stock.looking = true
	// take tells how many were made for it.
	take := func() int32 {
		before := made.Load()
		if b := waitBlock(from); b.give() == nil {
			t.Error("a block of Go's memory")
		}
		for from.stock.isDue() {
			runtime.Gosched()
		}
		return made.Load() - before
	}
	var got []int32
	for range 4 * makerBatch {
		if n := take(); n > 0 {
			got = append(got, n)
		}
	}
	if want := []int32{1, 2, 4, 8, 16, 32, 32, 32, 32}; !slices.Equal(got, want) {
		t.Errorf("made at once %v, want %v", got, want)
	}
	from.stock.look()
	from.stock.look()
	if n := take(); n != 1 {
		t.Errorf("%d made for one after a rest", n)
	}
}

// Who waits while New does gets what another one frees.
func TestMakerDoesNotKeepFromStock(t *testing.T) {
	entered, leave := make(chan struct{}, 2), make(chan struct{})
	from := &Buffers{New: func() Buffer {
		entered <- struct{}{}
		<-leave
		return new(testBuffer)
	}}
	from.stock.looking = true
	spare := &block{lent: new(testBuffer), from: from}
	got := make(chan *block)
	go func() { got <- waitBlock(from) }()
	<-entered
	spare.free()
	if b := <-got; b != spare {
		t.Error("another block")
	}
	close(leave)
}

// What New has to say reaches each goroutine that waits, and the next one asks anew.
func TestMakerTellsOfFailures(t *testing.T) {
	for _, reason := range []any{"no memory", nil} {
		t.Run(fmt.Sprint(reason), func(t *testing.T) {
			const goroutines = 8
			var fails atomic.Bool
			from := &Buffers{New: func() Buffer {
				switch {
				case !fails.Load():
					return new(testBuffer)
				case reason != nil:
					panic(reason)
				}
				return oddBuffer(nil)
			}}
			from.stock.looking = true
			fails.Store(true)
			var wg sync.WaitGroup
			for range goroutines {
				wg.Go(func() {
					defer func() {
						if told := recover(); told != reason {
							t.Errorf("told %v", told)
						}
					}()
					if b := waitBlock(from); b.lent != nil {
						t.Error("a block of what New did not make")
					}
				})
			}
			wg.Wait()
			fails.Store(false)
			if b := waitBlock(from); b.lent == nil {
				t.Error("it does not go on")
			}
		})
	}
}
