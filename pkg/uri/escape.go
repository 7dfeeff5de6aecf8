// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package uri

import "strings"

// What fetch and httpx encode in paths and queries, beside spaces and bytes outside ASCII. curl sends these as they
// are, and some servers answer 400 to that. All three leave "|", "^", "'" and the brackets of queries alone.
const (
	notInPath  = "\"<>`{}"
	notInQuery = "\"<>"
)

const upperHex = "0123456789ABCDEF"

// encode percent-encodes spaces, control characters, bytes outside ASCII and those of set. Each byte counts for itself,
// so that a server gets back what it sent, whether that was UTF-8 or Latin-1. "%" stays.
func encode(s, set string) string {
	isWrong := func(c byte) bool { return c <= ' ' || c >= 0x7f || strings.IndexByte(set, c) >= 0 }
	n := 0
	for i := range len(s) {
		if isWrong(s[i]) {
			n++
		}
	}
	if n == 0 {
		return s
	}
	b := make([]byte, 0, len(s)+2*n)
	for i := range len(s) {
		if c := s[i]; isWrong(c) {
			b = append(b, '%', upperHex[c>>4], upperHex[c&15])
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}

// decode takes percent-encoding away. A "%" without two hexadecimal digits behind it stays.
func decode(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && hexDigit(s[i+1]) >= 0 && hexDigit(s[i+2]) >= 0 {
			b = append(b, byte(hexDigit(s[i+1])<<4|hexDigit(s[i+2])))
			i += 2
		} else {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// hexDigit returns the value of a hexadecimal digit, -1 for any other byte.
func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
