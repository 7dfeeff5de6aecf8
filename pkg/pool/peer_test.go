// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

// patience limits what a test waits for.
const patience = time.Minute

// kinds are the ways that a connection is made of layers: "tunnel" is TLS in CONNECT, "proxied" plain inside TLS to a
// proxy, "nested" TLS inside TLS to a proxy.
var kinds = []string{"plain", "tls12", "tls13", "tunnel", "proxied", "nested"}

func eachKind(t *testing.T, f func(t *testing.T, kind string)) {
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) { f(t, kind) })
	}
}

// A server is a loopback listener, for a proxy and all that is behind it as well.
type server struct {
	net.Listener
	key           Key
	outer, tunnel *tls.Config // of the first TLS, and of that in a tunnel
	isProxy       bool
	ends          chan *end
}

// An end is the server's side of a connection.
type end struct {
	net.Conn              // *tls.Conn, or tcp
	tcp      *net.TCPConn // under it
	server   *server
}

func serve(t testing.TB, kind string) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	s := &server{Listener: l, key: Key{Host: "127.0.0.1", Port: port}, ends: make(chan *end, 4096)}
	var ca *tlstest.Authority
	if kind != "plain" {
		ca = tlstest.NewAuthority(t)
	}
	trusted := func() trust.TLSOptions { return trust.TLSOptions{Roots: ca.Pool, DisableTLS13: kind == "tls12"} }
	switch kind {
	case "tls12", "tls13":
		s.outer = ca.Serve(t, []string{"127.0.0.1"})
		s.key.TLS, s.key.Trust = true, trusted()
	case "tunnel", "proxied", "nested":
		s.isProxy = true
		s.key.Host, s.key.Port = "origin.example", 443
		s.key.Proxy = proxy.Proxy{Host: "127.0.0.1", Port: port}
		if kind != "tunnel" {
			s.outer = ca.Serve(t, []string{"127.0.0.1"})
			s.key.Proxy.Scheme, s.key.ProxyTrust = proxy.HTTPS, trusted()
		}
		if kind != "proxied" {
			s.tunnel = ca.Serve(t, []string{"origin.example"})
			s.key.TLS, s.key.Trust = true, trusted()
		}
	}
	go func() {
		defer close(s.ends)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			c.SetDeadline(time.Now().Add(patience))
			s.ends <- &end{c, c.(*net.TCPConn), s}
		}
	}()
	t.Cleanup(func() {
		l.Close()
		for e := range s.ends {
			e.tcp.Close()
		}
	})
	return s
}

// accept returns the next connection as the system has it, without a word said.
func (s *server) accept(t testing.TB) *end {
	t.Helper()
	select {
	case e := <-s.ends:
		if e == nil {
			t.Fatal("listener closed")
		}
		t.Cleanup(func() { e.tcp.Close() })
		return e
	case <-time.After(patience):
		t.Fatal("waited for a connection")
		return nil
	}
}

// greet does the server's part until bytes can flow.
func (e *end) greet() error {
	secure := func(config *tls.Config) error {
		c := tls.Server(e.Conn, config)
		e.Conn = c
		return c.Handshake()
	}
	if e.server.outer != nil {
		if err := secure(e.server.outer); err != nil {
			return err
		}
	}
	if e.server.tunnel == nil {
		return nil
	}
	if _, err := http.ReadRequest(bufio.NewReader(e.Conn)); err != nil {
		return err
	}
	if _, err := io.WriteString(e.Conn, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		return err
	}
	return secure(e.server.tunnel)
}

// none wants that nobody has connected besides those that were accepted.
func (s *server) none(t testing.TB) {
	t.Helper()
	select {
	case e := <-s.ends:
		e.tcp.Close()
		t.Error("another connection")
	default:
	}
}

// wantClosed waits until the client has closed, as the server sees it: an end or a reset.
func wantClosed(t testing.TB, e *end) {
	t.Helper()
	if _, err := io.Copy(io.Discard, e.tcp); err != nil {
		var op *net.OpError
		if !errors.As(err, &op) || op.Timeout() || errors.Is(err, net.ErrClosed) {
			t.Errorf("server saw %v", err)
		}
	}
}

