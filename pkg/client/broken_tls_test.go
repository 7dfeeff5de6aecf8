// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"runtime"
	"strings"
	"testing"

	"httpclientgo/pkg/client"
	"httpclientgo/pkg/reason"
)

// A breakConn carries so many bytes of its server, then last, and then an end or a reset.
type breakConn struct {
	*net.TCPConn
	left  int
	last  []byte
	reset bool
	wrote int
}

var errBroken = errors.New("broken off")

func (b *breakConn) Write(p []byte) (int, error) {
	n := min(len(p), b.left)
	b.TCPConn.Write(p[:n])
	b.left, b.wrote = b.left-n, b.wrote+n
	if n == len(p) {
		return n, nil
	}
	b.TCPConn.Write(b.last)
	if b.reset {
		b.SetLinger(0)
		b.TCPConn.Close()
	} else {
		b.CloseWrite()
	}
	return n, errBroken
}

const broken = "HTTP/1.1 200 OK\r\n\r\n"

// brokenServer answers one request over TLS with a body that only its end ends. done gets how many bytes it sent.
func brokenServer(t *testing.T, config *tls.Config, brk breakConn) (host string, port int, done chan int) {
	done = make(chan int, 1)
	host, port = serve(t, func(conn net.Conn) {
		b := brk
		b.TCPConn = conn.(*net.TCPConn)
		s := tls.Server(&b, config)
		if s.Handshake() == nil && strings.Contains(readHead(s), "\r\n\r\n") {
			io.WriteString(s, broken)
			for range 4 {
				s.Write(bytes.Repeat([]byte("x"), 100))
			}
			s.CloseWrite()
		}
		done <- b.wrote
		io.Copy(io.Discard, conn)
	})
	return host, port, done
}

// Wherever the server's bytes break off, and whatever breaks them off, it is an error with a reason, and never the end
// of a body that goes on to the end of the connection (RFC 9112 Section 9.8).
func TestTLSBrokenAnywhere(t *testing.T) {
	cert := makeCertificate(t, func(*x509.Certificate) {})
	options := &client.TLS{}
	options.Roots = x509.NewCertPool()
	options.Roots.AddCert(cert.Leaf)
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		config := &tls.Config{Certificates: []tls.Certificate{cert}, MaxVersion: version, SessionTicketsDisabled: true}
		meet := func(brk breakConn) (*client.Client, string, int) {
			host, port, done := brokenServer(t, config, brk)
			c := client.New(client.Config{})
			c.Connect(host, port, options, 0)
			body := visit(t, c)
			return c, body, <-done
		}
		c, body, total := meet(breakConn{left: 1 << 20})
		if s := c.View().Status(); s != client.StatusDisconnected || len(body) != 400 {
			t.Fatalf("%s, whole: status %d, %d bytes of body: %v", tls.VersionName(version), s, len(body), c.LastError())
		}
		c.Close()
		for _, tc := range []struct {
			name  string
			last  string
			reset bool
		}{
			{"end", "", false},
			{"reset", "", true},
			{"fatal alert", "\x15\x03\x03\x00\x02\x02\x28", false},
			{"unknown alert", "\x15\x03\x03\x00\x02\x02\xc8", false},
			{"warning", "\x15\x03\x03\x00\x02\x01\x5a", false},
			{"close_notify in the clear", "\x15\x03\x03\x00\x02\x01\x00", false},
			{"half an alert", "\x15\x03\x03\x00\x02\x02", false},
			{"long alert", "\x15\x03\x03\x00\x04\x02\x28\x02\x28", false},
			{"empty records", strings.Repeat("\x17\x03\x03\x00\x00", 100), false},
			{"record of 65,535 bytes", "\x17\x03\x03\xff\xff" + strings.Repeat("x", 1000), false},
			{"plain HTTP", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false},
		} {
			t.Run(tls.VersionName(version)+", "+tc.name, func(t *testing.T) {
				seen := map[client.Status]int{}
				for at := 0; at < total; at += 29 {
					c, _, _ := meet(breakConn{left: at, last: []byte(tc.last), reset: tc.reset})
					s := c.View().Status()
					want := lost
					if s == client.StatusTLSHandshakeError {
						want = noTLS
					} else if r, _ := c.Reason(); r.Stage == "write" {
						want.stage = "write" // a reset may be met there
					}
					judge(t, c, want)
					if t.Failed() {
						t.Fatalf("broken off after %d of %d bytes", at, total)
					}
					seen[s]++
					c.Close()
				}
				if seen[client.StatusTLSHandshakeError] == 0 || seen[client.StatusConnectionError] == 0 {
					t.Errorf("statuses %v", seen)
				}
			})
		}
	}
}

// An alert in the handshake is the server's refusal, with its own words.
func TestAlertInTheHandshake(t *testing.T) {
	for alert, words := range map[string]string{"\x02\x28": "handshake failure", "\x02\x46": "protocol version", "\x02\xc8": "alert 200"} {
		host, port := serve(t, func(conn net.Conn) {
			conn.Read(make([]byte, 4096))
			io.WriteString(conn, "\x15\x03\x03\x00\x02"+alert)
			io.Copy(io.Discard, conn)
		})
		c := client.New(client.Config{})
		c.Connect(host, port, new(client.TLS), 0)
		settle(t, c)
		want := noTLS
		want.text = "127.0.0.1 refused the TLS handshake with the alert \"" + words + "\""
		if r := judge(t, c, want); r.Alert != words {
			t.Errorf("reason %+v", r)
		}
		c.Close()
	}
}

// The alert that refuses a client of TLS 1.3 comes when the client has long been connected.
func TestAlertAfterTheHandshake(t *testing.T) {
	cert := makeCertificate(t, func(*x509.Certificate) {})
	host, port := serve(t, func(conn net.Conn) {
		s := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{cert}, ClientAuth: tls.RequireAnyClientCert, MinVersion: tls.VersionTLS13})
		_ = s.Handshake()
		io.Copy(io.Discard, conn)
	})
	options := &client.TLS{}
	options.Unsafe = true
	c := client.New(client.Config{})
	defer c.Close()
	c.Connect(host, port, options, 0)
	visit(t, c)
	want := lost
	want.text = `The server 127.0.0.1 ended TLS with the alert "certificate required" (it wants a client certificate: set_client_certificate() sets one).`
	if r := judge(t, c, want); r.Alert != "certificate required" {
		t.Errorf("reason %+v", r)
	}
}

// The alert tells more than a write to a connection that the server has closed because of it. Windows drops what came
// before a reset and was not read: then it is told as a reset of what was read.
func TestAlertBeforeABrokenWrite(t *testing.T) {
	cert := makeCertificate(t, func(*x509.Certificate) {})
	for range 20 {
		host, port := serve(t, func(conn net.Conn) {
			s := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{cert}, ClientAuth: tls.RequireAnyClientCert, MinVersion: tls.VersionTLS13})
			_ = s.Handshake()
		})
		options := &client.TLS{}
		options.Unsafe = true
		c := client.New(client.Config{})
		c.Connect(host, port, options, 0)
		if settle(t, c) != client.StatusConnected {
			t.Fatalf("not connected: %v", c.LastError())
		}
		c.Request("request", 2, "/", nil, make([]byte, 8<<20))
		until(t, "the end", func() bool { return c.Poll() != client.OK })
		r, _ := c.Reason()
		isDropped := runtime.GOOS == "windows" && r.Word == reason.Reset && r.Stage == "read"
		if r.Alert != "certificate required" && !isDropped {
			t.Errorf("reason %+v", r)
		}
		c.Close()
	}
}
