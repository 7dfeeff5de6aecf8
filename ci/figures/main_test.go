// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sample = `{"version":"V 1","godot":"4","cores":2,"processor":"P","system":"S","rounds":5,"rows":[
{"key":"a","label":"load","unit":"GB/s","engine":2.78,"ours":5.456,"ratio":1.96,"floor":1.5,"curl":3.98,"seconds":3},
{"key":"a_tls","label":"load, TLS","unit":"GB/s","engine":0.28,"ours":12345.6,"ratio":44.1,"floor":50,
	"short":"44.10 of 50"},
{"key":"b","label":"call","unit":"ms","ours":99.96,"most":5,"short":"100 ms, at most 5"},
{"key":"c","label":"answers","unit":"/s","engine":null,"ours":11.04},
{"key":"d","label":"threads","unit":"","engine":6,"ours":11,"ratio":0.545,"most":11,"curl_floor":0.9}
]}`

func TestFill(t *testing.T) {
	var r report
	if err := json.Unmarshal([]byte(sample), &r); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, page, want string }{
		{"none", "text\n", "text\n"},
		{"table", "<!-- figures: a c -->\nold\n<!-- end of figures -->\nafter",
			"<!-- figures: a c -->\n\n" +
				"| row | HTTPClient | HTTPClientGo | ratio | floor | curl |\n|---|--:|--:|--:|--:|--:|\n" +
				"| load, GB/s | 2.78 | 5.46 | 1.96 | 1.5 | 3.98 |\n| answers, a second | | 11.0 | | | |\n\n" +
				"<!-- end of figures -->\nafter"},
		{"two in a line", "<!-- figures: a+a_tls b+c -->\n<!-- end of figures -->\n",
			"<!-- figures: a+a_tls b+c -->\n\n" +
				"| row | HTTPClient | HTTPClientGo | ratio | floor | curl |\n|---|--:|--:|--:|--:|--:|\n" +
				"| load, plain / TLS, GB/s | 2.78 / 0.28 | 5.46 / 12,346 | 1.96 / 44 | 1.5 / 50 (short) | " +
				"3.98 / - |\n" +
				"| call / answers, ms | | 100 / 11.0 | | at most 5 (short) / - | |\n\n<!-- end of figures -->\n"},
		{"sides", "<!-- figures of A and B: a -->\n<!-- end of figures -->\n",
			"<!-- figures of A and B: a -->\n\n| row | A | B | ratio | floor | curl |\n|---|--:|--:|--:|--:|--:|\n" +
				"| load, GB/s | 2.78 | 5.46 | 1.96 | 1.5 | 3.98 |\n\n<!-- end of figures -->\n"},
		{"two floors", "<!-- figures: d -->\n<!-- end of figures -->\n",
			"<!-- figures: d -->\n\n| row | HTTPClient | HTTPClientGo | ratio | floor |\n|---|--:|--:|--:|--:|\n" +
				"| threads | 6 | 11 | 0.55 | at most 11, 0.9 of curl's |\n\n<!-- end of figures -->\n"},
		{"about", "<!-- figures about -->\n<!-- end of figures -->\n",
			"<!-- figures about -->\n\nV 1 on P, 2 cores, S, Godot 4: medians of 5 rounds, both classes in turn, each server on " +
				"the same machine. 2 of 4 floors hold. Short: load, TLS (44.10 of 50); call (100 ms, at most 5).\n\n" +
				"<!-- end of figures -->\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := r.fill(tt.page)
			if err != nil || got != tt.want {
				t.Fatalf("%v\n%s\nwant\n%s", err, got, tt.want)
			}
			if again, err := r.fill(got); err != nil || again != got {
				t.Errorf("filled again: %v\n%s", err, again)
			}
		})
	}
	for name, page := range map[string]string{
		"no such row":   "<!-- figures: a x -->\n<!-- end of figures -->\n",
		"no end":        "<!-- figures: a -->\n",
		"no end before": "<!-- figures: a -->\n<!-- figures about -->\n<!-- end of figures -->\n",
		"no beginning":  "<!-- end of figures -->\n",
	} {
		if got, err := r.fill(page); err == nil {
			t.Errorf("%s: no error but %q", name, got)
		}
	}
}

func TestAllFloorsHold(t *testing.T) {
	five := 5.0
	r := report{Rows: []row{{Key: "a", Most: &five}, {Key: "b"}}}
	if got := r.about(); !strings.HasSuffix(got, " All 1 floors hold.\n") {
		t.Error(got)
	}
}

func TestUpdate(t *testing.T) {
	dir := t.TempDir()
	from, page := filepath.Join(dir, "bench.json"), filepath.Join(dir, "page.md")
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(page, "<!-- figures: c -->\n<!-- end of figures -->\n")
	if err := update(from, page); err == nil {
		t.Error("no report, no error")
	}
	write(from, "{")
	if err := update(from, page); err == nil {
		t.Error("half a report, no error")
	}
	write(from, sample)
	if err := update(from, page); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(page); !strings.Contains(string(text), "| answers, a second | 11.0 |") {
		t.Errorf("%s", text)
	}
	if err := update(from, filepath.Join(dir, "none.md")); err == nil {
		t.Error("no page, no error")
	}
}

// The pages hold the figures of the report that lies beside them.
func TestPages(t *testing.T) {
	const from = "../../docs/bench.json"
	for _, page := range []string{"../../docs/design.md"} {
		old, fresh, err := renew(from, page)
		if err != nil {
			t.Fatal(err)
		}
		if old != fresh {
			t.Errorf("%s has other figures than %s; make them anew: go run ./ci/figures docs/bench.json docs/design.md",
				page, from)
		}
	}
}
