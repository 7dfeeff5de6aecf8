// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build unix

package main

import (
	"testing"

	"httpclientgo/pkg/testserver"
)

func TestRun(t *testing.T) {
	s, err := testserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	for _, spin := range []bool{false, true} {
		for path, requests := range map[string]int{"/small": 100, "/bytes/3000000": 1, "/packed/3000000/512": 1} {
			if took, err := run(s.Ready().Plain, path, requests, spin); err != nil || took <= 0 {
				t.Errorf("%s, %d times, spin %v: %v, %v", path, requests, spin, took, err)
			}
		}
	}
	for _, address := range []string{"", "localhost:80", "[::1]:80", "127.0.0.1:1"} {
		if _, err := run(address, "/small", 1, false); err == nil {
			t.Errorf("%q: no error", address)
		}
	}
}
