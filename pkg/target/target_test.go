// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package target_test

import (
	"net/url"
	"strings"
	"testing"

	"httpclientgo/pkg/target"
)

func TestParseOrigin(t *testing.T) {
	for _, tc := range []struct {
		host     string
		port     int
		withTLS  bool
		want     target.Origin
		field    string
		dialHost string
	}{
		{"example.com", -1, false, target.Origin{Host: "example.com", Port: 80}, "example.com", "example.com"},
		{"example.com", -1, true, target.Origin{Host: "example.com", Port: 443, TLS: true}, "example.com", "example.com"},
		{"HTTP://example.com", -1, true, target.Origin{Host: "example.com", Port: 80}, "example.com", "example.com"},
		{"hTTps://example.com", 8443, false, target.Origin{Host: "example.com", Port: 8443, TLS: true}, "example.com:8443", "example.com"},
		{"http://", -1, false, target.Origin{Host: "", Port: 80}, "", ""},
		{"httpx", -5, false, target.Origin{Host: "httpx", Port: 80}, "httpx", "httpx"},
		{"127.0.0.1", 0, false, target.Origin{Host: "127.0.0.1", Port: 0}, "127.0.0.1:0", "127.0.0.1"},
		{"::1", 8080, false, target.Origin{Host: "::1", Port: 8080}, "[::1]:8080", "::1"},
		{"[::1]", 80, false, target.Origin{Host: "[::1]", Port: 80}, "[::1]", "::1"},
		{"example.com", 443, false, target.Origin{Host: "example.com", Port: 443}, "example.com:443", "example.com"},
		{"FE80::1", 80, false, target.Origin{Host: "FE80::1", Port: 80}, "[FE80::1]", "FE80::1"},
		{"::1%lo", 80, false, target.Origin{Host: "::1%lo", Port: 80}, "[::1]", "::1%lo"},
		{"[fe80::1%eth0]", 8080, false, target.Origin{Host: "[fe80::1%eth0]", Port: 8080}, "[fe80::1]:8080", "fe80::1%eth0"},
		{"[fe80::1%25eth0]", 80, false, target.Origin{Host: "[fe80::1%25eth0]", Port: 80}, "[fe80::1]", "fe80::1%eth0"},
		{"fe80::1%25eth0", 80, false, target.Origin{Host: "fe80::1%25eth0", Port: 80}, "[fe80::1]", "fe80::1%eth0"},
		{"fe80::1%25", 80, false, target.Origin{Host: "fe80::1%25", Port: 80}, "[fe80::1]", "fe80::1%25"},
		{"bücher.example", 80, false, target.Origin{Host: "bücher.example", Port: 80}, "xn--bcher-kva.example", "bücher.example"},
		{"BÜCHER.example.", 81, false, target.Origin{Host: "BÜCHER.example.", Port: 81}, "xn--bcher-kva.example.:81", "BÜCHER.example."},
		{"ｌocalhost", 8080, false, target.Origin{Host: "ｌocalhost", Port: 8080}, "localhost:8080", "ｌocalhost"},
		{"例え.テスト", 443, true, target.Origin{Host: "例え.テスト", Port: 443, TLS: true}, "xn--r8jz45g.xn--zckzah", "例え.テスト"},
		{"Example.COM", 80, false, target.Origin{Host: "Example.COM", Port: 80}, "Example.COM", "Example.COM"},
		{"a b", 80, false, target.Origin{Host: "a b", Port: 80}, "a b", "a b"},
		{"example.com", 80, true, target.Origin{Host: "example.com", Port: 80, TLS: true}, "example.com:80", "example.com"},
	} {
		got := target.ParseOrigin(tc.host, tc.port, tc.withTLS)
		if got != tc.want {
			t.Errorf("ParseOrigin(%q, %d, %v) = %+v, want %+v", tc.host, tc.port, tc.withTLS, got, tc.want)
		}
		if f := got.HostField(); f != tc.field {
			t.Errorf("%+v.HostField() = %q, want %q", got, f, tc.field)
		}
		if h := got.DialHost(); h != tc.dialHost {
			t.Errorf("%+v.DialHost() = %q, want %q", got, h, tc.dialHost)
		}
	}
}

