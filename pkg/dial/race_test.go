// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func addrs(list string) (out []netip.Addr) {
	for _, s := range strings.Fields(list) {
		out = append(out, netip.MustParseAddr(s))
	}
	return out
}

func TestInterleave(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"1.1.1.1", "1.1.1.1"},
		{"::1 ::2 1.1.1.1 2.2.2.2", "::1 1.1.1.1 ::2 2.2.2.2"},
		{"1.1.1.1 2.2.2.2 3.3.3.3 ::1", "1.1.1.1 ::1 2.2.2.2 3.3.3.3"},
		{"::1 ::1 ::ffff:1.1.1.1 1.1.1.1", "::1 1.1.1.1"},
	}
	for _, test := range tests {
		if got := interleave(addrs(test.in)); !slices.Equal(got, addrs(test.want)) {
			t.Errorf("%q: %v, want %s", test.in, got, test.want)
		}
	}
	var many []netip.Addr
	for i := range 1000 {
		many = append(many, netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}))
	}
	if n := len(interleave(many)); n != maxAddresses {
		t.Errorf("%d candidates", n)
	}
}

// A trackConn is a connection that knows whether it was closed.
type trackConn struct {
	net.Conn
	name   string
	closed bool
}

func (c *trackConn) Close() error { c.closed = true; return nil }

// Each address behaves as its plan says: connect, fail, or hang until canceled,
// after a time. The clock is the bubble's.
func TestRace(t *testing.T) {
	type plan struct {
		after time.Duration
		err   string // "hang": until canceled
		late  bool   // connects although canceled
	}
	tests := []struct {
		name   string
		addrs  string
		plans  []plan
		winner int           // -1: none
		took   time.Duration // of the bubble's clock, exact
		err    string
	}{
		{"one", "1.1.1.1", []plan{{after: time.Second}}, 0, time.Second, ""},
		{"dead IPv6, good IPv4", "::1 1.1.1.1", []plan{{err: "hang"}, {after: 20 * time.Millisecond}}, 1, 270 * time.Millisecond, ""},
		{"refused IPv6, good IPv4", "::1 1.1.1.1", []plan{{err: "refused"}, {}}, 1, 0, ""},
		{"slow first still wins", "::1 1.1.1.1", []plan{{after: 300 * time.Millisecond}, {after: time.Second}}, 0, 300 * time.Millisecond, ""},
		{"loser connects late", "::1 1.1.1.1", []plan{{after: time.Second, late: true}, {}}, 1, 250 * time.Millisecond, ""},
		{"all fail: the first error", "::1 1.1.1.1 ::2", []plan{{err: "first", after: time.Second}, {err: "b"}, {err: "c"}}, -1, time.Second, "first"},
		{"third is good", "::1 ::2 ::3", []plan{{err: "hang"}, {err: "hang"}, {}}, 2, 500 * time.Millisecond, ""},
		{"nothing answers", "::1 ::2", []plan{{err: "hang"}, {err: "hang"}}, -1, 10 * time.Second, "context deadline exceeded"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				list := addrs(test.addrs)
				conns := make([]*trackConn, len(list))
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				began := time.Now()
				got, err := race(ctx, list, stagger, func(ctx context.Context, ip netip.Addr) (net.Conn, error) {
					i := slices.Index(list, ip)
					p := test.plans[i]
					if p.err == "hang" {
						<-ctx.Done()
						return nil, ctx.Err()
					}
					select {
					case <-time.After(p.after):
					case <-ctx.Done():
						if !p.late {
							return nil, ctx.Err()
						}
					}
					if p.err != "" {
						return nil, errors.New(p.err)
					}
					conns[i] = &trackConn{name: ip.String()}
					return conns[i], nil
				})
				if took := time.Since(began); took != test.took {
					t.Errorf("took %v, want %v", took, test.took)
				}
				synctest.Wait()
				if test.winner < 0 {
					if got != nil || fmt.Sprint(err) != test.err {
						t.Errorf("%v, %v", got, err)
					}
				} else if err != nil || got != conns[test.winner] {
					t.Errorf("%v, %v", got, err)
				}
				for i, c := range conns {
					if c != nil && c.closed != (i != test.winner) {
						t.Errorf("%s: closed %v", c.name, c.closed)
					}
				}
			})
		})
	}
}

// The name that has two addresses nearly everywhere, with a server on one of them.
func TestLocalhost(t *testing.T) {
	for _, addr := range []string{"127.0.0.1:0", "[::1]:0"} {
		t.Run(addr, func(t *testing.T) {
			p := listenOn(t, addr)
			s, err := outcome(Connect(Config{Host: "localhost", Port: p.port, hooks: &hooks{
				lookup: func(context.Context, string, string) ([]netip.Addr, error) { return addrs("::1 127.0.0.1"), nil },
			}}))
			if err != nil {
				t.Fatal(err)
			}
			s.Close()
		})
	}
	t.Run("system resolver", func(t *testing.T) {
		if _, err := net.LookupHost("localhost"); err != nil {
			t.Skip("it does not know the name")
		}
		p := listen(t)
		s, err := outcome(Connect(Config{Host: "localhost", Port: p.port}))
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
	})
}
