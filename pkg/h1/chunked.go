// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1

import (
	"math"

	"httpclientgo/pkg/internal/limits"
)

// The states of a chunkReader, RFC 9112 Section 7.1.
//
//	state        input                event            next state
//	chunkSize    line with size > 0   EventChunkStart  chunkData
//	chunkSize    line with size 0     -                trailerLine
//	chunkData    data, not the last   EventData        chunkData
//	chunkData    the last of data     EventData        chunkCR
//	chunkCR      CR                   -                chunkLF
//	chunkLF      LF                   EventChunkEnd    chunkSize
//	trailerLine  field, rest of one   -                trailerLine
//	trailerLine  empty line           EventEnd         chunkDone
//	chunkDone    anything             EventEnd         chunkDone (nothing is taken)
//	any          end of the input     EventNeed        the same
//	any          anything else        an error         chunkFailed
//
// chunkDone and chunkFailed stay until Reset.
type chunkState uint8

const (
	chunkSize chunkState = iota
	chunkData
	chunkCR
	chunkLF
	trailerLine
	chunkDone
	chunkFailed
)

// A chunkReader takes the chunked transfer coding off a body.
//
// Trailer fields are checked and dropped: none may be mixed with those of the head (RFC 9110 Section 6.5.1), as a
// server puts anything in there after the head was checked.
//
// Reset comes before the first Next. Data is never copied, and no call allocates but for lines that come in pieces,
// whose buffer is kept.
type chunkReader struct {
	state    chunkState
	size     int64 // of the current chunk
	left     int64 // data bytes of it to come
	overhead int   // framing beyond its allowance, in bytes
	line     lineReader
	trailers int   // field lines of the trailer section so far
	err      error // set in chunkFailed
}

// Reset makes r ready for another body.
func (r *chunkReader) Reset() {
	r.state, r.size, r.left, r.overhead, r.trailers, r.err = chunkSize, 0, 0, 0, 0, nil
	r.line.strict = true
	r.line.reset(limits.ChunkLine, limits.ChunkLine)
}

// Next takes the first n bytes of b, up to and with the next event. With EventData, b[:n] is the data. With EventNeed,
// all of b is taken; with EventEnd, b[n:] is what follows the body.
//
// Lines must end in CR LF: between two readers of which one takes LF alone, framing is a matter of opinion
// (CVE-2025-22871). The error is a *ProtocolError with Remote set, and is returned again by every further call:
// KindChunk, KindTrailer or KindTooLarge.
func (r *chunkReader) Next(b []byte) (n int, ev Event, err error) {
	for {
		switch r.state {
		case chunkSize:
			line, m, ok, err := r.line.next(b[n:], KindChunk)
			n += m
			if err == nil && ok {
				err = r.start(line)
			}
			if err != nil {
				return n, EventNeed, r.fail(err)
			}
			if !ok {
				return n, EventNeed, nil
			}
			if r.state == chunkData {
				return n, EventChunkStart, nil
			}

		case chunkData:
			n = int(min(int64(len(b)), r.left))
			if n == 0 {
				return 0, EventNeed, nil
			}
			r.Skip(int64(n))
			return n, EventData, nil

		case chunkCR, chunkLF:
			if n == len(b) {
				return n, EventNeed, nil
			}
			want := byte('\r')
			if r.state == chunkLF {
				want = '\n'
			}
			if b[n] != want {
				return n, EventNeed, r.fail(remote(KindChunk, "byte %q where the data ends, CR LF expected", b[n:n+1]))
			}
			n++
			if r.state == chunkLF {
				r.state = chunkSize
				r.line.left = limits.ChunkLine
				return n, EventChunkEnd, nil
			}
			r.state = chunkLF

		case trailerLine:
			line, m, ok, err := r.line.next(b[n:], KindTrailer)
			n += m
			if err == nil && len(line) > 0 {
				err = r.trailer(line)
			}
			if err != nil {
				return n, EventNeed, r.fail(err)
			}
			if !ok {
				return n, EventNeed, nil
			}
			if len(line) == 0 {
				r.state = chunkDone
			}

		case chunkDone:
			return n, EventEnd, nil

		case chunkFailed:
			return n, EventNeed, r.err
		}
	}
}

// Size returns the size of the current chunk in bytes, from EventChunkStart until the next one.
func (r *chunkReader) Size() int64 { return r.size }

// Left returns how many data bytes of the current chunk are yet to come.
func (r *chunkReader) Left() int64 { return r.left }

