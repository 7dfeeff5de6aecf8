// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"sync/atomic"
	"unsafe"

	"github.com/godot-go/godot-go/pkg/ffi"
)

// A Library is what one shared library registers.
type Library struct {
	Name     string   // in front of error lines that are about no class
	Manifest string   // the .gdextension file, as users know it
	Classes  []*Class // a class behind its parent
	// Prepare is called first of all, whatever comes of the rest; its error is printed, and the library does not start.
	Prepare func() error
	// Registered is called when the classes are there; it may be nil.
	Registered func()
	// MainLoopEnding is called when the main loop ends, with WatchMainLoop; perhaps more than once. Ending is called
	// before the classes go. Both are called on the main thread: what the library holds of the engine's has to be let go
	// of. They may be nil.
	MainLoopEnding, Ending func()
}

// library is set by Start, before anything else.
var library *Library

// registered is false in a copy of the library that found another one there.
var registered bool

// ended is set when the engine unloads the library. Calls that are inside come out, but
// call nothing of the engine any more.
var ended atomic.Bool

// Start answers the engine's first call and reports whether the library can work here. What
// is missing is printed. The arguments are those of a GDExtensionInitializationFunction.
func Start(getProcAddress, token, initialization unsafe.Pointer, l *Library) (ok bool) {
	defer Guard(l.Name, "start")
	library = l
	ffi.FFI.GetProcAddress = (ffi.GDExtensionInterfaceGetProcAddress)(getProcAddress)
	ffi.FFI.Library = (ffi.GDExtensionClassLibraryPtr)(token)
	C.gd_initialization((*C.GDExtensionInitialization)(initialization))
	err := errors.Join(l.Prepare(), loadInterface())
	for _, c := range l.Classes {
		if err == nil {
			err = c.check()
		}
	}
	if err != nil {
		PrintError(l.Name, "start", err.Error())
		return false
	}
	return true
}

//export gdInitialize
func gdInitialize(_ unsafe.Pointer, level C.GDExtensionInitializationLevel) {
	defer Guard(library.Name, "initialize")
	switch level {
	case C.GDEXTENSION_INITIALIZATION_SCENE:
		C.gd_mark_main_thread() // not sooner: Android's main thread is another one until then
		// ClassDB would refuse each class, method and constant in a line of its own.
		if ClassExists(library.Classes[0].Name) {
			PrintError(library.Name, "start", fmt.Sprintf("another copy of the addon has registered the class; this one does nothing. Remove one of the two folders that hold %s", library.Manifest))
			return
		}
		for _, c := range library.Classes {
			c.register()
		}
		registered = true
		if library.Registered != nil {
			library.Registered()
		}
	case C.GDEXTENSION_INITIALIZATION_EDITOR:
		if registered {
			loadDocs(library.Classes)
		}
	}
}

//export gdDeinitialize
func gdDeinitialize(_ unsafe.Pointer, level C.GDExtensionInitializationLevel) {
	defer Guard(library.Name, "deinitialize")
	if level != C.GDEXTENSION_INITIALIZATION_SCENE {
		return
	}
	if registered {
		if library.Ending != nil {
			library.Ending()
		}
		for i := len(library.Classes) - 1; i >= 0; i-- {
			library.Classes[i].unregister()
		}
	}
	deferred.mu.Lock() // a goroutine may be in Defer
	ended.Store(true)
	deferred.queue = nil
	deferred.mu.Unlock()
	freeNames()
}

// loadDocs hands the class references to the editor, which shows them under F1.
func loadDocs(classes []*Class) {
	load := (C.GDExtensionsInterfaceEditorHelpLoadXmlFromUtf8CharsAndLen)(ffi.LoadProcAddress("editor_help_load_xml_from_utf8_chars_and_len"))
	if load == nil {
		return
	}
	// One reader and one buffer for all of them: the editor's program runs this at the start of a game as well.
	var xml bytes.Buffer
	xml.Grow(longestDoc)
	unpacker := flate.NewReader(bytes.NewReader(nil))
	for _, c := range classes {
		doc := c.Doc
		if len(doc) > 0 && !bytes.HasPrefix(doc, []byte("<?xml")) { // packed, as in a staged library
			xml.Reset()
			unpacker.(flate.Resetter).Reset(bytes.NewReader(doc), nil)
			if _, err := xml.ReadFrom(unpacker); err != nil {
				PrintError(c.Name, "", "the class reference cannot be unpacked: "+err.Error())
				continue
			}
			doc = xml.Bytes()
		}
		if len(doc) > 0 {
			C.gd_load_docs(load, (*C.char)(unsafe.Pointer(&doc[0])), C.int64_t(len(doc)))
		}
	}
}

// longestDoc is about what the longest class reference has, in bytes; a longer one costs a second buffer.
const longestDoc = 64 << 10
