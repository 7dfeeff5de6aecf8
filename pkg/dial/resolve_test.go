// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"syscall"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/proxy"
)

// What a lookup that failed is told as, with and without a way to the internet.
func TestLookupError(t *testing.T) {
	refused := &net.DNSError{Err: "server misbehaving", Name: "a.example", IsTemporary: true}
	tests := []struct {
		name     string
		err      error
		offline  bool
		want     LookupError
		deadline bool // Err is this instead
	}{
		{"unknown", &net.DNSError{Err: "no such host", IsNotFound: true}, false, LookupError{NotFound: true}, false},
		{"unknown, no route", &net.DNSError{Err: "no such host", IsNotFound: true}, true, LookupError{NotFound: true}, false},
		{"resolver silent", &net.DNSError{Err: "i/o timeout", IsTimeout: true}, false, LookupError{Timeout: true}, false},
		{"resolver silent, no route", &net.DNSError{Err: "i/o timeout", IsTimeout: true}, true, LookupError{Timeout: true, Offline: true}, false},
		{"SERVFAIL", refused, false, LookupError{}, false},
		{"resolver out of reach", &net.DNSError{UnwrapErr: syscall.ENETUNREACH, Err: "unreachable"}, true, LookupError{Offline: true}, false},
		{"our limit", nil, false, LookupError{Timeout: true}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cfg := Config{Host: "a.example", Port: 80, Timeout: time.Hour, hooks: &hooks{
				lookup: func(ctx context.Context, _, _ string) ([]netip.Addr, error) {
					if test.err == nil {
						<-ctx.Done()
						return nil, &net.DNSError{Err: "operation was canceled"}
					}
					return nil, test.err
				},
				offline: func() bool { return test.offline },
			}}
			if test.deadline {
				cfg.Timeout = 1
			}
			_, err := outcome(Connect(cfg))
			var got *LookupError
			if e := failed(t, err, fault.Resolve); !errors.As(e, &got) {
				t.Fatal(e)
			}
			if got.NotFound != test.want.NotFound || got.Timeout != test.want.Timeout || got.Offline != test.want.Offline {
				t.Errorf("%+v, want %+v", got, test.want)
			}
			if test.err != nil && got.Err != test.err || test.deadline && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("says %v", got.Err)
			}
		})
	}
}

// Every failure names the host and port that failed, and whether they are a proxy's.
func TestFailureNamesWhoFailed(t *testing.T) {
	closed := listen(t)
	closed.Close()
	rude := listen(t)
	go func() {
		for c := range rude.conns {
			c.Close()
		}
	}()
	unknown := &hooks{
		lookup: func(context.Context, string, string) ([]netip.Addr, error) { return nil, ErrNoAddress },
	}
	secure := new(tls.Config)
	through := func(s proxy.Scheme, host string, port int) *Proxy { return &Proxy{Scheme: s, Host: host, Port: port} }
	tests := []struct {
		name  string
		cfg   Config
		stage fault.Stage
		host  string
		port  int
		proxy bool
	}{
		{"name", Config{Host: "a.example", Port: 1, hooks: unknown}, fault.Resolve, "a.example", 1, false},
		{"refused", Config{Host: "127.0.0.1", Port: closed.port}, fault.Dial, "127.0.0.1", closed.port, false},
		{"port", Config{Host: "127.0.0.1", Port: 70000}, fault.Dial, "127.0.0.1", 70000, false},
		{"handshake", Config{Host: "127.0.0.1", Port: rude.port, TLS: &tls.Config{ServerName: "x"}}, fault.TLS, "127.0.0.1", rude.port, false},
		{"name of a proxy", Config{Host: "127.0.0.1", Port: 1, Proxy: through(proxy.HTTP, "p.example", 2), hooks: unknown}, fault.Resolve, "p.example", 2, true},
		{"proxy refused", Config{Host: "a.example", Port: 1, Proxy: through(proxy.HTTP, "127.0.0.1", closed.port)}, fault.Dial, "127.0.0.1", closed.port, true},
		{"CONNECT", Config{Host: "a.example", Port: 1, TLS: secure, Proxy: through(proxy.HTTP, "127.0.0.1", rude.port)}, fault.Proxy, "127.0.0.1", rude.port, true},
		{"TLS with a proxy", Config{Host: "a.example", Port: 1, Proxy: through(proxy.HTTPS, "127.0.0.1", rude.port)}, fault.Proxy, "127.0.0.1", rude.port, true},
		{"SOCKS", Config{Host: "a.example", Port: 1, Proxy: through(proxy.SOCKS5H, "127.0.0.1", rude.port)}, fault.Proxy, "127.0.0.1", rude.port, true},
		{"name for a proxy", Config{Host: "a.example", Port: 1, Proxy: through(proxy.SOCKS5, "127.0.0.1", 2), hooks: unknown}, fault.Resolve, "a.example", 1, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := outcome(Connect(test.cfg))
			e := failed(t, err, test.stage)
			if e.Host != test.host || e.Port != test.port || e.Proxy != test.proxy {
				t.Errorf("%s:%d, proxy %v", e.Host, e.Port, e.Proxy)
			}
		})
	}
}
