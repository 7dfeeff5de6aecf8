// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A charset decodes bytes to UTF-8, with U+FFFD for what it cannot.
type charset func(body []byte) string

// charsetNamed returns the charset of a label of the WHATWG Encoding Standard, Section 4.2, in lower case, nil for one
// that is not decoded here. US-ASCII and Latin-1 are windows-1252, as everywhere on the web. The others are left out
// for their size: with golang.org/x/text the library is larger by 0.86 MB for all of them, by 0.11 MB for those of one
// byte.
func charsetNamed(label string) charset {
	switch label {
	case "utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8":
		return fromUTF8
	case "windows-1252", "ansi_x3.4-1968", "ascii", "cp1252", "cp819", "csisolatin1", "ibm819", "iso-8859-1", "iso-ir-100",
		"iso8859-1", "iso88591", "iso_8859-1", "iso_8859-1:1987", "l1", "latin1", "us-ascii", "x-cp1252":
		return fromWindows1252
	case "utf-16", "utf-16le", "csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff":
		return fromUTF16LE
	case "utf-16be", "unicodefffe":
		return fromUTF16BE
	}
	return nil
}

// boms are byte order marks; they tell more than a Content-Type, and are no text.
var boms = []struct {
	mark    string
	charset charset
}{
	{"\xef\xbb\xbf", fromUTF8},
	{"\xff\xfe", fromUTF16LE},
	{"\xfe\xff", fromUTF16BE},
}

// Text returns body as valid UTF-8. Its charset is what a byte order mark says, else the charset parameter of
// contentType, else UTF-8. What is not in that charset is U+FFFD, once for each such sequence, as browsers have it;
// U+0000 stays.
//
// A charset that is not known is an *Error of KindCharset, beside the body as UTF-8.
func Text(body []byte, contentType string) (string, error) {
	for _, b := range boms {
		if rest, ok := bytes.CutPrefix(body, []byte(b.mark)); ok {
			return b.charset(rest), nil
		}
	}
	label := label(contentType)
	if label == "" {
		return fromUTF8(body), nil
	}
	if decode := charsetNamed(label); decode != nil {
		return decode(body), nil
	}
	return fromUTF8(body), &Error{Kind: KindCharset, Name: label}
}

// label returns the charset parameter in lower case. It takes more than RFC 9110 Section 8.3.1 does: what else is wrong
// with the value does not matter.
func label(contentType string) string {
	for parameter := range strings.SplitSeq(contentType, ";") {
		name, value, _ := strings.Cut(parameter, "=")
		if strings.EqualFold(strings.TrimSpace(name), "charset") {
			return strings.ToLower(strings.Trim(value, " \t\"'"))
		}
	}
	return ""
}

// fromUTF8 replaces each longest beginning of a character that cannot go on, as the WHATWG says (Section 4.1).
func fromUTF8(body []byte) string {
	if utf8.Valid(body) {
		return string(body)
	}
	var b strings.Builder
	b.Grow(len(body))
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if r == utf8.RuneError && n == 1 {
			n = malformed(body)
		}
		b.WriteRune(r)
		body = body[n:]
	}
	return b.String()
}

// malformed returns how many of the first bytes, which are no character, stand for one U+FFFD: the first one and those
// that may follow it, by Table 3-7 of the Unicode Standard.
func malformed(body []byte) int {
	low, high, most := byte(0x80), byte(0xbf), 1
	switch c := body[0]; {
	case c >= 0xe0 && c <= 0xef:
		most = 2
	case c >= 0xf0 && c <= 0xf4:
		most = 3
	}
	switch body[0] {
	case 0xe0:
		low = 0xa0
	case 0xed:
		high = 0x9f
	case 0xf0:
		low = 0x90
	case 0xf4:
		high = 0x8f
	}
	n := 1
	for n < min(most, len(body)) && body[n] >= low && body[n] <= high {
		low, high = 0x80, 0xbf
		n++
	}
	return n
}

// windows1252 has the characters 0x80 to 0x9f; all others are those of the same number.
var windows1252 = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
}

func fromWindows1252(body []byte) string {
	var b strings.Builder
	b.Grow(len(body))
	for _, c := range body {
		r := rune(c)
		if c >= 0x80 && c < 0xa0 {
			r = windows1252[c-0x80]
		}
		b.WriteRune(r)
	}
	return b.String()
}

func fromUTF16LE(body []byte) string { return fromUTF16(body, binary.LittleEndian) }

func fromUTF16BE(body []byte) string { return fromUTF16(body, binary.BigEndian) }

func fromUTF16(body []byte, order binary.ByteOrder) string {
	var b strings.Builder
	b.Grow(len(body))
	for len(body) > 1 {
		r := rune(order.Uint16(body))
		body = body[2:]
		if utf16.IsSurrogate(r) {
			high := r
			if r = utf8.RuneError; len(body) > 1 {
				if r = utf16.DecodeRune(high, rune(order.Uint16(body))); r != utf8.RuneError {
					body = body[2:]
				}
			}
		}
		b.WriteRune(r)
	}
	if len(body) > 0 {
		b.WriteRune(utf8.RuneError)
	}
	return b.String()
}
