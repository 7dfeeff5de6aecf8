// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package sink_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"httpclientgo/pkg/sink"
)

// files are the files of a folder, by name.
type files map[string]string

func put(t *testing.T, folder string, f files) {
	t.Helper()
	for name, text := range f {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func expect(t *testing.T, folder string, want files) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	got := files{}
	for _, e := range entries {
		text, _ := os.ReadFile(filepath.Join(folder, e.Name()))
		got[e.Name()] = string(text)
	}
	if !maps.Equal(got, want) {
		t.Errorf("the folder has %q, want %q", got, want)
	}
}

func kindOf(t *testing.T, err error) sink.Kind {
	t.Helper()
	var e *sink.Error
	if err != nil && !errors.As(err, &e) {
		t.Fatalf("%T %v is no *sink.Error", err, err)
	}
	if e == nil {
		return 0
	}
	return e.Kind
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, path string) *sink.Part {
	t.Helper()
	p, err := sink.OpenPart(path)
	must(t, err)
	t.Cleanup(p.Close)
	return p
}

func write(t *testing.T, p *sink.Part, texts ...string) {
	t.Helper()
	for _, text := range texts {
		n, err := p.Write([]byte(text))
		if must(t, err); n != len(text) {
			t.Fatalf("Write took %d of %d bytes", n, len(text))
		}
	}
}

func TestPart(t *testing.T) {
	tests := []struct {
		name   string
		before files
		size   int64 // of Have
		valid  string
		do     func(p *sink.Part)
		after  files
	}{
		{"whole", nil, 0, "", func(p *sink.Part) {
			must(t, p.Begin(0, `"v1"`))
			write(t, p, "abc", "", "def")
			must(t, p.Finish())
		}, files{"f": "abcdef"}},
		{"whole, in place of another", files{"f": "an older and longer one"}, 0, "", func(p *sink.Part) {
			must(t, p.Begin(0, ""))
			write(t, p, "new")
			must(t, p.Finish())
		}, files{"f": "new"}},
		{"whole and empty", nil, 0, "", func(p *sink.Part) {
			must(t, p.Begin(0, `"v1"`))
			must(t, p.Finish())
		}, files{"f": ""}},
		{"not whole", files{"f": "old"}, 0, "", func(p *sink.Part) {
			must(t, p.Begin(0, `"v1"`))
			write(t, p, "abc")
		}, files{"f": "old", "f.part": "abc", "f.part.etag": "\"v1\"\n"}},
		{"not whole, without a validator", nil, 0, "", func(p *sink.Part) {
			must(t, p.Begin(0, ""))
			write(t, p, "abc")
		}, files{"f.part": "abc"}},
		{"not whole, with a validator that is no field value", nil, 0, "", func(p *sink.Part) {
			must(t, p.Begin(0, "a\r\nb: c"))
			write(t, p, "abc")
		}, files{"f.part": "abc"}},
		{"not whole, with a validator of 1025 bytes", nil, 0, "", func(p *sink.Part) {
			must(t, p.Begin(0, strings.Repeat("v", 1025)))
			write(t, p, "abc")
		}, files{"f.part": "abc"}},
		{"nothing begun", files{"f": "old"}, 0, "", func(*sink.Part) {}, files{"f": "old"}},
		{"nothing begun, with a part", files{"f.part": "abc", "f.part.etag": `"v1"`}, 3, `"v1"`, func(*sink.Part) {},
			files{"f.part": "abc", "f.part.etag": `"v1"`}},

		{"resumed", files{"f.part": "abc", "f.part.etag": "\"v1\"\n"}, 3, `"v1"`, func(p *sink.Part) {
			must(t, p.Begin(3, `"v1"`))
			write(t, p, "def")
			must(t, p.Finish())
		}, files{"f": "abcdef"}},
		{"resumed, and cut again", files{"f.part": "abc", "f.part.etag": "Mon, 02 Nov 2026 08:00:00 GMT"}, 3,
			"Mon, 02 Nov 2026 08:00:00 GMT", func(p *sink.Part) {
				must(t, p.Begin(3, ""))
				write(t, p, "def")
			}, files{"f.part": "abcdef", "f.part.etag": "Mon, 02 Nov 2026 08:00:00 GMT"}},
		{"resumed at less", files{"f.part": "abc", "f.part.etag": `"v1"`}, 3, `"v1"`, func(p *sink.Part) {
			must(t, p.Begin(1, `"v1"`))
			write(t, p, "x")
			must(t, p.Finish())
		}, files{"f": "ax"}},
		{"another answer than the part is of", files{"f.part": "abcdef", "f.part.etag": `"v1"`}, 6, `"v1"`, func(p *sink.Part) {
			must(t, p.Begin(0, `"v2"`))
			write(t, p, "xy")
		}, files{"f.part": "xy", "f.part.etag": "\"v2\"\n"}},
		{"another answer, without a validator", files{"f.part": "abcdef", "f.part.etag": `"v1"`}, 6, `"v1"`, func(p *sink.Part) {
			must(t, p.Begin(0, ""))
			write(t, p, "xy")
		}, files{"f.part": "xy"}},
		{"begun twice", nil, 0, "", func(p *sink.Part) {
			must(t, p.Begin(0, `"v1"`))
			write(t, p, "abcdef")
			must(t, p.Begin(0, `"v2"`))
			write(t, p, "xy")
			must(t, p.Finish())
		}, files{"f": "xy"}},
		{"416: what is there is whole", files{"f.part": "abc", "f.part.etag": `"v1"`}, 3, `"v1"`, func(p *sink.Part) {
			must(t, p.Finish())
		}, files{"f": "abc"}},

		{"a part without a validator", files{"f.part": "abc"}, 0, "", func(*sink.Part) {}, files{"f.part": "abc"}},
		{"a validator without a part", files{"f.part.etag": `"v1"`}, 0, "", func(*sink.Part) {}, files{"f.part.etag": `"v1"`}},
		{"an empty part", files{"f.part": "", "f.part.etag": `"v1"`}, 0, "", func(*sink.Part) {},
			files{"f.part": "", "f.part.etag": `"v1"`}},
		{"an empty validator", files{"f.part": "abc", "f.part.etag": "\n"}, 0, "", func(*sink.Part) {},
			files{"f.part": "abc", "f.part.etag": "\n"}},
		{"a validator of two lines", files{"f.part": "abc", "f.part.etag": "\"v1\"\r\nCookie: a"}, 0, "", func(*sink.Part) {},
			files{"f.part": "abc", "f.part.etag": "\"v1\"\r\nCookie: a"}},
		{"a validator of 2 KiB", files{"f.part": "abc", "f.part.etag": strings.Repeat("v", 2048)}, 0, "", func(*sink.Part) {},
			files{"f.part": "abc", "f.part.etag": strings.Repeat("v", 2048)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			put(t, folder, test.before)
			p := open(t, filepath.Join(folder, "f"))
			if size, validator := p.Have(); size != test.size || validator != test.valid {
				t.Errorf("have %d bytes of %q, want %d of %q", size, validator, test.size, test.valid)
			}
			test.do(p)
			p.Close()
			p.Close()
			expect(t, folder, test.after)
		})
	}
}

func TestPartRefused(t *testing.T) {
	folder := t.TempDir()
	must(t, os.Mkdir(filepath.Join(folder, "folder"), 0o777))
	must(t, os.Mkdir(filepath.Join(folder, "g.part"), 0o777))
	put(t, folder, files{"file": ""})
	tests := []struct {
		path, at string
		kind     sink.Kind
	}{
		{"missing/f", "missing", sink.KindFolder},
		{"missing/too/f", "missing/too", sink.KindFolder},
		{"file/f", "file", sink.KindFolder},
		{"folder", "folder", sink.KindDirectory},
		{"folder/", "folder", sink.KindDirectory},
		{"g", "g.part", sink.KindDirectory},
		{strings.Repeat("n", 300), strings.Repeat("n", 300) + ".part", sink.KindOpen},
		{"a\x00b", "a\x00b.part", sink.KindOpen},
	}
	for _, test := range tests {
		for range 2 { // a refusal leaves nothing in use
			_, err := sink.OpenPart(filepath.Join(folder, test.path))
			var e *sink.Error
			if errors.As(err, &e); kindOf(t, err) != test.kind || e.Path != filepath.Join(folder, test.at) {
				t.Errorf("%.20q: %v", test.path, err)
			}
		}
	}
	expect(t, folder, files{"file": "", "folder": "", "g.part": ""})
}

func TestPartInUse(t *testing.T) {
	folder := t.TempDir()
	must(t, os.Mkdir(filepath.Join(folder, "sub"), 0o777))
	path := filepath.Join(folder, "sub", "f")
	names := []string{path, filepath.Join(folder, "sub") + "/./f", filepath.Join(folder, "sub") + "/../sub//f"}
	if link(filepath.Join(folder, "sub"), filepath.Join(folder, "link")) {
		names = append(names, filepath.Join(folder, "link", "f"))
	}
	p := open(t, path)
	must(t, p.Begin(0, `"v1"`))
	write(t, p, "abc")
	for _, name := range names {
		if _, err := sink.OpenPart(name); kindOf(t, err) != sink.KindInUse {
			t.Errorf("%q: %v", name, err)
		}
	}
	open(t, path+"2")
	must(t, p.Finish())
	if _, err := sink.OpenPart(path); kindOf(t, err) != sink.KindInUse {
		t.Errorf("before Close: %v", err)
	}
	p.Close()
	second := open(t, names[len(names)-1])
	p.Close() // again: it is not its any more
	if _, err := sink.OpenPart(path); kindOf(t, err) != sink.KindInUse {
		t.Errorf("the second one: %v", err)
	}
	second.Close()
	expect(t, filepath.Join(folder, "sub"), files{"f": "abc", "f2.part": ""})
}

// TestPartRelative: a path is what it was when the download began.
func TestPartRelative(t *testing.T) {
	folder, elsewhere := t.TempDir(), t.TempDir()
	t.Chdir(folder)
	p := open(t, "f")
	t.Chdir(elsewhere)
	must(t, p.Begin(0, `"v1"`))
	write(t, p, "abc")
	must(t, p.Finish())
	p.Close()
	expect(t, folder, files{"f": "abc"})
	expect(t, elsewhere, files{})
}

func TestPartMisused(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, files{"f.part": "abc", "f.part.etag": `"v1"`})
	p := open(t, filepath.Join(folder, "f"))
	for _, offset := range []int64{4, -1, 1 << 62} {
		if err := p.Begin(offset, ""); kindOf(t, err) != sink.KindWrite || !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("Begin(%d): %v", offset, err)
		}
	}
	p.Close()
	if _, err := p.Write([]byte("x")); kindOf(t, err) != sink.KindWrite {
		t.Errorf("Write behind Close: %v", err)
	}
	if err := p.Begin(0, ""); kindOf(t, err) != sink.KindWrite {
		t.Errorf("Begin behind Close: %v", err)
	}
	if err := p.Finish(); kindOf(t, err) != sink.KindWrite {
		t.Errorf("Finish behind Close: %v", err)
	}
	expect(t, folder, files{"f.part": "abc", "f.part.etag": `"v1"`})
}

