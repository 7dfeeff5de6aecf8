// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
)

// handshakeWith runs one handshake between a server configuration and options.
func handshakeWith(t *testing.T, server *tls.Config, host string, o *TLSOptions) (Stream, *tls.Conn, error) {
	t.Helper()
	p := listen(t)
	cfg := o.Config(host)
	a := Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: cfg})
	far := tls.Server(p.accept(t), server)
	far.Handshake() // the client's view is what counts
	s, err := outcome(a)
	if s != nil {
		t.Cleanup(s.Close)
	}
	return s, far, err
}

func TestVerification(t *testing.T) {
	ca, other := newAuthority(t), newAuthority(t)
	good := ca.serve(t, []string{"a.example", "*.wild.example", "127.0.0.1", "xn--bcher-kva.example"})
	expired := ca.serve(t, []string{"a.example"}, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) })
	future := ca.serve(t, []string{"a.example"}, func(c *x509.Certificate) { c.NotBefore = time.Now().Add(time.Minute) })
	nameOnly := ca.serve(t, nil, func(c *x509.Certificate) { c.Subject.CommonName = "a.example" })
	forClient := ca.serve(t, []string{"a.example"}, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} })
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
	trust := &TLSOptions{Roots: ca.pool}
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
		{"unknown root", good, "a.example", &TLSOptions{Roots: other.pool}, unknown},
		{"system roots", good, "a.example", nil, any},
		{"TLS 1.1 server", old, "a.example", trust, any},
		{"TLS 1.3 server, we may not", only13, "a.example", &TLSOptions{Roots: ca.pool, DisableTLS13: true}, any},
		{"name override", good, "b.example", &TLSOptions{Roots: ca.pool, CommonName: "a.example"}, nil},
		{"wrong name override", good, "a.example", &TLSOptions{Roots: ca.pool, CommonName: "b.example"}, wrongName},
		{"unsafe", good, "b.example", &TLSOptions{Unsafe: true}, nil},
		{"unsafe, expired", expired, "b.example", &TLSOptions{Unsafe: true}, nil},
		{"unsafe with roots: any name", good, "b.example", &TLSOptions{Unsafe: true, Roots: ca.pool}, nil},
		{"unsafe with roots: wrong root", good, "a.example", &TLSOptions{Unsafe: true, Roots: other.pool}, unknown},
		{"unsafe with roots: expired", expired, "a.example", &TLSOptions{Unsafe: true, Roots: ca.pool}, invalid(x509.Expired)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, far, err := handshakeWith(t, test.server, test.host, test.o)
			if test.bad != nil {
				if e := failed(t, err, fault.TLS); !test.bad(e) {
					t.Fatalf("%v (%T)", e, e.Err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if v := s.ConnectionState().Version; v < tls.VersionTLS12 {
				t.Errorf("version %x", v)
			}
			if p := far.ConnectionState().NegotiatedProtocol; p != "" {
				t.Errorf("protocol %q", p)
			}
		})
	}
}

// Sessions are resumed only where everything that they were checked against is the
// same.
func TestSessionsDoNotMix(t *testing.T) {
	for _, no13 := range []bool{false, true} {
		ca, other := newAuthority(t), newAuthority(t)
		server := ca.serve(t, []string{"a.example", "b.example"})
		connect := func(host string, o TLSOptions) (bool, error) {
			o.DisableTLS13 = no13
			s, far, err := handshakeWith(t, server, host, &o)
			if err != nil {
				return false, err
			}
			io.WriteString(far, "x") // TLS 1.3: tickets come first
			far.CloseWrite()
			if _, err := drain(t, s); err != io.EOF {
				t.Fatal(err)
			}
			return s.ConnectionState().DidResume, nil
		}
		again := x509.NewCertPool()
		again.AddCert(ca.cert)
		steps := []struct {
			host    string
			o       TLSOptions
			resumed bool
			bad     bool
		}{
			{"a.example", TLSOptions{Unsafe: true}, false, false},
			{"a.example", TLSOptions{Unsafe: true}, true, false},
			{"a.example", TLSOptions{}, false, true},
			{"a.example", TLSOptions{Roots: other.pool}, false, true},
			{"a.example", TLSOptions{Unsafe: true, Roots: other.pool}, false, true},
			{"a.example", TLSOptions{Unsafe: true, Roots: ca.pool}, false, false},
			{"a.example", TLSOptions{Roots: ca.pool}, false, false},
			{"a.example", TLSOptions{Roots: ca.pool}, true, false},
			{"a.example", TLSOptions{Roots: again}, false, false},
			{"b.example", TLSOptions{Roots: ca.pool}, false, false},
			{"b.example", TLSOptions{Roots: ca.pool, CommonName: "a.example"}, false, false},
			{"b.example", TLSOptions{Roots: ca.pool, CommonName: "a.example"}, true, false},
			{"a.example", TLSOptions{Roots: ca.pool, CommonName: "c.example"}, false, true},
		}
		for i, step := range steps {
			resumed, err := connect(step.host, step.o)
			if resumed != step.resumed || (err != nil) != step.bad {
				t.Errorf("no 1.3 %v, step %d: resumed %v, %v", no13, i, resumed, err)
			}
		}
	}
}

