// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"strings"
	"testing"
)

func TestLicenceHeads(t *testing.T) {
	head := "SPDX-FileCopyrightText: 2026 The HTTPClientGo authors\n// SPDX-License-Identifier: MIT\n"
	expect(t, licenceHeads, map[string]string{
		"good.go": "// " + head, "good.sh": "#!/bin/sh\n# " + head, ".ci/run": "# " + head, "notes.md": "",
		"bad.go": "package bad\n", "half.h": "// SPDX-License-Identifier: MIT\n", "late.gd": "\n\n\n\n# " + head, "empty.c": "",
	}, "bad.go", "empty.c", "half.h", "late.gd")
}

func TestLengths(t *testing.T) {
	expect(t, lengths, map[string]string{
		"a.go": strings.Repeat("\n", 450), "b.go": strings.Repeat("\n", 451), "c.go": strings.Repeat("\n", 601),
		"d_test.go": strings.Repeat("\n", 601), "e.md": strings.Repeat("\n", 601),
	}, "warning: b.go: 451", "c.go: 601 lines; more", "warning: d_test.go: 601")
}

func TestPortable(t *testing.T) {
	expect(t, portable, map[string]string{
		"good.md": "https://example.com/home/a ~/.cache res://tmp/a $root/home/a /tmp\n", "a.png": "/" + "home/me\n", "binary": "\x00/" + "home/me\n",
		"home.md": "one\ntwo /" + "home/me\n", "host.sh": "https://proxy." + "golang.org\n", "start.c": "/" + "tmp/a\n",
	}, "home.md:2: two", "host.sh:1: https", "start.c:1: ")
}

func TestPromises(t *testing.T) {
	expect(t, promises, map[string]string{
		"SECURITY.md": "TestOne, FuzzTwo and (TestGone)\n", "COMPAT.md": "TestGone, TestGone, Testing\n",
		"a_test.go": "func TestOne(t *testing.T) {}\n", "pkg/b_test.go": "func FuzzTwo(f *testing.F) {}\n", "c.go": "func TestGone() {}\n",
	}, "SECURITY.md names TestGone", "COMPAT.md names TestGone")
}

func TestNamedTests(t *testing.T) {
	row := func(tests string) string { return "| id | what | engine | ours | why | " + tests + " |\n" }
	expect(t, namedTests, map[string]string{
		"SECURITY.md": row("tls/test_no_roots, tls.ends, tls.gone_*, TestOne, none: no script can reach it"),
		"COMPAT.md": "no.row\n" + row("head.100_*, head.100_then, head.200_then, head.cut_late, head.size_9_of_9, head.cut_7, head.odd_7, odd/* on arm64, gone.*, head.*") +
			row("request_cases/files.*over, request_cases/files.*under, tls.helper, pkg/x and docs/y"),
		inEngine + "/test_tls.gd": "func test_no_roots() -> void:\n\tpass\nfunc _made():\n\treturn {\"name\": \"ends\"}\n", inEngine + "/test_odd.gd": "",
		inEngine + "/cases/head.gd":          "[\"100_then\", \"cut_\" + name, \"late\", \"size_%s_of_%d\" % x, \"cut\", \"%s_%s\"]",
		inEngine + "/request_cases/files.gd": "\"ran_over\"",
	}, "SECURITY.md names tls.gone_*, which", "COMPAT.md names head.200_then, which", "COMPAT.md names head.odd_7, which", "COMPAT.md names gone.*, and there", "files.*under, which", "COMPAT.md names tls.helper, which")
}

func TestEngineInterface(t *testing.T) {
	table := "{unsafe.Pointer(&api.string_new), \"string_new\"},\n{unsafe.Pointer(&ffi.FFI.Register), \"register\"},\n{unsafe.Pointer(&api.old), \"old\"},\n"
	expect(t, engineInterface, map[string]string{
		"extension/interface.go": table, "extension/a.c": "gd_api.string_new(); gd_api.older();", "extension/internal/godot/b.go": "ffi.CallFunc_GDExtensionInterfaceRegister(1)",
		"pkg/c.go": "gd_api.old",
	}, "for old, which nothing uses")
	if _, err := engineInterface(write(t, map[string]string{"extension/a.go": ""})); err == nil {
		t.Error("without a table there is no error")
	}
}