// TestPartRename: what cannot get its name stays as it came.
func TestPartRename(t *testing.T) {
	folder := t.TempDir()
	p := open(t, filepath.Join(folder, "f"))
	must(t, p.Begin(0, `"v1"`))
	write(t, p, "abc")
	must(t, os.Mkdir(filepath.Join(folder, "f"), 0o777))
	if err := p.Finish(); kindOf(t, err) != sink.KindRename {
		t.Errorf("%v", err)
	}
	p.Close()
	expect(t, folder, files{"f": "", "f.part": "abc", "f.part.etag": "\"v1\"\n"})
}

// TestPartLarge: offsets beyond 32 bits.
func TestPartLarge(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "f")
	put(t, folder, files{"f.part.etag": `"v1"`})
	const size = 5 << 30
	file, err := os.Create(path + ".part")
	must(t, err)
	must(t, file.Truncate(size)) // takes no room
	must(t, file.Close())
	p := open(t, path)
	if have, _ := p.Have(); have != size {
		t.Errorf("have %d", have)
	}
	must(t, p.Begin(size, ""))
	write(t, p, "end")
	must(t, p.Finish())
	p.Close()
	if info, err := os.Stat(path); err != nil || info.Size() != size+3 {
		t.Errorf("%v, %v", info, err)
	}
}

// TestErrorText: words of ours and the path, and nothing that a system said.
func TestErrorText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "no", "f")
	_, err := sink.OpenPart(path)
	if want := "the folder does not exist: " + filepath.Dir(path); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error("does not unwrap")
	}
	seen := []string{(&sink.Error{}).Error(), (&sink.Error{Kind: 99}).Error()}
	if seen[0] != "?: " || seen[1] != "?: " {
		t.Errorf("%q", seen)
	}
	for kind := sink.KindOpen; kind <= sink.KindRename; kind++ {
		text := (&sink.Error{Kind: kind}).Error()
		if slices.Contains(seen, text) {
			t.Errorf("%q is said twice", text)
		}
		seen = append(seen, text)
	}
}
