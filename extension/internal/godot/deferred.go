// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import (
	"sync"
	"time"
	"unsafe"

	"github.com/godot-go/godot-go/pkg/ffi"
)

// deferred holds what is to run on the main thread. One call of the engine's queue is asked for whenever it stops being
// empty. The engine empties that queue before it goes on, also of what is added meanwhile: with goroutines that always
// have more, a frame would have no end. So gdDeferred does something once a frame.
var deferred struct {
	mu    sync.Mutex
	queue []func()
	frame int64 // in which gdDeferred did something, from 1. The main thread's
}

// frameWait is after how long it is looked again whether a new frame has begun.
const frameWait = 2 * time.Millisecond

// Defer runs f on the main thread, between frames, in the order of the calls; in a paused tree and in a MainLoop
// without a SceneTree as well. What is deferred when calls have run in a frame already, runs in a later one. It may be
// called by any goroutine. f holds no object of the engine: what it needs may be gone by then. When the library ends
// before, f does not run.
func Defer(f func()) {
	deferred.mu.Lock()
	defer deferred.mu.Unlock()
	if ended.Load() {
		return
	}
	deferred.queue = append(deferred.queue, f)
	switch {
	case len(deferred.queue) > 1:
	case OnMainThread():
		askDeferred()
	default:
		go askFromGoroutine()
	}
}

// OnMainThread reports whether the caller is on the engine's main thread.
func OnMainThread() bool { return C.gd_on_main_thread() != 0 }

// askDeferred has gdDeferred called. The lock is held. It is for the main thread and goroutines: other threads of the
// engine may have a queue of their own, of which they run the calls themselves.
func askDeferred() {
	C.gd_defer(unsafe.Pointer(ffi.FFI.Library), stringName("call_deferred"))
}

// askFromGoroutine is askDeferred on a goroutine of its own.
func askFromGoroutine() {
	defer Guard(library.Name, "deferred call")
	deferred.mu.Lock()
	defer deferred.mu.Unlock()
	if !ended.Load() {
		askDeferred()
	}
}

// gdDeferred runs what was there when it came. What that adds is for another frame.
//
//export gdDeferred
func gdDeferred() {
	frame := Singleton("Engine").CallInt("get_process_frames") + 1
	if frame == deferred.frame {
		time.AfterFunc(frameWait, askFromGoroutine)
		return
	}
	deferred.frame = frame
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

// WatchMainLoop sees to it that Library.MainLoopEnding is called when the main loop ends: when the tree's root leaves,
// or a MainLoop of a script loses that script, and at the latest when it goes. That is before the scripting languages
// end, which what scripts connected must not outlive. It is for the main thread, in a deferred call.
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
