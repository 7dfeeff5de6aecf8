// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package target_test

import (
	"net/url"
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
	} {
		if got := target.AbsoluteForm(tc.o, "/x"); got != tc.want {
			t.Errorf("AbsoluteForm(%+v) = %q, want %q", tc.o, got, tc.want)
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
