// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import (
	"sync"
	"unsafe"

	"github.com/godot-go/godot-go/pkg/ffi"
)

// deferred holds what is to run on the main thread. One call of the engine's queue is
// asked for whenever it stops being empty.
var deferred struct {
	mu    sync.Mutex
	queue []func()
}

// Defer runs f on the main thread, between frames, in the order of the calls; in a paused
// tree and in a MainLoop without a SceneTree as well. It may be called by any goroutine. f
// holds no object of the engine: what it needs may be gone by then. When the library ends
// before, f does not run.
func Defer(f func()) {
	deferred.mu.Lock()
	defer deferred.mu.Unlock()
	if ended.Load() {
		return
	}
	deferred.queue = append(deferred.queue, f)
	if len(deferred.queue) == 1 {
		C.gd_defer(unsafe.Pointer(ffi.FFI.Library), stringName("call_deferred"))
	}
}

// gdDeferred runs what was there when it came. What that adds is for another call.
//
//export gdDeferred
func gdDeferred() {
	deferred.mu.Lock()
	run := deferred.queue
	deferred.queue = nil
	deferred.mu.Unlock()
	for _, f := range run {
		if ended.Load() {
			return
		}
		runDeferred(f)
	}
}

func runDeferred(f func()) {
	defer Guard(library.Name, "deferred call")
	f()
}
