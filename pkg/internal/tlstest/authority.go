// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

// Package tlstest makes authorities and certificates for the tests of packages that speak TLS.
package tlstest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"testing"
	"time"
)

// An Authority signs the certificates of test servers.
type Authority struct {
	Cert *x509.Certificate
	Pool *x509.CertPool // with Cert alone
	Key  *ecdsa.PrivateKey
	sent [][]byte // behind a server's certificate
}

// NewAuthority makes a root that nobody else trusts.
func NewAuthority(t testing.TB) *Authority {
	t.Helper()
	a := &Authority{Key: newKey(t), Pool: x509.NewCertPool()}
	root := template("test root", true)
	der, err := x509.CreateCertificate(rand.Reader, root, root, a.Key.Public(), a.Key)
	if err == nil {
		a.Cert, err = x509.ParseCertificate(der)
	}
	if err != nil {
		t.Fatal(err)
	}
	a.Pool.AddCert(a.Cert)
	return a
}

// Below makes an authority that a signed. Its servers send its certificate behind theirs. The edits change the
// certificate before it is signed.
func (a *Authority) Below(t testing.TB, name string, edits ...func(*x509.Certificate)) *Authority {
	t.Helper()
	c := template(name, true)
	c.SerialNumber = big.NewInt(2)
	for _, edit := range edits {
		edit(c)
	}
	made := &Authority{Key: newKey(t), Pool: x509.NewCertPool()}
	der, err := x509.CreateCertificate(rand.Reader, c, a.Cert, made.Key.Public(), a.Key)
	if err == nil {
		made.Cert, err = x509.ParseCertificate(der)
	}
	if err != nil {
		t.Fatal(err)
	}
	made.Pool.AddCert(made.Cert)
	made.sent = append([][]byte{der}, a.sent...)
	return made
}

// Serve returns the configuration of a server with an ECDSA key and a certificate for names, DNS names or
// IP addresses, that is valid for an hour. The edits change the certificate before it is signed.
func (a *Authority) Serve(t testing.TB, names []string, edits ...func(*x509.Certificate)) *tls.Config {
	t.Helper()
	c := template("server", false)
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			c.IPAddresses = append(c.IPAddresses, ip)
		} else {
			c.DNSNames = append(c.DNSNames, name)
		}
	}
	for _, edit := range edits {
		edit(c)
	}
	return a.sign(t, c, newKey(t))
}

// ServeRSA is Serve for a.example with an RSA key of so many bits and that usage.
func (a *Authority) ServeRSA(t testing.TB, bits int, usage x509.KeyUsage) *tls.Config {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	c := template("server", false)
	c.DNSNames, c.KeyUsage = []string{"a.example"}, usage
	return a.sign(t, c, key)
}

func (a *Authority) sign(t testing.TB, c *x509.Certificate, key crypto.Signer) *tls.Config {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, c, a.Cert, key.Public(), a.Key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: append([][]byte{der}, a.sent...), PrivateKey: key}}}
}

func newKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func template(name string, ca bool) *x509.Certificate {
	usage := x509.KeyUsage(0)
	if ca {
		usage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	}
	return &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		KeyUsage:              usage,
		Subject:               pkix.Name{CommonName: name},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(time.Hour),
		IsCA:                  ca,
		BasicConstraintsValid: true,
	}
}
