// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

const manifest = "httpclient.gdextension"

var libraryLine = regexp.MustCompile(`^[a-z0-9_.]+ = "(bin/[^"]+)"`)

// writeManifest gives the addon in folder the manifest of the tree, without the lines of libraries that the addon has
// not. So Godot says that there is none for a platform, when it starts there and when it exports for it; a line of a
// library that is missing would make it fail where it looks for the file.
func writeManifest(folder string) error {
	text, err := os.ReadFile(manifest)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, manifest), []byte(trimManifest(string(text), func(library string) bool {
		_, err := os.Stat(filepath.Join(folder, filepath.FromSlash(library)))
		return err == nil
	})), 0o644)
}

// trimManifest leaves out the lines of libraries that are not there.
func trimManifest(text string, isThere func(library string) bool) string {
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if found := libraryLine.FindStringSubmatch(line); found == nil || isThere(found[1]) {
			kept.WriteString(line)
		}
	}
	return kept.String()
}
