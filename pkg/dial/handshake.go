// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"

	"httpclientgo/pkg/trust"
)

// errCut is the end of a connection under TLS. crypto/tls would pass io.EOF between two records on as if
// a close_notify had come; a body that was cut must not look whole (RFC 8446 Section 6.1, RFC 9112
// Section 9.8).
var errCut = fmt.Errorf("connection cut without close_notify: %w", io.ErrUnexpectedEOF)

// A carrier is what records of TLS travel over: Under, or TLS to a proxy, whose ordered end inside a
// tunnel is a cut as well, since Host has not said that it is done.
type carrier struct {
	net.Conn
	under net.Conn
}

func (c *carrier) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if err == io.EOF {
		err = errCut
	}
	return n, err
}

// Close says nothing to a proxy: that could wait for it.
func (c *carrier) Close() error { return c.under.Close() }

// secure shakes hands with Host over c.
func (a *Attempt) secure(c *Conn) error {
	ctx, cancel := a.limit()
	defer cancel()
	client, err := a.handshake(ctx, c, a.cfg.TLS)
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return err
	}
	state := client.ConnectionState()
	c.Conn, c.TLS = client, &state
	return nil
}

// handshake makes a TLS client over c and shakes hands.
func (a *Attempt) handshake(ctx context.Context, c *Conn, config *tls.Config) (*tls.Conn, error) {
	trust.AwaitRoots(config)
	client := tls.Client(&carrier{c.Conn, c.Under}, config)
	return client, trust.Explain(config, client.HandshakeContext(ctx))
}
