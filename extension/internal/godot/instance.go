// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

// An Instance is one object of a class of the library. It is valid from New to the end of
// Free; Gone and Free may come at any time that no call is inside.
type Instance struct{ memory *C.gd_instance }

func (i Instance) value() any {
	if i.memory == nil {
		return nil
	}
	return cgo.Handle(i.memory.handle).Value()
}

// ValueOf returns the Go value of an object, which the caller holds, of a class that is Found; nil for any other.
func ValueOf(o Object) any { return Instance{C.gd_find(o.pointer)}.value() }

// View returns where the view lies.
func (i Instance) View() unsafe.Pointer { return C.gd_view(i.memory) }

// Object returns the engine's object; null in New, and when it is gone.
func (i Instance) Object() Object { return Object{i.memory.object} }

// CallOut is Object.Call for a call that is made with the instance's lock held: while it
// runs, calls from this thread to methods that take that lock are refused.
func (i Instance) CallOut(o Object, method string, with func(Variant), args ...Value) bool {
	return o.call(i.memory, method, with, args)
}

// Make makes an object of a class of the library around the Go value that with returns, in
// place of New; with is called once, with the view there and the engine's object not yet.
// It returns an empty reference when the engine cannot. The class is found by its name, so
// that its own methods may make one.
func Make(class string, with func(Instance) any) Reference {
	for _, c := range classes {
		if c.Name == class {
			return c.make(with)
		}
	}
	return Reference{}
}

func (c *Class) make(with func(Instance) any) Reference {
	i := Instance{C.gd_allocate(c.memory)}
	if i.memory == nil {
		return Reference{}
	}
	i.memory.handle = C.uintptr_t(cgo.NewHandle(with(i)))
	if C.gd_bind(i.memory) == 0 {
		C.gd_leave(i.memory)
		return Reference{}
	}
	if c.memory.postinitialize != 0 {
		gdPostinitialize(i.memory.object)
	}
	return NewReference(i.Object())
}
