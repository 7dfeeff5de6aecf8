// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package content_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"httpclientgo/pkg/content"
)

func TestText(t *testing.T) {
	const bad = "\uFFFD"
	tests := []struct {
		body, contentType, want string
		fails                   bool
	}{
		{"", "", "", false},
		{"", "text/html; charset=koi8-r", "", true},
		{"häß", "", "häß", false},
		{"häß", "text/plain", "häß", false},
		{"häß", "text/plain; charset=UTF-8", "häß", false},
		{"häß", `text/plain;charset="utf-8"`, "häß", false},
		{"häß", "text/plain; format=flowed; Charset = utf8 ; x", "häß", false},
		{"häß", "text/plain; charset=", "häß", false},
		{"h\xe4\xdf", "text/plain; charset=ISO-8859-1", "häß", false},
		{"\x80 \x9f \x81 \xff \x00", "text/plain; charset=latin1", "€ Ÿ \u0081 ÿ \x00", false},
		{"\x84a\x93", "text/plain; charset=us-ascii", "„a“", false},
		{"a\x00b\x00", "text/plain; charset=utf-16", "ab", false},
		{"\x00a\x00b", "text/plain; charset=utf-16be", "ab", false},
		{"\x3d\xd8\x00\xde", "text/plain; charset=utf-16le", "😀", false},
		{"\x3d\xd8", "text/plain; charset=utf-16le", bad, false},
		{"\x3d\xd8a\x00", "text/plain; charset=utf-16le", bad + "a", false},
		{"\x3d\xd8\x3d\xd8\x00\xde", "text/plain; charset=utf-16le", bad + "😀", false},
		{"\x00\xdea\x00", "text/plain; charset=utf-16le", bad + "a", false},
		{"a\x00b", "text/plain; charset=utf-16le", "a" + bad, false},
		{"жук", "text/plain; charset=koi8-r", "жук", true},
		{"a\xff", "text/plain; charset=x-user-defined", "a" + bad, true},

		{"\xef\xbb\xbfhäß", "", "häß", false},
		{"\xef\xbb\xbfhäß", "text/plain; charset=latin1", "häß", false},
		{"\xef\xbb\xbfhäß", "text/plain; charset=koi8-r", "häß", false},
		{"\xff\xfea\x00", "text/plain; charset=utf-8", "a", false},
		{"\xfe\xff\x00a", "", "a", false},
		{"\xef\xbb\xbf\xef\xbb\xbfa", "", "\ufeffa", false},
		{"\xef\xbb", "", bad, false},

		{"a\x00b", "", "a\x00b", false},
		{"\xff", "", bad, false},
		{"\xc0\xaf", "", bad + bad, false},
		{"\x80\xbf", "", bad + bad, false},
		{"\xe4", "", bad, false},
		{"\xe2\x82", "", bad, false},
		{"\xe2\x82x", "", bad + "x", false},
		{"\xe2\x82\xac", "", "€", false},
		{"\xe0\x80\xaf", "", bad + bad + bad, false},
		{"\xe0\xa0", "", bad, false},
		{"\xed\xa0\x80", "", bad + bad + bad, false},
		{"\xed\x9f", "", bad, false},
		{"\xf0\x9f\x98", "", bad, false},
		{"\xf0\x9f\x98\x80", "", "😀", false},
		{"\xf0\x9f\x98\xf0\x9f\x98\x80", "", bad + "😀", false},
		{"\xf0\x80\x80\x80", "", bad + bad + bad + bad, false},
		{"\xf4\x8f\xbf", "", bad, false},
		{"\xf4\x90\x80\x80", "", bad + bad + bad + bad, false},
		{"\xf5\x80", "", bad + bad, false},
		{"\xef\xbf\xbd", "", bad, false},
	}
	for _, test := range tests {
		got, err := content.Text([]byte(test.body), test.contentType)
		if got != test.want || (kindOf(t, err) == content.KindCharset) != test.fails {
			t.Errorf("%q as %q: %q, %v, want %q", test.body, test.contentType, got, err, test.want)
		}
	}
}

// TestTextOfAnything: whatever comes, it is valid UTF-8.
func TestTextOfAnything(t *testing.T) {
	for _, charset := range []string{"utf-8", "latin1", "utf-16le", "utf-16be", "big5"} {
		got, _ := content.Text(stuff, "text/plain; charset="+charset)
		if !utf8.ValidString(got) || !strings.Contains(got, "\uFFFD") && charset != "latin1" {
			t.Errorf("%s: %q", charset, got)
		}
	}
}
