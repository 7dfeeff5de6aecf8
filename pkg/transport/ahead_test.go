// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build (linux && !386) || darwin

package transport

import (
	"bytes"
	"errors"
	"io"
	"net"
	"syscall"
	"testing"
	"time"
)

// framed makes the next read of s look like one of a frame loop.
func framed(s *socket) { s.ahead.last = time.Now().Add(-time.Hour) }

// A body that is read once a frame arrives whole and in order, with its end behind it.
func TestReadAheadKeepsOrder(t *testing.T) {
	st, f := pair(t, "plain")
	s := st.(*socket)
	sent := make([]byte, 5<<20+123)
	for i := range sent {
		sent[i] = byte(i>>8) ^ byte(i)*7
	}
	go func() {
		f.Write(sent)
		f.Close()
	}()
	var got []byte
	buf := make([]byte, 32<<10)
	asked, taken := false, 0
	for {
		framed(s)
		if b := s.Take(BufferSize); b != nil {
			got = append(got, b.Bytes()...)
			taken++
			continue
		}
		n, err := s.Read(buf)
		got = append(got, buf[:n]...)
		asked = asked || s.ahead.queue.queued.Load() > 0
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
	if !bytes.Equal(got, sent) {
		t.Errorf("%d bytes of %d, or not the same ones", len(got), len(sent))
	}
	if !asked && taken == 0 {
		t.Error("nothing was read ahead")
	}
}

// aheadPair is a socket that has read some of 1 MiB ahead, and 64 KiB of it itself.
func aheadPair(t *testing.T) (*socket, *far) {
	t.Helper()
	st, f := pair(t, "plain")
	s := st.(*socket)
	go f.Write(make([]byte, 1<<20))
	buf := make([]byte, 16<<10)
	for got := 0; s.ahead.queue.queued.Load() == 0; {
		if got += len(buf); got > 1<<20 {
			t.Fatal("nothing was read ahead")
		}
		framed(s)
		if n, err := s.Read(buf); err != nil || n == 0 {
			got -= len(buf)
			if err := s.WaitRead(nil); err != nil {
				t.Fatal(err)
			}
		}
		s.readAhead() // what the helper does, without waiting for it
	}
	return s, f
}

func TestReadAheadShowsInQuestions(t *testing.T) {
	s, _ := aheadPair(t)
	if ok, err := s.Peek(); !ok || err != nil {
		t.Errorf("Peek: %v, %v", ok, err)
	}
	if s.Available() == 0 {
		t.Error("Available: 0")
	}
	if err := s.WaitRead(nil); err != nil {
		t.Errorf("WaitRead: %v", err)
	}
	if _, ok := s.Descriptor(); ok {
		t.Error("the descriptor's silence would not mean silence")
	}
}

func TestReadAheadEndsWithClose(t *testing.T) {
	s, _ := aheadPair(t)
	s.Close()
	if n := s.ahead.queue.held; n != 0 {
		t.Errorf("%d blocks after Close", n)
	}
	if n, err := s.Read(make([]byte, 10)); n != 0 || !errors.Is(err, net.ErrClosed) {
		t.Errorf("Read: %d, %v", n, err)
	}
	if err := s.WaitRead(nil); !errors.Is(err, net.ErrClosed) {
		t.Errorf("WaitRead: %v", err)
	}
}

// An error that the helper is told reaches the reader, after the bytes.
func TestReadAheadKeepsErrors(t *testing.T) {
	s, f := aheadPair(t)
	s.alone(true)
	queued := int(s.ahead.queue.queued.Load())
	f.tcp.SetLinger(0)
	f.tcp.Close()
	for {
		// Until the reset is there, whoever is told of it.
		if _, err := s.in.recv(make([]byte, 1<<20)); err != nil && err != errWouldBlock {
			break
		}
	}
	got, err := drain(t, s)
	if len(got) != queued || !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("%d bytes of %d, then %v", len(got), queued, err)
	}
}

// Whoever waits gets what comes: the helper leaves it alone.
func TestReadAheadLeavesWaitersAlone(t *testing.T) {
	st, _ := pair(t, "plain")
	s := st.(*socket)
	s.ahead.waiting.Add(1)
	if s.ahead.want() {
		t.Error("wanted while a thread waits")
	}
	s.ahead.waiting.Add(-1)
	if !s.ahead.want() || s.ahead.want() {
		t.Error("wanted once, asked once")
	}
	if !s.alone(false) || s.ahead.wanted {
		t.Error("still wanted")
	}
}

// What lies ready in whole Buffers is given, and asks for more as a read does.
func TestReadAheadGives(t *testing.T) {
	s, f := aheadPair(t)
	go f.Write(make([]byte, 1<<20))
	for deadline := time.Now().Add(20 * time.Second); !s.Whole(); {
		if time.Now().After(deadline) {
			t.Fatal("no Buffer is whole")
		}
		framed(s)
		if n, err := s.Read(make([]byte, BufferSize)); err != nil {
			t.Fatal(err)
		} else if n == 0 {
			if err := s.WaitRead(nil); err != nil {
				t.Fatal(err)
			}
		}
		s.readAhead()
	}
	framed(s)
	frames := s.ahead.frames
	if s.Take(BufferSize-1) != nil || s.Take(BufferSize) == nil {
		t.Error("not given, or in another size")
	}
	if s.ahead.frames < frames || time.Since(s.ahead.last) > time.Minute {
		t.Error("it does not count as a full read")
	}
}
