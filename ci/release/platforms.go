// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// Platforms are those of scripts/build_platform.sh that a machine can build, and why it cannot build the others.
type platforms struct {
	built   []string
	leftOut []string
}

func (p platforms) String() string {
	text := "release: builds " + strings.Join(p.built, ", ")
	for _, why := range p.leftOut {
		text += "\nrelease: leaves out " + why
	}
	return text
}

// here looks at this machine.
func here() platforms {
	return choosePlatforms(runtime.GOOS, runtime.GOARCH, os.Getenv("ANDROID_NDK_HOME"), func(program string) bool {
		_, err := exec.LookPath(program)
		return err == nil
	})
}

func choosePlatforms(system, processor, ndk string, has func(program string) bool) platforms {
	var p platforms
	for _, cross := range []struct{ name, compiler, system, processor, get string }{
		{"linux-x86_64", "x86_64-linux-gnu-gcc", "linux", "amd64", "Debian's gcc-x86-64-linux-gnu"},
		{"linux-arm64", "aarch64-linux-gnu-gcc", "linux", "arm64", "Debian's gcc-aarch64-linux-gnu and libc6-dev-arm64-cross"},
		{"windows-x86_64", "x86_64-w64-mingw32-gcc", "windows", "amd64", "Debian's gcc-mingw-w64-x86-64-win32"},
		{"windows-arm64", "aarch64-w64-mingw32-gcc", "windows", "arm64", "llvm-mingw, which Debian has not"},
	} {
		if cross.system == system && cross.processor == processor || has(cross.compiler) {
			p.built = append(p.built, cross.name)
		} else {
			p.leftOut = append(p.leftOut, fmt.Sprintf("%s: there is no %s (%s)", cross.name, cross.compiler, cross.get))
		}
	}
	if system == "darwin" {
		p.built = append(p.built, "macos")
	} else {
		p.leftOut = append(p.leftOut, "macos: Apple's SDK is for macOS alone")
	}
	if ndk != "" {
		p.built = append(p.built, "android-arm64", "android-x86_64")
	} else {
		p.leftOut = append(p.leftOut, "android-arm64, android-x86_64: ANDROID_NDK_HOME names no NDK")
	}
	return p
}
