// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for args, want := range map[string]release{
		"1.2.3":                      {version: "1.2.3"},
		"1.2.3 --dry-run":            {version: "1.2.3", dryRun: true},
		"--notes":                    {onlyNotes: true},
		"--no-tests --dry-run 1.2.3": {version: "1.2.3", dryRun: true, noTests: true},
	} {
		if got, err := parse(strings.Fields(args)); err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", args, got, err, want)
		}
	}
	for _, args := range []string{"", "1.2", "v1.2.3", "1.2.3+dev", "1.2.3 1.2.4", "1.2.3 --no-tests", "1.2.3 --now", "1.2.3 --notes", "--notes --dry-run"} {
		if got, err := parse(strings.Fields(args)); err == nil {
			t.Errorf("%s: %+v and no error", args, got)
		}
	}
}

func TestNotes(t *testing.T) {
	got, err := notes("# Changelog\n\nWords.\n\n## 1.2.3, 2026-01-02\n\n### Added\n- one\n\n## 1.2.2, 2026-01-01\n- zero\n")
	if want := "\n### Added\n- one\n"; err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if _, err := notes("# Changelog\n"); err == nil {
		t.Error("a changelog without an entry was taken")
	}
}

func TestChoosePlatforms(t *testing.T) {
	for _, c := range []struct {
		system, processor, ndk string
		has                    []string
		want, leftOut          string
	}{
		{"linux", "amd64", "", nil, "linux-x86_64", "linux-arm64 windows-x86_64 windows-arm64 macos android-arm64,"},
		{"linux", "arm64", "/ndk", []string{"x86_64-w64-mingw32-gcc"}, "linux-arm64 windows-x86_64 android-arm64 android-x86_64", "linux-x86_64 windows-arm64 macos"},
		{"darwin", "arm64", "", []string{"aarch64-w64-mingw32-gcc"}, "windows-arm64 macos", "linux-x86_64 linux-arm64 windows-x86_64 android-arm64,"},
	} {
		got := choosePlatforms(c.system, c.processor, c.ndk, func(program string) bool { return slices.Contains(c.has, program) })
		var leftOut []string
		for _, why := range got.leftOut {
			name, _, _ := strings.Cut(why, " ")
			leftOut = append(leftOut, strings.TrimSuffix(name, ":"))
		}
		if strings.Join(got.built, " ") != c.want || strings.Join(leftOut, " ") != c.leftOut {
			t.Errorf("%s on %s: %q, left out %q", c.system, c.processor, got.built, leftOut)
		}
	}
}

func TestAssetFields(t *testing.T) {
	got := assetFields("1.2.3", "https://example.com/a/b")
	for _, want := range []string{"\nVersion String: 1.2.3\n", "\nDownload URL: https://example.com/a/b/releases/download/v1.2.3/http_client_go-1.2.3.zip\n", "\nLicense: MIT\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
}
