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
	"fmt"
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
		{"hyphen", func(c *x509.Certificate) { c.DNSNames = []string{"*.example"} }, true, "-a.example", "name", "made out to *.example, 127.0.0.1, which does not hold for -a.example: a part of that name begins with a hyphen"},
		{"hyphen elsewhere", func(c *x509.Certificate) { c.DNSNames = []string{"*.example"} }, true, "a-.other", "name", "made out to *.example, 127.0.0.1, not to a-.other"},
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
		{name: "TLS", answer: "\x15\x03\x01\x00\x02\x02\x46", stage: "parse", message: "in TLS, not in plain HTTP: https://", received: -1, expected: -1},
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

// A user and a password that a script writes into a host are in nothing that anybody is told, however the call fails.
func TestNoSecretIsTold(t *testing.T) {
	for _, host := range []string{
		"user:secret@127.0.0.1", "http://user:secret@127.0.0.1", "https://user:secret@127.0.0.1", "https://user:secret@127.0.0.1/path?q", "user:s:secret@a@127.0.0.1",
		"https://user:secret@", "user:secret@", "ftp://user:secret@h", "user:secret@h:80", "https://user:secret@[::1]", "user:secret@b\u00fccher.example", "user:secret@a b", "secret:@h\r\nX: y",
	} {
		for _, port := range []int{-1, 0, 80, 70000} {
			for _, way := range []string{"", "TLS", "HTTP proxy", "TLS through a proxy"} {
				c := client.New(client.Config{Report: func(method, message string) {
					if strings.Contains(message, "secret") {
						t.Errorf("%q, port %d, %s: %s reports %q", host, port, way, method, message)
					}
				}})
				var options *client.TLS
				if strings.HasPrefix(way, "TLS") {
					options = new(client.TLS)
				}
				if strings.HasSuffix(way, "proxy") {
					c.SetHTTPProxy("127.0.0.1", 1)
					c.SetHTTPSProxy("127.0.0.1", 1)
				}
				c.Connect(host, port, options, 0)
				settle(t, c)
				if r, ok := c.Reason(); !ok || strings.Contains(fmt.Sprintf("%+v", r), "secret") || isForeign(r.Message) {
					t.Errorf("%q, port %d, %s: %+v", host, port, way, r)
				}
				c.Close()
			}
		}
	}
}
