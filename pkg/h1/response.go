// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1

import (
	"math"

	"httpclientgo/pkg/internal/limits"
)

// The states of a Response.
//
//	state         input                          event                    next state
//	inHead        the head, not the last of it   EventNeed                inHead
//	inHead        the last of the head           EventHead                as framingOf says: inLength, inChunks,
//	                                                                      untilClose, or ended if there is no body
//	inLength      body, not the last of it       EventData                inLength
//	inLength      the last of the body           EventData                ended
//	inChunks      as chunkReader says            EventNeed, EventData,    inChunks
//	                                             EventChunkStart or -End
//	inChunks      the end of the last trailer    EventEnd                 ended
//	untilClose    body                           EventData                untilClose
//	ended         anything                       EventEnd                 ended (nothing is taken)
//	all but ended end of the input               EventNeed                the same
//	all but ended anything else                  an error                 failed
//
// ended and failed stay until Reset.
type responseState uint8

const (
	inHead responseState = iota
	inLength
	inChunks
	untilClose
	ended
	failed
)

// An Event is what Response.Next found.
type Event uint8

const (
	EventNeed       Event = iota // all of the input is taken, and the message goes on
	EventHead                    // the final head is complete: Head and Framing hold
	EventChunkStart              // a chunk begins: its size is Size
	EventData                    // the bytes taken are bytes of the body, at least one
	EventChunkEnd                // the chunk is complete, its CR LF included
	EventEnd                     // the message is complete
)

// String returns the name of the event in lower case.
func (e Event) String() string {
	return [...]string{"need", "head", "chunk start", "data", "chunk end", "end"}[e]
}

// A Response reads one whole final response: the head, after the interim responses before it, and the body behind it,
// however that is framed. It joins HeadReader, framingOf and chunkReader, and nothing else needs to know about framing.
//
// Reset comes before the first Next. Data is never copied, and no call allocates but for the one string of a head and
// for lines that come in pieces, whose buffer is kept.
type Response struct {
	state   responseState
	method  string
	head    HeadReader
	framing Framing // zero in inHead
	left    int64   // in inLength, of the body to come
	chunks  chunkReader
	empty   int   // empty lines after the end
	emptyCR bool  // the CR of another one
	err     error // set in failed
}

// Limit sets the limits of the next heads, as HeadReader.Limit does.
func (r *Response) Limit(section, fields int) { r.head.Limit(section, fields) }

// Reset makes r ready for the answer to a request with that method. Upgrade says that the request asked for another
// protocol, so that 101 is a final answer. The Head returned before is no longer valid.
func (r *Response) Reset(method string, upgrade bool) {
	r.state, r.method, r.framing, r.left, r.err = inHead, method, Framing{}, 0, nil
	r.empty, r.emptyCR = 0, false
	r.head.Reset(method, upgrade)
	r.chunks.Reset()
}

// Next takes the first n bytes of b, up to and with the next event. With EventData, b[:n] is the data; with EventNeed,
// all of b is taken; with EventEnd, which further calls return again, b[n:] is what follows the message.
//
// An empty b is as good as another: after the last byte of a length, and after a head without a body, it gives
// EventEnd. As long as Left is 0, no event is EventData; as long as it is not, none but EventData and EventNeed comes.
//
// The error is a *ProtocolError with Remote set, and is returned again by every further call.
func (r *Response) Next(b []byte) (n int, ev Event, err error) {
	switch r.state {
	case inHead:
		n, done, err := r.head.Read(b)
		if err == nil && done {
			err = r.frame()
		}
		switch {
		case err != nil:
			return n, EventNeed, r.fail(err)
		case done:
			return n, EventHead, nil
		}
		return n, EventNeed, nil

	case inLength, untilClose:
		if len(b) == 0 {
			return 0, EventNeed, nil
		}
		n := int(min(int64(len(b)), r.Left()))
		r.Skip(int64(n))
		return n, EventData, nil

	case inChunks:
		n, ev, err := r.chunks.Next(b)
		if err != nil {
			return n, EventNeed, r.fail(err)
		}
		if ev == EventEnd {
			r.state = ended
		}
		return n, ev, nil

	case ended:
		return 0, EventEnd, nil
	}
	return 0, EventNeed, r.err
}

