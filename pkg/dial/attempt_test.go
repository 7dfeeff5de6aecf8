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
	"net/netip"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

func TestLiteralIsResolvedAtOnce(t *testing.T) {
	for _, host := range []string{"127.0.0.1", "::1", "[::1]", "fe80::1%lo"} {
		a := Connect(Config{Host: host, Port: 1, hooks: &hooks{dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}}})
		if !a.Resolved() || a.Done() {
			t.Errorf("%s: resolved %v, done %v", host, a.Resolved(), a.Done())
		}
		if _, err := a.Result(); err == nil {
			t.Error("a result before the end")
		}
		a.Cancel()
	}
}

func TestNameIsResolvedFirst(t *testing.T) {
	p := listen(t)
	answer := make(chan struct{})
	dialled := make(chan struct{})
	a := Connect(Config{Host: "bücher.example", Port: p.port, hooks: &hooks{
		lookup: func(_ context.Context, network, host string) ([]netip.Addr, error) {
			if network != "ip" || host != "xn--bcher-kva.example" {
				t.Error(network, host)
			}
			<-answer
			return []netip.Addr{netip.MustParseAddr("::ffff:127.0.0.1")}, nil
		},
		dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
			<-dialled
			return new(net.Dialer).DialContext(ctx, network, addr)
		},
	}})
	if a.Resolved() {
		t.Fatal("resolved before the answer")
	}
	close(answer)
	for !a.Resolved() {
		runtime.Gosched()
	}
	if a.Done() {
		t.Fatal("done before dialled")
	}
	close(dialled)
	s, err := outcome(a)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}

// The failures that need no server.
func TestAttemptFails(t *testing.T) {
	closed := listen(t)
	closed.Close()
	notFound := &hooks{lookup: func(context.Context, string, string) ([]netip.Addr, error) {
		return nil, &net.DNSError{Err: "no such host", Name: "nowhere.invalid", IsNotFound: true}
	}}
	empty := &hooks{lookup: func(context.Context, string, string) ([]netip.Addr, error) { return nil, nil }}
	slow := &hooks{lookup: func(ctx context.Context, _, _ string) ([]netip.Addr, error) {
		<-ctx.Done()
		return nil, &net.DNSError{Err: "operation was canceled"}
	}}
	deaf := &hooks{dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	var dns *net.DNSError
	tests := []struct {
		name  string
		cfg   Config
		stage fault.Stage
		check func(e *fault.Error) bool
	}{
		{"refused", Config{Host: "127.0.0.1", Port: closed.port}, fault.Dial, func(e *fault.Error) bool { return isRefused(e) && e.Addr != "" && !e.Timeout() }},
		{"port 0", Config{Host: "127.0.0.1", Port: 0}, fault.Dial, func(e *fault.Error) bool { return e.Err == ErrPort }},
		{"port 70000", Config{Host: "127.0.0.1", Port: 70000}, fault.Dial, func(e *fault.Error) bool { return e.Err == ErrPort }},
		{"unknown", Config{Host: "nowhere.invalid", Port: 80, hooks: notFound}, fault.Resolve, func(e *fault.Error) bool { return errors.As(e, &dns) && dns.IsNotFound && e.Host == "nowhere.invalid" }},
		{"no address", Config{Host: "a.example", Port: 80, hooks: empty}, fault.Resolve, func(e *fault.Error) bool { return e.Err == ErrNoAddress }},
		{"resolver stalls", Config{Host: "a.example", Port: 80, Timeout: 1, hooks: slow}, fault.Resolve, func(e *fault.Error) bool { return e.Timeout() }},
		{"connect stalls", Config{Host: "192.0.2.1", Port: 80, Timeout: 1, hooks: deaf}, fault.Dial, func(e *fault.Error) bool { return e.Timeout() }},
		{"empty host", Config{Port: 80}, fault.Resolve, func(e *fault.Error) bool { return e.Err == ErrHost }},
		{"path in host", Config{Host: "127.0.0.1/x", Port: 80}, fault.Resolve, func(e *fault.Error) bool { return e.Err == ErrHost }},
		{"NUL in host", Config{Host: "a\x00b", Port: 80}, fault.Resolve, func(e *fault.Error) bool { return e.Err == ErrHost }},
		{"IDNA refuses", Config{Host: "\u00fc\u2024example", Port: 80}, fault.Resolve, nil},
		{"brackets around IPv4", Config{Host: "[127.0.0.1]", Port: 80}, fault.Resolve, nil},
		{"proxy unknown", Config{Host: "127.0.0.1", Port: 80, Proxy: &Proxy{Host: "nowhere.invalid", Port: 80}, hooks: notFound}, fault.Resolve, func(e *fault.Error) bool { return e.Host == "nowhere.invalid" }},
		{"proxy refused", Config{Host: "a.example", Port: 80, Proxy: &Proxy{Host: "127.0.0.1", Port: closed.port}}, fault.Dial, func(e *fault.Error) bool { return e.Host == "127.0.0.1" }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := Connect(test.cfg)
			s, err := outcome(a)
			if s != nil {
				t.Fatal("a connection")
			}
			e := failed(t, err, test.stage)
			if test.check != nil && !test.check(e) {
				t.Fatalf("%#v: %v", e, e)
			}
			if !strings.HasPrefix(e.Error(), "connection: "+test.stage.String()) {
				t.Error(e)
			}
			if !a.Resolved() || !a.Done() {
				t.Error("not over")
			}
		})
	}
}

