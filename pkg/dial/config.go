// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"crypto/tls"
	"net"
	"net/netip"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/target"
)

// defaultTimeout limits each stage when Config.Timeout is 0.
const defaultTimeout = 30 * time.Second

// A Proxy is an HTTP or SOCKS5 proxy; proxy.ParseProxy makes one.
type Proxy = proxy.Proxy

// A Config says where and how to connect. Connect copies it; what it points to must not change
// afterwards.
type Config struct {
	// Host is a name or an IP literal, IPv6 with or without brackets. A name that is not ASCII goes
	// through IDNA (RFC 5891).
	Host string
	Port int

	// TLS, unless nil, is the client's side of a handshake with Host. Its ServerName is the caller's to
	// set; trust.TLSOptions.Config does. Its NextProtos are offered by ALPN (RFC 7301); Conn.TLS says
	// which one was chosen. It is not changed. What it calls, VerifyConnection for one, must not wait:
	// few handshakes run at once.
	TLS *tls.Config

	// Proxy, unless nil, is dialled instead of Host. With TLS, and through SOCKS always, a tunnel leads
	// on to Host. Otherwise the caller speaks to the proxy: Proxy.AbsoluteForm and Proxy.Authorization
	// say how.
	Proxy *Proxy

	// ProxyTLS is the client's side of the handshake with a proxy of scheme https, as TLS is with Host.
	// nil: verified against the system's roots.
	ProxyTLS *tls.Config

	// Under, unless nil, wraps each new TCP connection before anything is said on it; TLS, if any, runs
	// over what it returns, which then owns the TCP connection. It is called on the attempt's goroutine.
	Under func(*net.TCPConn) (net.Conn, error)

	// UserAgent is the value of that field in a CONNECT request. Empty: "HTTPClientGo".
	UserAgent string

	// Timeout limits the resolver, the TCP connect, the talk with the proxy and the TLS handshake, each.
	// 0 or less: 30 s.
	Timeout time.Duration

	// Total limits the attempt from Connect to its end, in wall time: a turn that is waited for counts, which it does
	// not for Timeout. 0 or less: no such limit.
	Total time.Duration

	hooks *hooks // tests only
}

// NeedsResolver reports whether an attempt begins with names to resolve: that of the server or proxy,
// and of Host when the proxy takes addresses only (socks5). When not, it never fails in fault.Resolve.
func (c *Config) NeedsResolver() bool {
	if _, ok := target.Address(c.server().host); !ok {
		return true
	}
	_, ok := target.Address(c.Host)
	return !ok && c.resolvesTarget()
}

// resolvesTarget reports whether Host is resolved here for the proxy.
func (c *Config) resolvesTarget() bool { return c.Proxy != nil && c.Proxy.Scheme == proxy.SOCKS5 }

// An endpoint is what is dialled.
type endpoint struct {
	host string
	port int
}

func (c *Config) server() endpoint {
	if p := c.Proxy; p != nil {
		return endpoint{p.Host, p.Port}
	}
	return endpoint{c.Host, c.Port}
}

// hooks let a test stand in for the system.
type hooks struct {
	lookup  func(ctx context.Context, network, host string) ([]netip.Addr, error)
	dial    func(ctx context.Context, network, addr string) (net.Conn, error)
	offline func() bool
	enter   func(fault.Stage) // called by each goroutine as it enters a stage
}

func (h *hooks) entered(s fault.Stage) {
	if h != nil && h.enter != nil {
		h.enter(s)
	}
}
