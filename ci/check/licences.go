// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const thirdPartyPage = "THIRD_PARTY.md"

// Again is what makes the page anew.
const again = "Fix: go run ./ci/check -write-licences"

// A borrowed is what Go, or a folder of a module, took from others and keeps with their notice.
type borrowed struct {
	name, licence string
	file          string // in Go's sources, or in the folder
	first, last   *regexp.Regexp
	author        *regexp.Regexp // in each of their notices
}

var goTook = []borrowed{
	{"Inferno, in the Go runtime", "MIT", "runtime/memmove_amd64.s",
		regexp.MustCompile(`Lucent Technologies`), regexp.MustCompile(`THE SOFTWARE\.$`), regexp.MustCompile(`Lucent Technologies|Vita Nuova`)},
	{"FreeBSD msun, in Go's math", "SunPro", "math/exp.go",
		regexp.MustCompile(`Sun Microsystems`), regexp.MustCompile(`is preserved`), regexp.MustCompile(`Sun Microsystems`)},
	{"Cephes, in Go's math", "Cephes", "math/sin.go",
		regexp.MustCompile(`Cephes Math Library`), regexp.MustCompile(`moshier@`), regexp.MustCompile(`Stephen L\. Moshier`)},
	{"fiat-crypto, in Go's Ed25519", "BSD-1-Clause", "crypto/internal/fips140/edwards25519/scalar.go",
		regexp.MustCompile(`fiat-crypto Authors`), regexp.MustCompile(`SUCH DAMAGE`), regexp.MustCompile(`fiat-crypto Authors`)},
}

// basedOn has the folders of modules that are based on what others made, and say so in their sources alone.
var basedOn = map[string]borrowed{
	"github.com/klauspost/compress/fse":   ofCollet("fse.go"),
	"github.com/klauspost/compress/huff0": ofCollet("bitreader.go"),
	"github.com/klauspost/compress/zstd":  ofCollet("decoder.go"),
}

func ofCollet(file string) borrowed {
	return borrowed{file, "BSD", file, copyright, regexp.MustCompile(`Yann Collet`), nil}
}

var (
	copyright = regexp.MustCompile(`(?i)copyright (\(c\) |©|[0-9])`)
	goAuthors = regexp.MustCompile(`The Go Authors`)
)

// The systems that there are libraries for; each links other files of Go's.
var systems = []string{"linux/amd64", "linux/arm64", "windows/amd64", "darwin/arm64", "android/arm64"}

// A linked is a package that the library is made of.
type linked struct {
	Dir                               string
	Standard                          bool
	GoFiles, CgoFiles, SFiles, CFiles []string
	Module                            *linkedModule
}

type linkedModule struct {
	Path, Version, Dir string
	Main               bool
	Replace            *linkedModule
}

// isOurs reports whether the sources of a module are in the tree: a replacement with a folder has no version.
func (m *linkedModule) isOurs() bool { return m.Main || m.Replace != nil && m.Replace.Version == "" }

func listLinked(t *tree, system string) ([]linked, error) {
	goos, goarch, _ := strings.Cut(system, "/")
	return goList[linked](t, []string{"GOOS=" + goos, "GOARCH=" + goarch, "CGO_ENABLED=1"}, "-deps",
		"-json=Dir,Standard,GoFiles,CgoFiles,SFiles,CFiles,Module", "./extension")
}

// A goModule is one that is linked and not ours, or a folder of one, with a linked package and a licence of its own.
type goModule struct {
	path, version, licence string
	text                   string // of its licence
}

// modulesOf returns the modules of packages and their folders that have a licence, sorted by path.
func modulesOf(packages []linked) ([]goModule, error) {
	var found []goModule
	for _, p := range packages {
		m := p.Module
		if m == nil || m.isOurs() {
			continue
		}
		for folder := p.Dir; isBelow(filepath.ToSlash(folder), filepath.ToSlash(m.Dir)); folder = filepath.Dir(folder) {
			name := m.Path + filepath.ToSlash(strings.TrimPrefix(folder, m.Dir))
			if slices.ContainsFunc(found, func(f goModule) bool { return f.path == name }) {
				continue
			}
			text, licence, err := noticeOf(name, folder)
			if err != nil && (folder == m.Dir || !errors.Is(err, fs.ErrNotExist)) {
				return nil, err
			}
			if err == nil {
				found = append(found, goModule{name, m.Version, licence, text})
			}
		}
	}
	slices.SortFunc(found, func(a, b goModule) int { return strings.Compare(a.path, b.path) })
	return found, nil
}