// frame makes the move that the complete head asks for.
func (r *Response) frame() error {
	framing, err := framingOf(r.method, r.head.Head())
	if err != nil {
		return err
	}
	r.framing = framing
	switch {
	case framing.Kind == BodyChunked:
		r.state = inChunks
	case framing.Kind == BodyUntilClose:
		r.state = untilClose
	case framing.Length > 0:
		r.state, r.left = inLength, framing.Length
	default:
		r.state = ended
	}
	return nil
}

func (r *Response) fail(err error) error {
	r.state, r.err = failed, err
	return err
}

// Head returns the head once it is complete, nil before. It is there as well if its framing then was the error. It is
// valid until Reset.
func (r *Response) Head() *Head { return r.head.Head() }

// Framing returns how the body is framed, from EventHead until Reset; before, the zero value.
func (r *Response) Framing() Framing { return r.framing }

// Started reports whether a byte of a response came that is not part of a complete interim one, as HeadReader.Started
// does.
func (r *Response) Started() bool { return r.head.Started() }

// Size returns the size of the current chunk in bytes, from EventChunkStart until the next one.
func (r *Response) Size() int64 { return r.chunks.Size() }

// Left returns how many bytes of the body are known to come in one run: the rest of a body by length or of the current
// chunk, math.MaxInt64 in a body until close, and 0 where anything but data comes next.
func (r *Response) Left() int64 {
	switch r.state {
	case inLength:
		return r.left
	case inChunks:
		return r.chunks.Left()
	case untilClose:
		return math.MaxInt64
	}
	return 0
}

// Skip tells r that n bytes of the body were taken past it, such as by a read from the network right into the caller's
// buffer. It panics if n is negative or more than Left.
func (r *Response) Skip(n int64) {
	if n < 0 || n > r.Left() {
		panic("h1: internal error: skip past the end of a run")
	}
	switch r.state {
	case inLength:
		r.left -= n
		if r.left == 0 {
			r.state = ended
		}
	case inChunks:
		r.chunks.Skip(n)
	}
}

// Wanted returns a number of further bytes that surely belong to the message if it is well-formed: 0 at its end and
// after an error, else at least 1. Who must not take a byte of what follows the message reads no more than that.
func (r *Response) Wanted() int64 {
	switch r.state {
	case inHead:
		return 1
	case inChunks:
		return r.chunks.wanted()
	}
	return r.Left()
}

// EmptyLines takes the empty lines at the start of b, which came after the end of the message and before another
// request: some servers send a line end too many behind a body. It returns how many bytes they are, the CR of one that
// is not complete included. It takes none before the end and in a tunnel, and no more than limits.EmptyLines lines
// until Reset.
func (r *Response) EmptyLines(b []byte) (n int) {
	for n < len(b) && r.state == ended && !r.framing.Tunnel && r.empty < limits.EmptyLines {
		switch {
		case b[n] == '\n':
			r.empty++
			r.emptyCR = false
		case b[n] == '\r' && !r.emptyCR:
			r.emptyCR = true
		default:
			return n
		}
		n++
	}
	return n
}

// Ended reports whether the message is complete, so that Next returns EventEnd whatever it is given.
func (r *Response) Ended() bool { return r.state == ended }

// EOF returns what it means that the peer closed now: nil in a body until close and after the end, else an error, of
// KindTruncated unless there was one before. It does not change r. RFC 9112 Section 8.
func (r *Response) EOF() error {
	switch r.state {
	case inHead:
		return r.head.EOF()
	case inLength:
		return remote(KindTruncated, "closed with %d bytes of %d to come", r.left, r.framing.Length)
	case inChunks:
		return r.chunks.EOF()
	}
	return r.err
}
