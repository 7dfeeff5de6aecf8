// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build countgoroutines

package main

/*
#include "gdext.h"
extern void hcgCountGoroutines(void *method, GDExtensionClassInstancePtr instance, GDExtensionConstTypePtr *args, GDExtensionTypePtr result);
*/
import "C"

import (
	"runtime"
	"unsafe"
)

// Only a library built for scripts/soak.sh has this file: the class gets one more
// method, count_goroutines().
func init() {
	clientMethods = append(clientMethods, method{
		name: "count_goroutines", ptrcall: unsafe.Pointer(C.hcgCountGoroutines), isConst: true, result: plainInt,
	})
}

//export hcgCountGoroutines
func hcgCountGoroutines(method unsafe.Pointer, instance C.GDExtensionClassInstancePtr, args *C.GDExtensionConstTypePtr, result C.GDExtensionTypePtr) {
	*(*C.int64_t)(result) = C.int64_t(runtime.NumGoroutine())
}