// until waits for a condition.
func until(t testing.TB, what string, f func() bool) {
	t.Helper()
	for limit := time.Now().Add(patience); !f(); time.Sleep(100 * time.Microsecond) {
		if time.Now().After(limit) {
			t.Fatal("waited for " + what)
		}
	}
}

// newPool returns a pool. In the end of the test it is closed, and then holds nothing.
func newPool(t testing.TB) *Pool {
	p := New()
	t.Cleanup(func() {
		p.Close()
		until(t, "the pool to be empty", func() bool {
			p.mu.Lock()
			defer p.mu.Unlock()
			return len(p.hosts)+len(p.dials)+p.idle.Len() == 0
		})
	})
	return p
}

// A got is what a Get returned.
type got struct {
	*Conn
	err error
}

// get gets in a goroutine.
func get(ctx context.Context, p *Pool, key Key, want Want) <-chan got {
	c := make(chan got, 1)
	go func() {
		conn, err := p.Get(ctx, key, want)
		c <- got{conn, err}
	}()
	return c
}

// take waits for a get that succeeds.
func take(t testing.TB, c <-chan got) *Conn {
	t.Helper()
	g := outcome(t, c)
	if g.err != nil {
		t.Fatal(g.err)
	}
	return g.Conn
}

// outcome waits for a get.
func outcome(t testing.TB, c <-chan got) got {
	t.Helper()
	select {
	case g := <-c:
		return g
	case <-time.After(patience):
		t.Fatal("waited for a Get")
		return got{}
	}
}

// pair lends a new connection.
func pair(t testing.TB, p *Pool, s *server, want Want) (*Conn, *end) {
	t.Helper()
	c := get(t.Context(), p, s.key, want)
	e := s.accept(t)
	if err := e.greet(); err != nil {
		t.Fatal(err, outcome(t, c).err)
	}
	conn := take(t, c)
	if conn.Used() {
		t.Error("a used connection")
	}
	t.Cleanup(conn.Close)
	return conn, e
}

// again lends a connection that was lent before.
func again(t testing.TB, p *Pool, s *server, want Want) *Conn {
	t.Helper()
	conn := take(t, get(t.Context(), p, s.key, want))
	if !conn.Used() {
		t.Error("not a used connection")
	}
	t.Cleanup(conn.Close)
	return conn
}

// exchange says something to the server, which answers.
func exchange(t testing.TB, c *Conn, e *end, word string) {
	t.Helper()
	if _, err := io.WriteString(c, word); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, len(word))
	if _, err := io.ReadFull(e, b); err != nil || string(b) != word {
		t.Fatalf("server read %q, %v", b, err)
	}
	io.WriteString(e, word)
	listens(t, c, word)
}

// listens reads what the server has said.
func listens(t testing.TB, c *Conn, word string) {
	t.Helper()
	for have := ""; have != word; {
		b, err := c.Fill()
		if err != nil {
			t.Fatalf("%q, then %v", have, err)
		}
		have += string(b)
		c.Discard(len(b))
		if len(have) > len(word) {
			t.Fatalf("read %q", have)
		}
	}
}

// in returns how many wait for a connection of key without a dial, with one, and how many idle connections there are.
func in(p *Pool, key Key) (waiting, dialling, idle int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h := p.hosts[key]; h != nil {
		return h.waiting.Len(), h.dialling.Len(), len(h.idle)
	}
	return 0, 0, 0
}

func untilIdle(t testing.TB, p *Pool, key Key, n int) {
	t.Helper()
	until(t, "idle connections", func() bool { _, _, idle := in(p, key); return idle == n })
}

func untilWaiting(t testing.TB, p *Pool, key Key, n int) {
	t.Helper()
	until(t, "a longer line", func() bool { waiting, _, _ := in(p, key); return waiting == n })
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

// noLeaks notes goroutines and descriptors, and returns what waits until there are no more than then.
func noLeaks(t testing.TB) func() {
	descriptors := func() int {
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			return 0
		}
		return len(entries)
	}
	if l, err := net.Listen("tcp", "127.0.0.1:0"); err == nil { // the first socket of a process brings a poller
		l.Close()
	}
	goroutines, files := runtime.NumGoroutine(), descriptors()
	return func() {
		t.Helper()
		until(t, "goroutines to end", func() bool { return runtime.NumGoroutine() <= goroutines })
		until(t, "descriptors to be closed", func() bool { return descriptors() <= files })
	}
}
