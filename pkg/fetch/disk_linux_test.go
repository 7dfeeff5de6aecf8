// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"httpclientgo/pkg/reason"
)

// Files that cannot be opened, or not be written, have their numbers and reasons, and leave what was there; package
// sink has the disks themselves.
func TestDisks(t *testing.T) {
	long := strings.Repeat("hello", 100_000)
	p := serve(t, answers(func(asked) string { return ok(long, `ETag: "v"`) }))
	s := newSession(t)
	noWaits(s)
	dir := t.TempDir()
	full := filepath.Join(dir, "full")
	if err := os.Symlink("/dev/full", full+".part"); err != nil {
		t.Skip(err)
	}
	if err := os.WriteFile(full, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, path string
		result     Result
		code       int
		words      string
	}{
		{"full", full, DownloadFileWriteError, 200, "disk is full"},
		{"read-only", "/sys/kernel/no_such_file", DownloadFileCantOpen, 0, "may not be written"},
		{"below a file", "/dev/full/file", DownloadFileCantOpen, 0, "folder does not exist"},
		{"a folder", dir, DownloadFileCantOpen, 0, "is a directory"},
	}
	for _, test := range tests {
		for range 2 { // nothing is kept that would refuse the second one for another reason
			o := options()
			o.MaxRetries = 2
			before := len(p.requests())
			out := do(t, s, o, &Request{URL: p.url, Download: test.path})
			r := reason.Of(out.Err)
			if out.Result != test.result || out.code() != test.code || r.Word != reason.File || !strings.Contains(r.Message, test.words) {
				t.Errorf("%s: %d %d %q %q", test.name, out.Result, out.code(), r.Word, r.Message)
			}
			if asked := len(p.requests()) - before; asked != min(test.code, 1) || r.NothingSent != (asked == 0) {
				t.Errorf("%s: %d requests, NothingSent is %v", test.name, asked, r.NothingSent)
			}
		}
	}
	if text, err := os.ReadFile(full); string(text) != "old" {
		t.Errorf("%q, %v", text, err)
	}
}
