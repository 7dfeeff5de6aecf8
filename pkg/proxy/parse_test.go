// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package proxy

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
)

func TestParseProxy(t *testing.T) {
	long := strings.Repeat("a", 255)
	tests := []struct {
		host string
		want Proxy
		part Part // not 0: an error
	}{
		// What the engine's class takes.
		{"proxy.example", Proxy{Host: "proxy.example"}, 0},
		{"127.0.0.1", Proxy{Host: "127.0.0.1"}, 0},
		{"::1", Proxy{Host: "::1"}, 0},
		{"[::1]", Proxy{Host: "::1"}, 0},
		{"fe80::1%eth0", Proxy{Host: "fe80::1%eth0"}, 0},
		{"bücher.example", Proxy{Host: "bücher.example"}, 0},
		{"my_proxy.", Proxy{Host: "my_proxy."}, 0},
		// Schemes.
		{"http://proxy.example", Proxy{Host: "proxy.example"}, 0},
		{"HTTPS://proxy.example", Proxy{Scheme: HTTPS, Host: "proxy.example"}, 0},
		{"socks5://127.0.0.1", Proxy{Scheme: SOCKS5, Host: "127.0.0.1"}, 0},
		{"Socks5H://[::1]", Proxy{Scheme: SOCKS5H, Host: "::1"}, 0},
		{"socks5://[fe80::1%25eth0]", Proxy{Scheme: SOCKS5, Host: "fe80::1%eth0"}, 0},
		{"socks4://proxy.example", Proxy{}, PartScheme},
		{"socks://proxy.example", Proxy{}, PartScheme},
		{"ftp://proxy.example", Proxy{}, PartScheme},
		{"://proxy.example", Proxy{}, PartScheme},
		{" http://proxy.example", Proxy{}, PartScheme},
		// Credentials.
		{"socks5://user:pass@127.0.0.1", Proxy{Scheme: SOCKS5, Host: "127.0.0.1", User: "user", Password: "pass"}, 0},
		{"user:pass@proxy.example", Proxy{Host: "proxy.example", User: "user", Password: "pass"}, 0},
		{"user@proxy.example", Proxy{Host: "proxy.example", User: "user"}, 0},
		{"user:@proxy.example", Proxy{Host: "proxy.example", User: "user"}, 0},
		{":pass@proxy.example", Proxy{Host: "proxy.example", Password: "pass"}, 0},
		{"@proxy.example", Proxy{Host: "proxy.example"}, 0},
		{":@proxy.example", Proxy{Host: "proxy.example"}, 0},
		{"u%40x:p%3a%2F%25+:q@proxy.example", Proxy{Host: "proxy.example", User: "u@x", Password: "p:/%+:q"}, 0},
		{"u:p@ss@proxy.example", Proxy{Host: "proxy.example", User: "u", Password: "p@ss"}, 0},
		{"jos%C3%A9:\u00e9@proxy.example", Proxy{Host: "proxy.example", User: "jos\u00e9", Password: "\u00e9"}, 0},
		{"socks5://u%3Au:p@proxy.example", Proxy{Scheme: SOCKS5, Host: "proxy.example", User: "u:u", Password: "p"}, 0},
		{"socks5://" + long + ":" + long + "@p", Proxy{Scheme: SOCKS5, Host: "p", User: long, Password: long}, 0},
		{"a" + long + ":p@p", Proxy{Host: "p", User: "a" + long, Password: "p"}, 0},
		{"u%3Au:p@proxy.example", Proxy{}, PartUser},
		{"u%4:p@proxy.example", Proxy{}, PartUser},
		{"u:p%zz@proxy.example", Proxy{}, PartUser},
		{"u%0d%0aX:p@proxy.example", Proxy{}, PartUser},
		{"u:p\r\n@proxy.example", Proxy{}, PartUser},
		{"u:%00@proxy.example", Proxy{}, PartUser},
		{"socks5://:p@proxy.example", Proxy{}, PartUser},
		{"socks5://a" + long + ":p@p", Proxy{}, PartUser},
		{"socks5h://u:a" + long + "@p", Proxy{}, PartUser},
		// Hosts.
		{"", Proxy{}, PartHost},
		{"http://", Proxy{}, PartHost},
		{"user:pass@", Proxy{}, PartHost},
		{"proxy.example:8080", Proxy{}, PartHost},
		{"user:pass", Proxy{}, PartHost},
		{"http://proxy.example/", Proxy{}, PartHost},
		{"proxy.example?x", Proxy{}, PartHost},
		{"proxy.example#x", Proxy{}, PartHost},
		{"a b", Proxy{}, PartHost},
		{"a\x00b", Proxy{}, PartHost},
		{"a\r\nb", Proxy{}, PartHost},
		{"a%00b", Proxy{}, PartHost},
		{"a%2fb", Proxy{}, PartHost},
		{"[127.0.0.1]", Proxy{}, PartHost},
		{"[proxy.example]", Proxy{}, PartHost},
		{"[::1", Proxy{}, PartHost},
		{"::1]", Proxy{}, PartHost},
		{"[::1]:80", Proxy{}, PartHost},
		{"[]", Proxy{}, PartHost},
		{"[", Proxy{}, PartHost},
		{"[::1%]", Proxy{}, PartHost},
		{"[::1%\r\nX: y]", Proxy{}, PartHost},
		{"::1%a/b", Proxy{}, PartHost},
		{":::1", Proxy{}, PartHost},
	}
	for _, test := range tests {
		got, err := ParseProxy(test.host, 8080)
		if test.part != 0 {
			var bad *ParseError
			if got != nil || !errors.As(err, &bad) || bad.Part != test.part {
				t.Errorf("%q: %v, %v; want an error about the %v", test.host, got, err, test.part)
			}
			continue
		}
		test.want.Port = 8080
		if err != nil || *got != test.want {
			t.Errorf("%q: %#v, %v", test.host, got, err)
		}
	}
	for _, port := range []int{-1, 0, 70000} {
		if p, err := ParseProxy("p", port); err != nil || p.Port != port {
			t.Errorf("port %d: %v, %v", port, p, err)
		}
	}
}

