// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/tlstest"
)

func TestVerifyStrength(t *testing.T) {
	const sign, encipher, agree = x509.KeyUsageDigitalSignature, x509.KeyUsageKeyEncipherment, x509.KeyUsageKeyAgreement
	ca := tlstest.NewAuthority(t)
	exchange := func(usage x509.KeyUsage) *tls.Config {
		c := ca.ServeRSA(t, 2048, usage)
		c.CipherSuites, c.MaxVersion = []uint16{tls.TLS_RSA_WITH_AES_128_GCM_SHA256}, tls.VersionTLS12
		return c
	}
	usage := func(u x509.KeyUsage) *tls.Config {
		return ca.Serve(t, []string{"a.example"}, func(c *x509.Certificate) { c.KeyUsage = u })
	}
	safe, chainOnly, unsafe := &TLSOptions{Roots: ca.Pool}, &TLSOptions{Roots: ca.Pool, Unsafe: true}, &TLSOptions{Unsafe: true}
	tests := []struct {
		name   string
		server *tls.Config
		fault  string // "": taken
	}{
		{"RSA 2048", ca.ServeRSA(t, 2048, sign), ""},
		{"RSA 1024", ca.ServeRSA(t, 1024, sign), "1024 bits"},
		{"to sign", usage(sign), ""},
		{"to sign and agree", usage(sign | agree), ""},
		{"to agree only", usage(agree), "incompatible key usage"},
		{"to sign certificates only", usage(x509.KeyUsageCertSign), "incompatible key usage"},
		{"no usage told", usage(0), ""},
		{"RSA exchange", exchange(encipher), ""},
		{"RSA exchange, no usage told", exchange(0), ""},
		{"RSA exchange, to sign only", exchange(sign), "incompatible key usage"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, o := range []*TLSOptions{safe, chainOnly} {
				for range 2 { // the second time with the first one's session, if there is one
					_, err := handshakeWith(t, test.server, o.Config("a.example"))
					if test.fault == "" && err != nil {
						t.Fatal(err)
					}
					var verification *tls.CertificateVerificationError
					if test.fault != "" && (!errors.As(err, &verification) || !strings.Contains(err.Error(), test.fault)) {
						t.Fatalf("%v, want %q", err, test.fault)
					}
				}
			}
			if _, err := handshakeWith(t, test.server, unsafe.Config("a.example")); err != nil {
				t.Errorf("unsafe: %v", err)
			}
		})
	}
}

// Forward secrecy comes first wherever the server has it.
// Where the system verifies chains, the name is verified here.
func TestNameIsVerifiedHere(t *testing.T) {
	ca, other := tlstest.NewAuthority(t), tlstest.NewAuthority(t)
	server := ca.Serve(t, []string{"a.example", "127.0.0.1", "::1"})
	for name, fault := range map[string]string{
		"a.example": "", "127.0.0.1": "", "::1": "",
		"b.example": "not b.example", "127.0.0.2": "not 127.0.0.2", "::2": "not ::2", "": "",
	} {
		for _, roots := range []*x509.CertPool{ca.Pool, other.Pool} {
			// What Config returns there, but for the roots.
			c := &tls.Config{ServerName: "a.example", InsecureSkipVerify: true, VerifyConnection: demand{}.verifyAs(name, roots)}
			want := fault
			if want == "" && roots == other.Pool {
				want = "unknown authority"
			}
			_, err := handshakeWith(t, server, c)
			var verification *tls.CertificateVerificationError
			if want == "" && err != nil || want != "" && (!errors.As(err, &verification) || !strings.Contains(err.Error(), want)) {
				t.Errorf("%q: %v, want %q", name, err, want)
			}
		}
	}
}

func TestForwardSecrecyIsPreferred(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	server := ca.ServeRSA(t, 2048, 0)
	server.MaxVersion, server.CipherSuites = tls.VersionTLS12, cipherSuites
	v, err := handshakeWith(t, server, (&TLSOptions{Roots: ca.Pool}).Config("a.example"))
	if err != nil {
		t.Fatal(err)
	}
	if name := tls.CipherSuiteName(v.client.ConnectionState().CipherSuite); !strings.HasPrefix(name, "TLS_ECDHE_") {
		t.Error(name)
	}
}

// The system's roots are read once in a process, so each case has one of its own.
func TestFallbackRoots(t *testing.T) {
	if os.Getenv("TEST_FALLBACK_ROOTS") != "" {
		ca := tlstest.NewAuthority(t)
		SetFallbackRoots(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.Cert.Raw})))
		SetFallbackRoots("once is enough")
		_, err := handshakeWith(t, ca.Serve(t, []string{"a.example"}), (*TLSOptions)(nil).Config("a.example"))
		if (err == nil) != (os.Getenv("TEST_FALLBACK_ROOTS") == "taken") {
			t.Errorf("%v", err)
		}
		return
	}
	switch runtime.GOOS {
	case "windows", "darwin", "ios":
		t.Skip("here the system itself verifies")
	}
	roots := filepath.Join(t.TempDir(), "roots.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: tlstest.NewAuthority(t).Cert.Raw})
	if err := os.WriteFile(roots, text, 0o600); err != nil {
		t.Fatal(err)
	}
	none := filepath.Join(t.TempDir(), "none")
	for verdict, file := range map[string]string{"taken": none, "refused": roots} {
		t.Run(verdict, func(t *testing.T) {
			program, err := os.Executable()
			if err != nil {
				t.Fatal(err)
			}
			c := exec.Command(program, "-test.run=^TestFallbackRoots$")
			c.Env = append(os.Environ(), "TEST_FALLBACK_ROOTS="+verdict, "SSL_CERT_FILE="+file, "SSL_CERT_DIR="+none)
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
