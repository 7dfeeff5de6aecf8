// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"slices"
	"time"
)

// Revocations are certificate revocation lists (RFC 5280 Section 5) that chains are held against. They never change.
type Revocations struct {
	lists []*x509.RevocationList
	sum   [sha256.Size]byte // of what they were read from
}

// key is what tells sessions that were held against the lists apart from others; nil has one of its own.
func (r *Revocations) key() (sum [sha256.Size]byte) {
	if r != nil {
		sum = r.sum
	}
	return sum
}

// ParseRevocations reads revocation lists: PEM, with other blocks skipped, or one list in DER. The error is a
// *InputError. Whether a list is of today, and whose it is, is looked at when a chain is held against it.
func ParseRevocations(text []byte) (*Revocations, error) {
	r := &Revocations{sum: sha256.Sum256(text)}
	block, rest := pem.Decode(text)
	if block == nil {
		return r, r.add(text)
	}
	for ; block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "X509 CRL" {
			continue
		}
		if err := r.add(block.Bytes); err != nil {
			return nil, err
		}
	}
	if len(r.lists) == 0 {
		return nil, &InputError{"there is no revocation list in it"}
	}
	return r, nil
}

func (r *Revocations) add(der []byte) error {
	list, err := x509.ParseRevocationList(der)
	if err != nil || len(list.Raw) != len(der) {
		return &InputError{"it is no revocation list, neither in PEM nor in DER, or a malformed one"}
	}
	r.lists = append(r.lists, list)
	return nil
}

// A RevocationError is a chain with a certificate that is revoked, or of which a list or a staple that should tell does
// not.
type RevocationError struct {
	Cert  *x509.Certificate
	Fault RevocationFault
	Since time.Time // of Revoked
}

// A RevocationFault is a key of RevocationError.
type RevocationFault string

const (
	Revoked  RevocationFault = "revoked"
	BadList  RevocationFault = "revocation_list" // its issuer's list is out of date, not signed by it, or of a kind that is not read
	NoStaple RevocationFault = "staple"          // it wants an OCSP answer with it (RFC 7633), and there is no valid one that says good
)

func (e *RevocationError) Error() string {
	return fmt.Sprintf("certificate %s: %s", e.Cert.Subject, e.Fault)
}

// check holds each certificate of a verified chain but its root against the lists of its issuer. One whose issuer has
// none passes. A list of the issuer's that cannot be relied on refuses it: it was set to be relied on.
func (r *Revocations) check(chain []*x509.Certificate, now time.Time) error {
	if r == nil {
		return nil
	}
	for i := range len(chain) - 1 {
		for _, list := range r.lists {
			if !bytes.Equal(list.RawIssuer, chain[i].RawIssuer) {
				continue
			}
			if covers, known := scope(list, chain[i]); known && !covers {
				continue
			}
			if err := checkList(list, chain[i], chain[i+1], now); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkList(list *x509.RevocationList, cert, issuer *x509.Certificate, now time.Time) error {
	if !isReliable(list, issuer, now) {
		return &RevocationError{Cert: cert, Fault: BadList}
	}
	for i := range list.RevokedCertificateEntries {
		if entry := &list.RevokedCertificateEntries[i]; entry.SerialNumber.Cmp(cert.SerialNumber) == 0 {
			return &RevocationError{Cert: cert, Fault: Revoked, Since: entry.RevocationTime}
		}
	}
	return nil
}

// isCurrent reports whether a statement of an authority, made at one time and renewed by the other, zero: at any, is of
// now.
func isCurrent(made, renewed, now time.Time) bool {
	return !now.Before(made) && (renewed.IsZero() || !now.After(renewed))
}

// isReliable reports whether a list is its issuer's, of today and of a kind that is read: one without an extension that
// must be understood and is not, such as that of a list of changes alone (RFC 5280 Section 5.2).
func isReliable(list *x509.RevocationList, issuer *x509.Certificate, now time.Time) bool {
	if list.CheckSignatureFrom(issuer) != nil || !isCurrent(list.ThisUpdate, list.NextUpdate, now) {
		return false
	}
	if list.Number == nil {
		return false
	}
	for _, e := range list.Extensions {
		if e.Id.Equal(oidScope) {
			if _, known := scopeOf(e.Value); known {
				continue
			}
		}
		if e.Critical {
			return false
		}
	}
	return !slices.ContainsFunc(list.RevokedCertificateEntries, func(entry x509.RevocationListEntry) bool {
		for _, e := range entry.Extensions {
			if e.Critical {
				return true
			}
		}
		return false
	})
}
