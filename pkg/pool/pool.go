// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"container/list"
	"context"
	"errors"
	"sync"
	"time"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/limits"
)

// ErrClosed is what Get returns after Close.
var ErrClosed = errors.New("pool: closed")

// A Pool keeps connections. Its methods may be called from any goroutine, and but for Get they do not wait.
type Pool struct {
	// UserAgent is what a proxy is told in a CONNECT request; to be set before the first Get. Empty: that of package
	// dial.
	UserAgent string

	mu     sync.Mutex
	hosts  map[Key]*host
	dials  map[*dialling]struct{}
	idle   list.List // of *link, the longest idle first
	leaves []*link   // out of all lists, to be parted from by unlock
	closed bool
}

// New returns an empty pool.
func New() *Pool {
	return &Pool{hosts: make(map[Key]*host), dials: make(map[*dialling]struct{})}
}

// A Want says which connection a Get takes.
type Want struct {
	// Most is how many connections of the key may be lent, opened and idle together for this Get to open one or to be
	// lent one. 0 or less: any number, and this one does not count for others.
	Most int

	// Fresh takes a new connection only, and comes before all others that wait: it is for an exchange whose first
	// connection has died while it was idle.
	Fresh bool

	// Turn is where in line this Get belongs: behind those with the same or a smaller one.
	Turn uint64

	// ConnectTimeout limits the opening of a connection, from the resolver to the end of the handshakes, if one is
	// opened. 0 or less: each stage has the limit of package dial.
	ConnectTimeout time.Duration
}

// Get lends a connection of key, which has to be given back or closed.
//
// Waiting Gets are served in their order, as Want says it, by what is given back or by a connection of their own,
// whichever comes first. Its opening is not broken off when the former does: it ends in a connection for the next one
// in line, or an idle one. Otherwise a host that answers fast would see one handshake after another begun and dropped.
//
// The error is a *fault.Error when the opening failed, also because ctx ended meanwhile, then with the cause of ctx
// inside; the cause of ctx as it is when that ended in the line; or ErrClosed.
func (p *Pool) Get(ctx context.Context, key Key, want Want) (*Conn, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	w := &waiter{want: want, result: make(chan lending, 1)}
	p.mu.Lock()
	p.enter(key, w)
	p.unlock()
	for {
		lent, err := p.await(ctx, w)
		if err != nil {
			return nil, err
		}
		if !lent.used || lent.ready() {
			return &Conn{pool: p, lent: lent, used: lent.used}, nil
		}
		// This Get has waited for its turn already.
		w = &waiter{want: want, isFirst: true, result: make(chan lending, 1)}
		p.mu.Lock()
		p.leaves = append(p.leaves, lent.link)
		if lent.counts {
			p.host(key).places--
		}
		p.enter(key, w)
		p.unlock()
	}
}

// await waits until w is served, or ctx ends.
func (p *Pool) await(ctx context.Context, w *waiter) (lending, error) {
	select {
	case lent := <-w.result:
		return lent, lent.err
	case <-ctx.Done():
	}
	p.mu.Lock()
	switch {
	case w.isServed:
	case w.dial != nil:
		w.dial.cancel(context.Cause(ctx)) // its end serves w
	default:
		w.leave()
		p.prune(w.host)
		p.mu.Unlock()
		return lending{}, context.Cause(ctx)
	}
	p.mu.Unlock()
	lent := <-w.result
	if lent.err != nil {
		return lending{}, lent.err
	}
	isReady := !lent.used || lent.ready() // ends the watch as well
	p.mu.Lock()
	if isReady {
		p.restore(lent)
	} else {
		p.leaves = append(p.leaves, lent.link)
		p.release(lent)
	}
	p.unlock()
	return lending{}, context.Cause(ctx)
}

// CloseIdle closes the idle connections.
func (p *Pool) CloseIdle() {
	p.mu.Lock()
	defer p.unlock()
	for p.idle.Len() > 0 {
		p.dismiss(p.idle.Front().Value.(*link))
	}
}

