// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"slices"
	"sync"
	"testing"

	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/trust"
)

// A witness notes what each client of a server shows in the handshake.
type witness struct {
	mu    sync.Mutex
	shown []int // certificates, one entry a handshake
}

// watch returns config with a demand for client certificates, which may be refused, and w told of them.
func (w *witness) watch(config *tls.Config) *tls.Config {
	config.ClientAuth = tls.RequestClientCert
	config.VerifyConnection = func(state tls.ConnectionState) error {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.shown = append(w.shown, len(state.PeerCertificates))
		return nil
	}
	return config
}

func (w *witness) take() []int {
	w.mu.Lock()
	defer w.mu.Unlock()
	shown := w.shown
	w.shown = nil
	return shown
}

// The certificate of the client is for the origin that the call, or the session, is for.
func TestClientCertificateStays(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	id, err := trust.ParseIdentity(ca.Client(t, tlstest.NewKey(t, "ec")))
	if err != nil {
		t.Fatal(err)
	}
	var atOne, atTwo, atProxy witness
	names := []string{"127.0.0.1"}
	move := answers(func(a asked) string {
		if to := a.one("X-Move"); to != "" && a.target != "/end" {
			return answer(307, "", "Location: "+to, "Connection: close")
		}
		return ok("here", "Connection: close")
	})
	back := answers(func(a asked) string { return answer(307, "", "Location: "+a.one("X-Back"), "Connection: close") })
	one, two := serveOver(t, atOne.watch(ca.Serve(t, names)), move), serveOver(t, atTwo.watch(ca.Serve(t, names)), move)
	returning := serveOver(t, ca.Serve(t, names), back)
	tunnel := serveOver(t, atProxy.watch(ca.Serve(t, names)), forward)
	for _, test := range []struct {
		name, base, url     string
		headers             []string
		proxy               bool
		one, two, proxyEnds []int
	}{
		{"to whom it is for", "", one.url + "/", nil, false, []int{1}, nil, nil},
		{"of the session's server", one.url + "/", "/x", nil, false, []int{1}, nil, nil},
		{"another than the session's server", one.url + "/", two.url + "/", nil, false, nil, []int{0}, nil},
		{"a redirect", "", one.url + "/", []string{"X-Move: " + two.url + "/end"}, false, []int{1}, []int{0}, nil},
		{"a redirect within", "", one.url + "/", []string{"X-Move: /end"}, false, []int{1, 1}, nil, nil},
		{"a redirect to the session's server", two.url + "/", one.url + "/", []string{"X-Move: " + two.url + "/end"}, false, []int{0}, []int{0}, nil},
		{"there and back", "", returning.url + "/", []string{"X-Back: " + one.url + "/"}, false, []int{0}, nil, nil},
		{"behind a proxy that asks, too", "", one.url + "/", nil, true, []int{1}, nil, []int{0}},
	} {
		s := New(Config{DefaultTLS: func() *trust.TLSOptions { return &trust.TLSOptions{Roots: ca.Pool} }})
		o := options()
		o.BaseURL, o.TLS = test.base, &trust.TLSOptions{Roots: ca.Pool, Beyond: trust.Beyond{Client: id}}
		if test.proxy {
			o.HTTPSProxy = &proxy.Proxy{Scheme: proxy.HTTPS, Host: "127.0.0.1", Port: tunnel.port}
		}
		out := do(t, s, o, &Request{URL: test.url, Headers: test.headers})
		s.Close()
		gotOne, gotTwo, gotProxy := atOne.take(), atTwo.take(), atProxy.take()
		if !slices.Equal(gotOne, test.one) || !slices.Equal(gotTwo, test.two) || !slices.Equal(gotProxy, test.proxyEnds) {
			t.Errorf("%s: %v %v %v, want %v %v %v: %v", test.name, gotOne, gotTwo, gotProxy, test.one, test.two, test.proxyEnds, out.Err)
		}
	}
}

