// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

// patience limits what a test waits for.
const patience = time.Minute

// A peer is a loopback listener, and what it accepted.
type peer struct {
	net.Listener
	port  int
	conns chan *net.TCPConn
}

func listen(t testing.TB) *peer { return listenOn(t, "127.0.0.1:0") }

func listenOn(t testing.TB, addr string) *peer {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Skip(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	p := &peer{Listener: l, conns: make(chan *net.TCPConn, 64)}
	p.port, _ = strconv.Atoi(port)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				close(p.conns)
				return
			}
			c.SetDeadline(time.Now().Add(patience))
			p.conns <- c.(*net.TCPConn)
		}
	}()
	t.Cleanup(func() {
		l.Close()
		for c := range p.conns {
			c.Close()
		}
	})
	return p
}

// accept returns the next connection. It is closed with the test.
func (p *peer) accept(t testing.TB) *net.TCPConn {
	t.Helper()
	select {
	case c := <-p.conns:
		if c == nil {
			t.Fatal("listener closed")
		}
		t.Cleanup(func() { c.Close() })
		return c
	case <-time.After(patience):
		t.Fatal("waited for a connection")
		return nil
	}
}

// patient connects whatever the limit of the stage is, for tests in which a later one runs out of time.
func patient(_ context.Context, network, addr string) (net.Conn, error) {
	return net.Dial(network, addr)
}

// await waits until an attempt is over.
func await(a *Attempt) {
	for limit := time.Now().Add(patience); !a.Done(); time.Sleep(50 * time.Microsecond) {
		if time.Now().After(limit) {
			panic("waited for the end of an attempt")
		}
	}
}

// outcome waits for an attempt and takes its result.
func outcome(a *Attempt) (*Conn, error) {
	await(a)
	return a.Result()
}

// failed wants a *fault.Error of a stage.
func failed(t testing.TB, err error, stage fault.Stage) *fault.Error {
	t.Helper()
	var e *fault.Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v (%T), want a *fault.Error", err, err)
	}
	if e.Stage != stage {
		t.Fatalf("stage %v, want %v: %v", e.Stage, stage, err)
	}
	return e
}

// kinds are all the ways that a Conn is made of layers: "proxied" is plain inside TLS to a proxy, "nested"
// TLS inside TLS to a proxy.
var kinds = []string{"plain", "tls12", "tls13", "proxied", "nested"}

func eachKind(t *testing.T, f func(t *testing.T, kind string)) {
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) { f(t, kind) })
	}
}

// A far is the server's end of a connection.
type far struct {
	net.Conn              // *tls.Conn, or tcp
	tcp      *net.TCPConn // under it
}

// closeWrite ends the connection in order, but for TCP's own end over TLS.
func (f *far) closeWrite() error {
	return f.Conn.(interface{ CloseWrite() error }).CloseWrite()
}

// pair connects a Conn to a server. Edits change the configuration before.
func pair(t testing.TB, kind string, edits ...func(*Config)) (*Conn, *far) {
	t.Helper()
	p := listen(t)
	cfg := Config{Host: "127.0.0.1", Port: p.port}
	var server, inner *tls.Config
	switch kind {
	case "tls12", "tls13":
		ca := tlstest.NewAuthority(t)
		server = ca.Serve(t, []string{"127.0.0.1"})
		cfg.TLS = (&trust.TLSOptions{Roots: ca.Pool, DisableTLS13: kind == "tls12"}).Config("127.0.0.1")
	case "proxied", "nested":
		ca := tlstest.NewAuthority(t)
		server = ca.Serve(t, []string{"127.0.0.1"})
		cfg.Host, cfg.Proxy = "origin.example", &Proxy{Scheme: proxy.HTTPS, Host: "127.0.0.1", Port: p.port}
		cfg.ProxyTLS = (&trust.TLSOptions{Roots: ca.Pool}).Config("127.0.0.1")
		if kind == "nested" {
			inner = ca.Serve(t, []string{"origin.example"})
			cfg.TLS = (&trust.TLSOptions{Roots: ca.Pool}).Config("origin.example")
		}
	}
	for _, edit := range edits {
		edit(&cfg)
	}
	a := Connect(cfg)
	tcp := p.accept(t)
	f := &far{tcp, tcp}
	serve := func(config *tls.Config) {
		f.Conn = tls.Server(f.Conn, config)
		if err := f.Conn.(*tls.Conn).Handshake(); err != nil {
			_, err2 := outcome(a)
			t.Fatal(err, err2)
		}
	}
	if server != nil {
		serve(server)
	}
	if inner != nil {
		if _, err := http.ReadRequest(bufio.NewReader(f.Conn)); err != nil {
			t.Fatal(err)
		}
		io.WriteString(f.Conn, "HTTP/1.1 200 OK\r\n\r\n")
		serve(inner)
	}
	c, err := outcome(a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Under.Close() })
	return c, f
}

// put writes all of p.
func put(t testing.TB, c net.Conn, p []byte) {
	t.Helper()
	if _, err := c.Write(p); err != nil {
		t.Fatal(err)
	}
}

// wantEnd reads want and the end in order behind it.
func wantEnd(t testing.TB, c net.Conn, want string) {
	t.Helper()
	if got, err := io.ReadAll(c); string(got) != want || err != nil {
		t.Errorf("%d bytes %.40q, %v; want %d", len(got), got, err, len(want))
	}
}
