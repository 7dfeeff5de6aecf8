// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"strings"
)

// An Identity is a client certificate with its chain and its key, to show to servers that ask for one. It never
// changes. Two of the same certificates resume each other's TLS sessions.
type Identity struct {
	certificate tls.Certificate
	sum         [sha256.Size]byte // of the chain
}

// String keeps the key out of whatever prints an Identity.
func (*Identity) String() string { return "a client certificate" }

// GoString does the same.
func (id *Identity) GoString() string { return id.String() }

// key is what tells sessions with the identity apart from others; nil has one of its own.
func (id *Identity) key() (sum [sha256.Size]byte) {
	if id != nil {
		sum = id.sum
	}
	return sum
}

// ParseIdentity reads a certificate, with what a server needs to verify it behind it, and its key, both in PEM: an RSA,
// EC or Ed25519 key in PKCS #8, PKCS #1 or SEC 1 that is not encrypted. Other blocks are skipped, so both may be one
// text. The error is an *InputError.
func ParseIdentity(certificates, key []byte) (*Identity, error) {
	id := new(Identity)
	sum := sha256.New()
	for block, rest := pem.Decode(certificates); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, &InputError{"the certificate is malformed"}
		}
		if id.certificate.Leaf == nil {
			id.certificate.Leaf = cert
		}
		id.certificate.Certificate = append(id.certificate.Certificate, block.Bytes)
		sum.Write(block.Bytes)
	}
	if id.certificate.Leaf == nil {
		return nil, &InputError{"there is no certificate in PEM"}
	}
	sum.Sum(id.sum[:0])
	signer, err := parseKey(key)
	if err != nil {
		return nil, err
	}
	public, ok := signer.Public().(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !public.Equal(id.certificate.Leaf.PublicKey) {
		return nil, &InputError{"the key is not that of the certificate"}
	}
	id.certificate.PrivateKey = signer
	return id, nil
}

// parseKey reads the first private key of a PEM text.
func parseKey(text []byte) (crypto.Signer, error) {
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		switch {
		case !strings.HasSuffix(block.Type, "PRIVATE KEY"):
			continue
		case block.Type == "ENCRYPTED PRIVATE KEY", block.Headers["DEK-Info"] != "":
			return nil, &InputError{"the key is encrypted: only one without a password can be read"}
		}
		var key any
		var err error
		switch block.Type {
		case "RSA PRIVATE KEY":
			key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
		case "EC PRIVATE KEY":
			key, err = x509.ParseECPrivateKey(block.Bytes)
		default:
			key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
		}
		if err != nil {
			return nil, &InputError{"the key is malformed"}
		}
		switch key := key.(type) {
		case *rsa.PrivateKey:
			return key, nil
		case *ecdsa.PrivateKey:
			return key, nil
		case ed25519.PrivateKey:
			return key, nil
		}
		return nil, &InputError{"the key is of a kind that cannot sign: RSA, EC and Ed25519 can"}
	}
	return nil, &InputError{"there is no private key in PEM"}
}

// A ClientCertificateError is a server that wants a client certificate, or another one.
type ClientCertificateError struct {
	Alert tls.AlertError // of the server; 0: it takes no signature that the key can make
	Sent  bool           // it has seen one
}

func (e *ClientCertificateError) Error() string { return "the server wants another client certificate" }

func (e *ClientCertificateError) Unwrap() error {
	if e.Alert == 0 {
		return nil
	}
	return e.Alert
}

// present is for tls.Config.GetClientCertificate. The certificate is shown whichever authorities the server names, as
// curl does: servers that name none, or too few, are common.
func (v *sessionView) present(id *Identity) func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
	return func(asked *tls.CertificateRequestInfo) (*tls.Certificate, error) {
		v.asked.Store(true)
		if id == nil {
			return new(tls.Certificate), nil
		}
		anybody := *asked
		anybody.AcceptableCAs = nil
		if anybody.SupportsCertificate(&id.certificate) != nil {
			return nil, new(ClientCertificateError)
		}
		v.sent.Store(true)
		return &id.certificate, nil
	}
}
