// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"crypto/tls"
	"encoding/pem"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"httpclientgo/pkg/trust"
)

// Info describes a connection. What is not known is zero.
type Info struct {
	Local, Remote netip.AddrPort // of the socket, so Remote is the proxy's where there is one
	Proxy         string         // host:port

	TLSVersion  string // such as "1.3"; empty: a plain connection, and so are the next seven
	CipherSuite string // IANA's name
	KeyExchange string // the group, by IANA's name; empty where the server's key decrypted (RSA)
	PostQuantum bool   // a quantum computer could not find the keys from what was sent
	ALPN        string // empty as well when none was agreed on
	Resumed     bool
	PeerChain   []string // certificates as PEM, the server's own first
	Pins        []string // as trust.ParsePins reads them; see pinsOf

	Resolve time.Duration // 0 for an address
	Connect time.Duration // TCP, with the talk with a proxy
	TLS     time.Duration // handshake
}

// Describe returns what is known of the connection between local and remote. Each argument may be zero.
func Describe(local, remote net.Addr, proxy *Proxy, state *tls.ConnectionState, times Timings) Info {
	i := Info{
		Local: AddrPort(local), Remote: AddrPort(remote),
		Resolve: times.Resolve, Connect: times.Connect + times.Proxy, TLS: times.TLS,
	}
	if proxy != nil {
		i.Proxy = net.JoinHostPort(proxy.Host, strconv.Itoa(proxy.Port))
	}
	if state == nil {
		return i
	}
	i.TLSVersion = strings.TrimPrefix(tls.VersionName(state.Version), "TLS ")
	i.CipherSuite = tls.CipherSuiteName(state.CipherSuite)
	i.KeyExchange, i.PostQuantum = group(state.CurveID)
	i.ALPN = state.NegotiatedProtocol
	i.Resumed = state.DidResume
	for _, cert := range state.PeerCertificates {
		i.PeerChain = append(i.PeerChain, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})))
	}
	i.Pins = pinsOf(state)
	return i
}

// group returns IANA's name of a group, and whether it has a part that withstands quantum computers.
func group(id tls.CurveID) (name string, postQuantum bool) {
	switch id {
	case 0:
		return "", false
	case tls.X25519:
		return "x25519", false
	case tls.CurveP256:
		return "secp256r1", false
	case tls.CurveP384:
		return "secp384r1", false
	case tls.CurveP521:
		return "secp521r1", false
	case tls.X25519MLKEM768, tls.SecP256r1MLKEM768, tls.SecP384r1MLKEM1024:
		return id.String(), true
	}
	return id.String(), false
}

// pinsOf returns what pins are held against, the server's own key first: the verified chain with its root, or where
// crypto/tls does not know it the certificates that came.
func pinsOf(state *tls.ConnectionState) []string {
	if len(state.VerifiedChains) > 0 {
		return trust.PinsOf(state.VerifiedChains...)
	}
	return trust.PinsOf(state.PeerCertificates)
}

// AddrPort returns a as such, without the v4-in-v6 form; zero for one that has no port.
func AddrPort(a net.Addr) (p netip.AddrPort) {
	if a != nil {
		p, _ = netip.ParseAddrPort(a.String())
	}
	return netip.AddrPortFrom(p.Addr().Unmap(), p.Port())
}
