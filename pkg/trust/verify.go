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

// verifyChain verifies a chain as crypto/tls would, but for the name, and returns the chains to roots.
func verifyChain(chain []*x509.Certificate, roots *x509.CertPool) ([][]*x509.Certificate, error) {
	if len(chain) == 0 {
		return nil, errors.New("server sent no certificate")
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

// verifyAs returns what verifies a connection in place of crypto/tls, for resumed sessions as well: the name by Go unless
// it is empty, then the chain to roots, nil: the system's, and then its strength.
func verifyAs(name string, roots *x509.CertPool) func(tls.ConnectionState) error {
	return func(state tls.ConnectionState) (err error) {
		if chain := state.PeerCertificates; name != "" && len(chain) > 0 {
			if err := chain[0].VerifyHostname(name); err != nil {
				return &tls.CertificateVerificationError{UnverifiedCertificates: chain, Err: err}
			}
		}
		if state.VerifiedChains, err = verifyChain(state.PeerCertificates, roots); err != nil {
			return err
		}
		return verifyStrength(state)
	}
}

// verifyStrength verifies what crypto/tls leaves out and the engine does not: that the server's key may
// be used as it was, and that one of the verified chains has no weak key. crypto/tls calls it for resumed
// sessions as well.
func verifyStrength(state tls.ConnectionState) error {
	if len(state.PeerCertificates) == 0 {
		return errors.New("server sent no certificate")
	}
	refuse := func(err error) error {
		return &tls.CertificateVerificationError{UnverifiedCertificates: state.PeerCertificates, Err: err}
	}
	leaf := state.PeerCertificates[0]
	if !usable(leaf, state.CipherSuite) {
		return refuse(x509.CertificateInvalidError{Cert: leaf, Reason: x509.IncompatibleUsage})
	}
	var err error
	for _, chain := range state.VerifiedChains {
		if err = keyStrength(chain); err == nil {
			return nil
		}
	}
	if err != nil {
		return refuse(err)
	}
	return nil
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
