// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource_test

import (
	"bytes"
	"slices"
	"testing"
	"unicode/utf8"

	"httpclientgo/pkg/eventsource"
)

// FuzzParser: any bytes give the events that the model of the standard gives, in whatever pieces they come; under small
// limits they give the first of these and then one error, the same for any pieces.
func FuzzParser(f *testing.F) {
	for _, v := range vectors {
		f.Add([]byte(v.wire), uint16(len(v.wire)/2), uint8(3), uint8(20), v.before)
	}
	f.Fuzz(func(t *testing.T, wire []byte, at uint16, size, most uint8, before string) {
		if !utf8.ValidString(before) || bytes.ContainsAny([]byte(before), "\r\n\x00") {
			before = ""
		}
		cut := min(int(at), len(wire))
		ways := [][][]byte{
			{wire}, {wire[:cut], wire[cut:]},
			slices.Collect(slices.Chunk(wire, 1)), slices.Collect(slices.Chunk(wire, int(size)+1)),
		}
		want := model(before, wire)
		for i, pieces := range ways {
			if got := parse(before, 0, pieces...); !got.equal(want) {
				t.Fatalf("%q, way %d:\n got %+v\nwant %+v", wire, i, got, want)
			}
		}
		limit := int(most) + 1
		limited := parse(before, limit, wire)
		for i, pieces := range ways[1:] {
			if got := parse(before, limit, pieces...); !got.equal(limited) {
				t.Fatalf("%q, at most %d, way %d:\n got %+v\nwant %+v", wire, limit, i+1, got, limited)
			}
		}
		if n := len(limited.events); n > len(want.events) || !slices.Equal(limited.events, want.events[:n]) || limited.err == "" && n < len(want.events) {
			t.Fatalf("%q, at most %d: %+v of %+v", wire, limit, limited, want)
		}
		if slices.ContainsFunc(limited.events, func(e eventsource.Event) bool { return len(e.Data) > limit }) {
			t.Fatalf("%q, at most %d: %+v", wire, limit, limited)
		}
	})
}
