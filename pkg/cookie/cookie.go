// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package cookie

import (
	"strconv"
	"strings"
	"time"

	"httpclientgo/pkg/internal/limits"
)

// longest is how long a cookie lives at most: RFC 6265bis Section 5.5 and browsers.
const longest = 400 * 24 * time.Hour

// A setCookie is what a Set-Cookie field says.
type setCookie struct {
	name, value  string
	domain, path string // of the attributes, "" when there is none that counts
	secure       bool
	expires      time.Time // zero: with the session
}

// parse reads the value of a Set-Cookie field (RFC 6265 Section 5.2). It reports false for what is to be ignored.
func parse(field string, now time.Time) (c setCookie, ok bool) {
	pair, attributes, _ := strings.Cut(field, ";")
	name, value, ok := strings.Cut(pair, "=")
	c.name, c.value = trim(name), trim(value)
	if !ok || c.name == "" || len(c.name)+len(c.value) > limits.Cookie || strings.Contains(c.name+c.value, "\t") {
		return c, false
	}
	if strings.ContainsFunc(field, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
		return c, false
	}
	hasAge := false
	for attributes != "" {
		var attribute string
		attribute, attributes, _ = strings.Cut(attributes, ";")
		name, value, _ := strings.Cut(attribute, "=")
		name, value = trim(name), trim(value)
		if len(value) > limits.CookieAttribute {
			continue
		}
		switch strings.ToLower(name) {
		case "domain":
			c.domain = strings.ToLower(strings.TrimPrefix(value, "."))
		case "path":
			c.path = ""
			if strings.HasPrefix(value, "/") {
				c.path = value
			}
		case "secure":
			c.secure = true
		case "max-age":
			if age, ok := parseAge(value); ok {
				c.expires, hasAge = now.Add(age), true
			}
		case "expires":
			if date, ok := parseDate(value); ok && !hasAge {
				c.expires = date
			}
		}
	}
	if last := now.Add(longest); c.expires.After(last) {
		c.expires = last
	}
	return c, true
}

func trim(s string) string { return strings.Trim(s, " \t") }

// parseAge reads the value of Max-Age: seconds, which may be negative. The result is at most longest.
func parseAge(value string) (time.Duration, bool) {
	digits := strings.TrimPrefix(value, "-")
	if digits == "" || strings.ContainsFunc(digits, func(c rune) bool { return c < '0' || c > '9' }) {
		return 0, false
	}
	n, err := strconv.ParseInt(value, 10, 64)
	switch {
	case value[0] == '-', n <= 0:
		return -1, true
	case err != nil, n > int64(longest/time.Second): // more digits than fit
		return longest, true
	}
	return time.Duration(n) * time.Second, true
}

// allows reports whether the prefix of the name, if it has one, allows the cookie (RFC 6265bis Section 4.1.3).
func (c *setCookie) allows(isHostOnly bool) bool {
	switch name := strings.ToLower(c.name); {
	case strings.HasPrefix(name, "__secure-"):
		return c.secure
	case strings.HasPrefix(name, "__host-"):
		return c.secure && isHostOnly && c.path == "/"
	}
	return true
}
