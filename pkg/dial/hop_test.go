// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

// resolves makes hooks whose resolver knows one name.
func resolves(t testing.TB, name, list string) *hooks {
	return &hooks{lookup: func(_ context.Context, _, host string) ([]netip.Addr, error) {
		if host != name {
			t.Errorf("%q was looked up", host)
		}
		return addrs(list), nil
	}}
}

// expect reads what the client must say next.
func expect(t testing.TB, c net.Conn, want string) {
	t.Helper()
	got := make([]byte, len(want))
	n, err := io.ReadFull(c, got)
	if string(got[:n]) != want {
		t.Fatalf("client said %q (%v), want %q", got[:n], err, want)
	}
}

const (
	socksOpen     = "\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"
	socksGreeting = "\x05\x01\x00"
	socksAsked    = "\x05\x01\x00\x03\x0eorigin.example\x01\xbb"
)

// What a SOCKS proxy answers, over a socket; package proxy has every case there is.
func TestSOCKSAnswers(t *testing.T) {
	tests := []struct {
		name, answer string // "|": wait for the client before what follows; "[x]": close
		user         string
		check        func(error) bool
	}{
		{"no method", "\x05\xff", "", isSOCKS(proxy.SOCKSNoMethod, 0)},
		{"SOCKS4", "\x04\x00", "", isSOCKS(proxy.SOCKSVersion, 4)},
		{"HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n", "", isSOCKS(proxy.SOCKSVersion, 'H')},
		{"password unasked", "\x05\x02", "", isSOCKS(proxy.SOCKSUnasked, 2)},
		{"nothing", "[x]", "", isSOCKS(proxy.SOCKSTruncated, 0)},
		{"one byte", "\x05[x]", "", isSOCKS(proxy.SOCKSTruncated, 0)},
		{"half a reply", "\x05\x00|\x05\x00\x00\x01\x7f[x]", "", isSOCKS(proxy.SOCKSTruncated, 0)},
		{"half a name", "\x05\x00|\x05\x00\x00\x03\xffabc[x]", "", isSOCKS(proxy.SOCKSTruncated, 0)},
		{"address type 7", "\x05\x00|\x05\x00\x00\x07", "", isSOCKS(proxy.SOCKSAddressType, 7)},
		{"password refused", "\x05\x02|\x01\x01", "user", isSOCKS(proxy.SOCKSAuthRefused, 1)},
		{"not allowed", "\x05\x00|\x05\x02\x00\x01\x00\x00\x00\x00\x00\x00", "", isReply(2)},
		{"refused", "\x05\x00|\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00[x]", "", isReply(5)},
		{"unassigned", "\x05\x00|\x05\xff\x00\x01\x00\x00\x00\x00\x00\x00", "", isReply(255)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := listen(t)
			a := Connect(Config{Host: "origin.example", Port: 443, Proxy: &Proxy{Scheme: proxy.SOCKS5H, Host: "127.0.0.1", Port: p.port, User: test.user}, hooks: resolves(t, "", "")})
			c := p.accept(t)
			answer, end := strings.CutSuffix(test.answer, "[x]")
			buf := make([]byte, 1000)
			for part := range strings.SplitSeq(answer, "|") {
				if _, err := c.Read(buf); err != nil {
					t.Fatal(err)
				}
				io.WriteString(c, part)
			}
			if end {
				c.CloseWrite()
			}
			_, err := outcome(a)
			if e := failed(t, err, fault.Proxy); !test.check(e) || e.Host != "127.0.0.1" || e.Addr != p.Addr().String() {
				t.Errorf("%v", e)
			}
			peertest.WantClosed(t, c)
		})
	}
}

func isSOCKS(kind proxy.SOCKSKind, b byte) func(error) bool {
	return func(err error) bool {
		var e *proxy.SOCKSError
		return errors.As(err, &e) && *e == proxy.SOCKSError{Kind: kind, Byte: b}
	}
}

func isReply(code uint8) func(error) bool {
	return func(err error) bool {
		var e *proxy.SOCKSReplyError
		return errors.As(err, &e) && e.Code == code
	}
}

