// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

//go:build unix

package dial

import (
	"bufio"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/trust"
)

// nginx takes the handshake of a client without a certificate and says in HTTP what it wants.
func TestNginxClientCertificates(t *testing.T) {
	ca, clients, others := tlstest.NewAuthority(t), tlstest.NewAuthority(t), tlstest.NewAuthority(t)
	roots := filepath.Join(t.TempDir(), "clients.pem")
	if err := os.WriteFile(roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: clients.Cert.Raw}), 0o644); err != nil {
		t.Fatal(err)
	}
	ids := map[string]*trust.Identity{"none": nil}
	for name, by := range map[string]*tlstest.Authority{"its own": clients, "another's": others} {
		id, err := trust.ParseIdentity(by.Client(t, tlstest.NewKey(t, "ec")))
		if err != nil {
			t.Fatal(err)
		}
		ids[name] = id
	}
	for _, mode := range []string{"on", "optional"} {
		more := fmt.Sprintf("ssl_client_certificate %s; ssl_verify_client %s;", roots, mode)
		port := startNginx(t, ca.Serve(t, []string{"a.example"}), "TLSv1.2 TLSv1.3", more, map[string][]byte{"small": []byte("hello")})
		for name, id := range ids {
			for _, no13 := range []bool{false, true} {
				o := &trust.TLSOptions{Roots: ca.Pool, DisableTLS13: no13, Beyond: trust.Beyond{Client: id}}
				s, err := outcome(Connect(Config{Host: "127.0.0.1", Port: port, TLS: o.Config("a.example")}))
				if err != nil {
					t.Fatalf("%s, %s: %v", mode, name, err)
				}
				put(t, s, []byte("GET /small HTTP/1.1\r\nHost: a.example\r\n\r\n"))
				resp, err := http.ReadResponse(bufio.NewReader(s), nil)
				s.Close()
				want := 200
				if name == "another's" || name == "none" && mode == "on" {
					want = 400
				}
				if err != nil || resp.StatusCode != want {
					t.Errorf("%s, %s, without 1.3 %v: %v, want %d", mode, name, no13, resp, want)
				}
			}
		}
	}
}

func TestNginxStaples(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	for status, taken := range map[int]bool{ocsp.Good: true, ocsp.Revoked: false, ocsp.Unknown: true} {
		answer := filepath.Join(t.TempDir(), "staple.der")
		if err := os.WriteFile(answer, ca.Staple(t, 7, status), 0o644); err != nil {
			t.Fatal(err)
		}
		server := ca.Serve(t, []string{"a.example"}, func(c *x509.Certificate) { c.SerialNumber = big.NewInt(7) })
		port := startNginx(t, server, "TLSv1.3", "ssl_stapling on; ssl_stapling_file "+answer+";", map[string][]byte{"small": []byte("hello")})
		s, err := outcome(Connect(Config{Host: "127.0.0.1", Port: port, TLS: (&trust.TLSOptions{Roots: ca.Pool}).Config("a.example"), Timeout: 10 * time.Second}))
		var bad *trust.RevocationError
		if (err == nil) != taken || err != nil && (!errors.As(err, &bad) || bad.Fault != trust.Revoked) {
			t.Errorf("status %d: %v", status, err)
		}
		if err == nil {
			if len(s.TLS.OCSPResponse) == 0 {
				t.Error("nginx stapled nothing")
			}
			s.Close()
		}
	}
}
