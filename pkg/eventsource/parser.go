// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource

import (
	"bytes"
	"fmt"
	"math"

	"httpclientgo/pkg/internal/limits"
)

// The states of a Parser, WHATWG HTML 9.2.5. Bytes that are part of a line wait in Parser.line, where the piece that
// they came in ended before the line did.
//
//	state    input             next     what is done
//	start    EF BB BF          inLine   nothing: one byte order mark is skipped
//	start    anything else     inLine   the byte is the first of a line
//	inLine   LF                inLine   the line is taken
//	inLine   CR                afterCR  the line is taken, without waiting for what follows
//	inLine   other bytes       inLine   they are part of the line
//	afterCR  LF                inLine   nothing: it belongs to the CR
//	afterCR  anything else     inLine   the byte is the first of a line
//	any      too long          over     a *LimitError is returned
//	over     anything          over     it is returned again
//
// A line that is taken, WHATWG HTML 9.2.6:
//
//	line         what is done
//	empty        the id counts from now on; if there was a data line, the event is dispatched; data and type are forgotten
//	:…           a comment
//	data: v      v and LF are appended to the data
//	event: v     the type is v
//	id: v        the id of the event is v, unless v has a NUL
//	retry: v     the retry time is v, if v is digits and nothing else
//	other        nothing
//
// One space behind the colon is no part of v. A line without a colon is a field with the value "". What the end of the
// stream leaves unfinished is never dispatched: the parser is dropped with it.
type state uint8

const (
	start state = iota
	inLine
	afterCR
	over
)

const byteOrderMark = "\xef\xbb\xbf"

// An Event is one that was dispatched. Its strings are valid UTF-8.
type Event struct {
	Type string // "message" where the stream names none
	Data string // lines joined by LF
	ID   string // the last event id as it is with this event
}

// A LimitError is a line or an event that is too large.
type LimitError struct {
	What string // "a line" or "an event"
	Most int    // bytes
}

func (e *LimitError) Error() string { return fmt.Sprintf("%s of more than %d bytes", e.What, e.Most) }

// A Parser turns the bytes of a text/event-stream into events. It does no I/O and knows no clock; it is for one stream
// and one goroutine. What it keeps is bounded by its limits, however long the stream is.
type Parser struct {
	state     state
	err       error // of the state over
	mostLine  int   // bytes, without the line end
	mostEvent int   // bytes of data, without the last LF

	line []byte // the unfinished one
	data []byte // decoded; each line has its LF
	kind []byte // decoded type of the event that is being read
	id   string // last event id buffer

	lastEventID string
	retry       int64
}

// NewParser returns one for a stream that goes on behind lastEventID, which is empty for a new one. An event may have
// eventLimit bytes of data, 0 or less: limits.Event. A line may have limits.EventLine bytes, or as many as a data line
// needs for the caller's eventLimit.
func NewParser(lastEventID string, eventLimit int) *Parser {
	p := &Parser{id: lastEventID, lastEventID: lastEventID, mostLine: limits.EventLine, mostEvent: limits.Event, retry: -1}
	if eventLimit > 0 {
		p.mostEvent = eventLimit
		p.mostLine = max(p.mostLine, min(eventLimit, math.MaxInt-len("data: "))+len("data: "))
	}
	return p
}

// LastEventID returns the id of the last event that ended, dispatched or not; what a new request for the stream names.
func (p *Parser) LastEventID() string { return p.lastEventID }

// Retry returns the last retry time that came, in milliseconds, and -1 before there was one. It is as the stream has
// it, at most math.MaxInt64.
func (p *Parser) Retry() int64 { return p.retry }

