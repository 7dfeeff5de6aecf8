// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1

import (
	"bytes"

	"httpclientgo/pkg/internal/limits"
)

// A lineReader cuts lines out of input that may come in pieces.
//
// A line that is whole in the input is returned from there, uncopied; only the pieces of an unfinished line are kept.
// Each byte is looked at once, when it comes, so a piece with a forbidden byte fails at once and not when its line
// is complete, and the outcome does not depend on how the input was cut.
type lineReader struct {
	strict  bool   // LF alone does not end a line
	max     int    // longest line in bytes, its end included
	section int    // largest section in bytes
	left    int    // bytes that the present section may still have
	part    []byte // the unfinished line
	scanned int64  // bytes looked at since reset; a test holds it against the bytes that came
}

// reset forgets the unfinished line and keeps its buffer unless that is large.
func (l *lineReader) reset(max, section int) {
	l.max, l.section, l.left, l.scanned = max, section, section, 0
	l.part = emptied(l.part)
}

// next takes n bytes of b. If ok, they end a line, which is returned without its end and is valid until the next
// call or until b changes. If not ok and err is nil, all of b is taken and the line goes on.
//
// The error is of KindTooLarge for a line or section over its limit, else of the given kind: a NUL, a CR that no LF
// follows, or, if strict, an LF that follows no CR (RFC 9112 Section 2.2). Other control characters are for the caller
// to judge, as servers put them into values (RFC 9110 Section 5.5); only a line of KindChunk has none but HTAB.
func (l *lineReader) next(b []byte, kind Kind) (line []byte, n int, ok bool, err error) {
	if len(b) == 0 {
		return nil, 0, false, nil
	}
	room := min(l.max-len(l.part), l.left)
	piece := b[:min(len(b), room)]
	end := bytes.IndexByte(piece, '\n')
	n = len(piece)
	if end >= 0 {
		piece, n = piece[:end], end+1
	}
	l.left -= n
	l.scanned += int64(n)

	cr := bytes.IndexByte(piece, '\r')
	if len(piece) > 0 && endsInCR(l.part) || cr >= 0 && cr < len(piece)-1 {
		return nil, n, false, remote(kind, "CR without LF")
	}
	bad := bytes.IndexByte(piece, 0)
	if kind == KindChunk {
		bad = indexControl(bytes.TrimSuffix(piece, []byte{'\r'}))
	}
	if bad >= 0 {
		return nil, n, false, remote(kind, "control character %q in a line", piece[bad:bad+1])
	}

	if end < 0 {
		if n == room {
			if len(l.part)+n == l.max {
				return nil, n, false, remote(KindTooLarge, "%v: line over %d bytes", kind, l.max)
			}
			return nil, n, false, remote(KindTooLarge, "%v: section over %d bytes", kind, l.section)
		}
		l.part = append(l.part, piece...)
		return nil, n, false, nil
	}

	line = piece
	if len(l.part) > 0 {
		line = append(l.part, piece...)
		l.part = line[:0]
	}
	if endsInCR(line) {
		line = line[:len(line)-1]
	} else if l.strict {
		return nil, n, false, remote(kind, "LF without CR")
	}
	return line, n, true, nil
}

// started reports whether a line has begun and not ended.
func (l *lineReader) started() bool { return len(l.part) > 0 }

func endsInCR(b []byte) bool { return len(b) > 0 && b[len(b)-1] == '\r' }

// emptied returns b for reuse, or nil if it is larger than is worth keeping.
func emptied(b []byte) []byte {
	if cap(b) > limits.KeptBuffer {
		return nil
	}
	return b[:0]
}
