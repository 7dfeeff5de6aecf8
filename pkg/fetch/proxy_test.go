// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"bufio"
	"io"
	"net"
	"strings"
	"testing"

	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/trust"
)

// forward is a proxy: it answers plain requests itself, and tunnels others.
func forward(c *peerConn) {
	for {
		a, ok := c.request()
		if !ok {
			return
		}
		if a.method != "CONNECT" {
			if a.one("X-Move") != "" {
				c.say(answer(302, "", "Location: "+a.one("X-Move")))
				continue
			}
			c.say(answer(200, "by proxy"))
			continue
		}
		there, err := net.Dial("tcp", a.target)
		if err != nil {
			return
		}
		defer there.Close()
		c.say("HTTP/1.1 200 OK\r\n\r\n")
		go io.Copy(c, there)
		io.Copy(there, io.MultiReader(bufio.NewReader(c.r)))
		return
	}
}

// Which proxy is asked, how, and who sees what.
func TestProxies(t *testing.T) {
	ca := tlstest.NewAuthority(t)
	origin := serve(t, answers(func(asked) string { return ok("direct") }))
	secure := serveOver(t, ca.Serve(t, []string{"127.0.0.1"}), answers(func(asked) string { return ok("tunnelled") }))
	p := serve(t, forward)
	with := &proxy.Proxy{Host: "127.0.0.1", Port: p.port, User: "u", Password: "p"}
	const basic = "Basic dTpw"
	tests := []struct {
		name, url   string
		change      func(o *Options, r *Request)
		body        string
		first       string // what the proxy sees first, and its Proxy-Authorization
		credentials string
	}{
		{"none", origin.url + "/x", func(o *Options, r *Request) {}, "direct", "", ""},
		{"plain", origin.url + "/x?q", func(o *Options, r *Request) { o.HTTPProxy = with }, "by proxy", "GET " + origin.url + "/x?q", basic},
		{"plain, of TLS alone", origin.url + "/x", func(o *Options, r *Request) { o.HTTPSProxy = with }, "direct", "", ""},
		{"TLS", secure.url + "/x", func(o *Options, r *Request) { o.HTTPSProxy = with }, "tunnelled", "CONNECT " + secure.url[8:], basic},
		{"TLS, of plain alone", secure.url + "/x", func(o *Options, r *Request) { o.HTTPProxy = with }, "tunnelled", "", ""},
		{"default port", "http://a.example/x", func(o *Options, r *Request) { o.HTTPProxy = with }, "by proxy", "GET http://a.example/x", basic},
		{"the call's own credentials", origin.url + "/x", func(o *Options, r *Request) {
			o.HTTPProxy, r.Headers = with, []string{"Proxy-Authorization: mine"}
		}, "by proxy", "GET " + origin.url + "/x", "mine"},
		{"the call's own, in a tunnel", secure.url + "/x", func(o *Options, r *Request) {
			o.HTTPSProxy, r.Headers = with, []string{"Proxy-Authorization: mine"}
		}, "tunnelled", "CONNECT " + secure.url[8:], basic},
		{"redirected from plain to TLS", "http://a.example/x", func(o *Options, r *Request) {
			o.HTTPProxy, o.HTTPSProxy, r.Headers = with, with, []string{"X-Move: " + secure.url + "/y"}
		}, "tunnelled", "GET http://a.example/x", basic},
		{"environment", "http://a.example/x", func(o *Options, r *Request) { o.EnvironmentProxy = true }, "by proxy", "GET http://a.example/x", basic},
		{"set before the environment", "http://a.example/x", func(o *Options, r *Request) {
			o.EnvironmentProxy, o.HTTPProxy = true, &proxy.Proxy{Host: "127.0.0.1", Port: p.port}
		}, "by proxy", "GET http://a.example/x", ""},
	}
	for _, test := range tests {
		s := New(Config{Getenv: func(name string) string {
			if name == "http_proxy" {
				return "http://u:p@127.0.0.1:" + p.url[len("http://127.0.0.1:"):]
			}
			return ""
		}})
		o, r := options(), &Request{URL: test.url}
		o.TLS = &trust.TLSOptions{Roots: ca.Pool, CommonName: "127.0.0.1"}
		test.change(o, r)
		before := len(p.requests())
		out := do(t, s, o, r)
		s.Close()
		if out.Result != 0 || out.body != test.body {
			t.Errorf("%s: %d %q %v", test.name, out.Result, out.body, out.Err)
			continue
		}
		seen := p.requests()[before:]
		if (len(seen) > 0) != (test.first != "") || len(seen) > 0 && (seen[0].method+" "+seen[0].target != test.first || seen[0].one("Proxy-Authorization") != test.credentials) {
			t.Errorf("%s: %+v", test.name, seen)
		}
	}
	for _, o := range []*peer{origin, secure} {
		for _, a := range o.requests() {
			if a.one("Proxy-Authorization") != "" {
				t.Errorf("an origin was told %q", a.lines)
			}
		}
	}
}

// What is wrong with a proxy is said to be its.
func TestProxyFaults(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	denies := serve(t, answers(func(asked) string { return answer(407, "who") }))
	s := newSession(t)
	for _, test := range []struct {
		url    string
		port   int
		result Result
		code   int
	}{
		{"http://a.example/", port, CantConnect, 0},
		{"https://a.example/", port, CantConnect, 0},
		{"https://a.example/", denies.port, CantConnect, 0},
		{"http://a.example/", denies.port, Success, 407},
	} {
		o := options()
		o.HTTPProxy = &proxy.Proxy{Host: "127.0.0.1", Port: test.port}
		o.HTTPSProxy = o.HTTPProxy
		out := do(t, s, o, &Request{URL: test.url})
		if out.Result != test.result || out.code() != test.code {
			t.Errorf("%s: %d %d %v", test.url, out.Result, out.code(), out.Err)
		}
		if why := out.Err; why != nil {
			if r := reason.Of(why); r.Word != reason.Proxy || r.Port != test.port || !strings.Contains(r.Message, "proxy") || !r.NothingSent {
				t.Errorf("%+v", r)
			}
		}
	}
}

// A proxy that is too slow is at fault, and its number is that of every timeout.
func TestSlowProxy(t *testing.T) {
	p := serve(t, func(c *peerConn) { c.request(); c.head() })
	o := options()
	o.ConnectTimeout = soon
	o.HTTPSProxy = &proxy.Proxy{Host: "127.0.0.1", Port: p.port}
	out := do(t, newSession(t), o, &Request{URL: "https://a.example/"})
	if out.Result != Timeout || out.word() != reason.Proxy {
		t.Errorf("%d %v", out.Result, out.Err)
	}
}
