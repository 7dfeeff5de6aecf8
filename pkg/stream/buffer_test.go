// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/stream"
)

const (
	block = stream.BufferSize
	ahead = 1 << 20 // what a stream reads ahead
	total = 16 << 20
)

// endless is a stream whose peer sends without end; given counts the bytes.
func endless(t *testing.T, o stream.Options) (s *stream.Stream, given *atomic.Int64) {
	given = new(atomic.Int64)
	return fake(t, fakeConn{read: func(p []byte) (int, error) {
		n := min(len(p), 16<<10)
		copy(p, bytes.Repeat([]byte{byte(given.Load() / block)}, n)) // no read reaches into the next block
		given.Add(int64(n))
		return n, nil
	}}, o), given
}

// settled waits until a counter has stopped at a value, and goes on being there.
func settled(t *testing.T, what string, of *atomic.Int64, want int64) {
	t.Helper()
	within(t, fmt.Sprintf("%s: %d", what, want), func() bool { return of.Load() >= want })
	for range 100 {
		runtime.Gosched()
	}
	if got := of.Load(); got != want {
		t.Fatalf("%s: %d, want %d", what, got, want)
	}
}

// fetched waits until so much can be used: what the peer gave comes a moment later.
func fetched(t *testing.T, s *stream.Stream, want int) {
	t.Helper()
	within(t, fmt.Sprintf("%d bytes are there", want), func() bool {
		n, err := s.Fetch(1)
		if n > want || err != nil {
			t.Fatal(n, err)
		}
		return n == want
	})
}

// A caller that takes nothing stops the peer. What it has fetched counts until it is used, and reading goes on when
// half is.
func TestReadsAheadWithinBounds(t *testing.T) {
	s, given := endless(t, stream.Options{})
	settled(t, "read ahead", given, ahead)
	fetched(t, s, ahead)
	settled(t, "fetched", given, ahead)
	fetched(t, s, ahead)
	for range 7 {
		s.Bytes()
		s.Discard(block)
	}
	s.Bytes()
	s.Discard(block - 1)
	settled(t, "not quite half is used", given, ahead)
	s.Discard(1)
	settled(t, "half is used", given, ahead+ahead/2)
	fetched(t, s, ahead)
}

// Streams that come late have an equal part of what all may hold, and one block in any case; what is closed or used is
// there for others.
func TestStreamsShare(t *testing.T) {
	const count = 300
	var streams [count]*stream.Stream
	var given [count]*atomic.Int64
	sum := func() (n int64) {
		for _, g := range given {
			n += g.Load()
		}
		return n
	}
	for i := range streams {
		streams[i], given[i] = endless(t, stream.Options{})
	}
	for i := range given {
		within(t, "one block", func() bool { return given[i].Load() >= block })
	}
	for range 100 {
		runtime.Gosched()
	}
	if n := sum(); n > total+count*block {
		t.Errorf("%d MiB are held", n>>20)
	}
	for _, s := range streams[1:] {
		s.Close()
	}
	s, late := endless(t, stream.Options{})
	settled(t, "one of two", late, ahead)
	s.Close()
}

// Whole blocks change hands, others do not, and what was handed over stays as it was.
func TestTake(t *testing.T) {
	from, alive := countedBuffers()
	s, given := endless(t, stream.Options{Buffers: from})
	settled(t, "read ahead", given, ahead)
	fetched(t, s, ahead)
	var taken []stream.Buffer
	for i := range 16 {
		switch i {
		case 3:
			s.Bytes()
			s.Discard(1)
			if s.Take() != nil {
				t.Fatal("a block of which some was used")
			}
			s.Discard(block - 1)
		case 5:
			s.Discard(block)
		default:
			b := s.Take()
			if b == nil || !bytes.Equal(b.Bytes(), bytes.Repeat([]byte{byte(i)}, block)) {
				t.Fatalf("%d: not handed over, or something else", i)
			}
			taken = append(taken, b)
		}
	}
	within(t, "more", func() bool {
		get(t, s, 2*ahead) // the reader may have come back at half, and stopped again
		return given.Load() >= 2*ahead
	})
	s.Close()
	for i, b := range taken {
		if p := b.Bytes(); !isOne(p) {
			t.Errorf("%d was written to after it was handed over", i)
		}
	}
	within(t, "all others are freed", func() bool {
		time.Sleep(10 * time.Millisecond)
		return alive.Load() == int64(len(taken))
	})
}

