// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package transport

import (
	"sync/atomic"

	"httpclientgo/pkg/internal/limits"
)

// A share is what several queues may hold together. Each queue that holds anything has an
// equal part of it, so that the first ones do not keep the later ones short.
type share struct {
	limit   int64 // blocks
	held    atomic.Int64
	holders atomic.Int64 // queues that hold a block
}

// A portion is one kind of queue's claim on a share: the first least blocks of each are
// not asked for.
type portion struct {
	of    *share
	least int
}

// readShare is that of all queues which are filled by what peers send.
var readShare = share{limit: limits.ReadTotal / blockSize}

var (
	// pumpedPortion: without one block a TLS connection would stand still.
	pumpedPortion = portion{&readShare, limits.ReadLeast / blockSize}
	// plainPortion: a plain one is read by the caller's thread then.
	plainPortion = portion{&readShare, 0}
)

// allows tells whether a queue that holds so many blocks may have one more.
func (p *portion) allows(held int) bool {
	if p == nil || held < p.least {
		return true
	}
	holders := p.of.holders.Load()
	if held == 0 {
		holders++
	}
	return p.of.held.Load() < p.of.limit && int64(held) < max(1, p.of.limit/holders)
}

// hold counts n blocks more of a queue that held so many.
func (p *portion) hold(held, n int) {
	if p == nil || n == 0 {
		return
	}
	p.of.held.Add(int64(n))
	if held == 0 {
		p.of.holders.Add(1)
	} else if held+n == 0 {
		p.of.holders.Add(-1)
	}
}
