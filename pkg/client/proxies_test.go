// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package client_test

import (
	"fmt"
	"net"
	"strings"
	"testing"

	"httpclientgo/pkg/client"
)

// A plain HTTP proxy gets requests in absolute-form, and credentials only in the
// field that is for it.
func TestPlainProxy(t *testing.T) {
	for _, tc := range []struct {
		name, prefix string
		headers      []string
		want, never  string
	}{
		{"no credentials", "", nil, "GET http://origin.example:80/x HTTP/1.1\r\nHost: origin.example\r\n", "Proxy-Authorization"},
		{"credentials", "user:p%40ss@", nil, "\r\nProxy-Authorization: Basic dXNlcjpwQHNz\r\n", "p@ss"},
		{"scheme", "http://user:x@", nil, "\r\nProxy-Authorization: Basic dXNlcjp4\r\n", ""},
		{"the caller's own", "user:x@", []string{"proxy-authorization: mine"}, "\r\nproxy-authorization: mine\r\n", "Basic"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := make(chan string, 1)
			host, port := serve(t, func(conn net.Conn) {
				got <- readHead(conn)
				conn.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
			})
			c := client.New(client.Config{})
			defer c.Close()
			c.SetHTTPProxy(tc.prefix+host, port)
			if code := c.Connect("origin.example", -1, nil, 0); code != client.OK {
				t.Fatalf("Connect = %d", code)
			}
			if s := c.View().Status(); s != client.StatusConnecting {
				t.Errorf("status %d: the origin's name is the proxy's to resolve", s)
			}
			until(t, "CONNECTED", func() bool { c.Poll(); return c.View().Status() == client.StatusConnected })
			c.Request("request", 0, "/x", tc.headers, nil)
			c.Poll()
			head := <-got
			if !strings.Contains(head, tc.want) || tc.never != "" && strings.Contains(head, tc.never) {
				t.Errorf("on the wire: %q", head)
			}
		})
	}
}

func TestMalformedProxyFailsTheConnect(t *testing.T) {
	c := client.New(client.Config{Report: func(_, message string) { t.Errorf("reported: %s", message) }})
	defer c.Close()
	for host, part := range map[string]string{"gopher://127.0.0.1": "scheme", "a b": "host", "http://": "host", "user:%zz@127.0.0.1": "user or password"} {
		c.SetHTTPProxy(host, 70)
		if code := c.Connect("127.0.0.1", 80, nil, 0); code != client.OK || c.View().Status() != client.StatusResolving {
			t.Errorf("%q: code %d, status %d", host, code, c.View().Status())
		}
		if code := c.Poll(); code != client.ErrCantResolve || c.View().Status() != client.StatusCantResolve {
			t.Errorf("%q: poll %d, status %d", host, code, c.View().Status())
		}
		if r, ok := c.Reason(); !ok || r.Stage != "resolve" || !strings.HasPrefix(r.Message, "The proxy that is set makes no sense: its "+part+": ") {
			t.Errorf("%q: reason %+v", host, r)
		}
	}
	c.SetHTTPProxy("", 0)
	if code := c.Connect("127.0.0.1", 1, nil, 0); code != client.OK || c.View().Status() != client.StatusConnecting {
		t.Errorf("code %d, status %d after the proxy was unset", code, c.View().Status())
	}
}

// A proxy set on a connection at hand changes nothing of it: a target in absolute-form
// must not reach a server.
func TestProxyCountsFromTheNextConnect(t *testing.T) {
	got := make(chan string, 1)
	host, port := serve(t, func(conn net.Conn) { got <- readHead(conn) })
	c := client.New(client.Config{})
	defer c.Close()
	connected(t, c, host, port)
	c.SetHTTPProxy("127.0.0.1", 1)
	c.Request("request", 0, "/x", nil, nil)
	c.Poll()
	if head := <-got; !strings.HasPrefix(head, "GET /x HTTP/1.1\r\n") {
		t.Errorf("on the wire: %q", head)
	}
}

// The environment speaks only when it is asked, and only where no proxy is set.
func TestEnvironmentProxyIsOptIn(t *testing.T) {
	asked := make(chan string, 4)
	host, port := serve(t, func(conn net.Conn) { asked <- readHead(conn) })
	t.Setenv("HTTP_PROXY", fmt.Sprintf("http://%s:%d", host, port))
	t.Setenv("NO_PROXY", "direct.example")
	c := client.New(client.Config{})
	defer c.Close()
	if c.EnvironmentProxy() {
		t.Error("on by default")
	}
	status := func(origin string) client.Status {
		t.Helper()
		c.Connect(origin, -1, nil, 0)
		return c.View().Status()
	}
	if s := status("origin.example"); s != client.StatusResolving {
		t.Errorf("off: status %d, want the origin's name to be resolved", s)
	}
	c.SetEnvironmentProxy(true)
	if s := status("direct.example"); s != client.StatusResolving {
		t.Errorf("NO_PROXY: status %d, want the origin's name to be resolved", s)
	}
	if s := status("origin.example"); s != client.StatusConnecting {
		t.Fatalf("on: status %d, want the proxy's address to be dialled", s)
	}
	until(t, "CONNECTED", func() bool { c.Poll(); return c.View().Status() == client.StatusConnected })
	c.Request("request", 0, "/", nil, nil)
	c.Poll()
	if head := <-asked; !strings.HasPrefix(head, "GET http://origin.example:80/ ") {
		t.Errorf("on the wire: %q", head)
	}
}

// The environment is asked at each connect, by the function that the client was made with.
func TestEnvironmentOfTheProcess(t *testing.T) {
	host, port := serve(t, func(conn net.Conn) { readHead(conn) })
	variables := map[string]string{}
	c := client.New(client.Config{Getenv: func(name string) string { return variables[name] }})
	defer c.Close()
	c.SetEnvironmentProxy(true)
	for _, tc := range []struct {
		proxy string
		want  client.Status
	}{
		{"", client.StatusResolving},
		{fmt.Sprintf("http://%s:%d", host, port), client.StatusConnecting},
		{"", client.StatusResolving},
	} {
		variables["HTTP_PROXY"] = tc.proxy
		c.Connect("origin.example", -1, nil, 0)
		if s := c.View().Status(); s != tc.want {
			t.Errorf("HTTP_PROXY=%s: status %d, want %d", tc.proxy, s, tc.want)
		}
	}
}
