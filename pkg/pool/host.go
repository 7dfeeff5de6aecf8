// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"container/list"
	"context"
	"iter"
	"slices"
)

// A host is all that a pool knows of one Key. The pool's lock guards it, its waiters and its dials.
//
// Who comes is put at the end of waiting. A place is a connection that is lent, or on its way, to a Get with a limit.
// The first of the line gets an idle connection if there is one, else a dial of its own, for which an idle one has to
// go where the limit is met. While the dial runs it stays in line, before those without, and an idle connection may
// serve it; then nobody owns the dial.
type host struct {
	key      Key
	places   int
	idle     []*link   // the last one was used last
	dialling list.List // of *waiter, with a dial each
	waiting  list.List // of *waiter, without
}

// admits reports whether w may take a place.
func (h *host) admits(w *waiter) bool { return !w.counts() || h.places < w.want.Most }

// occupy takes a place.
func (h *host) occupy(counts bool) {
	if counts {
		h.places++
	}
}

func (h *host) remove(l *link) {
	i := slices.Index(h.idle, l)
	h.idle = slices.Delete(h.idle, i, i+1)
}

// A waiter is a Get that is not served yet.
//
//	state     is in            left by
//	waiting   host.waiting     an idle connection (served); its turn (dialling); its context (over)
//	dialling  host.dialling    an idle connection, the end of its dial (served)
//	served    (no list)
type waiter struct {
	want     Want
	isFirst  bool         // it had a connection, which was no good
	result   chan lending // is sent to once, and has room
	isServed bool

	host *host
	in   *list.List
	at   *list.Element
	dial *dialling // nil: none runs for it
}

// A lending is a link that is lent, or why there is none.
type lending struct {
	*link
	counts bool // it has a place
	err    error
}

// counts reports whether w takes a place.
func (w *waiter) counts() bool { return w.want.Most > 0 }

// line puts w where it belongs among those of h that wait: in front, behind others in front, or at the end.
func (w *waiter) line(h *host) {
	w.host, w.in = h, &h.waiting
	if w.want.Fresh || w.isFirst {
		for v := range waiters(&h.waiting) {
			if !v.want.Fresh && !v.isFirst {
				w.at = h.waiting.InsertBefore(w, v.at)
				return
			}
		}
	}
	w.at = h.waiting.PushBack(w)
}

// leave takes w out of the line.
func (w *waiter) leave() {
	if w.at != nil {
		w.in.Remove(w.at)
		w.at = nil
	}
	if w.dial != nil {
		w.dial.waiter, w.dial = nil, nil
	}
}

// serve ends the wait of w.
func (w *waiter) serve(lent lending) {
	w.leave()
	w.isServed = true
	w.result <- lent
}

// waiters walks a list, of which the current one may be removed.
func waiters(l *list.List) iter.Seq[*waiter] {
	return func(yield func(*waiter) bool) {
		for e := l.Front(); e != nil; {
			w := e.Value.(*waiter)
			e = e.Next()
			if !yield(w) {
				return
			}
		}
	}
}

// A dialling is the opening of a link.
type dialling struct {
	key    Key
	counts bool    // it has a place
	waiter *waiter // nil: whoever is first
	cancel context.CancelCauseFunc
}

// dial starts a dial for w, which takes a place.
func (p *Pool) dial(h *host, w *waiter) {
	if w.counts() {
		for len(h.idle) > 0 && h.places+len(h.idle) >= w.want.Most {
			l := h.idle[0]
			p.remove(h, l)
			p.leaves = append(p.leaves, l)
		}
	}
	h.occupy(w.counts())
	ctx, cancel := context.WithCancelCause(context.Background())
	d := &dialling{key: h.key, counts: w.counts(), waiter: w, cancel: cancel}
	p.dials[d] = struct{}{}
	h.waiting.Remove(w.at)
	w.dial, w.in, w.at = d, &h.dialling, h.dialling.PushBack(w)
	limit := w.want.ConnectTimeout
	go func() {
		defer cancel(nil)
		l, err := open(ctx, d.key, p.UserAgent, limit)
		p.mu.Lock()
		defer p.unlock()
		p.opened(d, lending{link: l, counts: d.counts, err: err})
	}()
}

// opened ends a dial.
func (p *Pool) opened(d *dialling, lent lending) {
	delete(p.dials, d)
	w := d.waiter
	switch {
	case w != nil && lent.err == nil:
		w.serve(lent)
		p.prune(p.host(d.key))
	case lent.err == nil:
		p.restore(lent)
	default:
		h := p.host(d.key)
		if d.counts {
			h.places--
		}
		if w != nil {
			w.serve(lent)
		}
		p.settle(h)
	}
}
