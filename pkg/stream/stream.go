// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import (
	"crypto/tls"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"httpclientgo/pkg/fault"
)

// closeGrace is how long Close leaves the connection to a goroutine that says close_notify. The socket's buffer is
// nearly never full then, so it takes microseconds.
const closeGrace = 250 * time.Millisecond

// Options of a stream. The zero value is usable.
type Options struct {
	// Buffers is memory that can change hands; nil: Go's is used, and Take returns nil.
	Buffers *Buffers
	// Quiet is a flag for whoever wants to know without a call that nothing has come, see Stream.Quiet; nil: nobody
	// does. The stream writes to it until Close returns.
	Quiet *atomic.Int32
	// State is the result of the TLS handshake with the host; nil: plain. It is shared and never changed.
	State *tls.ConnectionState
}

// A Stream is an open connection. No method but WaitRead and WaitWrite waits for the peer.
//
// One thread may read (Fetch, Bytes, Discard, Take, Quiet) and one may write (Send, Write) at a time; the rest may be
// called by any thread at any time. Errors are io.EOF, ErrBusy or *fault.Error. A Stream must be closed, or it keeps
// its descriptor and a goroutine.
//
//	goroutine  state                                left by
//	reader     parked, or filling the queue         the end, an error, Close
//	           waits for space                      half of the blocks released, Close
//	           leaves reading to the caller         1 ms without a find, anybody in WaitRead (attend.go)
//	writer     there is none                        Send or Write that does not fit
//	           writes, or waits for the peer        all is written, an error, Close
type Stream struct {
	conn    net.Conn // *tls.Conn over wire, or wire
	wire    *Wire
	isPlain bool // conn is wire
	state   *tls.ConnectionState
	addr    string
	closed  atomic.Bool

	in      queue
	waiting atomic.Int32 // threads in WaitRead

	// reading is held by whoever is in conn.Read. The caller's thread only tries it, but in WaitRead.
	reading   sync.Mutex
	isDrained bool         // for the holder of reading: nothing lies in conn, and the system tells by itself what comes
	timed     timedWait    // likewise
	attended  atomic.Bool  // the reader leaves reading to the caller
	declined  atomic.Int32 // how many new handshakes were, see renegotiation.go

	hand    atomic.Int32 // outside, inside or gone; see fetch.go
	fetched fetched      // of the reading thread, or of Close
	finds   finds        // of the reading thread
	left    atomic.Int64 // bytes of fetched

	out writer
}

// New returns a stream over conn, which is wire itself or TLS over it, and from then on its own.
func New(conn net.Conn, wire *Wire, o Options) *Stream {
	s := &Stream{conn: conn, wire: wire, isPlain: conn == net.Conn(wire), state: o.State, addr: wire.RemoteAddr().String()}
	s.in.init(o.Buffers, o.Quiet)
	s.isDrained = s.isPlain // a handshake may have left records in conn; of a plain one, no block is made to find nothing
	s.out.init()
	wire.begin(&s.attended, s.startWriter)
	go s.read()
	return s
}

func (s *Stream) fault(stage fault.Stage, err error) error {
	if isDeclined(err) {
		err = ErrRenegotiation
	}
	return fault.In(stage, "", s.addr, err)
}

func (s *Stream) LocalAddr() net.Addr  { return s.wire.LocalAddr() }
func (s *Stream) RemoteAddr() net.Addr { return s.wire.RemoteAddr() }

// SetNoDelay turns Nagle's algorithm off (true, as a new stream has it) or on.
func (s *Stream) SetNoDelay(on bool) error { return s.wire.SetNoDelay(on) }

// ConnectionState returns Options.State.
func (s *Stream) ConnectionState() *tls.ConnectionState { return s.state }

// Close ends the stream and every wait at once. Bytes that are Pending, and those that were not fetched, are dropped.
// Over TLS, close_notify is said (RFC 8446 Section 6.1) when nothing is pending and neither side has ended the stream.
func (s *Stream) Close() {
	isPolite := !s.isPlain && !s.Pending() && s.in.isOpen() && s.out.isOpen()
	s.in.close(s.fault(fault.Read, net.ErrClosed))
	if s.closed.Swap(true) {
		return
	}
	s.out.fail(s.fault(fault.Write, net.ErrClosed))
	s.dropFetched()
	if isPolite {
		go s.sayCloseNotify()
	} else {
		s.wire.Close()
	}
}

func (s *Stream) sayCloseNotify() {
	defer fault.Contain()
	defer s.wire.Close()
	s.wire.TCPConn.SetWriteDeadline(time.Now().Add(closeGrace))
	if c, ok := s.conn.(interface{ CloseWrite() error }); ok && c.CloseWrite() == nil {
		s.wire.catchUp()
	}
}
