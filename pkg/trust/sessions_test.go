// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"testing"

	"httpclientgo/pkg/internal/tlstest"
)

// Sessions are resumed only where everything that they were checked against is the
// same.
func TestSessionsDoNotMix(t *testing.T) {
	for _, no13 := range []bool{false, true} {
		ca, other := tlstest.NewAuthority(t), tlstest.NewAuthority(t)
		server := ca.Serve(t, []string{"a.example", "b.example"})
		connect := func(host string, o TLSOptions) (bool, error) {
			o.DisableTLS13 = no13
			v, err := handshakeWith(t, server, o.Config(host))
			if err != nil {
				return false, err
			}
			io.WriteString(v.server, "x") // TLS 1.3: tickets come first
			v.server.CloseWrite()
			if _, err := io.ReadAll(v.client); err != nil {
				t.Fatal(err)
			}
			return v.client.ConnectionState().DidResume, nil
		}
		again := x509.NewCertPool()
		again.AddCert(ca.Cert)
		steps := []struct {
			host    string
			o       TLSOptions
			resumed bool
			bad     bool
		}{
			{"a.example", TLSOptions{Unsafe: true}, false, false},
			{"a.example", TLSOptions{Unsafe: true}, true, false},
			{"a.example", TLSOptions{}, false, true},
			{"a.example", TLSOptions{Roots: other.Pool}, false, true},
			{"a.example", TLSOptions{Unsafe: true, Roots: other.Pool}, false, true},
			{"a.example", TLSOptions{Unsafe: true, Roots: ca.Pool}, false, false},
			{"a.example", TLSOptions{Roots: ca.Pool}, false, false},
			{"a.example", TLSOptions{Roots: ca.Pool}, true, false},
			{"a.example", TLSOptions{Roots: again}, false, false},
			{"b.example", TLSOptions{Roots: ca.Pool}, false, false},
			{"b.example", TLSOptions{Roots: ca.Pool, CommonName: "a.example"}, false, false},
			{"b.example", TLSOptions{Roots: ca.Pool, CommonName: "a.example"}, true, false},
			{"a.example", TLSOptions{Roots: ca.Pool, CommonName: "c.example"}, false, true},
		}
		for i, step := range steps {
			resumed, err := connect(step.host, step.o)
			if resumed != step.resumed || (err != nil) != step.bad {
				t.Errorf("no 1.3 %v, step %d: resumed %v, %v", no13, i, resumed, err)
			}
		}
	}
}

func TestSessionStoreIsBounded(t *testing.T) {
	var s sessionStore
	state := new(tls.ClientSessionState)
	first := s.of(verification{host: "first"})
	first.Put("k", state)
	for i := range 3 * maxSessions {
		s.of(verification{host: string(rune('a' + i))}).Put("k", state)
		if _, ok := first.Get("k"); !ok {
			t.Fatal("the one in use was forgotten")
		}
	}
	if n := s.order.Len(); n != maxSessions || len(s.byKey) != n {
		t.Fatal(n, len(s.byKey))
	}
	first.Put("k", nil)
	if _, ok := first.Get("k"); ok {
		t.Fatal("not forgotten")
	}
	first.Put("k", nil)
}
