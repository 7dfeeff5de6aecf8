// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"sync/atomic"

	"httpclientgo/pkg/transport"
)

type Buffer = transport.Buffer

const BufferSize = transport.BufferSize

// Until package stream is merged.
type oldStream struct {
	transport.Stream
	giver   transport.Giver
	quiet   *atomic.Int32
	blocks  [][]byte
	rest    []byte
	release func()
}

func newStream(s transport.Stream, b *transport.Buffers, quiet *atomic.Int32) Stream {
	return &oldStream{Stream: s, quiet: quiet}
}

func (s *oldStream) unread() (n int) {
	for _, b := range s.blocks {
		n += len(b)
	}
	return n
}

func (s *oldStream) Fetch(int64) (int, error) {
	for s.unread() < 1<<20 {
		p := make([]byte, 64<<10)
		n, err := s.Stream.Read(p)
		if n > 0 {
			s.blocks = append(s.blocks, p[:n])
		}
		if n < len(p) {
			if s.unread() > 0 {
				err = nil
			}
			return s.unread(), err
		}
	}
	return s.unread(), nil
}

func (s *oldStream) Bytes() []byte {
	if len(s.blocks) == 0 {
		return nil
	}
	return s.blocks[0]
}

func (s *oldStream) Discard(n int) {
	if s.blocks[0] = s.blocks[0][n:]; len(s.blocks[0]) == 0 {
		s.blocks = s.blocks[1:]
	}
}
func (s *oldStream) Take() Buffer { return nil }
func (s *oldStream) Quiet() bool  { return false }
func (s *oldStream) Send(head, body []byte, release func()) error {
	s.rest, s.release = append(append([]byte(nil), head...), body...), release
	return nil
}
func (s *oldStream) Flush() (bool, error) {
	n, err := s.Stream.Write(s.rest)
	s.rest = s.rest[n:]
	if len(s.rest) == 0 && s.release != nil {
		s.release()
		s.release = nil
	}
	return len(s.rest) == 0, err
}
func (s *oldStream) WaitRead() error  { return s.Stream.WaitRead(nil) }
func (s *oldStream) WaitWrite() error { return s.Stream.WaitWrite(nil) }
