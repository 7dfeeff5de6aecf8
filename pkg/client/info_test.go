// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"net"
	"testing"

	"httpclientgo/pkg/client"
)

const okAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

func TestInfoOfAPlainConnection(t *testing.T) {
	host, port := serve(t, func(conn net.Conn) { readHead(conn); io.WriteString(conn, okAnswer); io.Copy(io.Discard, conn) })
	c := client.New(client.Config{})
	defer c.Close()
	if _, ok := c.Info(); ok {
		t.Error("a new client has a connection")
	}
	c.Connect(host, port, nil, 0)
	if _, ok := c.Info(); ok {
		t.Error("there is a connection before it is made")
	}
	until(t, "CONNECTED", func() bool { c.Poll(); return c.View().Status() == client.StatusConnected })
	i, ok := c.Info()
	if !ok || i.Remote.Addr().String() != host || int(i.Remote.Port()) != port || i.Local.Port() == 0 || i.Proxy != "" {
		t.Fatalf("info %+v, %v", i, ok)
	}
	if i.TLSVersion != "" || i.PeerChain != nil || i.Resolve != 0 || i.TLS != 0 || i.Connect <= 0 || i.FirstByte != 0 {
		t.Errorf("info %+v", i)
	}
	ask(t, c, 0, "/")
	drain(t, c)
	if i, _ := c.Info(); i.FirstByte <= 0 {
		t.Errorf("first byte after %v", i.FirstByte)
	}
	c.Close()
	if _, ok := c.Info(); ok {
		t.Error("there is a connection after Close")
	}
}

func TestInfoOfTLS(t *testing.T) {
	cert := makeCertificate(t, func(*x509.Certificate) {})
	config := &tls.Config{Certificates: []tls.Certificate{cert}, MaxVersion: tls.VersionTLS12}
	host, port := serve(t, func(conn net.Conn) {
		s := tls.Server(conn, config)
		readHead(s)
		io.WriteString(s, okAnswer)
		io.Copy(io.Discard, s)
	})
	options := &client.TLS{}
	options.Roots = x509.NewCertPool()
	options.Roots.AddCert(cert.Leaf)
	for _, resumed := range []bool{false, true} {
		c := client.New(client.Config{})
		c.Connect(host, port, options, 0)
		until(t, "CONNECTED", func() bool { c.Poll(); return c.View().Status() != client.StatusConnecting })
		i, ok := c.Info()
		if !ok || i.TLSVersion != "1.2" || i.CipherSuite != "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" || i.ALPN != "" || i.Resumed != resumed || i.TLS <= 0 {
			t.Fatalf("info %+v, %v, %v", i, ok, c.LastError())
		}
		if len(i.PeerChain) != 1 {
			t.Fatalf("%d certificates", len(i.PeerChain))
		}
		if b, _ := pem.Decode([]byte(i.PeerChain[0])); b == nil || string(b.Bytes) != string(cert.Certificate[0]) {
			t.Errorf("chain %q", i.PeerChain)
		}
		c.Close()
	}
}

func TestInfoNamesTheProxy(t *testing.T) {
	host, port := serve(t, func(conn net.Conn) { io.Copy(io.Discard, conn) })
	c := client.New(client.Config{})
	defer c.Close()
	c.SetHTTPProxy(host, port)
	c.Connect("origin.example", 80, nil, 0)
	until(t, "CONNECTED", func() bool { c.Poll(); return c.View().Status() == client.StatusConnected })
	if i, ok := c.Info(); !ok || i.Proxy != i.Remote.String() || int(i.Remote.Port()) != port {
		t.Errorf("info %+v, %v", i, ok)
	}
}
