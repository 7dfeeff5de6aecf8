// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"container/list"
	"iter"
)

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

// retries reports whether w comes before those that do not: it had a connection before, which was no good.
func (w *waiter) retries() bool { return w.isFirst || w.want.Fresh }

// line puts w where it belongs among those of h that wait. One without a limit does not stay there.
func (w *waiter) line(h *host) {
	w.host, w.in = h, &h.waiting
	if !w.counts() {
		w.at = h.waiting.PushFront(w)
		return
	}
	// From the back, as most come in their order.
	for e := h.waiting.Back(); e != nil; e = e.Prev() {
		if !w.isBefore(e.Value.(*waiter)) {
			w.at = h.waiting.InsertAfter(w, e)
			return
		}
	}
	w.at = h.waiting.PushFront(w)
}

// isBefore reports whether w, which comes now, goes before v.
func (w *waiter) isBefore(v *waiter) bool {
	if w.retries() != v.retries() {
		return w.retries()
	}
	return w.want.Turn < v.want.Turn
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
