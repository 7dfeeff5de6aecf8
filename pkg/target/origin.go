// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package target

import (
	"net/netip"
	"strconv"
	"strings"
)

// Ports that a URI scheme implies, RFC 9110 Section 4.2.
const (
	PortHTTP  = 80
	PortHTTPS = 443
)

// An Origin is where a client connects to, as the script named it.
type Origin struct {
	Host string // without scheme; an IPv6 literal keeps brackets if the script gave them
	Port int    // as given; not checked here: 0 and 70000 are the dialler's to refuse
	TLS  bool
}

// ParseOrigin reads host, port and whether TLS options were given.
//
// A scheme in front of host decides about TLS, in any case: "http://" turns it
// off even when options are given, "https://" turns it on. A negative port
// means the scheme's own. Nothing else of a URL is understood (parity): a path
// or user name stays part of the host and fails to resolve.
func ParseOrigin(host string, port int, withTLS bool) Origin {
	o := Origin{Host: host, Port: port, TLS: withTLS}
	if rest, ok := cutScheme(host, "http://"); ok {
		o.Host, o.TLS = rest, false
	} else if rest, ok := cutScheme(host, "https://"); ok {
		o.Host, o.TLS = rest, true
	}
	if o.Port < 0 {
		o.Port = PortHTTP
		if o.TLS {
			o.Port = PortHTTPS
		}
	}
	return o
}

func cutScheme(s, scheme string) (string, bool) {
	if len(s) < len(scheme) || !strings.EqualFold(s[:len(scheme)], scheme) {
		return "", false
	}
	return s[len(scheme):], true
}

// HostField is the value of the Host field for a request to o: the port is left
// out when it is the scheme's own. RFC 9110 Section 7.2 wants an IPv6 literal in
// brackets; the engine sends it bare when the script gave it bare.
func (o Origin) HostField() string {
	host := o.Host
	if addr, err := netip.ParseAddr(host); err == nil && addr.Is6() {
		host = "[" + host + "]"
	}
	if (o.TLS && o.Port == PortHTTPS) || (!o.TLS && o.Port == PortHTTP) {
		return host
	}
	return host + ":" + strconv.Itoa(o.Port)
}

// DialHost is Host as a dialler wants it: an IPv6 literal without brackets.
func (o Origin) DialHost() string { return Unbracket(o.Host) }

// Unbracket takes the brackets off an IPv6 literal and leaves anything else.
func Unbracket(host string) string {
	if len(host) > 2 && host[0] == '[' && host[len(host)-1] == ']' {
		inner := host[1 : len(host)-1]
		if addr, err := netip.ParseAddr(inner); err == nil && addr.Is6() {
			return inner
		}
	}
	return host
}
