// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/trust"
)

// A socksServer is a SOCKS5 proxy (RFC 1928, RFC 1929), which wants a password if it has a user. Names it does not ask
// any resolver for, but leads to 127.0.0.1.
type socksServer struct {
	user, password string
	code           byte // of each reply; 0: it connects

	mu    sync.Mutex
	asked []string // "name" or "address", and what
}

func (s *socksServer) handle(c *peerConn) {
	to, err := s.negotiate(c)
	if err != nil {
		return
	}
	there, err := net.Dial("tcp", to)
	if err != nil {
		c.say("\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00")
		return
	}
	defer there.Close()
	c.say("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
	go func() {
		io.Copy(c, there)
		c.Close()
	}()
	io.Copy(there, c.r)
}

// negotiate reads all that a client says until it is to be connected, and to which address.
func (s *socksServer) negotiate(c *peerConn) (to string, err error) {
	read := func(n int) []byte {
		b := make([]byte, n)
		if err == nil {
			_, err = io.ReadFull(c.r, b)
		}
		return b
	}
	read(int(read(2)[1]))
	if s.user == "" {
		c.say("\x05\x00")
	} else {
		c.say("\x05\x02")
		name := string(read(int(read(2)[1])))
		if word := string(read(int(read(1)[0]))); err != nil || name != s.user || word != s.password {
			c.say("\x01\x01")
			return "", io.EOF
		}
		c.say("\x01\x00")
	}
	host, kind := "127.0.0.1", "address"
	switch read(4)[3] {
	case 1:
		host = netip.AddrFrom4([4]byte(read(4))).String()
		s.note(kind + " " + host)
	case 3:
		s.note("name " + string(read(int(read(1)[0]))))
	default:
		return "", io.EOF
	}
	port := binary.BigEndian.Uint16(read(2))
	if s.code != 0 {
		c.say("\x05" + string(rune(s.code)) + "\x00\x01\x00\x00\x00\x00\x00\x00")
		return "", io.EOF
	}
	return fmt.Sprint(host, ":", port), err
}

func (s *socksServer) note(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, what)
}

func (s *socksServer) told() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.asked, ", ")
}

// Calls by way of a SOCKS proxy: plain and TLS, redirects from one to the other, with a password, names resolved by it,
// on connections that are kept, and told apart from those without it.
func TestSOCKS(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	secure := serveOver(t, ca.Serve(t, []string{"origin.example", "127.0.0.1"}), answers(func(asked) string { return ok("secure") }))
	plain := serve(t, answers(func(a asked) string {
		switch a.target {
		case "/moved":
			return answer(302, "", "Location: https://origin.example:"+fmt.Sprint(secure.port)+"/x")
		case "/echo":
			return ok(a.body)
		}
		return ok("plain")
	}))
	name := fmt.Sprintf("http://origin.example:%d", plain.port)
	tests := []struct {
		name   string
		scheme proxy.Scheme
		user   string
		r      Request
		body   string
		told   string // by whoever asks the proxy, in a row
	}{
		{"plain", proxy.SOCKS5, "", Request{URL: plain.url}, "plain", "address 127.0.0.1"},
		{"plain, a name", proxy.SOCKS5H, "", Request{URL: name + "/x"}, "plain", "name origin.example"},
		{"TLS", proxy.SOCKS5, "", Request{URL: secure.url}, "secure", "address 127.0.0.1"},
		{"TLS, a name", proxy.SOCKS5H, "", Request{URL: fmt.Sprintf("https://origin.example:%d", secure.port)}, "secure", "name origin.example"},
		{"password", proxy.SOCKS5H, "u", Request{URL: name}, "plain", "name origin.example"},
		{"body", proxy.SOCKS5H, "u", Request{Method: "POST", URL: name + "/echo", Body: newText("content")}, "content", "name origin.example"},
		{"redirect to TLS", proxy.SOCKS5H, "u", Request{URL: name + "/moved"}, "secure", "name origin.example, name origin.example"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			socks := &socksServer{user: test.user, password: "p"}
			p := serve(t, socks.handle)
			s := newSession(t)
			o := options()
			o.TLS = &trust.TLSOptions{Roots: ca.Pool}
			with := &proxy.Proxy{Scheme: test.scheme, Host: "127.0.0.1", Port: p.port}
			if test.user != "" {
				with.User, with.Password = test.user, "p"
			}
			o.HTTPProxy, o.HTTPSProxy = with, with
			for range 3 {
				r := test.r
				if r.Body != nil {
					r.Body = newText("content")
				}
				r.Headers = []string{"Proxy-Authorization: not for the server"}
				if out := do(t, s, o, &r); out.Result != 0 || out.body != test.body {
					t.Fatalf("%d %q: %v", out.Result, out.body, out.Err)
				}
			}
			if socks.told() != test.told {
				t.Errorf("asked for %s", socks.told())
			}
			for _, a := range append(plain.requests(), secure.requests()...) {
				if a.one("Proxy-Authorization") != "" || strings.Contains(a.target, "://") {
					t.Errorf("the server was told %s %q", a.target, a.lines)
				}
			}
		})
	}
	// The connection of a proxy is none of a call without it, or with other credentials.
	socks := &socksServer{user: "u", password: "p"}
	p := serve(t, socks.handle)
	s := newSession(t)
	for _, user := range []string{"u", "", "other"} {
		o := options()
		if user != "" {
			o.HTTPProxy = &proxy.Proxy{Scheme: proxy.SOCKS5H, Host: "127.0.0.1", Port: p.port, User: user, Password: "p"}
		}
		out := do(t, s, o, &Request{URL: plain.url})
		if (out.Result == 0) != (user != "other") {
			t.Errorf("%q: %d %v", user, out.Result, out.Err)
		}
	}
	if n := p.accepted.Load(); n != 2 {
		t.Errorf("%d connections to the proxy", n)
	}
}

// What a SOCKS proxy refuses is its fault in words, and nothing was sent.
func TestSOCKSFaults(t *testing.T) {
	refuses := serve(t, (&socksServer{code: 2}).handle)
	wants := serve(t, (&socksServer{user: "u", password: "p"}).handle)
	speaks := serve(t, func(c *peerConn) { c.say(answer(400, "")); c.head() })
	dead := serve(t, func(c *peerConn) { c.r.ReadByte() })
	s := newSession(t)
	noWaits(s)
	for _, test := range []struct {
		name string
		port int
		url  string
	}{
		{"not allowed", refuses.port, "http://a.example/"},
		{"not allowed, TLS", refuses.port, "https://a.example/"},
		{"no password", wants.port, "http://a.example/"},
		{"HTTP", speaks.port, "http://a.example/"},
		{"closes", dead.port, "http://a.example/"},
		{"long name", refuses.port, "http://" + strings.Repeat("a", 256) + "/"},
	} {
		o := options()
		o.HTTPProxy = &proxy.Proxy{Scheme: proxy.SOCKS5H, Host: "127.0.0.1", Port: test.port}
		o.HTTPSProxy = o.HTTPProxy
		out := do(t, s, o, &Request{Method: "POST", URL: test.url, Body: newText("content")})
		r := reason.Of(out.Err)
		if test.name == "long name" {
			if out.Result != RequestFailed && out.Result != CantResolve && out.Result != CantConnect || !r.NothingSent {
				t.Errorf("%s: %d %+v", test.name, out.Result, r)
			}
			continue
		}
		if out.Result != CantConnect || r.Word != reason.Proxy || r.Stage != "proxy" || r.Port != test.port || !r.NothingSent {
			t.Errorf("%s: %d %+v", test.name, out.Result, r)
		}
	}
}
