// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Authority holds the roots of one server and makes leaf certificates by name. Nothing outlives the process.
type Authority struct {
	root      signer // trusted by tests
	other     signer // trusted by nobody
	between   signer // signed by root, signs leaves in its place
	pretender signer // likewise, but is no authority

	mu     sync.Mutex
	leaves map[string]*tls.Certificate
	serial int64
}

type signer struct {
	cert *x509.Certificate
	key  crypto.Signer
}

// TLSOptions says how a script speaks TLS.
type TLSOptions struct {
	Certificate string `json:"certificate"`  // a name of [CertificateNames]; empty is "good"
	Min         string `json:"min"`          // lowest version, "1.0" to "1.3"; empty is Go's default
	Max         string `json:"max"`          // highest version; empty is 1.3
	NoTickets   bool   `json:"no_tickets"`   // sends no session ticket
	ClientAuth  string `json:"client_auth"`  // "request" or "require" a certificate of the client, "verify" one of the root; empty is none
	RSAExchange bool   `json:"rsa_exchange"` // only the cipher suites without forward secrecy
	Records     bool   `json:"records"`      // for the steps that need a [RecordConn]
}

// NewAuthority makes two roots. Leaves are made when first asked for.
func NewAuthority() (*Authority, error) {
	a := &Authority{leaves: map[string]*tls.Certificate{}, serial: 4}
	var err error
	if a.root, err = newRoot("testserver root", 1); err != nil {
		return nil, err
	}
	if a.other, err = newRoot("testserver other root", 2); err != nil {
		return nil, err
	}
	if a.between, err = newSigner("testserver intermediate", 3, true, &a.root); err != nil {
		return nil, err
	}
	a.pretender, err = newSigner("testserver pretender", 4, false, &a.root)
	return a, err
}

// RootPEM returns the root behind all certificates but "self_signed" and "untrusted".
func (a *Authority) RootPEM() []byte { return certPEM(a.root.cert.Raw) }

// OtherRootPEM returns the root that signs "untrusted".
func (a *Authority) OtherRootPEM() []byte { return certPEM(a.other.cert.Raw) }

// IntermediatePEM returns the certificate between the root and "chain".
func (a *Authority) IntermediatePEM() []byte { return certPEM(a.between.cert.Raw) }

// LeafPEM returns the certificate of one name, without what is sent behind it.
func (a *Authority) LeafPEM(name string) ([]byte, error) {
	leaf, err := a.leaf(name)
	if err != nil {
		return nil, err
	}
	return certPEM(leaf.Certificate[0]), nil
}

// writeFiles puts what a client may trust into a folder.
func (a *Authority) writeFiles(dir string) error {
	selfSigned, err := a.LeafPEM("self_signed")
	if err != nil {
		return err
	}
	expired, err := a.expiredRootPEM()
	if err != nil {
		return err
	}
	clients, err := a.clientFiles()
	if err != nil {
		return err
	}
	files := map[string][]byte{
		"ca.pem":           a.RootPEM(),
		"other_ca.pem":     a.OtherRootPEM(),
		"intermediate.crt": a.IntermediatePEM(),
		"self_signed.crt":  selfSigned,
		"bundle.crt":       append(a.OtherRootPEM(), a.RootPEM()...),
		"expired_root.crt": expired,
		"broken.crt":       append(a.RootPEM(), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"...),
	}
	maps.Copy(files, clients)
	lists, err := a.listFiles()
	if err != nil {
		return err
	}
	maps.Copy(files, lists)
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// expiredRootPEM is the root with the same name and key, but past its time.
func (a *Authority) expiredRootPEM() ([]byte, error) {
	template := *a.root.cert
	template.NotAfter = hoursFromNow(-1)
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, a.root.key.Public(), a.root.key)
	if err != nil {
		return nil, fmt.Errorf("testserver: expired root: %w", err)
	}
	return certPEM(der), nil
}

// ServerConfig returns a configuration of its own for each call, so that no session state is shared between scripts.
func (a *Authority) ServerConfig(o TLSOptions) (*tls.Config, error) {
	if o.Certificate == "" {
		o.Certificate = "good"
	}
	leaf, err := a.leaf(o.Certificate)
	if err != nil {
		return nil, err
	}
	c := &tls.Config{Certificates: []tls.Certificate{*leaf}, SessionTicketsDisabled: o.NoTickets}
	if c.MinVersion, err = tlsVersion(o.Min); err != nil {
		return nil, err
	}
	if c.MaxVersion, err = tlsVersion(o.Max); err != nil {
		return nil, err
	}
	if c.MaxVersion != 0 && c.MaxVersion < tls.VersionTLS12 && c.MinVersion == 0 {
		c.MinVersion = c.MaxVersion
	}
	if o.RSAExchange {
		c.MaxVersion = tls.VersionTLS12
		c.CipherSuites = []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_RSA_WITH_AES_256_GCM_SHA384}
	}
	switch o.ClientAuth {
	case "":
	case "request":
		c.ClientAuth = tls.RequestClientCert
	case "require":
		c.ClientAuth = tls.RequireAnyClientCert
	case "verify":
		c.ClientAuth, c.ClientCAs = tls.RequireAndVerifyClientCert, x509.NewCertPool()
		c.ClientCAs.AddCert(a.root.cert)
	default:
		return nil, fmt.Errorf("testserver: no client_auth %q", o.ClientAuth)
	}
	return c, nil
}

func newRoot(name string, serial int64) (signer, error) { return newSigner(name, serial, true, nil) }

// newSigner makes an authority, or what says that it is none, signed by another or, where that is nil, by itself.
func newSigner(name string, serial int64, isCA bool, by *signer) (signer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return signer{}, err
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(serial),
		Subject:               pkix.Name{CommonName: name},
		NotBefore:             hoursFromNow(-72),
		NotAfter:              hoursFromNow(72),
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		BasicConstraintsValid: true,
		IsCA:                  isCA,
	}
	if by == nil {
		by = &signer{template, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, by.cert, key.Public(), by.key)
	if err != nil {
		return signer{}, fmt.Errorf("testserver: authority %q: %w", name, err)
	}
	cert, err := x509.ParseCertificate(der)
	return signer{cert, key}, err
}

func certPEM(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func hoursFromNow(h int) time.Time { return time.Now().Add(time.Duration(h) * time.Hour) }

func tlsVersion(s string) (uint16, error) {
	switch s {
	case "":
		return 0, nil
	case "1.0":
		return tls.VersionTLS10, nil
	case "1.1":
		return tls.VersionTLS11, nil
	case "1.2":
		return tls.VersionTLS12, nil
	case "1.3":
		return tls.VersionTLS13, nil
	}
	return 0, fmt.Errorf("testserver: no TLS version %q", s)
}
