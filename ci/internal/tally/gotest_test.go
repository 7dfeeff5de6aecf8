// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package tally

import (
	"strings"
	"testing"
)

func TestGoTest(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Tally
		says     string
	}{
		{name: "empty"},
		{
			name: "subtests count and passing output is dropped",
			in: `{"Action":"output","Package":"p","Test":"T","Output":"quiet\n"}
{"Action":"pass","Package":"p","Test":"T/a"}
{"Action":"skip","Package":"p","Test":"T/b"}
{"Action":"pass","Package":"p","Test":"T"}
{"Action":"output","Package":"p","Output":"ok p\n"}
{"Action":"pass","Package":"p"}
`,
			want: Tally{Passed: 2, Skipped: 1},
		},
		{
			name: "a failed test is said once and its package adds nothing",
			in: `{"Action":"output","Package":"p","Test":"T","Output":"want 1\n"}
{"Action":"fail","Package":"p","Test":"T"}
{"Action":"output","Package":"p","Output":"FAIL p\n"}
{"Action":"fail","Package":"p"}
`,
			want: Tally{Failed: 1},
			says: "want 1\nFAIL p\n",
		},
		{
			name: "a package that does not build",
			in: `{"ImportPath":"p [p.test]","Action":"build-output","Output":"x.go:1: no\n"}
{"ImportPath":"p [p.test]","Action":"build-fail"}
{"Action":"fail","Package":"p","FailedBuild":"p [p.test]"}
`,
			want: Tally{Failed: 1},
			says: "x.go:1: no\n",
		},
		{
			name: "a package that is only skipped, and no newline at the end",
			in:   `{"Action":"skip","Package":"p"}`,
		},
		{
			name: "a line that is not JSON",
			in:   "go: no such module\n",
			says: "go: no such module\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			got, err := GoTest(strings.NewReader(c.in), &out)
			if err != nil {
				t.Fatal(err)
			}
			if got != c.want {
				t.Errorf("counts %+v, want %+v", got, c.want)
			}
			if out.String() != c.says {
				t.Errorf("says %q, want %q", out.String(), c.says)
			}
		})
	}
}
