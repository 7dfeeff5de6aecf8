// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"time"

	"httpclientgo/pkg/fault"
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
	turn  *turn  // let go while Read waits; nil: not in a handshake
	limit *limit // of the handshake; nil as turn
}

func (c *carrier) Read(p []byte) (n int, err error) {
	if c.turn != nil {
		c.turn.leave()
	}
	n, err = c.Conn.Read(p)
	if err == io.EOF {
		err = errCut
	}
	if c.turn != nil && err == nil {
		err = c.limit.take(c.turn)
	}
	return n, err
}

// Close says nothing to a proxy: that could wait for it.
func (c *carrier) Close() error { return c.under.Close() }

// handshake shakes hands over c, which then reads and writes what TLS protects. On an error c is as good as
// closed.
func (a *Attempt) handshake(limit *limit, c *Conn, config *tls.Config) (*tls.Conn, error) {
	trust.AwaitRoots(config)
	t := &turn{of: handshakes}
	if err := limit.take(t); err != nil {
		return nil, err
	}
	defer t.leave()
	under := &carrier{c.Conn, c.Under, t, limit}
	client := tls.Client(under, config)
	if err := client.Handshake(); err != nil {
		return nil, trust.Explain(config, err)
	}
	under.turn, under.limit = nil, nil // the connection outlives both
	c.Conn = client
	return client, nil
}

// secure shakes hands with Host over c.
func (a *Attempt) secure(limit *limit, c *Conn) error {
	client, err := a.handshake(limit, c, a.cfg.TLS)
	if err == nil {
		state := client.ConnectionState()
		c.TLS = &state
	}
	return err
}

// secureProxy shakes hands with the proxy over c.
func (a *Attempt) secureProxy(limit *limit, c *Conn) error {
	config := a.cfg.ProxyTLS
	if config == nil {
		config = (*trust.TLSOptions)(nil).Config(a.cfg.Proxy.Host)
	}
	_, err := a.handshake(limit, c, config)
	return err
}

// talk calls f, which speaks to the peer at the other end of c, and breaks off what it waits for when the
// stage's limit ends. c is as before if it did not.
func (a *Attempt) talk(c *Conn, f func(*limit) error) error {
	l := newLimit(a.ctx, a.cfg.Timeout)
	defer l.stop()
	unbreak := context.AfterFunc(l, func() {
		defer fault.Contain()
		c.Under.SetDeadline(time.Unix(1, 0))
	})
	err := f(l)
	if !unbreak() {
		return context.Cause(l)
	}
	return err
}
