// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"runtime"
	"sync"
	"syscall"
	"testing"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/fault"
)

func TestStreamCarriesBytesBothWays(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind)
		data := pattern(3<<20 + 77)
		var wg sync.WaitGroup
		wg.Go(func() {
			defer f.closeWrite()
			if _, err := io.CopyN(f, f, int64(len(data))); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() { put(t, s, data) })
		got, err := drain(t, s)
		wg.Wait()
		if err != io.EOF || !bytes.Equal(got, data) {
			t.Fatalf("%d bytes of %d, %v", len(got), len(data), err)
		}
		for range 2 { // the end stays
			if n, err := s.Read(make([]byte, 9)); n != 0 || err != io.EOF {
				t.Fatal(n, err)
			}
			if ok, err := s.Peek(); !ok || err != io.EOF {
				t.Fatal(ok, err)
			}
			if n := s.Available(); n != 0 {
				t.Fatal(n)
			}
			if err := s.WaitRead(nil); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestStreamIdle(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind)
		if n, err := s.Read(make([]byte, 9)); n != 0 || err != nil {
			t.Fatal(n, err)
		}
		if ok, err := s.Peek(); ok || err != nil {
			t.Fatal(ok, err)
		}
		if s.Available() != 0 || s.Pending() {
			t.Fatal("not idle")
		}
		if n, err := s.Read(nil); n != 0 || err != nil {
			t.Fatal(n, err)
		}
		if n, err := s.Write(nil); n != 0 || err != nil {
			t.Fatal(n, err)
		}
		if err := s.SetNoDelay(false); err != nil {
			t.Fatal(err)
		}
		if (s.ConnectionState() != nil) != (kind == "tls12" || kind == "tls13" || kind == "nested") {
			t.Fatal("connection state")
		}
		if s.LocalAddr().String() != f.RemoteAddr().String() || s.RemoteAddr().String() != f.LocalAddr().String() {
			t.Fatal("addresses")
		}
	})
}

func TestPeekAndAvailableConsumeNothing(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind)
		io.WriteString(f, "hello")
		if err := s.WaitRead(nil); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if ok, err := s.Peek(); !ok || err != nil {
				t.Fatal(ok, err)
			}
			if n := s.Available(); n != 5 {
				t.Fatal(n)
			}
		}
		var b [3]byte
		if n, err := s.Read(b[:]); n != 3 || err != nil || string(b[:]) != "hel" {
			t.Fatal(n, err, b)
		}
		if n := s.Available(); n != 2 {
			t.Fatal(n)
		}
		if n, err := s.Read(b[:]); n != 2 || err != nil || string(b[:2]) != "lo" {
			t.Fatal(n, err, b)
		}
		if ok, err := s.Peek(); ok || err != nil {
			t.Fatal(ok, err)
		}
	})
}

// A server that has ended its half can still be written to.
func TestHalfClose(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind)
		io.WriteString(f, "bye")
		f.closeWrite()
		if got, err := drain(t, s); string(got) != "bye" || err != io.EOF {
			t.Fatalf("%q %v", got, err)
		}
		put(t, s, []byte("still here"))
		buf := make([]byte, 10)
		if _, err := io.ReadFull(f, buf); err != nil || string(buf) != "still here" {
			t.Fatalf("%q %v", buf, err)
		}
	})
}

func TestResetAfterBytes(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind)
		data := pattern(20000)
		f.Write(data)
		f.reset()
		got, err := drain(t, s)
		// Windows drops what nobody has read when a reset comes.
		if !bytes.Equal(got, data) && runtime.GOOS != "windows" {
			t.Fatalf("%d bytes of %d before %v", len(got), len(data), err)
		}
		failed(t, err, fault.Read)
		if _, again := s.Read(make([]byte, 1)); again != err {
			t.Fatalf("then %v, first %v", again, err)
		}
		if ok, again := s.Peek(); !ok || again != err {
			t.Fatalf("peek %v, first %v", again, err)
		}
	})
}

// The kernel tells a reset once, to whoever asks first; a later read would take the
// stream for one that ended in order.
func TestResetIsNoEndWhoeverSeesItFirst(t *testing.T) {
	first := map[string]func(t *testing.T, s Stream){
		"peek": func(t *testing.T, s Stream) {
			for {
				if ok, _ := s.Peek(); ok {
					return
				}
				runtime.Gosched()
			}
		},
		"wait": func(t *testing.T, s Stream) {
			if err := s.WaitRead(nil); err != nil {
				t.Error(err)
			}
		},
		"write": func(t *testing.T, s Stream) {
			for {
				if _, err := s.Write([]byte("x")); err != nil {
					failed(t, err, fault.Write)
					return
				}
				runtime.Gosched()
			}
		},
	}
	for who, look := range first {
		t.Run(who, func(t *testing.T) {
			eachKind(t, func(t *testing.T, kind string) {
				s, f := pair(t, kind)
				f.reset()
				look(t, s)
				_, err := drain(t, s)
				failed(t, err, fault.Read)
			})
		})
	}
}

