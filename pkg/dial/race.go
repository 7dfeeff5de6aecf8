// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"time"

	"httpclientgo/pkg/fault"
)

// stagger is the Connection Attempt Delay of RFC 8305 Section 5.
const stagger = 250 * time.Millisecond

// maxAddresses bounds the candidates of one name, each of which may come to hold a socket. Resolvers put
// the best ones first.
const maxAddresses = 32

// dial connects to the first address that answers.
func (a *Attempt) dial(addrs []netip.Addr) (*net.TCPConn, error) {
	port := a.cfg.server().port
	if port < 1 || port > 65535 {
		return nil, ErrPort
	}
	var dialer net.Dialer
	connect := dialer.DialContext
	if h := a.cfg.hooks; h != nil && h.dial != nil {
		connect = h.dial
	}
	try := func(ctx context.Context, ip netip.Addr) (c net.Conn, err error) {
		addr := net.JoinHostPort(ip.String(), strconv.Itoa(port))
		defer func() {
			if v := recover(); v != nil {
				err = fault.Caught(v)
			}
			if err != nil {
				err = a.failure(fault.Dial, addr, err)
			}
		}()
		a.cfg.hooks.entered(fault.Dial)
		return connect(ctx, "tcp", addr)
	}
	var conn net.Conn
	err := apart(a.ctx, func() (err error) {
		ctx, cancel := context.WithTimeout(a.ctx, a.cfg.Timeout)
		defer cancel()
		conn, err = race(ctx, interleave(addrs), stagger, try)
		return err
	})
	if err != nil {
		return nil, err
	}
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		conn.Close()
		return nil, errors.ErrUnsupported
	}
	return tcp, nil
}

// interleave orders addresses as RFC 8305 Section 4 has it: the resolver's order, but the families take
// turns, the first one's first. Repeats are dropped.
func interleave(addrs []netip.Addr) []netip.Addr {
	var families [2][]netip.Addr
	seen := make(map[netip.Addr]bool, len(addrs))
	first := -1
	for _, ip := range addrs {
		ip = ip.Unmap()
		if !ip.IsValid() || seen[ip] {
			continue
		}
		seen[ip] = true
		family := 0
		if ip.Is4() {
			family = 1
		}
		if first < 0 {
			first = family
		}
		families[family] = append(families[family], ip)
	}
	out := make([]netip.Addr, 0, len(seen))
	for turn := first; len(families[0])+len(families[1]) > 0; turn ^= 1 {
		if f := families[turn]; len(f) > 0 {
			out, families[turn] = append(out, f[0]), f[1:]
		}
	}
	return out[:min(len(out), maxAddresses)]
}

// race dials addrs in order: the next one when the last has had delay for itself or a try has failed. The
// first connection wins, the others are ended and closed. If all fail, the error of the first address is
// returned. RFC 8305 Section 5.
//
// dial must not panic, and must return when its context ends.
func race(
	ctx context.Context, addrs []netip.Addr, delay time.Duration,
	dial func(context.Context, netip.Addr) (net.Conn, error),
) (net.Conn, error) {
	if len(addrs) == 0 {
		return nil, ErrNoAddress
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	type result struct {
		index int
		conn  net.Conn
		err   error
	}
	results := make(chan result, len(addrs)) // nobody is ever stuck in it
	errs := make([]error, len(addrs))
	started, running := 0, 0
	start := func() {
		index := started
		started++
		running++
		go func() {
			conn, err := dial(ctx, addrs[index])
			results <- result{index, conn, err}
		}()
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	start()
	for {
		select {
		case r := <-results:
			running--
			if r.err == nil {
				cancel()
				go closeRest(running, func() net.Conn { return (<-results).conn })
				return r.conn, nil
			}
			errs[r.index] = r.err
			if ctx.Err() == nil && started < len(addrs) {
				start()
				timer.Reset(delay)
			} else if running == 0 {
				return nil, errs[0]
			}
		case <-timer.C:
			if started < len(addrs) {
				start()
				timer.Reset(delay)
			}
		}
	}
}

// closeRest closes what the losers of a race opened all the same.
func closeRest(n int, next func() net.Conn) {
	defer fault.Contain()
	for range n {
		if c := next(); c != nil {
			c.Close()
		}
	}
}
