// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"httpclientgo/ci/internal/tally"
)

// write makes a tree of files in a temporary folder.
func write(t *testing.T, files map[string]string) *tree {
	t.Helper()
	made := &tree{root: t.TempDir()}
	for name, text := range files {
		path := filepath.Join(made.root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		made.names = append(made.names, name)
	}
	slices.Sort(made.names)
	return made
}

// expect runs a check on files, which must find lines with these words, and no more.
func expect(t *testing.T, run func(*tree) ([]string, error), files map[string]string, want ...string) {
	t.Helper()
	got, err := run(write(t, files))
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, want)
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("found %q, want %q", got, want)
		return
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("found %q, want %q in it", got[i], want[i])
		}
	}
}

func TestRunCountsEachCheckOnce(t *testing.T) {
	var out strings.Builder
	sum := run(nil, []check{
		{name: "good", run: func(*tree) ([]string, error) { return nil, nil }},
		{name: "warns", run: func(*tree) ([]string, error) { return []string{"warning: long"}, nil }},
		{name: "finds", run: func(*tree) ([]string, error) { return []string{"a: wrong", "b: wrong"}, nil }},
		{name: "breaks", run: func(*tree) ([]string, error) { return nil, errors.New("no such file") }},
		{name: "lacks", run: func(*tree) ([]string, error) { return nil, missing{"there is no tool", "a package"} }},
	}, &out)
	if want := (tally.Tally{Passed: 2, Failed: 2, Skipped: 1}); sum != want {
		t.Errorf("counts %+v, want %+v", sum, want)
	}
	want := "warning: long\ncheck finds: FAILED\na: wrong\nb: wrong\ncheck breaks: FAILED\nno such file\ncheck lacks: skipped: there is no tool. Wanted: a package\n"
	if out.String() != want {
		t.Errorf("says %q, want %q", out.String(), want)
	}
}

func TestChoose(t *testing.T) {
	all, _ := choose(nil, false)
	fast, _ := choose(nil, true)
	if len(all) != len(checks) || len(fast) >= len(all) || slices.ContainsFunc(fast, func(c check) bool { return c.slow }) {
		t.Errorf("%d checks in all, %d of them fast", len(all), len(fast))
	}
	two, err := choose([]string{"spelling", "format"}, true)
	if err != nil || len(two) != 2 || two[0].name != "format" || two[1].name != "spelling" {
		t.Errorf("chose %v, %v", two, err)
	}
	if _, err := choose([]string{"speling"}, false); err == nil {
		t.Error("a name that is no check's was taken")
	}
}

func TestOpenTree(t *testing.T) {
	made := write(t, map[string]string{
		"go.mod": "module m\n", "a.go": "", "demo_project/addons/http_client_go/a.gd": "", "demo_project/.godot/a.gd": "", "dist/a.go": "", "pkg/b.go": "",
	})
	found, err := openTree(made.root)
	if want := []string{"a.go", "go.mod", "pkg/b.go"}; err != nil || !slices.Equal(found.names, want) {
		t.Errorf("found %q, %v, want %q", found.names, err, want)
	}
	if _, err := openTree(t.TempDir()); err == nil {
		t.Error("a folder without go.mod was taken")
	}
}
