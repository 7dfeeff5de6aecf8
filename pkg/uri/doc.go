// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package uri reads URLs of http and https as scripts write them and as servers send them in Location, and resolves
// references by RFC 3986 Section 5.
//
// What the web sends and net/url refuses is taken: a "%" that begins no escape, spaces, bytes outside ASCII in any
// encoding, and "http://host?query". So this is not made of net/url. In path and query, spaces, bytes outside ASCII and
// the characters that fetch and httpx encode as well become percent-encoded; all else stays as it was written, escapes
// included: "%2e%2e" is no dot segment.
//
// A backslash is no slash. In a path or query it stays, as with curl; an authority with one is refused, since browsers
// and RFC 3986 find different hosts in it. Numbers such as "127.1" or "0x7f000001" are names and no IPv4 addresses.
package uri
