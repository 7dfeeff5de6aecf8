// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

// The ways to Host, by the proxy's scheme and whether there is TLS with Host. What the caller says goes to
// the proxy when in brackets, else to Host.
//
//	            plain                      TLS
//	none        TCP                        TLS over TCP
//	http        [TCP]                      TLS in CONNECT over TCP
//	https       [TLS over TCP]             TLS in CONNECT in TLS over TCP
//	socks5(h)   SOCKS over TCP             TLS in SOCKS over TCP

// approach speaks to the proxy at the other end of c until bytes reach who is to read them. c then has the
// TLS in between, if any.
func (a *Attempt) approach(c *Conn, target netip.Addr) error {
	ctx, cancel := a.limit()
	defer cancel()
	unbreak := breakOff(ctx, c.Under)
	err := a.greet(ctx, c, target)
	if !unbreak() {
		return ctx.Err()
	}
	return err
}

func (a *Attempt) greet(ctx context.Context, c *Conn, target netip.Addr) error {
	switch scheme := a.cfg.Proxy.Scheme; {
	case scheme == proxy.HTTP:
		return a.exchange(c)
	case scheme == proxy.HTTPS:
		if err := a.secureProxy(ctx, c); err != nil || a.cfg.TLS == nil {
			return err
		}
		return a.exchange(&carrier{c.Conn, c.Under})
	case scheme.SOCKS():
		return a.negotiate(c, target)
	}
	return ErrScheme
}

// secureProxy shakes hands with the proxy over c.
func (a *Attempt) secureProxy(ctx context.Context, c *Conn) error {
	config := a.cfg.ProxyTLS
	if config == nil {
		config = (*trust.TLSOptions)(nil).Config(a.cfg.Proxy.Host)
	}
	client, err := a.handshake(ctx, c, config)
	if err == nil {
		c.Conn = client
	}
	return err
}

// negotiate asks the SOCKS proxy at the other end of conn for a way to target or, if that is the zero Addr,
// to Host by its name. It reads no byte of the tunnel.
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

// elsewhere reports whether another address of Host may fare better with the SOCKS proxy: it does not reach
// this one, or not its family.
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

// breakOff ends what conn waits for when ctx ends. The function that it returns takes that back, and
// reports whether ctx had not ended: conn is as before then.
func breakOff(ctx context.Context, conn net.Conn) (cancel func() bool) {
	return context.AfterFunc(ctx, func() {
		defer fault.Contain()
		conn.SetDeadline(time.Unix(1, 0))
	})
}
