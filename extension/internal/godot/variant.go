// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import "unsafe"

// A Variant is a Variant of the engine's, valid as long as the call that it came with.
type Variant struct{ pointer unsafe.Pointer }

func (v Variant) Kind() Kind { return Kind(C.gd_variant_type(v.pointer)) }

// Int returns 0 for what is neither int nor bool.
func (v Variant) Int() int64 { return int64(C.gd_variant_to_int(v.pointer)) }

// Float returns 0 for what is no number.
func (v Variant) Float() float64 { return float64(C.gd_variant_to_float(v.pointer)) }

// Object returns null for what is none, or was freed.
func (v Variant) Object() Object { return Object{C.gd_variant_to_object(v.pointer)} }

// Text returns the text of any value, as str() makes it.
func (v Variant) Text() string {
	var s C.gd_variant // room enough
	C.gd_variant_stringify(v.pointer, unsafe.Pointer(&s))
	defer C.gd_destroy(C.int32_t(KindString), unsafe.Pointer(&s))
	return Text(unsafe.Pointer(&s))
}

// Call calls a method without arguments, of a value of any type, and lends the result to with, if that worked.
func (v Variant) Call(method string, with func(Variant)) {
	var result C.gd_variant
	ok := C.gd_variant_call(v.pointer, stringName(method), &result) != 0
	defer C.gd_destroy(C.int32_t(KindNil), unsafe.Pointer(&result))
	if ok {
		with(Variant{unsafe.Pointer(&result)})
	}
}

// Bytes lends the memory of a PackedByteArray to with, and reports whether it is one.
func (v Variant) Bytes(with func(b []byte)) bool {
	if v.Kind() != KindBytes {
		return false
	}
	v.to(KindBytes, func(p unsafe.Pointer) { with(BorrowBytes(p)) })
	return true
}

// HoldBytes lends the memory of a PackedByteArray until release is called, see the function of that name. It reports
// whether v is one.
func (v Variant) HoldBytes() (b []byte, release func(), ok bool) {
	if v.Kind() != KindBytes {
		return nil, nil, false
	}
	v.to(KindBytes, func(p unsafe.Pointer) { b, release = BorrowBytes(p), HoldBytes(p) })
	return b, release, true
}

// Elements lends an Array to with, and reports whether it is one.
func (v Variant) Elements(with func(n int, at func(i int) Variant)) bool {
	if v.Kind() != KindArray {
		return false
	}
	v.to(KindArray, func(p unsafe.Pointer) {
		with(int(C.gd_array_size(p)), func(i int) Variant { return Variant{unsafe.Pointer(C.gd_array_at(p, C.int64_t(i)))} })
	})
	return true
}

// Dictionary lends a Dictionary to with, and reports whether it is one.
func (v Variant) Dictionary(with func(Dictionary)) bool {
	if v.Kind() != KindDictionary {
		return false
	}
	v.to(KindDictionary, func(p unsafe.Pointer) { with(Dictionary{p}) })
	return true
}

// Copy returns the same value as a Value.
func (v Variant) Copy() (to Value) {
	C.gd_variant_of(C.int32_t(KindNil), v.pointer, to.at())
	return to
}

// to lends a copy of the value, which must be of that kind or convert to it, to with.
func (v Variant) to(k Kind, with func(unsafe.Pointer)) {
	var value C.gd_value
	C.gd_variant_to(C.int32_t(k), v.pointer, &value)
	defer C.gd_destroy(C.int32_t(k), unsafe.Pointer(&value))
	with(unsafe.Pointer(&value))
}

// A Dictionary is a Dictionary of the engine's, valid as long as the call that it came with.
type Dictionary struct{ pointer unsafe.Pointer }

// Dictionary returns the result of a method that returns one, DictionaryArg an argument.
func (c Call) Dictionary() Dictionary         { return Dictionary{c.result} }
func (c Call) DictionaryArg(i int) Dictionary { return Dictionary{c.args[i]} }

// Set sets an entry, and frees value.
func (d Dictionary) Set(key string, value Value) {
	p, n := text(key)
	C.gd_dictionary_set(d.pointer, p, n, &value.memory)
	value.Free()
}

// Each calls with for each entry, in the order of the Dictionary.
func (d Dictionary) Each(with func(key, value Variant)) {
	var keys C.gd_variant // room enough
	p := unsafe.Pointer(&keys)
	C.gd_dictionary_keys(d.pointer, p)
	defer C.gd_destroy(C.int32_t(KindArray), p)
	for i := range C.gd_array_size(p) {
		key := C.gd_array_at(p, i)
		with(Variant{unsafe.Pointer(key)}, Variant{unsafe.Pointer(C.gd_dictionary_at(d.pointer, key))})
	}
}
