// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package proxy knows what a proxy is, how scripts and environments name one, and
// the bytes of SOCKS5.
//
// ParseProxy reads the arguments of Godot's set_http_proxy and set_https_proxy, with
// a scheme and credentials in front of the host. FromEnvironment reads HTTP_PROXY,
// HTTPS_PROXY and NO_PROXY. SOCKS is the client's side of RFC 1928 and RFC 1929 as a
// codec without I/O. Dialling, CONNECT and TLS are package dial's.
//
// Not known: SOCKS4, GSS-API and every HTTP authentication scheme but Basic, the
// proxy settings of operating systems, PAC files and ALL_PROXY.
package proxy
