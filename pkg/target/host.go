// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package target

import (
	"errors"
	"net/netip"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// ErrHost is the error for a host that is neither an address nor a name.
var ErrHost = errors.New("not a host")

// Address returns the IP address that host spells, IPv6 also in brackets. Its zone may be spelled as a socket has it,
// "%eth0", or as a URL has it, "%25eth0" (RFC 6874 Section 2). An IPv4 address in IPv6 form stays what was written.
func Address(host string) (netip.Addr, bool) {
	addr, err := netip.ParseAddr(bare(host))
	return addr, err == nil
}

// bare returns an address without brackets and with its zone as a socket has it, and anything else as it is.
func bare(host string) string {
	if n := len(host); n > 2 && host[0] == '[' && host[n-1] == ']' && strings.Contains(host, ":") {
		host = host[1 : n-1]
	}
	if before, zone, ok := strings.Cut(host, "%25"); ok && zone != "" {
		return before + "%" + zone
	}
	return host
}

// ASCII returns the form of a name that is looked up, sent to servers and told to proxies: A-labels where host was not
// ASCII (RFC 5891 Section 4.4), else host itself. It may be an address, which IDNA can make of other digits.
//
// The error is ErrHost: delimiters of URLs are refused, so that no part of one can pass for a name; so are labels that
// are empty or longer than 63 bytes (RFC 1035 Section 2.3.4), which IDNA lets through, and what is not UTF-8, which it
// would take for U+FFFD.
func ASCII(host string) (string, error) {
	for i := range len(host) {
		if host[i] >= utf8.RuneSelf {
			name, err := idna.Lookup.ToASCII(host)
			if err != nil || !utf8.ValidString(host) {
				return "", ErrHost
			}
			host = name
			break
		}
	}
	if len(host) > 254 || strings.ContainsFunc(host, Delimits) {
		return "", ErrHost
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(host, "."), ".") {
		if label == "" || len(label) > 63 {
			return "", ErrHost
		}
	}
	return host, nil
}

// Delimits reports whether c can be in no name and no zone: control characters, spaces, and what separates parts of a
// URL.
func Delimits(c rune) bool { return c <= ' ' || c == 0x7f || strings.ContainsRune(`%/\?#@:[]"<>`, c) }

// WithoutUser returns host without a user and a password in front of it, for texts that others may read. A host with
// them cannot be connected to.
func WithoutUser(host string) string {
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		return host[i+1:]
	}
	return host
}
