// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1

import (
	"bytes"

	"golang.org/x/net/http/httpguts"
)

// What a byte may be part of. httpguts decides; the tables only save its callers one string for each question.
var (
	isToken   [256]bool // field name or method, RFC 9110 Section 5.6.2
	isControl [256]bool // CTL but HTAB, RFC 9110 Section 5.5
)

func init() {
	for i := range 256 {
		text := string([]byte{byte(i)})
		isToken[i] = httpguts.ValidHeaderFieldName(text)
		isControl[i] = !httpguts.ValidHeaderFieldValue(text)
	}
	isControl['\n'], isControl['\r'] = true, true
}

// indexControl returns the index of the first control character other than HTAB, -1 if there is none.
func indexControl(b []byte) int {
	for i, c := range b {
		if isControl[c] {
			return i
		}
	}
	return -1
}

// A fieldSection gathers the field lines of a head, RFC 9112 Section 5.
//
// The lines stand back to back in one buffer, so that all of them together cost one string.
type fieldSection struct {
	text  []byte // what stands before the fields, then the lines, edges stripped
	first int    // where the lines begin in text
	ends  []int  // where each line ends in text
	most  int    // lines
}

// reset empties the section and puts before, which may be empty, in front of its lines.
func (s *fieldSection) reset(before []byte) {
	s.text = append(emptied(s.text), before...)
	s.first = len(s.text)
	s.ends = s.ends[:0]
}

// add appends one line, which is not empty and has no CR, LF or NUL. Its bytes are copied. A folded line goes on
// with the line before, joined by one SP. Errors are those of checkFieldLine.
func (s *fieldSection) add(line []byte, kind Kind) error {
	folded, err := checkFieldLine(line, len(s.ends), s.most, kind)
	if err != nil {
		return err
	}
	if folded {
		if more := trim(line); len(more) > 0 {
			s.text = append(append(s.text, ' '), more...)
			s.ends[len(s.ends)-1] = len(s.text)
		}
		return nil
	}
	s.text = append(s.text, trimRight(line)...)
	s.ends = append(s.ends, len(s.text))
	return nil
}

// checkFieldLine checks one line of a section that had count fields so far and may have most. Folded reports that the
// line begins with whitespace and so goes on with the field before it, RFC 9112 Section 5.2.
//
// The name is a token with the colon right behind it: whitespace there has been used to hide fields from one of two
// readers (RFC 9112 Section 5.1). The value may be anything: RFC 9110 Section 5.5 has a recipient reject CR, LF and NUL
// alone, and other control characters are met in cookies. Errors are of the given kind, or of KindTooLarge for too many
// fields.
func checkFieldLine(line []byte, count, most int, kind Kind) (folded bool, err error) {
	if isSpace(line[0]) {
		if count == 0 {
			return false, remote(kind, "whitespace before the first field: %q", excerpt(line))
		}
		return true, nil
	}
	colon := bytes.IndexByte(line, ':')
	if colon < 0 {
		return false, remote(kind, "no colon in %q", excerpt(line))
	}
	if colon == 0 {
		return false, remote(kind, "no name in %q", excerpt(line))
	}
	for i, c := range line[:colon] {
		if !isToken[c] {
			return false, remote(kind, "byte %q in the name of %q", line[i:i+1], excerpt(line))
		}
	}
	if count >= most {
		return false, remote(KindTooLarge, "%v: more than %d", kind, most)
	}
	return false, nil
}

// appendTo appends the lines to dst, and returns what stands before them as well. All share one new string.
func (s *fieldSection) appendTo(dst []string) (before string, lines []string) {
	all := string(s.text)
	at := s.first
	for _, end := range s.ends {
		dst = append(dst, all[at:end])
		at = end
	}
	return all[:s.first], dst
}

// cutField returns the value of line without the whitespace around it, if line is a field of that name.
// Letters of the name count without their case.
func cutField(line, name string) (value string, ok bool) {
	if !hasFieldName(line, name) {
		return "", false
	}
	return trim(line[len(name)+1:]), true
}

// hasFieldName reports whether line begins with name and a colon. Letters count without their case.
func hasFieldName(line, name string) bool {
	return len(line) > len(name) && line[len(name)] == ':' && equalFold(line[:len(name)], name)
}

// equalFold is strings.EqualFold for ASCII: "chun\u212Aed", with a Kelvin sign, is not "chunked".
func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// isSpace reports whether c is one of the two characters of OWS, RFC 9110 Section 5.6.3.
func isSpace(c byte) bool { return c == ' ' || c == '\t' }

// trim returns text without the OWS around it.
func trim[T string | []byte](text T) T { return trimLeft(trimRight(text)) }

func trimLeft[T string | []byte](text T) T {
	for len(text) > 0 && isSpace(text[0]) {
		text = text[1:]
	}
	return text
}

func trimRight[T string | []byte](text T) T {
	for len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}
