// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A Golden is one case out of a document.
type Golden struct {
	File   string            // name of the document
	Line   int               // of the title in it, from 1
	Title  string            // unique in its document
	Keys   map[string]string // what the list under the title says
	Wire   []byte
	Events []string
}

// Goldens returns the cases of all documents dir/*.md. Anything in them that is not understood fails the test, as
// does a key that is not among keys; each case must have the key "rfc".
//
// A document is Markdown. A case begins with a second-level title, and has a list of keys, prose as it likes, and two
// blocks:
//
//	## Size with an extension
//
//	- rfc: 9112 Section 7.1.1
//
//	```wire
//	5;a=b
//	hello
//	```
//
//	```events
//	data "hello"
//	```
//
// A line of the wire ends in CR LF, or in nothing if a backslash is its last character. Otherwise a backslash begins
// \r, \n, \t, \\, \xHH with two hexadecimal digits, or \{N:text}, which is text N times. Control characters and
// spaces at the end of a line must be written this way.
func Goldens(t testing.TB, dir string, keys ...string) []Golden {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents in %s: %v", dir, err)
	}
	var all []Golden
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := parseGoldens(string(text), append(keys, "rfc"))
		if err != nil {
			t.Fatalf("%s:%v", file, err)
		}
		for i := range cases {
			cases[i].File = filepath.Base(file)
		}
		all = append(all, cases...)
	}
	return all
}

// parseGoldens parses one document. Errors begin with the number of the line.
func parseGoldens(text string, keys []string) ([]Golden, error) {
	var all []Golden
	titles := map[string]bool{}
	block := "" // the kind of block we are in
	blocks := map[string]bool{}
	complete := func() bool {
		return len(all) == 0 || blocks["wire"] && blocks["events"] && all[len(all)-1].Keys["rfc"] != ""
	}
	for i, line := range strings.Split(text, "\n") {
		fail := func(format string, args ...any) error {
			return fmt.Errorf("%d: %s", i+1, fmt.Sprintf(format, args...))
		}
		title, isTitle := strings.CutPrefix(line, "## ")
		kind, isFence := strings.CutPrefix(line, "```")
		switch {
		case isFence && block != "":
			block = ""
		case block == "wire":
			wire, err := unescape(line)
			if err != nil {
				return nil, fail("%v", err)
			}
			all[len(all)-1].Wire = append(all[len(all)-1].Wire, wire...)
		case block == "events":
			all[len(all)-1].Events = append(all[len(all)-1].Events, line)
		case isTitle:
			if !complete() {
				return nil, fail("the case before has not all of rfc, wire and events")
			}
			if titles[title] {
				return nil, fail("title %q twice", title)
			}
			titles[title] = true
			all = append(all, Golden{Line: i + 1, Title: title, Keys: map[string]string{}})
			clear(blocks)
		case isFence:
			if len(all) == 0 || kind != "wire" && kind != "events" || blocks[kind] {
				return nil, fail("block %q", kind)
			}
			block, blocks[kind] = kind, true
		case strings.HasPrefix(line, "- "):
			key, value, ok := strings.Cut(line[2:], ": ")
			if len(all) == 0 || !ok || !slices.Contains(keys, key) {
				return nil, fail("unknown key in %q", line)
			}
			all[len(all)-1].Keys[key] = value
		}
	}
	if block != "" || !complete() || len(all) == 0 {
		return nil, fmt.Errorf("0: the document ends inside a case, or has none")
	}
	return all, nil
}

// unescape returns the bytes of one line of a wire block.
func unescape(line string) ([]byte, error) {
	line, open := strings.CutSuffix(line, `\`)
	if open && strings.HasSuffix(line, `\`) {
		return nil, fmt.Errorf(`write \\ at the end of a line as \x5c`)
	}
	var out []byte
	for i := 0; i < len(line); {
		if line[i] < ' ' || line[i] == ' ' && i == len(line)-1 {
			return nil, fmt.Errorf("bare byte %q in %q", line[i], line)
		}
		if line[i] != '\\' {
			out = append(out, line[i])
			i++
			continue
		}
		rest := line[i+1:]
		switch {
		case strings.HasPrefix(rest, "x") && len(rest) >= 3:
			c, err := strconv.ParseUint(rest[1:3], 16, 8)
			if err != nil {
				return nil, err
			}
			out = append(out, byte(c))
			i += 4
		case strings.HasPrefix(rest, "{"):
			count, text, _ := strings.Cut(rest[1:], ":")
			text, _, ok := strings.Cut(text, "}")
			n, err := strconv.Atoi(count)
			if err != nil || !ok {
				return nil, fmt.Errorf("bad repetition in %q", line)
			}
			// The backslash keeps the CR LF of the line away.
			piece, err := unescape(text + `\`)
			if err != nil {
				return nil, err
			}
			for range n {
				out = append(out, piece...)
			}
			i += len(`\{`) + len(count) + len(":") + len(text) + len("}")
		default:
			at := strings.IndexByte(`rnt\`, (rest + " ")[0])
			if at < 0 {
				return nil, fmt.Errorf("unknown escape in %q", line)
			}
			out = append(out, "\r\n\t\\"[at])
			i += 2
		}
	}
	if !open {
		out = append(out, "\r\n"...)
	}
	return out, nil
}