// noticeOf returns the text of a folder's licence, and its name. The error is fs.ErrNotExist for a folder without one.
func noticeOf(name, folder string) (text, licence string, err error) {
	if b, ok := basedOn[name]; ok {
		data, err := os.ReadFile(filepath.Join(folder, b.file))
		if err != nil {
			return "", "", fmt.Errorf("the notice of %s is not where it was: %v", b.name, err)
		}
		text, err := cut(string(data), b.first, b.last)
		return text, b.licence, err
	}
	if text, err = licenceText(folder); err != nil {
		return "", "", err
	}
	if licence = licenceName(text); licence == "" {
		return "", "", fmt.Errorf("what licence has %s? Name it in ci/check/licences.go", name)
	}
	return text, licence, nil
}

func licenceText(folder string) (string, error) {
	for _, name := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "COPYING"} {
		if data, err := os.ReadFile(filepath.Join(folder, name)); err == nil {
			return string(data), nil
		}
	}
	return "", fmt.Errorf("%s holds no licence file: %w", folder, fs.ErrNotExist)
}

// licences have words that stand in no other.
var licences = [][2]string{
	{"MIT", "Permission is hereby granted, free of charge"},
	{"BSD-3-Clause", "Neither the name of"},
	{"Apache-2.0", "Apache License"},
}

// licenceName returns the first licence of a text, which is the one of the whole where parts have others behind it, and
// "" for one that it does not know.
func licenceName(text string) string {
	name, first := "", len(text)
	for _, l := range licences {
		if i := strings.Index(text, l[1]); i >= 0 && i < first {
			name, first = l[0], i
		}
	}
	return name
}

// row is a module's line in the page's table.
func (m goModule) row() string { return fmt.Sprintf("| %s | %s | %s |", m.path, m.version, m.licence) }

var moduleRow = regexp.MustCompile(`(?m)^\| [a-z0-9.-]+\.[a-z]+/.*$`)

// thirdParty compares the page with what ./extension links now.
func thirdParty(t *tree) ([]string, error) {
	page, err := t.read(thirdPartyPage)
	if err != nil {
		return nil, err
	}
	var wrong []string
	looked := map[string]bool{}
	for i, system := range systems {
		packages, err := listLinked(t, system)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			modules, err := modulesOf(packages)
			if err != nil {
				return nil, err
			}
			wrong = append(wrong, wrongRows(page, modules)...)
		}
		strangers, err := newNotices(packages, looked)
		if err != nil {
			return nil, err
		}
		wrong = append(wrong, strangers...)
	}
	for _, b := range goTook {
		if !strings.Contains(page, "\n## "+b.name+"\n") {
			wrong = append(wrong, fmt.Sprintf("%s has no notice of: %s. %s", thirdPartyPage, b.name, again))
		}
	}
	if !strings.Contains(page, section(mingwName, mingwNotice)) {
		wrong = append(wrong, fmt.Sprintf("%s has no notice of: %s. %s", thirdPartyPage, mingwName, again))
	}
	return wrong, nil
}

func wrongRows(page string, modules []goModule) []string {
	var wrong []string
	have := moduleRow.FindAllString(page, -1)
	for _, m := range modules {
		if !slices.Contains(have, m.row()) {
			wrong = append(wrong, fmt.Sprintf("%s lacks: %s. %s", thirdPartyPage, m.row(), again))
		}
	}
	for _, row := range have {
		if !slices.ContainsFunc(modules, func(m goModule) bool { return m.row() == row }) {
			wrong = append(wrong, fmt.Sprintf("%s lists what is not linked: %s. %s", thirdPartyPage, row, again))
		}
	}
	return wrong
}

// newNotices returns the lines of copyright in the sources of Go in packages that are neither Go's own nor of those in
// goTook. Files in looked are left out, and then added to it.
func newNotices(packages []linked, looked map[string]bool) ([]string, error) {
	var found []string
	for _, p := range packages {
		if !p.Standard {
			continue
		}
		for _, name := range slices.Concat(p.GoFiles, p.CgoFiles, p.SFiles, p.CFiles) {
			file := filepath.Join(p.Dir, name)
			if looked[file] {
				continue
			}
			looked[file] = true
			data, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			for line := range strings.Lines(string(data)) {
				if copyright.MatchString(line) && !goAuthors.MatchString(line) &&
					!slices.ContainsFunc(goTook, func(b borrowed) bool { return b.author.MatchString(line) }) {
					found = append(found, fmt.Sprintf("%s carries the notice of somebody new: %s. Add it to goTook in ci/check/licences.go, then %s",
						file, strings.TrimSpace(line), again))
				}
			}
		}
	}
	return found, nil
}

