// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"slices"
	"testing"
)

func TestLibrariesOfTheSystem(t *testing.T) {
	for name, want := range map[string]bool{
		"libc.so.6": true, "libpthread.so.0": true, "ld-linux-x86-64.so.2": true, "libc.so": true, "liblog.so": true,
		"libstdc++.so.6": false, "libssl.so.3": false, "libgcc_s.so.1": false, "libc++_shared.so": false,
		"KERNEL32.dll": true, "msvcrt.dll": true, "api-ms-win-crt-heap-l1-1-0.dll": true,
		"libwinpthread-1.dll": false, "libgcc_s_seh-1.dll": false, "libstdc++-6.dll": false, "vcruntime140.dll": false,
		"/usr/lib/libSystem.B.dylib": true, "/System/Library/Frameworks/Security.framework/Versions/A/Security": true,
		"/usr/local/lib/libfoo.dylib": false, "/opt/homebrew/lib/libfoo.dylib": false, "@rpath/libfoo.dylib": false,
	} {
		if got := ofSystem.MatchString(name); got != want {
			t.Errorf("%s: of the system: %t, want %t", name, got, want)
		}
	}
}

func TestOneLibraryMoreIsAllowed(t *testing.T) {
	needed := []string{"libssl.so.3", "libc.so.6", "libasan.so.8", "libc.so.6"}
	for also, want := range map[string][]string{
		"":             {"libasan.so.8", "libssl.so.3"},
		"libasan.so.8": {"libssl.so.3"},
		"libasan.so":   {"libasan.so.8", "libssl.so.3"},
	} {
		if got := others(slices.Clone(needed), also); !slices.Equal(got, want) {
			t.Errorf("also %q: got %q, want %q", also, got, want)
		}
	}
}

func TestNeedsOfNoLibrary(t *testing.T) {
	for what, data := range map[string][]byte{
		"empty": nil, "text": []byte("LIBRARY"), "ELF magic": []byte("\x7fELF"), "cut DLL": library("one")[:200],
	} {
		if names, err := needs(data); err == nil {
			t.Errorf("%s: %q and no error", what, names)
		}
	}
}
