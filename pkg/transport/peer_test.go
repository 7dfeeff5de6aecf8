// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"testing"
	"time"

	"httpclientgo/pkg/dial"
	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

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

// accept gives the next connection. It is closed with the test.
func (p *peer) accept(t testing.TB) *net.TCPConn {
	c := <-p.conns
	if c == nil {
		t.Fatal("listener closed")
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// outcome waits for an attempt and makes a stream of its connection.
func outcome(a *dial.Attempt, cfg Config) (Stream, error) {
	for limit := time.Now().Add(time.Minute); !a.Done(); time.Sleep(50 * time.Microsecond) {
		if time.Now().After(limit) {
			panic("waited for the end of an attempt")
		}
	}
	c, err := a.Result()
	if err != nil {
		return nil, err
	}
	return New(c, cfg)
}

// failed wants an *fault.Error of a phase.
func failed(t testing.TB, err error, phase fault.Stage) *fault.Error {
	t.Helper()
	var e *fault.Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v (%T), want an *fault.Error", err, err)
	}
	if e.Stage != phase {
		t.Fatalf("phase %v, want %v: %v", e.Stage, phase, err)
	}
	return e
}

// kinds are all the ways to build a Stream, which must not differ in behaviour:
// "proxied" is plain inside TLS to a proxy, "nested" TLS inside TLS to a proxy.
var kinds = []string{"plain", "pumped", "tls12", "tls13", "proxied", "nested"}

func eachKind(t *testing.T, f func(t *testing.T, kind string)) {
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) { f(t, kind) })
	}
}

// A far is the server's end of a stream.
type far struct {
	net.Conn              // *tls.Conn, or tcp
	tcp      *net.TCPConn // under it
}

// closeWrite ends the stream in order, but for TCP's own end over TLS.
func (f *far) closeWrite() error {
	return f.Conn.(interface{ CloseWrite() error }).CloseWrite()
}

// reset makes the close of a connection an RST.
func (f *far) reset() {
	f.tcp.SetLinger(0)
	f.tcp.Close()
}

// pair connects a stream to a server.
func pair(t testing.TB, kind string) (Stream, *far) {
	return pairWith(t, kind, nil, nil)
}

// pairWith can put something between the server's TLS and TCP.
func pairWith(t testing.TB, kind string, h *hooks, between func(net.Conn) net.Conn) (Stream, *far) {
	t.Helper()
	p := listen(t)
	cfg, to := Config{Buffers: testBuffers, hooks: h}, dial.Config{Host: "127.0.0.1", Port: p.port, Under: Under}
	var server, inner *tls.Config
	switch kind {
	case "pumped":
		if h == nil {
			cfg.hooks = new(hooks)
		}
		cfg.hooks.pumped = true
	case "tls12", "tls13":
		ca := tlstest.NewAuthority(t)
		server = ca.Serve(t, []string{"127.0.0.1"})
		to.TLS = (&trust.TLSOptions{Roots: ca.Pool, DisableTLS13: kind == "tls12"}).Config("127.0.0.1")
	case "proxied", "nested":
		ca := tlstest.NewAuthority(t)
		server = ca.Serve(t, []string{"127.0.0.1"})
		to.Host, to.Proxy = "origin.example", &dial.Proxy{Scheme: proxy.HTTPS, Host: "127.0.0.1", Port: p.port}
		to.ProxyTLS = (&trust.TLSOptions{Roots: ca.Pool}).Config("127.0.0.1")
		if kind == "nested" {
			inner = ca.Serve(t, []string{"origin.example"})
			to.TLS = (&trust.TLSOptions{Roots: ca.Pool}).Config("origin.example")
		}
	}
	a := dial.Connect(to)
	tcp := p.accept(t)
	f := &far{tcp, tcp}
	if server != nil {
		var under net.Conn = tcp
		if between != nil {
			under = between(tcp)
		}
		f.Conn = tls.Server(under, server)
		if err := f.Conn.(*tls.Conn).Handshake(); err != nil {
			_, err2 := outcome(a, cfg)
			t.Fatal(err, err2)
		}
	}
	if inner != nil {
		if _, err := http.ReadRequest(bufio.NewReader(f.Conn)); err != nil {
			t.Fatal(err)
		}
		io.WriteString(f.Conn, "HTTP/1.1 200 OK\r\n\r\n")
		f.Conn = tls.Server(f.Conn, inner)
		if err := f.Conn.(*tls.Conn).Handshake(); err != nil {
			_, err2 := outcome(a, cfg)
			t.Fatal(err, err2)
		}
	}
	s, err := outcome(a, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, f
}

// drain reads to the end and gives the bytes and the error of the end.
func drain(t testing.TB, s Stream) ([]byte, error) {
	t.Helper()
	var all []byte
	buf := make([]byte, 32<<10)
	for {
		n, err := s.Read(buf)
		all = append(all, buf[:n]...)
		if err != nil {
			if n > 0 {
				t.Error("bytes and an error in one Read")
			}
			return all, err
		}
		if n == 0 {
			if err := s.WaitRead(nil); err != nil {
				return all, err
			}
		}
	}
}

// put writes all of p.
func put(t testing.TB, s Stream, p []byte) {
	t.Helper()
	for len(p) > 0 {
		n, err := s.Write(p)
		if err != nil {
			t.Fatal(err)
		}
		if p = p[n:]; n == 0 {
			if err := s.WaitWrite(nil); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// pattern is n bytes that tell their place.
func pattern(n int) []byte {
	p := make([]byte, n)
	for i := range p {
		p[i] = byte(i ^ i>>8 ^ i>>16)
	}
	return p
}

// wantEOF waits until the client closed, as the server sees it: an end or a reset.
func wantClosed(t testing.TB, c net.Conn) {
	t.Helper()
	if _, err := io.Copy(io.Discard, c); err != nil {
		var op *net.OpError
		if !errors.As(err, &op) || op.Timeout() || errors.Is(err, net.ErrClosed) {
			t.Errorf("server saw %v", err)
		}
	}
}
