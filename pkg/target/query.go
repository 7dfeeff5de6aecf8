// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package target

const upperHex = "0123456789ABCDEF"

// AppendQueryEscaped appends s to dst with every byte outside RFC 3986 Section 2.3's unreserved set percent-encoded in
// upper case, as Godot's String.uri_encode does: a space is %20, never "+".
func AppendQueryEscaped(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; unreserved(c) {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', upperHex[c>>4], upperHex[c&15])
		}
	}
	return dst
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '-' || c == '_' || c == '.' || c == '~'
}

// A Query builds a query string pair by pair. The zero value is empty.
type Query struct{ buf []byte }

// Key appends name alone: Godot's form for a null value.
func (q *Query) Key(name string) {
	if len(q.buf) > 0 {
		q.buf = append(q.buf, '&')
	}
	q.buf = AppendQueryEscaped(q.buf, name)
}

// Pair appends name=value.
func (q *Query) Pair(name, value string) {
	q.Key(name)
	q.buf = append(q.buf, '=')
	q.buf = AppendQueryEscaped(q.buf, value)
}

// Bytes returns the query string so far; it is valid until the next Key or Pair.
func (q *Query) Bytes() []byte { return q.buf }
