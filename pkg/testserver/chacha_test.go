// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"encoding/hex"
	"testing"
)

// The vector of RFC 8439 Section 2.8.2.
func TestChacha(t *testing.T) {
	bytes := func(s string) []byte {
		b, err := hex.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	key := bytes("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f")
	text := "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
	got := newChacha(key).Seal(nil, bytes("070000004041424344454647"), []byte(text), bytes("50515253c0c1c2c3c4c5c6c7"))
	want := "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36" +
		"92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b6116" +
		"1ae10b594f09e26a7e902ecbd0600691"
	if hex.EncodeToString(got) != want {
		t.Errorf("%x\nwant %s", got, want)
	}
}
