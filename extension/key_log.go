// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"sync"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/trust"
)

// setKeyLog makes the file, so that a path that cannot be written is told of now.
func (s *trustSettings) setKeyLog(c godot.Call) {
	const method = "set_tls_key_log_file"
	path := c.Text(0)
	file := path
	if path != "" {
		if global := godot.Singleton("ProjectSettings").CallText("globalize_path", godot.String(path)); global != "" {
			file = global
		}
		if !trust.CanLogKeys(file) {
			godot.PrintError(s.class, method, fmt.Sprintf("the file %q cannot be written.", path))
			return
		}
	}
	s.mu.Lock()
	isNew := path != "" && path != s.log
	s.log, s.beyond.KeyLog = path, file
	s.mu.Unlock()
	if isNew {
		godot.PrintWarning(s.class, method, warningOfKeys(path))
	}
}

func (s *trustSettings) getKeyLog(c godot.Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.ReturnText(s.log)
}

func warningOfKeys(path string) string {
	return fmt.Sprintf("the keys of TLS connections are written to %q: whoever has that file can read what was sent.", path)
}

var (
	isDebugBuild    = sync.OnceValue(func() bool { return godot.Singleton("OS").CallBool("is_debug_build") })
	warnEnvironment sync.Once
)

// environmentKeyLog is the file that SSLKEYLOGFILE names, as browsers and curl have it, but in debug builds alone: what
// players run must not give its keys to whoever sets its environment.
func environmentKeyLog() string {
	if !isDebugBuild() {
		return ""
	}
	path := getenv("SSLKEYLOGFILE")
	if path == "" || !trust.CanLogKeys(path) {
		return ""
	}
	warnEnvironment.Do(func() { godot.PrintWarning("HTTPClientGo", "SSLKEYLOGFILE", warningOfKeys(path)) })
	return path
}