func TestParseURL(t *testing.T) {
	tests := []struct {
		text string
		want string // as String has it
		part Part
	}{
		{"proxy.example", "http://proxy.example:80", 0},
		{"proxy.example:3128", "http://proxy.example:3128", 0},
		{"https://proxy.example", "https://proxy.example:443", 0},
		{"socks5://proxy.example", "socks5://proxy.example:1080", 0},
		{"socks5h://proxy.example:9050/", "socks5h://proxy.example:9050", 0},
		{"http://u:p@proxy.example:3128/path?x#y", "http://***@proxy.example:3128", 0},
		{"u:p@[::1]:3128", "http://***@[::1]:3128", 0},
		{"[::1]", "http://[::1]:80", 0},
		{"proxy.example:", "http://proxy.example:80", 0},
		{"http://u:p/w@proxy.example", "", PartPort}, // as url.Parse: the authority ends at the slash
		{"proxy.example:0", "", PartPort},
		{"proxy.example:65536", "", PartPort},
		{"proxy.example:+1", "", PartPort},
		{"proxy.example:http", "", PartPort},
		{"::1:3128", "", PartHost},
		{"fe80::1", "", PartPort},
		{"[::1]3128", "", PartHost},
		{"[::1", "", PartHost},
		{":3128", "", PartHost},
		{"/", "", PartHost},
		{"http:///x", "", PartHost},
		{"quic://proxy.example", "", PartScheme},
	}
	for _, test := range tests {
		got, err := parseURL(test.text)
		var bad *ParseError
		if test.part == 0 {
			if err != nil || got.String() != test.want {
				t.Errorf("%q: %v, %v", test.text, got, err)
			}
		} else if got != nil || !errors.As(err, &bad) || bad.Part != test.part {
			t.Errorf("%q: %v, %v; want an error about the %v", test.text, got, err, test.part)
		}
	}
}

