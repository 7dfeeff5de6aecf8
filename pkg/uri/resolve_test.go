// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package uri_test

import (
	"errors"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/uri"
)

func parse(t testing.TB, text string) *uri.URL {
	t.Helper()
	u, err := uri.Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return u
}

// withFragment returns u as String does, and its fragment.
func withFragment(u *uri.URL) string {
	if u == nil {
		return ""
	}
	if u.Fragment == "" {
		return u.String()
	}
	return u.String() + "#" + u.Fragment
}

// TestExamples: those of RFC 3986 Section 5.4, normal and abnormal.
func TestExamples(t *testing.T) {
	base := parse(t, "http://a/b/c/d;p?q")
	for _, c := range []struct{ ref, want string }{
		{"g:h", ""}, {"g", "http://a/b/c/g"}, {"./g", "http://a/b/c/g"}, {"g/", "http://a/b/c/g/"}, {"/g", "http://a/g"}, {"//g", "http://g/"},
		{"?y", "http://a/b/c/d;p?y"}, {"g?y", "http://a/b/c/g?y"}, {"#s", "http://a/b/c/d;p?q#s"}, {"g#s", "http://a/b/c/g#s"}, {"g?y#s", "http://a/b/c/g?y#s"},
		{";x", "http://a/b/c/;x"}, {"g;x", "http://a/b/c/g;x"}, {"g;x?y#s", "http://a/b/c/g;x?y#s"}, {"", "http://a/b/c/d;p?q"},
		{".", "http://a/b/c/"}, {"./", "http://a/b/c/"}, {"..", "http://a/b/"}, {"../", "http://a/b/"}, {"../g", "http://a/b/g"},
		{"../..", "http://a/"}, {"../../", "http://a/"}, {"../../g", "http://a/g"},
		{"../../../g", "http://a/g"}, {"../../../../g", "http://a/g"}, {"/./g", "http://a/g"}, {"/../g", "http://a/g"},
		{"g.", "http://a/b/c/g."}, {".g", "http://a/b/c/.g"}, {"g..", "http://a/b/c/g.."}, {"..g", "http://a/b/c/..g"},
		{"./../g", "http://a/b/g"}, {"./g/.", "http://a/b/c/g/"}, {"g/./h", "http://a/b/c/g/h"}, {"g/../h", "http://a/b/c/h"},
		{"g;x=1/./y", "http://a/b/c/g;x=1/y"}, {"g;x=1/../y", "http://a/b/c/y"},
		{"g?y/./x", "http://a/b/c/g?y/./x"}, {"g?y/../x", "http://a/b/c/g?y/../x"}, {"g#s/./x", "http://a/b/c/g#s/./x"}, {"g#s/../x", "http://a/b/c/g#s/../x"},
		{"http:g", "http://a/b/c/g"}, // "may be used for backward compatibility"
	} {
		got, err := base.Resolve(c.ref)
		if withFragment(got) != c.want || (err != nil) != (c.want == "") {
			t.Errorf("Resolve(%q) = %q, %v, want %q", c.ref, withFragment(got), err, c.want)
		}
	}
}

func TestResolve(t *testing.T) {
	for _, c := range []struct{ base, ref, want string }{
		{"http://a/x", "https://b:8443/y", "https://b:8443/y"},
		{"https://a/x", "http://b/y", "http://b/y"}, // whether that may be followed is not asked here
		{"https://a:8443/x", "//b/y", "https://b/y"},
		{"http://a/x", "HTTP://B", "http://b/"},
		{"http://a", "x", "http://a/x"}, {"http://a?q=/r/", "x", "http://a/x"}, {"http://a/b?q=/r/", "x", "http://a/x"}, {"http://a?q", "?r", "http://a/?r"},
		{"http://a/b?q", "?", "http://a/b?"}, {"http://a/b?q", "", "http://a/b?q"},
		{"http://a:81/b", "/c?d=http://e/?f", "http://a:81/c?d=http://e/?f"},
		{"http://a/b/", "c", "http://a/b/c"}, {"http://a//b", "c", "http://a//c"}, {"http://a/b", ".//c", "http://a//c"}, {"http://a/b", "/.//c", "http://a//c"},
		{"http://[fe80::1%25eth0]/x", "y", "http://[fe80::1%25eth0]/y"},
		// Fragments, RFC 9110 Section 10.2.2.
		{"http://a/b#f", "c", "http://a/c#f"}, {"http://a/b#f", "c#g", "http://a/c#g"}, {"http://a/b#f", "c#", "http://a/c"}, {"http://a/b#f", "", "http://a/b#f"},
		{"http://a/b#f", "https://c/", "https://c/#f"},
		// What servers send.
		{"http://a/b", " /c \t\r\n", "http://a/c"}, {"http://a/b", "\t//c", "http://c/"},
		{"http://a/x/y", "../m o.html/?n=d a  ", "http://a/m%20o.html/?n=d%20a"},
		{"http://a/b", "/\xfc?\xc3\xbc=100%", "http://a/%FC?%C3%BC=100%"}, {"http://a/b", "/%c3%BC", "http://a/%c3%BC"},
		{"http://a/b", "/c|d^e{f}?g|{h}", "http://a/c|d^e%7Bf%7D?g|{h}"},
		{"http://a/b", "h ttp://c/", "http://a/h%20ttp://c/"}, {"http://a/b", "1a:b", "http://a/1a:b"}, {"http://a/b", "./c:d", "http://a/c:d"},
		{"http://a/b", "http://\u00e5\u00e4\u00f6.se:81/c", "http://xn--4cab6c.se:81/c"},
		{"http://a/b", "http://c?d", "http://c/?d"},
		{"http://a/b", `\\c\d`, `http://a/\\c\d`}, {"http://a/b", `/\c`, `http://a/\c`},
		{"http://a/b/c", "http:/d", "http://a/d"}, {"http://a/b/c", "http:d?e", "http://a/b/d?e"}, {"http://a/b?c", "http:", "http://a/b?c"}, {"http://a/b?c", "HTTP:?d", "http://a/b?d"},
		{"http://a/b", "http:///c/d", "http://c/d"}, {"http://a/b", "///c", "http://c/"}, {"https://a/b", "///c:1?d", "https://c:1/?d"},
	} {
		got, err := parse(t, c.base).Resolve(c.ref)
		if err != nil || withFragment(got) != c.want {
			t.Errorf("%s: Resolve(%q) = %q, %v, want %q", c.base, c.ref, withFragment(got), err, c.want)
		}
	}
}

