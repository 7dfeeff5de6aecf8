// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"net"
	"net/netip"
	"sync"

	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/internal/limits"
)

// lookups are the questions to a resolver that are under way, each name once. Where the resolver is the C
// library's, a question occupies a thread of the system until the resolver gives up, also when nobody waits for
// the answer any more; so there are limits.Lookups at most, and who asks again for a name joins the question that
// was asked already.
type lookups struct {
	ask   func(ctx context.Context, network, host string) ([]netip.Addr, error)
	slots chan struct{}

	mu    sync.Mutex
	asked map[string]*question
}

// A question is under way until answered is closed.
//
//	state    left by
//	waiting  a slot (asked); nobody waits for the answer any more (dropped)
//	asked    the resolver (answered), however long it takes
type question struct {
	answered chan struct{}
	addrs    []netip.Addr
	err      error

	dropped chan struct{}
	asked   bool
	waiting int // attempts
}

var system = newLookups(net.DefaultResolver.LookupNetIP, limits.Lookups)

func newLookups(ask func(context.Context, string, string) ([]netip.Addr, error), most int) *lookups {
	return &lookups{ask: ask, slots: make(chan struct{}, most), asked: make(map[string]*question)}
}

// addrs returns the addresses of name, which are shared and not to be changed, or the error of ctx when that ends
// before the answer.
func (l *lookups) addrs(ctx context.Context, name string) ([]netip.Addr, error) {
	q := l.join(name)
	defer l.leave(name, q)
	select {
	case <-q.answered:
		return q.addrs, q.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *lookups) join(name string) *question {
	l.mu.Lock()
	defer l.mu.Unlock()
	q := l.asked[name]
	if q == nil {
		q = &question{answered: make(chan struct{}), dropped: make(chan struct{})}
		l.asked[name] = q
		go l.answer(name, q)
	}
	q.waiting++
	return q
}

func (l *lookups) leave(name string, q *question) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if q.waiting--; q.waiting == 0 && !q.asked {
		delete(l.asked, name)
		close(q.dropped)
	}
}

// answer is the goroutine of a question.
func (l *lookups) answer(name string, q *question) {
	select {
	case l.slots <- struct{}{}:
		defer func() { <-l.slots }()
	case <-q.dropped:
		return
	}
	l.mu.Lock()
	q.asked = q.waiting > 0
	l.mu.Unlock()
	if !q.asked {
		return
	}
	defer func() {
		if v := recover(); v != nil {
			q.err = fault.Caught(v)
		}
		l.mu.Lock()
		delete(l.asked, name)
		l.mu.Unlock()
		close(q.answered)
	}()
	q.addrs, q.err = l.ask(context.Background(), "ip", name)
}
