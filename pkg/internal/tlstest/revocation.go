// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package tlstest

import (
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"
)

// Revoke returns a revocation list of a with those serial numbers, in PEM, good for an hour. The edits change the list
// before it is signed.
func (a *Authority) Revoke(t testing.TB, serials []int64, edits ...func(*x509.RevocationList)) []byte {
	t.Helper()
	list := &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: time.Now().Add(-time.Hour), NextUpdate: time.Now().Add(time.Hour)}
	for _, serial := range serials {
		list.RevokedCertificateEntries = append(list.RevokedCertificateEntries, x509.RevocationListEntry{SerialNumber: big.NewInt(serial), RevocationTime: list.ThisUpdate})
	}
	for _, edit := range edits {
		edit(list)
	}
	der, err := x509.CreateRevocationList(rand.Reader, list, a.Cert, a.Key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: der})
}

// Staple returns an OCSP answer of a about a serial number, in DER, good for an hour. The edits change the answer
// before it is signed.
func (a *Authority) Staple(t testing.TB, serial int64, status int, edits ...func(*ocsp.Response)) []byte {
	t.Helper()
	answer := ocsp.Response{
		SerialNumber: big.NewInt(serial), Status: status, RevokedAt: time.Now().Add(-time.Hour),
		ThisUpdate: time.Now().Add(-time.Hour), NextUpdate: time.Now().Add(time.Hour),
	}
	for _, edit := range edits {
		edit(&answer)
	}
	der, err := ocsp.CreateResponse(a.Cert, a.Cert, answer, a.Key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}
