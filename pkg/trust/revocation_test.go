// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package trust

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"httpclientgo/pkg/internal/corporatest"
	"httpclientgo/pkg/internal/tlstest"
)

func lists(t *testing.T, text ...[]byte) *Revocations {
	t.Helper()
	r, err := ParseRevocations(bytes.Join(text, nil))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestParseRevocations(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	list := ca.Revoke(t, []int64{7})
	der, _ := pem.Decode(list)
	broken := block("X509 CRL", der.Bytes[:40])
	for name, test := range map[string]struct {
		text []byte
		want int
	}{
		"one": {list, 1}, "two, and another block": {bytes.Join([][]byte{list, pemOf(ca.Cert), list}, nil), 2}, "DER": {der.Bytes, 1},
		"nothing": {nil, 0}, "text": {[]byte("hello"), 0}, "a certificate": {pemOf(ca.Cert), 0}, "broken": {broken, 0},
		"one that is broken": {append(bytes.Clone(list), broken...), 0}, "DER with more behind it": {append(bytes.Clone(der.Bytes), 0), 0},
	} {
		r, err := ParseRevocations(test.text)
		var bad *InputError
		if test.want > 0 && (err != nil || len(r.lists) != test.want) || test.want == 0 && !errors.As(err, &bad) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// extension makes one for a list.
func extension(t *testing.T, id asn1.ObjectIdentifier, critical bool, value any) func(*x509.RevocationList) {
	t.Helper()
	der, err := asn1.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return func(l *x509.RevocationList) {
		l.ExtraExtensions = append(l.ExtraExtensions, pkix.Extension{Id: id, Critical: critical, Value: der})
	}
}

func TestRevocationLists(t *testing.T) {
	root, other := tlstest.NewAuthority(t), tlstest.NewAuthority(t)
	between := root.Below(t, "between")
	const point = "http://lists.example/3"
	server := between.Serve(t, []string{"a.example"}, func(c *x509.Certificate) {
		c.SerialNumber, c.CRLDistributionPoints = big.NewInt(7), []string{point}
	})
	type p struct {
		FullName []asn1.RawValue `asn1:"optional,tag:0"`
	}
	type idp struct {
		Point    p    `asn1:"optional,tag:0"`
		Users    bool `asn1:"optional,tag:1"`
		CAs      bool `asn1:"optional,tag:2"`
		Indirect bool `asn1:"optional,tag:4"`
	}
	at := func(uri string) p {
		return p{[]asn1.RawValue{{Class: asn1.ClassContextSpecific, Tag: 6, Bytes: []byte(uri)}}}
	}
	scoped := func(s idp) func(*x509.RevocationList) { return extension(t, oidScope, true, s) }
	old := func(l *x509.RevocationList) {
		l.ThisUpdate, l.NextUpdate = time.Now().Add(-2*time.Hour), time.Now().Add(-time.Hour)
	}
	future := func(l *x509.RevocationList) {
		l.ThisUpdate, l.NextUpdate = time.Now().Add(time.Hour), time.Now().Add(2*time.Hour)
	}
	for _, test := range []struct {
		name  string
		lists *Revocations
		fault RevocationFault // "": taken
		who   string          // common name
	}{
		{"none", nil, "", ""},
		{"not on it", lists(t, between.Revoke(t, []int64{8, 77})), "", ""},
		{"nobody on it", lists(t, between.Revoke(t, nil)), "", ""},
		{"the server", lists(t, between.Revoke(t, []int64{8, 7})), Revoked, "server"},
		{"the authority between", lists(t, root.Revoke(t, []int64{2})), Revoked, "between"},
		{"both lists, the second one tells", lists(t, between.Revoke(t, []int64{8}), root.Revoke(t, []int64{2})), Revoked, "between"},
		{"the same number of another authority", lists(t, root.Revoke(t, []int64{7}), between.Revoke(t, []int64{2})), "", ""},
		{"an authority that has nothing to do with it", lists(t, other.Below(t, "stranger").Revoke(t, []int64{7, 2, 1})), "", ""},
		{"out of date", lists(t, between.Revoke(t, nil, old)), BadList, "server"},
		{"out of date, and the server on it", lists(t, between.Revoke(t, []int64{7}, old)), BadList, "server"},
		{"not yet of today", lists(t, between.Revoke(t, nil, future)), BadList, "server"},
		{"signed by another of that name", lists(t, other.Below(t, "between").Revoke(t, nil)), BadList, "server"},
		{"changes alone", lists(t, between.Revoke(t, nil, extension(t, asn1.ObjectIdentifier{2, 5, 29, 27}, true, 1))), BadList, "server"},
		{"an extension that may be passed over", lists(t, between.Revoke(t, nil, extension(t, asn1.ObjectIdentifier{1, 2, 3}, false, 1))), "", ""},
		{"a part: this one", lists(t, between.Revoke(t, []int64{7}, scoped(idp{Point: at(point), Users: true}))), Revoked, "server"},
		{"a part: this one, not on it", lists(t, between.Revoke(t, nil, scoped(idp{Point: at(point), Users: true}))), "", ""},
		{"a part: another one", lists(t, between.Revoke(t, []int64{7}, scoped(idp{Point: at("http://lists.example/4")}))), "", ""},
		{"a part: another one, out of date", lists(t, between.Revoke(t, nil, old, scoped(idp{Point: at("http://lists.example/4")}))), "", ""},
		{"authorities alone", lists(t, between.Revoke(t, []int64{7}, scoped(idp{CAs: true})), root.Revoke(t, []int64{2}, scoped(idp{CAs: true}))), Revoked, "between"},
		{"servers alone", lists(t, root.Revoke(t, []int64{2}, scoped(idp{Users: true}))), "", ""},
		{"of other issuers, too", lists(t, between.Revoke(t, nil, scoped(idp{Indirect: true}))), BadList, "server"},
	} {
		for _, no13 := range []bool{false, true} {
			for _, o := range []TLSOptions{{Roots: root.Pool}, {Roots: root.Pool, Unsafe: true}} {
				o.DisableTLS13, o.Revoked = no13, test.lists
				for range 2 {
					v, err := handshakeWith(t, server, o.Config("a.example"))
					var bad *RevocationError
					switch {
					case test.fault == "" && err != nil:
						t.Errorf("%s: %v", test.name, err)
					case test.fault == "":
						exchange(t, v)
					case !errors.As(err, &bad) || bad.Fault != test.fault || bad.Cert.Subject.CommonName != test.who || !errors.As(err, new(*tls.CertificateVerificationError)):
						t.Errorf("%s: %v", test.name, err)
					}
				}
			}
		}
	}
}

// A session from before the list is not resumed with it.
func TestListsAndSessions(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	server := ca.Serve(t, []string{"a.example"}, func(c *x509.Certificate) { c.SerialNumber = big.NewInt(7) })
	good, bad := ca.Revoke(t, nil), lists(t, ca.Revoke(t, []int64{7}))
	for i, step := range []struct {
		lists           *Revocations
		resumed, refuse bool
	}{{nil, false, false}, {nil, true, false}, {lists(t, good), false, false}, {lists(t, good), true, false}, {bad, false, true}, {nil, true, false}} {
		v, err := handshakeWith(t, server, (&TLSOptions{Roots: ca.Pool, Beyond: Beyond{Revoked: step.lists}}).Config("a.example"))
		if (err != nil) != step.refuse {
			t.Fatalf("step %d: %v", i, err)
		}
		if err == nil && exchange(t, v) != step.resumed {
			t.Errorf("step %d: resumed %v", i, !step.resumed)
		}
	}
}

// x509-limbo's cases with lists.
func TestLimboLists(t *testing.T) {
	var limbo struct {
		Testcases []struct {
			limboCase
			Lists []string `json:"crls"`
		} `json:"testcases"`
	}
	corporatest.Unmarshal(t, "x509-limbo/limbo.json", &limbo)
	ran := 0
	for _, c := range limbo.Testcases {
		if len(c.Lists) == 0 {
			continue
		}
		ran++
		chains, err := c.verify()
		if err == nil {
			var text []byte
			for _, list := range c.Lists {
				text = append(text, list...)
			}
			var r *Revocations
			if r, err = ParseRevocations(text); err == nil {
				_, err = passing(chains, func(chain []*x509.Certificate) error { return r.check(chain, c.Time) })
			}
		}
		if (err == nil) != (c.Expected == "SUCCESS") {
			t.Errorf("%s: %v, want %s", c.ID, err, c.Expected)
		}
	}
	if ran == 0 {
		t.Error("no case has a list")
	}
	t.Logf("%d cases", ran)
}

// curl comes to the same verdict where there is a list for each authority of the chain; without one it refuses.
func TestListsAsCurlHasThem(t *testing.T) {
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not installed")
	}
	ca := tlstest.NewAuthority(t)
	server := ca.Serve(t, []string{"localhost"}, func(c *x509.Certificate) { c.SerialNumber = big.NewInt(7) })
	address := serveHTTPS(t, server)
	dir := t.TempDir()
	write := func(name string, text []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	roots := write("ca.pem", pemOf(ca.Cert))
	old := func(l *x509.RevocationList) {
		l.ThisUpdate, l.NextUpdate = time.Now().Add(-2*time.Hour), time.Now().Add(-time.Hour)
	}
	for name, test := range map[string]struct {
		list  []byte
		taken bool
	}{
		"not on it": {ca.Revoke(t, []int64{8}), true}, "on it": {ca.Revoke(t, []int64{7}), false}, "out of date": {ca.Revoke(t, nil, old), false},
	} {
		_, err := handshakeWith(t, server, (&TLSOptions{Roots: ca.Pool, Beyond: Beyond{Revoked: lists(t, test.list)}}).Config("localhost"))
		if (err == nil) != test.taken {
			t.Errorf("%s: %v", name, err)
		}
		out, err := exec.Command(curl, "-sS", "--noproxy", "*", "--cacert", roots, "--crlfile", write("list.pem", test.list), "https://"+address+"/").CombinedOutput()
		if (err == nil) != test.taken {
			t.Errorf("curl, %s: %v: %s", name, err, out)
		}
	}
}
