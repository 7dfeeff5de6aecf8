// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package uri

import (
	"strconv"
	"strings"

	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/target"
)

// Parse reads the absolute URL of a script. Spaces at its ends do not count; a control character anywhere, tab and line
// ends included, is an error, as it is a mistake of the script or an attempt to send more than a URL. Errors are
// *Error.
func Parse(text string) (*URL, error) {
	text, err := clean(text, " ")
	if err != nil {
		return nil, err
	}
	return split(text).absolute()
}

// clean returns text without the characters of cutset at its ends.
func clean(text, cutset string) (string, error) {
	text = strings.Trim(text, cutset)
	if len(text) > limits.URL {
		return "", &Error{KindLength, "longer than " + strconv.Itoa(limits.URL) + " bytes"}
	}
	if hasControl(text) {
		return "", &Error{KindControl, "a tab, line end or other control character is in it"}
	}
	return text, nil
}

func hasControl(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return true
		}
	}
	return false
}

// absolute returns the URL that r is by itself.
func (r reference) absolute() (*URL, error) {
	if r.scheme != "http" && r.scheme != "https" {
		return nil, &Error{KindScheme, "it begins with neither http:// nor https://"}
	}
	if !r.hasAuthority {
		return nil, &Error{KindHost, "there is none; two slashes come before it"}
	}
	u := &URL{Scheme: r.scheme, Fragment: encode(r.fragment, notInPath)}
	authority := r.authority
	if strings.Contains(authority, `\`) {
		return nil, &Error{KindHost, "a backslash is in it or before it"}
	}
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		user, password, _ := strings.Cut(authority[:i], ":")
		u.User, u.Password = decode(user), decode(password)
		if hasControl(u.User) || hasControl(u.Password) {
			return nil, &Error{KindControl, "one is in the user or password"} // RFC 7617 Section 2
		}
		u.HasUser = u.User != "" || u.Password != ""
		authority = authority[i+1:]
	}
	host, port, err := cutPort(authority)
	if err != nil {
		return nil, err
	}
	if u.Host, err = parseHost(host); err != nil {
		return nil, err
	}
	if u.Port, err = parsePort(port, u.Scheme); err != nil {
		return nil, err
	}
	if err := u.setTarget(r.path, r.query, r.hasQuery); err != nil {
		return nil, err
	}
	return u, nil
}

// cutPort divides an authority without user information.
func cutPort(authority string) (host, port string, err error) {
	end := strings.IndexByte(authority, ']') + 1 // behind an IP literal, else 0
	host, port, _ = strings.Cut(authority[end:], ":")
	if end > 0 && host != "" {
		return "", "", &Error{KindHost, "something follows the bracket that is no port"}
	}
	if strings.Contains(port, ":") {
		return "", "", &Error{KindHost, "more than one colon; an IPv6 address is written in brackets"}
	}
	return authority[:end] + host, port, nil
}

// parseHost reads a host as URL.Host has it. An address in brackets is IPv6.
func parseHost(text string) (string, error) {
	if text == "" {
		return "", &Error{KindHost, "there is none"}
	}
	if text[0] == '[' {
		addr, ok := target.Address(text)
		if !ok || strings.ContainsFunc(addr.Zone(), notInName) {
			return "", &Error{KindHost, "no IPv6 address is in the brackets"}
		}
		return addr.String(), nil
	}
	name, err := target.ASCII(decode(text)) // RFC 3986 Section 3.2.2: a name may be percent-encoded UTF-8
	if err != nil || strings.ContainsFunc(name, notInName) {
		return "", &Error{KindHost, "neither a name nor an address"}
	}
	return strings.ToLower(name), nil
}

// notInName reports whether c is outside RFC 3986's unreserved characters. The grammar has more for names, but nothing
// that could be looked up; curl refuses the same.
func notInName(c rune) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return false
	}
	return c != '-' && c != '.' && c != '_' && c != '~'
}

// parsePort reads a port; an empty one is the scheme's own (RFC 3986 Section 3.2.3).
func parsePort(text, scheme string) (int, error) {
	if text == "" {
		return defaultPort(scheme), nil
	}
	n, err := strconv.ParseUint(text, 10, 16) // takes no sign
	if err != nil || n == 0 {
		return 0, &Error{KindPort, "no number from 1 to 65535"}
	}
	return int(n), nil
}

// setTarget sets Target. A path is empty or begins with a slash.
func (u *URL) setTarget(path, query string, hasQuery bool) error {
	u.Target = withoutDots(encode(path, notInPath))
	if hasQuery {
		u.Target += "?" + encode(query, notInQuery)
	}
	if len(u.Target) > limits.URL {
		return &Error{KindLength, "longer than " + strconv.Itoa(limits.URL) + " bytes when percent-encoded"}
	}
	return nil
}

// withoutDots returns path without the segments "." and ".." (RFC 3986 Section 5.2.4). It begins with a slash.
func withoutDots(path string) string {
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	kept := segments[:0]
	for i, s := range segments {
		isDots := s == "." || s == ".."
		if s == ".." && len(kept) > 0 {
			kept = kept[:len(kept)-1]
		}
		if !isDots {
			kept = append(kept, s)
		} else if i == len(segments)-1 {
			kept = append(kept, "")
		}
	}
	return "/" + strings.Join(kept, "/")
}
