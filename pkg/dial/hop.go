// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"errors"
	"io"
	"net"
	"net/netip"

	"httpclientgo/pkg/proxy"
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
func (a *Attempt) approach(limit *limit, c *Conn, target netip.Addr) error {
	switch scheme := a.cfg.Proxy.Scheme; {
	case scheme == proxy.HTTP:
		return a.exchange(c)
	case scheme == proxy.HTTPS:
		if err := a.secureProxy(limit, c); err != nil || a.cfg.TLS == nil {
			return err
		}
		return a.exchange(&carrier{Conn: c.Conn, under: c.Under})
	case scheme.SOCKS():
		return a.negotiate(c, target)
	}
	return ErrScheme
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
