// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"container/list"
	"slices"
)

// A host is all that a pool knows of one Key. The pool's lock guards it, its waiters and its dials.
//
// A place is a connection that is lent to a Get with a limit, or on its way to one. As soon as there is a place, the
// first of those that wait gets an idle connection if there is one, else a dial of its own; where the limit would be
// passed, an idle connection that it does not want goes first. While its dial runs it stays in line, before those
// without, and an idle connection may serve it. Then nobody owns the dial, and what it ends in becomes idle.
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
