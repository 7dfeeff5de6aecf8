// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/tlstest"
)

const (
	onePin   = "sha256//YhKJKSzoTt2b5FP18fvpHo7fJYqQCjAa3HWY3tvRMwE="
	otherPin = "sha256//t62CeU2tQiqkexU74Gxa2eg7fRbEgoChTociMee9wno="
)

func TestParsePins(t *testing.T) {
	for _, test := range []struct {
		texts []string
		want  Pins
	}{
		{nil, ""},
		{[]string{onePin}, onePin},
		{[]string{otherPin, onePin, onePin}, Pins(onePin + "\n" + otherPin)},
		{[]string{" " + onePin + " ; " + otherPin + " "}, Pins(onePin + "\n" + otherPin)},
		{[]string{"A.Example.=" + onePin}, "a.example=" + onePin},
		{[]string{"*.b\u00fccher.example=" + onePin + ";" + otherPin}, Pins("*.xn--bcher-kva.example=" + onePin + "\n*.xn--bcher-kva.example=" + otherPin)},
		{[]string{"[::1]=" + onePin}, "::1=" + onePin},
	} {
		if got, err := ParsePins(test.texts); err != nil || got != test.want {
			t.Errorf("%q: %q, %v", test.texts, got, err)
		}
	}
	for _, text := range []string{
		"", " ", ";", onePin + ";", "sha256//", "sha256/" + onePin[8:], "sha1//" + onePin[8:], onePin[8:], onePin[:51], onePin + "=", onePin[:50] + "==",
		onePin[:50] + "F=", "sha256//" + strings.Repeat("A", 43), "sha256//" + strings.Repeat("A", 64), "sha256//YhKJKSzoTt2b5FP18fvpHo7fJYqQCjAa3HWY3tvRMw-=",
		"=" + onePin, "a.example " + onePin, "a.example:443=" + onePin, "https://a.example=" + onePin, "a.*.example=" + onePin, "*a.example=" + onePin,
		"*=" + onePin, "*.=" + onePin, "*.127.0.0.1=" + onePin, "a b=" + onePin, "a..b=" + onePin, onePin + ";a.example=" + otherPin, "a=b=" + onePin,
		"a.example=" + onePin + "\n" + otherPin,
	} {
		_, err := ParsePins([]string{onePin, text})
		var bad *InputError
		if !errors.As(err, &bad) || len(err.Error()) > 300 || strings.ContainsAny(err.Error(), "\n\r") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestPinsOfAHost(t *testing.T) {
	pins, err := ParsePins([]string{"a.example=" + onePin, "*.wild.example=" + otherPin, "127.0.0.1=" + onePin, "*.example=" + otherPin})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string][]string{
		"a.example": {otherPin, onePin}, "A.EXAMPLE.": {otherPin, onePin}, "b.example": {otherPin}, "x.wild.example": {otherPin}, "x.y.wild.example": nil,
		"wild.example": {otherPin}, "example": nil, "127.0.0.1": {onePin}, "127.0.0.2": nil, "": nil, "b.a.example": nil,
	} {
		if got := pins.of(host); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", host, got, want)
		}
	}
	if got := Pins("").of("a.example"); got != nil {
		t.Error(got)
	}
}

