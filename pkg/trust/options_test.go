// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"slices"
	"testing"
	"time"

	"httpclientgo/pkg/internal/tlstest"
)

// A visit is one handshake of two ends in memory, as both saw it.
type visit struct {
	client, server *tls.Conn
}

// handshakeWith runs one handshake between a server configuration and a client's.
func handshakeWith(t *testing.T, server, client *tls.Config) (visit, error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	near, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	far, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	v := visit{tls.Client(near, client), tls.Server(far, server)}
	t.Cleanup(func() { near.Close(); far.Close() })
	limit := time.Now().Add(time.Minute)
	near.SetDeadline(limit)
	far.SetDeadline(limit)
	over := make(chan struct{})
	go func() {
		defer close(over)
		v.server.Handshake() // the client's view is what counts
	}()
	AwaitRoots(client)
	err = v.client.Handshake()
	if err != nil {
		near.Close()
	}
	<-over
	return v, err
}

func TestVerification(t *testing.T) {
	ca, other := tlstest.NewAuthority(t), tlstest.NewAuthority(t)
	good := ca.Serve(t, []string{"a.example", "*.wild.example", "127.0.0.1", "xn--bcher-kva.example"})
	expired := ca.Serve(t, []string{"a.example"}, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) })
	future := ca.Serve(t, []string{"a.example"}, func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Minute) })
	nameOnly := ca.Serve(t, nil, func(c *x509.Certificate) { c.Subject.CommonName = "a.example" })
	forClient := ca.Serve(t, []string{"a.example"}, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} })
	old := good.Clone()
	old.MaxVersion = tls.VersionTLS11
	old.MinVersion = tls.VersionTLS10
	only12 := good.Clone()
	only12.MaxVersion = tls.VersionTLS12
	only13 := good.Clone()
	only13.MinVersion = tls.VersionTLS13

	as := func(target any) func(error) bool { return func(err error) bool { return errors.As(err, target) } }
	unknown := as(new(x509.UnknownAuthorityError))
	wrongName := as(new(x509.HostnameError))
	invalid := func(why x509.InvalidReason) func(error) bool {
		return func(err error) bool {
			var e x509.CertificateInvalidError
			return errors.As(err, &e) && e.Reason == why
		}
	}
	any := func(error) bool { return true }
	trust := &TLSOptions{Roots: ca.Pool}
	tests := []struct {
		name   string
		server *tls.Config
		host   string
		o      *TLSOptions
		bad    func(error) bool // nil: it must work
	}{
		{"good", good, "a.example", trust, nil},
		{"final dot", good, "a.example.", trust, nil},
		{"upper case", good, "A.EXAMPLE", trust, nil},
		{"unicode", good, "b\u00fccher.example", trust, nil},
		{"IP", good, "127.0.0.1", trust, nil},
		{"TLS 1.2 server", only12, "a.example", trust, nil},
		{"TLS 1.3 server", only13, "a.example", trust, nil},
		{"wildcard", good, "x.wild.example", trust, nil},
		{"wildcard two levels", good, "x.y.wild.example", trust, wrongName},
		{"wildcard no level", good, "wild.example", trust, wrongName},
		{"wrong name", good, "b.example", trust, wrongName},
		{"wrong IP", good, "::1", trust, wrongName},
		{"name in the subject only", nameOnly, "a.example", trust, wrongName},
		{"expired", expired, "a.example", trust, invalid(x509.Expired)},
		{"not yet valid", future, "a.example", trust, invalid(x509.Expired)},
		{"for clients", forClient, "a.example", trust, invalid(x509.IncompatibleUsage)},
		{"unknown root", good, "a.example", &TLSOptions{Roots: other.Pool}, unknown},
		{"system roots", good, "a.example", nil, any},
		{"TLS 1.1 server", old, "a.example", trust, any},
		{"TLS 1.3 server, we may not", only13, "a.example", &TLSOptions{Roots: ca.Pool, DisableTLS13: true}, any},
		{"name override", good, "b.example", &TLSOptions{Roots: ca.Pool, CommonName: "a.example"}, nil},
		{"wrong name override", good, "a.example", &TLSOptions{Roots: ca.Pool, CommonName: "b.example"}, wrongName},
		{"unsafe", good, "b.example", &TLSOptions{Unsafe: true}, nil},
		{"unsafe, expired", expired, "b.example", &TLSOptions{Unsafe: true}, nil},
		{"unsafe with roots: any name", good, "b.example", &TLSOptions{Unsafe: true, Roots: ca.Pool}, nil},
		{"unsafe with roots: wrong root", good, "a.example", &TLSOptions{Unsafe: true, Roots: other.Pool}, unknown},
		{"unsafe with roots: expired", expired, "a.example", &TLSOptions{Unsafe: true, Roots: ca.Pool}, invalid(x509.Expired)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v, err := handshakeWith(t, test.server, test.o.Config(test.host))
			if test.bad != nil {
				if err == nil || !test.bad(err) {
					t.Fatalf("%v (%T)", err, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if v := v.client.ConnectionState().Version; v < tls.VersionTLS12 {
				t.Errorf("version %x", v)
			}
			if p := v.server.ConnectionState().NegotiatedProtocol; p != "" {
				t.Errorf("protocol %q", p)
			}
		})
	}
}

func TestConfigIsNotChanged(t *testing.T) {
	a, b := (*TLSOptions)(nil).Config("a.example"), new(TLSOptions).Config("a.example")
	if a == b || a.ServerName != "a.example" || a.MinVersion != tls.VersionTLS12 || a.VerifyConnection == nil || a.InsecureSkipVerify != systemVerifies || a.NextProtos != nil {
		t.Fatalf("%+v", a)
	}
	for host, want := range map[string]string{"[::1]": "::1", "fe80::1%eth0": "fe80::1", "a.example.": "a.example"} {
		if c := new(TLSOptions).Config(host); c.ServerName != want {
			t.Errorf("%s: %s", host, c.ServerName)
		}
	}
}

// Servers of TLS 1.2 that have one suite only, and one with all of them: CBC with SHA-256 is the last resort.
func TestCipherSuites(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	ecdsa, rsa := ca.Serve(t, []string{"a.example"}), ca.ServeRSA(t, 2048, 0)
	weak := []uint16{
		tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
		tls.TLS_RSA_WITH_AES_128_CBC_SHA256,
	}
	tests := []struct {
		name   string
		server *tls.Config
		suites []uint16
		want   uint16
	}{
		{"ECDHE-ECDSA-AES128-SHA256", ecdsa, weak[:1], weak[0]},
		{"ECDHE-RSA-AES128-SHA256", rsa, weak[1:2], weak[1]},
		{"AES128-SHA256", rsa, weak[2:], weak[2]},
		{"AES128-SHA before it", rsa, append([]uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}, weak...), tls.TLS_RSA_WITH_AES_128_CBC_SHA},
		{"RC4 only", rsa, []uint16{tls.TLS_RSA_WITH_RC4_128_SHA}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := test.server.Clone()
			server.MaxVersion, server.CipherSuites = tls.VersionTLS12, test.suites
			var offered []uint16
			server.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
				offered = slices.DeleteFunc(hello.CipherSuites, func(id uint16) bool { return id>>8 == 0x13 }) // TLS 1.3
				return nil, nil
			}
			v, err := handshakeWith(t, server, (&TLSOptions{Roots: ca.Pool}).Config("a.example"))
			if got := v.client.ConnectionState().CipherSuite; (err == nil) != (test.want != 0) || err == nil && got != test.want {
				t.Errorf("%s, %v", tls.CipherSuiteName(got), err)
			}
			for i, suite := range offered {
				if slices.Contains(weak, suite) && i < len(offered)-len(weak) {
					t.Errorf("%s is offered as number %d of %d", tls.CipherSuiteName(suite), i+1, len(offered))
				}
			}
		})
	}
}
