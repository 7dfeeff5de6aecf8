// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1

import (
	"bytes"
	"cmp"

	"httpclientgo/pkg/internal/limits"
)

// The states of a HeadReader. Everything that decides what the next line means is in here; the bytes of a line that
// is not complete yet are the lineReader's.
//
//	state       line                           next state
//	statusLine  empty, of a few                statusLine
//	statusLine  status line                    fieldLine
//	statusLine  101 that nobody asked for      headFailed
//	fieldLine   field, or rest of one          fieldLine
//	fieldLine   empty, status 1xx but not 101  statusLine
//	fieldLine   empty, any other status        headDone
//	both        anything else, over a limit    headFailed
//
// headDone and headFailed stay until Reset.
type headState uint8

const (
	statusLine headState = iota
	fieldLine
	headDone
	headFailed
)

// A Head is a final response head, RFC 9112 Section 2.1.
type Head struct {
	Minor  int    // 0 for HTTP/1.0 and ICY, 1 for every other HTTP/1.x, RFC 9110 Section 2.5
	Status int    // 0 to 999 as it was sent; 1xx only as the 101 that was asked for
	Reason string // bytes as on the wire, often empty, not always UTF-8

	// Lines are the field lines in their order, "Name: value": case kept, whitespace at both edges stripped, folded
	// lines joined by one SP, duplicates kept. Their bytes are not always UTF-8. The strings may be kept; the slice
	// is used again after Reset.
	Lines []string
}

// A HeadReader reads one response head and skips the interim responses before it.
//
// Reset comes before the first Read. Buffers are kept from one head to the next, so that a head costs one string.
type HeadReader struct {
	state   headState
	upgrade bool // 101 is an answer
	icy     bool // ICY is a version
	interim int  // interim responses so far
	empty   int  // empty lines before status lines so far
	line    lineReader
	fields  fieldSection
	head    Head
	err     error // set in headFailed

	section, most int // limits that the caller set; 0: those of package limits
}

// Limit sets how many bytes the next heads may have, interim responses included, and how many fields; 0 stands for
// limits.Head and limits.Fields. One line may have limits.Line bytes or a quarter of section, whichever is more. It
// counts from the next Reset on.
func (r *HeadReader) Limit(section, fields int) { r.section, r.most = section, fields }

// Reset makes r ready for the answer to a request with that method. Upgrade says that the request asked for another
// protocol, so that 101 is a final answer. The Head returned before is no longer valid.
//
// An answer to CONNECT has its own limit as well, which is lower: limits.ConnectHead.
func (r *HeadReader) Reset(method string, upgrade bool) {
	section := cmp.Or(r.section, limits.Head)
	if method == "CONNECT" {
		section = min(section, limits.ConnectHead)
	}
	r.state, r.upgrade, r.icy = statusLine, upgrade, method != "CONNECT"
	r.interim, r.empty, r.err = 0, 0, nil
	r.line.reset(max(limits.Line, r.section/4), section)
	r.fields.most = cmp.Or(r.most, limits.Fields)
	r.fields.reset(nil)
	clear(r.head.Lines)
	r.head = Head{Lines: r.head.Lines[:0]}
}

// Read takes the first n bytes of b and keeps none of them uncopied. Once done, the final head is complete and b[n:]
// is what follows it; until then, all of b is taken unless there is an error. Further calls take nothing.
//
// Lines may end in CR LF or LF alone, as servers written by hand send it (RFC 9112 Section 2.2 lets a recipient; the
// engine's own client does). Empty lines before a status line are skipped, up to limits.EmptyLines of them: they are
// left over from the body before, whose server sent a line end too many. The error is a *ProtocolError with Remote set,
// and is returned again by every further call: KindStatusLine, KindField, KindInterim or KindTooLarge.
func (r *HeadReader) Read(b []byte) (n int, done bool, err error) {
	for r.state < headDone {
		kind := KindField
		if r.state == statusLine {
			kind = KindStatusLine
			if err := r.checkStart(b[n:]); err != nil {
				return n, false, r.fail(err)
			}
		}
		line, m, ok, err := r.line.next(b[n:], kind)
		n += m
		if err == nil && ok {
			err = r.take(line)
		}
		if err != nil {
			return n, false, r.fail(err)
		}
		if !ok {
			return n, false, nil
		}
	}
	return n, r.state == headDone, r.err
}

// EOF returns what it means that the peer closed now: nil after the head, else an error, of KindTruncated unless
// there was one before. It does not change r.
func (r *HeadReader) EOF() error {
	switch {
	case r.state >= headDone:
		return r.err
	case r.Started():
		return remote(KindTruncated, "closed in the head")
	case r.interim > 0:
		return remote(KindTruncated, "closed after an interim response")
	}
	return remote(KindTruncated, ClosedBeforeAnswer)
}

