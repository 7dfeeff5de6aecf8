// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"time"
)

// MinRSABits is the shortest RSA key that is accepted anywhere in a chain. crypto/tls accepts 1,024 bits,
// which RFC 9325 Section 4.5 and the engine do not.
const MinRSABits = 2048

// A WeakKeyError is an RSA key in a chain that has fewer than MinRSABits.
type WeakKeyError struct {
	Subject string // of its certificate, RFC 2253
	Bits    int
}

func (e *WeakKeyError) Error() string {
	return fmt.Sprintf("the RSA key of %s has %d bits, fewer than %d", e.Subject, e.Bits, MinRSABits)
}

var errNoCertificate = errors.New("server sent no certificate")

// verifyChain verifies a chain as crypto/tls would, but for the name, and returns the chains to roots.
func verifyChain(chain []*x509.Certificate, roots *x509.CertPool) ([][]*x509.Certificate, error) {
	if len(chain) == 0 {
		return nil, errNoCertificate
	}
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	verified, err := chain[0].Verify(x509.VerifyOptions{Roots: roots, Intermediates: between})
	if err != nil {
		return nil, &tls.CertificateVerificationError{UnverifiedCertificates: chain, Err: err}
	}
	return verified, nil
}

// A demand is what a connection has to meet beyond the chain and the name that crypto/tls verifies. Its methods are for
// tls.Config.VerifyConnection, which is called for resumed sessions as well.
type demand struct {
	pins    []string // nil: any key will do
	revoked *Revocations

	// stapledUntil is told when a stapled answer goes out of date; nil: nobody.
	stapledUntil func(time.Time)
}

// verifyAs returns what verifies a connection in place of crypto/tls: the name by Go unless it is empty, then the chain
// to roots, nil: the system's, and then the rest.
func (d demand) verifyAs(name string, roots *x509.CertPool) func(tls.ConnectionState) error {
	return func(state tls.ConnectionState) (err error) {
		if chain := state.PeerCertificates; name != "" && len(chain) > 0 {
			if err := chain[0].VerifyHostname(name); err != nil {
				return &tls.CertificateVerificationError{UnverifiedCertificates: chain, Err: err}
			}
		}
		if state.VerifiedChains, err = verifyChain(state.PeerCertificates, roots); err != nil {
			return err
		}
		return d.verify(state)
	}
}

// verify verifies what crypto/tls leaves out: that the server's key may be used as it was, and that one of the verified
// chains, whatever the server has sent with it (CVE-2016-2402), has no weak key and meets the demand.
func (d demand) verify(state tls.ConnectionState) error {
	if len(state.PeerCertificates) == 0 || len(state.VerifiedChains) == 0 {
		return errNoCertificate
	}
	refuse := func(err error) error {
		return &tls.CertificateVerificationError{UnverifiedCertificates: state.PeerCertificates, Err: err}
	}
	leaf := state.PeerCertificates[0]
	if !usable(leaf, state.CipherSuite) {
		return refuse(x509.CertificateInvalidError{Cert: leaf, Reason: x509.IncompatibleUsage})
	}
	chains, err := passing(state.VerifiedChains, keyStrength)
	if err != nil {
		return refuse(err)
	}
	now := time.Now()
	chains, err = passing(chains, func(chain []*x509.Certificate) error {
		if err := d.staple(state, chain, now); err != nil {
			return err
		}
		return d.revoked.check(chain, now)
	})
	if err != nil {
		return refuse(err)
	}
	if _, err = passing(chains, d.pin); err != nil {
		return refuse(&PinError{PinsOf(chains...)})
	}
	return nil
}

// verifyUnsafe verifies what an unsafe connection without roots may demand: there is no chain that could be trusted.
func (d demand) verifyUnsafe(state tls.ConnectionState) error {
	if d.pins == nil {
		return nil
	}
	if len(state.PeerCertificates) == 0 {
		return errNoCertificate
	}
	own := state.PeerCertificates[:1]
	if err := d.pin(own); err != nil {
		return &tls.CertificateVerificationError{UnverifiedCertificates: state.PeerCertificates, Err: err}
	}
	return nil
}

// staple judges the stapled answer about the chain's first certificate.
func (d demand) staple(state tls.ConnectionState, chain []*x509.Certificate, now time.Time) error {
	until, err := checkStaple(state.OCSPResponse, chain, state.DidResume, now)
	if err == nil && !state.DidResume && !until.IsZero() && d.stapledUntil != nil {
		d.stapledUntil(until)
	}
	return err
}

func (d demand) pin(chain []*x509.Certificate) error {
	if d.pins == nil || pinned(chain, d.pins) {
		return nil
	}
	return &PinError{PinsOf(chain)}
}

// passing returns the chains that a check lets pass; where it lets none, its last error.
func passing(chains [][]*x509.Certificate, check func([]*x509.Certificate) error) (good [][]*x509.Certificate, err error) {
	for _, chain := range chains {
		bad := check(chain)
		if bad == nil {
			good = append(good, chain)
		} else {
			err = bad
		}
	}
	if good != nil {
		err = nil
	}
	return good, err
}

// usable reports whether the certificate's key was made for what the cipher suite does with it: to sign
// the handshake (RFC 8446 Section 4.4.2.2), or to decrypt the client's secret (RFC 5246 Section 7.4.2). A
// certificate without the extension may do both.
func usable(leaf *x509.Certificate, suite uint16) bool {
	need := x509.KeyUsageDigitalSignature
	if slices.Contains(rsaExchange, suite) {
		need = x509.KeyUsageKeyEncipherment
	}
	return leaf.KeyUsage == 0 || leaf.KeyUsage&need != 0
}

func keyStrength(chain []*x509.Certificate) error {
	for _, c := range chain {
		if key, ok := c.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() < MinRSABits {
			return &WeakKeyError{Subject: c.Subject.String(), Bits: key.N.BitLen()}
		}
	}
	return nil
}