// A tunnel for plain and TLS, with and without a password; what comes behind the reply
// is the tunnel's, to the byte.
func TestSOCKSOpens(t *testing.T) {
	bound := map[string]string{
		"IPv4": socksOpen,
		"IPv6": "\x05\x00\x00\x04" + strings.Repeat("\x00", 18),
		"name": "\x05\x00\x00\x03\xff" + strings.Repeat("n", 255) + "\x00\x00",
	}
	for _, secure := range []bool{false, true} {
		for _, password := range []bool{false, true} {
			for name, reply := range bound {
				t.Run(fmt.Sprintf("TLS %v, password %v, bound to %s", secure, password, name), func(t *testing.T) {
					ca := tlstest.NewAuthority(t)
					p := listen(t)
					cfg := Config{Host: "origin.example", Port: 443, Proxy: &Proxy{Scheme: proxy.SOCKS5H, Host: "127.0.0.1", Port: p.port}, hooks: resolves(t, "", "")}
					if password {
						cfg.Proxy.User, cfg.Proxy.Password = "user", "pass"
					}
					if secure {
						cfg.TLS = (&trust.TLSOptions{Roots: ca.Pool}).Config("origin.example")
					}
					a := Connect(cfg)
					if !a.Resolved() {
						t.Error("a name is resolved for socks5h")
					}
					var c net.Conn = p.accept(t)
					if password {
						expect(t, c, "\x05\x02\x00\x02")
						io.WriteString(c, "\x05\x02")
						expect(t, c, "\x01\x04user\x04pass")
						io.WriteString(c, "\x01\x00")
					} else {
						expect(t, c, socksGreeting)
						io.WriteString(c, "\x05\x00")
					}
					expect(t, c, socksAsked)
					if secure {
						io.WriteString(c, reply)
						c = tls.Server(c, ca.Serve(t, []string{"origin.example"}))
						io.WriteString(c, "early")
					} else {
						io.WriteString(c, reply+"early")
					}
					s, err := outcome(a)
					if err != nil {
						t.Fatal(err)
					}
					defer s.Close()
					put(t, s, []byte("GET / HTTP/1.1\r\n"))
					expect(t, c, "GET / HTTP/1.1\r\n")
					io.WriteString(c, " and late")
					c.(interface{ CloseWrite() error }).CloseWrite()
					wantEnd(t, s, "early and late")
				})
			}
		}
	}
}

// What the proxy is asked for, by scheme and kind of host.
func TestSOCKSTarget(t *testing.T) {
	v4 := "\x05\x01\x00\x01\x7f\x00\x00\x01\x00\x50"
	v6 := "\x05\x01\x00\x04" + strings.Repeat("\x00", 15) + "\x01\x00\x50"
	tests := []struct {
		scheme    proxy.Scheme
		host      string
		addresses string // what the resolver says of b.example
		asked     string
		resolver  bool
	}{
		{proxy.SOCKS5H, "b.example", "", "\x05\x01\x00\x03\x09b.example\x00\x50", false},
		{proxy.SOCKS5H, "b\uff0eEx\u00e4mple", "", "\x05\x01\x00\x03\x10b.xn--exmple-cua\x00\x50", false},
		{proxy.SOCKS5H, "127.0.0.1", "", v4, false},
		{proxy.SOCKS5H, "[::1]", "", v6, false},
		{proxy.SOCKS5H, "::1%lo", "", v6, false},
		{proxy.SOCKS5H, "\uff11\uff12\uff17.0.0.1", "", v4, false},
		{proxy.SOCKS5, "b.example", "127.0.0.1", v4, true},
		{proxy.SOCKS5, "b.example", "::ffff:127.0.0.1 ::1", v4, true},
		{proxy.SOCKS5, "b.example", "::1 127.0.0.1", v6, true},
		{proxy.SOCKS5, "127.0.0.1", "", v4, false},
		{proxy.SOCKS5, "::1", "", v6, false},
		{proxy.SOCKS5, "fe80::1%lo", "", "\x05\x01\x00\x04\xfe\x80" + strings.Repeat("\x00", 13) + "\x01\x00\x50", false},
	}
	for _, test := range tests {
		p := listen(t)
		cfg := Config{Host: test.host, Port: 80, Proxy: &Proxy{Scheme: test.scheme, Host: "127.0.0.1", Port: p.port}, hooks: resolves(t, "b.example", test.addresses)}
		if test.resolver != cfg.NeedsResolver() {
			t.Errorf("%v %s: needs resolver %v", test.scheme, test.host, !test.resolver)
		}
		a := Connect(cfg)
		c := p.accept(t)
		expect(t, c, socksGreeting)
		io.WriteString(c, "\x05\x00")
		expect(t, c, test.asked)
		a.Cancel()
		peertest.WantClosed(t, c)
	}
}

