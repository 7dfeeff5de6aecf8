// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"httpclientgo/pkg/sink"
)

func TestFiles(t *testing.T) {
	finish := func(t *testing.T, f *sink.File) {
		if err := f.Finish(); err != nil {
			t.Error(err)
		}
	}
	keep := func(_ *testing.T, f *sink.File) { f.Keep() }
	drop := func(_ *testing.T, f *sink.File) { f.Drop() }
	tests := []struct {
		name         string
		mode         sink.Mode
		before       files
		end          func(*testing.T, *sink.File)
		during, then files
	}{
		{"replace", sink.Replace, files{"f": "old"}, finish, files{"f": "old", "f.download": "new"}, files{"f": "new"}},
		{"replace nothing", sink.Replace, files{}, finish, files{"f.download": "new"}, files{"f": "new"}},
		{"replace and drop", sink.Replace, files{"f": "old"}, drop, files{"f": "old", "f.download": "new"}, files{"f": "old"}},
		{"replace and keep", sink.Replace, files{"f": "old"}, keep, files{"f": "old", "f.download": "new"}, files{"f": "old"}},
		{"what a crash left", sink.Replace, files{"f.download": "longer than new"}, finish, files{"f.download": "new"}, files{"f": "new"}},
		{"overwrite", sink.Overwrite, files{"f": "older"}, finish, files{"f": "new"}, files{"f": "new"}},
		{"overwrite and keep", sink.Overwrite, files{"f": "older"}, keep, files{"f": "new"}, files{"f": "new"}},
		{"append", sink.Append, files{"f": "old"}, finish, files{"f": "oldnew"}, files{"f": "oldnew"}},
		{"append to nothing", sink.Append, files{}, finish, files{"f": "new"}, files{"f": "new"}},
		{"append and keep", sink.Append, files{"f": "old"}, keep, files{"f": "oldnew"}, files{"f": "oldnew"}},
		{"append and drop", sink.Append, files{"f": "old"}, drop, files{"f": "oldnew"}, files{"f": "old"}},
		{"append to nothing and drop", sink.Append, files{}, drop, files{"f": "new"}, files{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			put(t, folder, test.before)
			path := filepath.Join(folder, "f")
			f, err := sink.OpenFile(path, test.mode)
			if err != nil {
				t.Fatal(err)
			}
			if want := int64(len(test.before["f"])); test.mode == sink.Append && f.Size() != want {
				t.Errorf("Size is %d, want %d", f.Size(), want)
			}
			if _, err := sink.OpenFile(path, test.mode); kindOf(t, err) != sink.KindInUse {
				t.Errorf("a second one: %v", err)
			}
			if n, err := f.Write([]byte("new")); n != 3 || err != nil {
				t.Errorf("Write: %d, %v", n, err)
			}
			expect(t, folder, test.during)
			test.end(t, f)
			expect(t, folder, test.then)
			again, err := sink.OpenFile(path, sink.Replace)
			if err != nil {
				t.Fatalf("behind the end: %v", err)
			}
			again.Drop()
		})
	}
}

// TestFileThatAnotherHasOpen: Windows renames nothing over a file that is open, and does not say so.
func TestFileThatAnotherHasOpen(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, files{"f": "old"})
	path := filepath.Join(folder, "f")
	other, err := os.Open(path)
	must(t, err)
	defer other.Close()
	f, err := sink.OpenFile(path, sink.Replace)
	must(t, err)
	f.Write([]byte("new"))
	want, kind := files{"f": "new"}, sink.Kind(0)
	if runtime.GOOS == "windows" {
		want, kind = files{"f": "old"}, sink.KindInUse
	}
	if err := f.Finish(); kindOf(t, err) != kind {
		t.Errorf("%v", err)
	}
	expect(t, folder, want)
	p := open(t, path)
	must(t, p.Begin(0, ""))
	write(t, p, "part")
	if err := p.Finish(); kindOf(t, err) != kind {
		t.Errorf("a part: %v", err)
	}
	p.Close()
}

// link reports whether name is a symbolic link to target now. There are systems that say so and make none.
func link(target, name string) bool {
	if os.Symlink(target, name) != nil {
		return false
	}
	info, err := os.Lstat(name)
	return err == nil && info.Mode()&os.ModeSymlink != 0
}

func TestFilesThatCannotBeOpened(t *testing.T) {
	folder := t.TempDir()
	for path, want := range map[string]sink.Kind{
		filepath.Join(folder, "no", "f"): sink.KindFolder,
		folder:                           sink.KindDirectory,
	} {
		for _, mode := range []sink.Mode{sink.Replace, sink.Overwrite, sink.Append} {
			if _, err := sink.OpenFile(path, mode); kindOf(t, err) != want {
				t.Errorf("%s: %v, want kind %d", path, err, want)
			}
		}
	}
	expect(t, folder, files{})
}

// TestLinkedFile: what has another name elsewhere keeps it.
func TestLinkedFile(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, files{"real": "old"})
	path := filepath.Join(folder, "link")
	if !link("real", path) {
		t.Skip("this system makes no symbolic links, or not for this user")
	}
	f, err := sink.OpenFile(path, sink.Replace)
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte("new"))
	if err := f.Finish(); err != nil {
		t.Error(err)
	}
	expect(t, folder, files{"real": "new", "link": "new"})
	if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
}
