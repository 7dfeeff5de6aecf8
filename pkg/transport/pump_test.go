// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// A fakeLink is a connection without a system under it. Read fills p while the
// budget lasts, then waits for Close; Write waits for Close when it is stuck.
type fakeLink struct {
	net.Conn
	budget  atomic.Int64 // bytes that Read still gives
	taken   atomic.Int64 // bytes that Read gave
	written atomic.Int64
	stuck   bool
	closed  chan struct{}
}

func newFakeLink(budget int64) *fakeLink {
	l := &fakeLink{closed: make(chan struct{})}
	l.budget.Store(budget)
	return l
}

func (l *fakeLink) Read(p []byte) (int, error) {
	n := min(int64(len(p)), l.budget.Load())
	if n == 0 {
		<-l.closed
		return 0, net.ErrClosed
	}
	l.budget.Add(-n)
	l.taken.Add(n)
	return int(n), nil
}

func (l *fakeLink) Write(p []byte) (int, error) {
	if l.stuck {
		<-l.closed
		return 0, net.ErrClosed
	}
	l.written.Add(int64(len(p)))
	return len(p), nil
}

func (l *fakeLink) Close() error          { close(l.closed); return nil }
func (l *fakeLink) SetNoDelay(bool) error { return nil }
func (l *fakeLink) LocalAddr() net.Addr   { return l.RemoteAddr() }
func (l *fakeLink) RemoteAddr() net.Addr {
	return net.TCPAddrFromAddrPort(netip.MustParseAddrPort("192.0.2.1:80"))
}

// A reader on our side that takes nothing stops the peer: exactly the bound is read
// ahead, and reading goes on when half of it is taken.
func TestPumpReadsAheadWithinBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newFakeLink(1 << 40)
		s := newPump(l, l, nil, nil, new(Config))
		defer s.Close()
		const bound = inBlocks * blockSize
		synctest.Wait()
		if n := l.taken.Load(); n != bound || s.Available() != bound {
			t.Fatalf("read %d ahead, available %d", n, s.Available())
		}
		buf := make([]byte, bound/2-1)
		if n, err := s.Read(buf); n != len(buf) || err != nil {
			t.Fatal(n, err)
		}
		synctest.Wait()
		if n := l.taken.Load(); n != bound {
			t.Fatalf("read %d", n)
		}
		if n, err := s.Read(buf[:1]); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		synctest.Wait()
		if n := l.taken.Load(); n != bound+bound/2 {
			t.Fatalf("read %d", n)
		}
	})
}

func TestPumpWritesWithinBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newFakeLink(0)
		l.stuck = true
		s := newPump(l, l, nil, nil, new(Config))
		const bound = outBlocks * blockSize
		if n, err := s.Write(make([]byte, 10*bound)); n != bound || err != nil {
			t.Fatal(n, err)
		}
		synctest.Wait()
		if n, err := s.Write([]byte("x")); n != 0 || err != nil {
			t.Fatal(n, err)
		}
		if !s.Pending() {
			t.Fatal("nothing pending")
		}
		woken := make(chan error, 1)
		go func() { woken <- s.WaitWrite(nil) }()
		synctest.Wait()
		s.Close()
		if err := <-woken; !errors.Is(err, net.ErrClosed) {
			t.Fatal(err)
		}
		synctest.Wait()
		if s.Pending() || s.out.held != 0 || s.in.held != 0 {
			t.Fatalf("after Close: pending %v, blocks %d and %d", s.Pending(), s.out.held, s.in.held)
		}
	})
}

func TestPumpTellsWhatIsOnTheWire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newFakeLink(0)
		s := newPump(l, l, nil, nil, new(Config))
		defer s.Close()
		s.Write([]byte("hello"))
		synctest.Wait()
		if s.Pending() || l.written.Load() != 5 || s.out.held != 0 {
			t.Fatal("not written")
		}
	})
}

// A patientConn is one that says errWouldBlock, as the wire under TLS does.
type patientConn struct {
	*fakeLink
	bytes chan byte
}

func (c *patientConn) Read(p []byte) (int, error) {
	select {
	case b, ok := <-c.bytes:
		if !ok {
			return 0, io.EOF
		}
		p[0] = b
		return 1, nil
	default:
		return 0, errWouldBlock
	}
}

func TestPumpHoldsNoMemoryWhenIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newFakeLink(0)
		conn := &patientConn{l, make(chan byte, 10)}
		more := make(chan struct{})
		s := newPump(conn, l, func() error { <-more; return nil }, nil, new(Config))
		defer s.Close()
		synctest.Wait()
		if s.in.held != 0 {
			t.Fatal("a block while nothing came")
		}
		conn.bytes <- 'a'
		more <- struct{}{}
		synctest.Wait()
		if s.in.held != 1 || s.Available() != 1 {
			t.Fatal(s.in.held, s.Available())
		}
		s.Read(make([]byte, 10))
		if s.in.held != 0 {
			t.Fatal("a block after all was read")
		}
		close(conn.bytes)
		close(more)
		synctest.Wait()
		if _, err := s.Read(make([]byte, 1)); err != io.EOF {
			t.Fatal(err)
		}
	})
}
