// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content

import (
	"errors"
	"io"
	"slices"

	"github.com/klauspost/compress/zstd"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/limits"
)

// Decode returns what r gives without its codings. Where c has none, or one that is not known, that is what r gives.
//
// It decodes as it is read: a Read takes what r has, gives at most len(p) bytes, and waits for r only when it has
// nothing to give. One coding holds no more than the largest window that is taken, whatever the ratio: 32 KiB for gzip
// and deflate, 8 MiB for zstd, 16 MiB for br; and some ten KiB, for zstd some hundred, to work with.
//
// Errors of r come unchanged; all others are *Error, and come again at each further Read. Members in a row are one body
// (RFC 1952 Section 2.2, RFC 8878 Section 3), and so are zlib streams. Behind the last one zeros are ignored, and up to
// seven bytes of anything: no member is that short. Nothing can be lost behind br and deflate without zlib, which have
// no members, so there everything is ignored. In any case r is read to its end. No bytes at all are an empty body in
// each coding, as for curl and Go.
//
// Close gives up the memory and leaves r as it is; it is for the goroutine that reads. Reads behind it return
// io.ErrClosedPipe.
func Decode(r io.Reader, c Codings) io.ReadCloser {
	if c.Empty() || !c.Known() {
		return io.NopCloser(r)
	}
	var d stages
	for _, name := range slices.Backward(c.names) {
		s := &stage{name: name, source: source{r: r}, decoder: newDecoder(name)}
		d = append(d, s)
		r = s
	}
	return d
}

// A decoder decodes the members of one coding.
type decoder interface {
	// begins reports whether head, the bytes behind a member, at least one and up to four, begin another one.
	begins(head []byte) bool
	// joins reports whether there can be several members.
	joins() bool
	// begin starts with the next member of s.
	begin(s *source) error
	// Read gives what is decoded of the member, and io.EOF at its end.
	Read(p []byte) (int, error)
	// close gives up what the garbage collector alone would not.
	close()
}

func newDecoder(name string) decoder {
	switch name {
	case "gzip":
		return &deflated{wrapping: new(gzipped)}
	case "deflate":
		return &deflated{wrapping: new(zlibbed)}
	case "br":
		return new(brotlied)
	}
	return new(zstandard)
}

// stages are the codings of a body; the last of them gives it.
type stages []*stage

func (d stages) Read(p []byte) (int, error) { return d[len(d)-1].Read(p) }

func (d stages) Close() error {
	for _, s := range d {
		s.err = io.ErrClosedPipe
		s.release()
	}
	return nil
}

// A stage takes one coding away.
type stage struct {
	name    string
	source  source
	decoder decoder // nil when it is over
	inside  bool    // of a member
	members bool    // there was one
	err     error   // how it ended
}

func (s *stage) Read(p []byte) (n int, err error) {
	if s.err != nil {
		return 0, s.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	defer func() {
		if r := recover(); r != nil {
			n, err = 0, &Error{KindPanic, s.name, fault.Caught(r)}
		}
		if err != nil {
			s.err = err
			s.release()
		}
	}()
	for {
		if !s.inside {
			if err := s.next(); err != nil {
				return 0, err
			}
		}
		n, err := s.decoder.Read(p)
		if err == io.EOF {
			s.inside, s.members = false, true
		} else if err != nil {
			return n, s.wrong(err)
		}
		if n > 0 {
			return n, nil
		}
	}
}

// next begins the next member. It returns io.EOF behind the last one.
func (s *stage) next() error {
	head := s.source.peek(4)
	if len(head) == 0 {
		return s.source.err
	}
	if s.members && !s.decoder.begins(head) {
		return s.rest()
	}
	if err := s.decoder.begin(&s.source); err != nil {
		return s.wrong(err)
	}
	s.inside = true
	return nil
}

// rest reads what is behind the last member.
func (s *stage) rest() error {
	few := 0
	for {
		b := s.source.take()
		if len(b) == 0 {
			return s.source.err
		}
		for i := 0; i < len(b) && s.decoder.joins(); i++ {
			if few > 0 || b[i] != 0 {
				few++
			}
			if few > limits.CodingRest {
				return &Error{KindMalformed, s.name, errHeader}
			}
		}
	}
}

// wrong returns the error for what the decoder said.
func (s *stage) wrong(err error) error {
	kind := KindMalformed
	switch {
	case s.source.seen && s.source.err != io.EOF:
		return s.source.err
	case s.source.seen:
		kind = KindCut
	case errors.Is(err, errChecksum), errors.Is(err, zstd.ErrCRCMismatch),
		errors.Is(err, zstd.ErrFrameSizeExceeded), errors.Is(err, zstd.ErrFrameSizeMismatch):
		kind = KindChecksum
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		kind = KindWindow
	}
	return &Error{kind, s.name, err}
}

func (s *stage) release() {
	if s.decoder != nil {
		s.decoder.close()
		s.decoder = nil
	}
}