// Each pin of the verified chain is enough, and none of what is only sent beside it.
func TestPinnedConnections(t *testing.T) {
	root, stranger := tlstest.NewAuthority(t), tlstest.NewAuthority(t)
	between := root.Below(t, "between")
	server := between.Serve(t, []string{"a.example", "b.example"})
	rotated := between.Serve(t, []string{"a.example", "b.example"})
	leaf, err := x509.ParseCertificate(server.Certificates[0].Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	// A server may send whatever certificate it likes behind its own.
	padded := server.Clone()
	padded.Certificates = []tls.Certificate{server.Certificates[0]}
	padded.Certificates[0].Certificate = append(slices.Clone(server.Certificates[0].Certificate), stranger.Cert.Raw)
	chain := []string{PinOf(leaf), PinOf(between.Cert), PinOf(root.Cert)}
	strange := PinOf(stranger.Cert)
	safe, chainOnly, unsafe := TLSOptions{Roots: root.Pool}, TLSOptions{Roots: root.Pool, Unsafe: true}, TLSOptions{Unsafe: true}
	tests := []struct {
		name   string
		server *tls.Config
		o      TLSOptions
		pins   []string
		refuse bool
	}{
		{"leaf", server, safe, chain[:1], false},
		{"intermediate", server, safe, chain[1:2], false},
		{"root, which is not sent", server, safe, chain[2:], false},
		{"another key", server, safe, []string{strange}, true},
		{"another key among many", server, safe, []string{strange, onePin, otherPin, chain[1]}, false},
		{"sent, but not of the chain", padded, safe, []string{strange}, true},
		{"the leaf after rotation", rotated, safe, chain[:1], true},
		{"the intermediate after rotation", rotated, safe, chain[1:2], false},
		{"the old key and the new one", rotated, safe, []string{chain[0], strange + ";" + pinOfServer(t, rotated)}, false},
		{"this host", server, safe, []string{"a.example=" + chain[0]}, false},
		{"this host, another key", server, safe, []string{"A.example=" + strange}, true},
		{"another host", server, safe, []string{"b.example=" + strange}, false},
		{"another host, and this one", server, safe, []string{"b.example=" + strange, "*.example=" + chain[2]}, false},
		{"any host or this one", server, safe, []string{strange, "a.example=" + chain[0]}, false},
		{"chain without a name: root", server, chainOnly, chain[2:], false},
		{"chain without a name: another key", padded, chainOnly, []string{strange}, true},
		{"unsafe: leaf", server, unsafe, chain[:1], false},
		{"unsafe: intermediate, which nothing vouches for", server, unsafe, chain[1:2], true},
		{"unsafe: another key", padded, unsafe, []string{strange}, true},
	}
	for _, test := range tests {
		for _, no13 := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, without 1.3 %v", test.name, no13), func(t *testing.T) {
				o := test.o
				o.DisableTLS13 = no13
				if o.Pins, err = ParsePins(test.pins); err != nil {
					t.Fatal(err)
				}
				for i := range 2 { // the second time with the first one's session, if there is one
					v, err := handshakeWith(t, test.server, o.Config("a.example"))
					if !test.refuse {
						if err != nil {
							t.Fatal(err)
						}
						if resumed := exchange(t, v); resumed != (i > 0) {
							t.Errorf("visit %d: resumed %v", i, resumed)
						}
						continue
					}
					var bad *PinError
					if !errors.As(err, &bad) {
						t.Fatalf("%v", err)
					}
					own := []string{pinOfServer(t, test.server)}
					if !o.Unsafe || o.Roots != nil {
						own = append(own, chain[1:]...)
					}
					if !slices.Equal(bad.Pins, own) {
						t.Errorf("told %v, want %v", bad.Pins, own)
					}
				}
			})
		}
	}
}

func pinOfServer(t *testing.T, server *tls.Config) string {
	t.Helper()
	leaf, err := x509.ParseCertificate(server.Certificates[0].Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return PinOf(leaf)
}

// exchange takes what the server sends first, tickets in TLS 1.3, and reports whether the session was resumed.
func exchange(t *testing.T, v visit) bool {
	t.Helper()
	io.WriteString(v.server, "x")
	v.server.CloseWrite()
	if _, err := io.ReadAll(v.client); err != nil {
		t.Fatal(err)
	}
	return v.client.ConnectionState().DidResume
}

// With pins set later, what was resumed without them is verified anew, and what does not meet them is refused.
func TestPinsAndSessions(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	server := ca.Serve(t, []string{"a.example"})
	pin := Pins(PinOf(ca.Cert))
	for i, step := range []struct {
		pins            Pins
		resumed, refuse bool
	}{
		{"", false, false}, {"", true, false}, {onePin, false, true}, {pin, false, false}, {pin, true, false}, {"", true, false}, {onePin, false, true},
	} {
		v, err := handshakeWith(t, server, (&TLSOptions{Roots: ca.Pool, Beyond: Beyond{Pins: step.pins}}).Config("a.example"))
		if (err != nil) != step.refuse {
			t.Fatalf("step %d: %v", i, err)
		}
		if err == nil && exchange(t, v) != step.resumed {
			t.Errorf("step %d: resumed %v", i, !step.resumed)
		}
	}
}

// curl comes to the same verdict.
func TestPinsAsCurlHasThem(t *testing.T) {
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not installed")
	}
	ca := tlstest.NewAuthority(t)
	server := ca.Serve(t, []string{"localhost"})
	own := pinOfServer(t, server)
	address := serveHTTPS(t, server)
	roots := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(roots, pemOf(ca.Cert), 0o600); err != nil {
		t.Fatal(err)
	}
	for pins, taken := range map[string]bool{own: true, onePin: false, onePin + ";" + own: true, otherPin + ";" + onePin: false} {
		parsed, err := ParsePins([]string{pins})
		if err != nil {
			t.Fatal(err)
		}
		_, err = handshakeWith(t, server, (&TLSOptions{Roots: ca.Pool, Beyond: Beyond{Pins: parsed}}).Config("localhost"))
		if (err == nil) != taken {
			t.Errorf("%s: %v", pins, err)
		}
		out, err := exec.Command(curl, "-sS", "--noproxy", "*", "--cacert", roots, "--pinnedpubkey", pins, "https://"+address+"/").CombinedOutput()
		if (err == nil) != taken {
			t.Errorf("curl, %s: %v: %s", pins, err, out)
		}
	}
}
