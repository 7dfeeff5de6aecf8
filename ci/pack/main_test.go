// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"archive/zip"
	"bytes"
	"testing"
	"testing/fstest"
	"time"
)

func TestWriteIgnoresTimes(t *testing.T) {
	archive := func(at time.Time) []byte {
		var out bytes.Buffer
		err := write(&out, fstest.MapFS{
			"addons/a/bin/lib.so": {Data: []byte("\x7fELF"), Mode: 0o755, ModTime: at},
			"addons/a/LICENSE":    {Data: []byte("MIT"), Mode: 0o600, ModTime: at},
		})
		if err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	first, second := archive(time.Unix(1e9, 0)), archive(time.Unix(2e9, 0))
	if !bytes.Equal(first, second) {
		t.Error("the archive depends on the files' times")
	}

	r, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"addons/a/LICENSE -rw-r--r--", "addons/a/bin/lib.so -rwxr-xr-x"}
	if len(r.File) != len(want) {
		t.Fatalf("%d entries, want %d", len(r.File), len(want))
	}
	for i, f := range r.File {
		if got := f.Name + " " + f.Mode().String(); got != want[i] {
			t.Errorf("entry %d: %s, want %s", i, got, want[i])
		}
	}
}
