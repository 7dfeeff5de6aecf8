// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A toy takes a message that ends at '.', and fails at '!'. Each upper-case letter is an event, the rest is data.
type toy struct {
	events []string
	data   string
	done   bool
	err    error
}

func newToy() Machine { return &toy{} }

func (m *toy) Feed(b []byte) (int, bool, error) {
	for i, c := range b {
		if m.done || m.err != nil {
			return i, m.done, m.err
		}
		switch {
		case c == '.':
			m.done = true
			return i + 1, true, nil
		case c == '!':
			m.err = errors.New("bang")
			return i, false, m.err
		case 'A' <= c && c <= 'Z':
			m.flush()
			m.events = append(m.events, string(rune(c)))
		default:
			m.data += string(rune(c))
		}
	}
	return len(b), m.done, m.err
}

func (m *toy) flush() {
	if m.data != "" {
		m.events = append(m.events, fmt.Sprintf("data %q", m.data))
		m.data = ""
	}
}

func (m *toy) Events() []string { m.flush(); return slices.Clone(m.events) }

func (m *toy) Close() error {
	if m.err == nil && !m.done {
		return errors.New("cut")
	}
	return m.err
}

func (m *toy) Class(err error) string {
	if err == m.err {
		return "bang"
	}
	return "truncated"
}

func TestRun(t *testing.T) {
	Run(t, Case{Wire: []byte("AabcB.rest"), Rest: 4, New: newToy, Events: []string{"A", `data "abc"`, "B", Done}})
	Run(t, Case{Wire: []byte("Ab!C."), New: newToy, Events: []string{"A", `data "b"`, "error bang"}})
	Run(t, Case{Wire: []byte("A"), New: newToy, Events: []string{"A", Truncated}})
}

func TestBeginning(t *testing.T) {
	want := []string{"A", `data "abc"`, "B"}
	for _, test := range []struct {
		got string
		ok  bool
	}{
		{"", true},
		{"A", true},
		{`A|data "a"`, true},
		{`A|data "abc"`, true},
		{`A|data "abc"|B`, true},
		{`A|data "a"|B`, false},
		{`A|data "x"`, false},
		{"B", false},
		{`A|data "abc"|B|C`, false},
	} {
		got := strings.Split(test.got, "|")
		if test.got == "" {
			got = nil
		}
		if ok := beginning(got, want); ok != test.ok {
			t.Errorf("%q: %t, want %t", test.got, ok, test.ok)
		}
	}
}

func TestUnescape(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{``, "\r\n"},
		{`a`, "a\r\n"},
		{`a\`, "a"},
		{`\`, ""},
		{`a\r\x00\xfF\t\n\\b\`, "a\r\x00\xff\t\n\\b"},
		{`\{3:a\n}b`, "a\na\na\nb\r\n"},
		{`\{0:a}\`, ""},
	} {
		got, err := unescape(test.line)
		if err != nil || string(got) != test.want {
			t.Errorf("%q: %q, %v; want %q", test.line, got, err, test.want)
		}
	}
	for _, line := range []string{"a ", "a\t", "\x01", `\x1`, `\xgg`, `\q`, `\{a:b}`, `\{3:b`, `\{3`, `a\\`} {
		if got, err := unescape(line); err == nil {
			t.Errorf("%q: %q, want an error", line, got)
		}
	}
}

func TestParseGoldens(t *testing.T) {
	const whole = "# Doc\n\n## One\n\n- rfc: 9112\n- method: HEAD\n\nProse.\n\n```wire\na\\\n- b\n```\n\n```events\ndone\n```\n"
	all, err := parseGoldens(whole, []string{"rfc", "method"})
	if err != nil || len(all) != 1 {
		t.Fatalf("%v, %v", all, err)
	}
	g := all[0]
	if g.Title != "One" || g.Line != 3 || g.Keys["method"] != "HEAD" || string(g.Wire) != "a- b\r\n" || !slices.Equal(g.Events, []string{Done}) {
		t.Fatalf("%+v", g)
	}
	for name, text := range map[string]string{
		"unknown key":     strings.Replace(whole, "method", "metod", 1),
		"unknown block":   strings.Replace(whole, "```wire", "```wires", 1),
		"no rfc":          strings.Replace(whole, "- rfc: 9112", "", 1),
		"no events":       whole[:strings.Index(whole, "```events")],
		"open block":      whole[:strings.Index(whole, "done\n")],
		"title twice":     whole + "\n" + whole,
		"unknown escape":  strings.Replace(whole, `a\`, `\a`, 1),
		"no case":         "# Doc\n",
		"block outside":   "```wire\n```\n",
		"key outside":     "- rfc: 9112\n",
		"two wire blocks": whole + "\n```wire\n```\n",
	} {
		if all, err := parseGoldens(text, []string{"rfc", "method"}); err == nil {
			t.Errorf("%s: %+v, want an error", name, all)
		}
	}
}
