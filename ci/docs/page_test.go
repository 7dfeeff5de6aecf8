// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package docs tests what the pages of the project say about the tree around them: commands, links and packages. What
// their GDScript does is tested by scripts/test_docs.sh.
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
			if isOurs(p) && !slices.Contains([]string{"gdscript", "console", "csharp"}, f.language) {
				t.Errorf("%s: a block of %q; there are gdscript, which runs, console, whose commands exist, and csharp, whose names do: %.60q", p.name, f.language, f.lines)
			}
		}
	}
}

var (
	called  = regexp.MustCompile(`\.(?:Call|Get|Set|Connect|ToSignal)\((?:[a-z]+, )?"([a-z_]+)"`)
	created = regexp.MustCompile(`ClassDB\.(?:Instantiate|ClassCallStatic|ClassExists)\("([A-Za-z]+)"(?:, "([a-z_]+)")?`)
	member  = regexp.MustCompile(`<(?:method|member|signal) name="([a-z_]+)"`)
)

// C# is not run here, but what it names of the classes is there.
func TestNamesInCSharpExist(t *testing.T) {
	members := map[string]bool{}
	references, err := filepath.Glob(filepath.Join(root, "extension", "doc_classes", "*.xml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range references {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		members[strings.TrimSuffix(filepath.Base(name), ".xml")] = true
		for _, found := range member.FindAllStringSubmatch(string(text), -1) {
			members[found[1]] = true
		}
	}
	count := 0
	for _, p := range pages(t) {
		code := p.prose
		for _, f := range p.fences {
			if f.language == "csharp" {
				code += "\n" + strings.Join(f.lines, "\n")
			}
		}
		for _, found := range slices.Concat(called.FindAllStringSubmatch(code, -1), created.FindAllStringSubmatch(code, -1)) {
			for _, name := range found[1:] {
				count++
				if name != "" && !members[name] {
					t.Errorf("%s names %q, which no class has", p.name, name)
				}
			}
		}
	}
	if count < 20 {
		t.Errorf("the pages name %d members in C#; were they not found?", count)
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

// The contributor's map has each folder of sources.
func TestMapNamesEachFolder(t *testing.T) {
	contributing := readPage(t, "CONTRIBUTING.md").prose
	folders := []string{"extension", "scripts", "ci", "docs", "demo_project"}
	for _, parent := range []string{"pkg", "pkg/internal", "demo_project"} {
		entries, err := os.ReadDir(filepath.Join(root, parent))
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			name := entry.Name()
			if entry.IsDir() && name != "internal" && name != "addons" && !strings.HasPrefix(name, ".") {
				folders = append(folders, parent+"/"+name)
			}
		}
	}
	for _, folder := range folders {
		if !strings.Contains(contributing, "]("+folder+")") {
			t.Errorf("CONTRIBUTING.md does not link to %s", folder)
		}
	}
}