func TestResolveRefuses(t *testing.T) {
	base := parse(t, "http://u:p@a/b")
	refuse := func(ref string, kind uri.Kind) {
		t.Helper()
		got, err := base.Resolve(ref)
		var e *uri.Error
		if got != nil || !errors.As(err, &e) || e.Kind != kind {
			t.Errorf("Resolve(%.80q) = %+v, %v, want kind %v", ref, got, err, kind)
		}
	}
	for _, c := range bad {
		// Without "//" it is relative; white space at its ends and a third slash are taken.
		if strings.HasPrefix(c.text, "http://") && c.text == strings.TrimSpace(c.text) && c.text != "http:///x" {
			refuse(c.text, c.kind)
		}
	}
	for _, ref := range []string{
		"ftp://a/", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "mailto:a@b", "ws://a/", "about:blank", "localhost:80", "C:/x", "JavaScript:x", "ht3p://a/",
	} {
		refuse(ref, uri.KindScheme)
	}
	for _, ref := range []string{"//", "///", "////c", "http:////c", "//?q", "//:80", "//u@", "https:x", "https:/x", "https:", "https:?x", "//a b/", `//a\b`} {
		refuse(ref, uri.KindHost)
	}
	for _, ref := range []string{"/x\r\nSet-Cookie: a=b", "/\x00", "/a\tb", "java\tscript:x", "/\x0b", "\x00/x", "\x7f", "//u%0a@b/"} {
		refuse(ref, uri.KindControl)
	}
	refuse("//c:0", uri.KindPort)
	refuse("/"+strings.Repeat("a", limits.URL), uri.KindLength)
	refuse("/"+strings.Repeat("\xff", limits.URL/2), uri.KindLength)
}

// TestGrowth: a Location that adds to the path at each redirect meets an end.
func TestGrowth(t *testing.T) {
	u := parse(t, "http://a/")
	ref := strings.Repeat("x", 1000) + "/"
	for range limits.URL / 1000 {
		next, err := u.Resolve(ref)
		if err != nil {
			return
		}
		u = next
	}
	if next, err := u.Resolve(ref); err == nil {
		t.Errorf("a target of %d bytes", len(next.Target))
	}
}

func TestResolveKeepsUser(t *testing.T) {
	base := parse(t, "http://u:p@a/b#f")
	for ref, want := range map[string]string{
		"": "u", "/c": "u", "?d": "u", "#g": "u", "http:c": "u",
		"//a/c": "", "http://a/c": "", "http://v@a/c": "v", "https://a/": "", "http://@a/": "",
	} {
		u, err := base.Resolve(ref)
		if err != nil || u.User != want || u.HasUser != (want != "") {
			t.Errorf("Resolve(%q) = %+v, %v, want user %q", ref, u, err, want)
		}
	}
	if base.Target != "/b" || base.Fragment != "f" {
		t.Errorf("Resolve changed its base: %+v", base)
	}
}

func TestJoin(t *testing.T) {
	for _, c := range []struct{ base, path, want string }{
		{"", "http://a/b#f", "http://a/b#f"},
		{"http://a/v1/", "scores", "http://a/v1/scores"}, {"http://a/v1", "scores", "http://a/scores"}, {"http://a/v1/", "/scores", "http://a/scores"},
		{"http://a/v1/", "", "http://a/v1/"}, {"http://a/v1/?k=1", "", "http://a/v1/?k=1"}, {"http://a/v1/?k=1", "x", "http://a/v1/x"}, {"http://a/v1/?k=1", "?l", "http://a/v1/?l"},
		{"http://a/v1/#f", "x", "http://a/v1/x"}, {"http://a/v1/#f", "x#g", "http://a/v1/x#g"}, {"http://a/v1/", "../v2/x y", "http://a/v2/x%20y"},
		{"http://a/v1/", "https://b/x", "https://b/x"}, {"http://a/v1/", "HTTP://A:81", "http://a:81/"}, {"https://a/v1/", "//b/x", "https://b/x"},
		{"nonsense", "http://b/x", "http://b/x"}, {" http://a/v1/ ", " x ", "http://a/v1/x"},
		{"", "", ""}, {"", "x", ""}, {"nonsense", "x", ""}, {"http://a/", "x\n", ""}, {"http://a/", "\tx", ""}, {"http://a/\n", "x", ""},
		{"http://a/", "ftp://a", ""}, {"http://a/", "b:8080/x", ""}, {"http://a/", "http:x", ""}, {"http://a/", "http:///x", ""}, {"http://a/", "///x", ""},
	} {
		got, err := uri.Join(c.base, c.path)
		if withFragment(got) != c.want || (err != nil) != (c.want == "") {
			t.Errorf("Join(%q, %q) = %q, %v, want %q", c.base, c.path, withFragment(got), err, c.want)
		}
	}
	if u, err := uri.Join("http://u:p@a/", "x"); err != nil || u.User != "u" || u.Password != "p" {
		t.Errorf("Join forgets the user: %+v, %v", u, err)
	}
}
