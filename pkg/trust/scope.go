// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"slices"
)

// oidScope is the issuing distribution point, by which an authority parts its list into many (RFC 5280 Section 5.2.5).
// Those with the most certificates have no whole list.
var oidScope = asn1.ObjectIdentifier{2, 5, 29, 28}

// A listScope is that extension.
type listScope struct {
	Point struct {
		FullName     []asn1.RawValue  `asn1:"optional,tag:0"`
		RelativeName pkix.RDNSequence `asn1:"optional,tag:1"`
	} `asn1:"optional,tag:0"`
	UsersOnly       bool           `asn1:"optional,tag:1"`
	AuthoritiesOnly bool           `asn1:"optional,tag:2"`
	SomeReasons     asn1.BitString `asn1:"optional,tag:3"`
	Indirect        bool           `asn1:"optional,tag:4"`
	AttributesOnly  bool           `asn1:"optional,tag:5"`
}

// scopeOf reads the extension, and reports whether it is one whose certificates can be told.
func scopeOf(der []byte) (s listScope, known bool) {
	rest, err := asn1.Unmarshal(der, &s)
	known = err == nil && len(rest) == 0 && s.SomeReasons.BitLength == 0 && !s.Indirect && len(s.Point.RelativeName) == 0
	return s, known
}

// scope reports whether a list speaks of a certificate, and whether that is known.
func scope(list *x509.RevocationList, cert *x509.Certificate) (covers, known bool) {
	i := slices.IndexFunc(list.Extensions, func(e pkix.Extension) bool { return e.Id.Equal(oidScope) })
	if i < 0 {
		return true, true
	}
	s, known := scopeOf(list.Extensions[i].Value)
	switch {
	case !known:
		return false, false
	case s.AttributesOnly, s.UsersOnly && cert.IsCA, s.AuthoritiesOnly && !cert.IsCA:
		return false, true
	}
	return len(s.Point.FullName) == 0 || slices.ContainsFunc(s.Point.FullName, func(name asn1.RawValue) bool {
		const uri = 6 // of GeneralName
		return name.Class == asn1.ClassContextSpecific && name.Tag == uri && slices.Contains(cert.CRLDistributionPoints, string(name.Bytes))
	}), true
}
