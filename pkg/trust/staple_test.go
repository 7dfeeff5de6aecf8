// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"httpclientgo/pkg/internal/tlstest"
)

// feature makes a certificate say which TLS features its server must have.
func feature(der ...byte) func(*x509.Certificate) {
	return func(c *x509.Certificate) {
		c.SerialNumber = big.NewInt(7)
		if der != nil {
			c.ExtraExtensions = []pkix.Extension{{Id: oidTLSFeature, Value: der}}
		}
	}
}

func TestStaples(t *testing.T) {
	ca, other := tlstest.NewAuthority(t), tlstest.NewAuthority(t)
	old := func(a *ocsp.Response) {
		a.ThisUpdate, a.NextUpdate = time.Now().Add(-2*time.Hour), time.Now().Add(-time.Hour)
	}
	future := func(a *ocsp.Response) {
		a.ThisUpdate, a.NextUpdate = time.Now().Add(time.Hour), time.Now().Add(2*time.Hour)
	}
	open := func(a *ocsp.Response) { a.NextUpdate = time.Time{} }
	// by lets somebody whom ca has signed answer in its place.
	by := func(usage x509.ExtKeyUsage, valid bool) []byte {
		signed := ca.Serve(t, nil, func(c *x509.Certificate) {
			c.ExtKeyUsage = []x509.ExtKeyUsage{usage}
			if !valid {
				c.NotAfter = time.Now().Add(-time.Minute)
			}
		}).Certificates[0]
		cert, err := x509.ParseCertificate(signed.Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		answer, err := ocsp.CreateResponse(ca.Cert, cert, ocsp.Response{
			SerialNumber: big.NewInt(7), Status: ocsp.Good, Certificate: cert, ThisUpdate: time.Now().Add(-time.Hour), NextUpdate: time.Now().Add(time.Hour),
		}, signed.PrivateKey.(crypto.Signer))
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	broken := ca.Staple(t, 7, ocsp.Good)
	broken[len(broken)-1] ^= 1
	for _, test := range []struct {
		name   string
		answer []byte
		free   RevocationFault // of a certificate that wants nothing with it; "": taken
		must   RevocationFault // of one that does
	}{
		{"none", nil, "", NoStaple},
		{"good", ca.Staple(t, 7, ocsp.Good), "", ""},
		{"good, for an open time", ca.Staple(t, 7, ocsp.Good, open), "", ""},
		{"revoked", ca.Staple(t, 7, ocsp.Revoked), Revoked, Revoked},
		{"unknown", ca.Staple(t, 7, ocsp.Unknown), "", NoStaple},
		{"good, out of date", ca.Staple(t, 7, ocsp.Good, old), "", NoStaple},
		{"good, not yet of today", ca.Staple(t, 7, ocsp.Good, future), "", NoStaple},
		{"revoked, out of date", ca.Staple(t, 7, ocsp.Revoked, old), "", NoStaple},
		{"of another certificate", ca.Staple(t, 8, ocsp.Good), "", NoStaple},
		{"revoked, of another certificate", ca.Staple(t, 8, ocsp.Revoked), "", NoStaple},
		{"of another authority", other.Staple(t, 7, ocsp.Good), "", NoStaple},
		{"revoked, of another authority", other.Staple(t, 7, ocsp.Revoked), "", NoStaple},
		{"broken", broken, "", NoStaple},
		{"junk", []byte("junk"), "", NoStaple},
		{"an error", ocsp.TryLaterErrorResponse, "", NoStaple},
		{"by who may answer", by(x509.ExtKeyUsageOCSPSigning, true), "", ""},
		{"by who could answer once", by(x509.ExtKeyUsageOCSPSigning, false), "", NoStaple},
		{"by a server of the same authority", by(x509.ExtKeyUsageServerAuth, true), "", NoStaple},
		{"by one for everything", by(x509.ExtKeyUsageAny, true), "", NoStaple},
	} {
		for kind, edit := range map[string]func(*x509.Certificate){
			"free": feature(), "must": feature(48, 3, 2, 1, statusRequest), "must, among others": feature(48, 6, 2, 1, 17, 2, 1, statusRequest),
			"other features": feature(48, 3, 2, 1, 17), "features that cannot be read": feature(48, 1),
		} {
			want := test.must
			if kind == "free" || kind == "other features" {
				want = test.free
			}
			for _, no13 := range []bool{false, true} {
				server := ca.Serve(t, []string{"a.example"}, edit)
				server.Certificates[0].OCSPStaple = test.answer
				o := &TLSOptions{Roots: ca.Pool, DisableTLS13: no13}
				for i := range 2 { // the second time with the first one's session
					v, err := handshakeWith(t, server, o.Config("a.example"))
					var bad *RevocationError
					if want == "" && err != nil || want != "" && (!errors.As(err, &bad) || bad.Fault != want) {
						t.Fatalf("%s, %s, without 1.3 %v: %v, want %q", test.name, kind, no13, err, want)
					}
					if err == nil && exchange(t, v) != (i > 0) {
						t.Errorf("%s, %s, without 1.3 %v, visit %d: resumed %v", test.name, kind, no13, i, i == 0)
					}
				}
				if _, err := handshakeWith(t, server, (&TLSOptions{Unsafe: true}).Config("a.example")); err != nil {
					t.Errorf("%s, unsafe: %v", test.name, err)
				}
			}
		}
	}
}

// A session is offered as long as the answer of its handshake is of today.
func TestSessionsEndWithTheirStaple(t *testing.T) {
	var s sessionStore
	for _, test := range []struct {
		until time.Time
		there bool
	}{{time.Time{}, true}, {time.Now().Add(time.Hour), true}, {time.Now().Add(-time.Second), false}} {
		view := s.of(verification{host: test.until.String()})
		if !test.until.IsZero() {
			view.keepUntil(test.until)
		}
		view.Put("k", new(tls.ClientSessionState))
		again := s.of(verification{host: test.until.String()})
		if _, there := again.Get("k"); there != test.there {
			t.Errorf("until %v: there %v", test.until, there)
		}
		if until := again.until.Load(); test.there && !test.until.IsZero() && (until == nil || !until.Equal(test.until)) {
			t.Errorf("what the resumed session leaves is kept until %v", until)
		}
	}
	if n := s.order.Len(); n != 2 {
		t.Errorf("%d are kept", n)
	}
}
