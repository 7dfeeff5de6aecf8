// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/h1"
	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

// What a proxy answers to CONNECT, and what must come of it. An answer that ends in
// "[x]" is followed by a close, others leave the connection open.
func TestTunnelAnswers(t *testing.T) {
	var (
		status   *ProxyStatusError
		protocol *h1.ProtocolError
	)
	isStatus := func(code int, reason string) func(error) bool {
		return func(err error) bool {
			return errors.As(err, &status) && status.Code == code && status.Reason == reason
		}
	}
	isKind := func(kind h1.Kind) func(error) bool {
		return func(err error) bool { return errors.As(err, &protocol) && protocol.Kind == kind && protocol.Remote }
	}
	is := func(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }
	tests := []struct {
		name, answer string
		check        func(error) bool
	}{
		{"407", "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 4\r\n\r\n<p>!", isStatus(407, "Proxy Authentication Required")},
		{"502", "HTTP/1.0 502 Bad Gateway\r\n\r\n", isStatus(502, "Bad Gateway")},
		{"302", "HTTP/1.1 302 Found\r\nLocation: http://evil.example/\r\n\r\n", isStatus(302, "Found")},
		{"407 after 100", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 407 No\r\n\r\n", isStatus(407, "No")},
		{"101", "HTTP/1.1 101 Switching Protocols\r\n\r\n", isKind(h1.KindInterim)},
		{"garbage", "<html>hello</html>", isKind(h1.KindStatusLine)},
		{"nothing", "[x]", isKind(h1.KindTruncated)},
		{"half a line", "HTTP/1.1 20[x]", isKind(h1.KindTruncated)},
		{"half a head", "HTTP/1.1 200 OK\r\nVia: x\r\n[x]", isKind(h1.KindTruncated)},
		{"only 100", "HTTP/1.1 100 Continue\r\n\r\n[x]", isKind(h1.KindTruncated)},
		{"NUL", "HTTP/1.1 200 OK\r\nA: \x00\r\n\r\n", isKind(h1.KindField)},
		{"bare CR", "HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n", isKind(h1.KindField)},
		{"head too long", "HTTP/1.1 200 OK\r\n" + strings.Repeat("A: "+strings.Repeat("b", 1000)+"\r\n", 100), isKind(h1.KindTooLarge)},
		{"early bytes", "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", is(ErrEarly)},
		{"body of a 2xx", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", is(ErrEarly)},
	}
	ca := tlstest.NewAuthority(t)
	server := ca.Serve(t, []string{"127.0.0.1"})
	for _, scheme := range []proxy.Scheme{proxy.HTTP, proxy.HTTPS} {
		for _, test := range tests {
			t.Run(scheme.String()+" "+test.name, func(t *testing.T) {
				p := listen(t)
				a := Connect(Config{
					Host: "origin.example", Port: 443, TLS: new(tls.Config), UserAgent: "me",
					Proxy:    &Proxy{Scheme: scheme, Host: "127.0.0.1", Port: p.port},
					ProxyTLS: (&trust.TLSOptions{Roots: ca.Pool}).Config("127.0.0.1"),
				})
				tcp := p.accept(t)
				c := &far{tcp, tcp}
				if scheme == proxy.HTTPS {
					c.Conn = tls.Server(tcp, server)
				}
				request, err := http.ReadRequest(bufio.NewReader(c))
				if err != nil {
					t.Fatal(err)
				}
				if request.Method != "CONNECT" || request.RequestURI != "origin.example:443" || request.Host != "origin.example:443" || request.UserAgent() != "me" {
					t.Errorf("%+v", request)
				}
				answer, end := strings.CutSuffix(test.answer, "[x]")
				io.WriteString(c, answer)
				if end {
					tcp.CloseWrite() // over TLS without a close_notify: the same
				}
				_, err = outcome(a)
				e := failed(t, err, fault.Proxy)
				if !test.check(e) {
					t.Errorf("%v", e)
				}
				if e.Host != "127.0.0.1" || e.Addr != p.Addr().String() {
					t.Errorf("at %q, %q", e.Host, e.Addr)
				}
				peertest.WantClosed(t, tcp)
			})
		}
	}
}

// The credentials are for the proxy: in CONNECT, and in nothing that goes through it.
func TestTunnelCredentials(t *testing.T) {
	tests := []struct {
		user, password, want string
	}{
		{"", "", ""},
		{"user", "pass", "Basic dXNlcjpwYXNz"},
		{"user", "", "Basic dXNlcjo="},
		{"jos\u00e9", "p:\u00e9", "Basic am9zw6k6cDrDqQ=="},
	}
	for _, scheme := range []proxy.Scheme{proxy.HTTP, proxy.HTTPS} {
		for _, test := range tests {
			ca := tlstest.NewAuthority(t)
			p := listen(t)
			a := Connect(Config{
				Host: "origin.example", Port: 443,
				Proxy:    &Proxy{Scheme: scheme, Host: "127.0.0.1", Port: p.port, User: test.user, Password: test.password},
				TLS:      (&trust.TLSOptions{Roots: ca.Pool}).Config("origin.example"),
				ProxyTLS: (&trust.TLSOptions{Roots: ca.Pool}).Config("127.0.0.1"),
			})
			var c net.Conn = p.accept(t)
			if scheme == proxy.HTTPS {
				c = tls.Server(c, ca.Serve(t, []string{"127.0.0.1"}))
			}
			request, err := http.ReadRequest(bufio.NewReader(c))
			if err != nil {
				t.Fatal(err)
			}
			if got := request.Header["Proxy-Authorization"]; len(got) > 1 || request.Header.Get("Proxy-Authorization") != test.want {
				t.Errorf("%q: %q", test.user, got)
			}
			io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
			inner := tls.Server(c, ca.Serve(t, []string{"origin.example"}))
			if err := inner.Handshake(); err != nil {
				t.Fatal(err)
			}
			s, err := outcome(a)
			if err != nil {
				t.Fatal(err)
			}
			s.Close()
			if got, err := io.ReadAll(inner); len(got) > 0 || err != nil {
				t.Errorf("%q %v", got, err)
			}
		}
	}
}

func TestTunnelStallIsCut(t *testing.T) {
	p := listen(t)
	a := Connect(Config{Host: "a.example", Port: 443, TLS: new(tls.Config), Proxy: &Proxy{Host: "127.0.0.1", Port: p.port}, Timeout: 30 * time.Millisecond, hooks: &hooks{dial: patient}})
	c := p.accept(t)
	io.WriteString(c, "HTTP/1.1 200 OK\r\n")
	_, err := outcome(a)
	if e := failed(t, err, fault.Proxy); !e.Timeout() {
		t.Fatal(e)
	}
	peertest.WantClosed(t, c)
}

func TestTunnelOpens(t *testing.T) {
	for _, head := range []string{
		"HTTP/1.1 200 Connection established\r\n\r\n",
		"HTTP/1.0 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
		"HTTP/1.1 204 No Content\n\n",
		"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 299 Fine\r\n\r\n",
	} {
		t.Run(head, func(t *testing.T) {
			ca := tlstest.NewAuthority(t)
			p := listen(t)
			a := Connect(Config{
				Host: "origin.example", Port: 443, Proxy: &Proxy{Host: "127.0.0.1", Port: p.port},
				TLS: (&trust.TLSOptions{Roots: ca.Pool}).Config("origin.example"),
			})
			c := p.accept(t)
			if _, err := http.ReadRequest(bufio.NewReader(c)); err != nil {
				t.Fatal(err)
			}
			for _, b := range []byte(head) { // in pieces
				c.Write([]byte{b})
			}
			server := tls.Server(c, ca.Serve(t, []string{"origin.example"}))
			if err := server.Handshake(); err != nil {
				t.Fatal(err)
			}
			s, err := outcome(a)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if name := server.ConnectionState().ServerName; name != "origin.example" {
				t.Error(name)
			}
			server.Write([]byte("through"))
			server.CloseWrite()
			wantEnd(t, s, "through")
		})
	}
}

func TestPlainBehindTunnelIsATLSError(t *testing.T) {
	p := listen(t)
	a := Connect(Config{Host: "127.0.0.1", Port: 443, TLS: &tls.Config{ServerName: "127.0.0.1"}, Proxy: &Proxy{Host: "127.0.0.1", Port: p.port}})
	c := p.accept(t)
	if _, err := http.ReadRequest(bufio.NewReader(c)); err != nil {
		t.Fatal(err)
	}
	io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
	c.Read(make([]byte, 5)) // the ClientHello has begun
	io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n")
	_, err := outcome(a)
	if e := failed(t, err, fault.TLS); e.Host != "127.0.0.1" {
		t.Error(e)
	}
}

// Without TLS the proxy is only dialled: what is said to it is the caller's matter.
func TestPlainProxyIsOnlyDialled(t *testing.T) {
	p := listen(t)
	a := Connect(Config{Host: "origin.example", Port: 80, Proxy: &Proxy{Host: "127.0.0.1", Port: p.port}})
	c := p.accept(t)
	s, err := outcome(a)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, []byte("mine"))
	s.Close()
	if got, err := io.ReadAll(c); string(got) != "mine" || err != nil {
		t.Fatalf("%q %v", got, err)
	}
}

func TestAuthority(t *testing.T) {
	tests := []struct {
		host string
		port int
		want string
	}{
		{"a.example", 443, "a.example:443"}, {"b\u00fccher.example", 8443, "xn--bcher-kva.example:8443"},
		{"::1", 443, "[::1]:443"}, {"[fe80::1%eth0]", 443, "[fe80::1]:443"}, {"127.0.0.1", 1, "127.0.0.1:1"},
		{"A.Example.", 443, "A.Example.:443"}, {"\uff11\uff12\uff17\u3002\uff10\uff0e\uff10\uff61\uff11", 443, "127.0.0.1:443"},
		{"a b", 443, ""}, {"a\r\nX: y", 443, ""}, {"a%00b", 443, ""}, {"a%2fb", 443, ""}, {strings.Repeat("a", 256), 443, ""}, {"a.example", 0, ""}, {"a.example", 65536, ""},
	}
	for _, test := range tests {
		got, err := (&Attempt{cfg: Config{Host: test.host, Port: test.port}}).authority()
		if got != test.want || (err != nil) != (test.want == "") {
			t.Errorf("%q %d: %q, %v", test.host, test.port, got, err)
		}
	}
}
