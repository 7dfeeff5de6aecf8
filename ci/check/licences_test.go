// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

func TestWrongRows(t *testing.T) {
	page := "| what | version | licence |\n|---|---|---|\n| Go | with | MIT |\n| golang.org/x/net | v1 | MIT |\n| example.com/gone | v1 | MIT |\n"
	same(t, wrongRows(page, []goModule{
		{path: "golang.org/x/net", version: "v1", licence: "MIT"},
		{path: "golang.org/x/text", version: "v2", licence: "BSD-3-Clause"},
	}), []string{"lacks: | golang.org/x/text | v2 | BSD-3-Clause |", "not linked: | example.com/gone | v1 | MIT |"})
}

// TestModulesOf: a folder of a module has a row where it has a licence, and only when something in it is linked.
func TestModulesOf(t *testing.T) {
	folder := t.TempDir()
	texts := map[string]string{
		"LICENSE": "Neither the name of", "a/a.go": "", "a/LICENSE.txt": "Permission is hereby granted, free of charge",
		"b/LICENSE": "Mine", "c/d/d.go": "",
	}
	for name, text := range texts {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) linked {
		p := linked{Dir: filepath.Join(folder, filepath.FromSlash(name))}
		p.Module = &linkedModule{Path: "example.com/m", Version: "v1", Dir: folder}
		return p
	}
	ours := in("b") // in the tree, in place of a module
	ours.Module.Replace = &linkedModule{Path: "./b", Dir: ours.Dir}
	got, err := modulesOf([]linked{in("a"), in("c/d"), in("a/x"), ours, {}})
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, m := range got {
		rows = append(rows, m.row())
	}
	same(t, rows, []string{"| example.com/m | v1 | BSD-3-Clause |", "| example.com/m/a | v1 | MIT |"})
	if _, err := modulesOf([]linked{in("b")}); err == nil {
		t.Error("a licence that nobody knows was taken")
	}
}

func TestNewNotices(t *testing.T) {
	folder := t.TempDir()
	source := "// Copyright 2009 The Go Authors.\n// Copyright (c) 1994 Lucent Technologies\n// copyright text\n// Copyright (C) 2020 Somebody\n"
	if err := os.WriteFile(filepath.Join(folder, "a.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	packages := []linked{{Dir: folder, Standard: true, GoFiles: []string{"a.go"}}, {Dir: folder, SFiles: []string{"not there"}}}
	looked := map[string]bool{}
	for _, want := range [][]string{{"somebody new: // Copyright (C) 2020 Somebody"}, nil} {
		got, err := newNotices(packages, looked)
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, want)
	}
}

func TestCutLeavesTheMarksOut(t *testing.T) {
	for _, source := range []string{
		"// one\n// Copyright me\n//\n//  all rights\n// end.\n// more\n",
		"/* one */\n/* Copyright me */\n/* */\n/* all rights */\n/* end. */\n",
		"/*\n * one */\nCopyright me\n\n  all rights\nend.\nend.\n",
	} {
		got, err := cut(source, regexp.MustCompile(`Copyright`), regexp.MustCompile(`end\.$`))
		if want := "Copyright me\n\nall rights\nend.\n"; err != nil || got != want {
			t.Errorf("%q: got %q, %v, want %q", source, got, err, want)
		}
	}
	if _, err := cut("Copyright me\n", regexp.MustCompile(`Copyright`), regexp.MustCompile(`end`)); err == nil {
		t.Error("a notice without an end was taken")
	}
}

func TestSection(t *testing.T) {
	if got, want := section("a", "\n \none \r\n\n two"), "\n## a\n\n```text\none\n\n two\n```\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLicenceName(t *testing.T) {
	for text, want := range map[string]string{
		"Permission is hereby granted, free of charge, to": "MIT", "Neither the name of Google": "BSD-3-Clause", "Apache License 2": "Apache-2.0", "Mine": "",
		"Neither the name of Google\nFiles: a/*\nApache License\nFiles: b/*\nPermission is hereby granted, free of charge": "BSD-3-Clause",
	} {
		if got := licenceName(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
