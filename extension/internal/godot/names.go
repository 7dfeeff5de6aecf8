// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import (
	"sync"
	"unsafe"
)

// The names that the library asks the engine for, as StringNames in C memory. A
// StringName or String is one pointer wide in every build of the engine.
var names = struct {
	mu      sync.Mutex
	byName  map[string]unsafe.Pointer // *StringName
	strings []unsafe.Pointer          // *String
}{byName: map[string]unsafe.Pointer{}}

// stringName returns the StringName of text; it lives until freeNames. It may be called by any thread.
func stringName(text string) unsafe.Pointer {
	names.mu.Lock()
	defer names.mu.Unlock()
	if p, ok := names.byName[text]; ok {
		return p
	}
	p := C.calloc(1, C.size_t(unsafe.Sizeof(uintptr(0))))
	C.gd_string_name_set(p, (*C.char)(unsafe.Pointer(unsafe.StringData(text))), C.int64_t(len(text)))
	names.byName[text] = p
	return p
}

// hintString returns a String of text for a property's hint; it lives until freeNames.
func hintString(text string) unsafe.Pointer {
	p := C.calloc(1, C.size_t(unsafe.Sizeof(uintptr(0)))) // an empty String
	SetText(p, text)
	names.mu.Lock()
	names.strings = append(names.strings, p)
	names.mu.Unlock()
	return p
}

func freeNames() {
	names.mu.Lock()
	defer names.mu.Unlock()
	for text, p := range names.byName {
		C.gd_destroy(C.int32_t(KindStringName), p)
		C.free(p)
		delete(names.byName, text)
	}
	for _, p := range names.strings {
		C.gd_destroy(C.int32_t(KindString), p)
		C.free(p)
	}
	names.strings = nil
}
