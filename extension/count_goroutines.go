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
	"bytes"
	"runtime"
	"unsafe"
)

// Only a library built for scripts/soak.sh has this file: the class gets one more
// method, count_goroutines(). A thread of Godot's that ever called in is a goroutine to Go
// as long as it lives; those are not counted.
func init() {
	clientMethods = append(clientMethods, method{
		name: "count_goroutines", ptrcall: unsafe.Pointer(C.hcgCountGoroutines), isConst: true, result: plainInt,
	})
}

//export hcgCountGoroutines
func hcgCountGoroutines(method unsafe.Pointer, instance C.GDExtensionClassInstancePtr, args *C.GDExtensionConstTypePtr, result C.GDExtensionTypePtr) {
	stacks := make([]byte, 1<<20)
	for {
		n := runtime.Stack(stacks, true)
		if n < len(stacks) {
			stacks = stacks[:n]
			break
		}
		stacks = make([]byte, 2*len(stacks))
	}
	count := 0
	for stack := range bytes.SplitSeq(stacks, []byte("\n\n")) {
		head, _, _ := bytes.Cut(stack, []byte("\n"))
		if !bytes.Contains(head, []byte("locked to thread")) {
			count++
		}
	}
	*(*C.int64_t)(result) = C.int64_t(count)
}
