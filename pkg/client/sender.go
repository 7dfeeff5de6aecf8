// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"errors"
	"runtime/debug"
	"time"

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
	rest []byte // not yet written, nor given to the goroutine
	mem  []byte // rest is its tail; reused
	busy bool   // a goroutine writes; rest waits for it
	err  error
}

// Send starts to write a request. append gives the whole message, built on the
// slice it is passed. While the goroutine is still at the last message, whose answer
// may be there already, this one waits behind it; a third fails.
func (k *Connection) Send(build func(dst []byte) ([]byte, error)) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.out.rest) > 0 {
		return errBusy
	}
	if k.out.busy {
		k.out.mem = nil // the goroutine reads it
	}
	msg, err := build(k.out.mem[:0])
	if err != nil {
		return err
	}
	k.out.mem = nil
	if cap(msg) <= keptOut {
		k.out.mem = msg
	}
	k.out.rest, k.sure, k.asked = msg, 0, time.Now()
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
	if len(k.out.rest) == 0 {
		return true, nil
	}
	s, err := k.live()
	if err != nil {
		return false, err
	}
	for len(k.out.rest) > 0 {
		n, err := s.Write(k.out.rest)
		if err != nil {
			k.out.err = err
			return false, err
		}
		k.out.rest = k.out.rest[n:]
		if n == 0 {
			if !k.bound {
				go k.writeOn(s, k.out.rest)
				k.out.busy, k.out.rest = true, nil
			}
			return false, nil
		}
	}
	k.out.rest = nil
	return true, nil
}

// writeOn is the goroutine of a request that did not fit into the socket, and of
// one that was given meanwhile. It ends with the message, with an error, or with
// Close, which ends WaitWrite.
func (k *Connection) writeOn(s transport.Stream, rest []byte) {
	for more := true; more; {
		err := writeAll(s, rest)

		k.mu.Lock()
		rest, k.out.rest = k.out.rest, nil
		more = err == nil && len(rest) > 0
		k.out.busy, k.out.err = more, err
		k.mu.Unlock()
	}
}

func writeAll(s transport.Stream, rest []byte) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &transport.Error{Phase: transport.PhaseWrite, Err: &transport.PanicError{Value: r, Stack: debug.Stack()}}
		}
	}()
	for len(rest) > 0 {
		n, err := s.Write(rest)
		if err != nil {
			return err
		}
		rest = rest[n:]
		if n == 0 {
			if err := s.WaitWrite(nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// Write takes what fits of a script's own bytes; 0 and nil while the stream is
// full or a request is on its way.
func (k *Connection) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.out.busy || len(k.out.rest) > 0 {
		return 0, nil
	}
	s, err := k.live()
	if err != nil {
		return 0, err
	}
	return s.Write(p)
}
