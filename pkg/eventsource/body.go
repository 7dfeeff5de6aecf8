// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource

import (
	"io"
	"sync"
	"sync/atomic"

	"httpclientgo/pkg/fetch"
)

// A keptBody is the body of a source's requests. A call closes the body that it is given; this one lends it, and closes
// it when the source is over.
type keptBody struct {
	body fetch.Body // nil: none
	used sync.Mutex // by Read or Rewind
}

// lend returns the body for one call, nil if there is none.
func (k *keptBody) lend() fetch.Body {
	if k.body == nil {
		return nil
	}
	return &lentBody{of: k}
}

// rewind makes the body ready for the next call. It waits for a Read that the last one left behind.
func (k *keptBody) rewind() error {
	if k.body == nil {
		return nil
	}
	k.used.Lock()
	defer k.used.Unlock()
	return k.body.Rewind()
}

// end closes the body, from any goroutine.
func (k *keptBody) end() {
	if k.body != nil {
		k.body.Close()
	}
}

// A lentBody is a body in one call.
type lentBody struct {
	of     *keptBody
	closed atomic.Bool
}

// Read returns io.ErrClosedPipe when the call has closed it.
func (l *lentBody) Read(p []byte) (int, error) {
	l.of.used.Lock()
	defer l.of.used.Unlock()
	if l.closed.Load() {
		return 0, io.ErrClosedPipe
	}
	return l.of.body.Read(p)
}

func (l *lentBody) Length() int64 { return l.of.body.Length() }

func (l *lentBody) Rewind() error { return l.of.rewind() }

// Close ends the use of it. A Read that waits goes on until it has something, or until the source is over.
func (l *lentBody) Close() error {
	l.closed.Store(true)
	return nil
}
