// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
	"net"
	"sort"
	"strings"
)

// leafKind is what differs from a good certificate.
type leafKind struct {
	edit   func(*x509.Certificate)       // nil: nothing
	key    func() (crypto.Signer, error) // nil: P-256
	signed func(a *Authority) *signer    // nil: by the root; a result of nil: by itself
	sent   func(a *Authority) []*signer  // what the server sends behind the certificate
	patch  []string                      // pairs of bytes: the first is replaced by the second before it is signed
}

func names(dns ...string) func(*x509.Certificate) {
	return func(t *x509.Certificate) { t.DNSNames, t.IPAddresses = dns, nil }
}

func byPretender(a *Authority) *signer { return &a.pretender }
func byBetween(a *Authority) *signer   { return &a.between }

// leafKinds are the certificates by name.
var leafKinds = map[string]leafKind{
	"good":             {},
	"expired":          {edit: func(t *x509.Certificate) { t.NotBefore, t.NotAfter = hoursFromNow(-48), hoursFromNow(-24) }},
	"not_yet_valid":    {edit: func(t *x509.Certificate) { t.NotBefore, t.NotAfter = hoursFromNow(24), hoursFromNow(48) }},
	"wrong_name":       {edit: names("other.example")},
	"named":            {edit: names("named.example")},
	"wildcard":         {edit: names("*.example")},
	"punycode":         {edit: names("xn--bcher-kva.example")},
	"wildcard_partial": {edit: names("n*d.example")},
	"no_ip":            {edit: func(t *x509.Certificate) { t.IPAddresses = nil }},
	"ip_only":          {edit: func(t *x509.Certificate) { t.DNSNames = nil }},
	"ip_as_dns":        {edit: names("localhost", "127.0.0.1")},
	"cn_only":          {edit: names()},
	"client_only":      {edit: func(t *x509.Certificate) { t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }},
	"any_usage":        {edit: func(t *x509.Certificate) { t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageAny} }},
	"no_usage":         {edit: func(t *x509.Certificate) { t.ExtKeyUsage, t.KeyUsage = nil, 0 }},
	"no_signature":     {edit: func(t *x509.Certificate) { t.KeyUsage = x509.KeyUsageKeyAgreement }},
	"self_signed":      {signed: func(*Authority) *signer { return nil }},
	"untrusted":        {signed: func(a *Authority) *signer { return &a.other }},
	"chain":            {signed: byBetween, sent: func(a *Authority) []*signer { return []*signer{&a.between} }},
	"chain_with_root":  {signed: byBetween, sent: func(a *Authority) []*signer { return []*signer{&a.between, &a.root} }},
	"chain_disordered": {signed: byBetween, sent: func(a *Authority) []*signer { return []*signer{&a.other, &a.root, &a.between} }},
	"chain_broken":     {signed: byBetween},
	"signed_by_leaf":   {signed: byPretender, sent: func(a *Authority) []*signer { return []*signer{&a.pretender} }},
	"p384":             {key: func() (crypto.Signer, error) { return ecdsa.GenerateKey(elliptic.P384(), rand.Reader) }},
	"ed25519":          {key: func() (crypto.Signer, error) { _, key, err := ed25519.GenerateKey(rand.Reader); return key, err }},
	"rsa":              {edit: forRSA, key: func() (crypto.Signer, error) { return rsa.GenerateKey(rand.Reader, 2048) }},
	"rsa_1024":         {edit: forRSA, key: weakRSA},

	// What crypto/x509 makes none of, nor reads.
	"must_staple": {edit: func(t *x509.Certificate) {
		t.ExtraExtensions = []pkix.Extension{{Id: tlsFeature, Value: []byte{48, 3, 2, 1, 5}}}
	}},
	"negative_serial": {edit: func(t *x509.Certificate) { t.SerialNumber = big.NewInt(0x7766) }, patch: []string{"\x02\x02\x77\x66", "\x02\x02\x88\x66"}},
	"odd_printable":   {edit: func(t *x509.Certificate) { t.Subject.Organization = []string{"a_b"} }, patch: []string{"\x0c\x03a_b", "\x13\x03a_b"}},
	"latin1_name":     {edit: names("localhost", "zoe.example"), patch: []string{"zoe.example", "zo\xeb.example"}},
}

// tlsFeature is the extension of RFC 7633; its value above is the feature of a stapled OCSP answer.
var tlsFeature = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 24}

// signedAnew replaces bytes by as many others in a certificate that key, on P-256, has signed.
func signedAnew(der []byte, key crypto.Signer, before, after string) ([]byte, error) {
	var c struct{ Body, Algorithm, Signature asn1.RawValue }
	if _, err := asn1.Unmarshal(der, &c); err != nil {
		return nil, err
	}
	if bytes.Count(c.Body.FullBytes, []byte(before)) != 1 {
		return nil, fmt.Errorf("%q is not there once", before)
	}
	c.Body = asn1.RawValue{FullBytes: bytes.Replace(c.Body.FullBytes, []byte(before), []byte(after), 1)}
	sum := sha256.Sum256(c.Body.FullBytes)
	signature, err := key.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(struct {
		Body, Algorithm asn1.RawValue
		Signature       asn1.BitString
	}{c.Body, c.Algorithm, asn1.BitString{Bytes: signature, BitLength: 8 * len(signature)}})
}

func forRSA(t *x509.Certificate) { t.KeyUsage |= x509.KeyUsageKeyEncipherment }

// weakRSA makes a key that nobody should take any more.
func weakRSA() (crypto.Signer, error) { return rsa.GenerateKey(rand.Reader, 1024) }

// CertificateNames lists what TLSOptions.Certificate may say, sorted.
func CertificateNames() []string {
	list := make([]string, 0, len(leafKinds))
	for name := range leafKinds {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}

// leaf returns the certificate of one name, made when first asked for.
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
	leaf, err := a.newLeaf(kind)
	if err != nil {
		return nil, fmt.Errorf("testserver: certificate %q: %w", name, err)
	}
	a.leaves[name] = leaf
	return leaf, nil
}

func (a *Authority) newLeaf(kind leafKind) (*tls.Certificate, error) {
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
	if kind.edit != nil {
		kind.edit(template)
	}
	newKey := kind.key
	if newKey == nil {
		newKey = func() (crypto.Signer, error) { return ecdsa.GenerateKey(elliptic.P256(), rand.Reader) }
	}
	key, err := newKey()
	if err != nil {
		return nil, err
	}
	by := &a.root
	if kind.signed != nil {
		by = kind.signed(a)
	}
	if by == nil {
		by = &signer{template, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, by.cert, key.Public(), by.key)
	if err != nil {
		return nil, err
	}
	if kind.patch != nil {
		if der, err = signedAnew(der, by.key, kind.patch[0], kind.patch[1]); err != nil {
			return nil, err
		}
	}
	leaf := &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	if kind.sent != nil {
		for _, s := range kind.sent(a) {
			leaf.Certificate = append(leaf.Certificate, s.cert.Raw)
		}
	}
	return leaf, nil
}
