// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"net/netip"
	"time"
)

// Info describes the connection of an exchange. Its fields are those of client.Info, so that one converts to the other.
type Info struct {
	Local, Remote netip.AddrPort // of the socket, so Remote is the proxy's where there is one
	Proxy         string         // host:port

	TLSVersion  string // such as "1.3"; empty: a plain connection, and so are the next four
	CipherSuite string // IANA's name
	ALPN        string // empty as well when none was agreed on
	Resumed     bool
	PeerChain   []string // certificates as PEM, the server's own first

	Resolve   time.Duration // 0 for an address, and the next two as well on a connection that was used before
	Connect   time.Duration // TCP, with the talk with a proxy
	TLS       time.Duration // handshake
	FirstByte time.Duration // of the answer, from when the request began to be written
}
