// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build profile

package main

/*
#include "gdext.h"
extern void hcgProfile(void *method, GDExtensionClassInstancePtr instance, GDExtensionConstTypePtr *args, GDExtensionTypePtr result);
*/
import "C"

import (
	"os"
	"runtime/pprof"
	"unsafe"
)

// Only a library built for scripts/profile.sh has this file: the class gets one more
// method, profile(path), which begins to write a CPU profile of the process, and ends
// that with an empty path.
func init() {
	clientMethods = append(clientMethods, method{
		name: "profile", ptrcall: unsafe.Pointer(C.hcgProfile), args: []info{arg("path", typeString)},
	})
}

var profile *os.File

//export hcgProfile
func hcgProfile(method unsafe.Pointer, instance C.GDExtensionClassInstancePtr, args *C.GDExtensionConstTypePtr, result C.GDExtensionTypePtr) {
	defer guard("profile")
	path := goString(unsafe.Pointer(*args))
	if path == "" {
		pprof.StopCPUProfile()
		profile.Close()
		return
	}
	var err error
	if profile, err = os.Create(path); err == nil {
		err = pprof.StartCPUProfile(profile)
	}
	if err != nil {
		printError("profile", err.Error())
	}
}
