// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"httpclientgo/pkg/fault"
)

// stagger is the Connection Attempt Delay of RFC 8305 Section 5.
const stagger = 250 * time.Millisecond

// maxAddresses bounds the candidates of one name, each of which may come to hold a
// socket. Resolvers put the best ones first.
const maxAddresses = 32

// maxTargets bounds how many addresses of one name a SOCKS proxy is asked for, each
// over a connection of its own: with families taking turns, two of each.
const maxTargets = 4

// An endpoint is what is dialled.
type endpoint struct {
	host string
	port int
}

func (c *Config) server() endpoint {
	if p := c.Proxy; p != nil {
		return endpoint{p.Host, p.Port}
	}
	return endpoint{c.Host, c.Port}
}

// literal reads an IP address in text, IPv6 also in brackets. An IPv4 address in
// IPv6 form stays what was written; a zone is kept.
func literal(host string) (netip.Addr, bool) {
	if n := len(host); n > 2 && host[0] == '[' && host[n-1] == ']' {
		host = host[1 : n-1]
		if !strings.Contains(host, ":") {
			return netip.Addr{}, false
		}
	}
	ip, err := netip.ParseAddr(host)
	return ip, err == nil
}

// ascii is the form of a name that is looked up, sent as SNI and told to proxies:
// A-labels where host was not ASCII (RFC 5891 Section 4.4), else host itself.
// Delimiters of URLs are refused, so that no part of one can pass for a name; so are
// labels that are empty or longer than 63 bytes (RFC 1035 Section 2.3.4), which IDNA
// lets through, and what is not UTF-8, which it would take for U+FFFD.
func ascii(host string) (string, error) {
	for i := range len(host) {
		if host[i] >= 0x80 {
			name, err := idna.Lookup.ToASCII(host)
			if err != nil {
				return "", err
			}
			if !utf8.ValidString(host) {
				return "", errHost
			}
			host = name
			break
		}
	}
	if len(host) > 254 || strings.ContainsFunc(host, func(c rune) bool {
		return c <= ' ' || c == 0x7f || strings.ContainsRune(`%/\?#@:[]"<>`, c)
	}) {
		return "", errHost
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(host, "."), ".") {
		if label == "" || len(label) > 63 {
			return "", errHost
		}
	}
	return host, nil
}

// resolve finds the addresses to dial and those to ask the proxy for, one after
// another; the zero Addr is Host by its name.
func (a *Attempt) resolve() (addrs, targets []netip.Addr, err error) {
	if addrs, err = a.lookup(a.cfg.server().host); err != nil {
		return nil, nil, err
	}
	if !a.cfg.resolvesTarget() {
		return addrs, make([]netip.Addr, 1), nil
	}
	if targets, err = a.lookup(a.cfg.Host); err != nil {
		return nil, nil, fault.In(fault.Resolve, a.cfg.Host, "", err)
	}
	targets = interleave(targets)
	return addrs, targets[:min(len(targets), maxTargets)], nil
}

// lookup finds the addresses of a name or IP literal.
func (a *Attempt) lookup(host string) ([]netip.Addr, error) {
	if ip, ok := literal(host); ok {
		return []netip.Addr{ip}, nil
	}
	a.cfg.hooks.entered(fault.Resolve)
	name, err := ascii(host)
	if err != nil {
		return nil, err
	}
	ctx, cancel := a.limit()
	defer cancel()
	lookup := net.DefaultResolver.LookupNetIP
	if h := a.cfg.hooks; h != nil && h.lookup != nil {
		lookup = h.lookup
	}
	addrs, err := lookup(ctx, "ip", name)
	if err != nil {
		if ctx.Err() != nil {
			err = ctx.Err() // the resolver's own wording hides it
		}
		return nil, err
	}
	if len(addrs) == 0 {
		return nil, errNoAddress
	}
	return addrs, nil
}

// dial connects to the first address that answers.
func (a *Attempt) dial(addrs []netip.Addr) (*net.TCPConn, error) {
	port := a.cfg.server().port
	if port < 1 || port > 65535 {
		return nil, errPort
	}
	ctx, cancel := a.limit()
	defer cancel()
	var dialer net.Dialer
	connect := dialer.DialContext
	if h := a.cfg.hooks; h != nil && h.dial != nil {
		connect = h.dial
	}
	host := a.cfg.server().host
	conn, err := race(ctx, interleave(addrs), stagger, func(ctx context.Context, ip netip.Addr) (c net.Conn, err error) {
		addr := net.JoinHostPort(ip.String(), strconv.Itoa(port))
		defer func() {
			if v := recover(); v != nil {
				err = fault.Caught(v)
			}
			if err != nil {
				err = fault.In(fault.Dial, host, addr, err)
			}
		}()
		a.cfg.hooks.entered(fault.Dial)
		return connect(ctx, "tcp", addr)
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

// interleave orders addresses as RFC 8305 Section 4 has it: the resolver's order,
// but the families take turns, the first one's first. Repeats are dropped.
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

// race dials addrs in order: the next one when the last has had delay for itself or
// a try has failed. The first connection wins, the others are ended and closed. If
// all fail, the error of the first address is returned. RFC 8305 Section 5.
//
// dial must not panic, and must return when its context ends.
func race(ctx context.Context, addrs []netip.Addr, delay time.Duration, dial func(context.Context, netip.Addr) (net.Conn, error)) (net.Conn, error) {
	if len(addrs) == 0 {
		return nil, errNoAddress
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
	defer func() { _ = recover() }() // nobody is left to tell
	for range n {
		if c := next(); c != nil {
			c.Close()
		}
	}
}
