// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import (
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

// SetText sets a String to bytes: UTF-8, or, where they are anything else, Latin-1, so
// that no byte is lost and the engine prints no error.
func SetText(s unsafe.Pointer, to string) {
	p, n, latin1 := text(to)
	C.gd_string_set(s, p, n, latin1)
}

// SetTexts fills an empty PackedStringArray.
func SetTexts(a unsafe.Pointer, lines []string) {
	if len(lines) == 0 {
		return
	}
	C.gd_strings_resize(a, C.int64_t(len(lines)))
	for i, line := range lines {
		p, n, latin1 := text(line)
		C.gd_strings_set(a, C.int64_t(i), p, n, latin1)
	}
}

func text(s string) (*C.char, C.int64_t, C.int) {
	var latin1 C.int
	if !utf8.ValidString(s) {
		latin1 = 1
	}
	return (*C.char)(unsafe.Pointer(unsafe.StringData(s))), C.int64_t(len(s)), latin1
}

// A ByteArray is a PackedByteArray; the zero value is an empty one. One without references
// elsewhere is plain memory: any thread may size, fill and free it.
type ByteArray struct{ words [2]uintptr }

// Resize sets its length to n bytes, keeping what is there, and returns its memory, valid
// until the next Resize. An array of Go's gives its memory back with 0.
func (a *ByteArray) Resize(n int) []byte {
	p := C.gd_bytes_resize(unsafe.Pointer(a), C.int64_t(n))
	return unsafe.Slice((*byte)(unsafe.Pointer(p)), n)
}

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
