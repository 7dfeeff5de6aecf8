// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"container/list"
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
