// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package testserver_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"httpclientgo/pkg/testserver"
)

func (h *harness) pool(file string) *x509.CertPool {
	h.t.Helper()
	text, err := os.ReadFile(filepath.Join(h.ready.Folder, file))
	pool := x509.NewCertPool()
	if err != nil || !pool.AppendCertsFromPEM(text) {
		h.t.Fatalf("%s: %v", file, err)
	}
	return pool
}

// crypto/tls is the judge: each kind is wrong in the one way that its name says, and in no other.
func TestCertificates(t *testing.T) {
	h := start(t)
	tests := []struct{ options, trust, server, fault string }{
		{`{"certificate":"ip_only"}`, "ca.pem", "127.0.0.1", ""},
		{`{"certificate":"ip_only"}`, "ca.pem", "localhost", "wanted to match localhost"},
		{`{"certificate":"ip_as_dns"}`, "ca.pem", "localhost", ""},
		{`{"certificate":"ip_as_dns"}`, "ca.pem", "127.0.0.1", "IP SANs"},
		{`{"certificate":"wildcard_partial"}`, "ca.pem", "named.example", "not named.example"},
		{`{"certificate":"any_usage"}`, "ca.pem", "localhost", ""},
		{`{"certificate":"no_usage"}`, "ca.pem", "localhost", ""},
		{`{"certificate":"no_signature"}`, "ca.pem", "localhost", ""}, // crypto/tls does not look
		{`{"certificate":"chain"}`, "ca.pem", "localhost", ""},
		{`{"certificate":"chain"}`, "intermediate.crt", "localhost", ""},
		{`{"certificate":"chain"}`, "other_ca.pem", "localhost", "unknown authority"},
		{`{"certificate":"chain_with_root"}`, "ca.pem", "localhost", ""},
		{`{"certificate":"chain_disordered"}`, "ca.pem", "localhost", ""},
		{`{"certificate":"chain_broken"}`, "ca.pem", "localhost", "unknown authority"},
		{`{"certificate":"chain_broken"}`, "intermediate.crt", "localhost", ""},
		{`{"certificate":"signed_by_leaf"}`, "ca.pem", "localhost", "cannot sign"},
		{`{"certificate":"self_signed"}`, "self_signed.crt", "localhost", ""},
		{`{"certificate":"untrusted"}`, "other_ca.pem", "localhost", ""},
		{`{"certificate":"untrusted"}`, "bundle.crt", "localhost", ""},
		{`{}`, "bundle.crt", "localhost", ""},
		{`{}`, "broken.crt", "localhost", ""},
		{`{}`, "expired_root.crt", "localhost", "expired"},
		{`{"certificate":"p384"}`, "ca.pem", "localhost", ""},
		{`{"certificate":"ed25519"}`, "ca.pem", "localhost", ""},
		{`{"certificate":"rsa"}`, "ca.pem", "localhost", ""},
		{`{"certificate":"rsa_1024"}`, "ca.pem", "localhost", ""}, // crypto/tls takes it
		{`{"certificate":"rsa","rsa_exchange":true}`, "ca.pem", "localhost", "handshake failure"},
		{`{"certificate":"negative_serial"}`, "ca.pem", "localhost", "negative serial"},
		{`{"certificate":"odd_printable"}`, "ca.pem", "localhost", "PrintableString"},
		{`{"certificate":"latin1_name"}`, "ca.pem", "localhost", "SAN dNSName"},
		{`{"client_auth":"request"}`, "ca.pem", "localhost", ""},
		{`{"client_auth":"require","max":"1.2"}`, "ca.pem", "localhost", "handshake failure"},
	}
	for _, tt := range tests {
		t.Run(tt.options+tt.trust, func(t *testing.T) {
			_, port := h.script(`[["read_head"]]`, `,"tls":`+tt.options)
			c := tls.Client(h.dial(port), &tls.Config{RootCAs: h.pool(tt.trust), ServerName: tt.server})
			err := c.Handshake()
			if (err == nil) != (tt.fault == "") || err != nil && !strings.Contains(err.Error(), tt.fault) {
				t.Errorf("handshake: %v, want %q", err, tt.fault)
			}
		})
	}
}

func TestEachCertificateIsMade(t *testing.T) {
	a, err := testserver.NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range testserver.CertificateNames() {
		if _, err := a.ServerConfig(testserver.TLSOptions{Certificate: name}); err != nil {
			t.Error(err)
		}
	}
	for _, o := range []testserver.TLSOptions{{Certificate: "none"}, {Min: "1.4"}, {Max: "x"}, {ClientAuth: "maybe"}} {
		if _, err := a.ServerConfig(o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}

// The record tells which connections of a script resumed a session.
func TestResumptionIsRecorded(t *testing.T) {
	h := start(t)
	for _, version := range []string{"1.2", "1.3"} {
		id, port := h.script(`[["accept"],["send","x"],["accept"],["send","x"]]`, `,"tls":{"max":"`+version+`"}`)
		config := &tls.Config{RootCAs: h.pool("ca.pem"), ServerName: "localhost", ClientSessionCache: tls.NewLRUClientSessionCache(1)}
		for range 2 {
			c := tls.Client(h.dial(port), config)
			if _, err := io.ReadFull(c, make([]byte, 1)); err != nil {
				t.Fatal(err)
			}
			c.Close()
		}
		a := h.ask(`{"op":"record","id":%d,"ms":5000}`, id)
		if len(a.Records) != 2 || a.Records[0].Resumed || !a.Records[1].Resumed {
			t.Errorf("TLS %s: %+v", version, a.Records)
		}
	}
}

// A client that was refused in the handshake gets the alert, and its end is awaited.
func TestAlertComesBeforeTheEnd(t *testing.T) {
	h := start(t)
	id, port := h.script(`[["read_head"]]`, `,"tls":{"min":"1.3"}`)
	raw := h.dial(port)
	c := tls.Client(raw, &tls.Config{ServerName: "localhost", MaxVersion: tls.VersionTLS12})
	if err := c.Handshake(); err == nil || !strings.Contains(err.Error(), "protocol version") {
		t.Fatal(err)
	}
	if a := h.ask(`{"op":"record","id":%d,"ms":0}`, id); a.Records[0].Peer != testserver.PeerOpen {
		t.Errorf("%+v", a.Records[0])
	}
	raw.Close()
	if a := h.ask(`{"op":"record","id":%d,"ms":5000}`, id); a.Records[0].Peer == testserver.PeerOpen {
		t.Errorf("%+v", a.Records[0])
	}
}