// stalled brings an attempt into a stage and leaves it there. The connection is the
// server's end, nil before there is one.
var stalled = []struct {
	name  string
	phase fault.Stage
	start func(t *testing.T) (*Attempt, net.Conn)
}{
	{"resolve", fault.Resolve, func(t *testing.T) (*Attempt, net.Conn) {
		in := make(chan struct{})
		a := Connect(Config{Host: "a.example", Port: 1, hooks: &hooks{lookup: func(ctx context.Context, _, _ string) ([]netip.Addr, error) {
			close(in)
			<-ctx.Done()
			return nil, ctx.Err()
		}}})
		<-in
		return a, nil
	}},
	{"dial", fault.Dial, func(t *testing.T) (*Attempt, net.Conn) {
		in := make(chan struct{})
		a := Connect(Config{Host: "192.0.2.1", Port: 1, hooks: &hooks{dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			close(in)
			<-ctx.Done()
			return nil, ctx.Err()
		}}})
		<-in
		return a, nil
	}},
	{"dial, connected too late", fault.Dial, func(t *testing.T) (*Attempt, net.Conn) {
		p := listen(t)
		in := make(chan struct{})
		a := Connect(Config{Host: "127.0.0.1", Port: p.port, hooks: &hooks{dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
			c, err := net.Dial(network, addr)
			close(in)
			<-ctx.Done()
			return c, err
		}}})
		<-in
		return a, p.accept(t)
	}},
	{"proxy", fault.Proxy, func(t *testing.T) (*Attempt, net.Conn) {
		p := listen(t)
		a := Connect(Config{Host: "a.example", Port: 443, TLS: new(tls.Config), Proxy: &Proxy{Host: "127.0.0.1", Port: p.port}})
		c := p.accept(t)
		if _, err := c.Read(make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		return a, c
	}},
	{"proxy, TLS with it", fault.Proxy, func(t *testing.T) (*Attempt, net.Conn) {
		p := listen(t)
		a := Connect(Config{Host: "a.example", Port: 80, Proxy: &Proxy{Scheme: proxy.HTTPS, Host: "127.0.0.1", Port: p.port}})
		c := p.accept(t)
		if _, err := c.Read(make([]byte, 10)); err != nil {
			t.Fatal(err)
		}
		return a, c
	}},
	{"proxy, SOCKS", fault.Proxy, func(t *testing.T) (*Attempt, net.Conn) {
		p := listen(t)
		a := Connect(Config{Host: "a.example", Port: 80, Proxy: &Proxy{Scheme: proxy.SOCKS5H, Host: "127.0.0.1", Port: p.port}})
		c := p.accept(t)
		c.Write([]byte{5, 0})
		if _, err := io.ReadFull(c, make([]byte, 3+5)); err != nil {
			t.Fatal(err)
		}
		return a, c
	}},
	{"proxy, another address", fault.Proxy, func(t *testing.T) (*Attempt, net.Conn) {
		p := listen(t)
		a := Connect(Config{Host: "a.example", Port: 80, Proxy: &Proxy{Scheme: proxy.SOCKS5, Host: "127.0.0.1", Port: p.port}, hooks: &hooks{
			lookup: func(context.Context, string, string) ([]netip.Addr, error) { return addrs("::1 127.0.0.1"), nil },
		}})
		c := p.accept(t)
		c.Write([]byte("\x05\x00\x05\x04\x00\x01"))
		c = p.accept(t)
		if _, err := c.Read(make([]byte, 3)); err != nil {
			t.Fatal(err)
		}
		return a, c
	}},
	{"tls", fault.TLS, func(t *testing.T) (*Attempt, net.Conn) {
		p := listen(t)
		a := Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: &tls.Config{ServerName: "127.0.0.1"}})
		c := p.accept(t)
		if _, err := c.Read(make([]byte, 10)); err != nil {
			t.Fatal(err)
		}
		return a, c
	}},
}

func TestCancelInEveryStage(t *testing.T) {
	for _, stage := range stalled {
		t.Run(stage.name, func(t *testing.T) {
			a, c := stage.start(t)
			if a.Done() {
				t.Fatal(a.Result())
			}
			a.Cancel()
			if !a.Done() {
				t.Fatal("not done at once")
			}
			s, err := a.Result()
			if e := failed(t, err, stage.phase); s != nil || !errors.Is(e, context.Canceled) {
				t.Fatal(s, err)
			}
			a.Cancel()
			if c != nil {
				peertest.WantClosed(t, c)
			}
		})
	}
}

