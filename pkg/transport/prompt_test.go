// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build (linux && !386) || darwin

package transport

import (
	"bytes"
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

var tlsKinds = []string{"tls12", "tls13"}

// resting waits until the reader is in no Read, so that the caller's thread may.
func resting(t *testing.T, s *pump) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; {
		if s.reading.TryLock() {
			s.reading.Unlock()
			return
		}
		if time.Now().After(end) {
			t.Fatal("the reader never rests")
		}
	}
}

// unreadOf keeps the reader out meanwhile.
func unreadOf(s *pump) int {
	s.reading.Lock()
	defer s.reading.Unlock()
	return s.prompt.unread()
}

// Small messages go out in their order, whether the caller's thread writes them or,
// once the socket is full, the writer does.
func TestPromptWritesKeepOrder(t *testing.T) {
	for _, kind := range tlsKinds {
		t.Run(kind, func(t *testing.T) {
			st, f := pair(t, kind)
			var sent bytes.Buffer
			msg := make([]byte, 4000)
			full := 0
			for i := 0; full < 3; i++ {
				p := msg[:1+i*37%len(msg)]
				for j := range p {
					p[j] = byte(i + j)
				}
				n, err := st.Write(p)
				if err != nil {
					t.Fatal(err)
				}
				sent.Write(p[:n])
				if n < len(p) {
					full++
				}
			}
			if !st.Pending() {
				t.Error("full, and nothing is pending")
			}
			got := make([]byte, sent.Len())
			if _, err := io.ReadFull(f, got); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, sent.Bytes()) {
				t.Error("not the bytes that were written")
			}
			for end := time.Now().Add(10 * time.Second); st.Pending(); {
				if time.Now().After(end) {
					t.Fatal("pending for ever")
				}
			}
		})
	}
}

// More records than the caller's thread takes at once come without another byte from
// the network.
func TestPromptReadLeavesTheRestToTheReader(t *testing.T) {
	for _, kind := range tlsKinds {
		t.Run(kind, func(t *testing.T) {
			st, f := pair(t, kind)
			var sent []byte
			for i := range 40 * promptFills {
				sent = append(sent, byte(i))
			}
			for round := range 20 {
				resting(t, st.(*pump))
				go func() {
					for i := range sent {
						f.Write(sent[i : i+1])
					}
				}()
				var got []byte
				buf := make([]byte, 64)
				for end := time.Now().Add(10 * time.Second); len(got) < len(sent); {
					n, err := st.Read(buf)
					if err != nil {
						t.Fatal(err)
					}
					got = append(got, buf[:n]...)
					if time.Now().After(end) {
						t.Fatalf("round %d: %d bytes of %d", round, len(got), len(sent))
					}
				}
				if !bytes.Equal(got, sent) {
					t.Fatal("not the bytes that were sent")
				}
			}
		})
	}
}

