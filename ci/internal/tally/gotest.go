// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package tally

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// event is one line of `go test -json`, see `go doc test2json`.
type event struct {
	Action     string
	Package    string
	ImportPath string // build events
	Test       string
	Output     string
}

// key names a test, or a package where Test is empty, or a build where Package is.
type key struct {
	Package, Test string
}

// GoTest counts the tests in the output of `go test -json`: tests and subtests are one each, and so is a package that
// fails without a failed test, because it does not build or ends its process. The output of each failed test, package
// and build goes to w, in the order in which they failed; lines that are not JSON go through as they are.
func GoTest(r io.Reader, w io.Writer) (Tally, error) {
	var sum Tally
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
					sum.Passed++
				}
				delete(said, k)
			case "skip":
				if e.Test != "" {
					sum.Skipped++
				}
				delete(said, k)
			case "fail":
				if e.Test != "" {
					failedIn[e.Package] = true
					sum.Failed++
				} else if !failedIn[e.Package] {
					sum.Failed++
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
