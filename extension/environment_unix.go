// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build unix

package main

// #include <stdlib.h>
import "C"

import "unsafe"

// getenv asks the process: package os has a copy from when the library was loaded, which knows nothing of
// OS.set_environment().
func getenv(name string) string {
	s := C.CString(name)
	defer C.free(unsafe.Pointer(s))
	return C.GoString(C.getenv(s))
}
