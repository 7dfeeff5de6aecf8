// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package uri

import "strings"

// A reference is a URI reference in its five parts (RFC 3986 Section 4.1), each as it was written, without delimiters.
type reference struct {
	scheme, authority, path, query, fragment       string
	hasScheme, hasAuthority, hasQuery, hasFragment bool
}

// split divides text as RFC 3986 Appendix B does. Every text has such parts.
func split(text string) reference {
	var r reference
	text, r.fragment, r.hasFragment = strings.Cut(text, "#")
	if n := schemeLength(text); n > 0 {
		r.scheme, r.hasScheme = strings.ToLower(text[:n]), true
		text = text[n+1:]
	}
	text, r.query, r.hasQuery = strings.Cut(text, "?")
	if rest, ok := strings.CutPrefix(text, "//"); ok {
		r.authority, text = cutPath(rest)
		r.hasAuthority = true
	}
	r.path = text
	return r
}

// cutPath divides at the first slash, which begins the path.
func cutPath(s string) (authority, path string) {
	if i := strings.IndexByte(s, '/'); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// schemeLength returns the length of the scheme that text begins with (RFC 3986 Section 3.1), 0 when there is none.
func schemeLength(text string) int {
	for i := range len(text) {
		switch c := text[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case c == ':':
			return i
		default:
			return 0
		}
	}
	return 0
}
