// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"crypto/tls"
	"net"
)

// A Conn is what an Attempt ends in. Reads and writes wait, unless Config.Under made a connection that
// does not. There is no deadline on it.
//
// Close of the embedded connection says close_notify over TLS with Host, which may wait for a peer that
// does not read; Under.Close closes at once.
type Conn struct {
	// Conn carries bytes for Host, or for the proxy that reads them in its place: Under, or TLS over it,
	// also TLS in TLS to a proxy. Over TLS, io.EOF is a close_notify of Host; an end of TCP without one
	// is an io.ErrUnexpectedEOF. What Under says else, deadlines and temporary errors, passes unchanged.
	net.Conn

	// Under is what Config.Under returned, or TCP.
	Under net.Conn

	TCP *net.TCPConn

	// TLS is the result of the handshake with Host, with the protocol that ALPN chose; nil: what Host gets
	// is plain, however it is wrapped for a proxy. It is shared and not to be changed.
	TLS *tls.ConnectionState
}
