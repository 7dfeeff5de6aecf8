// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package h1

import (
	"bytes"
	"testing"

	"golang.org/x/net/http/httpguts"
)

// TestIndexControl puts each byte at each place of a line, alone and behind a tab, and asks httpguts.
func TestIndexControl(t *testing.T) {
	for c := range 256 {
		for at := range 19 {
			for _, before := range []byte{'x', '\t', 0xff} {
				line := bytes.Repeat([]byte{'x'}, 19)
				line[0] = before
				line[at] = byte(c)
				want := at
				if httpguts.ValidHeaderFieldValue(string(line)) && c != '\r' && c != '\n' {
					want = -1
				}
				if got := indexControl(line); got != want {
					t.Fatalf("%q: %d, want %d", line, got, want)
				}
			}
		}
	}
}

func TestEqualFold(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"", "", true},
		{"chunked", "cHUNKed", true},
		{"chunked", "chunke", false},
		{"chun\u212aed", "chunked", false}, // Kelvin sign
		{"clo\u017fe", "close", false},     // long s
		{"a[", "a{", false},
		{"a@", "a`", false},
	} {
		if got := equalFold(test.a, test.b); got != test.want {
			t.Errorf("%q, %q: %t", test.a, test.b, got)
		}
	}
}