// An interrupt ends one wait of the reader and nothing else.
func TestInterruptEndsOneWait(t *testing.T) {
	st, f := pair(t, "tls13")
	s := st.(*pump)
	for range 3 {
		s.prompt.interrupt()
	}
	f.Write([]byte("x"))
	if err := s.WaitRead(nil); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Read(make([]byte, 2)); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

// The end of a stream that the caller's thread meets is the one the reader would.
func TestPromptReadMeetsTheEnd(t *testing.T) {
	for _, kind := range tlsKinds {
		t.Run(kind, func(t *testing.T) {
			st, f := pair(t, kind)
			f.Write([]byte("last"))
			f.closeWrite()
			got, err := drain(t, st)
			if string(got) != "last" || err != io.EOF {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

// Close drops what the socket did not take, and ends the wait for it.
func TestCloseWithKeptBytes(t *testing.T) {
	st, _ := pair(t, "tls13")
	for st.(*pump).out.queued.Load() == 0 {
		if _, err := st.Write(make([]byte, promptWrite)); err != nil {
			t.Fatal(err)
		}
	}
	st.Close()
	if _, err := st.Write([]byte("x")); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Write: %v", err)
	}
	if err := st.WaitWrite(nil); !errors.Is(err, net.ErrClosed) {
		t.Errorf("WaitWrite: %v", err)
	}
}

// A peer that asks for answers and reads none ends the connection, not the memory.
func TestWireKeepsNoMoreThanItsLimit(t *testing.T) {
	st, _ := pair(t, "tls13")
	w := st.(*pump).prompt.(*wire)
	err := error(nil)
	for i := 0; err == nil; i++ {
		if _, err = w.Write(make([]byte, 16<<10)); i > 10000 {
			t.Fatal("no limit")
		}
	}
	if !errors.Is(err, errKept) {
		t.Error(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.kept) > keptLimit {
		t.Errorf("%d bytes kept", len(w.kept))
	}
}

// Few bytes on a hot stream are found by every question, and by whoever waits.
func TestHotStreamMissesNothing(t *testing.T) {
	for _, kind := range tlsKinds {
		t.Run(kind, func(t *testing.T) {
			st, f := pair(t, kind)
			s := st.(*pump)
			heat := func() {
				s.reading.Lock()
				s.heat()
				s.reading.Unlock()
			}
			for name, ask := range map[string]func() bool{
				"Peek":      func() bool { ok, _ := s.Peek(); return ok },
				"Available": func() bool { return s.Available() > 0 },
				"WaitRead":  func() bool { return s.WaitRead(nil) == nil },
			} {
				resting(t, s)
				heat()
				f.Write([]byte("x"))
				for end := time.Now().Add(10 * time.Second); !ask(); {
					if time.Now().After(end) {
						t.Fatalf("%s does not see it", name)
					}
				}
				if n, err := s.Read(make([]byte, 2)); n != 1 || err != nil {
					t.Fatalf("%s, then Read: %d, %v", name, n, err)
				}
			}
			heat()
			f.closeWrite()
			f.tcp.CloseWrite()
			for end := time.Now().Add(10 * time.Second); ; {
				if ok, err := s.Peek(); ok && err == io.EOF {
					break
				}
				if time.Now().After(end) {
					t.Fatal("the end is not seen")
				}
			}
		})
	}
}

// Bytes that nobody takes do not keep a hot stream from reading those behind them.
func TestHotStreamReadsOnBehindWhatIsQueued(t *testing.T) {
	for _, kind := range tlsKinds {
		t.Run(kind, func(t *testing.T) {
			st, f := pair(t, kind)
			s := st.(*pump)
			all := func(want int) {
				t.Helper()
				for end := time.Now().Add(10 * time.Second); s.Available() < want; {
					if time.Now().After(end) {
						t.Fatalf("%d bytes of %d", s.Available(), want)
					}
				}
			}
			f.Write([]byte("x"))
			all(1)
			resting(t, s)
			s.reading.Lock()
			s.heat()
			s.reading.Unlock()
			f.Write([]byte("y"))
			all(2)
		})
	}
}

// A stream that turns cold tells the reader of what came while it was hot.
func TestCoolingWakesTheReader(t *testing.T) {
	st, f := pair(t, "tls13")
	s := st.(*pump)
	for range 50 {
		resting(t, s)
		s.reading.Lock()
		s.heat()
		s.reading.Unlock()
		f.Write([]byte("x"))
		for unreadOf(s) == 0 && !s.in.ready() {
		}
		s.reading.Lock()
		s.cool()
		s.reading.Unlock()
		select {
		case <-s.in.data:
		case <-time.After(10 * time.Second):
			t.Fatal("the reader sleeps on")
		}
		if n, err := s.Read(make([]byte, 2)); n != 1 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
	}
}

func TestNoHeatWhileSomebodyWaits(t *testing.T) {
	st, _ := pair(t, "tls13")
	s := st.(*pump)
	s.await()
	s.reading.Lock()
	s.heat()
	hot := s.hot.Load()
	s.reading.Unlock()
	s.waiting.Add(-1)
	if hot {
		t.Error("hot")
	}
}
