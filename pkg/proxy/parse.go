// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package proxy

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"httpclientgo/pkg/target"
)

// ParseProxy reads a host as scripts give it to set_http_proxy and set_https_proxy:
//
//	[scheme://][user[:password]@]host
//
// The scheme is http (also without one), https, socks5 or socks5h, in any case. User
// and password are percent-decoded; the last "@" ends them. An IPv6 literal may have
// brackets. The port is not judged: the dialler refuses one out of range, as it does
// without a proxy. An empty host is an error; that it unsets a proxy is the caller's
// to know. All errors are *ParseError.
func ParseProxy(host string, port int) (*Proxy, error) {
	p, rest, err := parseFront(host)
	if err != nil {
		return nil, err
	}
	if p.Host, err = parseHost(rest); err != nil {
		return nil, err
	}
	p.Port = port
	return p, nil
}

// parseURL reads a proxy as environment variables have it: as ParseProxy does, but
// with the port behind the host, or without for the scheme's own. A path and what
// follows it is ignored, as everybody does.
func parseURL(text string) (*Proxy, error) {
	begin := strings.Index(text, "://")
	if begin >= 0 {
		begin += len("://")
	} else {
		begin = 0
	}
	if i := strings.IndexAny(text[begin:], "/?#"); i >= 0 {
		text = text[:begin+i]
	}
	p, rest, err := parseFront(text)
	if err != nil {
		return nil, err
	}
	host, port := rest, ""
	if i := strings.IndexByte(rest, ']'); strings.HasPrefix(rest, "[") && i > 0 {
		host, port = rest[:i+1], rest[i+1:]
		if port != "" && port[0] != ':' {
			return nil, &ParseError{PartHost, "text behind an address in brackets"}
		}
		port = strings.TrimPrefix(port, ":")
	} else {
		host, port, _ = strings.Cut(rest, ":")
	}
	if p.Host, err = parseHost(host); err != nil {
		return nil, err
	}
	p.Port = schemes[p.Scheme].port
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return nil, &ParseError{PartPort, "not a number from 1 to 65535"}
		}
		p.Port = int(n)
	}
	return p, nil
}

// parseFront takes scheme and credentials off text.
func parseFront(text string) (p *Proxy, rest string, err error) {
	p = new(Proxy)
	if name, after, ok := strings.Cut(text, "://"); ok {
		if p.Scheme, ok = schemeOf(name); !ok {
			return nil, "", &ParseError{PartScheme, "not http, https, socks5 or socks5h"}
		}
		text = after
	}
	at := strings.LastIndexByte(text, '@')
	if at < 0 {
		return p, text, nil
	}
	user, password, _ := strings.Cut(text[:at], ":")
	if p.User, err = decode(user); err != nil {
		return nil, "", err
	}
	if p.Password, err = decode(password); err != nil {
		return nil, "", err
	}
	if err := p.checkCredentials(); err != nil {
		return nil, "", err
	}
	return p, text[at+1:], nil
}

func schemeOf(name string) (Scheme, bool) {
	for i, s := range schemes {
		if strings.EqualFold(s.name, name) {
			return Scheme(i), true
		}
	}
	return 0, false
}

// decode resolves percent-encoding. Control bytes are refused: RFC 7617 Section 2
// has none, and no honest SOCKS password does.
func decode(s string) (string, error) {
	out, err := url.PathUnescape(s)
	if err != nil {
		return "", &ParseError{PartUser, "a percent sign without two hexadecimal digits"}
	}
	for i := range len(out) {
		if out[i] < ' ' || out[i] == 0x7f {
			return "", &ParseError{PartUser, "a control byte"}
		}
	}
	return out, nil
}

func (p *Proxy) checkCredentials() error {
	switch {
	case !p.HasCredentials():
	case !p.Scheme.SOCKS():
		if strings.Contains(p.User, ":") {
			return &ParseError{PartUser, "a colon in the user name, which Basic authentication cannot say"}
		}
	case p.User == "":
		return &ParseError{PartUser, "a password without a user name, which SOCKS cannot say"}
	case len(p.User) > maxField || len(p.Password) > maxField:
		return &ParseError{PartUser, "longer than the 255 bytes of SOCKS"}
	}
	return nil
}

// parseHost checks a name as far as that needs no IDNA, and takes the brackets off
// an IPv6 literal.
func parseHost(s string) (string, error) {
	if s == "" {
		return "", &ParseError{PartHost, "empty"}
	}
	if s[0] == '[' {
		// RFC 6874 writes the percent sign before a zone as %25.
		inner, ok := strings.CutSuffix(strings.Replace(s[1:], "%25", "%", 1), "]")
		if ip, err := netip.ParseAddr(inner); !ok || err != nil || !ip.Is6() || strings.ContainsFunc(ip.Zone(), target.Delimits) {
			return "", &ParseError{PartHost, "no IPv6 address in the brackets"}
		}
		return inner, nil
	}
	if ip, err := netip.ParseAddr(s); err == nil && !strings.ContainsFunc(ip.Zone(), target.Delimits) {
		return s, nil
	}
	if strings.Contains(s, ":") {
		return "", &ParseError{PartHost, "a colon; the port has its own argument, and IPv6 must be valid"}
	}
	if strings.ContainsFunc(s, target.Delimits) {
		return "", &ParseError{PartHost, "a byte that no name has"}
	}
	return s, nil
}
