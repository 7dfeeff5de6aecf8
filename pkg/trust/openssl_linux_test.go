// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"httpclientgo/pkg/internal/tlstest"
)

// A folder has the files that OpenSSL's server is started with.
type folder struct {
	t    *testing.T
	path string
}

func (f folder) write(name string, text []byte) string {
	path := filepath.Join(f.path, name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		f.t.Fatal(err)
	}
	return path
}

// server writes a certificate of the authority, and returns the options for it.
func (f folder) server(ca *tlstest.Authority, edits ...func(*x509.Certificate)) string {
	pair := ca.Serve(f.t, []string{"a.example"}, edits...).Certificates[0]
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		f.t.Fatal(err)
	}
	return "-cert " + f.write("server.crt", block("CERTIFICATE", pair.Certificate[0])) + " -key " + f.write("server.key", block("PRIVATE KEY", key))
}

// ask shakes hands and asks for the page of what the server knows of the connection. The error is explained.
func ask(t *testing.T, address string, o *TLSOptions) (page string, err error) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	config := o.Config("a.example")
	c := tls.Client(conn, config)
	err = c.Handshake()
	if err == nil {
		io.WriteString(c, "GET / HTTP/1.0\r\n\r\n") // reading tells more than writing
		var text []byte
		if text, err = io.ReadAll(c); errors.Is(err, io.ErrUnexpectedEOF) && len(text) > 0 {
			err = nil // it says no close_notify
		}
		page = string(text)
	}
	return page, Explain(config, err)
}

func TestClientCertificatesOfOpenSSL(t *testing.T) {
	ca, clients, others := tlstest.NewAuthority(t), tlstest.NewAuthority(t), tlstest.NewAuthority(t)
	f := folder{t, t.TempDir()}
	common := f.server(ca) + " -www -CAfile " + f.write("clients.pem", pemOf(clients.Cert))
	ids := map[string]*Identity{"none": nil, "another authority's": identityOf(t)(others.Client(t, tlstest.NewKey(t, "ec")))}
	for _, kind := range tlstest.Kinds {
		ids[kind] = identityOf(t)(clients.Client(t, tlstest.NewKey(t, kind)))
	}
	for _, mode := range []string{"required", "asked for", "not asked for"} {
		options := common + map[string]string{"required": " -Verify 2 -verify_return_error", "asked for": " -verify 2", "not asked for": ""}[mode]
		address := startOpenSSL(t, options)
		for name, id := range ids {
			for _, no13 := range []bool{false, true} {
				page, err := ask(t, address, &TLSOptions{Roots: ca.Pool, DisableTLS13: no13, Beyond: Beyond{Client: id}})
				what := fmt.Sprintf("%s, %s, without 1.3 %v", mode, name, no13)
				if mode == "required" && (id == nil || name == "another authority's") {
					var refused *ClientCertificateError
					if !errors.As(err, &refused) || refused.Sent != (id != nil) {
						t.Errorf("%s: %v", what, err)
					}
					continue
				}
				shown := !strings.Contains(page, "no client certificate available")
				if err != nil || shown != (id != nil && mode != "not asked for") {
					t.Errorf("%s: %v, shown %v", what, err, shown)
				}
			}
		}
	}
}

func TestStaplesOfOpenSSL(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	f := folder{t, t.TempDir()}
	old := func(a *ocsp.Response) {
		a.ThisUpdate, a.NextUpdate = time.Now().Add(-2*time.Hour), time.Now().Add(-time.Hour)
	}
	for name, test := range map[string]struct {
		answer     []byte
		free, must RevocationFault
	}{
		"none":        {nil, "", NoStaple},
		"good":        {ca.Staple(t, 7, ocsp.Good), "", ""},
		"revoked":     {ca.Staple(t, 7, ocsp.Revoked), Revoked, Revoked},
		"unknown":     {ca.Staple(t, 7, ocsp.Unknown), "", NoStaple},
		"out of date": {ca.Staple(t, 7, ocsp.Good, old), "", NoStaple},
	} {
		for _, must := range []bool{false, true} {
			edit, want := feature(), test.free
			if must {
				edit, want = feature(48, 3, 2, 1, statusRequest), test.must
			}
			options := f.server(ca, func(c *x509.Certificate) { c.SerialNumber = big.NewInt(7) }, edit) + " -www"
			if test.answer != nil {
				options += " -status_file " + f.write("staple.der", test.answer)
			}
			address := startOpenSSL(t, options)
			for _, no13 := range []bool{false, true} {
				_, err := ask(t, address, &TLSOptions{Roots: ca.Pool, DisableTLS13: no13})
				var bad *RevocationError
				if want == "" && err != nil || want != "" && (!errors.As(err, &bad) || bad.Fault != want) {
					t.Errorf("%s, must %v, without 1.3 %v: %v, want %q", name, must, no13, err, want)
				}
			}
		}
	}
}
