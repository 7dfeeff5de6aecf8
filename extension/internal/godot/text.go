// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import (
	"strings"
	"unicode/utf8"
	"unsafe"
)

// The builtin types are read and filled in place: an unsafe.Pointer is to the engine's own
// memory, alive for the call that passed it, or to a Value's.

// Text copies a String as UTF-8.
func Text(s unsafe.Pointer) string {
	b := TextBytes(s)
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// TextBytes copies a String as UTF-8; the slice is the caller's.
func TextBytes(s unsafe.Pointer) []byte {
	n := C.gd_string_size(s)
	if n == 0 {
		return nil
	}
	b := make([]byte, n)
	C.gd_string_copy(s, (*C.char)(unsafe.Pointer(&b[0])), n)
	return b
}

// Texts copies a PackedStringArray.
func Texts(a unsafe.Pointer) []string {
	n := C.gd_strings_size(a)
	if n == 0 {
		return nil
	}
	lines := make([]string, n)
	for i := range lines {
		lines[i] = Text(unsafe.Pointer(C.gd_strings_at(a, C.int64_t(i))))
	}
	return lines
}

// SetText sets a String to bytes: UTF-8, and where they are anything else Latin-1, byte by
// byte, so that none is lost and the engine prints no error.
func SetText(s unsafe.Pointer, to string) {
	p, n := text(to)
	C.gd_string_set(s, p, n)
}

// SetTexts fills an empty PackedStringArray.
func SetTexts(a unsafe.Pointer, lines []string) {
	if len(lines) == 0 {
		return
	}
	C.gd_strings_resize(a, C.int64_t(len(lines)))
	for i, line := range lines {
		p, n := text(line)
		C.gd_strings_set(a, C.int64_t(i), p, n)
	}
}

// text returns s as the engine's constructor takes it: UTF-8, of which it drops one byte order
// mark at the start. Only what is neither costs memory.
func text(s string) (*C.char, C.int64_t) {
	if !utf8.ValidString(s) {
		s = mixedText(s)
	}
	if strings.HasPrefix(s, byteOrderMark) {
		s = byteOrderMark + s
	}
	return (*C.char)(unsafe.Pointer(unsafe.StringData(s))), C.int64_t(len(s))
}

const byteOrderMark = "\ufeff"

// mixedText is s with each byte that is no UTF-8 read as Latin-1, where a byte is the code point.
func mixedText(s string) string {
	var to strings.Builder
	for i, size := 0, 0; i < len(s); i += size {
		var r rune
		if r, size = utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 {
			r = rune(s[i])
		}
		to.WriteRune(r)
	}
	return to.String()
}

// A ByteArray is a PackedByteArray; the zero value is an empty one. One without references
// elsewhere is plain memory: any thread may size, fill and free it.
type ByteArray struct{ words [2]uintptr }

// Resize sets its length to n bytes, keeping what is there, and returns its memory, valid
// until the next Resize. An array made in Go has to be freed by Resize(0).
func (a *ByteArray) Resize(n int) []byte {
	p := C.gd_bytes_resize(unsafe.Pointer(a), C.int64_t(n))
	return unsafe.Slice((*byte)(unsafe.Pointer(p)), n)
}

// Len returns its length in bytes.
func (a *ByteArray) Len() int { return int(C.gd_bytes_size(unsafe.Pointer(a))) }

// Bytes returns its memory, to be read, as it is until the next Resize.
func (a *ByteArray) Bytes() []byte { return BorrowBytes(unsafe.Pointer(a)) }

// Pointer returns where it lies, for what takes a pointer to a builtin type.
func (a *ByteArray) Pointer() unsafe.Pointer { return unsafe.Pointer(a) }

// Share makes an empty PackedByteArray, such as a result, one with the same memory: whoever writes to one of the two
// gets a copy first.
func (a *ByteArray) Share(to unsafe.Pointer) { C.gd_bytes_reference(to, unsafe.Pointer(a)) }

// BorrowBytes lends the memory of a PackedByteArray for the length of the call.
func BorrowBytes(a unsafe.Pointer) []byte {
	n := C.gd_bytes_size(a)
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(C.gd_bytes_data(a))), n)
}

// HoldBytes keeps the memory of a PackedByteArray as it is until release is called, by any
// thread: a reference is enough, since whoever writes to an array with several gets a copy
// first.
func HoldBytes(a unsafe.Pointer) (release func()) {
	held := new(ByteArray)
	C.gd_bytes_reference(unsafe.Pointer(held), a)
	return func() { held.Resize(0) }
}
