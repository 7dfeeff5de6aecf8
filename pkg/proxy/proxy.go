// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package proxy

import (
	"encoding/base64"
	"net"
	"strconv"
)

// A Scheme is the protocol that a proxy is spoken to in.
type Scheme uint8

const (
	HTTP    Scheme = iota // requests in absolute-form, CONNECT for TLS
	HTTPS                 // the same, inside TLS to the proxy
	SOCKS5                // RFC 1928; names are resolved here
	SOCKS5H               // RFC 1928; names are resolved by the proxy
)

// schemes have, by Scheme, the name and the port that an environment variable may leave out.
var schemes = [...]struct {
	name string
	port int
}{
	HTTP:    {"http", 80},
	HTTPS:   {"https", 443},
	SOCKS5:  {"socks5", 1080},
	SOCKS5H: {"socks5h", 1080},
}

func (s Scheme) String() string {
	if int(s) < len(schemes) {
		return schemes[s].name
	}
	return "?"
}

// SOCKS reports whether s is one of the SOCKS schemes.
func (s Scheme) SOCKS() bool { return s == SOCKS5 || s == SOCKS5H }

// A Proxy is a server that passes connections or requests on. A nil one is no proxy.
type Proxy struct {
	Scheme Scheme
	Host   string // name or IP literal
	Port   int    // checked by who dials it

	// User and Password are for the proxy alone. Both empty: none.
	User, Password string
}

// HasCredentials reports whether there is a user or a password.
func (p *Proxy) HasCredentials() bool { return p != nil && (p.User != "" || p.Password != "") }

// Authorization returns the value of Proxy-Authorization (RFC 9110 Section 11.7.2, RFC 7617), empty without credentials
// and for SOCKS. It belongs into requests to the proxy itself: CONNECT, and requests in absolute-form; never into a
// tunnel.
func (p *Proxy) Authorization() string {
	if !p.HasCredentials() || p.Scheme.SOCKS() {
		return ""
	}
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(p.User+":"+p.Password))
}

// AbsoluteForm reports whether a request without TLS is written to the proxy, with its target in absolute-form (RFC
// 9112 Section 3.2.2), instead of through it.
func (p *Proxy) AbsoluteForm() bool { return p != nil && !p.Scheme.SOCKS() }

// String returns the proxy as a URL. Stars stand for credentials, so it may be logged.
func (p *Proxy) String() string {
	if p == nil {
		return "none"
	}
	stars := ""
	if p.HasCredentials() {
		stars = "***@"
	}
	return p.Scheme.String() + "://" + stars + net.JoinHostPort(p.Host, strconv.Itoa(p.Port))
}

// GoString returns String, so that %#v keeps the secret too.
func (p *Proxy) GoString() string { return p.String() }
