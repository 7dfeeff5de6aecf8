// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import "unsafe"

// A Value is a value of a builtin type on its way to the engine: an argument of a call or
// signal, an entry, a result. Whoever it is given to frees it. The zero Value is null.
type Value struct{ memory C.gd_argument }

func (v *Value) kind() C.int32_t    { return v.memory._type }
func (v *Value) at() unsafe.Pointer { return unsafe.Pointer(&v.memory.value) }

// Free frees a value that is given to nobody.
func (v *Value) Free() { C.gd_destroy(v.kind(), v.at()) }

func newValue(k Kind) (v Value) {
	v.memory._type = C.int32_t(k)
	return v
}

// Null returns null.
func Null() Value { return Value{} }

// Int and its likes make a Value of that type.
func Int(i int64) Value {
	v := newValue(KindInt)
	*(*int64)(v.at()) = i
	return v
}

func Float(f float64) Value {
	v := newValue(KindFloat)
	*(*float64)(v.at()) = f
	return v
}

func Bool(b bool) Value {
	v := newValue(KindBool)
	*(*uint8)(v.at()) = flag[uint8](b)
	return v
}

// String makes a String of bytes, as SetText does.
func String(s string) Value {
	v := newValue(KindString) // zeros are an empty String, and so for the arrays below
	SetText(v.at(), s)
	return v
}

// Strings makes a PackedStringArray.
func Strings(lines []string) Value {
	v := newValue(KindStrings)
	SetTexts(v.at(), lines)
	return v
}

// Bytes makes a PackedByteArray with a copy of b.
func Bytes(b []byte) Value {
	v := newValue(KindBytes)
	copy((*ByteArray)(v.at()).Resize(len(b)), b)
	return v
}

// MovedBytes makes a PackedByteArray of the memory of a, which is empty afterwards.
func MovedBytes(a *ByteArray) Value {
	v := newValue(KindBytes)
	*(*ByteArray)(v.at()), *a = *a, ByteArray{}
	return v
}

// Copied makes a copy of a builtin type that lies somewhere, such as at Call.Arg.
func Copied(k Kind, from unsafe.Pointer) (v Value) {
	C.gd_variant_of(C.int32_t(k), from, v.at())
	return v
}

// ObjectValue makes a value of an object, which is not held by it.
func ObjectValue(o Object) Value {
	v := newValue(KindObject)
	*(*C.GDExtensionObjectPtr)(v.at()) = o.pointer
	return v
}

// SignalValue makes the Signal of an object; `await` waits for it.
func SignalValue(o Object, name string) Value {
	v := newValue(KindSignal)
	C.gd_signal(o.pointer, stringName(name), v.at())
	return v
}

// DictionaryValue makes a Dictionary that fill has filled.
func DictionaryValue(fill func(Dictionary)) Value {
	v := newValue(KindDictionary)
	C.gd_default(C.int32_t(KindDictionary), v.at())
	fill(Dictionary{v.at()})
	return v
}
