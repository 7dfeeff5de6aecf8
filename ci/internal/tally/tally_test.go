// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package tally

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReadAddsWhatWasAppended(t *testing.T) {
	name := filepath.Join(t.TempDir(), "counts")
	if sum, err := Read(name); err != nil || sum != (Tally{}) {
		t.Errorf("a file that is not there: %v, %v", sum, err)
	}
	for _, one := range []Tally{{Passed: 3}, {Passed: 4, Failed: 1, Skipped: 2}} {
		if err := one.Append(name); err != nil {
			t.Fatal(err)
		}
	}
	sum, err := Read(name)
	if want := (Tally{Passed: 7, Failed: 1, Skipped: 2}); err != nil || sum != want {
		t.Errorf("read %+v, %v, want %+v", sum, err, want)
	}
	if got, want := sum.String(), "7 passed, 1 failed, 2 skipped"; got != want {
		t.Errorf("says %q, want %q", got, want)
	}
	if got, want := (Tally{Passed: 1}).String(), "1 passed, 0 failed"; got != want {
		t.Errorf("says %q, want %q", got, want)
	}
}

func TestReadRefusesWhatIsNoCount(t *testing.T) {
	for _, text := range []string{"1 2\n", "1 2 3 4\n", "one\n", "\n"} {
		name := filepath.Join(t.TempDir(), "counts")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if sum, err := Read(name); err == nil {
			t.Errorf("%q: %+v and no error", text, sum)
		}
	}
}
