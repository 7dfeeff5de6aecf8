// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"net"
	"sync"
	"sync/atomic"
	"time"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/stream"
)

// A Connection is the byte stream under a client from Connect on: first an attempt, then a Stream. The client and a
// script that asked for the connection both read and write through it, so no byte is lost between them, in either
// order.
//
// Methods may be called from any thread. Close ends every wait.
type Connection struct {
	cfg     dial.Config
	options stream.Options
	// brought: a script brought the stream, and keeps it when the connection ends.
	brought bool

	mu      sync.Mutex    // taken inside the client's, never the other way round
	attempt *dial.Attempt // nil once it is over
	stream  Stream        // nil until it is over
	closed  bool
	failure error // why the attempt came to nothing

	unread  int     // bytes that stream.Bytes can walk
	next    message // waits for a poll, or for the last one to be written
	sending bool    // the last message is not known to be written
	head    []byte  // memory of the last message's head, for the next one

	times     dial.Timings
	asked     time.Time // when the request was given that has no answer yet
	firstByte time.Duration

	// lent: a script brought the stream or has used it, so bytes that the client did not ask for may be its own.
	lent atomic.Bool
	// shown: a script has got hold of the stream at some time, so it may be read and closed without the client.
	shown atomic.Bool
	held  atomic.Pointer[func() bool]
	over  atomic.Bool
}

// dialled starts an attempt. The stream will have o, but for its TLS state.
func dialled(cfg dial.Config, o stream.Options) *Connection {
	cfg.Under = newWire
	return &Connection{cfg: cfg, options: o, attempt: dial.Connect(cfg)}
}

func newWire(tcp *net.TCPConn) (net.Conn, error) {
	w, err := stream.NewWire(tcp)
	if err != nil {
		return nil, err
	}
	return w, nil
}

// closedConnection is what a failed connect leaves to look at.
func closedConnection(cfg dial.Config) *Connection {
	return &Connection{cfg: cfg, closed: true}
}

// failedConnection is an attempt that is over before it began.
func failedConnection(cfg dial.Config, err error) *Connection {
	return &Connection{cfg: cfg, closed: true, failure: err}
}

func adopt(s Stream) *Connection {
	k := &Connection{stream: s, brought: true}
	k.lent.Store(true)
	return k
}

// resolved reports whether the attempt has an address, or is over.
func (k *Connection) resolved() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.attempt == nil || k.attempt.Resolved() || k.attempt.Done()
}

// ready reports whether there is a stream. Its error is a *fault.Error.
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
	conn, err := k.attempt.Result()
	k.times = k.attempt.Timings()
	k.attempt = nil
	if err != nil {
		k.closed, k.failure = true, err
		return false, err
	}
	k.options.State = conn.TLS
	k.stream = stream.New(conn.Conn, conn.Under.(*stream.Wire), k.options)
	return true, nil
}

// Close ends attempt or stream at once and drops what is fetched and what waits to be sent.
func (k *Connection) Close() {
	k.mu.Lock()
	attempt, stream := k.attempt, k.stream
	k.attempt, k.closed, k.unread = nil, true, 0
	next := k.next
	k.next = message{}
	k.mu.Unlock()
	next.drop()
	if attempt != nil {
		attempt.Cancel()
	}
	if stream != nil {
		stream.Close()
	}
}

// TLS reports whether the connection is, or will be, encrypted.
func (k *Connection) TLS() bool { return k.cfg.TLS != nil }

// Open reports whether bytes can flow.
func (k *Connection) Open() bool { return k.Stream() != nil }

// Connecting reports whether the attempt still runs or waits for the client to take it.
func (k *Connection) Connecting() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return !k.closed && k.stream == nil
}

// Stream returns what is under the connection, nil before it is connected and after Close.
func (k *Connection) Stream() Stream {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return nil
	}
	return k.stream
}

// live returns an error where no bytes can flow. The caller holds the lock.
func (k *Connection) live() error {
	if k.closed || k.stream == nil {
		return net.ErrClosed
	}
	return nil
}

// fetch asks the stream once for what has come, and writes on at a request that is on its way, for a script's stream
// does that in no other way. The error is the end, when nothing is unread. The caller holds the lock.
func (k *Connection) fetch(most int64) error {
	if err := k.live(); err != nil {
		return err
	}
	if k.sending {
		_, _ = k.written() // the error is for flush to tell
	}
	n, err := k.stream.Fetch(most)
	k.unread = n
	if n > 0 {
		k.answered()
		return nil
	}
	return err
}

// discard drops the first n bytes of the stream's Bytes. The caller holds the lock.
func (k *Connection) discard(n int) {
	k.stream.Discard(n)
	k.unread -= n
}

// copyTo fills p with fetched bytes, and returns how many there were. The caller holds the lock.
func (k *Connection) copyTo(p []byte) (n int) {
	for n < len(p) && k.unread > 0 {
		m := copy(p[n:], k.stream.Bytes())
		k.discard(m)
		n += m
	}
	return n
}

// Read takes what is there into p without waiting. 0 and nil: nothing yet. The error io.EOF or a *fault.Error comes
// after the last byte, again and again.
func (k *Connection) Read(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.live(); err != nil || len(p) == 0 {
		return 0, err
	}
	if k.unread < len(p) {
		if err := k.fetch(int64(len(p) - k.unread)); err != nil {
			return 0, err
		}
	}
	return k.copyTo(p), nil
}

// Available returns how many bytes a Read takes now.
func (k *Connection) Available() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	_ = k.fetch(0) // an end is the read's to tell
	return k.unread
}

// unasked reports whether anything waits to be read while nothing was asked for: a byte, an end, or an error. If not,
// the stream is to say when that changes, where it can.
func (k *Connection) unasked() (bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.unread > 0 {
		return true, nil
	}
	err := k.fetch(0)
	if k.unread == 0 && err == nil && k.unshared() {
		k.stream.Quiet()
	}
	return k.unread > 0 || err != nil, err
}

// unshared reports whether nobody but the client reads the stream, which can then say when there is something to see.
func (k *Connection) unshared() bool { return !k.brought && !k.shown.Load() }

// idle reports whether nothing is left over of the last exchange that a next one would meet. That a request is still
// being written is none of it: what is sent next waits for it. The caller holds the lock.
func (k *Connection) idle() bool {
	if k.unread > 0 || !k.next.empty() {
		return false
	}
	_, err := k.written()
	return err == nil
}

// skipEmptyLines drops the stray line ends that some servers send behind an answer, which resp is, and reports whether
// the connection is idle then.
func (k *Connection) skipEmptyLines(resp *h1.Response) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	for k.unread > 0 {
		n := resp.EmptyLines(k.stream.Bytes())
		k.discard(n)
		if n == 0 {
			return false
		}
	}
	return k.idle()
}

// WaitRead parks the caller until a read has something to say, or Close. It may return early.
func (k *Connection) WaitRead() error {
	s, ready, err := k.parked()
	if err != nil || ready {
		return err
	}
	return s.WaitRead()
}

// WaitWrite parks the caller until a Write takes something, or Close, likewise.
func (k *Connection) WaitWrite() error {
	s, _, err := k.parked()
	if err != nil {
		return err
	}
	return s.WaitWrite()
}

// parked returns the stream to wait for, and whether a read need not wait.
func (k *Connection) parked() (s Stream, ready bool, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.stream, k.unread > 0, k.live()
}