// Skip tells r that n data bytes of the current chunk were taken past it, such as by a read from the network right
// into the caller's buffer. It panics if n is negative or more than Left.
func (r *chunkReader) Skip(n int64) {
	if n < 0 || n > r.left {
		panic("h1: internal error: skip past the end of a chunk")
	}
	r.left -= n
	if n > 0 && r.left == 0 {
		r.state = chunkCR
	}
}

// wanted returns a number of further bytes that surely belong to the body if it is well-formed, 0 at its end.
func (r *chunkReader) wanted() int64 {
	const lastChunk, crlf = int64(len("0\r\n\r\n")), int64(len("\r\n"))
	switch r.state {
	case chunkSize:
		if r.line.started() {
			return int64(len("\n\r\n")) // after "0" and CR
		}
		return lastChunk
	case chunkData:
		return min(r.left, math.MaxInt64-crlf-lastChunk) + crlf + lastChunk
	case chunkCR:
		return crlf + lastChunk
	case chunkLF:
		return crlf + lastChunk - 1
	case trailerLine:
		if r.line.started() {
			return 1
		}
		return crlf
	}
	return 0
}

// EOF returns what it means that the peer closed now: nil after the body, else an error, of KindTruncated unless
// there was one before. It does not change r. RFC 9112 Section 8.
func (r *chunkReader) EOF() error {
	switch r.state {
	case chunkDone, chunkFailed:
		return r.err
	case trailerLine:
		return remote(KindTruncated, "closed in the trailer section")
	case chunkData:
		return remote(KindTruncated, "closed with %d bytes of a chunk to come", r.left)
	}
	return remote(KindTruncated, "closed before the last chunk")
}

func (r *chunkReader) fail(err error) error {
	r.state, r.err = chunkFailed, err
	return err
}

// start makes the move that a complete size line asks for.
func (r *chunkReader) start(line []byte) error {
	size, err := parseChunkSize(line)
	if err != nil {
		return err
	}
	// What is beyond ChunkOverhead in size pays for any overhead, and could not be doubled without overflow.
	framing := len(line) + len("\r\n") + len("\r\n")
	allowed := limits.ChunkAllowance + 2*int(min(size, limits.ChunkOverhead))
	r.overhead = max(r.overhead+framing-allowed, 0)
	if r.overhead > limits.ChunkOverhead {
		return remote(KindTooLarge, "chunk framing over %d bytes more than the data is worth", limits.ChunkOverhead)
	}
	if size == 0 {
		r.state = trailerLine
		r.line.max, r.line.section, r.line.left = limits.Trailers, limits.Trailers, limits.Trailers
		return nil
	}
	r.state, r.size, r.left = chunkData, size, size
	return nil
}

// trailer checks one line of the trailer section, which is not empty.
func (r *chunkReader) trailer(line []byte) error {
	folded, err := checkFieldLine(line, r.trailers, limits.Fields, KindTrailer)
	if !folded {
		r.trailers++
	}
	return err
}

// parseChunkSize parses a size line without its CR LF, which has no control characters.
//
// The size is in bytes and at most math.MaxInt64. It returns a *ProtocolError of KindChunk if the line has no digit or
// more than limits.LengthDigits, overflows, or goes on with anything but an extension.
//
// Extensions are skipped, not checked: no reading of theirs can hold a line end, so none can move the end of the line.
// Whitespace behind the size is skipped. RFC 9112 Section 7.1.1 has it before an extension; servers that keep room for
// the size before they know it fill that with blanks. No reader can take another size out of it.
func parseChunkSize(line []byte) (int64, error) {
	var size int64
	digits := 0
	for ; digits < len(line); digits++ {
		d := hexDigit(line[digits])
		if d < 0 {
			break
		}
		if size > math.MaxInt64>>4 || digits == limits.LengthDigits {
			return 0, remote(KindChunk, "size is too large: %q", excerpt(line))
		}
		size = size<<4 | int64(d)
	}
	if digits == 0 {
		return 0, remote(KindChunk, "size without a digit: %q", excerpt(line))
	}
	if rest := trimLeft(line[digits:]); len(rest) > 0 && rest[0] != ';' {
		return 0, remote(KindChunk, "size has byte %q: %q", rest[:1], excerpt(line))
	}
	return size, nil
}

// hexDigit returns the value of c, -1 if it is no digit. RFC 5234 lets both cases stand for it.
func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