// Started reports whether a byte of a response came that is not part of a complete interim one or of an empty line
// before it. As long as it is
// false on a connection that was used before, a close may mean that the server never saw the request
// (RFC 9112 Section 9.3.1).
func (r *HeadReader) Started() bool {
	return r.state != statusLine || r.line.started() && r.line.part[0] != '\r'
}

// Head returns the head once Read said done, nil before. It is valid until Reset.
func (r *HeadReader) Head() *Head {
	if r.state != headDone {
		return nil
	}
	return &r.head
}

func (r *HeadReader) fail(err error) error {
	r.state, r.err = headFailed, err
	return err
}

// take makes the move that one complete line asks for.
func (r *HeadReader) take(line []byte) error {
	if r.state == statusLine && len(line) == 0 {
		r.empty++
		if r.empty > limits.EmptyLines {
			return remote(KindTooLarge, "more than %d empty lines", limits.EmptyLines)
		}
		return nil
	}
	if r.state == statusLine {
		minor, status, reason, err := parseStatusLine(line)
		if err != nil {
			return err
		}
		if status == 101 && !r.upgrade {
			return remote(KindInterim, "101 to a request that asked for no other protocol")
		}
		r.head.Minor, r.head.Status = minor, status
		r.fields.reset(reason)
		r.state = fieldLine
		return nil
	}
	if len(line) > 0 {
		return r.fields.add(line, KindField)
	}
	if r.head.Status/100 == 1 && r.head.Status != 101 {
		r.interim++
		if r.interim > limits.Interim {
			return remote(KindTooLarge, "more than %d interim responses", limits.Interim)
		}
		r.state = statusLine
		return nil
	}
	r.head.Reason, r.head.Lines = r.fields.appendTo(r.head.Lines)
	r.state = headDone
	return nil
}

// What every status line that we take begins with. HTTP-name is case-sensitive, RFC 9112 Section 2.3. ICY is what radio
// servers of the SHOUTcast protocol say in place of HTTP/1.0; no proxy opens a tunnel with it.
const (
	versionStart = "HTTP/1."
	icyStart     = "ICY "
)

// checkStart holds b against what a status line begins with from where the unfinished line stands, so that a peer that
// talks another protocol is told from a slow one by its first byte. A line end is for lineReader to judge.
func (r *HeadReader) checkStart(b []byte) error {
	at := len(r.line.part)
	first := byte(0)
	switch {
	case at > 0:
		first = r.line.part[0]
	case len(b) > 0:
		first = b[0]
	}
	want := versionStart
	switch {
	case first == icyStart[0] && r.icy:
		want = icyStart
	case first == '\r' || first == '\n':
		return nil
	}
	for i := 0; i < len(b) && at+i < len(want); i++ {
		if b[i] != want[at+i] {
			return remote(KindStatusLine, "not HTTP/1.x: %q", excerpt(append(r.line.part, b[:min(len(b), limits.Quote)]...)))
		}
	}
	return nil
}

// parseStatusLine parses a status line without its end. The line begins with versionStart or icyStart and has no NUL.
// The reason is a part of line.
//
// RFC 9112 Section 4, with leniencies that nobody reads in two ways. The SP before an empty reason may be missing, as
// in "HTTP/1.1 200", which many servers send and the engine takes. A minor version above 1 counts as 1, which is what
// RFC 9110 Section 2.5 has a recipient do. A status below 100 is as good as one above 599.
func parseStatusLine(line []byte) (minor, status int, reason []byte, err error) {
	rest, icy := bytes.CutPrefix(line, []byte(icyStart))
	if !icy {
		rest = line[len(versionStart):]
		if len(rest) < 2 || !isDigit(rest[0]) || rest[1] != ' ' {
			return 0, 0, nil, remote(KindStatusLine, "version is not HTTP/1.x: %q", excerpt(line))
		}
		minor = min(int(rest[0]-'0'), 1)
		rest = rest[2:]
	}

	if len(rest) < 3 || !isDigit(rest[0]) || !isDigit(rest[1]) || !isDigit(rest[2]) || len(rest) > 3 && rest[3] != ' ' {
		return 0, 0, nil, remote(KindStatusLine, "status is not three digits: %q", excerpt(line))
	}
	status = int(rest[0]-'0')*100 + int(rest[1]-'0')*10 + int(rest[2]-'0')
	if len(rest) > 3 {
		reason = rest[4:]
	}
	return minor, status, reason, nil
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