// Cancel at any moment, with a server that does all it can to finish: never is a
// descriptor left behind.
func TestCancelAtAnyMoment(t *testing.T) {
	eachKind(t, func(t *testing.T, kind string) {
		p := listen(t)
		ca := tlstest.NewAuthority(t)
		server := ca.Serve(t, []string{"127.0.0.1"})
		for i := range 60 {
			cfg := Config{Host: "127.0.0.1", Port: p.port}
			config := (&trust.TLSOptions{Roots: ca.Pool, DisableTLS13: kind == "tls12"}).Config("127.0.0.1")
			if strings.HasPrefix(kind, "tls") || kind == "nested" {
				cfg.TLS = config
			}
			if kind == "proxied" || kind == "nested" {
				cfg.Proxy, cfg.ProxyTLS = &Proxy{Scheme: proxy.HTTPS, Host: "127.0.0.1", Port: p.port}, config
			}
			a := Connect(cfg)
			c := <-p.conns
			over := make(chan struct{})
			go func() {
				defer close(over)
				if cfg.TLS != nil || cfg.Proxy != nil {
					outer := tls.Server(c, server)
					outer.Handshake()
					if kind == "nested" {
						http.ReadRequest(bufio.NewReader(outer))
						io.WriteString(outer, "HTTP/1.1 200 OK\r\n\r\n")
						tls.Server(outer, server).Handshake()
					}
				}
				peertest.WantClosed(t, c)
				c.Close()
			}()
			for range i * 100 { // spreads the moments, decides nothing
				runtime.Gosched()
			}
			a.Cancel()
			<-over
		}
	})
}

func TestCancelClosesWhatNobodyTook(t *testing.T) {
	p := listen(t)
	a := Connect(Config{Host: "127.0.0.1", Port: p.port})
	c := p.accept(t)
	await(a)
	a.Cancel()
	peertest.WantClosed(t, c)
	s, err := a.Result()
	if s != nil || !errors.Is(err, context.Canceled) {
		t.Fatal(s, err)
	}
}

func TestCancelLeavesWhatWasTaken(t *testing.T) {
	p := listen(t)
	a := Connect(Config{Host: "127.0.0.1", Port: p.port})
	c := p.accept(t)
	s, err := outcome(a)
	if err != nil {
		t.Fatal(err)
	}
	a.Cancel()
	put(t, s, []byte("x"))
	if n, err := c.Read(make([]byte, 2)); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	s.Close()
	peertest.WantClosed(t, c)
}

func TestPanicBecomesAnError(t *testing.T) {
	panicIn := func(p fault.Stage, h hooks) *hooks {
		h.enter = func(q fault.Stage) {
			if p == q {
				panic("planted")
			}
		}
		return &h
	}
	wantPanic := func(t *testing.T, err error, phase fault.Stage) {
		t.Helper()
		var p *fault.PanicError
		if e := failed(t, err, phase); !errors.As(e, &p) || p.Value != "planted" || len(p.Stack) == 0 {
			t.Fatal(err)
		}
	}
	t.Run("resolve", func(t *testing.T) {
		_, err := outcome(Connect(Config{Host: "a.example", Port: 1, hooks: panicIn(fault.Resolve, hooks{})}))
		wantPanic(t, err, fault.Resolve)
	})
	t.Run("dial", func(t *testing.T) {
		_, err := outcome(Connect(Config{Host: "127.0.0.1", Port: 1, hooks: panicIn(fault.Dial, hooks{})}))
		wantPanic(t, err, fault.Dial)
	})
	t.Run("proxy", func(t *testing.T) {
		p := listen(t)
		_, err := outcome(Connect(Config{Host: "a.example", Port: 1, TLS: new(tls.Config), Proxy: &Proxy{Host: "127.0.0.1", Port: p.port}, hooks: panicIn(fault.Proxy, hooks{})}))
		wantPanic(t, err, fault.Proxy)
		peertest.WantClosed(t, p.accept(t))
	})
	t.Run("tls", func(t *testing.T) {
		p := listen(t)
		_, err := outcome(Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: new(tls.Config), hooks: panicIn(fault.TLS, hooks{})}))
		wantPanic(t, err, fault.TLS)
		peertest.WantClosed(t, p.accept(t))
	})
}

// Whoever sees that a name is resolved, while it is not, sees that the attempt is over as well: otherwise a client that
// looks between the two takes the failure for one of the connect.
func TestFailedNameIsOverAtOnce(t *testing.T) {
	failed := &hooks{
		lookup:  func(context.Context, string, string) ([]netip.Addr, error) { return nil, ErrNoAddress },
		offline: func() bool { return false },
	}
	for i := range 20_000 {
		a := Connect(Config{Host: "no.such.name", Port: 1, hooks: failed})
		for !a.Resolved() {
			if i%2 == 0 {
				runtime.Gosched()
			}
		}
		if !a.Done() {
			t.Fatalf("attempt %d: resolved, and not yet over", i)
		}
	}
}

// isRefused: Windows has a number of its own, WSAECONNREFUSED.
func isRefused(err error) bool {
	return errors.Is(err, syscall.ECONNREFUSED) || runtime.GOOS == "windows" && errors.Is(err, syscall.Errno(10061))
}
