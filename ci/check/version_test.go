// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import "testing"

func TestVersion(t *testing.T) {
	files := func(version, changelog string) map[string]string {
		return map[string]string{
			"VERSION": version + "\n", "CHANGELOG.md": "# Changelog\n\n" + changelog, "README.md": "http_client_go-1.2.3.zip\n", "docs/a.md": "",
			"CONTRIBUTING.md": "", "scripts/addon/README.md": "", "demo_project/project.godot": "config/version=\"1.2.3\"\n",
		}
	}
	expect(t, version, files("1.2.3", "## 1.2.3, 2026-01-02\n- one\n\n## 1.2.2, 2026-01-01\n- zero\n"))
	expect(t, version, files("1.2.3", "## Unreleased\n- one\n\n## 1.2.2, 2026-01-01\n"), "begins with '## 1.2.3, YYYY-MM-DD', not '## Unreleased'")
	expect(t, version, files("1.2.3", "## 1.2.3, 2026-01-02\n\n## 1.10.0, 2026-01-01\n- zero\n"), "1.10.0 below 1.2.3", "newest entry of CHANGELOG.md is empty")
	expect(t, version, files("1.2.3+dev", "## Unreleased\n- one\n\n## 1.2.3, 2026-01-01\n"),
		"1.2.3 as released", "README.md:1 says 1.2.3", "project.godot:1 says 1.2.3")
	expect(t, version, files("next", "## Unreleased\n- one\n"), "not x.y.z", "begins with", "README.md:1", "project.godot:1")

	same(t, wrongMentions("README.md", "**Status**: version 1.2.2, early\n**Status**: version 1.2.3\n", "1.2.3"), []string{"README.md:1 says 1.2.2"})

	onTheWay := write(t, files("1.2.3+dev", "## Unreleased\n- one\n"))
	onTheWay.release = true
	if lines, _ := version(onTheWay); len(lines) == 0 || lines[0] != "VERSION is 1.2.3+dev. Fix: write 1.2.3 there and its date into CHANGELOG.md, and commit" {
		t.Errorf("of a release it says %q", lines)
	}
}

func TestWrongToolchain(t *testing.T) {
	for have, isOld := range map[string]bool{
		"go1.26.11": false, "go1.26.12 X:nodwarf5": false, "go1.27": false, "go1.27rc1": false, "devel go1.28-0123abc": false, "go2.0": false,
		"go1.26.8": true, "go1.26": true, "go1.25.20": true, "devel go1.26-0123abc": true,
	} {
		if got := wrongToolchain(have, "go1.26.11"); (len(got) > 0) != isOld {
			t.Errorf("%s: %q", have, got)
		}
	}
}

func TestWrongPromise(t *testing.T) {
	for page, isWrong := range map[string]bool{
		"Build with Go 1.26.11 or newer and": false, "Build with Go 1.26.8 or newer": true, "Build with Go 1.27.0 or newer": true, "Build with Go": true,
	} {
		if got := wrongPromise(page, "go1.26.11"); (len(got) > 0) != isWrong {
			t.Errorf("%s: %q", page, got)
		}
	}
}
