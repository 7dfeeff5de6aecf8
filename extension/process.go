// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "process.h"
import "C"

import (
	"fmt"
	"reflect"
	"runtime"
	"time"
)

// beGuest leaves the process to the game where the Go runtime has taken something of it, and makes what the runtime
// would make later and end the process over: what it waits on the network with, for which there may be no descriptors
// then.
func beGuest() error {
	text, etext := goCode()
	C.hcg_process_restore(text, etext)
	if lacks := C.hcg_process_lacks(); lacks != nil {
		return fmt.Errorf("the process has not got what the library needs: %s", C.GoString(lacks))
	}
	time.AfterFunc(time.Hour, func() {}).Stop() // the runtime makes it for the first timer
	return nil
}

// goCode returns the bounds of the library's Go code in memory, which has no hole: C code lies around it.
func goCode() (text, etext C.uintptr_t) {
	inside := reflect.ValueOf(goCode).Pointer()
	isGo := func(pc uintptr) bool { return runtime.FuncForPC(pc) != nil }
	// edge returns how far from inside the code reaches, where beyond does not belong to it.
	edge := func(at func(distance uintptr) uintptr) uintptr {
		beyond := uintptr(1)
		for isGo(at(beyond)) {
			beyond *= 2
		}
		within := beyond / 2
		for beyond-within > 1 {
			if middle := within + (beyond-within)/2; isGo(at(middle)) {
				within = middle
			} else {
				beyond = middle
			}
		}
		return beyond
	}
	below := edge(func(distance uintptr) uintptr { return inside - distance })
	above := edge(func(distance uintptr) uintptr { return inside + distance })
	return C.uintptr_t(inside - below + 1), C.uintptr_t(inside + above)
}