// Feed takes the next bytes of the stream, and calls each for every event that they complete, in order. They are the
// caller's again when it returns. It returns a *LimitError, and from then on the same for anything.
func (p *Parser) Feed(b []byte, each func(Event)) error {
	b = p.afterMark(b)
	// Where the next of each line end is, from the beginning of b; both are looked for once for each time they are met.
	lf, cr := -1, -1
	for at := 0; at < len(b) && p.state != over; {
		if p.state == afterCR {
			p.state = inLine
			if b[at] == '\n' {
				at++
				continue
			}
		}
		lf, cr = next(b, at, lf, '\n'), next(b, at, cr, '\r')
		end := min(lf, cr)
		if len(p.line)+end-at > p.mostLine {
			p.fail("a line", p.mostLine)
			break
		}
		if end == len(b) {
			p.line = append(p.line, b[at:]...)
			break
		}
		line := b[at:end]
		if len(p.line) > 0 {
			p.line = append(p.line, line...)
			line = p.line
		}
		if end == cr {
			p.state = afterCR
		}
		p.take(line, each)
		p.line = emptied(p.line)
		at = end + 1
	}
	return p.err
}

// next returns the index of the first c in b from at on, len(b) if there is none. Known is what it returned the last
// time for the same b and c, -1 before.
func next(b []byte, at, known int, c byte) int {
	if known >= at {
		return known
	}
	if i := bytes.IndexByte(b[at:], c); i >= 0 {
		return at + i
	}
	return len(b)
}

// afterMark returns b without what belongs to a byte order mark at the start of the stream.
func (p *Parser) afterMark(b []byte) []byte {
	for p.state == start && len(b) > 0 {
		if b[0] != byteOrderMark[len(p.line)] {
			p.state = inLine
			break
		}
		p.line, b = append(p.line, b[0]), b[1:]
		if len(p.line) == len(byteOrderMark) {
			p.line, p.state = p.line[:0], inLine
		}
	}
	return b
}

// take does what a whole line asks for.
func (p *Parser) take(line []byte, each func(Event)) {
	if len(line) == 0 {
		p.dispatch(each)
		return
	}
	name, value, _ := bytes.Cut(line, []byte(":"))
	value = bytes.TrimPrefix(value, []byte(" "))
	switch string(name) {
	case "data":
		if len(p.data)+len(value) > p.mostEvent {
			p.fail("an event", p.mostEvent)
			return
		}
		p.data = append(appendDecoded(p.data, value), '\n')
		if len(p.data)-1 > p.mostEvent { // a byte that is no UTF-8 grows
			p.fail("an event", p.mostEvent)
		}
	case "event":
		p.kind = appendDecoded(p.kind[:0], value)
	case "id":
		if bytes.IndexByte(value, 0) < 0 {
			p.id = string(appendDecoded(nil, value))
		}
	case "retry":
		if n, ok := digits(value); ok {
			p.retry = n
		}
	}
}

// dispatch ends an event at its empty line, WHATWG HTML 9.2.6.
func (p *Parser) dispatch(each func(Event)) {
	p.lastEventID = p.id
	if len(p.data) > 0 {
		e := Event{Type: "message", Data: string(p.data[:len(p.data)-1]), ID: p.id}
		if len(p.kind) > 0 {
			e.Type = string(p.kind)
		}
		each(e)
	}
	p.data, p.kind = emptied(p.data), emptied(p.kind)
}

func (p *Parser) fail(what string, most int) {
	p.state, p.err = over, &LimitError{What: what, Most: most}
	p.line, p.data, p.kind = nil, nil, nil
}

// digits returns the number that b is, at most math.MaxInt64. Ok reports whether it is one: ASCII digits, at least one.
func digits(b []byte) (n int64, ok bool) {
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		if d := int64(c - '0'); n > (math.MaxInt64-d)/10 {
			n = math.MaxInt64
		} else {
			n = n*10 + d
		}
	}
	return n, len(b) > 0
}

// emptied returns b without its bytes, and without its memory where one large event needed it.
func emptied(b []byte) []byte {
	if cap(b) > limits.KeptBuffer {
		return nil
	}
	return b[:0]
}
