// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto/tls"
	"crypto/x509"
	"runtime"
	"strings"
	"weak"

	"httpclientgo/pkg/target"
)

// TLSOptions are the client's side of Godot's TLSOptions. The zero value and nil verify against the
// system's roots.
type TLSOptions struct {
	// Unsafe does not check the server's name. Without Roots it checks nothing at all; with them, the
	// chain must still lead to one of them.
	Unsafe bool

	// Roots are the trusted authorities, nil: the system's. They must not be changed once used.
	Roots *x509.CertPool

	// CommonName is the name that the certificate must be good for, and that is sent as SNI. Empty: the
	// host.
	CommonName string

	// DisableTLS13 stops at TLS 1.2.
	DisableTLS13 bool

	Beyond
}

// Beyond is what Godot's TLSOptions have no words for. Two values that trust the same, and show the same of the client,
// are equal.
type Beyond struct {
	// Pins are keys of which the verified chain must have one. With Unsafe and without Roots there is no such chain, and
	// the server's own key must be one.
	Pins Pins

	// Client is shown to a server that asks for a client certificate; nil: none. Identities are compared by identity.
	Client *Identity

	// Revoked are lists that the verified chain is held against; nil: none. With Unsafe and without Roots there is no
	// chain. They are compared by identity.
	Revoked *Revocations

	// KeyLog is the path of a file that the keys of each connection are appended to, so that who has it can read what was
	// sent; empty: none.
	KeyLog string
}

// An InputError says what is wrong with pins, a certificate, a key or a list that a script gave. Its words are for a
// script, and nothing of a key is among them.
type InputError struct{ text string }

func (e *InputError) Error() string { return e.text }

// With returns the options, which are not nil, demanding b in place of their own Beyond.
func (o *TLSOptions) With(b Beyond) *TLSOptions {
	with := *o
	with.Beyond = b
	return &with
}

// Config returns a configuration for connections to host, a name or an IP literal. Each call makes a new
// one, which is the caller's to change until it is first used; sessions are remembered across them, as
// long as host and all options are the same.
//
// NextProtos is empty, so no ALPN is offered (parity) and a server cannot choose HTTP/2. With roots of
// the system, AwaitRoots comes before the handshake.
func (o *TLSOptions) Config(host string) *tls.Config {
	if o == nil {
		o = new(TLSOptions)
	}
	name := serverName(host)
	if o.CommonName != "" {
		name = serverName(o.CommonName)
	}
	view := sessions.of(verification{
		host: host, name: name,
		unsafe: o.Unsafe, roots: weak.Make(o.Roots), no13: o.DisableTLS13,
		pins: o.Pins, client: o.Client.key(), revoked: o.Revoked.key(), keyLog: o.KeyLog,
	})
	c := &tls.Config{
		ServerName:           name,
		RootCAs:              o.Roots,
		MinVersion:           tls.VersionTLS12,
		CipherSuites:         cipherSuites,
		ClientSessionCache:   view,
		GetClientCertificate: view.present(o.Client),
	}
	d := demand{pins: o.Pins.of(host), revoked: o.Revoked, stapledUntil: view.keepUntil}
	if o.KeyLog != "" {
		c.KeyLogWriter = keyLog(o.KeyLog)
	}
	if o.DisableTLS13 {
		c.MaxVersion = tls.VersionTLS12
	}
	switch {
	case !o.Unsafe && o.Roots == nil && systemVerifies:
		c.InsecureSkipVerify = true
		c.VerifyConnection = d.verifyAs(name, nil)
	case !o.Unsafe:
		c.VerifyConnection = d.verify
	case o.Roots == nil:
		c.InsecureSkipVerify = true
		c.VerifyConnection = d.verifyUnsafe
	default:
		c.InsecureSkipVerify = true
		c.VerifyConnection = d.verifyAs("", o.Roots)
	}
	return c
}

// systemVerifies is whether crypto/x509 leaves chains to the system's roots to the system, which then judges the name
// as well, by rules of its own: Windows' have refused an IP address that the certificate names.
const systemVerifies = runtime.GOOS == "windows" || runtime.GOOS == "darwin"

// cipherSuites are crypto/tls's own for TLS 1.2, and behind them those without forward secrecy and those
// with CBC and SHA-256 that the engine and curl still offer: there are servers that have no others. crypto/tls
// orders them by itself: first what has forward secrecy and an AEAD, then the rest, last CBC with SHA-256, whose
// records it does not open in constant time (Lucky 13).
var cipherSuites = func() (ids []uint16) {
	for _, suite := range tls.CipherSuites() {
		ids = append(ids, suite.ID)
	}
	ids = append(ids, rsaExchange...)
	return append(ids, tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256)
}()

// rsaExchange are the suites in which the server's key decrypts.
var rsaExchange = []uint16{
	tls.TLS_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_RSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_RSA_WITH_AES_128_CBC_SHA, tls.TLS_RSA_WITH_AES_256_CBC_SHA,
	tls.TLS_RSA_WITH_AES_128_CBC_SHA256,
}

// serverName returns host as certificates and SNI have it: A-labels, no brackets, no zone, no final dot
// (RFC 6066 Section 3). What is no name stays as it is and will match no certificate.
func serverName(host string) string {
	if ip, ok := target.Address(host); ok {
		return ip.WithZone("").String()
	}
	if name, err := target.ASCII(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(host, ".")
}