// isOne reports whether all bytes are the same.
func isOne(p []byte) bool { return bytes.Equal(p, bytes.Repeat(p[:1], len(p))) }

type oddBuffer []byte

func (b oddBuffer) Bytes() []byte { return b }
func (b oddBuffer) Free()         {}

// Buffers that are of no use are done without.
func TestOddBuffers(t *testing.T) {
	for name, make := range map[string]func() stream.Buffer{
		"nil":   func() stream.Buffer { return nil },
		"empty": func() stream.Buffer { return oddBuffer(nil) },
		"small": func() stream.Buffer { return oddBuffer(make([]byte, 1)) },
		"large": func() stream.Buffer { return oddBuffer(make([]byte, block+1)) },
	} {
		t.Run(name, func(t *testing.T) {
			s, given := endless(t, stream.Options{Buffers: &stream.Buffers{New: make}})
			settled(t, "read ahead", given, ahead)
			fetched(t, s, ahead)
			if s.Take() != nil || len(s.Bytes()) != block {
				t.Fatal("handed over")
			}
			s.Discard(0)
		})
	}
}

// A New that panics ends the streams that asked, whoever they have do it, and no other.
func TestNewPanics(t *testing.T) {
	var panics atomic.Bool
	from := &stream.Buffers{New: func() stream.Buffer {
		if panics.Load() {
			panic("planted")
		}
		return &testBuffer{alive: new(atomic.Int64)}
	}}
	panics.Store(true)
	eachKind(t, func(t *testing.T, kind string) {
		for _, waits := range []bool{true, false} {
			s, f := pair(t, kind, stream.Options{Buffers: from})
			f.Write([]byte("x"))
			if waits {
				s.WaitRead()
			}
			var err error
			within(t, "an error", func() bool {
				_, err = s.Fetch(1)
				return err != nil
			})
			failed(t, err, fault.Read)
			var told *fault.PanicError
			if !errors.As(err, &told) || told.Value != "planted" {
				t.Fatal(err)
			}
		}
	})
	panics.Store(false)
	s, given := endless(t, stream.Options{Buffers: from})
	settled(t, "it goes on", given, ahead)
	s.Fetch(1)
	if s.Take() == nil {
		t.Error("not of Buffers")
	}
}

// A Free that panics takes nothing with it.
func TestFreePanics(t *testing.T) {
	freed := make(chan bool, 1)
	s, f := pair(t, "plain", stream.Options{Buffers: &stream.Buffers{New: func() stream.Buffer { return &badBuffer{freed: freed} }}})
	f.Write([]byte("x"))
	getN(t, s, 1, true)
	select {
	case <-freed:
	case <-time.After(20 * time.Second):
		t.Fatal("a Buffer that nobody needs is not freed within 20 s")
	}
	f.Write([]byte("y"))
	getN(t, s, 1, true)
}

type badBuffer struct {
	testBuffer
	freed chan bool
}

func (b *badBuffer) Free() {
	select {
	case b.freed <- true:
	default:
	}
	panic("planted")
}

// Many streams that ask at once each get Buffers of their own.
func TestBuffersAreNotShared(t *testing.T) {
	from, _ := countedBuffers()
	var wg sync.WaitGroup
	for range 8 {
		s, given := endless(t, stream.Options{Buffers: from})
		wg.Go(func() {
			for i := 0; given.Load() < 100*block; i++ {
				n, err := s.Fetch(1)
				if err != nil {
					t.Error(err)
					return
				}
				for ; n >= block; n -= block {
					var p []byte
					if b := s.Take(); b != nil && i%3 > 0 {
						p = b.Bytes()
					} else if b != nil {
						p = bytes.Clone(b.Bytes())
						b.Free()
					} else {
						p = s.Bytes()
					}
					if !isOne(p) {
						t.Error("bytes of another stream")
					}
					if n > 0 {
						s.Discard(0)
					}
				}
				s.WaitRead()
			}
		})
	}
	wg.Wait()
}
