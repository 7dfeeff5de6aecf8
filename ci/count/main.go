// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Count reads the output of `go test -json` on its standard input, prints what belongs to failures, and appends one line
// "passed failed skipped" to the file named by its argument. Tests and subtests count one each; so does a package that
// fails without a failed test, because it does not build or ends its process.
//
// Its exit code is 0 whatever the tests did: the counts tell.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// event is one line of `go test -json`, see `go doc test2json`.
type event struct {
	Action     string
	Package    string
	ImportPath string // build events
	Test       string
	Output     string
}

// tally is what a run came to.
type tally struct {
	passed, failed, skipped int
}

// key names a test, or a package where Test is empty, or a build where Package is.
type key struct {
	Package, Test string
}

// count writes the output of each failed test, package and build to w, in the order in which they failed. Lines that are
// not JSON go through as they are.
func count(r io.Reader, w io.Writer) (tally, error) {
	var sum tally
	said := map[key][]string{}
	failedIn := map[string]bool{}
	flush := func(k key) {
		for _, s := range said[k] {
			fmt.Fprint(w, s)
		}
		delete(said, k)
	}
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) != nil {
				w.Write(line)
			}
			k := key{e.Package, e.Test}
			switch e.Action {
			case "output":
				said[k] = append(said[k], e.Output)
			case "build-output":
				said[key{Test: e.ImportPath}] = append(said[key{Test: e.ImportPath}], e.Output)
			case "build-fail":
				flush(key{Test: e.ImportPath})
			case "pass":
				if e.Test != "" {
					sum.passed++
				}
				delete(said, k)
			case "skip":
				if e.Test != "" {
					sum.skipped++
				}
				delete(said, k)
			case "fail":
				if e.Test != "" {
					failedIn[e.Package] = true
					sum.failed++
				} else if !failedIn[e.Package] {
					sum.failed++
				}
				flush(k)
			}
		}
		if err == io.EOF {
			return sum, nil
		}
		if err != nil {
			return sum, err
		}
	}
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go test -json ... | count FILE")
		os.Exit(2)
	}
	sum, err := count(os.Stdin, os.Stdout)
	if err == nil {
		err = record(os.Args[1], sum)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "count:", err)
		os.Exit(1)
	}
}

// record appends sum to the file name.
func record(name string, sum tally) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	fmt.Fprintln(f, sum.passed, sum.failed, sum.skipped)
	return f.Close()
}
