// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"slices"
	"testing"
	"testing/fstest"
)

func TestFind(t *testing.T) {
	root := fstest.MapFS{
		"pkg/a/one_test.go":   {Data: []byte("func FuzzOne(f *testing.F) {\n}\nfunc FuzzTwo(f *testing.F) {\n}\nfunc TestOne() {}\n")},
		"pkg/b/three_test.go": {Data: []byte("package b\nfunc FuzzThree(f *testing.F) {\n}\n")},
		"pkg/b/four.go":       {Data: []byte("func FuzzFour(f *testing.F) {\n}\n")},
	}
	for _, c := range []struct{ names, want []string }{
		{nil, []string{"FuzzOne", "FuzzTwo", "FuzzThree"}},
		{[]string{"FuzzThree", "FuzzOne"}, []string{"FuzzOne", "FuzzThree"}},
	} {
		found, err := find(root, c.names)
		var got []string
		for _, f := range found {
			got = append(got, f.name)
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: found %q, %v, want %q", c.names, got, err, c.want)
		}
	}
	if _, err := find(root, []string{"FuzzFour"}); err == nil {
		t.Error("a target that no test file has was found")
	}
}

func TestIsOverTime(t *testing.T) {
	for log, want := range map[string]bool{
		"fuzz: elapsed: 1m0s, execs: 12 (1/sec)\n--- FAIL: FuzzA (60.10s)\n    context deadline exceeded\nFAIL\n":                   true,
		"--- FAIL: FuzzA (3.10s)\n    --- FAIL: FuzzA (0.00s)\n        a_test.go:3: wrong\n    Failing input written to testdata\n": false,
		"--- FAIL: FuzzA (3.10s)\n    --- FAIL: FuzzA (0.00s)\n        context deadline exceeded\n":                                 false,
		"PASS\n": false,
	} {
		if got := isOverTime(log); got != want {
			t.Errorf("%q: %v", log, got)
		}
	}
}

func TestResult(t *testing.T) {
	if got := executions("execs: 1 (1/sec)\nfuzz: elapsed: 3s, execs: 402 (2/sec)\n"); got != 402 {
		t.Errorf("%d executions", got)
	}
	if got := executions("PASS\n"); got != 0 {
		t.Errorf("%d executions of none", got)
	}
	r := result{target: "FuzzA", failed: true, cpu: 90e9, executed: 7, kept: 2}
	if got, want := r.String(), "FAILED FuzzA               1.5 CPU minutes             7 executions       2 inputs kept"; got != want {
		t.Errorf("says %q, want %q", got, want)
	}
}
