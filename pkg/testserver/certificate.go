// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"sort"
	"strings"
	"sync"
	"time"
)

// Authority holds the roots of one server and makes leaf certificates by name. Nothing outlives the process.
type Authority struct {
	root  signer // trusted by tests
	other signer // trusted by nobody

	mu     sync.Mutex
	leaves map[string]*tls.Certificate
	serial int64
}

type signer struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// TLSOptions says how a script speaks TLS.
type TLSOptions struct {
	Certificate string `json:"certificate"` // a name of [CertificateNames]; empty is "good"
	Min         string `json:"min"`         // lowest version, "1.0" to "1.3"; empty is Go's default
	Max         string `json:"max"`         // highest version; empty is 1.3
	NoTickets   bool   `json:"no_tickets"`  // sends no session ticket
}

// leafKinds are the certificates by name: what differs from a good one.
var leafKinds = map[string]func(t *x509.Certificate){
	"good":          func(*x509.Certificate) {},
	"expired":       func(t *x509.Certificate) { t.NotBefore, t.NotAfter = hoursFromNow(-48), hoursFromNow(-24) },
	"not_yet_valid": func(t *x509.Certificate) { t.NotBefore, t.NotAfter = hoursFromNow(24), hoursFromNow(48) },
	"wrong_name":    func(t *x509.Certificate) { t.DNSNames, t.IPAddresses = []string{"other.example"}, nil },
	"named":         func(t *x509.Certificate) { t.DNSNames, t.IPAddresses = []string{"named.example"}, nil },
	"wildcard":      func(t *x509.Certificate) { t.DNSNames, t.IPAddresses = []string{"*.example"}, nil },
	"no_ip":         func(t *x509.Certificate) { t.IPAddresses = nil },
	"cn_only":       func(t *x509.Certificate) { t.DNSNames, t.IPAddresses = nil, nil },
	"client_only":   func(t *x509.Certificate) { t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} },
	"self_signed":   func(*x509.Certificate) {},
	"untrusted":     func(*x509.Certificate) {},
}

// CertificateNames lists what TLSOptions.Certificate may say, sorted.
func CertificateNames() []string {
	names := make([]string, 0, len(leafKinds))
	for name := range leafKinds {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// NewAuthority makes two roots. Leaves are made when first asked for.
func NewAuthority() (*Authority, error) {
	a := &Authority{leaves: map[string]*tls.Certificate{}, serial: 2}
	var err error
	if a.root, err = newRoot("testserver root", 1); err != nil {
		return nil, err
	}
	a.other, err = newRoot("testserver other root", 2)
	return a, err
}

// RootPEM returns the root that signs all certificates but "self_signed" and "untrusted".
func (a *Authority) RootPEM() []byte { return certPEM(a.root.cert.Raw) }

// OtherRootPEM returns the root that signs "untrusted".
func (a *Authority) OtherRootPEM() []byte { return certPEM(a.other.cert.Raw) }

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
	return c, nil
}

func (a *Authority) leaf(name string) (*tls.Certificate, error) {
	kind, ok := leafKinds[name]
	if !ok {
		return nil, fmt.Errorf("testserver: no certificate %q, there are %s", name, strings.Join(CertificateNames(), ", "))
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if leaf := a.leaves[name]; leaf != nil {
		return leaf, nil
	}
	a.serial++
	template := &x509.Certificate{
		SerialNumber: big.NewInt(a.serial),
		Subject:      pkix.Name{CommonName: "localhost"},
		NotBefore:    hoursFromNow(-1),
		NotAfter:     hoursFromNow(24),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:     []string{"localhost"},
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	kind(template)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	by := a.root
	switch name {
	case "self_signed":
		by = signer{template, key}
	case "untrusted":
		by = a.other
	}
	der, err := x509.CreateCertificate(rand.Reader, template, by.cert, key.Public(), by.key)
	if err != nil {
		return nil, fmt.Errorf("testserver: certificate %q: %w", name, err)
	}
	a.leaves[name] = &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	return a.leaves[name], nil
}

func newRoot(name string, serial int64) (signer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return signer{}, err
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(serial),
		Subject:               pkix.Name{CommonName: name},
		NotBefore:             hoursFromNow(-72),
		NotAfter:              hoursFromNow(72),
		KeyUsage:              x509.KeyUsageCertSign,
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return signer{}, fmt.Errorf("testserver: root: %w", err)
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
