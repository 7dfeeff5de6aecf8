// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Names are looked up by the system, as for the rest of the game: with all that its administrator has set up, and
// without EDNS0, which Go's own resolver always asks with and some routers do not understand (golang/go#65197).
//
//go:debug netdns=cgo

// Command extension is the GDExtension library: the class HTTPClientGo for Godot.
//
// This package is the boundary and nothing else. Each class is a table (class.go,
// stream_class.go) of methods that are Go functions beside it (http_client.go,
// stream_peer.go). They translate between package client, which knows no Godot, and
// package godot, which knows no HTTP and does what every class needs: it registers them,
// counts the calls inside an object, and lets no panic reach the engine.
//
// Godot objects are touched on the thread that called in, never from a goroutine: only
// arrays that nobody else has yet are made and filled there (buffer.go).
package main

// #include <godot/gdextension_interface.h>
import "C"

import (
	"fmt"
	"os"
	"runtime/debug"
	"unsafe"

	"httpclientgo/extension/internal/godot"
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

func main() {}

var library = godot.Library{
	Name:     className,
	Manifest: "httpclient.gdextension",
	Classes:  []*godot.Class{&clientClass, &streamClass, &responseClass, &sessionClass, &eventSourceClass, &requestClass},
	Prepare:  beGuest,
	Registered: func() {
		userAgent = fmt.Sprintf("GodotEngine/%s (%s)", godot.EngineVersion, godot.Singleton("OS").CallText("get_name"))
	},
	MainLoopEnding: endAll,
	Ending:         endLibrary,
}

// hcgStart answers the engine's first call: 1 when the library can work here. What
// is missing is printed.
//
//export hcgStart
func hcgStart(getProcAddress, token, initialization unsafe.Pointer) (ok C.GDExtensionBool) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	if godot.Start(getProcAddress, token, initialization, &library) {
		ok = 1
	}
	return ok
}
