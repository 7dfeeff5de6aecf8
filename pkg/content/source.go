// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content

import "io"

// A source is where a decoder gets its bytes from. It keeps what a decoder did not take for the next one, and remembers
// whether its own end or fault was seen: what a decoder makes of either is not to be trusted.
type source struct {
	r     io.Reader
	buf   [4 << 10]byte
	begin int // of what waits in buf
	end   int
	err   error // that r gave last; nothing is read behind it
	seen  bool  // err was handed on
}

// emptyReads is how many reads in a row may give neither bytes nor an error.
const emptyReads = 100

// fill reads until at least n bytes wait, or r has ended; n is small.
func (s *source) fill(n int) {
	if s.begin > 0 && s.begin+n > len(s.buf) {
		s.end = copy(s.buf[:], s.buf[s.begin:s.end])
		s.begin = 0
	}
	for empty := 0; s.end-s.begin < n && s.err == nil; {
		m, err := s.r.Read(s.buf[s.end:])
		s.end += m
		s.err = err
		if m > 0 {
			empty = 0
		} else if empty++; empty == emptyReads && err == nil {
			s.err = io.ErrNoProgress
		}
	}
}

// peek returns the next n bytes, fewer where r ends before. They are valid until the next call.
func (s *source) peek(n int) []byte {
	s.fill(n)
	return s.buf[s.begin:min(s.end, s.begin+n)]
}

// take returns all that waits, and waits for some; nothing where r has ended. It is valid until the next call.
func (s *source) take() []byte {
	s.fill(1)
	b := s.buf[s.begin:s.end]
	s.begin, s.end = 0, 0
	return b
}

func (s *source) Read(p []byte) (int, error) {
	if s.begin == s.end {
		s.begin, s.end = 0, 0
		if s.fill(1); s.begin == s.end {
			s.seen = true
			return 0, s.err
		}
	}
	n := copy(p, s.buf[s.begin:s.end])
	s.begin += n
	return n, nil
}

// full fills p, or returns an error that is not io.EOF.
func (s *source) full(p []byte) error {
	_, err := io.ReadFull(s, p)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// ReadByte is what package flate reads with, so that it takes nothing that is behind its end.
func (s *source) ReadByte() (byte, error) {
	if s.begin == s.end {
		s.begin, s.end = 0, 0
		if s.fill(1); s.begin == s.end {
			s.seen = true
			return 0, s.err
		}
	}
	b := s.buf[s.begin]
	s.begin++
	return b, nil
}
