// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"context"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"httpclientgo/pkg/cookie"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/pool"
	"httpclientgo/pkg/trust"
)

// A Config is what a Session is made with; the zero value works.
type Config struct {
	// UserAgent is the User-Agent of requests that bring none; empty: none is sent.
	UserAgent string
	// Getenv returns a variable of the environment, "" where there is none; nil: os.Getenv.
	Getenv func(name string) string
	// DefaultTLS returns the options of a call without any, and those for a proxy of scheme https; nil: the zero value.
	DefaultTLS func() *trust.TLSOptions
}

// A Session has connections, cookies and the calls that run. Its methods may be called from any goroutine.
type Session struct {
	cfg  Config
	pool *pool.Pool
	jar  *cookie.Jar

	// sleep waits before a repetition, until ctx is over; tests have one of their own.
	sleep func(ctx context.Context, d time.Duration) error
	// mostInMemory is limits.MemoryBody; tests have less.
	mostInMemory int64

	mu     sync.Mutex
	closed bool
	ends   map[int]func() // what CancelAll and Close call
	next   int            // key in ends
	calls  map[*Call]struct{}
	works  sync.WaitGroup // goroutines of calls
	turns  atomic.Uint64  // calls that began

	// waking is held for reading while a wake runs, and for writing to forbid further ones.
	waking sync.RWMutex
	silent bool
}

// New returns a session without connections.
func New(cfg Config) *Session {
	s := &Session{
		cfg: cfg.withDefaults(), pool: pool.New(), jar: cookie.NewJar(), sleep: sleep,
		mostInMemory: limits.MemoryBody, ends: make(map[int]func()), calls: make(map[*Call]struct{}),
	}
	s.pool.UserAgent = cfg.UserAgent
	return s
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Start begins a call and returns at once; what is wrong with o or r is told by its end. wake is called, from any
// goroutine and maybe before Start returned, when there is something new and nothing new was told since the last Take.
// It must not wait, nor call back into the session.
//
// After Close, the call is over from the beginning, as cancelled, and wake is not called.
func (s *Session) Start(o *Options, r *Request, wake func()) *Call {
	c := newCall(s, o, r, wake)
	s.mu.Lock()
	open := !s.closed
	if open {
		s.calls[c] = struct{}{}
		s.works.Add(1)
	}
	s.mu.Unlock()
	if !open {
		c.Cancel()
		c.task.end()
		return c
	}
	c.leave = s.Join(c.Cancel)
	go c.work()
	return c
}

// A Response is what Do returns.
type Response struct {
	Head *Head
	// Body is the decoded body; at its end io.EOF, else a *reason.Failure. Close ends a Read that waits, from any
	// goroutine, and gives the connection back if the body was read whole. It must be called.
	Body io.ReadCloser
	Info *Info
}

// CancelAll ends the calls that run, of Start and of Do, and calls what Join was given.
func (s *Session) CancelAll() {
	s.mu.Lock()
	ends := make([]func(), 0, len(s.ends))
	for key, end := range s.ends {
		ends = append(ends, end)
		delete(s.ends, key)
	}
	s.mu.Unlock()
	for _, end := range ends {
		end()
	}
}

// Join has end called by CancelAll and by Close, at most once and on their goroutine, until leave was called. It is for
// what waits between two calls of Do. After Close, end is called at once.
func (s *Session) Join(end func()) (leave func()) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		end()
		return func() {}
	}
	s.next++
	key := s.next
	s.ends[key] = end
	s.mu.Unlock()
	return func() {
		s.mu.Lock()
		delete(s.ends, key)
		s.mu.Unlock()
	}
}

// CloseIdle closes the connections that no call uses.
func (s *Session) CloseIdle() { s.pool.CloseIdle() }

// ClearCookies forgets all cookies.
func (s *Session) ClearCookies() { s.jar.Clear() }

// Close ends everything. When it returns, no goroutine of a call is left, no wake, array or Body is used any more, and
// what a call held of arrays is freed. What Do gave has yet to be closed. It may be called twice.
func (s *Session) Close() {
	s.waking.Lock()
	s.silent = true
	s.waking.Unlock()
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.CancelAll()
	s.pool.Close()
	s.works.Wait()
	s.mu.Lock()
	calls := s.calls
	s.calls = nil
	s.mu.Unlock()
	for c := range calls {
		c.drop()
	}
}

// leaving returns a channel that is closed when a call that was cancelled has let go of its file; nil if there is no
// such call.
func (s *Session) leaving(path string) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.calls {
		if c.r.path() == path && c.ctx.Err() != nil {
			return c.gone
		}
	}
	return nil
}

// wake calls f unless the session is closed.
func (s *Session) wake(f func()) {
	s.waking.RLock()
	defer s.waking.RUnlock()
	if !s.silent {
		f()
	}
}

// forget lets go of a call that has nothing left.
func (s *Session) forget(c *Call) {
	s.mu.Lock()
	delete(s.calls, c)
	s.mu.Unlock()
}
