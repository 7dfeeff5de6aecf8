// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"slices"
	"testing"
	"testing/fstest"
)

func TestDifferences(t *testing.T) {
	one := fstest.MapFS{"same": {Data: []byte("1")}, "changed": {Data: []byte("1")}, "bin/gone": {}}
	two := fstest.MapFS{"same": {Data: []byte("1")}, "changed": {Data: []byte("2")}, "more": {Data: []byte("1")}}
	got, err := differences(one, two)
	if want := []string{"bin/gone differs", "changed differs", "more differs"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if got, err := differences(one, one); err != nil || got != nil {
		t.Errorf("with itself: %q, %v", got, err)
	}
}
