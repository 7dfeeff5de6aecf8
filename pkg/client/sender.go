// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"
	"runtime/debug"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/transport"
)

// keptOut is the largest request, in bytes, whose memory is kept for the next one.
const keptOut = limits.KeptRequest

var errBusy = errors.New("the last request is still on its way")

// A sender holds a request on its way out. What the stream takes at once is
// written on the caller's thread; the rest is written by a goroutine, so that an
// upload does not wait for the next frame.
type sender struct {
	rest message // not yet written, nor given to the goroutine
	mem  []byte  // rest's head is its tail; reused
	busy bool    // a goroutine writes; rest waits for it
	err  error
}

// Send starts to write a request. append gives the head, built on the slice it is
// passed; body is copied, or held if there is a hold and it is worth it. While the
// goroutine is still at the last message, whose answer may be there already, this one
// waits behind it; a third fails.
func (k *Connection) Send(build func(dst []byte) ([]byte, error), body []byte, hold Hold) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.out.rest.empty() {
		return errBusy
	}
	if k.out.busy {
		k.out.mem = nil // the goroutine reads it
	}
	head, err := build(k.out.mem[:0])
	if err != nil {
		return err
	}
	k.out.mem = nil
	k.out.rest.give(head, body, hold)
	if head = k.out.rest.head; cap(head) <= keptOut {
		k.out.mem = head
	}
	k.sure, k.asked = 0, time.Now()
	return nil
}

// flush writes on; it tells whether all is written, and what went wrong.
func (k *Connection) flush() (bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.flushLocked()
}

func (k *Connection) flushLocked() (bool, error) {
	if k.out.err != nil || k.out.busy {
		return false, k.out.err
	}
	if k.out.rest.empty() {
		return true, nil
	}
	s, err := k.live()
	if err != nil {
		return false, err
	}
	for !k.out.rest.empty() {
		n, err := s.Write(k.out.rest.next())
		if err != nil {
			k.out.err = err
			k.out.rest.drop()
			return false, err
		}
		k.out.rest.wrote(n)
		if n == 0 {
			if !k.bound {
				go k.writeOn(s, k.out.rest)
				k.out.busy, k.out.rest = true, message{}
			}
			return false, nil
		}
	}
	return true, nil
}

// writeOn is the goroutine of a request that did not fit into the socket, and of
// one that was given meanwhile. It ends with the message, with an error, or with
// Close, which ends WaitWrite.
func (k *Connection) writeOn(s transport.Stream, rest message) {
	for more := true; more; {
		err := writeAll(s, &rest)
		rest.drop()

		k.mu.Lock()
		rest, k.out.rest = k.out.rest, message{}
		more = err == nil && !rest.empty()
		k.out.busy, k.out.err = more, err
		k.mu.Unlock()
	}
	rest.drop()
}

func writeAll(s transport.Stream, rest *message) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &fault.Error{Stage: fault.Write, Err: &fault.PanicError{Value: r, Stack: debug.Stack()}}
		}
	}()
	for !rest.empty() {
		n, err := s.Write(rest.next())
		if err != nil {
			return err
		}
		rest.wrote(n)
		if n == 0 {
			if err := s.WaitWrite(nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// Write takes what fits of a script's own bytes; 0 and nil while the stream is
// full or a request is on its way. One that was given and not yet begun, since no poll
// has come, goes behind them, as in the engine.
func (k *Connection) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.out.busy || k.bound && !k.out.rest.empty() {
		return 0, nil
	}
	s, err := k.live()
	if err != nil {
		return 0, err
	}
	return s.Write(p)
}
