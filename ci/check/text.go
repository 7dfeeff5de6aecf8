// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Lines that a file may have before it is mentioned, and before it is refused.
const long, tooLong = 450, 600

var spdx = regexp.MustCompile(`SPDX-FileCopyrightText: 20[0-9]{2} The HTTPClientGo authors|SPDX-License-Identifier: MIT`)

// licenceHeads looks for the two SPDX lines at the head of each file that can have a comment.
func licenceHeads(t *tree) ([]string, error) {
	names := t.matching("*.go", "*.c", "*.h", "*.gd", "*.sh", "*.map", "*.gdextension", "Makefile", ".ci/run")
	return t.each(names, func(name, text string) []string {
		head := strings.SplitN(text, "\n", 6)
		found := 0
		for _, line := range head[:min(5, len(head))] {
			if spdx.MatchString(line) {
				found++
			}
		}
		if found != 2 {
			return []string{name + ": the two SPDX lines are missing at its head"}
		}
		return nil
	})
}

// lengths refuses what wants to be two files. Tests may be as long as they like.
func lengths(t *tree) ([]string, error) {
	return t.each(t.matching("*.go", "*.c", "*.h", "*.gd", "*.sh"), func(name, text string) []string {
		lines := strings.Count(text, "\n")
		isTest := strings.HasSuffix(name, "_test.go") || strings.Contains(name, "/tests/")
		switch {
		case lines > tooLong && !isTest:
			return []string{fmt.Sprintf("%s: %d lines; more than %d want to be two files", name, lines, tooLong)}
		case lines > long:
			return []string{fmt.Sprintf("warning: %s: %d lines", name, lines)}
		}
		return nil
	})
}

var (
	notText = regexp.MustCompile(`\.(so|png|svg|zip|pem|der|sum)$|testdata/fuzz/`)
	machine = regexp.MustCompile(`(^|[^A-Za-z0-9_.$}/])/(home/[a-z]|root/[a-z.]|work/[a-z]|Users/[A-Za-z]|tmp/[a-z])` +
		`|(proxy|sum)[.]golang[.]org|(deb|security|ftp)[.]debian[.]org|registry[.]npmjs|files[.]pythonhosted`)
)

// portable refuses a path of one machine and the name of a registry: with one, a clone depends on where it was written.
func portable(t *tree) ([]string, error) {
	names := slices.DeleteFunc(slices.Clone(t.names), notText.MatchString)
	return t.each(names, func(name, text string) []string {
		var found []string
		if strings.Contains(text, "\x00") {
			return nil
		}
		number := 0
		for line := range strings.Lines(text) {
			number++
			if machine.MatchString(line) {
				found = append(found, fmt.Sprintf("%s:%d: %s", name, number, strings.TrimSpace(line)))
			}
		}
		return found
	})
}

var (
	promised = regexp.MustCompile(`\b(?:Test|Fuzz)[A-Z][A-Za-z0-9]*`)
	testFunc = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Za-z0-9]+)\(`)
)

// promises looks for the Go tests that the pages name. Those in GDScript are looked for by a test of their own.
func promises(t *tree) ([]string, error) {
	have := map[string]bool{}
	for _, name := range t.matching("*_test.go") {
		text, err := t.read(name)
		if err != nil {
			return nil, err
		}
		for _, found := range testFunc.FindAllStringSubmatch(text, -1) {
			have[found[1]] = true
		}
	}
	return t.each([]string{"SECURITY.md", "COMPAT.md"}, func(page, text string) []string {
		names := promised.FindAllString(text, -1)
		slices.Sort(names)
		var lines []string
		for _, name := range slices.Compact(names) {
			if !have[name] {
				lines = append(lines, fmt.Sprintf("%s names %s, which is no test", page, name))
			}
		}
		return lines
	})
}
