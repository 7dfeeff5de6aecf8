// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package pool

import (
	"context"

	"httpclientgo/pkg/fault"
)

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
		defer fault.Contain()
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
