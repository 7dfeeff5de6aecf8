// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	anyVersion = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+(\+dev)?$`)
	heading    = regexp.MustCompile(`(?m)^## (.*)$`)
	released   = regexp.MustCompile(`^([0-9]+\.[0-9]+\.[0-9]+), [0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	mention    = regexp.MustCompile(`http_client_go-([0-9]+\.[0-9]+\.[0-9]+(?:\+dev)?)|^config/version="(.*)"|^\*\*Status\*\*: version ([^\s,]+)`)
)

// version compares all that tells a version with the file VERSION, which holds x.y.z for a release and x.y.z+dev for
// the tree on its way there: the newest entry of CHANGELOG.md ("## x.y.z, YYYY-MM-DD", or "## Unreleased" on the way),
// names of the zip in the pages, the status in the README, and config/version of the demo project.
func version(t *tree) ([]string, error) {
	text, err := t.read("VERSION")
	if err != nil {
		return nil, err
	}
	want := strings.TrimRight(text, "\n")
	var wrong []string
	if !anyVersion.MatchString(want) {
		wrong = append(wrong, fmt.Sprintf("VERSION holds %q, which is not x.y.z or x.y.z+dev", want))
	}
	if release, isDev := strings.CutSuffix(want, "+dev"); t.release && isDev {
		wrong = append(wrong, fmt.Sprintf("VERSION is %s. Fix: write %s there and its date into CHANGELOG.md, and commit", want, release))
	}
	changelog, err := t.read("CHANGELOG.md")
	if err != nil {
		return nil, err
	}
	wrong = append(wrong, wrongChangelog(changelog, want)...)
	pages := []string{"README.md", "CONTRIBUTING.md", "scripts/addon/README.md", "demo_project/project.godot"}
	for _, name := range t.names {
		if strings.HasPrefix(name, "docs/") && strings.HasSuffix(name, ".md") {
			pages = append(pages, name)
		}
	}
	mentions, err := t.each(pages, func(name, text string) []string { return wrongMentions(name, text, want) })
	return append(wrong, mentions...), err
}

func wrongChangelog(text, want string) []string {
	var wrong []string
	entries := heading.FindAllStringSubmatchIndex(text, -1)
	if len(entries) == 0 {
		return []string{"CHANGELOG.md has no entry"}
	}
	title := func(i int) string { return text[entries[i][2]:entries[i][3]] }
	release, isDev := strings.CutSuffix(want, "+dev")
	switch date := released.FindStringSubmatch(title(0)); {
	case isDev && title(0) != "Unreleased":
		wrong = append(wrong, fmt.Sprintf("VERSION is %s, so CHANGELOG.md begins with '## Unreleased', not '## %s'", want, title(0)))
	case !isDev && (date == nil || date[1] != want):
		wrong = append(wrong, fmt.Sprintf("VERSION is %s, so CHANGELOG.md begins with '## %s, YYYY-MM-DD', not '## %s'", want, want, title(0)))
	}
	last := ""
	for i := range entries {
		found := released.FindStringSubmatch(title(i))
		if found == nil {
			continue
		}
		if isDev && found[1] == release {
			wrong = append(wrong, fmt.Sprintf("VERSION is %s, but CHANGELOG.md has %s as released", want, release))
		}
		if last != "" && compareVersions(found[1], last) >= 0 {
			wrong = append(wrong, fmt.Sprintf("CHANGELOG.md has %s below %s; the newest comes first", found[1], last))
		}
		last = found[1]
	}
	end := len(text)
	if len(entries) > 1 {
		end = entries[1][0]
	}
	if strings.TrimSpace(text[entries[0][1]:end]) == "" {
		wrong = append(wrong, "the newest entry of CHANGELOG.md is empty")
	}
	return wrong
}

func wrongMentions(name, text, want string) []string {
	var wrong []string
	number := 0
	for line := range strings.Lines(text) {
		number++
		for _, found := range mention.FindAllStringSubmatch(line, -1) {
			if told := found[1] + found[2] + found[3]; told != want {
				wrong = append(wrong, fmt.Sprintf("%s:%d says %s, VERSION says %s", name, number, told, want))
			}
		}
	}
	return wrong
}

// compareVersions compares by numbers; what follows them counts for nothing.
func compareVersions(a, b string) int { return slices.Compare(numbers(a), numbers(b)) }

var digits = regexp.MustCompile(`[0-9]+`)

// numbers returns the first three numbers of a version, such as go1.26.11 or 4.6.
func numbers(s string) []int {
	parts := make([]int, 3)
	for i, part := range digits.FindAllString(s, len(parts)) {
		parts[i], _ = strconv.Atoi(part)
	}
	return parts
}

var wantedToolchain = regexp.MustCompile(`(?m)^toolchain (go\S+)$`)

// toolchain refuses a Go that is older than go.mod's: what is linked of it has known faults (SECURITY.md).
func toolchain(t *tree) ([]string, error) {
	mod, err := t.read("go.mod")
	if err != nil {
		return nil, err
	}
	want := wantedToolchain.FindStringSubmatch(mod)
	if want == nil {
		return []string{"go.mod names no toolchain"}, nil
	}
	have, err := t.command(nil, "go", "env", "GOVERSION")
	if err != nil {
		return nil, err
	}
	page, err := t.read("SECURITY.md")
	if err != nil {
		return nil, err
	}
	return append(wrongToolchain(strings.TrimSpace(have), want[1]), wrongPromise(page, want[1])...), nil
}

func wrongToolchain(have, want string) []string {
	// A development version, "devel go1.28-0123abc", is of the release to come.
	release, _, _ := strings.Cut(strings.TrimPrefix(have, "devel "), "-")
	if compareVersions(release, want) >= 0 {
		return nil
	}
	return []string{fmt.Sprintf("this is %s, and go.mod wants %s or newer. Fix: export GOTOOLCHAIN=auto", have, want)}
}

var promisedToolchain = regexp.MustCompile(`Build with Go (\d+\.\d+\.\d+) or newer`)

// wrongPromise refuses a go.mod that takes an older Go than SECURITY.md names, or a newer one that it does not.
func wrongPromise(page, want string) []string {
	promised := promisedToolchain.FindStringSubmatch(page)
	if promised == nil {
		return []string{"SECURITY.md does not say 'Build with Go x.y.z or newer'"}
	}
	if compareVersions(promised[1], want) != 0 {
		return []string{fmt.Sprintf("go.mod wants %s, and SECURITY.md says Go %s", want, promised[1])}
	}
	return nil
}
