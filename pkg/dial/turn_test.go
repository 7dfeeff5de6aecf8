// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/peertest"
	"httpclientgo/pkg/internal/tlstest"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/trust"
)

// serveAll shakes hands with everybody, for all layers of TLS that a client of the kind asks for.
func serveAll(p *peer, kind string, config *tls.Config) {
	for c := range p.conns {
		go func() {
			defer c.Close()
			s := tls.Server(c, config)
			if kind == "nested" {
				buf := make([]byte, 4096)
				for head := ""; !strings.HasSuffix(head, "\r\n\r\n"); {
					n, err := s.Read(buf)
					if err != nil {
						return
					}
					head += string(buf[:n])
				}
				s.Write([]byte("HTTP/1.1 200 OK\r\n\r\n"))
				s = tls.Server(s, config)
			}
			if s.Handshake() == nil {
				s.Read(make([]byte, 1)) // until the client closes
			}
		}()
	}
}

// attemptsAt returns a maker of attempts at a server that shakes hands. edit changes what each TLS layer of the
// client asks for.
func attemptsAt(t *testing.T, kind string, edit func(*tls.Config)) func() *Attempt {
	p := listen(t)
	ca := tlstest.NewAuthority(t)
	go serveAll(p, kind, ca.Serve(t, []string{"127.0.0.1"}))
	config := func() *tls.Config {
		c := (&trust.TLSOptions{Roots: ca.Pool, DisableTLS13: kind == "tls12"}).Config("127.0.0.1")
		edit(c)
		return c
	}
	return func() *Attempt {
		cfg := Config{Host: "127.0.0.1", Port: p.port, TLS: config()}
		if kind == "nested" {
			cfg.Proxy, cfg.ProxyTLS = &Proxy{Scheme: proxy.HTTPS, Host: "127.0.0.1", Port: p.port}, config()
		}
		return Connect(cfg)
	}
}

// However many handshakes are begun at once, no more than there are turns compute at the same time, and all come
// to their end.
func TestFewHandshakesComputeAtOnce(t *testing.T) {
	for _, kind := range []string{"tls12", "tls13", "nested"} {
		t.Run(kind, func(t *testing.T) {
			var now, most atomic.Int64
			connect := attemptsAt(t, kind, func(c *tls.Config) {
				verify := c.VerifyConnection
				c.VerifyConnection = func(state tls.ConnectionState) error {
					n := now.Add(1)
					for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
					}
					for range 20 { // lets others in, if they may
						runtime.Gosched()
					}
					now.Add(-1)
					return verify(state)
				}
			})
			var attempts []*Attempt
			for range 60 {
				attempts = append(attempts, connect())
			}
			for _, a := range attempts {
				c, err := outcome(a)
				if err != nil {
					t.Fatal(err)
				}
				c.Under.Close()
			}
			if n := most.Load(); n < 1 || n > int64(cap(handshakes)) {
				t.Errorf("%d at once, want 1 to %d", n, cap(handshakes))
			}
		})
	}
}

