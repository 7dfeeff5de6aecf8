// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for args, want := range map[string]release{
		"1.2.3":                      {version: "1.2.3"},
		"1.2.3 --dry-run":            {version: "1.2.3", dryRun: true},
		"--no-tests --dry-run 1.2.3": {version: "1.2.3", dryRun: true, noTests: true},
	} {
		if got, err := parse(strings.Fields(args)); err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", args, got, err, want)
		}
	}
	for _, args := range []string{"", "1.2", "v1.2.3", "1.2.3+dev", "1.2.3 1.2.4", "1.2.3 --no-tests", "1.2.3 --now"} {
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
