// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Check says what can be said about the sources without running them. It prints what is wrong, and in the end how many
// checks passed.
//
//	go run ./ci/check [-fast] [-release] [-counts FILE] [NAME...]
//	go run ./ci/check -write-licences
//
// NAME is a check's; without one all are made.
//
//	-fast            leave out what needs a staged library, a Godot, or a tool that is compiled first
//	-release         VERSION must be that of a release
//	-counts FILE     append "passed failed skipped" to FILE instead of printing it
//	-write-licences  make THIRD_PARTY.md anew from the modules' own licence files
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"httpclientgo/ci/internal/tally"
)

// A check returns a line for each thing that is wrong. A line that begins with "warning: " is only shown.
type check struct {
	name string
	slow bool // left out by -fast
	run  func(*tree) ([]string, error)
}

var checks = []check{
	{name: "format", run: format},
	{name: "vet", run: vet},
	{name: "modules", run: modules},
	{name: "toolchain", run: toolchain},
	{name: "layers", run: layers},
	{name: "interface", run: engineInterface},
	{name: "third-party", run: thirdParty},
	{name: "licence-heads", run: licenceHeads},
	{name: "lengths", run: lengths},
	{name: "portable", run: portable},
	{name: "promises", run: promises},
	{name: "named-tests", run: namedTests},
	{name: "version", run: version},
	{name: "shellcheck", run: shell},
	{name: "symbols", slow: true, run: symbols},
	{name: "gdscript", slow: true, run: gdscript},
	{name: "staticcheck", slow: true, run: static},
	{name: "vulnerabilities", slow: true, run: vulnerabilities},
	{name: "spelling", slow: true, run: spelling},
}

// A missing says what a check needs and this machine has not, and how to get that: the package, where there is one. The
// check counts as skipped.
type missing struct{ what, wanted string }

func (m missing) Error() string { return m.what + ". Wanted: " + m.wanted }

func main() {
	fast := flag.Bool("fast", false, "leave out what needs a staged library, a Godot, or a tool that is compiled first")
	release := flag.Bool("release", false, "VERSION must be that of a release")
	counts := flag.String("counts", "", "append \"passed failed skipped\" to this `file`")
	write := flag.Bool("write-licences", false, "make THIRD_PARTY.md anew")
	flag.Parse()
	t, err := openTree(".")
	if err != nil {
		fail(2, err)
	}
	t.release = *release
	if *write {
		if err := writeThirdParty(t); err != nil {
			fail(1, err)
		}
		return
	}
	chosen, err := choose(flag.Args(), *fast)
	if err != nil {
		fail(2, err)
	}
	sum := run(t, chosen, os.Stdout)
	if *counts == "" {
		fmt.Printf("%d checks passed, %d failed, %d skipped\n", sum.Passed, sum.Failed, sum.Skipped)
	} else if err := sum.Append(*counts); err != nil {
		fail(1, err)
	}
	if sum.Failed > 0 {
		os.Exit(1)
	}
}

func fail(code int, err error) {
	fmt.Fprintln(os.Stderr, "check:", err)
	os.Exit(code)
}

// choose returns the checks of those names, in their usual order.
func choose(names []string, fast bool) ([]check, error) {
	for _, name := range names {
		if !slices.ContainsFunc(checks, func(c check) bool { return c.name == name }) {
			return nil, fmt.Errorf("there is no check %q", name)
		}
	}
	var chosen []check
	for _, c := range checks {
		if len(names) == 0 && !(fast && c.slow) || slices.Contains(names, c.name) {
			chosen = append(chosen, c)
		}
	}
	return chosen, nil
}

func run(t *tree, chosen []check, w io.Writer) tally.Tally {
	var sum tally.Tally
	for _, c := range chosen {
		lines, err := c.run(t)
		wrong := slices.ContainsFunc(lines, func(l string) bool { return !strings.HasPrefix(l, "warning: ") })
		var needs missing
		switch {
		case errors.As(err, &needs):
			sum.Skipped++
			fmt.Fprintf(w, "check %s: skipped: %v\n", c.name, needs)
		case err != nil || wrong:
			sum.Failed++
			fmt.Fprintf(w, "check %s: FAILED\n", c.name)
			if err != nil {
				fmt.Fprintln(w, err)
			}
		default:
			sum.Passed++
		}
		for _, line := range lines {
			fmt.Fprintln(w, line)
		}
	}
	return sum
}
