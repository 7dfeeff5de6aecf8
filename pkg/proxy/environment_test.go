// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package proxy

import (
	"errors"
	"os"
	"runtime"
	"strings"
	"testing"
)

func TestFromEnvironment(t *testing.T) {
	const p = "http://proxy.example:3128"
	type env = map[string]string
	tests := []struct {
		env  env
		host string
		tls  bool
		want string // as String has it, "none", or "error"
	}{
		{env{}, "a.example", false, "none"},
		{env{"HTTP_PROXY": p}, "a.example", false, p},
		{env{"HTTP_PROXY": p}, "a.example", true, "none"},
		{env{"HTTPS_PROXY": p}, "a.example", true, p},
		{env{"HTTPS_PROXY": p}, "a.example", false, "none"},
		{env{"HTTP_PROXY": p, "http_proxy": "socks5h://u:p@s.example"}, "a.example", false, "socks5h://***@s.example:1080"},
		{env{"HTTP_PROXY": "proxy.example:3128"}, "a.example", false, p},
		{env{"HTTPS_PROXY": "https://proxy.example/"}, "a.example", true, "https://proxy.example:443"},
		{env{"ALL_PROXY": p}, "a.example", false, "none"},
		// Loopback never takes a proxy.
		{env{"HTTP_PROXY": p}, "localhost", false, "none"},
		{env{"HTTP_PROXY": p}, "LOCALHOST.", false, "none"},
		{env{"HTTP_PROXY": p}, "127.9.9.9", false, "none"},
		{env{"HTTP_PROXY": p}, "::1", false, "none"},
		{env{"HTTP_PROXY": p}, "[::1]", false, "none"},
		{env{"HTTP_PROXY": p}, "10.0.0.1", false, p},
		// NO_PROXY.
		{env{"HTTP_PROXY": p, "NO_PROXY": "*"}, "a.example", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "example"}, "a.example", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "b.example, a.example"}, "a.example", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": ".example"}, "a.example", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": ".a.example"}, "a.example", false, p},
		{env{"HTTP_PROXY": p, "NO_PROXY": "*.example"}, "a.example", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "xample"}, "a.example", false, p},
		{env{"HTTP_PROXY": p, "NO_PROXY": "a.example:80"}, "a.example", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "a.example:81"}, "a.example", false, p},
		{env{"HTTP_PROXY": p, "no_proxy": "a.example", "NO_PROXY": ""}, "a.example", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "10.0.0.0/8"}, "10.1.2.3", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "10.0.0.0/8"}, "::ffff:10.1.2.3", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "10.0.0.0/8"}, "11.1.2.3", false, p},
		{env{"HTTP_PROXY": p, "NO_PROXY": "fd00::/8"}, "[fd00::1]", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "[fd00::1]:80"}, "fd00::1", false, "none"},
		// One canonical name, whoever writes it.
		{env{"HTTP_PROXY": p, "NO_PROXY": "A.Example"}, "a.EXAMPLE", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "a.example"}, "a.example.", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "a.example."}, "a.example", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "xn--bcher-kva.example"}, "B\u00dcCHER\uff0eexample", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "b\u00fccher.example"}, "xn--bcher-kva.example", false, "none"},
		{env{"HTTP_PROXY": p, "NO_PROXY": "example.com"}, "xn--example-.com", false, p}, // CVE-2026-39821
		{env{"HTTP_PROXY": p, "NO_PROXY": "example.com"}, "b\u00fc.xn--example-.com", false, p},
		// A zone is no domain (CVE-2025-22870).
		{env{"HTTP_PROXY": p, "NO_PROXY": ".example.com"}, "fe80::1%.example.com", false, p},
		{env{"HTTP_PROXY": p, "NO_PROXY": "*.example.com"}, "[fe80::1%25.example.com]", false, p},
		{env{"HTTP_PROXY": p, "NO_PROXY": "a.example"}, "a.example%25.b", false, p},
		// Values that make no sense are no way around the proxy.
		{env{"HTTP_PROXY": "ftp://proxy.example"}, "a.example", false, "error"},
		{env{"HTTP_PROXY": "http://proxy.example:port"}, "a.example", false, "error"},
		{env{"HTTP_PROXY": "http://u:%zz@proxy.example"}, "a.example", false, "error"},
		{env{"HTTP_PROXY": "http://[::1"}, "a.example", false, "error"},
		{env{"HTTP_PROXY": "\x01"}, "a.example", false, "error"},
		{env{"HTTP_PROXY": "ftp://proxy.example", "NO_PROXY": "a.example"}, "a.example", false, "none"},
		// A CGI program.
		{env{"HTTP_PROXY": p, "REQUEST_METHOD": "GET"}, "a.example", false, "error"},
		{env{"HTTPS_PROXY": p, "REQUEST_METHOD": "GET"}, "a.example", true, p},
	}
	names := []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "REQUEST_METHOD"}
	for _, test := range tests {
		for _, name := range names {
			// On Windows both spellings are one variable.
			if value := test.env[name]; value != "" || runtime.GOOS != "windows" || name == strings.ToUpper(name) {
				t.Setenv(name, value)
			}
		}
		port := 80
		if test.tls {
			port = 443
		}
		got, err := FromEnvironment(os.Getenv, test.host, port, test.tls)
		text := got.String()
		if err != nil {
			text = "error"
		}
		var bad *ParseError
		if text != test.want || err != nil && test.env["REQUEST_METHOD"] == "" && !errors.As(err, &bad) {
			t.Errorf("%v %q: %v, %v; want %s", test.env, test.host, got, err, test.want)
		}
	}
}
