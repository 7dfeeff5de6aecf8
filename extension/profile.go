// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build profile

package main

import (
	"os"
	"runtime/pprof"

	"httpclientgo/extension/internal/godot"
)

// Only a library built for scripts/profile.sh has this file: the class gets one more
// method, profile(path), which begins to write a CPU profile of the process, and ends
// that with an empty path.
func init() {
	clientClass.Methods = append(clientClass.Methods, godot.Method{
		Name: "profile", Func: godot.Static(profileTo), Args: []godot.Info{godot.Of(godot.KindString, "path")},
	})
}

var profile *os.File

func profileTo(c godot.Call) {
	path := c.Text(0)
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
		godot.PrintError(className, "profile", err.Error())
	}
}
