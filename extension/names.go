// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	"sync"
	"unsafe"

	"github.com/godot-go/godot-go/pkg/ffi"
)

// The names that the library asks the engine for, as StringNames in C memory. A
// StringName or String is one pointer wide in every build of the engine.
var names = struct {
	mu      sync.Mutex
	byName  map[string]unsafe.Pointer // *StringName
	strings []unsafe.Pointer          // *String
}{byName: map[string]unsafe.Pointer{}}

// stringName gives the StringName of text; it lives until freeNames.
func stringName(text string) unsafe.Pointer {
	names.mu.Lock()
	defer names.mu.Unlock()
	if p, ok := names.byName[text]; ok {
		return p
	}
	p := C.calloc(1, C.size_t(unsafe.Sizeof(uintptr(0))))
	ffi.CallFunc_GDExtensionInterfaceStringNameNewWithUtf8Chars((ffi.GDExtensionUninitializedStringNamePtr)(p), text)
	names.byName[text] = p
	return p
}

// hintString gives a String of text for a property's hint; it lives until freeNames.
func hintString(text string) unsafe.Pointer {
	p := C.calloc(1, C.size_t(unsafe.Sizeof(uintptr(0))))
	ffi.CallFunc_GDExtensionInterfaceStringNewWithUtf8Chars((ffi.GDExtensionUninitializedStringPtr)(p), text)
	names.mu.Lock()
	names.strings = append(names.strings, p)
	names.mu.Unlock()
	return p
}

// hcgName is stringName for C.
//
//export hcgName
func hcgName(text *C.char) unsafe.Pointer { return stringName(C.GoString(text)) }

func freeNames() {
	names.mu.Lock()
	defer names.mu.Unlock()
	for text, p := range names.byName {
		freeValue(typeStringName, p)
		delete(names.byName, text)
	}
	for _, p := range names.strings {
		freeValue(typeString, p)
	}
	names.strings = nil
}

func freeValue(t C.int32_t, p unsafe.Pointer) {
	C.hcg_value_free(t, (*C.hcg_value)(p))
	C.free(p)
}
