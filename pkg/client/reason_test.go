// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/client"
)

// makeCertificate signs itself; change is applied before.
func makeCertificate(t testing.TB, change func(*x509.Certificate)) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cert := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"good.example"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, IsCA: true, BasicConstraintsValid: true,
	}
	change(cert)
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

func serveTLS(t *testing.T, cert tls.Certificate) (host string, port int) {
	return serve(t, func(conn net.Conn) {
		s := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{cert}})
		_ = s.Handshake()
	})
}

func TestReasonOfARefusedCertificate(t *testing.T) {
	for _, tc := range []struct {
		name    string
		change  func(*x509.Certificate)
		trust   bool
		as      string
		fault   string
		message string
	}{
		{"expired", func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }, true, "", "expired", "expired on"},
		{"not yet valid", func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Minute) }, true, "", "not_yet_valid", "valid from"},
		{"name", func(*x509.Certificate) {}, true, "other.example", "name", "made out to good.example, 127.0.0.1, not to other.example"},
		{"authority", func(*x509.Certificate) {}, false, "", "authority", "signed by itself and not trusted"},
		{"usage", func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }, true, "", "usage", "not made for servers"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			cert := makeCertificate(t, tc.change)
			host, port := serveTLS(t, cert)
			options := &client.TLS{}
			options.Roots = x509.NewCertPool()
			if tc.trust {
				options.Roots.AddCert(cert.Leaf)
			}
			options.CommonName = tc.as
			c := client.New(client.Config{})
			defer c.Close()
			c.Connect(host, port, options, 0)
			until(t, "a verdict", func() bool { c.Poll(); return c.View().Status() != client.StatusConnecting })
			if s := c.View().Status(); s != client.StatusTLSHandshakeError {
				t.Fatalf("status %d", s)
			}
			r, ok := c.Reason()
			if !ok || r.Stage != "tls" || r.Certificate == nil || r.Certificate.Fault != tc.fault {
				t.Fatalf("reason %+v, certificate %+v", r, r.Certificate)
			}
			if !strings.Contains(r.Message, tc.message) || !strings.HasSuffix(r.Message, ".") {
				t.Errorf("message %q, want %q in it", r.Message, tc.message)
			}
			if r.Certificate.Subject != "CN=test" || r.Host != host || r.Port != port || r.Address == "" {
				t.Errorf("reason %+v, certificate %+v", r, r.Certificate)
			}
			c.Close()
			if _, ok := c.Reason(); ok {
				t.Error("a reason is left after Close")
			}
		})
	}
}

func TestReasons(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closedPort := free.Addr().(*net.TCPAddr).Port
	free.Close()
	for _, tc := range []struct {
		name               string
		answer             string
		tls                bool
		closed             bool
		stage              string
		message            string
		received, expected int64
	}{
		{name: "nobody listens", closed: true, stage: "connect", message: "refused", received: -1, expected: -1},
		{name: "no TLS", tls: true, answer: "HTTP/1.1 400 Bad Request\r\n\r\n", stage: "tls", message: "does not speak TLS", received: -1, expected: -1},
		{name: "not HTTP", answer: "hello\r\n", stage: "parse", message: "not valid HTTP", received: -1, expected: -1},
		{name: "no answer", answer: "", stage: "read", message: "before the answer did", received: -1, expected: -1},
		{name: "short of its length", answer: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", stage: "read", message: "after 3 of 10 bytes", received: 3, expected: 10},
		{name: "cut in a chunk", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n4\r\nc", stage: "read", message: "after 3 bytes", received: 3, expected: -1},
		{name: "no chunk", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", stage: "parse", message: "chunk", received: -1, expected: -1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			host, port := serve(t, func(conn net.Conn) {
				if tc.tls {
					conn.Read(make([]byte, 4096))
				} else {
					readHead(conn)
				}
				conn.Write([]byte(tc.answer))
			})
			if tc.closed {
				port = closedPort
			}
			var options *client.TLS
			if tc.tls {
				options = new(client.TLS)
			}
			c := client.New(client.Config{})
			defer c.Close()
			c.Connect(host, port, options, 0)
			until(t, "an end", func() bool {
				switch c.View().Status() {
				case client.StatusConnected:
					c.Request("request", 0, "/", nil, nil)
				case client.StatusBody:
					var a array
					c.ReadBody(&a)
				}
				return c.Poll() != client.OK
			})
			r, ok := c.Reason()
			if !ok || r.Stage != tc.stage || !strings.Contains(r.Message, tc.message) || r.Received != tc.received || r.Expected != tc.expected {
				t.Errorf("reason %+v", r)
			}
			if r.Host != host || r.Port != port {
				t.Errorf("host %q, port %d", r.Host, r.Port)
			}
		})
	}
}
