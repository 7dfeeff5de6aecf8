// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client

import (
	"crypto/tls"
	"encoding/pem"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// Info describes a connection. What a stream that a script brought does not know is left zero.
type Info struct {
	Local, Remote netip.AddrPort // of the socket, so Remote is the proxy's where there is one
	Proxy         string         // host:port

	TLSVersion  string // such as "1.3"; empty: a plain connection, and so are the next four
	CipherSuite string // IANA's name
	ALPN        string // empty as well when none was agreed on
	Resumed     bool
	PeerChain   []string // certificates as PEM, the server's own first

	Resolve   time.Duration // 0 for an address
	Connect   time.Duration // TCP, with the talk with a proxy
	TLS       time.Duration // handshake
	FirstByte time.Duration // of the last response, from Request to the call that found it
}

// Info is about the connection as it stands; false when there is none, not yet or not
// any more.
func (c *Client) Info() (Info, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn == nil {
		return Info{}, false
	}
	s := c.conn.Stream()
	if s == nil {
		return Info{}, false
	}
	i := Info{Local: addrPort(s.LocalAddr()), Remote: addrPort(s.RemoteAddr())}
	if p := c.conn.cfg.Proxy; p != nil {
		i.Proxy = net.JoinHostPort(p.Host, strconv.Itoa(p.Port))
	}
	if state := s.ConnectionState(); state != nil {
		i.TLSVersion = strings.TrimPrefix(tls.VersionName(state.Version), "TLS ")
		i.CipherSuite = tls.CipherSuiteName(state.CipherSuite)
		i.ALPN = state.NegotiatedProtocol
		i.Resumed = state.DidResume
		for _, cert := range state.PeerCertificates {
			i.PeerChain = append(i.PeerChain, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})))
		}
	}
	k := c.conn
	k.mu.Lock()
	defer k.mu.Unlock()
	i.Resolve, i.Connect, i.TLS = k.times.Resolve, k.times.Connect+k.times.Proxy, k.times.TLS
	i.FirstByte = k.firstByte
	return i, true
}

func addrPort(a net.Addr) (p netip.AddrPort) {
	if a != nil {
		p, _ = netip.ParseAddrPort(a.String())
	}
	return netip.AddrPortFrom(p.Addr().Unmap(), p.Port())
}

// answered notes that the first byte of a response is here. The caller holds the lock.
func (k *Connection) answered() {
	if !k.asked.IsZero() {
		k.firstByte, k.asked = time.Since(k.asked), time.Time{}
	}
}
