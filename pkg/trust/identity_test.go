// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/tlstest"
)

func block(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

func identity(t *testing.T, certificates, key []byte) *Identity {
	t.Helper()
	id, err := ParseIdentity(certificates, key)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// identityOf is identity of what a call returns.
func identityOf(t *testing.T) func(certificates, key []byte) *Identity {
	return func(certificates, key []byte) *Identity { return identity(t, certificates, key) }
}

func TestParseIdentity(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	rsaKey, ecKey, edKey := tlstest.NewKey(t, "rsa").(*rsa.PrivateKey), tlstest.NewKey(t, "ec").(*ecdsa.PrivateKey), tlstest.NewKey(t, "ed25519")
	rsaCert, rsaText := ca.Client(t, rsaKey)
	ecCert, ecText := ca.Below(t, "between").Client(t, ecKey)
	edCert, edText := ca.Client(t, edKey)
	sec1, err := x509.MarshalECPrivateKey(ecKey)
	if err != nil {
		t.Fatal(err)
	}
	agree, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cannotSign, err := x509.MarshalPKCS8PrivateKey(agree)
	if err != nil {
		t.Fatal(err)
	}
	locked := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(rsaKey), Headers: map[string]string{"Proc-Type": "4,ENCRYPTED", "DEK-Info": "AES-128-CBC,00"}})
	for _, test := range []struct {
		name      string
		cert, key []byte
		sent      int    // certificates; 0: refused
		fault     string // in the error
	}{
		{"RSA, PKCS #8", rsaCert, rsaText, 1, ""},
		{"RSA, PKCS #1", rsaCert, block("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(rsaKey)), 1, ""},
		{"EC, PKCS #8, a chain", ecCert, ecText, 2, ""},
		{"EC, SEC 1, with its parameters before it", ecCert, append(block("EC PARAMETERS", []byte{6, 0}), block("EC PRIVATE KEY", sec1)...), 2, ""},
		{"Ed25519", edCert, edText, 1, ""},
		{"one text", append(bytes.Clone(edText), edCert...), append(bytes.Clone(edCert), edText...), 1, ""},
		{"nothing", nil, nil, 0, "no certificate"},
		{"no PEM", []byte("MIIB"), edText, 0, "no certificate"},
		{"DER", func() []byte { b, _ := pem.Decode(edCert); return b.Bytes }(), edText, 0, "no certificate"},
		{"broken certificate", block("CERTIFICATE", []byte{48, 0}), edText, 0, "the certificate is malformed"},
		{"broken chain", append(bytes.Clone(edCert), block("CERTIFICATE", []byte{48, 0})...), edText, 0, "the certificate is malformed"},
		{"no key", edCert, edCert, 0, "no private key"},
		{"broken key", edCert, block("PRIVATE KEY", []byte{48, 0}), 0, "the key is malformed"},
		{"broken RSA key", rsaCert, block("RSA PRIVATE KEY", []byte{48, 0}), 0, "the key is malformed"},
		{"the certificate as key", edCert, block("EC PRIVATE KEY", sec1[:20]), 0, "the key is malformed"},
		{"somebody else's key", edCert, ecText, 0, "not that of the certificate"},
		{"chain in the wrong order", func() []byte { _, rest := pem.Decode(ecCert); return append(bytes.Clone(rest), ecCert...) }(), ecText, 0, "not that of the certificate"},
		{"encrypted, PKCS #8", rsaCert, block("ENCRYPTED PRIVATE KEY", []byte{48, 0}), 0, "encrypted"},
		{"encrypted, the old way", rsaCert, locked, 0, "encrypted"},
		{"a key that cannot sign", edCert, block("PRIVATE KEY", cannotSign), 0, "cannot sign"},
	} {
		id, err := ParseIdentity(test.cert, test.key)
		var bad *InputError
		switch {
		case test.sent > 0 && err != nil:
			t.Errorf("%s: %v", test.name, err)
		case test.sent > 0 && len(id.certificate.Certificate) != test.sent:
			t.Errorf("%s: %d certificates", test.name, len(id.certificate.Certificate))
		case test.sent == 0 && (!errors.As(err, &bad) || !strings.Contains(err.Error(), test.fault)):
			t.Errorf("%s: %v, want %q", test.name, err, test.fault)
		}
	}
}

// Each kind of key, in both versions, to servers that want a certificate and to those that only ask.
func TestClientCertificates(t *testing.T) {
	ca, clients := tlstest.NewAuthority(t), tlstest.NewAuthority(t)
	between := clients.Below(t, "between")
	for _, kind := range tlstest.Kinds {
		id := identityOf(t)(between.Client(t, tlstest.NewKey(t, kind)))
		for _, ask := range []tls.ClientAuthType{tls.NoClientCert, tls.RequestClientCert, tls.RequireAndVerifyClientCert} {
			for _, no13 := range []bool{false, true} {
				server := ca.Serve(t, []string{"a.example"})
				server.ClientAuth, server.ClientCAs = ask, clients.Pool
				o := &TLSOptions{Roots: ca.Pool, DisableTLS13: no13, Beyond: Beyond{Client: id}}
				for i := range 2 {
					v, err := handshakeWith(t, server, o.Config("a.example"))
					if err != nil {
						t.Fatalf("%s, %v, without 1.3 %v: %v", kind, ask, no13, err)
					}
					if resumed := exchange(t, v); resumed != (i > 0) {
						t.Errorf("%s, %v: resumed %v", kind, ask, resumed)
					}
					want := 2
					if ask == tls.NoClientCert {
						want = 0
					}
					if got := v.server.ConnectionState().PeerCertificates; len(got) != want {
						t.Errorf("%s, %v, without 1.3 %v: the server got %d certificates", kind, ask, no13, len(got))
					}
				}
			}
		}
	}
}

type pair struct{ certificates, key []byte }

// What the server says of a certificate, or of none: in TLS 1.2 it ends the handshake, in TLS 1.3 the first read.
func TestRefusedClients(t *testing.T) {
	ca, clients, others := tlstest.NewAuthority(t), tlstest.NewAuthority(t), tlstest.NewAuthority(t)
	foreign := identityOf(t)(others.Client(t, tlstest.NewKey(t, "ec")))
	server := ca.Serve(t, []string{"a.example"})
	server.ClientAuth, server.ClientCAs = tls.RequireAndVerifyClientCert, clients.Pool
	for _, no13 := range []bool{false, true} {
		for _, id := range []*Identity{nil, foreign} {
			config := (&TLSOptions{Roots: ca.Pool, DisableTLS13: no13, Beyond: Beyond{Client: id}}).Config("a.example")
			v, err := handshakeWith(t, server, config)
			if !no13 {
				if err != nil {
					t.Fatal(err)
				}
				_, err = io.ReadAll(v.client)
			}
			err = Explain(config, err)
			var refused *ClientCertificateError
			if !errors.As(err, &refused) || refused.Sent != (id != nil) || refused.Alert == 0 || !errors.As(err, new(tls.AlertError)) {
				t.Errorf("without 1.3 %v, %v: %v", no13, id, err)
			}
		}
	}
	// A server that asks for nothing has refused something else.
	plain := ca.Serve(t, []string{"a.example"})
	plain.MinVersion = tls.VersionTLS13
	config := (&TLSOptions{Roots: ca.Pool, DisableTLS13: true}).Config("a.example")
	if _, err := handshakeWith(t, plain, config); err == nil || errors.As(Explain(config, err), new(*ClientCertificateError)) {
		t.Errorf("%v", err)
	}
}

// A key that the server has no signature for is told before anything of it is sent.
func TestKeyThatTheServerCannotRead(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	id := identityOf(t)(ca.Client(t, tlstest.NewKey(t, "ed25519")))
	view := sessions.of(verification{})
	_, err := view.present(id)(&tls.CertificateRequestInfo{Version: tls.VersionTLS13, SignatureSchemes: []tls.SignatureScheme{tls.ECDSAWithP256AndSHA256}})
	if !errors.As(err, new(*ClientCertificateError)) || view.sent.Load() {
		t.Errorf("%v, sent %v", err, view.sent.Load())
	}
	got, err := view.present(id)(&tls.CertificateRequestInfo{Version: tls.VersionTLS13, SignatureSchemes: []tls.SignatureScheme{tls.Ed25519}, AcceptableCAs: [][]byte{{48, 0}}})
	if err != nil || len(got.Certificate) != 1 {
		t.Errorf("an authority that the server does not name: %v", err)
	}
}

// A session that one client had is no other's.
func TestClientsAndSessions(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	one, two := pair{}, pair{}
	one.certificates, one.key = ca.Client(t, tlstest.NewKey(t, "ec"))
	two.certificates, two.key = ca.Client(t, tlstest.NewKey(t, "ec"))
	for _, no13 := range []bool{false, true} {
		server := ca.Serve(t, []string{"a.example"})
		server.ClientAuth = tls.RequestClientCert
		for i, step := range []struct {
			id      *Identity
			resumed bool
		}{
			{nil, false}, {nil, true}, {identity(t, one.certificates, one.key), false}, {identity(t, one.certificates, one.key), true},
			{identity(t, two.certificates, two.key), false}, {nil, true},
		} {
			v, err := handshakeWith(t, server, (&TLSOptions{Roots: ca.Pool, DisableTLS13: no13, Beyond: Beyond{Client: step.id}}).Config("a.example"))
			if err != nil {
				t.Fatal(err)
			}
			if resumed := exchange(t, v); resumed != step.resumed {
				t.Errorf("without 1.3 %v, step %d: resumed %v", no13, i, resumed)
			}
			if seen := len(v.server.ConnectionState().PeerCertificates) > 0; seen != (step.id != nil) {
				t.Errorf("without 1.3 %v, step %d: the server has seen a certificate: %v", no13, i, seen)
			}
		}
	}
}

// However it is printed, nothing of a key shows.
func TestKeysAreNotPrinted(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	key := tlstest.NewKey(t, "ec").(*ecdsa.PrivateKey)
	certificates, text := ca.Client(t, key)
	id := identity(t, certificates, text)
	o := TLSOptions{Beyond: Beyond{Client: id}}
	printed := fmt.Sprintf("%v %+v %#v %s %v %+v %#v %v %+v", id, id, id, id, o, o, o, o.Beyond, o.Config("a.example"))
	secret, err := key.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{fmt.Sprint(secret), fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret), fmt.Sprintf("%#v", secret), new(big.Int).SetBytes(secret).String(), string(text[40:80])} {
		if strings.Contains(printed, form) {
			t.Errorf("%q is in %s", form, printed)
		}
	}
}
