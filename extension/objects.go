// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import "unsafe"

// Calls from Go to methods of engine objects, by name, on the thread of the call
// that is being answered. They are slow (a microsecond) and used where a
// connection begins, or for a stream that a script brought.

// A callArg is one argument of call: its Variant type and a pointer to the value.
type callArg struct {
	kind  C.int32_t
	value C.hcg_value
}

func textArg(s string) callArg {
	a := callArg{kind: typeString}
	p, n, latin1 := text(unsafe.StringData(s), len(s))
	C.hcg_string_set(C.GDExtensionTypePtr(unsafe.Pointer(&a.value)), p, n, latin1)
	return a
}

func intArg(v int64) callArg {
	a := callArg{kind: typeInt}
	*(*int64)(unsafe.Pointer(&a.value)) = v
	return a
}

func boolArg(v bool) callArg {
	a := callArg{kind: typeBool}
	*(*bool)(unsafe.Pointer(&a.value)) = v
	return a
}

// call calls o.method(args...) and hands the resulting Variant to with, before it
// is destroyed. It frees args and tells whether the call worked.
func call(o C.GDExtensionObjectPtr, method string, with func(*C.hcg_value), args ...callArg) bool {
	return callFor(0, o, method, with, args...)
}

// callFor is call on a stream that a script set as connection: what it does to the
// client of that handle meanwhile is refused.
func callFor(owner C.uintptr_t, o C.GDExtensionObjectPtr, method string, with func(*C.hcg_value), args ...callArg) bool {
	var kinds [C.HCG_MAX_ARGUMENTS]C.int32_t
	var values [C.HCG_MAX_ARGUMENTS]C.hcg_value
	for i, a := range args {
		kinds[i], values[i] = a.kind, a.value
	}
	var result C.hcg_value
	ok := C.hcg_stream_call(owner, o, stringName(method), &kinds[0], &values[0], C.int32_t(len(args)), &result) != 0
	for i, a := range args {
		C.hcg_value_free(a.kind, &values[i])
	}
	if ok && with != nil {
		with(&result)
	}
	C.hcg_variant_free(&result)
	return ok
}

func callInt(o C.GDExtensionObjectPtr, method string, args ...callArg) (n int64) {
	call(o, method, func(v *C.hcg_value) { n = variantInt(v) }, args...)
	return n
}

func callBool(o C.GDExtensionObjectPtr, method string) bool { return callInt(o, method) != 0 }

func callString(o C.GDExtensionObjectPtr, method string, args ...callArg) (s string) {
	call(o, method, func(v *C.hcg_value) { s = stringify(C.GDExtensionConstVariantPtr(unsafe.Pointer(v))) }, args...)
	return s
}

// callObject passes a result that is an object to with; it lives as long as with
// runs. A null result is not passed.
func callObject(o C.GDExtensionObjectPtr, method string, with func(C.GDExtensionObjectPtr), args ...callArg) {
	call(o, method, func(v *C.hcg_value) {
		if p := variantObject(v); p != nil {
			with(p)
		}
	}, args...)
}

func variantType(v *C.hcg_value) C.int32_t {
	return C.hcg_variant_type(C.GDExtensionConstVariantPtr(unsafe.Pointer(v)))
}

func variantInt(v *C.hcg_value) int64 { return int64(C.hcg_variant_to_int(v)) }

func variantObject(v *C.hcg_value) C.GDExtensionObjectPtr { return C.hcg_variant_to_object(v) }

func osName() string { return callString(C.hcg_singleton(stringName("OS")), "get_name") }
