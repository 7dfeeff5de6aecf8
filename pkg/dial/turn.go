// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package dial

import (
	"context"
	"runtime"
	"time"

	"httpclientgo/pkg/fault"
)

// Few attempts compute at once. The Go scheduler runs goroutines on GOMAXPROCS processors, and a game's main
// thread that calls into Go needs one of them: behind hundreds of attempts that are ready to run, each for
// a tenth of a millisecond to connect and one or two to shake hands, it would wait for whole frames. So an
// attempt begins a lookup, a connect and a handshake in its turn only, and lets the turn go while it waits
// for the network. Handshakes leave one processor for everybody else; what begins has turns of its own, or a
// single new connection would wait behind all handshakes.
//
//	state      left by
//	waiting    a turn is free (computing); the context ends (over)
//	computing  Read of the carrier, the wait of apart (reading); end, error or panic (over)
//	reading    bytes or an end, or the stage's limit, which breaks off the read (waiting)
//	over
//
// The bench row of TLS connects begun in one frame falls without it.
var (
	begins     = make(turns, 1)
	handshakes = make(turns, max(1, runtime.GOMAXPROCS(0)-1))
)

// turns holds one value for each attempt that computes.
type turns chan struct{}

// A turn is one attempt's part in turns. One goroutine uses it.
type turn struct {
	of   turns
	held bool
}

// take waits for a turn, first come, first served. The error is that of the context that ended.
//
// What the network or another goroutine has woken runs on one processor after the other, before all that waits for
// any processor, until the scheduler steps in after 10 ms. A goroutine with a turn steps behind the latter, so that
// the main thread waits for one of them and not for a row.
func (t *turn) take(ctx context.Context) error {
	select {
	case t.of <- struct{}{}:
		t.held = true
		runtime.Gosched()
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// leave lets the turn go, if it is held.
func (t *turn) leave() {
	if t.held {
		t.held = false
		<-t.of
	}
}

// apart calls f, which computes a little and then waits in a way that cannot be seen from here, with a turn
// for what it computes: f runs on a goroutine of its own, which is next on this processor, and the turn is
// let go when this goroutine is scheduled again. A panic of f is an error.
func apart(ctx context.Context, f func() error) (err error) {
	t := turn{of: begins}
	if err := t.take(ctx); err != nil {
		return err
	}
	over := make(chan struct{})
	go func() {
		defer close(over)
		defer func() {
			if v := recover(); v != nil {
				err = fault.Caught(v)
			}
		}()
		err = f()
	}()
	runtime.Gosched()
	t.leave()
	<-over
	return err
}

// A limit is a stage's own share of time: a context that ends with its parent, when it is stopped, or with
// context.DeadlineExceeded once time has passed in which it was not paused.
type limit struct {
	context.Context
	end   context.CancelCauseFunc
	timer *time.Timer
	until time.Time
}

func newLimit(parent context.Context, d time.Duration) *limit {
	l := &limit{until: time.Now().Add(d)}
	l.Context, l.end = context.WithCancelCause(parent)
	l.timer = time.AfterFunc(d, func() { l.end(context.DeadlineExceeded) })
	return l
}

func (l *limit) stop() {
	l.timer.Stop()
	l.end(nil)
}

// take waits for a turn and pauses the limit meanwhile: it is for peers that are slow.
func (l *limit) take(t *turn) error {
	left := time.Duration(0)
	if l.timer.Stop() {
		left = max(time.Until(l.until), 1)
		defer func() {
			l.until = time.Now().Add(left)
			l.timer.Reset(left)
		}()
	}
	return t.take(l)
}
