// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Count reads the output of `go test -json` on its standard input, prints what belongs to failures, and appends one
// line "passed failed skipped" to the file named by its argument. Its exit code is 0 whatever the tests did: the counts
// tell.
package main

import (
	"fmt"
	"os"

	"httpclientgo/ci/internal/tally"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go test -json ... | count FILE")
		os.Exit(2)
	}
	sum, err := tally.GoTest(os.Stdin, os.Stdout)
	if err == nil {
		err = sum.Append(os.Args[1])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "count:", err)
		os.Exit(1)
	}
}