// An address of Host that the proxy does not reach is followed by the next one, over a
// new connection.
func TestSOCKSNextAddress(t *testing.T) {
	tests := []struct {
		name      string
		addresses string
		codes     []byte // the proxy's replies, in order
		err       byte   // the code that is told; 0: open
	}{
		{"first", "::1 127.0.0.1", []byte{0}, 0},
		{"second", "::1 127.0.0.1", []byte{4, 0}, 0},
		{"every code that says so", "::1 127.0.0.1 ::2 127.0.0.2", []byte{1, 3, 8, 0}, 0},
		{"more of them", "::1 127.0.0.1 ::2", []byte{6, 5, 0}, 0},
		{"none: the first is told", "::1 127.0.0.1", []byte{3, 5}, 3},
		{"a rule is final", "::1 127.0.0.1", []byte{2}, 2},
		{"so is a missing command", "::1 127.0.0.1", []byte{7}, 7},
		{"four at most", "::1 ::2 ::3 ::4 ::5 ::6", []byte{4, 5, 5, 5}, 4},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := listen(t)
			a := Connect(Config{Host: "b.example", Port: 80, Proxy: &Proxy{Scheme: proxy.SOCKS5, Host: "127.0.0.1", Port: p.port}, hooks: resolves(t, "b.example", test.addresses)})
			for i, code := range test.codes {
				c := p.accept(t)
				expect(t, c, socksGreeting)
				io.WriteString(c, "\x05\x00")
				kind := make([]byte, 4)
				io.ReadFull(c, kind)
				rest := map[byte]int{1: 6, 4: 18}[kind[3]]
				asked := make([]byte, rest)
				io.ReadFull(c, asked)
				if ip, _ := netip.AddrFromSlice(asked[:rest-2]); ip != interleave(addrs(test.addresses))[i] {
					t.Errorf("asked for %v as number %d", ip, i)
				}
				c.Write([]byte{5, code, 0, 1, 0, 0, 0, 0, 0, 0})
				if code != 0 {
					peertest.WantClosed(t, c)
				}
			}
			s, err := outcome(a)
			if test.err != 0 {
				if e := failed(t, err, fault.Proxy); !isReply(test.err)(e) {
					t.Error(e)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			s.Close()
		})
	}
}

// Input that SOCKS or CONNECT cannot carry is refused before a byte is sent.
func TestProxyInputIsRefused(t *testing.T) {
	long := strings.Repeat("a", 256)
	isInput := func(part proxy.Part) func(error) bool {
		return func(err error) bool {
			var e *proxy.SOCKSInputError
			return errors.As(err, &e) && e.Part == part
		}
	}
	is := func(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }
	tests := []struct {
		name  string
		host  string
		port  int
		proxy Proxy
		check func(error) bool
	}{
		{"host of 256", long, 80, Proxy{Scheme: proxy.SOCKS5H}, is(ErrHost)},
		{"host with NUL", "a\x00b", 80, Proxy{Scheme: proxy.SOCKS5H}, is(ErrHost)},
		{"host with %00", "a%00b", 80, Proxy{Scheme: proxy.SOCKS5H}, is(ErrHost)},
		{"port 0", "a.example", 0, Proxy{Scheme: proxy.SOCKS5H}, isInput(proxy.PartPort)},
		{"port 70000", "a.example", 70000, Proxy{Scheme: proxy.SOCKS5H}, isInput(proxy.PartPort)},
		{"user of 256", "a.example", 80, Proxy{Scheme: proxy.SOCKS5H, User: long}, isInput(proxy.PartUser)},
		{"password of 256", "a.example", 80, Proxy{Scheme: proxy.SOCKS5H, User: "u", Password: long}, isInput(proxy.PartUser)},
		{"CONNECT: host of 256", long, 443, Proxy{}, is(ErrHost)},
		{"CONNECT: port 0", "a.example", 0, Proxy{}, is(ErrPort)},
		{"unknown scheme", "a.example", 80, Proxy{Scheme: 99}, is(ErrScheme)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := listen(t)
			test.proxy.Host, test.proxy.Port = "127.0.0.1", p.port
			_, err := outcome(Connect(Config{Host: test.host, Port: test.port, TLS: new(tls.Config), Proxy: &test.proxy}))
			if e := failed(t, err, fault.Proxy); !test.check(e) {
				t.Error(e)
			}
			if got, err := io.ReadAll(p.accept(t)); len(got) > 0 || err != nil {
				t.Errorf("%q %v", got, err)
			}
		})
	}
}

// The name that socks5 resolves here fails as a name, the origin's.
func TestSOCKSLocalNameFails(t *testing.T) {
	h := &hooks{lookup: func(context.Context, string, string) ([]netip.Addr, error) {
		return nil, &net.DNSError{Err: "no such host", Name: "nowhere.invalid", IsNotFound: true}
	}}
	for _, host := range []string{"nowhere.invalid", "a b", ""} {
		_, err := outcome(Connect(Config{Host: host, Port: 80, Proxy: &Proxy{Scheme: proxy.SOCKS5, Host: "127.0.0.1", Port: 1}, hooks: h}))
		if e := failed(t, err, fault.Resolve); e.Host != host {
			t.Errorf("%q: %v", host, e)
		}
	}
}

