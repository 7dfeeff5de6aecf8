// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Tools that are compiled for a check, from the module proxy.
const (
	staticcheck = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"
	govulncheck = "golang.org/x/vuln/cmd/govulncheck@v1.9.0"
	misspell    = "github.com/golangci/misspell/cmd/misspell@v0.8.0"
)

// What goes without cgo: everything but the boundary.
var plain = []string{"./pkg/...", "./ci/...", "go.uber.org/zap/..."}

func format(t *tree) ([]string, error) {
	out, err := t.command(nil, "gofmt", "-l", "extension", "pkg", "ci")
	return strings.Fields(out), err
}

func vet(t *tree) ([]string, error) {
	return nil, overBoth(t, "go", "vet")
}

func static(t *tree) ([]string, error) {
	err := overBoth(t, "go", "run", staticcheck)
	if err != nil {
		if why := unreached.FindString(err.Error()); why != "" {
			return nil, noTool(staticcheck, why)
		}
	}
	return nil, err
}

// noTool is for a tool that is compiled for a check and could not be downloaded.
func noTool(module, why string) error {
	return missing{"the tool could not be downloaded: " + why, "a module proxy (GOPROXY) with " + module}
}

// overBoth runs a command on the packages without cgo, and then on the boundary.
func overBoth(t *tree, command ...string) error {
	plainErr := quiet(t.command([]string{"CGO_ENABLED=0"}, command[0], slices.Concat(command[1:], plain)...))
	flags, err := cgoFlags(t)
	if err != nil {
		return err
	}
	return errors.Join(plainErr, quiet(t.command(flags, command[0], slices.Concat(command[1:], []string{"./extension/..."})...)))
}

// quiet is the error of a command whose words do not matter when it ends well.
func quiet(_ string, err error) error { return err }

// cgoFlags returns the environment in which ./extension compiles.
func cgoFlags(t *tree) ([]string, error) {
	flags, err := t.command(nil, "scripts/build.sh", "--print-cflags")
	return []string{"CGO_CFLAGS=" + strings.TrimSpace(flags)}, err
}

func modules(t *tree) ([]string, error) {
	return nil, quiet(t.command(nil, "go", "mod", "tidy", "-diff"))
}

// A linter's word that it found nothing out, because a server was not reached.
var unreached = regexp.MustCompile(`fetching vulnerabilities: .*|dial tcp.*|module lookup disabled.*`)

// vulnerabilities asks for known faults in what is linked. Their list is not in the module proxy but on a server of its
// own.
func vulnerabilities(t *tree) ([]string, error) {
	flags, err := cgoFlags(t)
	if err != nil {
		return nil, err
	}
	out, err := t.command(flags, "go", "run", govulncheck, "./...")
	if why := unreached.FindString(out); err != nil && why != "" {
		return nil, missing{"the list of known faults could not be read: " + why, "a way to the server of " + govulncheck}
	}
	return nil, err
}

// spelling knows misspellings only, so that names and terms need no list of their own.
func spelling(t *tree) ([]string, error) {
	names := t.matching("*.md", "*.xml", "*.go", "*.gd", "*.c", "*.h", "*.sh", "*.tscn", "*.svg", "Makefile")
	names = slices.DeleteFunc(names, func(name string) bool { return strings.Contains(name, "/testdata/") })
	out, err := t.command(nil, "go", append([]string{"run", misspell, "-error"}, names...)...)
	if why := unreached.FindString(out); err != nil && why != "" {
		return nil, noTool(misspell, why)
	}
	return nil, err
}

func shell(t *tree) ([]string, error) {
	if _, err := exec.LookPath("shellcheck"); err != nil {
		return nil, missing{"there is no shellcheck", "Debian's package shellcheck (apt-get install shellcheck)"}
	}
	return nil, quiet(t.command(nil, "shellcheck", append([]string{"-x"}, t.matching("*.sh", ".ci/run")...)...))
}

var noLibrary = missing{"no library is staged", "make build, which needs Debian's packages gcc and libc6-dev"}

func hasLibrary(t *tree) bool {
	staged, _ := filepath.Glob(filepath.Join(t.root, "demo_project/addons/http_client_go/bin/lib*"))
	return len(staged) > 0
}

func symbols(t *tree) ([]string, error) {
	if !hasLibrary(t) {
		return nil, noLibrary
	}
	return nil, quiet(t.command(nil, "go", "run", "./ci/exports"))
}

// gdscript compiles each script with warnings as errors. Nothing is downloaded for it.
func gdscript(t *tree) ([]string, error) {
	if !hasLibrary(t) {
		return nil, noLibrary
	}
	if out, err := t.command(nil, "scripts/find_godot.sh", "--no-fetch"); err != nil {
		if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == 3 {
			return nil, missing{"there is no Godot", "make godot, which fetches Debian's package godot; or Godot 4.4 or newer in $GODOT"}
		}
		return strings.Split(strings.TrimSpace(out), "\n"), err
	}
	return nil, quiet(t.command(nil, "scripts/test_editor.sh", "--only=scripts"))
}
