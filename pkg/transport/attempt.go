// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"cmp"
	"context"
	"crypto/tls"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

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
//	over       (gone)                 true      true   a Stream or an error
//
// What needs no resolver starts in dial. From proxy a SOCKS proxy may lead back to dial,
// with the next address of Host. Cancel leads from any stage to over at once, with
// context.Canceled in the stage's phase; the goroutine follows as soon as its wait
// is broken, and closes what it has opened. A stream that is over and not taken
// by Result belongs to the Attempt: Cancel closes it. Each stage has
// Config.Timeout for itself.

// defaultTimeout limits each stage when Config.Timeout is 0.
const defaultTimeout = 30 * time.Second

// A Proxy is an HTTP or SOCKS5 proxy; proxy.ParseProxy makes one.
type Proxy = proxy.Proxy

// A Config says where and how to connect. Connect copies it; what it points to
// must not change afterwards.
type Config struct {
	// Host is a name or an IP literal, IPv6 with or without brackets. A name that is
	// not ASCII goes through IDNA (RFC 5891).
	Host string
	Port int

	// TLS, unless nil, is the client's side of a handshake with Host. Its ServerName
	// is the caller's to set; TLSOptions.Config does. It is not changed.
	TLS *tls.Config

	// Proxy, unless nil, is dialled instead of Host. With TLS, and through SOCKS
	// always, a tunnel leads on to Host. Otherwise the caller speaks to the proxy:
	// Proxy.AbsoluteForm and Proxy.Authorization say how.
	Proxy *Proxy

	// ProxyTLS is the client's side of the handshake with a proxy of scheme https, as
	// TLS is with Host. nil: verified by the system's roots.
	ProxyTLS *tls.Config

	// UserAgent is the value of that field in a CONNECT request.
	UserAgent string

	// Timeout limits the resolver, the TCP connect, the talk with the proxy and the TLS
	// handshake, each. 0 or less: 30 s.
	Timeout time.Duration

	// Buffers is where the stream gets the memory that it reads ahead into; then it is a
	// Giver. nil: Go's.
	Buffers *Buffers

	hooks *hooks // tests only
}

// NeedsResolver tells whether an attempt begins with names to resolve: that of the
// server or proxy, and of Host when the proxy takes addresses only (socks5). When
// not, it never fails in fault.Resolve.
func (c *Config) NeedsResolver() bool {
	if _, ok := literal(c.server().host); !ok {
		return true
	}
	_, ok := literal(c.Host)
	return !ok && c.resolvesTarget()
}

// resolvesTarget tells whether Host is resolved here for the proxy.
func (c *Config) resolvesTarget() bool { return c.Proxy != nil && c.Proxy.Scheme == proxy.SOCKS5 }

// hooks let a test stand in for the system.
type hooks struct {
	lookup func(ctx context.Context, network, host string) ([]netip.Addr, error)
	dial   func(ctx context.Context, network, addr string) (net.Conn, error)
	enter  func(fault.Stage) // called by each goroutine as it starts its phase
	pumped bool              // pump plain streams
}

func (h *hooks) entered(p fault.Stage) {
	if h != nil && h.enter != nil {
		h.enter(p)
	}
}

// An Attempt is one try to open a Stream. All methods may be called from any
// thread and return at once.
type Attempt struct {
	cfg    Config
	ctx    context.Context
	cancel context.CancelFunc

	resolved atomic.Bool
	done     atomic.Bool
	finished chan struct{} // closed with done

	mu     sync.Mutex
	phase  fault.Stage
	stream Stream
	err    error
	taken  bool
	stamps stamps
}

// Connect starts an attempt. It neither waits nor fails by itself: also a bad
// host or port is told by Result.
func Connect(cfg Config) *Attempt {
	if cfg.Timeout <= 0 {
		cfg.Timeout = defaultTimeout
	}
	a := &Attempt{cfg: cfg, finished: make(chan struct{}), phase: fault.Resolve}
	a.ctx, a.cancel = context.WithCancel(context.Background())
	if !cfg.NeedsResolver() {
		a.enter(fault.Dial)
	} else {
		a.enter(fault.Resolve)
	}
	go a.run()
	return a
}

// Resolved tells whether the addresses to dial are known, which without
// Config.NeedsResolver they always are.
func (a *Attempt) Resolved() bool { return a.resolved.Load() }

