// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Command extension is the GDExtension library: the class HTTPClientGo for Godot.
//
// This package is the boundary and nothing else. It registers the class
// (register.go), takes the engine's calls (http_client.go, stream_peer.go),
// translates the types of both sides (convert.go, tls_options.go), and hands every
// call to package client, which knows no Godot. The C half is gdext.h.
//
// Godot objects are touched on the thread that called in, never from a goroutine: only
// arrays that nobody else has yet are made and filled there (buffer.go). And no panic leaves the package (guard.go).
package main

// #include "gdext.h"
import "C"

import (
	"fmt"
	"os"
	"runtime/debug"
	"unsafe"

	"github.com/godot-go/godot-go/pkg/ffi"

	"httpclientgo/pkg/client"
)

// version is set by the linker from the file VERSION.
var version = "dev"

// userAgent is the engine's own: GodotEngine/<full version> (<OS>).
var userAgent string

// garbage is how much garbage, in percent of what is in use, may lie in Go's heap before it
// is collected; the environment's GOGC wins. Bodies lie in the engine's memory and steady
// calls make none, so an idle TLS client is mostly what its handshake left behind: 38 KB
// with this, 47 with Go's default of 100.
const garbage = 25

// registered is false in a copy of the library that found another one there.
var registered bool

func main() {}

// hcgStart answers the engine's first call: 1 when the library can work here. What
// is missing is printed.
//
//export hcgStart
func hcgStart(getProcAddress unsafe.Pointer, library C.GDExtensionClassLibraryPtr) (ok C.GDExtensionBool) {
	defer guard("start")
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	ffi.FFI.GetProcAddress = (ffi.GDExtensionInterfaceGetProcAddress)(getProcAddress)
	ffi.FFI.Library = (ffi.GDExtensionClassLibraryPtr)(library)
	if err := loadInterface(); err != nil {
		printError("start", err.Error())
		return 0
	}
	if size := unsafe.Sizeof(client.View{}); size != uintptr(C.hcg_view_size()) {
		printError("start", fmt.Sprintf("the library was built wrong: client.View has %d bytes, hcg_view %d.", size, C.hcg_view_size()))
		return 0
	}
	return 1
}

//export hcgInitialize
func hcgInitialize(_ unsafe.Pointer, level C.GDExtensionInitializationLevel) {
	defer guard("initialize")
	switch level {
	case C.GDEXTENSION_INITIALIZATION_SCENE:
		// ClassDB would refuse each class, method and constant in a line of its own.
		if isRegistered(className) {
			printError("start", "another copy of the addon has registered the class; this one does nothing. Remove one of the two folders that hold httpclient.gdextension")
			return
		}
		registerClasses()
		registered = true
		userAgent = fmt.Sprintf("GodotEngine/%s (%s)", engineVersion, osName())
	case C.GDEXTENSION_INITIALIZATION_EDITOR:
		if registered {
			loadDocs()
		}
	}
}

//export hcgDeinitialize
func hcgDeinitialize(_ unsafe.Pointer, level C.GDExtensionInitializationLevel) {
	defer guard("deinitialize")
	if level == C.GDEXTENSION_INITIALIZATION_SCENE {
		if registered {
			unregisterClasses()
		}
		freeNames()
	}
}
