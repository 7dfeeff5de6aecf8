// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

const (
	module  = "httpclientgo"
	binding = "github.com/godot-go/godot-go"
)

// levels says which package may import which: only those of a lower line. A new package needs a place here.
var levels = [][]string{
	{"pkg/internal/limits", "pkg/fault"},
	{"pkg/h1", "pkg/target", "pkg/content", "pkg/sink", "extension/internal/godot"},
	{"pkg/proxy", "pkg/trust", "pkg/stream", "pkg/uri"},
	{"pkg/dial", "pkg/cookie"},
	{"pkg/reason", "pkg/pool"},
	{"pkg/client", "pkg/fetch"},
	{"pkg/eventsource"},
	{"extension"},
}

// The codec does no I/O and knows no clock.
var notForCodec = []string{"net", "os", "time", "sync", "log"}

// Of the binding, pkg/ffi and pkg/constant are linked; its object layer leaks and pins memory.
var notOfBinding = []string{"core", "builtin", "gdclassimpl", "gdclassinit"}

// An imported is what one package imports itself, and what it needs in all.
type imported struct {
	ImportPath string
	Imports    []string
	Deps       []string
	Standard   bool
}

// layers looks at the imports of everything, tests left out.
func layers(t *tree) ([]string, error) {
	packages, err := goList[imported](t, nil, "-e", "-json=ImportPath,Imports,Deps", "./...")
	if err != nil {
		return nil, err
	}
	wrong := slices.Concat(wrongDirections(packages), wrongImports(packages))
	server, err := goList[imported](t, nil, "-e", "-deps", "-json=ImportPath,Standard", "./pkg/testserver/...")
	for _, p := range server {
		if !p.Standard && !isBelow(p.ImportPath, module+"/pkg/testserver") {
			wrong = append(wrong, "pkg/testserver needs "+p.ImportPath+"; it uses the standard library alone")
		}
	}
	return wrong, err
}

// level returns the line of a package, from the bottom, and -1 for one that has none.
func level(name string) int {
	return slices.IndexFunc(levels, func(line []string) bool { return slices.Contains(line, name) })
}

// isOutside reports whether only tests and commands use a package. No layer imports one of those, and they import what
// they like of ours, but for the test server.
func isOutside(name string) bool {
	ofTests, _ := path.Match("pkg/internal/*test", name)
	return ofTests || isBelow(name, "pkg/testserver") || isBelow(name, "ci")
}

func isBelow(name, parent string) bool {
	return name == parent || strings.HasPrefix(name, parent+"/")
}

func wrongDirections(packages []imported) []string {
	var wrong []string
	for _, p := range packages {
		from := strings.TrimPrefix(p.ImportPath, module+"/")
		if !isOutside(from) && level(from) < 0 {
			wrong = append(wrong, from+" has no level in ci/check/layers.go")
			continue
		}
		for _, to := range p.Imports {
			to, isOurs := strings.CutPrefix(to, module+"/")
			switch {
			case !isOurs:
			case isBelow(from, "pkg/testserver"):
				if !isBelow(to, "pkg/testserver") {
					wrong = append(wrong, fmt.Sprintf("%s imports %s; the test server shares nothing with what it tests", from, to))
				}
			case isOutside(from):
			case isOutside(to):
				wrong = append(wrong, fmt.Sprintf("%s imports %s, which only tests may", from, to))
			case level(to) >= level(from):
				wrong = append(wrong, fmt.Sprintf("%s imports %s, which is not below it", from, to))
			}
		}
	}
	return wrong
}

func wrongImports(packages []imported) []string {
	var wrong []string
	for _, p := range packages {
		from := strings.TrimPrefix(p.ImportPath, module+"/")
		for _, to := range p.Imports {
			first, _, _ := strings.Cut(to, "/")
			switch {
			case from == "pkg/h1" && slices.Contains(notForCodec, first):
				wrong = append(wrong, fmt.Sprintf("%s imports %s; the codec does no I/O and knows no clock", from, to))
			case isBelow(to, "net/http") && !isOutside(from):
				wrong = append(wrong, fmt.Sprintf("%s imports %s", from, to))
			case isBelow(from, "extension/internal/godot") && isBelow(to, module):
				wrong = append(wrong, fmt.Sprintf("%s imports %s; the binding knows no HTTP", from, to))
			case isBelow(from, "extension/internal/godot"), from == "extension" && (to == "C" || to == binding+"/pkg/constant"):
			case isBelow(to, binding):
				wrong = append(wrong, fmt.Sprintf("%s imports %s; only extension knows the engine", from, to))
			case to == "C":
				wrong = append(wrong, from+" uses cgo; only extension may")
			}
		}
		if from != "extension" {
			continue
		}
		for _, dep := range p.Deps {
			if of, ok := strings.CutPrefix(dep, binding+"/pkg/"); ok {
				if first, _, _ := strings.Cut(of, "/"); slices.Contains(notOfBinding, first) {
					wrong = append(wrong, "extension links "+dep)
				}
			}
		}
	}
	return wrong
}
