// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package uri

import "strings"

// Resolve returns what ref, the value of a Location field, means in an answer from u (RFC 3986 Section 5). A fragment
// is inherited by a reference without one (RFC 9110 Section 10.2.2), user information by one without an authority.
// Spaces, tabs and line ends at the ends of ref do not count; a control character within is an error. Errors are
// *Error; other schemes than http and https have KindScheme.
//
// Two forms are taken that Section 5.4.2 calls abnormal: "http:/path" is a path where u is http too, as with fetch and
// httpx, and a third slash in front of a host is left out, as with fetch and curl.
func (u *URL) Resolve(ref string) (*URL, error) {
	ref, err := clean(ref, " \t\r\n")
	if err != nil {
		return nil, err
	}
	r := split(ref)
	if r.scheme == u.Scheme && !r.hasAuthority {
		r.hasScheme = false
	}
	if rest, ok := strings.CutPrefix(r.path, "/"); ok && r.hasAuthority && r.authority == "" {
		r.authority, r.path = cutPath(rest)
	}
	v, err := u.resolve(r)
	if err == nil && !r.hasFragment {
		v.Fragment = u.Fragment
	}
	return v, err
}

// Join returns the URL of a script that has a base: path itself where it is absolute or base is empty, else path
// resolved against base. What base has behind its last slash is replaced, as in RFC 3986 Section 5.2.3, and its
// fragment is left out. Errors are those of Parse.
func Join(base, path string) (*URL, error) {
	path, err := clean(path, " ")
	if err != nil {
		return nil, err
	}
	r := split(path)
	if base == "" || r.hasScheme {
		return r.absolute()
	}
	u, err := Parse(base)
	if err != nil {
		return nil, err
	}
	return u.resolve(r)
}

// resolve is RFC 3986 Section 5.2.2.
func (u *URL) resolve(r reference) (*URL, error) {
	if !r.hasScheme {
		r.scheme = u.Scheme
	}
	if r.hasScheme || r.hasAuthority {
		return r.absolute()
	}
	path, query, hasQuery := strings.Cut(u.Target, "?")
	switch {
	case r.path == "" && !r.hasQuery:
		r.query, r.hasQuery = query, hasQuery
	case r.path == "":
	case r.path[0] == '/':
		path = r.path
	default:
		path = path[:strings.LastIndexByte(path, '/')+1] + r.path
	}
	v := *u
	v.Fragment = encode(r.fragment, notInPath)
	if err := v.setTarget(path, r.query, r.hasQuery); err != nil {
		return nil, err
	}
	return &v, nil
}