// However a handshake ends, its turn is free for the next one.
func TestTurnsComeBack(t *testing.T) {
	ways := map[string]func(t *testing.T){
		"refused by us": func(t *testing.T) {
			connect := attemptsAt(t, "tls13", func(c *tls.Config) {
				c.VerifyConnection = func(tls.ConnectionState) error { return errors.New("no") }
			})
			_, err := outcome(connect())
			failed(t, err, fault.TLS)
		},
		"panic": func(t *testing.T) {
			connect := attemptsAt(t, "tls13", func(c *tls.Config) {
				c.VerifyConnection = func(tls.ConnectionState) error { panic("planted") }
			})
			_, err := outcome(connect())
			var p *fault.PanicError
			if e := failed(t, err, fault.TLS); !errors.As(e, &p) || p.Value != "planted" {
				t.Error(e)
			}
		},
		"panic in the resolver": func(t *testing.T) {
			_, err := outcome(Connect(Config{Host: "a.example", Port: 1, hooks: &hooks{
				lookup: func(context.Context, string, string) ([]netip.Addr, error) { panic("planted") },
			}}))
			var p *fault.PanicError
			if e := failed(t, err, fault.Resolve); !errors.As(e, &p) || p.Value != "planted" {
				t.Error(e)
			}
		},
		"canceled while it computes": func(t *testing.T) {
			in, out := make(chan struct{}), make(chan struct{})
			connect := attemptsAt(t, "tls13", func(c *tls.Config) {
				c.VerifyConnection = func(tls.ConnectionState) error {
					close(in)
					<-out
					return nil
				}
			})
			a := connect()
			<-in
			a.Cancel()
			close(out)
			_, err := outcome(a)
			failed(t, err, fault.TLS)
		},
		"canceled while it waits for the peer": func(t *testing.T) {
			p := listen(t)
			a := Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: &tls.Config{ServerName: "x"}})
			c := p.accept(t)
			c.Read(make([]byte, 1))
			a.Cancel()
			peertest.WantClosed(t, c)
		},
		"out of time": func(t *testing.T) {
			p := listen(t)
			a := Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: &tls.Config{ServerName: "x"}, Timeout: time.Millisecond})
			await(a)
		},
		"closed by the peer": func(t *testing.T) {
			p := listen(t)
			a := Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: &tls.Config{ServerName: "x"}})
			p.accept(t).Close()
			_, err := outcome(a)
			failed(t, err, fault.TLS)
		},
	}
	for name, end := range ways {
		t.Run(name, func(t *testing.T) {
			for range cap(handshakes) + 1 {
				end(t)
			}
			c, err := outcome(attemptsAt(t, "tls13", func(*tls.Config) {})())
			if err != nil {
				t.Fatal(err)
			}
			c.Under.Close()
		})
	}
}

// Peers that say nothing hold no turn.
func TestSilentPeersHoldNoTurn(t *testing.T) {
	p := listen(t)
	for range cap(handshakes) + 1 {
		a := Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: &tls.Config{ServerName: "x"}})
		defer a.Cancel()
		if _, err := p.accept(t).Read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
	}
	c, err := outcome(attemptsAt(t, "tls13", func(*tls.Config) {})())
	if err != nil {
		t.Fatal(err)
	}
	c.Under.Close()
}

// holdTurns takes all turns of the handshakes until free is called.
func holdTurns() (free func()) {
	for range cap(handshakes) {
		handshakes <- struct{}{}
	}
	return func() {
		for range cap(handshakes) {
			<-handshakes
		}
	}
}

// What waits for its turn can be canceled, and is not out of time when another one that began later and has as
// much is.
func TestWaitForATurn(t *testing.T) {
	free := holdTurns()
	defer free()
	const timeout = 20 * time.Millisecond
	p := listen(t)
	in := make(chan struct{})
	a := Connect(Config{Host: "127.0.0.1", Port: p.port, TLS: &tls.Config{ServerName: "x"}, Timeout: timeout, hooks: &hooks{
		dial: patient,
		enter: func(s fault.Stage) {
			if s == fault.TLS {
				close(in)
			}
		},
	}})
	c := p.accept(t)
	<-in
	for range 3 {
		_, err := outcome(Connect(Config{Host: "192.0.2.1", Port: 1, Timeout: timeout, hooks: &hooks{
			dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			},
		}}))
		if e := failed(t, err, fault.Dial); !e.Timeout() {
			t.Fatal(e)
		}
	}
	if a.Done() {
		t.Fatal(a.Result())
	}
	a.Cancel()
	peertest.WantClosed(t, c)
}

// The limit of a stage runs out after as much time as it has, without the waits for turns.
func TestLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		of := make(turns, 1)
		start := time.Now()
		l := newLimit(t.Context(), 3*time.Second)
		defer l.stop()
		for range 3 {
			of <- struct{}{}
			time.AfterFunc(10*time.Second, func() { <-of })
			mine := &turn{of: of}
			if err := l.take(mine); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second - 1)
			mine.leave()
		}
		<-l.Done()
		if d := time.Since(start); d != 33*time.Second || context.Cause(l) != context.DeadlineExceeded {
			t.Errorf("ended after %v, %v", d, context.Cause(l))
		}
		of <- struct{}{}
		if err := l.take(&turn{of: of}); err != context.DeadlineExceeded {
			t.Error(err)
		}
	})
}
