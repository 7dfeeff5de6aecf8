// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/transport"
)

// A Connection is the byte stream under a client from Connect on: first an
// attempt, then a stream with what was read from it and not yet used. The client
// and a script that asked for the connection both read and write through it, so
// no byte is lost between them, in either order.
//
// Methods may be called from any thread. Close ends every wait.
type Connection struct {
	cfg dial.Config

	mu      sync.Mutex
	attempt *dial.Attempt    // nil once it is over
	stream  transport.Stream // nil until it is over
	closed  bool
	failure error // why the attempt came to nothing
	pumped  bool  // the stream knows for nothing how much it has ready
	asks    bool  // each look at the stream is a system call
	buffers *transport.Buffers
	giver   transport.Giver // stream, if it has Buffers
	in      inBuffer
	out     sender
	pause   pause

	times     dial.Timings
	asked     time.Time // when the request was given that has no answer yet
	firstByte time.Duration

	// bound: a script brought the stream, so only the thread of a call may touch it.
	bound bool
	sure  int64 // bytes that belong to the message being read, for a bound stream

	// lent: a script brought the stream or has used it, so bytes that the client did
	// not ask for may be its own.
	lent atomic.Bool
	// shown: a script has got hold of the stream at some time, so its descriptor may be
	// closed without the client.
	shown atomic.Bool
	held  atomic.Pointer[func() bool]
	over  atomic.Bool
}

func dialled(cfg dial.Config, buffers *transport.Buffers) *Connection {
	return &Connection{cfg: cfg, attempt: dial.Connect(cfg), buffers: buffers}
}

// closedConnection is what a failed connect leaves to look at.
func closedConnection(cfg dial.Config) *Connection {
	return &Connection{cfg: cfg, closed: true}
}

// failedConnection is an attempt that is over before it began.
func failedConnection(cfg dial.Config, err error) *Connection {
	return &Connection{cfg: cfg, closed: true, failure: err}
}

func adopt(s transport.Stream) *Connection {
	k := &Connection{stream: s}
	_, k.bound = s.(callerBound)
	k.lent.Store(true)
	return k
}

// resolved and ready look at the attempt; ready's error is a *fault.Error.
func (k *Connection) resolved() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.attempt == nil || k.attempt.Resolved() || k.attempt.Done()
}

func (k *Connection) ready() (bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.failure != nil:
		return false, k.failure
	case k.closed:
		return false, net.ErrClosed
	case k.stream != nil:
		return true, nil
	}
	if !k.attempt.Done() {
		return false, nil
	}
	var s transport.Stream
	conn, err := k.attempt.Result()
	k.times = k.attempt.Timings()
	k.attempt = nil
	if err == nil {
		s, err = transport.New(conn, transport.Config{Buffers: k.buffers})
	}
	if err != nil {
		k.closed, k.failure = true, err
		return false, err
	}
	k.stream = s
	k.pumped = s.ConnectionState() != nil
	k.asks = !k.pumped
	if k.buffers != nil {
		k.giver, _ = s.(transport.Giver)
	}
	return true, nil
}

// Close ends attempt or stream at once and drops what is buffered.
func (k *Connection) Close() {
	k.mu.Lock()
	attempt, stream := k.attempt, k.stream
	k.attempt, k.closed = nil, true
	k.in.release()
	k.out.rest.drop()
	k.mu.Unlock()
	if attempt != nil {
		attempt.Cancel()
	}
	if stream != nil {
		stream.Close()
	}
}

// TLS tells whether the connection is, or will be, encrypted.
func (k *Connection) TLS() bool { return k.cfg.TLS != nil }

// Open tells whether bytes can flow, Connecting whether they may yet.
func (k *Connection) Open() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return !k.closed && k.stream != nil
}

// Connecting tells whether the attempt still runs or waits for the client to
// take it.
func (k *Connection) Connecting() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return !k.closed && k.stream == nil
}

// Stream is the transport under the connection, nil before it is connected and
// after Close.
func (k *Connection) Stream() transport.Stream {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return nil
	}
	return k.stream
}

// live is Stream for those who hold the lock, with the reason where there is none.
func (k *Connection) live() (transport.Stream, error) {
	if k.closed || k.stream == nil {
		return nil, net.ErrClosed
	}
	return k.stream, nil
}

