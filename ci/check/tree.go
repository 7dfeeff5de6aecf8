// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A tree is the project that is looked at.
type tree struct {
	root    string
	names   []string // its files from the root, with slashes, sorted
	release bool     // it is to be released
}

// openTree finds the files of the project in the folder root: what git tracks or would, and without git all but what
// the build makes.
func openTree(root string) (*tree, error) {
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		return nil, fmt.Errorf("this is not the root of the project: %w", err)
	}
	t := &tree{root: root}
	git := exec.Command("git", "ls-files", "-coz", "--exclude-standard")
	git.Dir = root
	if out, err := git.Output(); err == nil {
		for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
			// What is deleted is still tracked.
			if info, err := os.Stat(filepath.Join(root, name)); err == nil && info.Mode().IsRegular() {
				t.names = append(t.names, name)
			}
		}
		slices.Sort(t.names)
		t.names = slices.Compact(t.names)
		return t, nil
	}
	made := []string{".git", "dist", "demo_project/addons"}
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (slices.Contains(made, name) || entry.Name() == ".godot"):
			return fs.SkipDir
		case entry.Type().IsRegular():
			t.names = append(t.names, name)
		}
		return nil
	})
	return t, err
}

// matching returns the files whose base name matches one of patterns, or whose whole name is one of them.
func (t *tree) matching(patterns ...string) []string {
	var found []string
	for _, name := range t.names {
		if slices.ContainsFunc(patterns, func(pattern string) bool {
			matches, _ := path.Match(pattern, path.Base(name))
			return matches || name == pattern
		}) {
			found = append(found, name)
		}
	}
	return found
}

func (t *tree) read(name string) (string, error) {
	data, err := os.ReadFile(filepath.Join(t.root, name))
	return string(data), err
}

// each calls look with each file and its text, and returns what it returned in all.
func (t *tree) each(names []string, look func(name, text string) []string) ([]string, error) {
	var lines []string
	for _, name := range names {
		text, err := t.read(name)
		if err != nil {
			return lines, err
		}
		lines = append(lines, look(name, text)...)
	}
	return lines, nil
}

// command runs a program in the tree and returns what it wrote on its standard output; of one that fails, all it wrote,
// which is also in the error.
func (t *tree) command(env []string, name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Dir = t.root
	c.Env = append(os.Environ(), env...)
	var out, errors bytes.Buffer
	c.Stdout, c.Stderr = &out, &errors
	if err := c.Run(); err != nil {
		all := errors.String() + out.String()
		return all, fmt.Errorf("%s: %w\n%s", name, err, strings.TrimSpace(all))
	}
	return out.String(), nil
}

// goList returns the packages that go list, with args, tells of in JSON; env is added to the environment.
func goList[P any](t *tree, env []string, args ...string) ([]P, error) {
	out, err := t.command(env, "go", append([]string{"list"}, args...)...)
	if err != nil {
		return nil, err
	}
	var packages []P
	for decoder := json.NewDecoder(strings.NewReader(out)); ; {
		var p P
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages = append(packages, p)
	}
}
