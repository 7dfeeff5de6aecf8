// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import "unsafe"

// An Object is an object of the engine's, or null. It does not keep it alive. Calls to it
// go by name; they are slow (a microsecond) and used where a connection begins, or for what
// a script brought. Two Objects are equal when they are the same one.
type Object struct{ pointer C.GDExtensionObjectPtr }

// Singleton returns the engine's singleton of that name.
func Singleton(name string) Object { return Object{C.gd_singleton(stringName(name))} }

func (o Object) IsNull() bool { return o.pointer == nil }

// Is reports whether o is of a class of the engine or of the library.
func (o Object) Is(class string) bool {
	return o.pointer != nil && C.gd_object_cast(o.pointer, stringName(class)) != nil
}

func (o Object) HasMethod(name string) bool {
	return C.gd_object_has_method(o.pointer, stringName(name)) != 0
}

// ID returns the object's number, which is never used again; ObjectByID finds it while it lives.
func (o Object) ID() uint64 { return uint64(C.gd_object_id(o.pointer)) }

// ObjectByID returns the object of that number; null when it is gone.
func ObjectByID(id uint64) Object { return Object{C.gd_object_from_id(C.uint64_t(id))} }

// Call calls o.method(args...), frees args, and lends the result to with, if that is not
// nil. It reports whether the call worked; with is not called where it did not.
func (o Object) Call(method string, with func(Variant), args ...Value) bool {
	return o.call(nil, method, with, args)
}

func (o Object) call(owner *C.gd_instance, method string, with func(Variant), args []Value) bool {
	var result C.gd_variant
	ok := false
	if o.pointer != nil && !ended.Load() {
		ok = C.gd_object_call(owner, o.pointer, stringName(method), (*C.gd_argument)(unsafe.Pointer(unsafe.SliceData(args))), C.int32_t(len(args)), &result) != 0
	}
	for i := range args {
		args[i].Free()
	}
	defer C.gd_destroy(C.int32_t(KindNil), unsafe.Pointer(&result))
	if ok && with != nil {
		with(Variant{unsafe.Pointer(&result)})
	}
	return ok
}

func (o Object) CallInt(method string, args ...Value) (n int64) {
	o.Call(method, func(v Variant) { n = v.Int() }, args...)
	return n
}

func (o Object) CallBool(method string, args ...Value) bool { return o.CallInt(method, args...) != 0 }

// CallText returns the text of whatever the call returns; "" when it failed.
func (o Object) CallText(method string, args ...Value) (s string) {
	o.Call(method, func(v Variant) { s = v.Text() }, args...)
	return s
}

// CallObject lends a result that is an object to with. A null one is not lent.
func (o Object) CallObject(method string, with func(Object), args ...Value) {
	o.Call(method, func(v Variant) {
		if p := v.Object(); !p.IsNull() {
			with(p)
		}
	}, args...)
}

// CallStatic returns the text of what a static method of the engine returns.
func CallStatic(class, method string, args ...Value) string {
	return Singleton("ClassDB").CallText("class_call_static", append([]Value{String(class), String(method)}, args...)...)
}

// Emit emits a signal of o with at most MaxArguments arguments.
func (o Object) Emit(signal string, args ...Value) {
	o.Call("emit_signal", nil, append([]Value{String(signal)}, args...)...)
}

// A Reference holds a RefCounted object; the zero value holds nothing. It is C memory that
// looks like the engine's Ref.
type Reference struct{ memory *unsafe.Pointer }

func NewReference(o Object) Reference {
	r := Reference{(*unsafe.Pointer)(C.calloc(1, C.size_t(unsafe.Sizeof(uintptr(0)))))}
	C.gd_ref_set(unsafe.Pointer(r.memory), o.pointer)
	return r
}

func (r Reference) Object() Object {
	if r.memory == nil {
		return Object{}
	}
	return Object{C.gd_ref_get(unsafe.Pointer(r.memory))}
}

// IsEmpty reports whether it was never made. One whose object is null is not empty.
func (r Reference) IsEmpty() bool { return r.memory == nil }

// Release drops the reference. That may free the object, which may be a script and call back: no lock may be held.
func (r Reference) Release() {
	if r.memory != nil && !ended.Load() {
		C.gd_ref_set(unsafe.Pointer(r.memory), nil)
		C.free(unsafe.Pointer(r.memory))
	}
}
