// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package reason

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/trust"
)

// chainOf returns the certificates that the server sent, its own first; nil if err does not know them.
func chainOf(err error) []*x509.Certificate {
	var verification *tls.CertificateVerificationError
	if errors.As(err, &verification) {
		return verification.UnverifiedCertificates
	}
	return nil
}

// seeCertificate fills r.Certificate when err is about the server's.
func (r *Reason) seeCertificate(err error) bool {
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	var pin *trust.PinError
	var revocation *trust.RevocationError
	var cert *x509.Certificate
	defect, asked := "other", ""
	if chain := chainOf(err); len(chain) > 0 {
		cert = chain[0]
	}
	switch {
	case errors.As(err, &invalid):
		if invalid.Cert != nil {
			cert = invalid.Cert
		}
		switch {
		case invalid.Reason == x509.Expired && cert != nil && time.Now().Before(cert.NotBefore):
			defect = "not_yet_valid"
		case invalid.Reason == x509.Expired:
			defect = "expired"
		case invalid.Reason == x509.IncompatibleUsage:
			defect = "usage"
		}
	case errors.As(err, &name):
		defect, cert, asked = "name", name.Certificate, name.Host
	case errors.As(err, &pin):
		defect = "pin"
	case errors.As(err, &revocation):
		defect, cert = string(revocation.Fault), revocation.Cert
	case errors.As(err, &authority):
		defect = "authority"
		if cert == nil {
			cert = authority.Cert
		}
	}
	if cert == nil {
		return false
	}
	c := &CertificateSeen{
		Fault: defect, Asked: asked, Subject: cert.Subject.String(), Issuer: cert.Issuer.String(),
		Names: append([]string(nil), cert.DNSNames...), NotBefore: cert.NotBefore, NotAfter: cert.NotAfter,
	}
	for _, ip := range cert.IPAddresses {
		c.Names = append(c.Names, ip.String())
	}
	r.Certificate = c
	return true
}

// ofCertificate sets the word and makes the sentence for r.Certificate.
func (r *Reason) ofCertificate(fe *fault.Error) string {
	c, who, chain := r.Certificate, peer(fe), chainOf(fe)
	moment := func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
	if !fe.Proxy {
		who = fe.Host
	}
	whose := "the certificate of " + who
	if len(chain) > 0 && chain[0].Subject.String() != c.Subject {
		whose = fmt.Sprintf("the certificate of %s, an authority behind %s,", c.Subject, who)
	}
	clock := "; the clock of this computer says " + moment(time.Now())
	var weak *trust.WeakKeyError
	var pin *trust.PinError
	var revocation *trust.RevocationError
	r.Word = Certificate
	switch {
	case errors.As(fe, &pin):
		r.Word, r.Pins = Pin, pin.Pins
		return fmt.Sprintf("the certificates of %s have none of the pins in certificate_pins; theirs are %s", who, namesOf(pin.Pins))
	case errors.As(fe, &revocation) && revocation.Fault == trust.Revoked:
		return fmt.Sprintf("%s was revoked on %s", whose, moment(revocation.Since))
	case errors.As(fe, &revocation) && revocation.Fault == trust.NoStaple:
		return whose + " says that an OCSP answer comes with it, and no valid one did"
	case errors.As(fe, &revocation):
		return whose + " cannot be checked: its issuer's list in certificate_revocation_list is out of date, not signed by the issuer, or of a kind that cannot be read"
	case c.Fault == "expired":
		return fmt.Sprintf("%s expired on %s%s", whose, moment(c.NotAfter), clock)
	case c.Fault == "not_yet_valid":
		return fmt.Sprintf("%s is valid from %s on%s", whose, moment(c.NotBefore), clock)
	case c.Fault == "name" && len(c.Names) == 0:
		return fmt.Sprintf("the certificate is made out to no name, not to %s", c.Asked)
	case c.Fault == "name" && hyphenFirst(c):
		return fmt.Sprintf("the certificate is made out to %s, which does not hold for %s: a part of that name begins with a hyphen", namesOf(c.Names), c.Asked)
	case c.Fault == "name":
		return fmt.Sprintf("the certificate is made out to %s, not to %s", namesOf(c.Names), c.Asked)
	case c.Fault == "authority" && errors.Is(fe, trust.ErrNoRoots):
		return whose + " cannot be checked: no trusted certificates were found on this system"
	case c.Fault == "authority" && outdatedSignature(chain) != "":
		return fmt.Sprintf("%s is signed with %s, which is not safe any more", whose, outdatedSignature(chain))
	case c.Fault == "authority" && len(chain) == 1 && selfSigned(chain[0]):
		return whose + " is signed by itself and not trusted"
	case c.Fault == "authority":
		return fmt.Sprintf("%s is signed by an authority that is not trusted: %s", whose, c.Issuer)
	case c.Fault == "usage":
		return whose + " is not made for servers"
	case errors.As(fe, &weak):
		return fmt.Sprintf("the RSA key of %s has %d bits, fewer than %d", weak.Subject, weak.Bits, trust.MinRSABits)
	}
	return whose + " is not valid"
}

// namesOf lists names, the first ones of many.
func namesOf(names []string) string {
	const most = 8
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// hyphenFirst reports whether a wildcard may seem good for the name that was asked for, which crypto/x509 takes for no
// host name, RFC 5890 Section 2.3.1.
func hyphenFirst(c *CertificateSeen) bool {
	isWildcard := func(name string) bool { return strings.HasPrefix(name, "*.") }
	return strings.Contains("."+c.Asked, ".-") && slices.ContainsFunc(c.Names, isWildcard)
}

func selfSigned(c *x509.Certificate) bool {
	return bytes.Equal(c.RawSubject, c.RawIssuer) && c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

// outdatedSignature returns the hash of the first signature in the chain that crypto/x509 refuses for its hash.
func outdatedSignature(chain []*x509.Certificate) string {
	for _, c := range chain {
		if bytes.Equal(c.RawSubject, c.RawIssuer) {
			continue // nobody looks at a root's
		}
		switch c.SignatureAlgorithm {
		case x509.SHA1WithRSA, x509.DSAWithSHA1, x509.ECDSAWithSHA1:
			return "SHA-1"
		case x509.MD2WithRSA, x509.MD5WithRSA:
			return "MD5"
		}
	}
	return ""
}

// certificateDefects tell errors of crypto/x509 about a certificate that it cannot read apart by a part of their text.
var certificateDefects = defects{
	{"negative serial", " (its serial number is negative)"},
	{"serial", " (its serial number)"},
	{"PrintableString", " (a character that its kind of text does not have)"},
	{"IA5String", " (a character that its kind of text does not have)"},
	{"UTF8String", " (a character that its kind of text does not have)"},
	{"utf8 string", " (a character that its kind of text does not have)"},
	{"SAN ", " (one of its names)"},
	{"validity", " (its dates)"},
	{"time", " (its dates)"},
	{"public key", " (its key)"},
	{"RSA", " (its key)"},
	{"curve", " (its key)"},
	{"extension", " (one of its extensions)"},
	{"version", " (its version)"},
}
