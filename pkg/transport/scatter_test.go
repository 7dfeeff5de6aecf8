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

// A burstReader reads an endless stream as a client does, and checks it.
type burstReader struct {
	t      *testing.T
	s      *socket
	stream []byte // comes again and again; the last BufferSize bytes are the first ones
	at     int    // the next byte in stream
	buf    []byte
}

// inBurst gives one that has read in a burst, with more of the stream queued.
func inBurst(t *testing.T, from *Buffers) *burstReader {
	t.Helper()
	st, f := pair(t, "plain")
	once := pattern(3<<20 + 77)
	r := &burstReader{t: t, s: st.(*socket), stream: append(once, once[:BufferSize]...), buf: make([]byte, BufferSize)}
	r.s.ahead.queue.from = from
	go func() {
		for err := error(nil); err == nil; {
			_, err = f.Write(once)
		}
	}()
	for deadline := time.Now().Add(20 * time.Second); r.s.ahead.queue.queued.Load() < BufferSize; r.next() {
		if time.Now().After(deadline) {
			t.Fatal("nothing beyond the pieces is read")
		}
	}
	return r
}

// next reads a piece, or waits for one when nothing is there.
func (r *burstReader) next() {
	r.t.Helper()
	got := r.buf
	if b := r.s.Take(BufferSize); b != nil {
		got = b.Bytes()
		defer b.Free()
	} else {
		n, err := r.s.Read(r.buf)
		if err == nil && n == 0 {
			err = r.s.WaitRead(nil)
		}
		if err != nil {
			r.t.Fatal(err)
		}
		got = got[:n]
	}
	if !bytes.Equal(got, r.stream[r.at:][:len(got)]) {
		r.t.Fatalf("other bytes at %d", r.at)
	}
	r.at = (r.at + len(got)) % (len(r.stream) - BufferSize)
}

// Whatever the kernel has when it is asked, the bytes come in order, and most of them without
// a question.
func TestScatterKeepsOrder(t *testing.T) {
	if !scatters {
		t.Skip("not on this system")
	}
	r := inBurst(t, testBuffers)
	for taken := 0; taken < 8<<20; r.next() {
		if r.s.Whole() {
			taken += BufferSize
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
			st, f := pair(t, "plain")
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
			s := inBurst(t, testBuffers).s
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
	r := inBurst(t, from)
	s := r.s
	from.stock.looking = true
	for s.ahead.queue.queued.Load() > 0 {
		r.next()
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
		s.Read(r.buf)
	}()
	if q := &s.ahead.queue; q.held != 0 || q.filling || !s.ahead.reading.TryLock() {
		t.Errorf("%d blocks held, filling %v, or still locked", q.held, q.filling)
	}
	s.ahead.reading.Unlock()
	panics = false
	for range 16 {
		r.next()
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
	r := inBurst(t, from)
	n := testing.AllocsPerRun(1000, func() {
		lent := r.s.Take(BufferSize)
		if lent == nil {
			r.s.Read(r.buf)
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
