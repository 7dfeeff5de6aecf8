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

// WatchMainLoop sees to it that Library.MainLoopEnding is called when the main loop ends: when the tree's root leaves, or a MainLoop
// of a script loses that script, and at the latest when it goes. That is before the scripting languages end, which what
// scripts connected must not outlive. It is for the main thread, in a deferred call.
func WatchMainLoop() {
	Singleton("Engine").CallObject("get_main_loop", func(loop Object) {
		loop.watch("script_changed")
		if loop.Is("SceneTree") {
			loop.CallObject("get_root", func(root Object) { root.watch("tree_exiting") })
		}
	})
}

func (o Object) watch(signal string) {
	C.gd_watch(o.pointer, unsafe.Pointer(ffi.FFI.Library), stringName("connect"), stringName(signal))
}

//export gdMainLoopGone
func gdMainLoopGone() {
	defer Guard(library.Name, "end")
	if !ended.Load() && library.MainLoopEnding != nil {
		library.MainLoopEnding()
	}
}

func runDeferred(f func()) {
	defer Guard(library.Name, "deferred call")
	f()
}
