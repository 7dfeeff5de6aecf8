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

// FuzzResolve: what Parse, Resolve and Join give is well-formed and reads back to itself, and no path leads to another
// host.
func FuzzResolve(f *testing.F) {
	for _, c := range bad {
		if len(c.text) < 300 {
			f.Add("http://a/b", c.text)
			f.Add(c.text, "../c")
		}
	}
	for _, ref := range []string{"http://u:p@[fe80::1%25e]:8/x y?z#f", "http:///c", "///c", "http:c", "/\xfc|{}%", "//b\u00fccher.example", "..//..//x", "?", "#"} {
		f.Add("https://u:p@a:1/b/c?d#e", ref)
	}
	f.Fuzz(func(t *testing.T, base, ref string) {
		joined, err := uri.Join(base, ref)
		check(t, joined, err)
		u, err := uri.Parse(base)
		check(t, u, err)
		if err != nil {
			return
		}
		v, err := u.Resolve(ref)
		check(t, v, err)
		if err == nil && !strings.Contains(ref, "//") && (v.Host != u.Host || v.Port != u.Port || v.Scheme != u.Scheme) {
			t.Errorf("%v with %q leads to %v", u, ref, v)
		}
	})
}

func check(t *testing.T, u *uri.URL, err error) {
	t.Helper()
	if e := (*uri.Error)(nil); err != nil {
		if u != nil || !errors.As(err, &e) || e.Kind < uri.KindScheme || e.Kind > uri.KindLength {
			t.Errorf("%+v and the error %v", u, err)
		}
		return
	}
	again, err := uri.Parse(u.String())
	if err != nil {
		t.Fatalf("%+v is %q, which does not parse: %v", u, u.String(), err)
	}
	want := *u
	want.User, want.Password, want.HasUser, want.Fragment = "", "", false, ""
	if *again != want {
		t.Errorf("%+v is %q, which is %+v", u, u.String(), again)
	}
	isOutside := func(c rune) bool { return c <= ' ' || c >= 0x7f }
	if !strings.HasPrefix(u.Target, "/") || len(u.Target) > limits.URL || strings.ContainsFunc(u.Target+u.Fragment+u.HostField(), isOutside) ||
		strings.Contains(u.Target, "#") {
		t.Errorf("%+v has a target, fragment or host that cannot be sent", u)
	}
	if u.Host == "" || strings.ContainsAny(u.Host, "[]/@?#") || u.Port < 1 || u.Port > 65535 || (u.Scheme != "http" && u.Scheme != "https") {
		t.Errorf("%+v cannot be dialled", u)
	}
	if u.HasUser != (u.User+u.Password != "") || strings.ContainsAny(u.User+u.Password, "\r\n\x00") {
		t.Errorf("%+v has user information that cannot be sent", u)
	}
}
