// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	"fmt"
	"runtime/debug"
	"unsafe"
)

const className = "HTTPClientGo"

// guard is deferred first in every function that the engine calls: a panic becomes
// one error line with the method's name, and the function returns its named
// results as they stand, which is the documented default.
func guard(method string) {
	if r := recover(); r != nil {
		reportPanic(method, r)
	}
}

// guardClient is guard for calls on a client: the client ends in an error status.
func guardClient(o *object, method string) {
	if r := recover(); r != nil {
		reportPanic(method, r)
		o.client.Abort(fmt.Errorf("%s.%s: internal error: %v", className, method, r))
	}
}

func reportPanic(method string, r any) {
	printError(method, fmt.Sprintf("internal error: %v\n%s", r, debug.Stack()))
}

// printError prints one line of the engine's error log, on the caller's thread.
func printError(method, message string) {
	text := append([]byte(className+"."+method+": "+message), 0)
	name := append([]byte(className+"."+method), 0)
	if C.hcg_api.print_error == nil {
		println(string(text[:len(text)-1]))
		return
	}
	C.hcg_print_error((*C.char)(unsafe.Pointer(&text[0])), (*C.char)(unsafe.Pointer(&name[0])))
}

//export hcgRefuseInside
func hcgRefuseInside(method *C.char) {
	defer guard("refuse")
	printError(C.GoString(method), "called from inside the stream that was set as connection, while this client reads or writes it.")
}
