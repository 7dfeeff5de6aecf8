// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
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

func TestUnpackRestoresAFolder(t *testing.T) {
	from, to, name := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "a.zip")
	want := fstest.MapFS{"addons/a/lib.so": {Data: []byte("\x7fELF"), Mode: 0o755}}
	if err := os.CopyFS(from, want); err != nil {
		t.Fatal(err)
	}
	if err := pack(name, from); err != nil {
		t.Fatal(err)
	}
	if err := unpack(name, to); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(to, "addons/a/lib.so")
	got, err := os.ReadFile(path)
	if err != nil || string(got) != "\x7fELF" {
		t.Errorf("unpacked %q, %v", got, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o100 == 0 {
		t.Errorf("the executable bit is lost: %v, %v", info, err)
	}
	if unpack(name, to) == nil {
		t.Error("a file was replaced")
	}
}
