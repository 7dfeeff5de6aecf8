// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/proxy"
)

// Stages of an Attempt. A stage that has nothing to do is passed through.
//
//	stage      goroutine is in        Resolved  Done   ends with
//	resolve    resolver               false     false  fault.Resolve
//	dial       connect, raced         true      false  fault.Dial
//	proxy      TLS, CONNECT or SOCKS  true      false  fault.Proxy
//	tls        handshake              true      false  fault.TLS
//	over       (gone)                 true      true   a Conn or an error
//
// What needs no resolver starts in dial. From proxy a SOCKS proxy may lead back to dial, with the next
// address of Host. Cancel leads from any stage to over at once, with context.Canceled in that stage; the
// goroutine follows as soon as its wait is broken, and closes what it has opened. A Conn that is not
// taken by Result belongs to the Attempt: Cancel closes it. Each stage has Config.Timeout for itself, and all
// have Config.Total.

// An Attempt is one try to open a Conn. All methods may be called from any thread and, but for Wait, return at once.
type Attempt struct {
	cfg    Config
	ctx    context.Context
	cancel context.CancelFunc

	resolved atomic.Bool
	done     atomic.Bool

	ended chan struct{} // closed with done

	mu     sync.Mutex
	stage  fault.Stage
	peer   string // address of the connection that stage is about; empty: none yet
	conn   *Conn
	err    error
	taken  bool
	stamps stamps
}

// Connect starts an attempt. It neither waits nor fails by itself: a bad host or port is an error of Result as well.
func Connect(cfg Config) *Attempt {
	if cfg.Timeout <= 0 {
		cfg.Timeout = defaultTimeout
	}
	a := &Attempt{cfg: cfg, ended: make(chan struct{})}
	if cfg.Total > 0 {
		a.ctx, a.cancel = context.WithTimeout(context.Background(), cfg.Total)
	} else {
		a.ctx, a.cancel = context.WithCancel(context.Background())
	}
	if cfg.NeedsResolver() {
		a.enter(fault.Resolve)
	} else {
		a.enter(fault.Dial)
	}
	go a.run()
	return a
}

// Resolved reports whether the addresses to dial are known, which without Config.NeedsResolver they
// always are, or the attempt is over.
func (a *Attempt) Resolved() bool { return a.resolved.Load() }

// Done reports whether the attempt is over.
func (a *Attempt) Done() bool { return a.done.Load() }

// Result returns the connection, which is the caller's from then on, or a *fault.Error. It is meant to be
// called once, after Done.
func (a *Attempt) Result() (*Conn, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.done.Load() {
		return nil, errNotDone
	}
	a.taken = true
	return a.conn, a.err
}

// Cancel ends the attempt. A connection that nobody took is closed.
//
// What runs is broken off by another goroutine: each stage has one or two to wake, at up to 10 us each,
// and the caller may be a game's main thread.
func (a *Attempt) Cancel() { a.end(context.Canceled) }

// Wait waits until the attempt is over, and returns its Result. If ctx ends first, the attempt is cancelled, with the
// cause of ctx as the error's.
func (a *Attempt) Wait(ctx context.Context) (*Conn, error) {
	select {
	case <-a.ended:
	case <-ctx.Done():
		a.end(context.Cause(ctx))
	}
	return a.Result()
}

// end is Cancel because of err.
func (a *Attempt) end(err error) {
	a.mu.Lock()
	var orphan *Conn
	if !a.done.Load() {
		a.over(nil, a.failure(a.stage, a.peer, err))
		go func() {
			defer fault.Contain()
			a.cancel()
		}()
	} else if !a.taken && a.conn != nil {
		orphan = a.conn
		a.conn, a.err = nil, a.failure(a.stage, a.peer, err)
	}
	a.mu.Unlock()
	if orphan != nil {
		orphan.Under.Close()
	}
}

// enter marks the begin of a stage.
func (a *Attempt) enter(s fault.Stage) {
	a.mu.Lock()
	a.stage = s
	a.stamps.enter(s)
	a.mu.Unlock()
	if s > fault.Resolve {
		a.resolved.Store(true)
	}
}

