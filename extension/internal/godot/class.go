// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import (
	"reflect"

	"github.com/godot-go/godot-go/pkg/constant"
	"github.com/godot-go/godot-go/pkg/ffi"
)

// A Class is what ClassDB knows of a class of the library, and what runs behind it. It is a
// table: nothing in it is changed after Start.
type Class struct {
	Name, Parent string
	// Found: ValueOf finds the Go value of an object.
	Found bool
	// Abstract classes cannot be made by scripts, only by Make.
	Abstract bool
	// Lenient: a call with an argument of a wrong type is reported and runs all the same,
	// with the argument converted.
	Lenient bool
	// Refusal is the error line of a method with Locks that is called from inside a CallOut
	// of the instance.
	Refusal string
	// View is the type of the struct that lies in C memory beside each instance, for
	// methods that C answers itself; nil: there is none. Its fields are atomic.Int32 and
	// atomic.Int64. It is zero when New runs and lives until Free has returned.
	View reflect.Type

	// New makes the Go value of a new object. The engine's object is not there yet.
	New func(Instance) any
	// Gone is called when the engine's object is gone while calls are inside: they should
	// come to their end soon. It may be called by any thread, and is not called on a
	// thread that is in a CallOut of the instance. May be nil.
	Gone func(self any)
	// Free is called once, last, by the thread of the engine's or of the last call. May be nil.
	Free func(self any)
	// Panicked is called after a panic in a method was reported. May be nil.
	Panicked func(self any, method string, reason any)
	// Notified is called for those of Notifications, at most MaxNotifications.
	Notified      func(self any, i Instance, what int32)
	Notifications []int32

	Methods    []Method
	Virtuals   []Method // of Parent, at most MaxVirtuals
	Properties []Property
	Signals    []Signal
	Constants  []Constant
	Doc        []byte // the class reference, as XML or its deflate (ci/packdocs); nil: none

	memory *C.gd_class    // nil while it is not registered
	made   []*C.gd_method // of Methods and Virtuals
}

const (
	// MaxArguments is how many a method or signal may have.
	MaxArguments     = C.GD_MAX_ARGUMENTS
	MaxConditions    = C.GD_MAX_CONDITIONS
	MaxNotifications = C.GD_MAX_NOTIFICATIONS
	MaxVirtuals      = C.GD_MAX_VIRTUALS
)

// A Func is the Go side of a method. self is what New returned, nil in a static one.
type Func func(self any, c Call)

// On makes a Func of a method of a Go type.
func On[T any](f func(T, Call)) Func { return func(self any, c Call) { f(self.(T), c) } }

// Static makes a Func of a function without an instance.
func Static(f func(Call)) Func { return func(_ any, c Call) { f(c) } }

// A Method is one row of a class.
type Method struct {
	Name   string
	Result Info // the zero value: none
	Args   []Info
	Func   Func // nil where Answer answers always
	Const  bool
	Static bool
	// Locks: it takes the instance's lock. On a thread that is in a CallOut of the
	// instance it is refused with the class's Refusal: its result is ERR_BUSY where that is
	// an Error, else the type's default.
	Locks bool
	// OnPanic is the result after a panic of a method that returns an Error; 0: FAILED. Others
	// return what was set before it.
	OnPanic int64
	// Answer is how C may answer without Go; nil: never.
	Answer *Answer
}

// An Answer says when C answers a method by itself, and what: a field of the view, or
// with Field "" the default of the result's type.
type Answer struct {
	When  []Condition // all must hold; at most MaxConditions
	Field string
}

// A Condition is that an integer lies between Least and Most.
type Condition struct {
	Field       string // of the view; "": the argument Argument
	Argument    int
	Least, Most int64
}

// Field returns the answer of a plain getter.
func Field(name string) *Answer { return &Answer{Field: name} }

// Is returns the condition that a field of the view has a value.
func Is(field string, value int64) Condition {
	return Condition{Field: field, Least: value, Most: value}
}

// In returns the condition that an int argument is within bounds.
func In(argument int, least, most int64) Condition {
	return Condition{Argument: argument, Least: least, Most: most}
}

// An Info describes an argument, a result or a property.
type Info struct {
	Name  string
	Kind  Kind
	Class string // of an object, or the global enum of an int
	// Default is the default of an argument as GDScript would write it, such as
	// "PackedStringArray()"; "": it has none. Defaults belong to the last arguments.
	Default  string
	Meta     ffi.GDExtensionClassMethodArgumentMetadata
	Hint     constant.PropertyHint
	HintText string
	Usage    constant.PropertyUsageFlags
	variant  bool
	ref      bool
}

// Of describes a value of a builtin type.
func Of(kind Kind, name string) Info {
	return Info{Name: name, Kind: kind, Usage: constant.PROPERTY_USAGE_DEFAULT}
}

// Int32 and Int64 describe ints with the engine's word for their width.
func Int32(name string) Info {
	i := Of(KindInt, name)
	i.Meta = ffi.GDEXTENSION_METHOD_ARGUMENT_METADATA_INT_IS_INT32
	return i
}

func Int64(name string) Info {
	i := Of(KindInt, name)
	i.Meta = ffi.GDEXTENSION_METHOD_ARGUMENT_METADATA_INT_IS_INT64
	return i
}

// RefOf describes an object of a class that is a RefCounted.
func RefOf(class, name string) Info {
	i := ObjectOf(class, name)
	i.Hint, i.HintText = constant.PROPERTY_HINT_RESOURCE_TYPE, class
	i.ref = true
	return i
}

// ObjectOf describes an object of any other class.
func ObjectOf(class, name string) Info {
	i := Of(KindObject, name)
	i.Class = class
	return i
}

// Any describes a Variant.
func Any(name string) Info {
	i := Of(KindNil, name)
	i.Usage |= constant.PROPERTY_USAGE_NIL_IS_VARIANT
	i.variant = true
	return i
}

// ErrorCode describes a result of the global enum Error.
func ErrorCode() Info {
	i := Of(KindInt, "")
	i.Class = "Error"
	i.Usage |= constant.PROPERTY_USAGE_CLASS_IS_ENUM
	return i
}

// Or returns i with a default, for an argument, as GDScript would write it.
func (i Info) Or(literal string) Info {
	i.Default = literal
	return i
}

// Range returns i with the hint of its bounds, for a number, such as "1,100".
func (i Info) Range(bounds string) Info {
	i.Hint, i.HintText = constant.PROPERTY_HINT_RANGE, bounds
	return i
}

// Hinted returns i with any other hint of the inspector's.
func (i Info) Hinted(hint constant.PropertyHint, text string) Info {
	i.Hint, i.HintText = hint, text
	return i
}

// Unlisted returns i for a property that the inspector does not show and nothing stores.
func (i Info) Unlisted() Info {
	i.Usage = constant.PROPERTY_USAGE_NONE
	return i
}

// ReadOnly returns i for a property without a setter: the inspector shows it, and nothing stores it.
func (i Info) ReadOnly() Info {
	i.Usage = constant.PROPERTY_USAGE_EDITOR | constant.PROPERTY_USAGE_READ_ONLY
	return i
}

// A Property has accessors that are methods of the same class; one without a setter is read-only.
type Property struct {
	Info
	Setter, Getter string
}

// A Signal has at most MaxArguments arguments.
type Signal struct {
	Name string
	Args []Info
}

// A Constant belongs to an enum of the class, or with Enum "" to the class.
type Constant struct {
	Enum, Name string
	Value      int64
}
