// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package docs tests what the pages of the project say about the tree around them: commands, links and rooms. What their
// GDScript does is tested by scripts/test_docs.sh.
package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// A page is one Markdown file, cut into what is prose and what is code.
type page struct {
	name   string // from the root
	prose  string // with a blank line for each of code
	fences []fence
}

// A fence is one block of code.
type fence struct {
	language string
	lines    []string
}

func pages(t *testing.T) []page {
	t.Helper()
	names := []string{"scripts/addon/README.md"}
	for _, pattern := range []string{"*.md", "docs/*.md"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("no page is %s (%v)", pattern, err)
		}
		for _, name := range found {
			names = append(names, strings.TrimPrefix(filepath.ToSlash(name), root+"/"))
		}
	}
	var all []page
	for _, name := range names {
		all = append(all, readPage(t, name))
	}
	return all
}

func readPage(t *testing.T, name string) page {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	p := page{name: name}
	inside := false
	var prose []string
	for line := range strings.SplitSeq(string(text), "\n") {
		switch {
		case strings.HasPrefix(line, "```") && !inside:
			inside = true
			p.fences = append(p.fences, fence{language: line[3:]})
			prose = append(prose, "")
		case strings.HasPrefix(line, "```"):
			inside = false
			prose = append(prose, "")
		case inside:
			f := &p.fences[len(p.fences)-1]
			f.lines = append(f.lines, line)
			prose = append(prose, "")
		default:
			prose = append(prose, line)
		}
	}
	if inside {
		t.Errorf("%s: a block of code has no end", name)
	}
	p.prose = strings.Join(prose, "\n")
	return p
}

// The licences of others are quoted as they are.
func isOurs(p page) bool { return p.name != "THIRD_PARTY.md" }

func TestEachBlockIsOfAKindThatIsRun(t *testing.T) {
	for _, p := range pages(t) {
		for _, f := range p.fences {
			if isOurs(p) && f.language != "gdscript" && f.language != "console" {
				t.Errorf("%s: a block of %q; there are gdscript, which runs, and console, whose commands exist: %.60q", p.name, f.language, f.lines)
			}
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func TestLinksLeadSomewhere(t *testing.T) {
	anchors := map[string][]string{}
	for _, p := range pages(t) {
		anchors[p.name] = anchorsOf(p)
	}
	count := 0
	for _, p := range pages(t) {
		for _, found := range link.FindAllStringSubmatch(p.prose, -1) {
			target, anchor, _ := strings.Cut(found[1], "#")
			if strings.Contains(target, "://") || !isOurs(p) {
				continue
			}
			count++
			file := p.name
			if target != "" {
				file = filepath.ToSlash(filepath.Join(filepath.Dir(p.name), target))
			}
			if _, err := os.Stat(filepath.Join(root, file)); err != nil {
				t.Errorf("%s links to %s, which is not there", p.name, found[1])
			} else if anchor != "" && !slices.Contains(anchors[file], anchor) {
				t.Errorf("%s links to %s, but %s has only %q", p.name, found[1], file, anchors[file])
			}
		}
	}
	if count == 0 {
		t.Error("no page has a link")
	}
}

// anchorsOf returns the names that forges give to the headings of a page.
func anchorsOf(p page) []string {
	var anchors []string
	dropped := regexp.MustCompile(`[^\p{L}\p{N} _-]`)
	for line := range strings.SplitSeq(p.prose, "\n") {
		if heading := strings.TrimLeft(line, "#"); heading != line {
			text := dropped.ReplaceAllString(strings.ToLower(strings.TrimSpace(heading)), "")
			anchors = append(anchors, strings.ReplaceAll(text, " ", "-"))
		}
	}
	return anchors
}

// The contributor's map has each room.
func TestMapNamesEachRoom(t *testing.T) {
	contributing := readPage(t, "CONTRIBUTING.md").prose
	rooms := []string{"extension", "scripts", "ci", "docs", "demo_project"}
	for _, parent := range []string{"pkg", "pkg/internal", "demo_project"} {
		entries, err := os.ReadDir(filepath.Join(root, parent))
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			name := entry.Name()
			if entry.IsDir() && name != "internal" && name != "addons" && !strings.HasPrefix(name, ".") {
				rooms = append(rooms, parent+"/"+name)
			}
		}
	}
	for _, room := range rooms {
		if !strings.Contains(contributing, "]("+room+")") {
			t.Errorf("CONTRIBUTING.md does not link to %s", room)
		}
	}
}
