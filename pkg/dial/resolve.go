// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"errors"
	"net"
	"net/netip"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/target"
)

// maxTargets bounds how many addresses of one name a SOCKS proxy is asked for, each over a connection of
// its own: with families taking turns, two of each.
const maxTargets = 4

// A LookupError is a valid name that the resolver returned no answer for. None of the flags set: the
// resolver failed, and said so.
type LookupError struct {
	NotFound bool  // there is no such name
	Timeout  bool  // the resolver did not answer in time
	Offline  bool  // this machine has no route to the internet, so the name may well exist
	Err      error // of package net, or context.DeadlineExceeded
}

func (e *LookupError) Error() string { return "lookup: " + e.Err.Error() }

func (e *LookupError) Unwrap() error { return e.Err }

// resolve returns the addresses to dial and those to ask the proxy for, one after another; the zero Addr
// is Host by its name.
func (a *Attempt) resolve() (addrs, targets []netip.Addr, err error) {
	if addrs, err = a.lookup(a.cfg.server().host); err != nil {
		return nil, nil, err
	}
	if !a.cfg.resolvesTarget() {
		return addrs, make([]netip.Addr, 1), nil
	}
	if targets, err = a.lookup(a.cfg.Host); err != nil {
		return nil, nil, blame(endpoint{a.cfg.Host, a.cfg.Port}, false, fault.Resolve, "", err)
	}
	targets = interleave(targets)
	return addrs, targets[:min(len(targets), maxTargets)], nil
}

// lookup returns the addresses of a name or IP literal.
func (a *Attempt) lookup(host string) ([]netip.Addr, error) {
	if ip, ok := target.Address(host); ok {
		return []netip.Addr{ip}, nil
	}
	a.cfg.hooks.entered(fault.Resolve)
	name, err := target.ASCII(host)
	if err != nil {
		return nil, err
	}
	lookup := system.addrs
	if h := a.cfg.hooks; h != nil && h.lookup != nil {
		lookup = func(ctx context.Context, name string) ([]netip.Addr, error) { return h.lookup(ctx, "ip", name) }
	}
	var addrs []netip.Addr
	err = apart(a.ctx, func() (err error) {
		ctx, cancel := context.WithTimeout(a.ctx, a.cfg.Timeout)
		defer cancel()
		if addrs, err = lookup(ctx, name); err != nil {
			err = a.lookupError(ctx, err)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(addrs) == 0 {
		return nil, ErrNoAddress
	}
	return addrs, nil
}

// lookupError says what err of a resolver means. The resolver's own wording hides that ctx ended.
func (a *Attempt) lookupError(ctx context.Context, err error) error {
	if a.ctx.Err() == context.Canceled {
		return context.Canceled
	}
	isOffline, none := probe()
	if none != nil {
		return none // a resolver that cannot open its files says that nobody has the name
	}
	if h := a.cfg.hooks; h != nil && h.offline != nil {
		isOffline = h.offline()
	}
	e := &LookupError{Err: err}
	var dns *net.DNSError
	switch {
	case ctx.Err() != nil:
		e.Timeout, e.Err = true, ctx.Err()
	case errors.As(err, &dns):
		e.NotFound, e.Timeout = dns.IsNotFound, dns.IsTimeout
	}
	e.Offline = !e.NotFound && isOffline
	return e
}

// probe reports whether the system has no route to addresses of the internet, of either family; the error is that
// this process cannot open a socket, so that nothing is known of routes. To connect a UDP socket looks up the route
// and sends nothing. The addresses are for documentation (RFC 5737, RFC 3849), so not even a packet of a later mistake
// would reach anybody.
func probe() (isOffline bool, err error) {
	for _, addr := range []string{"192.0.2.1:9", "[2001:db8::1]:9"} {
		c, err := net.Dial("udp", addr)
		if err == nil {
			c.Close()
			return false, nil
		}
		if fault.NoDescriptors(err) {
			return false, err
		}
	}
	return true, nil
}
