// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import (
	"fmt"
	"runtime/cgo"
	"runtime/debug"
	"unsafe"
)

// Of the engine's enum Error.
const (
	failed  = 1
	errBusy = 44
)

// A Call is one call of the engine's: the instance, the arguments, and where the result
// goes, which is its type's default beforehand. Everything in it is the engine's memory,
// alive until the Func returns.
type Call struct {
	Instance // zero in a static method
	args     *[MaxArguments]unsafe.Pointer
	result   unsafe.Pointer
}

// Int and its likes return an argument, which must be of that type in the method's row.
func (c Call) Int(i int) int64     { return *(*int64)(c.args[i]) }
func (c Call) Float(i int) float64 { return *(*float64)(c.args[i]) }
func (c Call) Bool(i int) bool     { return *(*uint8)(c.args[i]) != 0 }
func (c Call) Text(i int) string   { return Text(c.args[i]) }

// Int32 cuts larger ints, as the engine does for its own parameters of 32 bits.
func (c Call) Int32(i int) int { return int(int32(c.Int(i))) }

// Arg returns an argument where it lies, for what takes a pointer to a builtin type.
func (c Call) Arg(i int) unsafe.Pointer { return c.args[i] }

// Pointer returns an argument of a virtual method that is a bare pointer.
func (c Call) Pointer(i int) unsafe.Pointer { return *(*unsafe.Pointer)(c.args[i]) }

// Variant returns an argument that may be of any type.
func (c Call) Variant(i int) Variant { return Variant{c.args[i]} }

// Object returns an argument that is an object or null; both kinds of them, those of
// counted references too, are one pointer.
func (c Call) Object(i int) Object {
	if c.args[i] == nil {
		return Object{}
	}
	return Object{C.GDExtensionObjectPtr(*(*unsafe.Pointer)(c.args[i]))}
}

// Result returns where the result lies, for what takes a pointer to a builtin type.
func (c Call) Result() unsafe.Pointer { return c.result }

// ReturnInt and its likes set the result, which must be of that type in the method's row.
func (c Call) ReturnInt(v int64)     { *(*int64)(c.result) = v }
func (c Call) ReturnFloat(v float64) { *(*float64)(c.result) = v }
func (c Call) ReturnBool(v bool)     { *(*uint8)(c.result) = flag[uint8](v) }
func (c Call) ReturnText(v string)   { SetText(c.result, v) }

// ReturnTextBytes is ReturnText of bytes, which are copied.
func (c Call) ReturnTextBytes(b []byte) {
	SetText(c.result, unsafe.String(unsafe.SliceData(b), len(b)))
}

// ReturnRef returns an object that is a RefCounted, ReturnObject any other.
func (c Call) ReturnRef(o Object)    { C.gd_ref_set(c.result, o.pointer) }
func (c Call) ReturnObject(o Object) { *(*C.GDExtensionObjectPtr)(c.result) = o.pointer }

// ReturnVariant sets the result of a method that may return any type, and frees v.
func (c Call) ReturnVariant(v Value) {
	C.gd_destroy(C.int32_t(KindNil), c.result)
	C.gd_variant_of(v.kind(), unsafe.Pointer(&v.memory.value), c.result)
	v.Free()
}

//export gdCall
func gdCall(id C.int32_t, self *C.gd_instance, args, result unsafe.Pointer) {
	r := &rows[id]
	defer r.guard(self)
	if r.isError {
		*(*int64)(result) = r.panics
	}
	r.method.Func(Instance{self}.value(), Call{Instance{self}, (*[MaxArguments]unsafe.Pointer)(args), result})
}

//export gdRefuse
func gdRefuse(id C.int32_t) {
	r := &rows[id]
	defer Guard(r.class.Name, r.method.Name)
	PrintError(r.class.Name, r.method.Name, r.class.Refusal)
}

// guard makes one error line of a panic. The method's result stays what it was.
func (r *row) guard(self *C.gd_instance) {
	if reason := recover(); reason != nil {
		reportPanic(r.class.Name, r.method.Name, reason)
		r.class.panicked(self, r.method.Name, reason)
	}
}

// panicked calls Panicked of the class, which may be as broken as what panicked.
func (c *Class) panicked(self *C.gd_instance, method string, reason any) {
	defer Guard(c.Name, method)
	if c.Panicked != nil && self != nil {
		c.Panicked(Instance{self}.value(), method, reason)
	}
}

// Guard is deferred in functions that the engine calls: a panic becomes one error line.
func Guard(class, method string) {
	if reason := recover(); reason != nil {
		reportPanic(class, method, reason)
	}
}

func reportPanic(class, method string, reason any) {
	PrintError(class, method, fmt.Sprintf("internal error: %v\n%s", reason, debug.Stack()))
}

// PrintError prints one line of the engine's error log, on the caller's thread.
func PrintError(class, method, message string) {
	line, name, file := logLine(class, method, message)
	if C.gd_api.print_error == nil || ended.Load() {
		println(string(line[:len(line)-1]))
		return
	}
	C.gd_print_error((*C.char)(unsafe.Pointer(&line[0])), (*C.char)(unsafe.Pointer(&name[0])), (*C.char)(unsafe.Pointer(&file[0])))
}

// PrintWarning prints one line that is a warning, likewise.
func PrintWarning(class, method, message string) {
	line, name, file := logLine(class, method, message)
	if !ended.Load() {
		C.gd_print_warning((*C.char)(unsafe.Pointer(&line[0])), (*C.char)(unsafe.Pointer(&name[0])), (*C.char)(unsafe.Pointer(&file[0])))
	}
}

// logLine returns what a line of the log needs, each with a NUL at its end.
func logLine(class, method, message string) (line, name, file []byte) {
	return append([]byte(class+"."+method+": "+message), 0), append([]byte(class+"."+method), 0), append([]byte(class), 0)
}

//export gdNew
func gdNew(class C.int32_t, self *C.gd_instance) (handle C.uintptr_t) {
	c := classes[class]
	defer Guard(c.Name, "new")
	return C.uintptr_t(cgo.NewHandle(c.New(Instance{self})))
}

//export gdGone
func gdGone(class C.int32_t, handle C.uintptr_t) {
	c := classes[class]
	defer Guard(c.Name, "free")
	if c.Gone != nil {
		c.Gone(cgo.Handle(handle).Value())
	}
}

//export gdFree
func gdFree(class C.int32_t, handle C.uintptr_t) {
	c := classes[class]
	defer Guard(c.Name, "free")
	self := cgo.Handle(handle).Value()
	cgo.Handle(handle).Delete()
	if c.Free != nil {
		c.Free(self)
	}
}

//export gdNotification
func gdNotification(self *C.gd_instance, what C.int32_t, _ C.GDExtensionBool) {
	c := classes[self.of.id]
	defer Guard(c.Name, "_notification")
	c.Notified(Instance{self}.value(), Instance{self}, int32(what))
}

// gdPostinitialize sends a new object NOTIFICATION_POSTINITIALIZE, as the engine does its own.
//
//export gdPostinitialize
func gdPostinitialize(o C.GDExtensionObjectPtr) {
	defer Guard(library.Name, "new")
	Object{o}.Call("notification", nil, Int(0))
}
