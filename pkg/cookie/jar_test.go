// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package cookie_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"httpclientgo/pkg/cookie"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/uri"
)

var start = time.Date(2026, time.November, 29, 12, 0, 0, 0, time.UTC)

func parse(t testing.TB, text string) *uri.URL {
	t.Helper()
	u, err := uri.Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return u
}

// play takes steps, "URL" and "Set-Cookie's value" in turns, and returns what at gets.
func play(t *testing.T, steps []string, at string) string {
	t.Helper()
	j := cookie.NewJar()
	for i := 0; i < len(steps); i += 2 {
		j.Set(parse(t, steps[i]), []string{"Set-Cookie: " + steps[i+1]}, start)
	}
	return j.Header(parse(t, at), start)
}

// TestOne: one cookie, set at a URL, and what another gets of it.
func TestOne(t *testing.T) {
	const a, s = "http://www.a.example/", "https://www.a.example/"
	for _, c := range []struct{ at, field, to, want string }{
		// Names and values, RFC 6265 Section 5.2.
		{a, "n=v", a, "n=v"}, {a, " \tn \t=\t v \t; Path=/", a, "n=v"}, {a, "n=", a, "n="}, {a, "n==v=", a, "n==v="}, {a, "n=v;", a, "n=v"}, {a, "n=v;;;", a, "n=v"},
		{a, `n="v w"`, a, `n="v w"`}, {a, `n={"x":[1,2]}`, a, `n={"x":[1,2]}`}, {a, "n=v w,x", a, "n=v w,x"}, {a, "n[x]=v", a, "n[x]=v"}, {a, "n m=v", a, "n m=v"},
		{a, "n=\xe9\xc3\xa9", a, "n=\xe9\xc3\xa9"}, {a, `n=a\b`, a, `n=a\b`}, {a, "$Version=1", a, "$Version=1"},
		{a, "", a, ""}, {a, "n", a, ""}, {a, "n; x=y", a, ""}, {a, "=v", a, ""}, {a, " =v", a, ""}, {a, "=", a, ""}, {a, ";n=v", a, ""},
		{a, "n=v\x00", a, ""}, {a, "n=\x01v", a, ""}, {a, "n=v\rx", a, ""}, {a, "n=v\nx=y", a, ""}, {a, "n\x7f=v", a, ""}, {a, "n=v; Path=/\x00", a, ""},
		{a, "n=v\tw", a, ""}, {a, "n\tm=v", a, ""}, {a, "n=v;\tPath\t=\t/", a, "n=v"},
		{a, "n=v; HttpOnly; SameSite=Strict; Partitioned; Priority=High; x=\"y", a, "n=v"},
		// Domains, Section 5.3.
		{a, "n=v", "http://a.example/", ""}, {a, "n=v", "http://x.www.a.example/", ""}, {a, "n=v", "http://WWW.A.example:8080/x", "n=v"}, {a, "n=v", s, "n=v"},
		{a, "n=v; Domain=a.example", "http://a.example/", "n=v"}, {a, "n=v; Domain=.A.EXAMPLE", "http://x.y.a.example/", "n=v"}, {a, "n=v; Domain=a.example", a, "n=v"},
		{a, "n=v; Domain=www.a.example", "http://a.example/", ""}, {a, "n=v; Domain=www.a.example", "http://x.www.a.example/", "n=v"},
		{a, "n=v; Domain=a.example", "http://ba.example/", ""}, {"http://ba.example/", "n=v; Domain=a.example", "http://ba.example/", ""},
		{a, "n=v; Domain=x.www.a.example", a, ""}, {a, "n=v; Domain=b.example", a, ""}, {a, "n=v; Domain=b.example", "http://b.example/", ""},
		{a, "n=v; Domain=", a, "n=v"}, {a, "n=v; Domain", a, "n=v"}, {a, "n=v; Domain=.", a, "n=v"}, {a, "n=v; Domain=", "http://x.www.a.example/", ""},
		{a, "n=v; Domain=..a.example", a, ""}, {a, "n=v; Domain=a.example.", a, ""}, {a, "n=v; Domain=a.example:80", a, ""}, {a, "n=v; Domain=\"a.example\"", a, ""},
		{a, "n=v; Domain=b.example; Domain=a.example", "http://a.example/", "n=v"}, {a, "n=v; Domain=a.example; Domain=b.example", a, ""}, {a, "n=v; domain=a.example", "http://a.example/", "n=v"},
		{"http://a.example./", "n=v", "http://a.example/", "n=v"}, {"http://a.example./", "n=v; Domain=a.example", "http://b.a.example/", "n=v"},
		{"http://www.bücher.example/", "n=v; Domain=xn--bcher-kva.example", "http://bücher.example/", "n=v"}, {"http://www.bücher.example/", "n=v; Domain=bücher.example", "http://www.bücher.example/", ""},
		{"http://bücher.example/", "n=v", "http://xn--bcher-kva.example/", "n=v"},
		// Public suffixes.
		{"http://a.com/", "n=v; Domain=com", "http://a.com/", ""}, {"http://a.com/", "n=v; Domain=.com", "http://b.com/", ""}, {"http://a.co.uk/", "n=v; Domain=co.uk", "http://b.co.uk/", ""},
		{"http://x.github.io/", "n=v; Domain=github.io", "http://y.github.io/", ""}, {"http://x.github.io/", "n=v; Domain=github.io", "http://x.github.io/", ""},
		{"http://github.io/", "n=v; Domain=github.io", "http://github.io/", "n=v"}, {"http://github.io/", "n=v; Domain=github.io", "http://x.github.io/", ""},
		{"http://x.y.github.io/", "n=v; Domain=y.github.io", "http://y.github.io/", "n=v"},
		{"http://a.b.kawasaki.jp/", "n=v; Domain=b.kawasaki.jp", "http://a.b.kawasaki.jp/", ""}, {"http://a.city.kawasaki.jp/", "n=v; Domain=city.kawasaki.jp", "http://city.kawasaki.jp/", "n=v"},
		{"http://localhost/", "n=v; Domain=localhost", "http://localhost/", "n=v"}, {"http://a.localhost/", "n=v; Domain=localhost", "http://b.localhost/", ""},
		{"http://a.lan/", "n=v; Domain=lan", "http://a.lan/", ""}, {"http://a.b.lan/", "n=v; Domain=b.lan", "http://c.b.lan/", "n=v"}, {"http://box/", "n=v", "http://box:81/", "n=v"},
		{"http://a.xn--p1ai/", "n=v; Domain=xn--p1ai", "http://a.xn--p1ai/", ""},
		// Addresses.
		{"http://127.0.0.1/", "n=v", "http://127.0.0.1:81/", "n=v"}, {"http://127.0.0.1/", "n=v; Domain=127.0.0.1", "http://127.0.0.1/", "n=v"},
		{"http://127.0.0.1/", "n=v; Domain=0.0.1", "http://127.0.0.1/", ""}, {"http://127.0.0.1/", "n=v; Domain=1", "http://127.0.0.1/", ""}, {"http://127.0.0.1/", "n=v", "http://1.127.0.0.1/", ""},
		{"http://127.0.0.1/", "n=v; Domain=127.0.0.1", "http://1.127.0.0.1/", ""}, {"http://[::1]/", "n=v", "http://[0::1]/", "n=v"}, {"http://[::1]/", "n=v", "http://[::2]/", ""},
		{"http://[::1]/", "n=v; Domain=::1", "http://[::1]/", "n=v"}, {"http://[::1]/", "n=v; Domain=[::1]", "http://[::1]/", ""}, {"http://[fe80::1%25a]/", "n=v", "http://[fe80::1%25b]/", ""},
		{"http://[fe80::1%25x.a.example]/", "n=v; Domain=a.example", a, ""},
		{"http://5.127.1/", "n=v; Domain=127.1", "http://127.1/", ""}, {"http://5.127.1/", "n=v; Domain=127.1", "http://5.127.1/", ""}, {"http://127.1/", "n=v", "http://127.1/", "n=v"},
		// Paths, Section 5.1.4.
		{a + "x/y/z?q=/r", "n=v", a + "x/y", "n=v"}, {a + "x/y/z", "n=v", a + "x/y/", "n=v"}, {a + "x/y/z", "n=v", a + "x/y/w/u?q", "n=v"}, {a + "x/y/z", "n=v", a + "x/yy", ""},
		{a + "x/y/z", "n=v", a + "x", ""}, {a + "x/y/z", "n=v", a, ""}, {a + "x", "n=v", a + "y", "n=v"}, {a + "x/", "n=v", a + "x", "n=v"}, {a, "n=v", a + "x/y", "n=v"},
		{a + "x/y", "n=v; Path=/", a, "n=v"}, {a, "n=v; Path=/x", a + "x", "n=v"}, {a, "n=v; Path=/x", a + "x/y", "n=v"}, {a, "n=v; Path=/x", a + "xy", ""}, {a, "n=v; Path=/x", a + "x?y", "n=v"},
		{a, "n=v; Path=/x/", a + "x/y", "n=v"}, {a, "n=v; Path=/x/", a + "x", ""}, {a, "n=v; Path=/X", a + "x", ""}, {a, "n=v; Path=/z", a, ""},
		{a + "x/y", "n=v; Path=", a + "x/z", "n=v"}, {a + "x/y", "n=v; Path=", a, ""}, {a + "x/y", "n=v; Path=z", a + "x/z", "n=v"}, {a + "x/y", "n=v; Path", a + "z", ""},
		{a + "x/y", "n=v; Path=/a; Path=/b", a + "b", "n=v"}, {a + "x/y", "n=v; Path=/a; Path=/b", a + "a", ""}, {a + "x/y", "n=v; Path=/a; Path=b", a + "x", "n=v"},
		{a + "b%20c/d", "n=v", a + "b c/e", "n=v"}, {a + "b%2Fc/d", "n=v", a + "b/c/d", ""}, {a, "n=v; Path=/b%20c", a + "b c", "n=v"}, {a, "n=v; Path=/" + strings.Repeat("x", 1024), a, "n=v"},
		// Secure, and the prefixes of RFC 6265bis.
		{s, "n=v; Secure", s, "n=v"}, {s, "n=v; secure=x", a, ""}, {s, "n=v; Secure", a, ""}, {s, "n=v", a, "n=v"}, {a, "n=v; Secure", a, ""}, {a, "n=v; Secure", s, ""},
		{"http://localhost/", "n=v; Secure", "http://localhost/", ""}, {s, "n=v; Secure", "https://www.a.example:8443/", "n=v"},
		{s, "__Secure-n=v; Secure", s, "__Secure-n=v"}, {s, "__Secure-n=v", s, ""}, {a, "__Secure-n=v; Secure", s, ""}, {s, "__SECURE-n=v", s, ""}, {s, "__Secure-n=v; Secure; Domain=a.example", "https://a.example/", "__Secure-n=v"},
		{s, "__Host-n=v; Secure; Path=/", s, "__Host-n=v"}, {s, "__Host-n=v; Secure", s, ""}, {s, "__Host-n=v; Path=/", s, ""}, {s, "__Host-n=v; Secure; Path=/x", s + "x", ""},
		{s, "__Host-n=v; Secure; Path=/; Domain=www.a.example", s, ""}, {s, "__host-n=v; Secure; Path=/; Domain=a.example", s, ""}, {a, "__Host-n=v; Secure; Path=/", s, ""},
		{s, "__Secure=v", s, "__Secure=v"}, {s, "__Hostn=v", s, "__Hostn=v"},
		// Life, Section 5.2.1 and 5.2.2; it is noon of 29 November 2026.
		{a, "n=v; Max-Age=1", a, "n=v"}, {a, "n=v; Max-Age=0", a, ""}, {a, "n=v; Max-Age=-1", a, ""}, {a, "n=v; Max-Age=-99999999999999999999", a, ""}, {a, "n=v; Max-Age=99999999999999999999", a, "n=v"},
		{a, "n=v; Max-Age=", a, "n=v"}, {a, "n=v; Max-Age=-", a, "n=v"}, {a, "n=v; Max-Age=0x", a, "n=v"}, {a, "n=v; Max-Age=+0", a, "n=v"}, {a, "n=v; Max-Age=\"0\"", a, "n=v"}, {a, "n=v; max-age=00", a, ""}, {a, "n=v; Max-Age=0.5", a, "n=v"},
		{a, "n=v; Max-Age=1; Max-Age=0", a, ""}, {a, "n=v; Max-Age=0; Max-Age=x", a, ""},
		{a, "n=v; Expires=Sun, 29 Nov 2026 12:00:01 GMT", a, "n=v"}, {a, "n=v; Expires=Sun, 29 Nov 2026 12:00:00 GMT", a, ""}, {a, "n=v; Expires=Thu, 01 Jan 1970 00:00:00 GMT", a, ""},
		{a, "n=v; Expires=never", a, "n=v"}, {a, "n=v; Expires=0", a, "n=v"}, {a, "n=v; Expires=", a, "n=v"},
		{a, "n=v; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=9", a, "n=v"}, {a, "n=v; Max-Age=9; Expires=Thu, 01 Jan 1970 00:00:00 GMT", a, "n=v"}, {a, "n=v; Max-Age=0; Expires=Fri, 31 Dec 9999 23:59:59 GMT", a, ""},
		{a, "n=v; Expires=Fri, 31 Dec 9999 23:59:59 GMT", a, "n=v"},
		// Size.
		{a, "n=" + strings.Repeat("v", 4095), a, "n=" + strings.Repeat("v", 4095)}, {a, "n=" + strings.Repeat("v", 4096), a, ""}, {a, strings.Repeat("n", 4097) + "=", a, ""},
		{a, "n=v; Domain=" + strings.Repeat("x", 1025), a, "n=v"}, {a, "n=v; Path=/y; Path=/" + strings.Repeat("x", 1024), a + "y", "n=v"},
	} {
		if got := play(t, []string{c.at, c.field}, c.to); got != c.want {
			t.Errorf("%s sets %.100q: %s gets %.100q, want %.100q", c.at, c.field, c.to, got, c.want)
		}
	}
}

