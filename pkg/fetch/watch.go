// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package fetch

import (
	"sync"
	"sync/atomic"
	"time"

	"httpclientgo/pkg/fault"
)

// A watch ends an exchange of which no byte went either way for its limit. It counts only while nobody rests: who waits
// for the consumer, or for a body from it, does not wait for the network.
type watch struct {
	limit   time.Duration
	end     func()
	begun   time.Time
	touched atomic.Int64 // nanoseconds from begun on
	rests   atomic.Int32

	mu    sync.Mutex
	timer *time.Timer // nil once it is over
}

// newWatch returns nil, which does nothing, without a limit.
func newWatch(limit time.Duration, end func()) *watch {
	if limit <= 0 {
		return nil
	}
	w := &watch{limit: limit, end: end, begun: time.Now()}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.timer = time.AfterFunc(limit, w.look)
	return w
}

// look is called when the limit may be over.
func (w *watch) look() {
	defer fault.Contain()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer == nil {
		return
	}
	left := w.limit - (time.Since(w.begun) - time.Duration(w.touched.Load()))
	if w.rests.Load() > 0 {
		left = w.limit
	}
	if left > 0 {
		w.timer.Reset(left)
		return
	}
	w.end()
}

// touch notes that bytes went.
func (w *watch) touch() {
	if w != nil {
		w.touched.Store(int64(time.Since(w.begun)))
	}
}

// rest stops the count until resume: what is waited for is not the network. Two may rest at once.
func (w *watch) rest() {
	if w != nil {
		w.rests.Add(1)
	}
}

func (w *watch) resume() {
	if w != nil {
		w.touch()
		w.rests.Add(-1)
	}
}

// stop ends the watch. When it returns, end is not called any more.
func (w *watch) stop() {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
		w.timer = nil
	}
}
