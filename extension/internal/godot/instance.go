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

// View is where the view lies.
func (i Instance) View() unsafe.Pointer { return C.gd_view(i.memory) }

// Object is the engine's object; null in New, and when it is gone.
func (i Instance) Object() Object { return Object{i.memory.object} }

// CallOut is Object.Call for a call that is made with the instance's lock held: while it
// runs, calls from this thread to methods that take that lock are refused.
func (i Instance) CallOut(o Object, method string, with func(Variant), args ...Value) bool {
	return o.call(i.memory, method, with, args)
}

// Make makes an object of the class around self, in place of New. It returns null when it
// cannot, and Free has been called then.
func (c *Class) Make(self any) Reference {
	h := C.uintptr_t(cgo.NewHandle(self))
	i := Instance{C.gd_make(c.memory, h)}
	if i.memory == nil {
		gdFree(c.memory.id, h)
		return Reference{}
	}
	return NewReference(i.Object())
}
