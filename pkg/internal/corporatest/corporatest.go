// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package corporatest finds the test vectors of other projects. They are too large to be ours: they lie in
// $SHARED_CORPORA or, without that, in the directory shared/corpora beside the repository, each with its source and its
// licence.
package corporatest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Read returns one file, by its path with slashes below the directory. Where it is absent, the test is skipped.
func Read(t testing.TB, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(path(file))
	if os.IsNotExist(err) {
		t.Skipf("no %s; set SHARED_CORPORA to the directory that has %s", path(file), file)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Unmarshal decodes one JSON file into v. Where it is absent, the test is skipped.
func Unmarshal(t testing.TB, file string, v any) {
	t.Helper()
	if err := json.Unmarshal(Read(t, file), v); err != nil {
		t.Fatal(err)
	}
}

func path(file string) string {
	dir := os.Getenv("SHARED_CORPORA")
	if dir == "" {
		_, self, _, _ := runtime.Caller(0)
		dir = filepath.Join(filepath.Dir(self), "..", "..", "..", "..", "shared", "corpora")
	}
	return filepath.Join(dir, filepath.FromSlash(file))
}
