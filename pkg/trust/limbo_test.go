// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"slices"
	"testing"
	"time"

	"httpclientgo/pkg/internal/corporatest"
)

// The cases of C2SP/x509-limbo; package corporatest says where they lie.

type limboCase struct {
	ID             string    `json:"id"`
	Features       []string  `json:"features"`
	Kind           string    `json:"validation_kind"`
	Trusted        []string  `json:"trusted_certs"`
	Between        []string  `json:"untrusted_intermediates"`
	Leaf           string    `json:"peer_certificate"`
	Key            string    `json:"peer_certificate_key"`
	Time           time.Time `json:"validation_time"`
	ExtendedUsages []string  `json:"extended_key_usage"`
	Expected       string    `json:"expected_result"`
	Name           *struct {
		Kind  string `json:"kind"`
		Value string `json:"value"`
	} `json:"expected_peer_name"`
}

func limboCases(t *testing.T) []limboCase {
	var limbo struct {
		Testcases []limboCase `json:"testcases"`
	}
	corporatest.Unmarshal(t, "x509-limbo/limbo.json", &limbo)
	return slices.DeleteFunc(limbo.Testcases, func(c limboCase) bool {
		// Neither revocation lists nor a given depth are things that crypto/x509 knows.
		return slices.Contains(c.Features, "has-crl") || slices.Contains(c.Features, "max-chain-depth")
	})
}

// parse reads the certificates of a case; an error is a verdict, too.
func (c *limboCase) parse() (leaf *x509.Certificate, between []*x509.Certificate, roots *x509.CertPool, err error) {
	one := func(text string) (*x509.Certificate, error) {
		block, _ := pem.Decode([]byte(text))
		if block == nil {
			return nil, fmt.Errorf("no PEM in %.40q", text)
		}
		return x509.ParseCertificate(block.Bytes)
	}
	if leaf, err = one(c.Leaf); err != nil {
		return nil, nil, nil, err
	}
	for _, text := range c.Between {
		cert, err := one(text)
		if err != nil {
			return nil, nil, nil, err
		}
		between = append(between, cert)
	}
	roots = x509.NewCertPool()
	for _, text := range c.Trusted {
		roots.AppendCertsFromPEM([]byte(text))
	}
	return leaf, between, roots, nil
}

// verify is the verdict of crypto/x509 alone.
func (c *limboCase) verify() ([][]*x509.Certificate, error) {
	leaf, chain, roots, err := c.parse()
	if err != nil {
		return nil, err
	}
	o := x509.VerifyOptions{Roots: roots, Intermediates: x509.NewCertPool(), CurrentTime: c.Time}
	for _, cert := range chain {
		o.Intermediates.AddCert(cert)
	}
	if c.Name != nil {
		o.DNSName = c.Name.Value
	}
	if c.Kind == "CLIENT" || slices.Contains(c.ExtendedUsages, "clientAuth") {
		o.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	return leaf.Verify(o)
}

// crypto/x509 decides as the cases say, but where it is known to differ.
func TestLimboVerify(t *testing.T) {
	var known struct {
		Accepts []string          `json:"accepts_though_limbo_says_FAILURE"`
		Refuses []string          `json:"refuses_though_limbo_says_SUCCESS"`
		Renamed map[string]string `json:"renamed_here"`
	}
	cases := limboCases(t)
	corporatest.Unmarshal(t, "x509-limbo/go-known-deviations.json", &known)
	for _, now := range known.Renamed {
		known.Accepts = append(known.Accepts, now)
	}
	deviates := 0
	for _, c := range cases {
		_, err := c.verify()
		if (err == nil) == (c.Expected == "SUCCESS") {
			continue
		}
		deviates++
		// crypto/x509 knows no public suffixes.
		if err == nil && slices.Contains(c.Features, "pedantic-public-suffix-wildcard") {
			continue
		}
		if list := map[bool][]string{true: known.Accepts, false: known.Refuses}[err == nil]; !slices.Contains(list, c.ID) {
			t.Errorf("%s: %v, want %s", c.ID, err, c.Expected)
		}
	}
	t.Logf("%d cases, %d known deviations", len(cases), deviates)
}

// Our options come to the same verdict in a handshake, but for what demand
// adds.
func TestLimboHandshake(t *testing.T) {
	ran, stricter := 0, 0
	for _, c := range limboCases(t) {
		server, err := c.server()
		if server == nil {
			if c.Key != "" && c.Kind == "SERVER" && err != nil {
				t.Logf("%s: cannot be served: %v", c.ID, err)
			}
			continue
		}
		ran++
		want, wantErr := c.verify()
		strict := wantErr == nil && (demand{}).verify(tls.ConnectionState{PeerCertificates: want[0][:1], VerifiedChains: want}) != nil
		if strict {
			stricter++
		}
		_, _, roots, _ := c.parse()
		if roots == nil {
			roots = x509.NewCertPool()
		}
		got := limboHandshake(t, server, &TLSOptions{Roots: roots}, c.Name.Value, c.Time)
		if (got == nil) != (wantErr == nil && !strict) {
			t.Errorf("%s: in a handshake: %v; alone: %v", c.ID, got, wantErr)
		}
	}
	t.Logf("%d handshakes, %d refused for what crypto/x509 does not look at", ran, stricter)
}

// server is what presents the case's certificate; nil where it has no key, no name or
// is for clients.
func (c *limboCase) server() (*tls.Config, error) {
	if c.Key == "" || c.Kind != "SERVER" || c.Name == nil || slices.Contains(c.ExtendedUsages, "clientAuth") {
		return nil, nil
	}
	chain := c.Leaf
	for _, text := range c.Between {
		chain += text
	}
	pair, err := tls.X509KeyPair([]byte(chain), []byte(c.Key))
	if err != nil {
		return nil, err
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}}, nil
}

func limboHandshake(t *testing.T, server *tls.Config, o *TLSOptions, host string, at time.Time) error {
	t.Helper()
	cfg := o.Config(host)
	if !at.IsZero() {
		cfg.Time = func() time.Time { return at }
	}
	_, err := handshakeWith(t, server, cfg)
	return err
}
