// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

// However a script writes a host: the resolver, SNI and certificate check, CONNECT and SOCKS
// get the same name. RFC 9525 Sections 4 and 6.1.
func TestOneNameForAll(t *testing.T) {
	tests := []struct {
		host string
		name string // of the resolver and the proxies
		sni  string // empty: name
	}{
		{"a.example", "a.example", ""},
		{"A.Example", "A.Example", ""}, // ASCII stays: resolvers and certificates ignore case
		{"a.example.", "a.example.", "a.example"},
		{"b\u00fccher.example", "xn--bcher-kva.example", ""},
		{"B\u00dcCHER.EXAMPLE", "xn--bcher-kva.example", ""},
		{"bu\u0308cher.example", "xn--bcher-kva.example", ""}, // a combining mark
		{"b\u00fccher.example.", "xn--bcher-kva.example.", "xn--bcher-kva.example"},
		{"b\u00fccher\u3002example", "xn--bcher-kva.example", ""}, // the dots of RFC 3490 Section 3.1
		{"b\u00fccher\uff0eexample", "xn--bcher-kva.example", ""},
		{"b\u00fccher\uff61example", "xn--bcher-kva.example", ""},
		{"a\uff0eexample", "a.example", ""},
		{"\uff41.\uff45\uff58ample", "a.example", ""},
		{"xn--bcher-kva.example", "xn--bcher-kva.example", ""},
		{"XN--BCHER-KVA.example", "XN--BCHER-KVA.example", ""},
		{"stra\u00dfe.example", "xn--strae-oqa.example", ""}, // nontransitional, as in browsers
		{"xn--example-.com", "xn--example-.com", ""},         // decodes to ASCII; must not turn into example.com
	}
	for _, test := range tests {
		if test.sni == "" {
			test.sni = test.name
		}
		if got := new(trust.TLSOptions).Config(test.host).ServerName; got != test.sni {
			t.Errorf("%q: server name %q", test.host, got)
		}
		asked := ""
		h := &hooks{lookup: func(_ context.Context, _, host string) ([]netip.Addr, error) {
			asked = host
			return nil, nil
		}}
		outcome(Connect(Config{Host: test.host, Port: 443, hooks: h}))
		if asked != test.name {
			t.Errorf("%q: resolver asked for %q", test.host, asked)
		}

		p := listen(t)
		a := Connect(Config{Host: test.host, Port: 443, TLS: new(tls.Config), Proxy: &Proxy{Host: "127.0.0.1", Port: p.port}})
		request, err := http.ReadRequest(bufio.NewReader(p.accept(t)))
		if err != nil || request.RequestURI != test.name+":443" || request.Host != test.name+":443" {
			t.Errorf("%q: %v, %v", test.host, request, err)
		}
		a.Cancel()
		a = Connect(Config{Host: test.host, Port: 443, Proxy: &Proxy{Scheme: proxy.SOCKS5H, Host: "127.0.0.1", Port: p.port}})
		c := p.accept(t)
		c.Write([]byte{5, 0})
		expect(t, c, socksGreeting+"\x05\x01\x00\x03"+string([]byte{byte(len(test.name))})+test.name+"\x01\xbb")
		a.Cancel()
	}
}

// Hosts that are no names are refused in every role, before anything is looked up or
// sent.
func TestNoNames(t *testing.T) {
	hosts := []string{
		"", " ", "a b", "a.example ", "a\tb", "a\x00b", "a\r\nX: y", "a\x7fb",
		"a%00b", "a%2fb", "a%2Fb.example", "a%b", "a/b", "a\\b", "a?b", "a#b", "user@a.example", "a:80", "<a>", `"a"`,
		"[a.example]", "[127.0.0.1]", "[", "]", "::g",
		".", "..", ".a", "a..", "a..b", strings.Repeat("a", 64) + ".b", "a." + strings.Repeat("b", 64), strings.Repeat("a.", 128),
		"a\uff0500b", "a\uff052fb", "a\uff0fb.example", "a\u2100b", "\u00fc\u2024example", // full-width and compatibility forms of %, /, a/c, .
		"\u00fc..example", "\u00fc .example", "xn--\u00fc.example", "xn--a-\u00fc.b\u00fc", "b\u00fc.xn--example-.com", "\u200d\u00fc", "-\u00fc.example", "\xff", "a\xffb", "\ufffd",
		strings.Repeat("a", 255), strings.Repeat("\u00fc", 64), "\u00fc." + strings.Repeat("a", 300),
	}
	for _, host := range hosts {
		h := &hooks{lookup: func(_ context.Context, _, name string) ([]netip.Addr, error) {
			t.Errorf("%q: %q was looked up", host, name)
			return nil, ErrNoAddress
		}}
		check := func(role string, cfg Config, phase fault.Stage) {
			cfg.hooks = h
			_, err := outcome(Connect(cfg))
			e := failed(t, err, phase)
			if strings.ContainsAny(e.Error(), "\x00\r\n\x7f") {
				t.Errorf("%q as %s: %q", host, role, e)
			}
			if errors.Is(e, ErrNoAddress) {
				t.Errorf("%q as %s: %v", host, role, e)
			}
		}
		check("origin", Config{Host: host, Port: 443}, fault.Resolve)
		check("proxy", Config{Host: "127.0.0.1", Port: 443, Proxy: &Proxy{Host: host, Port: 1}}, fault.Resolve)
		check("origin behind socks5", Config{Host: host, Port: 443, Proxy: &Proxy{Scheme: proxy.SOCKS5, Host: "127.0.0.1", Port: 1}}, fault.Resolve)
		for _, scheme := range []proxy.Scheme{proxy.HTTP, proxy.SOCKS5H} {
			p := listen(t)
			check("origin behind "+scheme.String(), Config{Host: host, Port: 443, TLS: new(tls.Config), Proxy: &Proxy{Scheme: scheme, Host: "127.0.0.1", Port: p.port}}, fault.Proxy)
			peertest.WantClosed(t, p.accept(t))
		}
	}
}
