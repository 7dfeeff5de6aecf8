// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
)

// errWouldBlock is what a wire says instead of waiting. It looks like a deadline
// that passed, which crypto/tls takes as temporary for reads: the record that is
// half there stays, and a later Read goes on with it.
var errWouldBlock net.Error = new(wouldBlock)

type wouldBlock struct{}

func (*wouldBlock) Error() string   { return "nothing to read yet" }
func (*wouldBlock) Timeout() bool   { return true }
func (*wouldBlock) Temporary() bool { return true }

// errCut is a TCP end under TLS. crypto/tls would pass io.EOF between two records
// on as if a close_notify had come; a cut body must not look whole (RFC 8446
// Section 6.1, RFC 9112 Section 9.8).
var errCut = fmt.Errorf("connection cut without close_notify: %w", io.ErrUnexpectedEOF)

// handshake makes a TLS stream of conn.
func (a *Attempt) handshake(conn *net.TCPConn) (Stream, error) {
	w, err := newWire(conn)
	if err != nil {
		return nil, err
	}
	ctx, cancel := a.limit()
	defer cancel()
	if a.cfg.TLS.RootCAs == nil && !a.cfg.TLS.InsecureSkipVerify {
		awaitFallbackRoots()
	}
	client := tls.Client(w, a.cfg.TLS)
	if err := client.HandshakeContext(ctx); err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, err
	}
	state := client.ConnectionState()
	return newPump(client, conn, w.pump(), &state, a.cfg.hooks), nil
}