// leafPin returns the pin of the certificate that a server of config shows.
func leafPin(t *testing.T, config *tls.Config) string {
	t.Helper()
	leaf, err := x509.ParseCertificate(config.Certificates[0].Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return trust.PinOf(leaf)
}

// Pins are of the servers that a call is for, each that a redirect leads to, and not of a proxy on the way.
func TestPinsOnTheWay(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	names := []string{"127.0.0.1"}
	first, last, between := ca.Serve(t, names), ca.Serve(t, names), ca.Serve(t, names)
	end := serveOver(t, last, answers(func(asked) string { return ok("here") }))
	origin := serveOver(t, first, answers(func(asked) string { return answer(307, "", "Location: "+end.url+"/") }))
	tunnel := serveOver(t, between, forward)
	for _, test := range []struct {
		name, url string
		pins      []string
		proxy     bool
		want      reason.Word
	}{
		{"the server's", end.url, []string{leafPin(t, last)}, false, ""},
		{"another's", end.url, []string{leafPin(t, first)}, false, reason.Pin},
		{"a redirect to one with a pin", origin.url, []string{leafPin(t, first), leafPin(t, last)}, false, ""},
		{"a redirect to one without", origin.url, []string{leafPin(t, first)}, false, reason.Pin},
		{"the server's, behind a proxy", end.url, []string{leafPin(t, last)}, true, ""},
		{"the proxy's alone", end.url, []string{leafPin(t, between)}, true, reason.Pin},
		{"a redirect behind a proxy", origin.url, []string{leafPin(t, first)}, true, reason.Pin},
	} {
		pins, err := trust.ParsePins(test.pins)
		if err != nil {
			t.Fatal(err)
		}
		o := options()
		o.TLS = &trust.TLSOptions{Roots: ca.Pool, Beyond: trust.Beyond{Pins: pins}}
		s := New(Config{DefaultTLS: func() *trust.TLSOptions { return &trust.TLSOptions{Roots: ca.Pool} }})
		if test.proxy {
			o.HTTPSProxy = &proxy.Proxy{Scheme: proxy.HTTPS, Host: "127.0.0.1", Port: tunnel.port}
		}
		out := do(t, s, o, &Request{URL: test.url + "/"})
		s.Close()
		switch {
		case test.want == "" && out.Result != Success:
			t.Errorf("%s: %v", test.name, out.Err)
		case test.want != "" && (out.Err == nil || reason.Of(out.Err).Word != test.want):
			t.Errorf("%s: %v, %v", test.name, out.Result, out.Err)
		}
	}
}

// Calls that trust, or show, something else share no connection.
func TestTrustsShareNoConnection(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	var ids []*trust.Identity
	for range 2 {
		id, err := trust.ParseIdentity(ca.Client(t, tlstest.NewKey(t, "ec")))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	pins, err := trust.ParsePins([]string{trust.PinOf(ca.Cert)})
	if err != nil {
		t.Fatal(err)
	}
	origin := serveOver(t, ca.Serve(t, []string{"127.0.0.1"}), answers(func(asked) string { return ok("here") }))
	s := newSession(t)
	trusts := []trust.Beyond{{}, {Pins: pins}, {Client: ids[0]}, {Client: ids[1]}, {Client: ids[0], Pins: pins}}
	for round := range 2 {
		for i, beyond := range trusts {
			o := options()
			o.TLS = &trust.TLSOptions{Roots: ca.Pool, Beyond: beyond}
			if out := do(t, s, o, &Request{URL: origin.url + "/"}); out.Result != Success {
				t.Fatalf("%d: %v", i, out.Err)
			}
			want := int32(i + 1)
			if round > 0 {
				want = int32(len(trusts))
			}
			if n := int32(origin.accepted.Load()); n != want {
				t.Errorf("round %d, trust %d: %d connections, want %d", round, i, n, want)
			}
		}
	}
}

// Both versions of TLS tell a refusal as such, though 1.3 tells it where an answer is awaited.
func TestRefusedClientCertificate(t *testing.T) {
	ca, clients, others := tlstest.NewAuthority(t), tlstest.NewAuthority(t), tlstest.NewAuthority(t)
	foreign, err := trust.ParseIdentity(others.Client(t, tlstest.NewKey(t, "ec")))
	if err != nil {
		t.Fatal(err)
	}
	config := ca.Serve(t, []string{"127.0.0.1"})
	config.ClientAuth, config.ClientCAs = tls.RequireAndVerifyClientCert, clients.Pool
	origin := serveOver(t, config, answers(func(asked) string { return ok("here") }))
	for _, no13 := range []bool{false, true} {
		for _, id := range []*trust.Identity{nil, foreign} {
			o := options()
			o.MaxRetries = 3 // none is made
			o.TLS = &trust.TLSOptions{Roots: ca.Pool, DisableTLS13: no13, Beyond: trust.Beyond{Client: id}}
			out := do(t, newSession(t), o, &Request{URL: origin.url + "/"})
			result := ConnectionError
			if no13 {
				result = TLSHandshakeError
			}
			if out.Result != result || out.word() != reason.ClientCert {
				t.Errorf("without 1.3 %v, %v: %d %q %v", no13, id, out.Result, out.word(), out.Err)
			}
		}
	}
}