// TestSome: several cookies, and what a URL gets of them, in order.
func TestSome(t *testing.T) {
	const a, s = "http://www.a.example/", "https://www.a.example/"
	for _, c := range []struct {
		name  string
		steps []string
		at    string
		want  string
	}{
		{"older first", []string{a, "b=1", a, "a=2", a, "c=3"}, a, "b=1; a=2; c=3"},
		{"longer paths first", []string{a, "a=1", a, "b=2; Path=/x/y", a, "c=3; Path=/x", a, "d=4; Path=/x/"}, a + "x/y/z", "b=2; d=4; c=3; a=1"},
		{"a new value keeps the age", []string{a, "a=1", a, "b=2", a, "a=3"}, a, "a=3; b=2"},
		{"deleted, it loses the age", []string{a, "a=1", a, "b=2", a, "a=1; Max-Age=0", a, "a=3"}, a, "b=2; a=3"},
		{"deleted by a date", []string{a, "a=1", a, "b=2", a, "a=; Expires=Thu, 1 Jan 1970 00:00:00 GMT"}, a, "b=2"},
		{"deleted on another path", []string{a, "a=1", a, "a=; Path=/x; Max-Age=0"}, a, "a=1"},
		{"deleted with another domain", []string{a, "a=1", a, "a=; Domain=a.example; Max-Age=0"}, a, "a=1"},
		{"the same name on two paths", []string{a, "a=1", a, "a=2; Path=/x"}, a + "x", "a=2; a=1"},
		{"the same name on two domains", []string{a, "a=1", a, "a=2; Domain=a.example", "http://a.example/", "a=3"}, a, "a=1; a=2"},
		{"for the host and for the domain", []string{a, "a=1", a, "a=2; Domain=www.a.example"}, a, "a=1; a=2"},
		{"names have case", []string{a, "a=1", a, "A=2"}, a, "a=1; A=2"},
		{"a bad one changes nothing", []string{a, "a=1", a, "a=\x00", a, "a=2; Domain=b.example"}, a, "a=1"},
		{"two sites", []string{a, "a=1", "http://b.example/", "b=2"}, "http://b.example/", "b=2"},
		{"http does not replace", []string{s, "a=1; Secure", a, "a=2"}, s, "a=1"},
		{"http does not delete", []string{s, "a=1; Secure", a, "a=; Max-Age=0"}, s, "a=1"},
		{"http does not shadow by a longer path", []string{s, "a=1; Secure", a, "a=2; Path=/x"}, s + "x", "a=1"},
		{"http does not shadow by domain", []string{s, "a=1; Secure", a, "a=2; Domain=a.example"}, s, "a=1"},
		{"http does not shadow by host", []string{s, "a=1; Secure; Domain=a.example", a, "a=2"}, s, "a=1"},
		{"http beside a longer path", []string{s, "a=1; Secure; Path=/x", a, "a=2; Path=/"}, s + "x", "a=1; a=2"},
		{"http does not shadow from another host", []string{s, "a=1; Secure", "http://b.a.example/", "a=2; Domain=a.example"}, s, "a=1"},
		{"http beside another host", []string{s, "a=1; Secure", "http://b.a.example/", "a=2"}, "http://b.a.example/", "a=2"},
		{"http replaces its own", []string{s, "a=1", a, "a=2"}, s, "a=2"},
		{"https replaces", []string{s, "a=1; Secure", s, "a=2"}, a, "a=2"},
	} {
		if got := play(t, c.steps, c.at); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLines(t *testing.T) {
	j, u := cookie.NewJar(), parse(t, "http://a.example/")
	j.Set(u, []string{"HTTP/1.1 200 OK", "SET-COOKIE:a=1", "Set-Cookie2: b=2", "Cookie: c=3", "set-cookie: d=4, e=5", "Set-Cookie", "Set-Cookie: f=6"}, start)
	if got, want := j.Header(u, start), "a=1; d=4, e=5; f=6"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	j.Clear()
	if got := j.Header(u, start); got != "" {
		t.Errorf("after Clear: %q", got)
	}
	j.Set(u, []string{"Set-Cookie: g=7"}, start)
	if got := j.Header(u, start); got != "g=7" {
		t.Errorf("set after Clear: %q", got)
	}
}

func TestTimePasses(t *testing.T) {
	j, u := cookie.NewJar(), parse(t, "http://a.example/")
	j.Set(u, []string{"Set-Cookie: a=1; Max-Age=60", "Set-Cookie: b=2", "Set-Cookie: c=3; Expires=Sun, 29-Nov-26 12:02:00 GMT", "Set-Cookie: d=4; Max-Age=99999999999", "Set-Cookie: e=5; Expires=Fri, 31 Dec 9999 23:59:59 GMT"}, start)
	for _, c := range []struct {
		after time.Duration
		want  string
	}{
		{0, "a=1; b=2; c=3; d=4; e=5"}, {59 * time.Second, "a=1; b=2; c=3; d=4; e=5"}, {time.Minute, "b=2; c=3; d=4; e=5"}, {2 * time.Minute, "b=2; d=4; e=5"},
		{399 * 24 * time.Hour, "b=2; d=4; e=5"}, {400 * 24 * time.Hour, "b=2"},
	} {
		if got := j.Header(u, start.Add(c.after)); got != c.want {
			t.Errorf("after %v: %q, want %q", c.after, got, c.want)
		}
	}
}

// number returns how many cookies a Cookie field has.
func number(field string) int {
	if field == "" {
		return 0
	}
	return strings.Count(field, ";") + 1
}

func TestBoundOfSite(t *testing.T) {
	j, s, u := cookie.NewJar(), parse(t, "https://a.example/"), parse(t, "http://b.a.example/")
	j.Set(s, []string{"Set-Cookie: safe=1; Secure; Domain=a.example", "Set-Cookie: old=1; Domain=a.example", "Set-Cookie: over=1; Domain=a.example; Max-Age=1"}, start)
	for i := range limits.CookiesOfSite - 3 {
		j.Set(u, []string{fmt.Sprintf("Set-Cookie: %d=1; Domain=a.example", i)}, start)
	}
	later := start.Add(time.Minute)
	j.Set(u, []string{"Set-Cookie: x=1; Domain=a.example"}, later) // in the place of what is over
	if got := j.Header(s, later); number(got) != limits.CookiesOfSite || !strings.Contains(got, "old=1") || strings.Contains(got, "over=1") {
		t.Errorf("%d cookies, %q", number(got), got)
	}
	j.Set(s, []string{"Set-Cookie: unused=1; Path=/unused"}, later) // all others were sent in the meantime
	j.Set(u, []string{"Set-Cookie: y=1; Domain=a.example"}, later)
	got := j.Header(parse(t, "https://a.example/unused"), later)
	if !strings.HasPrefix(got, "unused=1; safe=1; ") || strings.Contains(got, "old=1") || number(got) != limits.CookiesOfSite {
		t.Errorf("%d cookies, %q", number(got), got)
	}
	for i := range 2 * limits.CookiesOfSite {
		j.Set(u, []string{fmt.Sprintf("Set-Cookie: z%d=1; Domain=a.example", i)}, later)
	}
	if got := j.Header(s, later); !strings.HasPrefix(got, "safe=1; ") || number(got) != limits.CookiesOfSite {
		t.Errorf("http pushed a cookie of https out: %d cookies, %q", number(got), got)
	}
}

func TestBoundInAll(t *testing.T) {
	const each = 100
	j := cookie.NewJar()
	at := func(site int) *uri.URL { return parse(t, fmt.Sprintf("http://h%d.example/", site)) }
	fill := func(from, to int, attributes string) {
		for site := from; site < to; site++ {
			for i := range each {
				j.Set(at(site), []string{fmt.Sprintf("Set-Cookie: %d=1%s", i, attributes)}, start)
				j.Header(at(0), start) // what is used is kept
			}
		}
	}
	const full = limits.Cookies / each
	fill(0, full, "")
	j.Clear()
	fill(0, full+2, "")
	for site := range full + 2 {
		want := each
		if site == 1 || site == 2 { // what was used least recently went
			want = 0
		}
		if got := number(j.Header(at(site), start)); got != want {
			t.Errorf("%d cookies of site %d, want %d", got, site, want)
		}
	}
	j.Clear()
	fill(0, full-1, "")
	fill(full-1, full, "; Max-Age=1")
	later := start.Add(time.Minute)
	j.Set(at(full), []string{"Set-Cookie: new=1"}, later) // in the place of what is over
	for site := range full - 1 {
		if got := number(j.Header(at(site), later)); got != each {
			t.Errorf("%d cookies of site %d, want %d, since others were over", got, site, each)
		}
	}
}

func TestFieldBound(t *testing.T) {
	j, u := cookie.NewJar(), parse(t, "http://a.example/")
	for i := range 100 {
		j.Set(u, []string{fmt.Sprintf("Set-Cookie: big%d=%s", i, strings.Repeat("x", 3000))}, start)
	}
	j.Set(u, []string{"Set-Cookie: small=1"}, start)
	if got := j.Header(u, start); len(got) > limits.CookieField || !strings.HasPrefix(got, "big0=") || !strings.HasSuffix(got, "; small=1") || number(got) != 3 {
		t.Errorf("%d bytes, %d cookies", len(got), number(got))
	}
}

func TestAnyGoroutine(t *testing.T) {
	j, u := cookie.NewJar(), parse(t, "http://a.example/")
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for k := range 200 {
				j.Set(u, []string{fmt.Sprintf("Set-Cookie: %d=%d; Max-Age=%d", i, k, k%3)}, start)
				j.Header(u, start)
				if k%100 == 0 {
					j.Clear()
				}
			}
		})
	}
	all.Wait()
}
