// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	"unicode/utf8"
	"unsafe"

	"httpclientgo/pkg/client"
)

// The builtin types of the engine, read and filled in place. A pointer to one is an
// unsafe.Pointer to the engine's own memory, alive for the call that passed it.

// goString copies a String as UTF-8.
func goString(s unsafe.Pointer) string {
	b := goStringBytes(s)
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// goStringBytes copies a String as UTF-8; the slice is the caller's.
func goStringBytes(s unsafe.Pointer) []byte {
	n := C.hcg_string_size(C.GDExtensionConstTypePtr(s))
	if n == 0 {
		return nil
	}
	b := make([]byte, n)
	C.hcg_string_copy(C.GDExtensionConstTypePtr(s), (*C.char)(unsafe.Pointer(&b[0])), n)
	return b
}

// goStrings copies a PackedStringArray.
func goStrings(a unsafe.Pointer) []string {
	n := C.hcg_strings_size(C.GDExtensionConstTypePtr(a))
	if n == 0 {
		return nil
	}
	lines := make([]string, n)
	for i := range lines {
		lines[i] = goString(unsafe.Pointer(C.hcg_strings_at(C.GDExtensionConstTypePtr(a), C.int64_t(i))))
	}
	return lines
}

// borrowBytes lends the memory of a PackedByteArray for the length of the call.
func borrowBytes(a unsafe.Pointer) []byte {
	n := C.hcg_bytes_size(C.GDExtensionConstTypePtr(a))
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(C.hcg_bytes_data(C.GDExtensionConstTypePtr(a)))), n)
}

// holdBytes keeps the memory of a PackedByteArray as it is: a reference is enough, since
// whoever writes to an array with several gets a copy first. The last reference may go
// on any thread.
func holdBytes(a unsafe.Pointer) client.Hold {
	return func() (release func()) {
		held := new(byteArray)
		C.hcg_bytes_reference(C.GDExtensionTypePtr(unsafe.Pointer(held)), C.GDExtensionConstTypePtr(a))
		return func() { held.Resize(0) }
	}
}

// holdNothing is for bytes that are Go's.
func holdNothing() (release func()) { return func() {} }

// A byteArray is a PackedByteArray of the engine as a client.Sink.
type byteArray struct{ words [2]uintptr }

func (a *byteArray) Resize(n int) []byte {
	p := C.hcg_bytes_resize(C.GDExtensionTypePtr(unsafe.Pointer(a)), C.int64_t(n))
	if p == nil {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(p)), n)
}

// text is what C needs to make a String of bytes: UTF-8, or, where a server sent
// anything else, Latin-1, so that no byte is lost and the engine prints no error.
func text(p *byte, n int) (*C.char, C.int64_t, C.int) {
	var latin1 C.int
	if n > 0 && !utf8.Valid(unsafe.Slice(p, n)) {
		latin1 = 1
	}
	return (*C.char)(unsafe.Pointer(p)), C.int64_t(n), latin1
}

func setString(s unsafe.Pointer, b []byte) {
	p, n, latin1 := text(unsafe.SliceData(b), len(b))
	C.hcg_string_set(C.GDExtensionTypePtr(s), p, n, latin1)
}

// setStrings fills an empty PackedStringArray.
func setStrings(a unsafe.Pointer, lines []string) {
	if len(lines) == 0 {
		return
	}
	C.hcg_strings_resize(C.GDExtensionTypePtr(a), C.int64_t(len(lines)))
	for i, line := range lines {
		p, n, latin1 := text(unsafe.StringData(line), len(line))
		C.hcg_strings_set(C.GDExtensionTypePtr(a), C.int64_t(i), p, n, latin1)
	}
}

// setEntry sets one entry of a Dictionary.
func setEntry[T string | int64 | bool | []string](d unsafe.Pointer, key string, value T) {
	var v C.hcg_value
	kind, p := typeInt, unsafe.Pointer(&v)
	switch value := any(value).(type) {
	case int64:
		*(*int64)(p) = value
	case bool:
		kind = typeBool
		*(*bool)(p) = value
	case string:
		kind = typeString
		setString(p, unsafe.Slice(unsafe.StringData(value), len(value)))
	case []string:
		kind = typeStrings
		setStrings(p, value)
	}
	k, n, latin1 := text(unsafe.StringData(key), len(key))
	C.hcg_dictionary_set(C.GDExtensionTypePtr(d), k, n, latin1, kind, &v)
	C.hcg_value_free(kind, &v)
}

// eachPair walks a Dictionary in its order: a null value gives the key alone, an
// Array one pair an element, anything else one pair with its text.
func eachPair(d unsafe.Pointer, key func(string), pair func(name, value string)) {
	var keys C.hcg_value
	n := C.hcg_dictionary_keys(C.GDExtensionConstTypePtr(d), &keys)
	defer C.hcg_value_free(typeArray, &keys)
	for i := range n {
		k := C.hcg_array_at(C.GDExtensionConstTypePtr(unsafe.Pointer(&keys)), i)
		value := C.hcg_dictionary_at(C.GDExtensionConstTypePtr(d), k)
		name := stringify(k)
		switch C.hcg_variant_type(value) {
		case typeNil:
			key(name)
		case typeArray:
			var elements C.hcg_value
			for j := range C.hcg_variant_array(value, &elements) {
				pair(name, stringify(C.hcg_array_at(C.GDExtensionConstTypePtr(unsafe.Pointer(&elements)), j)))
			}
			C.hcg_value_free(typeArray, &elements)
		default:
			pair(name, stringify(value))
		}
	}
}

func stringify(v C.GDExtensionConstVariantPtr) string {
	var s C.hcg_value
	C.hcg_variant_stringify(v, &s)
	defer C.hcg_value_free(typeString, &s)
	return goString(unsafe.Pointer(&s))
}
