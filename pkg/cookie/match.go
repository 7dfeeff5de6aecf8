// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package cookie

import (
	"strings"

	"golang.org/x/net/publicsuffix"

	"httpclientgo/pkg/target"
	"httpclientgo/pkg/uri"
)

// canonical returns a host of a uri.URL as domains are compared with it: without a final dot.
func canonical(host string) string { return strings.TrimSuffix(host, ".") }

// cookieDomain returns where a cookie of host with that Domain attribute, which is in lower case, belongs (RFC 6265
// Section 5.3, steps 5 and 6). It reports false where host may not set such a cookie.
func cookieDomain(host, attribute string) (domain string, isHostOnly, ok bool) {
	switch {
	case attribute == "":
		return host, true, true
	case !isWithin(host, attribute):
		return "", false, false
	case isAddress(host), isPublicSuffix(attribute):
		return host, true, host == attribute
	}
	return attribute, false, true
}

// isWithin reports whether the name host is domain or below it (RFC 6265 Section 5.1.3).
func isWithin(host, domain string) bool {
	return host == domain || strings.HasSuffix(host, "."+domain)
}

// isAddress reports whether host is an address, also one in a spelling that only the system knows, such as "127.1": no
// top-level domain begins with a digit.
func isAddress(host string) bool {
	_, ok := target.Address(host)
	last := host[strings.LastIndexByte(host, '.')+1:]
	return ok || last != "" && '0' <= last[0] && last[0] <= '9'
}

func isPublicSuffix(domain string) bool {
	suffix, _ := publicsuffix.PublicSuffix(domain)
	return suffix == domain
}

// site returns what all hosts that can share a cookie with host have in common: the name below a public suffix, else
// host.
func site(host string) string {
	if !isAddress(host) {
		if name, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
			return name
		}
	}
	return host
}

// isPathWithin reports whether path is what the path of a cookie names, or below it (RFC 6265 Section 5.1.4).
func isPathWithin(path, of string) bool {
	rest, ok := strings.CutPrefix(path, of)
	return ok && (rest == "" || rest[0] == '/' || strings.HasSuffix(of, "/"))
}

// requestPath returns the path of u as it is sent.
func requestPath(u *uri.URL) string {
	path, _, _ := strings.Cut(u.Target, "?")
	return path
}

// defaultPath returns the path of a cookie without a Path attribute that counts (RFC 6265 Section 5.1.4).
func defaultPath(path string) string {
	if i := strings.LastIndexByte(path, '/'); i > 0 {
		return path[:i]
	}
	return "/"
}
