// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package tally counts tests. A program or script that runs some appends one line "passed failed skipped" to the file
// that its flag -counts names; whoever started it adds the lines up.
package tally

import (
	"fmt"
	"os"
	"strings"
)

// A Tally is what a run came to.
type Tally struct {
	Passed, Failed, Skipped int
}

// Add adds other to t.
func (t *Tally) Add(other Tally) {
	t.Passed += other.Passed
	t.Failed += other.Failed
	t.Skipped += other.Skipped
}

// String returns "N passed, N failed", and ", N skipped" if something was.
func (t Tally) String() string {
	s := fmt.Sprintf("%d passed, %d failed", t.Passed, t.Failed)
	if t.Skipped > 0 {
		s += fmt.Sprintf(", %d skipped", t.Skipped)
	}
	return s
}

// Append adds a line for t to the file name, which it makes if there is none.
func (t Tally) Append(name string) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(f, t.Passed, t.Failed, t.Skipped); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// Read adds up the lines of the file name. A file that is not there is one without lines.
func Read(name string) (Tally, error) {
	var sum Tally
	data, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return sum, nil
	}
	if err != nil {
		return sum, err
	}
	for line := range strings.Lines(string(data)) {
		var t Tally
		if _, err := fmt.Sscanln(line, &t.Passed, &t.Failed, &t.Skipped); err != nil {
			return sum, fmt.Errorf("%s: %q is not \"passed failed skipped\"", name, strings.TrimSpace(line))
		}
		sum.Add(t)
	}
	return sum, nil
}
