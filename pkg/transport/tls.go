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

// handshake makes a TLS stream of conn, inside outer unless that is nil.
func (a *Attempt) handshake(conn *net.TCPConn, outer *outerTLS) (Stream, error) {
	var (
		under net.Conn
		w     *wire
	)
	if outer != nil {
		under, w = outer, outer.wire
	} else {
		var err error
		if w, err = newWire(conn); err != nil {
			return nil, err
		}
		under = w
	}
	ctx, cancel := a.limit()
	defer cancel()
	if a.cfg.TLS.RootCAs == nil && !a.cfg.TLS.InsecureSkipVerify {
		awaitFallbackRoots()
	}
	client := tls.Client(under, a.cfg.TLS)
	if err := client.HandshakeContext(ctx); err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, err
	}
	return pumpTLS(client, w, &a.cfg), nil
}

// pumpTLS makes the pump of a TLS client that has shaken hands, directly over w or over
// one that is.
func pumpTLS(client *tls.Conn, w *wire, cfg *Config) *pump {
	state := client.ConnectionState()
	s := makePump(client, w.TCPConn, w.pump(), &state, cfg)
	if s.prompt = w.prompt(); s.prompt != nil {
		s.prompt.late(func() { wake(s.out.data) })
	}
	s.start()
	return s
}