// The other way round: an end in order stays one when a write then fails.
func TestEndStaysAnEndAfterFailedWrite(t *testing.T) {
	s, f := pair(t, "plain")
	f.closeWrite()
	if err := s.WaitRead(nil); err != nil {
		t.Fatal(err)
	}
	f.reset()
	for {
		if _, err := s.Write([]byte("x")); err != nil {
			failed(t, err, fault.Write)
			break
		}
	}
	if _, err := drain(t, s); err != io.EOF {
		t.Fatal(err)
	}
}

// A server that never reads: Write takes a bounded number of bytes, then none; Close
// drops them and ends the wait.
func TestWriteToServerThatNeverReads(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind)
		chunk := make([]byte, 64<<10)
		waits := make(chan error)
		for total := 0; ; {
			n, err := s.Write(chunk)
			if err != nil {
				t.Fatal(err)
			}
			if total += n; total > 64<<20 {
				t.Fatal("there is no bound")
			}
			if n == 0 {
				break
			}
		}
		go func() {
			for {
				if err := s.WaitWrite(nil); err != nil {
					waits <- err
					return
				}
				if _, err := s.Write(chunk); err != nil {
					waits <- err
					return
				}
			}
		}()
		s.Close()
		if err := <-waits; !errors.Is(err, net.ErrClosed) {
			t.Fatal(err)
		}
		failed(t, s.WaitWrite(nil), fault.Write)
		wantClosed(t, f.tcp)
	})
}

func TestWaitWriteEndsWhenServerReads(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind)
		data := pattern(24 << 20)
		go func() {
			put(t, s, data)
			for s.Pending() {
				runtime.Gosched()
			}
			s.Close()
		}()
		got, err := io.ReadAll(f)
		if err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%d of %d, %v", len(got), len(data), err)
		}
	})
}

// Close before, while and after a thread goes to sleep in WaitRead.
func TestCloseEndsWaitRead(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		for range 10 {
			s, f := pair(t, kind)
			stop := make(chan struct{})
			woken := make(chan error)
			go func() { woken <- s.WaitRead(stop) }()
			s.Close()
			s.Close()
			e := failed(t, <-woken, fault.Read)
			if !errors.Is(e, net.ErrClosed) {
				t.Fatal(e)
			}
			if _, err := s.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
				t.Fatal(err)
			}
			if _, err := s.Write(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
				t.Fatal(err)
			}
			if ok, err := s.Peek(); !ok || !errors.Is(err, net.ErrClosed) {
				t.Fatal(ok, err)
			}
			if n := s.Available(); n != 0 {
				t.Fatal(n)
			}
			wantClosed(t, f.tcp)
		}
	})
}

func TestStopEndsWait(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind)
		for range 20 {
			stop := make(chan struct{})
			woken := make(chan error)
			go func() { woken <- s.WaitRead(stop) }()
			// Whoever is parked hinders nobody who looks.
			if ok, err := s.Peek(); ok || err != nil {
				t.Fatal(ok, err)
			}
			close(stop)
			if err := <-woken; err != ErrStopped {
				t.Fatal(err)
			}
		}
		// The stream is as good as before.
		io.WriteString(f, "x")
		if err := s.WaitRead(make(chan struct{})); err != nil {
			t.Fatal(err)
		}
		if n, err := s.Read(make([]byte, 2)); n != 1 || err != nil {
			t.Fatal(n, err)
		}
	})
}

func TestStopEndsWaitWrite(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		s, f := pair(t, kind)
		chunk := make([]byte, 64<<10)
		stop := make(chan struct{})
		woken := make(chan error)
		go func() {
			for {
				n, err := s.Write(chunk)
				if n == 0 && err == nil {
					err = s.WaitWrite(stop)
				}
				if err != nil {
					woken <- err
					return
				}
			}
		}()
		if _, err := io.CopyN(io.Discard, f, 8<<20); err != nil {
			t.Fatal(err)
		}
		close(stop)
		if err := <-woken; err != ErrStopped {
			t.Fatal(err)
		}
	})
}

func TestPlainPathAllocatesNothing(t *testing.T) {
	s, f := pair(t, "plain")
	f.Write(make([]byte, 100))
	if err := s.WaitRead(nil); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 1)
	for name, call := range map[string]func(){
		"Peek":      func() { s.Peek() },
		"Available": func() { s.Available() },
		"Read":      func() { s.Read(buf) },
		"Write":     func() { s.Write(buf) },
	} {
		if n := testing.AllocsPerRun(50, call); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// Two hundred streams opened and closed leave no descriptor.
func TestNoDescriptorLeaks(t *testing.T) {
	count := func() int {
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip(err)
		}
		return len(entries)
	}
	open := func() {
		p := listen(t)
		for range 40 {
			a := dial.Connect(dial.Config{Host: "127.0.0.1", Port: p.port, Under: Under})
			c := <-p.conns
			s, err := outcome(a, Config{})
			if err != nil {
				t.Fatal(err)
			}
			s.Close()
			wantClosed(t, c)
			c.Close()
		}
		p.Close()
	}
	open()
	before := count()
	for range 5 {
		open()
	}
	if after := count(); after > before+10 {
		t.Fatalf("%d descriptors, then %d", before, after)
	}
}

func TestErrnoIsReachable(t *testing.T) {
	s, f := pair(t, "plain")
	f.reset()
	_, err := drain(t, s)
	if runtime.GOOS != "windows" && !errors.Is(err, syscall.ECONNRESET) {
		t.Fatal(err)
	}
}