// meet notes the address of whom the next stages are about.
func (a *Attempt) meet(peer string) {
	a.mu.Lock()
	a.peer = peer
	a.mu.Unlock()
}

// over is the last transition; the caller holds the lock.
func (a *Attempt) over(c *Conn, err error) {
	a.conn, a.err = c, err
	a.stamps.end()
	a.done.Store(true)
	a.resolved.Store(true) // after done, so that nobody takes a name that failed for one that is resolved
	close(a.ended)
}

// finish ends the attempt unless it is over; then it closes c.
func (a *Attempt) finish(c *Conn, err error) {
	a.mu.Lock()
	late := a.done.Load()
	if !late {
		a.over(c, err)
	}
	a.mu.Unlock()
	a.cancel()
	if late && c != nil {
		c.Under.Close()
	}
}

// run is the attempt's goroutine.
func (a *Attempt) run() {
	var conn *net.TCPConn
	defer func() {
		if v := recover(); v != nil {
			if conn != nil {
				conn.Close()
			}
			a.mu.Lock()
			stage := a.stage
			a.mu.Unlock()
			a.finish(nil, a.failure(stage, "", fault.Caught(v)))
		}
	}()

	addrs, targets, err := a.resolve()
	if err != nil {
		a.finish(nil, a.failure(fault.Resolve, "", err))
		return
	}
	var first error
	for _, target := range targets {
		a.enter(fault.Dial)
		a.meet("")
		conn, err = a.dial(addrs)
		if err != nil {
			a.finish(nil, cmp.Or(first, a.failure(fault.Dial, "", err)))
			return
		}
		peer := conn.RemoteAddr().String()
		a.meet(peer)
		c, stage, err := a.open(conn, target)
		if err == nil {
			a.finish(c, nil)
			return
		}
		first = cmp.Or(first, a.failure(stage, peer, err))
		if !elsewhere(err) {
			break
		}
	}
	a.finish(nil, first)
}

// open makes the Conn of a fresh TCP connection, which it closes if it fails. target is what the proxy is
// asked for; the zero Addr: Host by its name.
func (a *Attempt) open(tcp *net.TCPConn, target netip.Addr) (_ *Conn, stage fault.Stage, err error) {
	c := &Conn{Conn: tcp, Under: tcp, TCP: tcp}
	defer func() {
		if err != nil {
			c.Under.Close()
		}
	}()
	if a.cfg.Under != nil {
		under, err := a.cfg.Under(tcp)
		if err != nil {
			return nil, fault.Dial, err
		}
		c.Conn, c.Under = under, under
	}
	if p := a.cfg.Proxy; p != nil && (p.Scheme != proxy.HTTP || a.cfg.TLS != nil) {
		a.enter(fault.Proxy)
		a.cfg.hooks.entered(fault.Proxy)
		if err := a.talk(c, func(l *limit) error { return a.approach(l, c, target) }); err != nil {
			return nil, fault.Proxy, err
		}
	}
	if a.cfg.TLS != nil {
		a.enter(fault.TLS)
		a.cfg.hooks.entered(fault.TLS)
		if err := a.talk(c, func(l *limit) error { return a.secure(l, c) }); err != nil {
			return nil, fault.TLS, err
		}
	}
	return c, 0, nil
}

// failure makes a *fault.Error of err, which is one already where somebody knew better. addr is that of
// the peer, if there was one.
func (a *Attempt) failure(stage fault.Stage, addr string, err error) error {
	if stage == fault.TLS {
		return blame(endpoint{a.cfg.Host, a.cfg.Port}, false, stage, addr, err)
	}
	return blame(a.cfg.server(), a.cfg.Proxy != nil, stage, addr, err)
}

// blame is fault.In with all that is known of who failed.
func blame(who endpoint, isProxy bool, stage fault.Stage, addr string, err error) error {
	var e *fault.Error
	if errors.As(err, &e) {
		return err
	}
	err = fault.In(stage, who.host, addr, err)
	if errors.As(err, &e) {
		e.Port, e.Proxy = who.port, isProxy
	}
	return err
}
