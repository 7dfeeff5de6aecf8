// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"os"
	"strings"
	"testing"
)

func TestTrimManifest(t *testing.T) {
	const text = "; head\n[libraries]\nlinux.debug.x86_64 = \"bin/a.so\"\nmacos.debug = \"bin/both.dylib\"\nmacos.debug.arm64 = \"bin/one.dylib\"\n\n[icons]\nA = \"icons/A.svg\"\n"
	for _, c := range []struct {
		there, want string
	}{
		{"bin/a.so bin/both.dylib bin/one.dylib", text},
		{"bin/a.so", "; head\n[libraries]\nlinux.debug.x86_64 = \"bin/a.so\"\n\n[icons]\nA = \"icons/A.svg\"\n"},
		{"bin/one.dylib", "; head\n[libraries]\nmacos.debug.arm64 = \"bin/one.dylib\"\n\n[icons]\nA = \"icons/A.svg\"\n"},
	} {
		if got := trimManifest(text, func(library string) bool { return strings.Contains(c.there, library) }); got != c.want {
			t.Errorf("with %s: %q", c.there, got)
		}
	}
}

// Each line of the manifest is one that the trimming knows, and a Mac library of one processor is not named as one of
// both.
func TestManifestNamesLibraries(t *testing.T) {
	text, err := os.ReadFile("../../" + manifest)
	if err != nil {
		t.Fatal(err)
	}
	_, libraries, _ := strings.Cut(string(text), "[libraries]")
	libraries, _, _ = strings.Cut(libraries, "[icons]")
	count := 0
	for line := range strings.Lines(libraries) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, ";") {
			continue
		}
		count++
		tags, library, _ := strings.Cut(line, " = ")
		parts := strings.Split(tags, ".")
		arch := "universal"
		if len(parts) == 3 {
			arch = parts[2]
		}
		if libraryLine.FindString(line) != line || !strings.Contains(library, "."+parts[0]+"."+arch+".") {
			t.Errorf("%s: the file is not called as its platform", line)
		}
	}
	if count < 10 {
		t.Errorf("%d libraries", count)
	}
}
