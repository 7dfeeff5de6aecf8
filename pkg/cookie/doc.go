// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package cookie keeps the cookies of servers in memory and gives them back, by RFC 6265 and, where browsers agree,
// draft-ietf-httpbis-rfc6265bis: cookies of https are not set or replaced by http, the prefixes "__Secure-" and
// "__Host-" hold, the size is bounded, and 400 days is the longest life. Public suffixes, those of companies included,
// are golang.org/x/net/publicsuffix's.
//
// It is not net/http/cookiejar, which bounds neither number nor size, asks the clock itself, knows no prefixes, lets
// http replace what https set, and drops or rewrites what servers do send: values with quotes, backslashes or bytes
// outside ASCII, names with brackets, and dates in other forms than two (Go 1.26).
//
// SameSite and HttpOnly mean nothing here: there are no pages and no scripts of theirs. A cookie without a name, or
// without "=", is ignored, as RFC 6265 and curl do. "Secure" means https; http to this machine does not count.
package cookie