const thirdPartyHead = `# Third-party notices

The library of HTTPClientGo is made of its own sources (MIT, see LICENSE) and of the following, linked in as they
are. {write} makes this file; {check} compares the list with what is linked.
Compilers add their own runtime, whose licences ask for no notice in what they compile: libgcc for Linux and Windows (GPL-3.0
with the GCC runtime library exception), compiler-rt for macOS, Android and Windows arm64 (Apache-2.0 with the LLVM exception).

| what | version | licence |
|---|---|---|
| Go runtime and standard library | as in the addon's version.txt | BSD-3-Clause |
| Godot Engine, gdextension_interface.h | with godot-go | MIT |
| mingw-w64 runtime, in the libraries for Windows | with the compiler | ZPL-2.1 |
`

// mingwNotice is the notice of what gcc links into a library for Windows, which few machines have beside their
// compiler.
//
//go:embed notices/mingw-w64.txt
var mingwNotice string

const mingwName = "mingw-w64 runtime, in the libraries for Windows"

func writeThirdParty(t *tree) error {
	packages, err := listLinked(t, systems[0])
	if err != nil {
		return err
	}
	modules, err := modulesOf(packages)
	if err != nil {
		return err
	}
	goRoot, err := t.command(nil, "go", "env", "GOROOT")
	if err != nil {
		return err
	}
	goRoot = strings.TrimSpace(goRoot)
	header, err := t.command(nil, "go", "list", "-m", "-f", "{{.Dir}}", binding)
	if err != nil {
		return err
	}
	var page strings.Builder
	page.WriteString(strings.NewReplacer("{write}", "`go run ./ci/check -write-licences`", "{check}", "`make check`").Replace(thirdPartyHead))
	for _, b := range goTook {
		fmt.Fprintf(&page, "| %s | with Go | %s |\n", b.name, b.licence)
	}
	for _, m := range modules {
		fmt.Fprintln(&page, m.row())
	}
	text, err := licenceText(goRoot)
	if err != nil {
		return err
	}
	page.WriteString(section("Go runtime and standard library", text))
	for _, b := range goTook {
		data, err := os.ReadFile(filepath.Join(goRoot, "src", b.file))
		if err != nil {
			return err
		}
		notice, err := cut(string(data), b.first, b.last)
		if err != nil {
			return fmt.Errorf("%s: %w", b.file, err)
		}
		page.WriteString(section(b.name, notice))
	}
	file := filepath.Join(strings.TrimSpace(header), "godot_headers", "godot", "gdextension_interface.h")
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	notice, err := cut(string(data), regexp.MustCompile(`Copyright \(c\)`), regexp.MustCompile(`SOFTWARE\.`))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	page.WriteString(section("Godot Engine, gdextension_interface.h", notice))
	page.WriteString(section(mingwName, mingwNotice))
	for _, m := range modules {
		page.WriteString(section(m.path, m.text))
	}
	return os.WriteFile(filepath.Join(t.root, thirdPartyPage), []byte(page.String()), 0o644)
}

var (
	opens  = regexp.MustCompile(`^(// ?|/\* *)? *`)
	closes = regexp.MustCompile(` *\*/$`)
)

// cut returns the lines of a comment from the one that matches first to the next one that matches last, without the
// comment's marks.
func cut(source string, first, last *regexp.Regexp) (string, error) {
	var found strings.Builder
	for line := range strings.Lines(source) {
		line = strings.TrimSuffix(line, "\n")
		if found.Len() == 0 && !first.MatchString(line) {
			continue
		}
		line = closes.ReplaceAllString(opens.ReplaceAllString(line, ""), "")
		found.WriteString(line + "\n")
		if last.MatchString(line) {
			return found.String(), nil
		}
	}
	return "", errors.New("the notice is not where it was")
}

// section is one licence under its heading, without blanks at the ends of its lines and blank lines before it.
func section(name, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\r\n")
		if line != "" || b.Len() > 0 {
			b.WriteString(line + "\n")
		}
	}
	return fmt.Sprintf("\n## %s\n\n```text\n%s```\n", name, b.String())
}
