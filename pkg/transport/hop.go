// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/netip"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/proxy"
)

// The ways to Host, by the proxy's scheme and whether there is TLS with Host. What the
// caller says goes to the proxy when in brackets, else to Host.
//
//	            plain                      TLS
//	none        TCP                        TLS over TCP
//	http        [TCP]                      TLS in CONNECT over TCP
//	https       [TLS over TCP]             TLS in CONNECT in TLS over TCP
//	socks5(h)   SOCKS over TCP             TLS in SOCKS over TCP

// approach speaks to the proxy at the other end of conn until bytes reach who is to
// read them. It returns the TLS in between, nil: none.
func (a *Attempt) approach(conn *net.TCPConn, target netip.Addr) (*outerTLS, error) {
	ctx, cancel := a.limit()
	defer cancel()
	unbreak := breakOff(ctx, conn)
	outer, err := a.greet(ctx, conn, target)
	if !unbreak() {
		return nil, ctx.Err()
	}
	return outer, err
}

func (a *Attempt) greet(ctx context.Context, conn *net.TCPConn, target netip.Addr) (*outerTLS, error) {
	switch scheme := a.cfg.Proxy.Scheme; {
	case scheme == proxy.HTTP:
		return nil, a.exchange(conn)
	case scheme == proxy.HTTPS:
		outer, err := a.secure(ctx, conn)
		if err == nil && a.cfg.TLS != nil {
			err = a.exchange(outer)
		}
		return outer, err
	case scheme.SOCKS():
		return nil, a.negotiate(conn, target)
	}
	return nil, errScheme
}

// outerTLS is TLS to a proxy. What speaks through it finds an ordered end of the proxy
// to be a cut: an end inside a tunnel is Host's to tell.
type outerTLS struct {
	*tls.Conn       // over wire
	wire      *wire // under both
}

// secure shakes hands with the proxy.
func (a *Attempt) secure(ctx context.Context, conn *net.TCPConn) (*outerTLS, error) {
	w, err := newWire(conn)
	if err != nil {
		return nil, err
	}
	config := a.cfg.ProxyTLS
	if config == nil {
		config = (*TLSOptions)(nil).Config(a.cfg.Proxy.Host)
	}
	client := tls.Client(w, config)
	if err := client.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	return &outerTLS{client, w}, nil
}

func (o *outerTLS) Read(p []byte) (int, error) {
	n, err := o.Conn.Read(p)
	if err == io.EOF {
		err = errCut
	}
	return n, err
}

// Close says nothing to the proxy: that could wait for it.
func (o *outerTLS) Close() error { return o.wire.Close() }

// stream is the way to the proxy itself.
func (o *outerTLS) stream(cfg *Config) Stream { return toProxy{pumpTLS(o.Conn, o.wire, cfg)} }

// A toProxy is plain for Host, however it is wrapped for the proxy.
type toProxy struct{ *pump }

func (toProxy) ConnectionState() *tls.ConnectionState { return nil }

// negotiate asks the SOCKS proxy at the other end of conn for a way to target or, if
// that is the zero Addr, to Host by its name. It reads no byte of the tunnel.
func (a *Attempt) negotiate(conn net.Conn, target netip.Addr) error {
	host, err := a.targetName()
	if err != nil {
		return err
	}
	if target.IsValid() {
		host = target.String()
	}
	p := a.cfg.Proxy
	s, err := proxy.NewSOCKS(p.User, p.Password, host, a.cfg.Port)
	if err != nil {
		return err
	}
	var buf [512]byte
	for !s.Done() {
		if out := s.Output(); len(out) > 0 {
			if _, err := conn.Write(out); err != nil {
				return err
			}
		}
		n, err := conn.Read(buf[:min(s.Want(), len(buf))])
		if _, bad := s.Read(buf[:n]); bad != nil {
			return bad
		}
		if err == io.EOF {
			return s.EOF()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// elsewhere tells whether another address of Host may fare better with the SOCKS proxy:
// it does not reach this one, or not its family.
func elsewhere(err error) bool {
	var reply *proxy.SOCKSReplyError
	if !errors.As(err, &reply) {
		return false
	}
	switch reply.Code {
	case proxy.ReplyGeneralFailure, proxy.ReplyNetworkUnreachable, proxy.ReplyHostUnreachable,
		proxy.ReplyConnectionRefused, proxy.ReplyTTLExpired, proxy.ReplyAddressTypeNotSupported:
		return true
	}
	return false
}

// breakOff ends what conn waits for when ctx ends. The function it returns takes
// that back; conn is as before if ctx had not ended.
func breakOff(ctx context.Context, conn net.Conn) (cancel func() bool) {
	return context.AfterFunc(ctx, func() {
		defer fault.Contain()
		conn.SetDeadline(time.Unix(1, 0))
	})
}
