// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package target

import (
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

// HostField returns the value of the Host field for a request to o: the port is left out when it is the scheme's own.
// RFC 9110 Section 7.2 wants an IPv6 literal in brackets; the engine sends it bare when the script gave it bare. A zone
// means nothing to another machine (RFC 6874 Section 4) and is left out; a name is in A-labels (RFC 5891 Section 4.4),
// as it is looked up and as certificates have it. A host that cannot be connected to stays as it was written.
func (o Origin) HostField() string {
	host := o.Host
	if addr, ok := Address(host); ok {
		host, _, _ = strings.Cut(bare(host), "%")
		if addr.Is6() {
			host = "[" + host + "]"
		}
	} else if name, err := ASCII(host); err == nil {
		host = name
	}
	if (o.TLS && o.Port == PortHTTPS) || (!o.TLS && o.Port == PortHTTP) {
		return host
	}
	return host + ":" + strconv.Itoa(o.Port)
}

// DialHost returns Host as a dialler wants it: an IPv6 literal without brackets, its zone spelled as a socket has it.
func (o Origin) DialHost() string {
	if _, ok := Address(o.Host); ok {
		return bare(o.Host)
	}
	return o.Host
}
