// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

const inEngine = "demo_project/tests"

var (
	// A test in the engine as pages name it: cases "rfc_head.100_*", those of the node "request_cases/files.cut*", methods
	// of suites "tls/test_no_roots" and tests that suites make "reasons.tls_ends".
	namedTest = regexp.MustCompile(`^((?:request_cases/)?[a-z0-9_]+)[./](\S+)$`)
	literal   = regexp.MustCompile(`"((?:[^"\\\n]|\\.)*)"`)
	method    = regexp.MustCompile(`(?m)^func (?:test)?_(\w+)\(`)
	verb      = regexp.MustCompile(`%[sd]`)
	splits    = regexp.MustCompile(`^.+[_/.=]$`)
	joins     = regexp.MustCompile(`^%[sd]([_/.])%[sd]$`)
	anyOf     = regexp.MustCompile(`^[*0-9]+$`)
)

// namedTests looks for the tests in GDScript that the last column of the pages' tables names: each is a method, or a
// text in the script of its suite, or made of two of them. Those in Go are looked for by promises.
func namedTests(t *tree) ([]string, error) {
	return t.each([]string{"SECURITY.md", "COMPAT.md"}, func(page, text string) []string {
		var wrong []string
		for line := range strings.Lines(text) {
			cells := strings.Split(strings.TrimSpace(line), "|")
			if len(cells) < 4 || cells[0] != "" {
				continue
			}
			for name := range strings.SplitSeq(cells[len(cells)-2], ",") {
				// Behind a name, or in place of one, may be words.
				name, _, _ = strings.Cut(strings.TrimSpace(name), " ")
				found := namedTest.FindStringSubmatch(name)
				if found == nil || found[1] == "pkg" || found[1] == "docs" {
					continue
				}
				if words := wordsOf(t, found[1]); words == nil {
					wrong = append(wrong, fmt.Sprintf("%s names %s, and there is no such script of tests", page, name))
				} else if !isMadeOf(found[2], words) {
					wrong = append(wrong, fmt.Sprintf("%s names %s, which is no test of that script", page, name))
				}
			}
		}
		return wrong
	})
}

// wordsOf returns the texts and the methods of the scripts behind a group of tests, and nil where there is none.
func wordsOf(t *tree, group string) []string {
	var words []string
	for _, name := range []string{"cases/" + group, group, "test_" + group} {
		text, err := t.read(inEngine + "/" + name + ".gd")
		if err != nil {
			continue
		}
		words = append(words, "")
		for _, found := range literal.FindAllStringSubmatch(text, -1) {
			words = append(words, found[1])
		}
		for _, found := range method.FindAllStringSubmatch(text, -1) {
			words = append(words, found[1], "test_"+found[1])
		}
	}
	return words
}

// isMadeOf reports whether one of words, or one behind another that ends in a mark or has a format between them, is
// what pattern names. A "*" in the pattern is any text, and so is "%s" in a word.
func isMadeOf(pattern string, words []string) bool {
	isOne := func(pattern string) bool {
		return slices.ContainsFunc(words, func(word string) bool {
			same, _ := path.Match(strings.ReplaceAll(pattern, "/", "."), strings.ReplaceAll(word, "/", "."))
			return same || fills(word, pattern)
		})
	}
	if strings.Trim(pattern, "*") == "" || isOne(pattern) {
		return true
	}
	return slices.ContainsFunc(words, func(word string) bool {
		if join := joins.FindStringSubmatch(word); join != nil {
			for i := range pattern {
				rest, ok := strings.CutPrefix(pattern[i:], join[1])
				if ok && isOne(pattern[:i]) && (anyOf.MatchString(rest) || isOne(rest)) {
					return true
				}
			}
		}
		rest, ok := strings.CutPrefix(pattern, word)
		return ok && splits.MatchString(word) && rest != "" && isOne(rest)
	})
}

// fills reports whether a name is what a format makes. One with hardly a letter of its own would make anything.
func fills(format, name string) bool {
	parts := verb.Split(format, -1)
	if len(parts) == 1 || len(strings.Join(parts, "")) < 4 {
		return false
	}
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	whole, err := regexp.Compile("^" + strings.Join(parts, ".+") + "$")
	return err == nil && whole.MatchString(name)
}
