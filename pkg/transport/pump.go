// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/limits"
)

const (
	// inBlocks bounds what a pumped stream reads ahead. Then it stops reading, TCP's
	// window fills and the peer waits.
	inBlocks = limits.ReadQueue / blockSize
	// outBlocks bounds what Write takes ahead.
	outBlocks = limits.WriteQueue / blockSize
	// closeGrace is how long Close leaves the descriptor to a goroutine that says
	// close_notify. The socket's buffer is nearly never full then, so it takes
	// microseconds.
	closeGrace = 250 * time.Millisecond
)

// A pump is a Stream over a connection that can only be read by waiting: a reader
// and a writer goroutine do the waiting, and for TLS the cryptography.
//
// A connection that never waits is also read and written on the caller's thread, as
// far as there is little to do: see prompt.go.
//
//	state      reader                       writer                left by
//	flowing    conn.Read, or idle           conn.Write, or idle   end, error, Close
//	in full    waits for space              -                     Read, Close
//	in ended   gone; bytes stay readable    -                     Close
//	out failed -                            gone; bytes dropped   Close
//	closed     gone as soon as it notices   says close_notify, gone
type pump struct {
	conn  net.Conn // *tls.Conn, or tcp
	tcp   link
	state *tls.ConnectionState
	addr  string
	hooks *hooks

	// idle waits until tcp has bytes, when conn.Read gives errWouldBlock; nil when it
	// waits by itself. Waiting here, the reader holds no block.
	idle func() error

	// prompt is what the caller's thread goes by; nil: conn waits by itself.
	prompt prompt
	// reading is held by whoever is in conn.Read and fills in, sending by whoever is in
	// conn.Write.
	reading, sending sync.Mutex
	hot              atomic.Bool // the reader sleeps over a few bytes; see prompt.go
	hit              time.Time   // when the caller's thread last read any; under reading
	drive            drive
	waiting          atomic.Int32 // threads in WaitRead

	in, out queue
	writing atomic.Bool // the writer is in conn.Write, or about to tell how it went
	closed  atomic.Bool
	stop    chan struct{} // closed by Close
	grace   *time.Timer   // set before stop is closed
}

// A link is what a pump needs of a *net.TCPConn.
type link interface {
	net.Conn
	SetNoDelay(bool) error
}

func newPump(conn net.Conn, tcp link, idle func() error, state *tls.ConnectionState, cfg *Config) *pump {
	s := makePump(conn, tcp, idle, state, cfg)
	s.start()
	return s
}

func makePump(conn net.Conn, tcp link, idle func() error, state *tls.ConnectionState, cfg *Config) *pump {
	s := &pump{
		conn: conn, tcp: tcp, idle: idle, state: state, hooks: cfg.hooks,
		addr: tcp.RemoteAddr().String(),
		stop: make(chan struct{}),
	}
	s.drive.over = make(chan struct{}, 1)
	s.in.init(inBlocks, cfg.Buffers, &pumpedPortion)
	s.out.init(outBlocks, nil, nil)
	return s
}

func (s *pump) start() {
	go s.readLoop()
	go s.writeLoop()
}

func (s *pump) fault(phase fault.Stage, err error) error { return fault.In(phase, "", s.addr, err) }

func (s *pump) readLoop() {
	defer func() {
		if v := recover(); v != nil {
			s.in.end(s.fault(fault.Read, fault.Caught(v)))
		}
	}()
	s.hooks.entered(fault.Read)
	for s.yield() {
		s.reading.Lock()
		if s.rest() > 0 {
			s.reading.Unlock()
			continue
		}
		s.surface()
		full, err := s.fill(waitBlock)
		s.reading.Unlock()
		if full {
			select {
			case <-s.in.space:
				continue
			case <-s.stop:
				return
			}
		}
		if err != nil && errors.Is(err, errWouldBlock) {
			err = s.idle()
		}
		if err != nil {
			s.endRead(err)
			return
		}
	}
}

// fill makes one conn.Read into the queue, unless that is full. For the holder of
// reading.
func (s *pump) fill(get blockSource) (full bool, err error) {
	defer func() {
		if v := recover(); v != nil {
			s.in.commit(0)
			err = fault.Caught(v)
		}
	}()
	p := s.in.reserve(get)
	if p == nil {
		return true, nil
	}
	n, err := s.conn.Read(p)
	s.in.commit(n)
	return false, err
}

func (s *pump) endRead(err error) {
	if err == io.EOF && s.state == nil {
		err = s.endOrReset()
	}
	if err != io.EOF {
		err = s.fault(fault.Read, err)
	}
	s.in.end(err)
}

// endOrReset tells what the end of a plain stream means. Some kernels tell a reset
// once, and if the writer was told, the reader finds an end. A write that was told
// returns at once; one that takes longer waits for a peer that has ended its half,
// but still is there. EPIPE is what the writer is told when the end came first.
func (s *pump) endOrReset() error {
	for range 50 {
		if !s.writing.Load() {
			break
		}
		time.Sleep(time.Millisecond)
	}
	s.out.mu.Lock()
	defer s.out.mu.Unlock()
	var told syscall.Errno
	if errors.As(s.out.err, &told) && told != syscall.EPIPE {
		return told
	}
	return io.EOF
}

