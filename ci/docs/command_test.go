// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package docs

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What a page may tell to type besides what is in the tree.
var programs = []string{"cd", "git", "godot", "unzip"}

var (
	codeSpan   = regexp.MustCompile("`([^`\n]+)`")
	assignment = regexp.MustCompile(`^[A-Z][A-Z0-9_]*=`)
	target     = regexp.MustCompile(`(?m)^([a-z][a-z0-9-]*):`)
	helpLine   = regexp.MustCompile(`(?m)^(?:[A-Z_]+=\S+ )?make ([a-z][a-z0-9-]*)`)
)

// Commands stand in blocks of console behind "$ ", and in the prose as code that begins with make, scripts/ or go.
func TestCommandsExist(t *testing.T) {
	count := 0
	for _, p := range pages(t) {
		for _, command := range commands(p) {
			count++
			if err := checkCommand(command); err != nil {
				t.Errorf("%s: %s: %v", p.name, command, err)
			}
		}
	}
	if count < 10 {
		t.Errorf("the pages have %d commands; were they not found?", count)
	}
}

func commands(p page) []string {
	var found []string
	for _, f := range p.fences {
		for _, line := range f.lines {
			if command, ok := strings.CutPrefix(line, "$ "); ok && f.language == "console" {
				command, _, _ = strings.Cut(command, " #")
				found = append(found, strings.TrimSpace(command))
			}
		}
	}
	for _, span := range codeSpan.FindAllStringSubmatch(p.prose, -1) {
		first, _, _ := strings.Cut(span[1], " ")
		isScript := strings.HasPrefix(first, "scripts/") && strings.HasSuffix(first, ".sh")
		if first == "make" || isScript || strings.HasPrefix(span[1], "go test ") || strings.HasPrefix(span[1], "go run ") {
			found = append(found, span[1])
		}
	}
	return found
}

func checkCommand(command string) error {
	words := strings.Fields(command)
	for len(words) > 0 && assignment.MatchString(words[0]) {
		words = words[1:]
	}
	if len(words) == 0 {
		return fmt.Errorf("no command")
	}
	switch name := words[0]; {
	case name == "make":
		return checkMake(words[1:])
	case strings.HasPrefix(name, "scripts/"):
		return checkScript(name, words[1:])
	case name == "go":
		return checkGo(words[1:])
	case slices.Contains(programs, name):
		return nil
	default:
		return fmt.Errorf("%s is no command that a reader has", name)
	}
}

func checkMake(words []string) error {
	targets := makeTargets()
	for _, word := range words {
		if assignment.MatchString(word) {
			break // and what ARGS= holds is for a script
		}
		if !slices.Contains(targets, word) {
			return fmt.Errorf("the Makefile has no %s, only %q", word, targets)
		}
	}
	return nil
}

func makeTargets() []string {
	text, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		panic(err)
	}
	var names []string
	for _, found := range target.FindAllStringSubmatch(string(text), -1) {
		names = append(names, found[1])
	}
	return names
}

// checkScript finds each flag in the script itself, or in what it hands its arguments to.
func checkScript(name string, words []string) error {
	info, err := os.Stat(filepath.Join(root, name))
	if err != nil {
		return err
	}
	if info.Mode()&0o111 == 0 {
		return fmt.Errorf("%s cannot be executed", name)
	}
	known, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		return err
	}
	runners, _ := filepath.Glob(filepath.Join(root, "demo_project", "*", "*.gd"))
	for _, runner := range runners {
		if !strings.Contains(string(known), filepath.Base(runner)) {
			continue
		}
		text, err := os.ReadFile(runner)
		if err != nil {
			return err
		}
		known = append(known, text...)
	}
	for _, word := range words {
		flag, _, _ := strings.Cut(word, "=")
		if strings.HasPrefix(flag, "--") && !strings.Contains(string(known), flag) {
			return fmt.Errorf("%s knows no %s", name, flag)
		}
	}
	return nil
}

// checkGo looks at the packages, and at the tests that -run and -fuzz name.
func checkGo(words []string) error {
	folder := ""
	for i, word := range words {
		if strings.HasPrefix(word, "./") {
			folder = strings.TrimSuffix(word, "/...")
			if _, err := os.Stat(filepath.Join(root, folder)); err != nil {
				return err
			}
		}
		if flag, _, _ := strings.Cut(word, "="); words[0] == "run" && strings.HasPrefix(word, "-") {
			text, err := os.ReadFile(filepath.Join(root, folder, "main.go"))
			if err != nil {
				return err
			}
			if !strings.Contains(string(text), flag+" ") && !strings.Contains(string(text), "["+flag+"]") {
				return fmt.Errorf("%s knows no %s", folder, flag)
			}
		}
		if i == 0 || (words[i-1] != "-run" && words[i-1] != "-fuzz") || word == "'^$'" {
			continue
		}
		files, _ := filepath.Glob(filepath.Join(root, folder, "*_test.go"))
		if !slices.ContainsFunc(files, func(file string) bool {
			text, _ := os.ReadFile(file)
			return strings.Contains(string(text), "func "+word+"(")
		}) {
			return fmt.Errorf("%s has no %s", folder, word)
		}
	}
	return nil
}

// make help, the Makefile and CONTRIBUTING.md list the same.
func TestHelpListsEachTarget(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "ci/help.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, found := range helpLine.FindAllStringSubmatch(string(text), -1) {
		listed = append(listed, found[1])
	}
	contributing, err := os.ReadFile(filepath.Join(root, "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range makeTargets() {
		if name != "help" && !slices.Contains(listed, name) {
			t.Errorf("make help does not list %s", name)
		}
		if !strings.Contains(string(contributing), "`"+name+"`") && !strings.Contains(string(contributing), "make "+name) {
			t.Errorf("CONTRIBUTING.md does not name make %s", name)
		}
	}
	for _, name := range listed {
		if !slices.Contains(makeTargets(), name) {
			t.Errorf("make help lists %s, which the Makefile has not", name)
		}
	}
}
