// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build (linux && !386) || darwin

package transport

import (
	"bytes"
	"net"
	"syscall"
	"testing"
	"time"
)

// burstPair is a socket that has read in a burst, has some more of an endless stream queued
// and is to read a piece at offset.
func burstPair(t *testing.T, from *Buffers) (s *socket, offset int) {
	t.Helper()
	st, f := pairOf(t, from)
	s = st.(*socket)
	go func() {
		for i := 0; ; i += 1 << 20 {
			if _, err := f.Write(numbered(i, 1<<20)); err != nil {
				return
			}
		}
	}()
	buf := make([]byte, BufferSize)
	for deadline := time.Now().Add(20 * time.Second); s.ahead.queue.queued.Load() < BufferSize; {
		if time.Now().After(deadline) {
			t.Fatal("nothing beyond the pieces is read")
		}
		n := s.piece(t, buf, offset)
		if offset += n; n == 0 {
			if err := s.WaitRead(nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	return s, offset
}

// piece reads as a client does and checks what comes.
func (s *socket) piece(t *testing.T, buf []byte, offset int) int {
	t.Helper()
	got := buf
	b := s.Take(BufferSize)
	if b != nil {
		got = b.Bytes()
	} else {
		n, err := s.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		got = buf[:n]
	}
	if !bytes.Equal(got, numbered(offset, len(got))) {
		t.Fatalf("other bytes at %d", offset)
	}
	if b != nil {
		b.Free()
	}
	return len(got)
}

// numbered is n bytes of a stream in which no two blocks are the same.
func numbered(offset, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte((offset + i) % 251)
	}
	return b
}

// pairOf is pair with Buffers.
func pairOf(t *testing.T, from *Buffers) (Stream, *far) {
	t.Helper()
	st, f := pair(t, "plain")
	st.(*socket).ahead.queue.from = from
	return st, f
}

// Whatever the kernel has when it is asked, the bytes come in order, and most of them without
// a question.
func TestScatterKeepsOrder(t *testing.T) {
	if !scatters {
		t.Skip("not on this system")
	}
	s, offset := burstPair(t, testBuffers)
	buf := make([]byte, BufferSize)
	for taken := 0; taken < 8<<20; {
		if s.Whole() {
			taken += BufferSize
		}
		n := s.piece(t, buf, offset)
		if offset += n; n == 0 {
			if err := s.WaitRead(nil); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Not every reader gets more than it asks for.
func TestScatterIsForTakersInATightLoop(t *testing.T) {
	if !scatters {
		t.Skip("not on this system")
	}
	take := func(s *socket) {
		if s.Take(BufferSize) != nil {
			t.Error("there was something to take")
		}
	}
	for name, step := range map[string]func(s *socket, buf []byte) (int, error){
		"no Take": func(s *socket, buf []byte) (int, error) { return s.Read(buf) },
		"another size": func(s *socket, buf []byte) (int, error) {
			take(s)
			return s.Read(buf[1:])
		},
		"once a frame": func(s *socket, buf []byte) (int, error) {
			framed(s)
			s.ahead.frames = 0 // so that the helper is not asked either
			take(s)
			return s.Read(buf)
		},
		"after a short read": func(s *socket, buf []byte) (int, error) {
			n, err := s.Read(buf[:BufferSize/2])
			s.ahead.burst.full = false
			take(s)
			more, _ := s.Read(buf[n:])
			return n + more, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			st, f := pairOf(t, testBuffers)
			s := st.(*socket)
			go f.Write(make([]byte, 4<<20))
			for got, buf := 0, make([]byte, BufferSize); got < 3<<20; {
				if err := s.WaitRead(nil); err != nil {
					t.Fatal(err)
				}
				n, err := step(s, buf)
				if held := s.ahead.queue.held; held != 0 || err != nil {
					t.Fatalf("%d blocks more, %v", held, err)
				}
				got += n
			}
		})
	}
}

// Where somebody waits, every byte counts again.
func TestScatterSurfaces(t *testing.T) {
	if !scatters {
		t.Skip("not on this system")
	}
	mark := func(s *socket) (n int) {
		s.in.raw.Control(func(fd uintptr) { n, _ = syscall.GetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVLOWAT) })
		return n
	}
	for name, wait := range map[string]func(s *socket){
		"WaitRead":   func(s *socket) { s.WaitRead(nil) },
		"Descriptor": func(s *socket) { s.Descriptor() },
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := burstPair(t, testBuffers)
			if n := mark(s); n <= 1 {
				t.Fatalf("mark %d in a burst", n)
			}
			wait(s)
			if n := mark(s); n != 1 {
				t.Errorf("mark %d", n)
			}
		})
	}
}

// A Buffers that panics is its caller's to report; nothing stays claimed, and the next
// read goes on.
func TestScatterOutlivesAPanic(t *testing.T) {
	if !scatters {
		t.Skip("not on this system")
	}
	panics := false
	from := &Buffers{New: func() Buffer {
		if panics {
			panic("no memory")
		}
		return new(testBuffer)
	}}
	s, offset := burstPair(t, from)
	from.stock.looking = true
	buf := make([]byte, BufferSize)
	for s.ahead.queue.queued.Load() > 0 {
		offset += s.piece(t, buf, offset)
	}
	from.stock.rest = nil
	s.ahead.burst.full, panics = true, true
	s.Take(BufferSize)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		s.Read(buf)
	}()
	if q := &s.ahead.queue; q.held != 0 || q.filling || !s.ahead.reading.TryLock() {
		t.Errorf("%d blocks held, filling %v, or still locked", q.held, q.filling)
	}
	s.ahead.reading.Unlock()
	panics = false
	for range 16 {
		n := s.piece(t, buf, offset)
		if offset += n; n == 0 {
			if err := s.WaitRead(nil); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// What is claimed counts, and is given back by whoever has it when the stream is closed.
func TestQueueClaims(t *testing.T) {
	of := share{limit: 5}
	from, alive := counted()
	var q, other queue
	q.init(3, from, &portion{&of, 0})
	other.init(3, from, &portion{&of, 0})
	other.fill('x', blockSize)
	if n := q.claim(4); n != 2 || of.held.Load() != 3 || q.held != 2 {
		t.Fatalf("%d claimed, %d held of the share", n, of.held.Load())
	}
	blocks := []*block{newBlock(from), newBlock(from)}
	copy(blocks[0].data, bytes.Repeat([]byte("y"), blockSize))
	q.put(blocks, blockSize)
	if q.held != 1 || q.queued.Load() != blockSize || blocks[0] != nil || blocks[1] != nil {
		t.Errorf("%d blocks, %d bytes", q.held, q.queued.Load())
	}
	if b := q.take(blockSize); b == nil || b.Bytes()[blockSize-1] != 'y' {
		t.Error("not what was put")
	} else {
		b.Free()
	}
	blocks = blocks[:q.claim(2)]
	blocks[0] = newBlock(from)
	q.fail(net.ErrClosed)
	q.put(blocks, blockSize)
	other.fail(net.ErrClosed)
	if q.held != 0 || of.held.Load() != 0 || of.holders.Load() != 0 || q.claim(1) != 0 || q.ended() != net.ErrClosed {
		t.Errorf("after Close %d blocks, %d of the share by %d", q.held, of.held.Load(), of.holders.Load())
	}
	from.stock.look()
	from.stock.look()
	if *alive != 0 {
		t.Errorf("%d Buffers", *alive)
	}
	var none queue
	if none.init(3, nil, nil); none.claim(1) != 0 {
		t.Error("claimed without Buffers")
	}
}

// A burst makes no garbage, but for what a pool loses under the race detector.
func TestScatterAllocatesLittle(t *testing.T) {
	if !scatters {
		t.Skip("not on this system")
	}
	from := &Buffers{New: func() Buffer { return new(testBuffer) }}
	s, _ := burstPair(t, from)
	buf := make([]byte, BufferSize)
	n := testing.AllocsPerRun(1000, func() {
		lent := s.Take(BufferSize)
		if lent == nil {
			s.Read(buf)
			return
		}
		b := shells.Get().(*block)
		b.data, b.lent, b.from = lent.Bytes(), lent, from
		b.free()
	})
	if n >= 1 {
		t.Errorf("%v allocations a read", n)
	}
}
