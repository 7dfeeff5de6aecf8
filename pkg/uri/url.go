// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package uri

import (
	"strconv"
	"strings"

	"httpclientgo/pkg/target"
)

// A URL is an absolute URL of http or https, in the form in which it is dialled and sent. One that this package gave is
// not changed afterwards by anybody; copies may be.
type URL struct {
	Scheme string // "http" or "https"
	// User and Password are percent-decoded and hold no control characters. Both are empty when there are none; HasUser
	// says that one of them is not.
	User, Password string
	HasUser        bool
	// Host is a name in lower case and A-labels, with a final dot if it was written with one, or an IP address without
	// brackets, its zone as a socket has it ("fe80::1%eth0").
	Host string
	Port int // 1 to 65535
	// Target is path and query in origin-form (RFC 9112 Section 3.2.1): it begins with "/" and has neither a fragment
	// nor a space, control character or byte outside ASCII.
	Target   string
	Fragment string // percent-encoded, without "#"; it stays with the client
}

// String returns u as it may be shown and sent: without user information and fragment, the port left out when it is the
// scheme's own. Parse reads it back to the same.
func (u *URL) String() string {
	host := u.Host
	if strings.Contains(host, ":") {
		address, zone, hasZone := strings.Cut(host, "%")
		if hasZone {
			zone = "%25" + zone // RFC 6874 Section 2
		}
		host = "[" + address + zone + "]"
	}
	if u.Port != defaultPort(u.Scheme) {
		host += ":" + strconv.Itoa(u.Port)
	}
	return u.Scheme + "://" + host + u.Target
}

// HostField returns the value of the Host field (RFC 9110 Section 7.2): without the zone of an address, and without the
// port when it is the scheme's own.
func (u *URL) HostField() string {
	return target.Origin{Host: u.Host, Port: u.Port, TLS: u.Scheme == "https"}.HostField()
}

// SameOrigin reports whether scheme, host and port are the same (RFC 6454 Section 5).
func (u *URL) SameOrigin(v *URL) bool {
	return u.Scheme == v.Scheme && u.Host == v.Host && u.Port == v.Port
}

func defaultPort(scheme string) int {
	if scheme == "https" {
		return target.PortHTTPS
	}
	return target.PortHTTP
}