// Done tells whether Result has something to say.
func (a *Attempt) Done() bool { return a.done.Load() }

// Finished is closed when Done turns true, for those who want to wait.
func (a *Attempt) Finished() <-chan struct{} { return a.finished }

// Result gives the stream, which is the caller's from then on, or an *fault.Error. It is
// meant to be called once, after Done.
func (a *Attempt) Result() (Stream, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.done.Load() {
		return nil, errNotDone
	}
	a.taken = true
	return a.stream, a.err
}

// Cancel ends the attempt. If the stream was opened and nobody took it, it is
// closed.
//
// What runs is called off by another goroutine: each stage has one or two to wake, at up
// to 10 us each, and the caller may be a game's main thread.
func (a *Attempt) Cancel() {
	a.mu.Lock()
	var orphan Stream
	if !a.done.Load() {
		a.over(nil, a.failure(a.phase, "", context.Canceled))
		go func() {
			defer fault.Contain()
			a.cancel()
		}()
	} else if !a.taken && a.stream != nil {
		orphan = a.stream
		a.stream, a.err = nil, a.failure(a.phase, "", context.Canceled)
	}
	a.mu.Unlock()
	if orphan != nil {
		orphan.Close()
	}
}

// enter marks the begin of a phase.
func (a *Attempt) enter(p fault.Stage) {
	a.mu.Lock()
	a.phase = p
	a.stamps.enter(p)
	a.mu.Unlock()
	if p > fault.Resolve {
		a.resolved.Store(true)
	}
}

// over is the last move; the caller holds the lock.
func (a *Attempt) over(s Stream, err error) {
	a.stream, a.err = s, err
	a.stamps.end()
	a.done.Store(true)
	a.resolved.Store(true) // after done, so that nobody takes a name that failed for one that is resolved
	close(a.finished)
}

// finish ends the attempt if nothing has; a stream that comes too late is closed.
func (a *Attempt) finish(s Stream, err error) {
	a.mu.Lock()
	late := a.done.Load()
	if !late {
		a.over(s, err)
	}
	a.mu.Unlock()
	a.cancel()
	if late && s != nil {
		s.Close()
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
			phase := a.phase
			a.mu.Unlock()
			a.finish(nil, a.failure(phase, "", fault.Caught(v)))
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
		conn, err = a.dial(addrs)
		if err != nil {
			a.finish(nil, cmp.Or(first, a.failure(fault.Dial, "", err)))
			return
		}
		s, phase, err := a.open(conn, target)
		if err == nil {
			a.finish(s, nil)
			return
		}
		conn.Close()
		first = cmp.Or(first, a.failure(phase, conn.RemoteAddr().String(), err))
		if !elsewhere(err) {
			break
		}
	}
	a.finish(nil, first)
}

// open makes the stream of a fresh TCP connection. target is what the proxy is asked
// for; the zero Addr: Host by its name.
func (a *Attempt) open(conn *net.TCPConn, target netip.Addr) (Stream, fault.Stage, error) {
	var outer *outerTLS
	if p := a.cfg.Proxy; p != nil && (p.Scheme != proxy.HTTP || a.cfg.TLS != nil) {
		a.enter(fault.Proxy)
		a.cfg.hooks.entered(fault.Proxy)
		var err error
		if outer, err = a.approach(conn, target); err != nil {
			return nil, fault.Proxy, err
		}
	}
	if a.cfg.TLS == nil {
		if outer != nil {
			return outer.stream(&a.cfg), fault.Proxy, nil
		}
		s, err := openPlain(conn, &a.cfg)
		return s, fault.Dial, err
	}
	a.enter(fault.TLS)
	a.cfg.hooks.entered(fault.TLS)
	s, err := a.handshake(conn, outer)
	return s, fault.TLS, err
}

// limit is a stage's own share of time, which also ends with the attempt.
func (a *Attempt) limit() (context.Context, context.CancelFunc) {
	return context.WithTimeout(a.ctx, a.cfg.Timeout)
}

func (a *Attempt) failure(phase fault.Stage, addr string, err error) error {
	host := a.cfg.Host
	if phase < fault.TLS {
		host = a.cfg.server().host
	}
	return fault.In(phase, host, addr, err)
}