func (s *pump) writeLoop() {
	defer func() {
		if v := recover(); v != nil {
			s.out.fail(s.fault(fault.Write, fault.Caught(v)))
			s.out.release(0)
			s.writing.Store(false)
			if s.closed.Load() {
				s.tcp.Close()
			}
		}
	}()
	s.hooks.entered(fault.Write)
	for {
		if err := s.settle(); err != nil {
			s.out.fail(s.fault(fault.Write, err))
			return
		}
		p := s.out.view()
		if p == nil {
			select {
			case <-s.out.data:
				continue
			case <-s.stop:
				s.farewell()
				return
			}
		}
		s.writing.Store(true)
		n, err := s.encrypt(p)
		if err == nil {
			err = s.settle()
		}
		if err != nil {
			s.out.fail(s.fault(fault.Write, err))
		}
		s.writing.Store(false)
		s.out.release(n)
		if err != nil {
			return
		}
	}
}

// encrypt is conn.Write for the writer; its thread may hold sending only that long.
func (s *pump) encrypt(p []byte) (int, error) {
	s.sending.Lock()
	defer s.sending.Unlock()
	return s.conn.Write(p)
}

// farewell says close_notify, RFC 8446 Section 6.1, if Close left that to the
// writer.
func (s *pump) farewell() {
	if s.grace == nil {
		return
	}
	if t, ok := s.conn.(*tls.Conn); ok {
		t.CloseWrite() // a peer that is gone does not matter any more
		s.settle()
	}
	s.tcp.Close()
	s.grace.Stop()
}

func (s *pump) Take(size int) Buffer {
	if size == blockSize && s.in.queued.Load() < blockSize && s.drives() {
		s.driveOn()
	}
	return s.in.take(size)
}

func (s *pump) Whole() bool { return s.in.isWhole() }

func (s *pump) Read(p []byte) (n int, err error) {
	s.readNow()
	p = p[:s.in.piece(len(p))]
	for n < len(p) {
		v := s.in.view()
		if v == nil {
			break
		}
		k := copy(p[n:], v)
		s.in.release(k)
		n += k
	}
	if n > 0 || len(p) == 0 {
		return n, nil
	}
	return 0, s.in.ended()
}

func (s *pump) Write(p []byte) (n int, err error) {
	if s.writeNow(p) {
		return len(p), nil
	}
	for n < len(p) {
		v := s.out.reserve(newBlock)
		if v == nil {
			break
		}
		k := copy(v, p[n:])
		s.out.commit(k)
		n += k
	}
	if n > 0 || len(p) == 0 {
		return n, nil
	}
	return 0, s.out.ended()
}

func (s *pump) Available() int {
	s.readNow()
	return int(s.in.queued.Load())
}

func (s *pump) Peek() (bool, error) {
	if s.hot.Load() {
		s.lookHot()
	}
	if s.in.queued.Load() > 0 {
		return true, nil
	}
	if !s.in.over.Load() {
		return false, nil
	}
	return true, s.in.ended()
}

func (s *pump) WaitRead(stop <-chan struct{}) error {
	if s.prompt != nil {
		s.await()
		defer s.waiting.Add(-1)
	}
	for !s.in.ready() {
		select {
		case <-s.in.data:
		case <-stop:
			return ErrStopped
		case <-s.stop:
		}
	}
	if s.closed.Load() {
		return s.fault(fault.Read, net.ErrClosed)
	}
	return nil
}

func (s *pump) WaitWrite(stop <-chan struct{}) error {
	for !s.out.open() {
		select {
		case <-s.out.space:
		case <-stop:
			return ErrStopped
		case <-s.stop:
		}
	}
	if s.closed.Load() {
		return s.fault(fault.Write, net.ErrClosed)
	}
	return nil
}

func (s *pump) Pending() bool {
	return s.out.queued.Load() > 0 || s.prompt != nil && s.prompt.behind()
}

func (s *pump) LocalAddr() net.Addr                   { return s.tcp.LocalAddr() }
func (s *pump) RemoteAddr() net.Addr                  { return s.tcp.RemoteAddr() }
func (s *pump) SetNoDelay(on bool) error              { return s.tcp.SetNoDelay(on) }
func (s *pump) ConnectionState() *tls.ConnectionState { return s.state }

// Close leaves the last word to the writer when that is worth it: over TLS, with
// nothing pending and a peer that still listens.
func (s *pump) Close() {
	if s.closed.Swap(true) {
		return
	}
	polite := s.state != nil && !s.Pending() && !s.out.over.Load() && !s.in.over.Load()
	s.in.fail(s.fault(fault.Read, net.ErrClosed))
	s.out.fail(s.fault(fault.Write, net.ErrClosed))
	if polite {
		s.grace = time.AfterFunc(closeGrace, func() {
			defer fault.Contain()
			s.tcp.Close()
		})
	}
	close(s.stop)
	if !polite {
		s.tcp.Close()
	}
}