func TestAuthorization(t *testing.T) {
	tests := []struct {
		proxy    *Proxy
		want     string
		absolute bool
	}{
		{nil, "", false},
		{&Proxy{}, "", true},
		{&Proxy{User: "Aladdin", Password: "open sesame"}, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", true}, // RFC 7617 Section 2
		{&Proxy{Scheme: HTTPS, User: "test", Password: "123\u00a3"}, "Basic dGVzdDoxMjPCow==", true},   // RFC 7617 Section 2.1
		{&Proxy{User: "u"}, "Basic dTo=", true},
		{&Proxy{Password: "p"}, "Basic OnA=", true},
		{&Proxy{Scheme: SOCKS5, User: "u", Password: "p"}, "", false},
		{&Proxy{Scheme: SOCKS5H, User: "u", Password: "p"}, "", false},
	}
	for _, test := range tests {
		if got := test.proxy.Authorization(); got != test.want {
			t.Errorf("%v: %q, want %q", test.proxy, got, test.want)
		}
		if got := test.proxy.AbsoluteForm(); got != test.absolute {
			t.Errorf("%v: absolute form %v", test.proxy, got)
		}
	}
}

// No text about a proxy shows its credentials.
func TestSecrets(t *testing.T) {
	const secret = "s3cret"
	p := &Proxy{Host: "proxy.example", Port: 1, User: secret, Password: secret}
	texts := fmt.Sprintf("%v %+v %#v %s", p, p, p, p)
	for _, host := range []string{secret + ":x%zz@p", secret, "u:" + secret, "p/" + secret, "u:" + secret + "@", secret + "://p", "[" + secret + "]@"} {
		if _, err := ParseProxy(host, 1); err != nil {
			texts += err.Error()
		}
		if _, err := parseURL(host); err != nil {
			texts += err.Error()
		}
	}
	if strings.Contains(texts, secret) {
		t.Error(texts)
	}
}

// Invariant: an accepted proxy has a host without delimiters, credentials without control
// bytes, no more than its scheme can say, and reads the same written as a URL.
func FuzzParseProxy(f *testing.F) {
	for _, seed := range []string{"p", "socks5://u:p@127.0.0.1", "u%40:%2f@[::1]", "HTTPS://b\u00fccher.example", "[fe80::1%25a]", "a@b@c", "x://", "u:p", "%", "@", "[]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, host string) {
		p, err := ParseProxy(host, 1080)
		_, _ = parseURL(host)
		if err != nil {
			var bad *ParseError
			if p != nil || !errors.As(err, &bad) || bad.Part == 0 {
				t.Fatalf("%v, %v", p, err)
			}
			return
		}
		if p.Host == "" || strings.ContainsAny(p.Host, "\r\n\x00/@ []") || strings.ContainsAny(p.User+p.Password, "\r\n\x00") {
			t.Fatalf("%q accepted as %q %q %q", host, p.Host, p.User, p.Password)
		}
		if p.Scheme.SOCKS() {
			if _, err := NewSOCKS(p.User, p.Password, "x", 1); err != nil {
				t.Fatal(err)
			}
		} else if strings.Contains(p.User, ":") {
			t.Fatalf("user %q", p.User)
		}
		written := p.Host
		if strings.Contains(written, ":") {
			written = "[" + strings.Replace(written, "%", "%25", 1) + "]"
		}
		if p.HasCredentials() {
			written = strings.ReplaceAll(url.QueryEscape(p.User), "+", "%20") + ":" + strings.ReplaceAll(url.QueryEscape(p.Password), "+", "%20") + "@" + written
		}
		again, err := parseURL(p.Scheme.String() + "://" + written + ":1080")
		if err != nil || *again != *p {
			t.Fatalf("%q: %v, again %v, %v", host, p, again, err)
		}
	})
}
