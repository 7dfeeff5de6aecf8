// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"context"
	"crypto/tls"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// Stages of an Attempt. A stage that has nothing to do is passed through.
//
//	stage      goroutine is in        Resolved  Done   ends with
//	resolve    resolver               false     false  PhaseResolve
//	dial       connect, raced         true      false  PhaseDial
//	proxy      CONNECT exchange       true      false  PhaseProxy
//	tls        handshake              true      false  PhaseTLS
//	over       (gone)                 true      true   a Stream or an error
//
// An IP literal starts in dial. Cancel leads from any stage to over at once, with
// context.Canceled in the stage's phase; the goroutine follows as soon as its wait
// is broken, and closes what it has opened. A stream that is over and not taken
// by Result belongs to the Attempt: Cancel closes it. Each stage has
// Config.Timeout for itself.

// defaultTimeout limits each stage when Config.Timeout is 0.
const defaultTimeout = 30 * time.Second

// A Proxy is an HTTP proxy.
type Proxy struct {
	Host string // name or IP literal
	Port int
}

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

	// Proxy, unless nil, is dialled instead of Host. With TLS, a CONNECT tunnel leads
	// on to Host; without, the caller speaks to the proxy.
	Proxy *Proxy

	// UserAgent is the value of that field in a CONNECT request.
	UserAgent string

	// Timeout limits the resolver, the TCP connect, the CONNECT exchange and the TLS
	// handshake, each. 0 or less: 30 s.
	Timeout time.Duration

	hooks *hooks // tests only
}

// hooks let a test stand in for the system.
type hooks struct {
	lookup func(ctx context.Context, network, host string) ([]netip.Addr, error)
	dial   func(ctx context.Context, network, addr string) (net.Conn, error)
	enter  func(Phase) // called by each goroutine as it starts its phase
	pumped bool        // pump plain streams
}

func (h *hooks) entered(p Phase) {
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
	phase  Phase
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
	a := &Attempt{cfg: cfg, finished: make(chan struct{}), phase: PhaseResolve}
	a.ctx, a.cancel = context.WithCancel(context.Background())
	if _, ok := literal(a.server().host); ok {
		a.enter(PhaseDial)
	} else {
		a.enter(PhaseResolve)
	}
	go a.run()
	return a
}

// Resolved tells whether the addresses to dial are known, which for an IP literal
// they always are.
func (a *Attempt) Resolved() bool { return a.resolved.Load() }

// Done tells whether Result has something to say.
func (a *Attempt) Done() bool { return a.done.Load() }

// Finished is closed when Done turns true, for those who want to wait.
func (a *Attempt) Finished() <-chan struct{} { return a.finished }

// Result gives the stream, which is the caller's from then on, or an *Error. It is
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
func (a *Attempt) Cancel() {
	a.cancel()
	a.mu.Lock()
	var orphan Stream
	if !a.done.Load() {
		a.over(nil, a.failure(a.phase, "", context.Canceled))
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
func (a *Attempt) enter(p Phase) {
	a.mu.Lock()
	a.phase = p
	a.stamps.enter(p)
	a.mu.Unlock()
	if p > PhaseResolve {
		a.resolved.Store(true)
	}
}

// over is the last move; the caller holds the lock.
func (a *Attempt) over(s Stream, err error) {
	a.stream, a.err = s, err
	a.stamps.end()
	a.resolved.Store(true)
	a.done.Store(true)
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
			a.finish(nil, a.failure(phase, "", caught(v)))
		}
	}()

	addrs, err := a.resolve()
	if err != nil {
		a.finish(nil, a.failure(PhaseResolve, "", err))
		return
	}
	a.enter(PhaseDial)
	conn, err = a.dial(addrs)
	if err != nil {
		a.finish(nil, a.failure(PhaseDial, "", err))
		return
	}
	s, phase, err := a.open(conn)
	if err != nil {
		conn.Close()
		a.finish(nil, a.failure(phase, conn.RemoteAddr().String(), err))
		return
	}
	a.finish(s, nil)
}

// open makes the stream of a fresh TCP connection.
func (a *Attempt) open(conn *net.TCPConn) (Stream, Phase, error) {
	if a.cfg.TLS == nil {
		s, err := openPlain(conn, a.cfg.hooks)
		return s, PhaseDial, err
	}
	if a.cfg.Proxy != nil {
		a.enter(PhaseProxy)
		a.cfg.hooks.entered(PhaseProxy)
		if err := a.tunnel(conn); err != nil {
			return nil, PhaseProxy, err
		}
	}
	a.enter(PhaseTLS)
	a.cfg.hooks.entered(PhaseTLS)
	s, err := a.handshake(conn)
	return s, PhaseTLS, err
}

// limit is a stage's own share of time, which also ends with the attempt.
func (a *Attempt) limit() (context.Context, context.CancelFunc) {
	return context.WithTimeout(a.ctx, a.cfg.Timeout)
}

func (a *Attempt) failure(phase Phase, addr string, err error) error {
	host := a.cfg.Host
	if phase < PhaseTLS {
		host = a.server().host
	}
	return phased(phase, host, addr, err)
}
