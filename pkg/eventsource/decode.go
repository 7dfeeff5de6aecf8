// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource

import "unicode/utf8"

// appendDecoded appends b to dst as the UTF-8 decoder of the WHATWG Encoding Standard (8.1.1) reads it: each longest
// beginning of a character that does not go on becomes one U+FFFD, as does each byte that begins none. Package
// unicode/utf8 takes one byte for each error, which gives more of them.
//
// A value can be decoded by itself, because what stands around it (a line end, a colon, a space) is no part of a
// character and ends one that is unfinished.
func appendDecoded(dst, b []byte) []byte {
	if utf8.Valid(b) {
		return append(dst, b...)
	}
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			n = unfinished(b)
			dst = utf8.AppendRune(dst, utf8.RuneError)
		} else {
			dst = append(dst, b[:n]...)
		}
		b = b[n:]
	}
	return dst
}

// unfinished returns how many bytes at the beginning of b are the beginning of a character, and 1 if the first begins
// none. B does not begin with a whole one.
func unfinished(b []byte) int {
	var more int
	low, high := byte(0x80), byte(0xbf) // of the second byte; those behind it have the whole range
	switch c := b[0]; {
	case 0xc2 <= c && c <= 0xdf:
		more = 1
	case 0xe0 <= c && c <= 0xef:
		more = 2
		switch c {
		case 0xe0:
			low = 0xa0 // below: written too long
		case 0xed:
			high = 0x9f // above: surrogates
		}
	case 0xf0 <= c && c <= 0xf4:
		more = 3
		switch c {
		case 0xf0:
			low = 0x90
		case 0xf4:
			high = 0x8f // above: beyond U+10FFFF
		}
	}
	n := 1
	for n <= more && n < len(b) && low <= b[n] && b[n] <= high {
		n++
		low, high = 0x80, 0xbf
	}
	return n
}
