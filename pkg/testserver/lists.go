// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver

import (
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"time"
)

// revokedLeaf is the certificate that the lists are about.
const revokedLeaf = "good"

// listFiles are revocation lists of the root, by the name of their files: one that has revokedLeaf, one that has not,
// one that was good yesterday, and the first in DER.
func (a *Authority) listFiles() (map[string][]byte, error) {
	leaf, err := a.leaf(revokedLeaf)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(leaf.Certificate[0])
	if err != nil {
		return nil, err
	}
	list := func(serial *big.Int, until time.Time) []byte {
		der, bad := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{
			Number: big.NewInt(1), ThisUpdate: hoursFromNow(-48), NextUpdate: until,
			RevokedCertificateEntries: []x509.RevocationListEntry{{SerialNumber: serial, RevocationTime: hoursFromNow(-1)}},
		}, a.root.cert, a.root.key)
		if bad != nil {
			err = fmt.Errorf("testserver: list: %w", bad)
		}
		return der
	}
	text := func(der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: der}) }
	revoked := list(cert.SerialNumber, hoursFromNow(24))
	return map[string][]byte{
		"revoked.pem": text(revoked), "revoked.crl": revoked,
		"not_revoked.pem": text(list(big.NewInt(1<<40), hoursFromNow(24))), "old_list.pem": text(list(big.NewInt(1<<40), hoursFromNow(-24))),
	}, err
}
