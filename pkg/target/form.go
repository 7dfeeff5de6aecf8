// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package target

import "strings"

// CheckForm reports whether url is a request-target that Godot takes for method (RFC 9112 Section 3.2): authority-form
// for CONNECT, asterisk-form for OPTIONS, otherwise origin-form or absolute-form with a scheme http or https in lower
// case.
//
// It judges the form only. Bytes that would split the request line are refused by package h1.
func CheckForm(method, url string) bool {
	switch method {
	case "CONNECT":
		// The first colon counts, not the last (parity).
		colon := strings.IndexByte(url, ':')
		return colon > 0 && colon < len(url)-1
	case "OPTIONS":
		if url == "*" {
			return true
		}
	}
	return strings.HasPrefix(url, "/") || strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://")
}

// AbsoluteForm returns the request-target for a plain HTTP proxy, RFC 9112 Section 3.2.2. The port is always written
// and url is appended as it is (parity), so an url that is absolute already becomes nonsense, as it does in the engine.
func AbsoluteForm(o Origin, url string) string {
	o.TLS = true // so that HostField writes port 80
	if o.Port == PortHTTPS {
		o.TLS = false
	}
	return "http://" + o.HostField() + url
}
