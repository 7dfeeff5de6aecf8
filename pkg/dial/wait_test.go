// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"testing"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/peertest"
)

func TestWaitReturnsTheResult(t *testing.T) {
	p := listen(t)
	a := Connect(Config{Host: "127.0.0.1", Port: p.port})
	c, err := a.Wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	put(t, c, []byte("x"))
	if n, err := p.accept(t).Read(make([]byte, 2)); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	c, err = Connect(Config{Host: "127.0.0.1"}).Wait(t.Context())
	if e := failed(t, err, fault.Dial); c != nil || e.Err != ErrPort {
		t.Fatal(c, err)
	}
}

func TestWaitEndsWithItsContext(t *testing.T) {
	reason := errors.New("no longer wanted")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(reason)
	for _, stage := range stalled {
		t.Run(stage.name, func(t *testing.T) {
			a, c := stage.start(t)
			s, err := a.Wait(ctx)
			e := failed(t, err, stage.phase)
			if s != nil || !errors.Is(e, reason) || !a.Done() {
				t.Fatal(s, err)
			}
			if (e.Addr != "") != (stage.phase > fault.Dial) || e.Host == "" || e.Port == 0 {
				t.Errorf("%#v", e)
			}
			if c != nil {
				peertest.WantClosed(t, c)
			}
		})
	}
}

func TestTotal(t *testing.T) {
	silent := listen(t)
	stuck := &hooks{
		lookup: func(ctx context.Context, _, _ string) ([]netip.Addr, error) { <-ctx.Done(); return nil, ctx.Err() },
		dial:   func(ctx context.Context, _, _ string) (net.Conn, error) { <-ctx.Done(); return nil, ctx.Err() },
	}
	for _, test := range []struct {
		name  string
		cfg   Config
		stage fault.Stage
	}{
		{"resolver", Config{Host: "a.example", Port: 80, hooks: stuck}, fault.Resolve},
		{"connect", Config{Host: "192.0.2.1", Port: 80, hooks: stuck}, fault.Dial},
		{"proxy", Config{Host: "a.example", Port: 443, TLS: new(tls.Config), Proxy: &Proxy{Host: "127.0.0.1", Port: silent.port}}, fault.Proxy},
		{"tls", Config{Host: "127.0.0.1", Port: silent.port, TLS: &tls.Config{ServerName: "x"}}, fault.TLS},
	} {
		t.Run(test.name, func(t *testing.T) {
			// Under load the time may be over in the stage before; then there is more of it.
			for test.cfg.Total = 20 * time.Millisecond; ; test.cfg.Total *= 2 {
				_, err := outcome(Connect(test.cfg))
				var e *fault.Error
				if errors.As(err, &e) && e.Stage < test.stage && test.cfg.Total < patience {
					continue
				}
				e = failed(t, err, test.stage)
				if !errors.Is(e, context.DeadlineExceeded) || !e.Timeout() || e.Host == "" || e.Port == 0 {
					t.Errorf("%#v", e)
				}
				if (e.Addr != "") != (test.stage > fault.Resolve) {
					t.Errorf("address %q", e.Addr)
				}
				var lookup *LookupError
				if test.stage == fault.Resolve && !(errors.As(e, &lookup) && lookup.Timeout) {
					t.Errorf("%#v", e.Err)
				}
				return
			}
		})
	}
}

func TestDescribeNothing(t *testing.T) {
	i := Describe(nil, nil, nil, nil, Timings{})
	if i.Local.IsValid() || i.Remote.IsValid() || i.Proxy != "" || i.TLSVersion != "" || i.PeerChain != nil || i.Connect != 0 {
		t.Errorf("%+v", i)
	}
}
