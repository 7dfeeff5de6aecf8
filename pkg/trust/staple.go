// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"slices"
	"time"

	"golang.org/x/crypto/ocsp"
)

// oidTLSFeature is RFC 7633's extension: what a server has to bring in the handshake.
var oidTLSFeature = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 24}

// statusRequest is the feature of RFC 6066 Section 8, a stapled OCSP answer.
const statusRequest = 5

// mustStaple reports whether a certificate wants a stapled answer with it.
func mustStaple(c *x509.Certificate) bool {
	for _, e := range c.Extensions {
		if !e.Id.Equal(oidTLSFeature) {
			continue
		}
		var features []int
		if rest, err := asn1.Unmarshal(e.Value, &features); err != nil || len(rest) > 0 || slices.Contains(features, statusRequest) {
			return true
		}
	}
	return false
}

// checkStaple judges the stapled OCSP answer (RFC 6960) about the first certificate of a verified chain. What says
// revoked refuses it; what is missing, unknown, out of date or not signed as it should be refuses only a certificate
// that wants an answer with it.
//
// On a resumed session the answer is that of the first handshake, and its dates were looked at then: sessions are not
// kept beyond them, see sessionView.
func checkStaple(answer []byte, chain []*x509.Certificate, resumed bool, now time.Time) (until time.Time, err error) {
	if len(chain) < 2 {
		return time.Time{}, nil // the root itself, which nobody answers for
	}
	leaf := chain[0]
	told := stapled(answer, leaf, chain[1], resumed, now)
	switch {
	case told != nil && told.Status == ocsp.Revoked:
		return time.Time{}, &RevocationError{Cert: leaf, Fault: Revoked, Since: told.RevokedAt}
	case told != nil && told.Status == ocsp.Good:
		return told.NextUpdate, nil
	case mustStaple(leaf):
		return time.Time{}, &RevocationError{Cert: leaf, Fault: NoStaple}
	}
	return time.Time{}, nil
}

// stapled returns what a valid answer says, nil without one.
func stapled(answer []byte, leaf, issuer *x509.Certificate, resumed bool, now time.Time) *ocsp.Response {
	if len(answer) == 0 {
		return nil
	}
	told, err := ocsp.ParseResponseForCert(answer, leaf, issuer)
	if err != nil || told.SerialNumber == nil || told.SerialNumber.Cmp(leaf.SerialNumber) != 0 {
		return nil
	}
	if !isCurrent(told.ThisUpdate, told.NextUpdate, now) && !(resumed && told.Status == ocsp.Good) {
		return nil
	}
	if by := told.Certificate; by != nil && !bytes.Equal(by.Raw, issuer.Raw) {
		// Whoever the issuer lets answer in its place; not everybody that it has signed (RFC 6960 Section 4.2.2.2).
		if !slices.Contains(by.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning) || now.Before(by.NotBefore) || now.After(by.NotAfter) {
			return nil
		}
	}
	return told
}