func TestProxyStallIsCut(t *testing.T) {
	tests := []struct {
		scheme proxy.Scheme
		answer string
	}{
		{proxy.SOCKS5H, ""}, {proxy.SOCKS5H, "\x05"}, {proxy.SOCKS5H, "\x05\x00\x05"},
		{proxy.HTTPS, ""}, {proxy.HTTPS, "\x16\x03\x03"},
	}
	for _, test := range tests {
		p := listen(t)
		a := Connect(Config{Host: "a.example", Port: 80, Proxy: &Proxy{Scheme: test.scheme, Host: "127.0.0.1", Port: p.port}, Timeout: 30 * time.Millisecond, hooks: &hooks{dial: patient}})
		c := p.accept(t)
		io.WriteString(c, test.answer)
		_, err := outcome(a)
		if e := failed(t, err, fault.Proxy); !e.Timeout() {
			t.Error(e)
		}
		peertest.WantClosed(t, c)
	}
}

// Trust in the proxy is judged by the proxy's own name, and in the system's roots when
// nobody says otherwise; its failure is the proxy's, not the origin's.
func TestProxyCertificate(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	var (
		unknown x509.UnknownAuthorityError
		system  x509.SystemRootsError // there are none
		name    x509.HostnameError
		record  tls.RecordHeaderError
	)
	is := func(target any) func(error) bool { return func(err error) bool { return errors.As(err, target) } }
	tests := []struct {
		name   string
		server *tls.Config // nil: plain HTTP
		client *tls.Config
		check  func(error) bool
	}{
		{"unknown authority", ca.Serve(t, []string{"127.0.0.1"}), nil, func(err error) bool {
			return errors.As(err, &unknown) || errors.As(err, &system)
		}},
		{"good for the origin only", ca.Serve(t, []string{"origin.example"}), (&trust.TLSOptions{Roots: ca.Pool}).Config("127.0.0.1"), is(&name)},
		{"not TLS", nil, (&trust.TLSOptions{Roots: ca.Pool}).Config("127.0.0.1"), is(&record)},
	}
	for _, test := range tests {
		for _, inner := range []*tls.Config{nil, (&trust.TLSOptions{Roots: ca.Pool}).Config("origin.example")} {
			t.Run(test.name, func(t *testing.T) {
				p := listen(t)
				a := Connect(Config{Host: "origin.example", Port: 443, TLS: inner, ProxyTLS: test.client, Proxy: &Proxy{Scheme: proxy.HTTPS, Host: "127.0.0.1", Port: p.port}})
				c := p.accept(t)
				if test.server != nil {
					tls.Server(c, test.server).Handshake()
				} else {
					io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n")
				}
				_, err := outcome(a)
				if e := failed(t, err, fault.Proxy); !test.check(e) || e.Host != "127.0.0.1" {
					t.Errorf("%v", e)
				}
				peertest.WantClosed(t, c)
			})
		}
	}
}

// Each TLS has the name of its own server.
func TestServerNamesThroughATLSProxy(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	p := listen(t)
	a := Connect(Config{
		Host: "origin.example", Port: 443, TLS: (&trust.TLSOptions{Roots: ca.Pool}).Config("origin.example"),
		Proxy: &Proxy{Scheme: proxy.HTTPS, Host: "proxy.example", Port: p.port}, ProxyTLS: (&trust.TLSOptions{Roots: ca.Pool}).Config("proxy.example"),
		hooks: resolves(t, "proxy.example", "127.0.0.1"),
	})
	outer := tls.Server(p.accept(t), ca.Serve(t, []string{"proxy.example"}))
	if _, err := http.ReadRequest(bufio.NewReader(outer)); err != nil {
		t.Fatal(err)
	}
	io.WriteString(outer, "HTTP/1.1 200 OK\r\n\r\n")
	inner := tls.Server(outer, ca.Serve(t, []string{"origin.example"}))
	if err := inner.Handshake(); err != nil {
		t.Fatal(err)
	}
	s, err := outcome(a)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := outer.ConnectionState().ServerName; got != "proxy.example" {
		t.Error(got)
	}
	if got := inner.ConnectionState().ServerName; got != "origin.example" {
		t.Error(got)
	}
	if got := s.TLS.PeerCertificates[0].DNSNames[0]; got != "origin.example" {
		t.Error(got)
	}
}

// The proxy's ordered end inside a tunnel is a cut: the origin has not said it is done.
func TestProxyEndsATunnel(t *testing.T) {
	s, f := pair(t, "nested")
	outer := f.Conn.(*tls.Conn).NetConn().(*tls.Conn)
	io.WriteString(f, "half a bo")
	outer.CloseWrite()
	if got, err := io.ReadAll(s); string(got) != "half a bo" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%q, %v", got, err)
	}
}