// Close closes the idle connections, ends what is being opened and all Gets. What is lent is closed when it is given
// back.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.unlock()
	p.closed = true
	for p.idle.Len() > 0 {
		p.dismiss(p.idle.Front().Value.(*link))
	}
	for d := range p.dials {
		d.cancel(ErrClosed) // its end serves its waiter
	}
	for _, h := range p.hosts {
		for w := range waiters(&h.waiting) {
			w.serve(lending{err: ErrClosed})
		}
		p.prune(h)
	}
}

// unlock releases the lock, and sends away what has to go: to close a socket that is read from takes the reader's turn.
func (p *Pool) unlock() {
	leaves := p.leaves
	p.leaves = nil
	p.mu.Unlock()
	if len(leaves) == 0 {
		return
	}
	go func() {
		defer fault.Contain()
		for _, l := range leaves {
			l.part()
		}
	}()
}

// host returns what is known of key. The caller holds the lock, as for all below.
func (p *Pool) host(key Key) *host {
	h := p.hosts[key]
	if h == nil {
		h = &host{key: key}
		p.hosts[key] = h
	}
	return h
}

// prune forgets a host of which nothing is known.
func (p *Pool) prune(h *host) {
	if h.places == 0 && len(h.idle) == 0 && h.dialling.Len() == 0 && h.waiting.Len() == 0 {
		delete(p.hosts, h.key)
	}
}

// enter puts w into the line, and serves whom it can.
func (p *Pool) enter(key Key, w *waiter) {
	if p.closed {
		w.serve(lending{err: ErrClosed})
		return
	}
	h := p.host(key)
	w.line(h)
	p.settle(h)
}

// settle serves who can be served.
func (p *Pool) settle(h *host) {
	for w := range waiters(&h.dialling) {
		if len(h.idle) == 0 || !h.admits(w) {
			break
		}
		if !w.want.Fresh {
			p.lend(h, w)
		}
	}
	for w := range waiters(&h.waiting) {
		if !h.admits(w) {
			break
		}
		if len(h.idle) > 0 && !w.want.Fresh {
			p.lend(h, w)
		} else {
			p.dial(h, w)
		}
	}
	p.prune(h)
}

// lend serves w with the link that was given back last.
func (p *Pool) lend(h *host, w *waiter) {
	l := h.idle[len(h.idle)-1]
	p.remove(h, l)
	h.occupy(w.counts())
	w.serve(lending{link: l, counts: w.counts()})
}

// release gives up the place of a link that is no more.
func (p *Pool) release(of lending) {
	if of.counts {
		h := p.host(of.key)
		h.places--
		p.settle(h)
	}
}

// restore takes a link back, which others may use.
func (p *Pool) restore(of lending) {
	l, h := of.link, p.host(of.key)
	if of.counts {
		h.places--
	}
	if p.closed {
		p.leaves = append(p.leaves, l)
		p.prune(h)
		return
	}
	h.idle = append(h.idle, l)
	l.idle = p.idle.PushBack(l)
	p.settle(h)
	if l.idle == nil {
		return
	}
	p.watch(l)
	if p.idle.Len() > limits.IdleConnections {
		p.dismiss(p.idle.Front().Value.(*link))
	}
}

// watch starts the watch of an idle link.
func (p *Pool) watch(l *link) {
	l.used = true
	watched := make(chan struct{})
	l.watched = watched
	l.socket.SetReadDeadline(l.until)
	go func() {
		defer fault.Contain()
		defer close(watched)
		l.intact = l.watch()
		p.mu.Lock()
		defer p.unlock()
		if l.idle != nil { // nobody has ended the watch
			p.dismiss(l)
		}
	}()
}

// dismiss ends an idle link.
func (p *Pool) dismiss(l *link) {
	h := p.host(l.key)
	p.remove(h, l)
	p.leaves = append(p.leaves, l)
	p.prune(h)
}

// remove takes l out of the idle ones.
func (p *Pool) remove(h *host, l *link) {
	h.remove(l)
	p.idle.Remove(l.idle)
	l.idle = nil
}
