// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package stream

import (
	"errors"
	"io"
	"net"
	"os"

	"httpclientgo/pkg/fault"
)

// mostReads is how many reads are made into one block at a time, at most. Records of one byte would take 65,536 to fill
// it; 64 take some 50 us.
const mostReads = 64

// What a turn of the reader found.
type found int

const (
	foundBytes    found = iota // and perhaps more behind them
	foundNothing               // more
	foundFull                  // the queue
	foundAttended              // the caller's thread reads
)

// read is the reader goroutine.
func (s *Stream) read() {
	var err error
	defer func() { s.in.end(s.endOf(err)) }()
	defer recovered(&err)
	for isReadable := false; err == nil; {
		var is found
		is, err = s.readTurn(isReadable)
		isReadable = false
		switch {
		case err != nil:
		case is == foundFull:
			s.in.waitSpace()
		case is != foundBytes:
			// Here, no block is held.
			err = s.wire.wait()
			isReadable = err == nil
			if errors.Is(err, os.ErrDeadlineExceeded) {
				err = nil
			}
		}
	}
}

// readTurn is what the reader does while it holds reading. isReadable: the wire was just said to be.
func (s *Stream) readTurn(isReadable bool) (found, error) {
	s.reading.Lock()
	defer s.reading.Unlock()
	switch {
	case s.isAttended():
		return foundAttended, nil
	case s.isDrained && !isReadable && !s.wire.isReadable():
		return foundNothing, nil
	}
	return s.fillQueue()
}

// fillQueue reads into one block of the queue. For the holder of reading.
func (s *Stream) fillQueue() (is found, err error) {
	defer recovered(&err)
	b, isOpen := s.in.reserve()
	switch {
	case !isOpen:
		return foundNothing, net.ErrClosed // the caller's thread has met the end
	case b == nil:
		return foundFull, nil
	}
	n, err := s.fill(b)
	s.in.commit(b, n)
	if s.isDrained {
		return foundNothing, err
	}
	return foundBytes, err
}

// fill reads until b is full, an end or an error comes, or nothing is left to read, which isDrained says afterwards. It
// waits nowhere. It returns how many bytes came. For the holder of reading.
func (s *Stream) fill(b *block) (n int, err error) {
	defer recovered(&err)
	s.isDrained = false
	for range mostReads {
		p := b.data[b.w+n:]
		var m int
		m, err = s.conn.Read(p)
		n += m
		switch {
		case errors.Is(err, errWouldBlock):
			s.isDrained = true
			return n, nil
		case err != nil && isDeclined(err) && s.decline():
			// The next Read goes on behind it.
		case err != nil || m == len(p):
			return n, err
		case s.isPlain:
			// A short read has emptied the socket. TLS may have whole records left in conn.
			s.isDrained = true
			return n, nil
		}
	}
	return n, nil
}

// endOf returns what an error of conn.Read means to the caller.
func (s *Stream) endOf(err error) error {
	if err == io.EOF {
		return err
	}
	err = s.fault(fault.Read, err)
	if fe, ok := err.(*fault.Error); ok && s.declined.Load() > 0 {
		fe.Err = &afterDeclining{fe.Err}
	}
	return err
}

// recovered is deferred where a panic becomes the error of the stream.
func recovered(err *error) {
	if v := recover(); v != nil {
		*err = fault.Caught(v)
	}
}
