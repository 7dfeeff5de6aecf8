// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/limits"
)

// A Hold makes the bytes of a body last beyond the call that brought them, unchanged, until release is called, by any
// thread.
type Hold func() (release func())

const (
	// copiedBody is the largest body, in bytes, that is copied behind its head and written with it: holding one costs
	// about as much.
	copiedBody = 64 << 10
	// firstPiece is how much of a larger one, in bytes, goes out with the head.
	firstPiece = 16 << 10
	// keptHead is the largest message, in bytes, whose memory is kept for the next one.
	keptHead = limits.KeptRequest
)

// A message is a request that is not sent yet: head, then body.
type message struct {
	head, body []byte
	release    func() // of body's memory; nil: nobody waits for it
}

func (m *message) empty() bool { return len(m.head) == 0 }

// drop lets go of the message without sending it.
func (m *message) drop() {
	release := m.release
	*m = message{}
	if release != nil {
		release()
	}
}

// ask takes a request, for flush to send. build appends the head to the slice it is passed; body is copied, or held if
// there is a hold and it is worth it. While the last request is not written, whose answer may be there already, this
// one waits behind it; a third is errBusy.
func (k *Connection) ask(build func(dst []byte) ([]byte, error), body []byte, hold Hold) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.next.empty() {
		return errBusy
	}
	if k.sending {
		k.head = nil // the stream reads it
	}
	head, err := build(k.head[:0])
	if err != nil {
		return err
	}
	k.head = nil
	copied := len(body)
	if hold != nil && copied > copiedBody {
		copied = firstPiece
		k.next.release = hold()
	}
	k.next.head, k.next.body = append(head, body[:copied]...), body[copied:]
	if head = k.next.head; cap(head) <= keptHead {
		k.head = head
	}
	k.asked = time.Now()
	return nil
}

// flush sends what waits once it is its turn, and reports whether all is written. The caller holds the lock.
func (k *Connection) flush() (done bool, err error) {
	if done, err := k.written(); !done || err != nil || k.next.empty() {
		return done, err
	}
	m := k.next
	k.next, k.sending = message{}, true
	if err := k.stream.Send(m.head, m.body, m.release); err != nil {
		m.drop()
		return false, err
	}
	return k.written()
}

// willEnd reports whether reading is about to meet the end of the connection, which says more than failed, an error of
// writing to it: the other side has closed it.
func (k *Connection) willEnd(failed error) bool {
	return !k.brought && (fault.Ended(failed) || fault.Reset(failed))
}

// written reports whether the last message that was sent has been written, and writes on at it where the stream has no
// goroutine for that. The caller holds the lock.
func (k *Connection) written() (bool, error) {
	if err := k.live(); err != nil || !k.sending {
		return err == nil, err
	}
	done, err := k.stream.Flush()
	if k.sending = !done; done {
		err = nil // of what is behind the message
	}
	return done, err
}

// writeFault returns why the connection takes no further request, though its other direction may be read; nil: it may
// take one.
func (k *Connection) writeFault() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.brought || k.live() != nil {
		return nil
	}
	_, err := k.stream.Flush()
	if err != nil && k.willEnd(err) {
		return errSpent
	}
	return err
}

// Write takes what fits of a script's own bytes; 0 and nil while the stream is full or a request is on its way. One
// that was given and not yet begun, since no poll has come, goes behind them, as in the engine.
func (k *Connection) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.live(); err != nil {
		return 0, err
	}
	return k.stream.Write(p)
}