func TestSessionStoreIsBounded(t *testing.T) {
	var s sessionStore
	state := new(tls.ClientSessionState)
	first := s.of(verification{host: "first"})
	first.Put("k", state)
	for i := range 3 * maxSessions {
		s.of(verification{host: string(rune('a' + i))}).Put("k", state)
		if _, ok := first.Get("k"); !ok {
			t.Fatal("the one in use was forgotten")
		}
	}
	if n := s.order.Len(); n != maxSessions || len(s.byKey) != n {
		t.Fatal(n, len(s.byKey))
	}
	first.Put("k", nil)
	if _, ok := first.Get("k"); ok {
		t.Fatal("not forgotten")
	}
	first.Put("k", nil)
}

// A server that does not speak TLS, or breaks off.
func TestHandshakeFails(t *testing.T) {
	tests := []struct {
		name   string
		answer string
		close  bool
		check  func(*fault.Error) bool
	}{
		{"plain HTTP", "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", false, func(e *fault.Error) bool { return errors.As(e, new(tls.RecordHeaderError)) }},
		{"random bytes", "\x8a\x01\xf3\x99\x00\x17\x42\x42", false, nil},
		{"alert", "\x15\x03\x03\x00\x02\x02\x28", false, func(e *fault.Error) bool { return errors.Is(e, tls.AlertError(40)) }},
		{"huge record", "\x16\x03\x03\xff\xff" + strings.Repeat("x", 100), false, nil},
		{"close after ClientHello", "", true, func(e *fault.Error) bool { return errors.Is(e, io.ErrUnexpectedEOF) }},
		{"close in a record", "\x16\x03\x03\x00\x50abc", true, func(e *fault.Error) bool { return errors.Is(e, io.ErrUnexpectedEOF) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := listen(t)
			a := Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: &tls.Config{ServerName: "127.0.0.1"}})
			c := p.accept(t)
			if _, err := io.ReadAtLeast(c, make([]byte, 4096), 100); err != nil {
				t.Fatal(err)
			}
			io.WriteString(c, test.answer)
			if test.close {
				c.CloseWrite()
			}
			_, err := outcome(a)
			if e := failed(t, err, fault.TLS); test.check != nil && !test.check(e) {
				t.Errorf("%v", e)
			}
			wantClosed(t, c)
		})
	}
}

func TestHandshakeStallIsCut(t *testing.T) {
	p := listen(t)
	a := Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: &tls.Config{ServerName: "x"}, Timeout: 30 * time.Millisecond})
	c := p.accept(t)
	_, err := outcome(a)
	if e := failed(t, err, fault.TLS); !e.Timeout() {
		t.Fatal(e)
	}
	wantClosed(t, c)
}

// Also between two records, where crypto/tls alone would take it for an end.
func TestCutWithoutCloseNotify(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13", "proxied", "nested"} {
		t.Run(kind, func(t *testing.T) {
			s, f := pair(t, kind)
			data := pattern(40000)
			f.Write(data)
			f.tcp.CloseWrite()
			got, err := drain(t, s)
			if !bytes.Equal(got, data) {
				t.Errorf("%d bytes of %d", len(got), len(data))
			}
			if e := failed(t, err, fault.Read); !errors.Is(e, io.ErrUnexpectedEOF) {
				t.Error(e)
			}
		})
	}
}

func TestBrokenRecord(t *testing.T) {
	s, f := pair(t, "tls13")
	io.WriteString(f, "good")
	f.tcp.Write([]byte("\x17\x03\x03\x00\x20" + strings.Repeat("x", 32)))
	got, err := drain(t, s)
	if string(got) != "good" {
		t.Errorf("%q", got)
	}
	failed(t, err, fault.Read)
}

// A dripConn sends each byte for itself, so that every record comes in pieces and
// the reader is sent to sleep in the middle of headers, tickets and data.
type dripConn struct{ net.Conn }

func (c dripConn) Write(p []byte) (int, error) {
	for i := range p {
		if _, err := c.Conn.Write(p[i : i+1]); err != nil {
			return i, err
		}
	}
	return len(p), nil
}

func TestRecordsInPieces(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13", "proxied", "nested"} {
		t.Run(kind, func(t *testing.T) {
			s, f := pairWith(t, kind, nil, func(c net.Conn) net.Conn { return dripConn{c} })
			data := pattern(20000)
			go func() {
				for part := data; len(part) > 0; part = part[100:] {
					f.Write(part[:100])
				}
				f.closeWrite()
			}()
			got, err := drain(t, s)
			if err != io.EOF || !bytes.Equal(got, data) {
				t.Fatalf("%d bytes of %d, %v", len(got), len(data), err)
			}
		})
	}
}

// Close says close_notify when nothing is pending, so the server sees an end and no
// error.
func TestCloseIsPolite(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13", "proxied", "nested"} {
		t.Run(kind, func(t *testing.T) {
			s, f := pair(t, kind)
			s.Close()
			if got, err := io.ReadAll(f); len(got) != 0 || err != nil {
				t.Fatalf("%q, %v", got, err)
			}
			wantClosed(t, f.tcp)
		})
	}
}

func TestConfigIsNotChanged(t *testing.T) {
	a, b := (*TLSOptions)(nil).Config("a.example"), new(TLSOptions).Config("a.example")
	if a == b || a.ServerName != "a.example" || a.MinVersion != tls.VersionTLS12 || a.InsecureSkipVerify || a.NextProtos != nil {
		t.Fatalf("%+v", a)
	}
	for host, want := range map[string]string{"[::1]": "::1", "fe80::1%eth0": "fe80::1", "a.example.": "a.example"} {
		if c := new(TLSOptions).Config(host); c.ServerName != want {
			t.Errorf("%s: %s", host, c.ServerName)
		}
	}
}
