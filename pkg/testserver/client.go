// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
)

// clientKinds are the certificates for clients, by the name of their files and their common name.
var clientKinds = map[string]struct {
	key    func() (crypto.Signer, error)
	signed func(a *Authority) *signer
}{
	"client_ec":      {func() (crypto.Signer, error) { return ecdsa.GenerateKey(elliptic.P256(), rand.Reader) }, nil},
	"client_rsa":     {func() (crypto.Signer, error) { return rsa.GenerateKey(rand.Reader, 2048) }, nil},
	"client_ed25519": {func() (crypto.Signer, error) { _, key, err := ed25519.GenerateKey(rand.Reader); return key, err }, byBetween},
	"client_other":   {func() (crypto.Signer, error) { return ecdsa.GenerateKey(elliptic.P256(), rand.Reader) }, func(a *Authority) *signer { return &a.other }},
}

// clientFiles are a certificate and a key for each kind, in PEM; behind one that the intermediate signed follows that.
func (a *Authority) clientFiles() (map[string][]byte, error) {
	files := map[string][]byte{}
	for name, kind := range clientKinds {
		by := &a.root
		if kind.signed != nil {
			by = kind.signed(a)
		}
		key, err := kind.key()
		if err != nil {
			return nil, err
		}
		a.mu.Lock()
		a.serial++
		serial := big.NewInt(a.serial)
		a.mu.Unlock()
		template := &x509.Certificate{
			SerialNumber: serial,
			Subject:      pkix.Name{CommonName: name},
			NotBefore:    hoursFromNow(-1),
			NotAfter:     hoursFromNow(24),
			KeyUsage:     x509.KeyUsageDigitalSignature,
			ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
		}
		der, err := x509.CreateCertificate(rand.Reader, template, by.cert, key.Public(), by.key)
		if err != nil {
			return nil, fmt.Errorf("testserver: %s: %w", name, err)
		}
		secret, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			return nil, err
		}
		text := certPEM(der)
		if by == &a.between {
			text = append(text, a.IntermediatePEM()...)
		}
		files[name+".crt"] = text
		files[name+".key"] = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})
	}
	return files, nil
}