// Read takes what is there into p without waiting, buffered bytes first. 0 and
// nil: nothing yet. The error io.EOF or a *fault.Error comes after the last
// byte, again and again.
func (k *Connection) Read(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.read(p)
}

func (k *Connection) read(p []byte) (int, error) {
	k.pushOn()
	n := k.in.take(p)
	if n == len(p) || n > 0 && k.giver != nil && k.giver.Whole() {
		return n, nil
	}
	s, err := k.live()
	if err == nil {
		var m int
		m, err = s.Read(p[n:])
		k.saw(m, len(p)-n)
		n += m
	}
	if n > 0 {
		err = nil // it comes again
	}
	return n, err
}

// take gives the next want bytes as a Buffer, if they lie in one; else nil.
func (k *Connection) take(want int64) transport.Buffer {
	k.mu.Lock()
	defer k.mu.Unlock()
	if want != transport.BufferSize || k.giver == nil || k.closed || k.in.size() > 0 {
		return nil
	}
	return k.giver.Take(transport.BufferSize)
}

// whole tells whether the next read will find a Buffer to take, unless one before it
// takes less.
func (k *Connection) whole() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.giver != nil && !k.closed && k.in.size() == 0 && k.giver.Whole()
}

// estimate is how much of want a read will find: 0 when there is nothing, never 0
// when there is an end to meet. It looks where that takes no system call, and where
// want is so large that an array of it for one byte would let a peer that dribbles
// cost megabytes a byte.
func (k *Connection) estimate(want int64) int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	s, err := k.live()
	if !k.pumped && want <= inBufferSize || err != nil {
		return want // the read itself finds out, which is one system call less
	}
	if n := k.in.size() + s.Available(); n > 0 {
		return min(want, int64(n))
	}
	if readable, err := s.Peek(); readable || err != nil {
		return min(want, 1)
	}
	return 0
}

// idle tells whether nothing is left over of the last exchange that a next one would
// meet. The goroutine that writes is none of it: it may have written all and not yet
// said so, and what is sent next waits for it.
func (k *Connection) idle() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.in.size() == 0 && k.out.rest.empty() && k.out.err == nil
}

// Available is how many bytes a Read gives now.
func (k *Connection) Available() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	n := k.in.size()
	if s, err := k.live(); err == nil {
		n += s.Available()
	}
	return n
}

// unasked tells whether anything waits to be read while nothing was asked for: a
// byte, an end, or an error.
func (k *Connection) unasked() (bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.pushOn()
	if k.in.size() > 0 {
		return true, nil
	}
	s, err := k.live()
	if err != nil {
		return true, err
	}
	return s.Peek()
}

// buffered gives the bytes read ahead, reading once from the stream when there
// are none, and unless it rests or patient is false. Empty with nil: nothing yet. The
// slice is valid until the next call on the connection; use tells how much of it was
// taken.
func (k *Connection) buffered(patient bool) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if b := k.in.bytes(); len(b) > 0 {
		return b, nil
	}
	if patient && k.pause.lasts() {
		return nil, nil
	}
	s, err := k.live()
	if err != nil {
		return nil, err
	}
	k.pushOn()
	p := k.ahead()
	n, err := s.Read(p)
	k.saw(n, len(p))
	k.in.wrote(n)
	if n > 0 {
		return k.in.bytes(), nil
	}
	k.in.release()
	return nil, err
}

func (k *Connection) use(n int) {
	k.mu.Lock()
	k.answered()
	k.in.use(n)
	k.mu.Unlock()
}

// WaitRead sleeps until a read has something to say, or Close. It may return
// early: the read tells.
func (k *Connection) WaitRead() error {
	s, ready, err := k.waitable()
	if err != nil || ready {
		return err
	}
	return s.WaitRead(nil)
}

// WaitWrite sleeps until a Write takes something, or Close, likewise.
func (k *Connection) WaitWrite() error {
	s, _, err := k.waitable()
	if err != nil {
		return err
	}
	return s.WaitWrite(nil)
}

func (k *Connection) waitable() (s transport.Stream, ready bool, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	s, err = k.live()
	return s, k.in.size() > 0, err
}

// truncated says what an end of the stream means in the middle of a message.
func truncated(err, meaning error) error {
	if err == io.EOF {
		return meaning
	}
	return err
}