func TestCheckForm(t *testing.T) {
	for _, tc := range []struct {
		method, url string
		want        bool
	}{
		{"GET", "/", true},
		{"GET", "http://a/", true},
		{"GET", "https://a/", true},
		{"GET", "HTTP://a/", false},
		{"GET", "a", false},
		{"GET", "", false},
		{"GET", "*", false},
		{"OPTIONS", "*", true},
		{"OPTIONS", "/x", true},
		{"OPTIONS", "x", false},
		{"CONNECT", "a:1", true},
		{"CONNECT", "a:", false},
		{"CONNECT", ":1", false},
		{"CONNECT", "a", false},
		{"CONNECT", "/", false},
	} {
		if got := target.CheckForm(tc.method, tc.url); got != tc.want {
			t.Errorf("CheckForm(%s, %q) = %v, want %v", tc.method, tc.url, got, tc.want)
		}
	}
}

func TestAbsoluteForm(t *testing.T) {
	for _, tc := range []struct {
		o    target.Origin
		want string
	}{
		{target.Origin{Host: "a", Port: 80}, "http://a:80/x"},
		{target.Origin{Host: "a", Port: 443}, "http://a:443/x"},
		{target.Origin{Host: "::1", Port: 8080}, "http://[::1]:8080/x"},
		{target.Origin{Host: "[fe80::1%25eth0]", Port: 8080}, "http://[fe80::1]:8080/x"},
		{target.Origin{Host: "bücher.example", Port: 80}, "http://xn--bcher-kva.example:80/x"},
	} {
		if got := target.AbsoluteForm(tc.o, "/x"); got != tc.want {
			t.Errorf("AbsoluteForm(%+v) = %q, want %q", tc.o, got, tc.want)
		}
	}
}

func TestASCII(t *testing.T) {
	long := strings.Repeat("a", 64)
	for _, tc := range []struct{ host, want string }{
		{"example.com", "example.com"}, {"EXAMPLE.com.", "EXAMPLE.com."}, {"my_service", "my_service"}, {"localhost", "localhost"},
		{"bücher.example", "xn--bcher-kva.example"}, {"１２７.0.0.1", "127.0.0.1"},
		{"", ""}, {"a/b", ""}, {"a:80", ""}, {"u@a", ""}, {"a b", ""}, {"a..b", ""}, {".a", ""}, {long, ""}, {"ü\xff", ""}, {"a%2fb", ""},
		{"ü/x", ""}, {strings.Repeat("a.", 128), ""},
	} {
		got, err := target.ASCII(tc.host)
		if got != tc.want || (err != nil) != (tc.want == "") {
			t.Errorf("ASCII(%q) = %q, %v, want %q", tc.host, got, err, tc.want)
		}
	}
}

func TestWithoutUser(t *testing.T) {
	for host, want := range map[string]string{
		"a": "a", "user:secret@a": "a", "user:s@cret@a": "a", "@a": "a", "user@": "", "": "",
	} {
		if got := target.WithoutUser(host); got != want {
			t.Errorf("WithoutUser(%q) = %q, want %q", host, got, want)
		}
	}
}

func TestQuery(t *testing.T) {
	var q target.Query
	q.Key("a")
	q.Pair("b", "1")
	q.Pair("b", "x y")
	q.Pair("c", "true")
	q.Pair("é", "~-_.+&=%/")
	if got, want := string(q.Bytes()), "a&b=1&b=x%20y&c=true&%C3%A9=~-_.%2B%26%3D%25%2F"; got != want {
		t.Errorf("query = %q, want %q", got, want)
	}
}

// FuzzQueryEscape: net/url decodes what AppendQueryEscaped writes back to the same bytes.
func FuzzQueryEscape(f *testing.F) {
	f.Add("a b&c=d/é\x00\xff")
	f.Fuzz(func(t *testing.T, s string) {
		enc := string(target.AppendQueryEscaped(nil, s))
		dec, err := url.QueryUnescape(enc)
		if err != nil || dec != s {
			t.Fatalf("%q -> %q -> %q, %v", s, enc, dec, err)
		}
	})
}
