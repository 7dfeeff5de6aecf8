// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource_test

import (
	"context"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"httpclientgo/pkg/eventsource"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/reason"
)

// patience is how long a test waits for what must come.
const patience = 10 * time.Second

// An answer is what a fakeSession gives for one request: err, or a head and a body.
type answer struct {
	err    error
	code   int
	lines  []string
	body   string
	end    error // behind body; nil: io.EOF
	hold   bool  // no end comes, but by Close or the end of the context
	panics bool
}

func stream(body string) answer {
	return answer{code: 200, lines: []string{"Content-Type: text/event-stream"}, body: body}
}

func status(code int, lines ...string) answer { return answer{code: code, lines: lines} }

// A fakeSession gives its answers, one a request, and holds the request for which it has none.
type fakeSession struct {
	mu       sync.Mutex
	answers  []answer
	requests []fetch.Request
	options  []fetch.Options
	bodies   []string // that the requests had
	open     int      // answers whose body was not closed
	end      func()   // of Join
	left     bool
	read     atomic.Int64  // bytes of all answers
	asked    chan struct{} // has an element for each request
}

func fake(answers ...answer) *fakeSession {
	return &fakeSession{answers: answers, asked: make(chan struct{}, 100)}
}

func (f *fakeSession) Join(end func()) func() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.end = end
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.left = true
	}
}

func (f *fakeSession) Do(ctx context.Context, o *fetch.Options, r *fetch.Request) (*fetch.Response, error) {
	body := ""
	if r.Body != nil {
		body = useTwice(r.Body)
	}
	f.mu.Lock()
	f.requests, f.options, f.bodies = append(f.requests, *r), append(f.options, *o), append(f.bodies, body)
	var a answer
	held := len(f.answers) == 0
	if !held {
		a, f.answers = f.answers[0], f.answers[1:]
	}
	f.mu.Unlock()
	f.asked <- struct{}{}
	if held {
		<-ctx.Done()
		return nil, &reason.Error{Stage: "connect", Word: reason.Cancelled, Text: "the call was cancelled"}
	}
	if a.panics {
		panic("a defect")
	}
	if a.err != nil {
		return nil, a.err
	}
	f.mu.Lock()
	f.open++
	f.mu.Unlock()
	return &fetch.Response{
		Head: &fetch.Head{Code: a.code, Lines: a.lines, URL: r.URL, Length: -1},
		Body: &fakeBody{ctx: ctx, session: f, left: a.body, end: a.end, hold: a.hold, closed: make(chan struct{})},
	}, nil
}

// useTwice reads a body as a call with a redirect does, and returns what went out the second time.
func useTwice(body fetch.Body) string {
	io.ReadAll(body)
	if err := body.Rewind(); err != nil {
		return err.Error()
	}
	b, _ := io.ReadAll(body)
	if n := body.Length(); n != int64(len(b)) {
		return "another length"
	}
	body.Close()
	if err := body.Rewind(); err != nil {
		return err.Error()
	}
	if n, err := body.Read(make([]byte, 1)); n != 0 || err != io.ErrClosedPipe {
		return "something behind Close"
	}
	return string(b)
}

type fakeBody struct {
	ctx     context.Context
	session *fakeSession
	left    string
	end     error
	hold    bool
	once    sync.Once
	closed  chan struct{}
}

func (b *fakeBody) Read(p []byte) (int, error) {
	if n := copy(p, b.left); n > 0 {
		b.left = b.left[n:]
		b.session.read.Add(int64(n))
		return n, nil
	}
	if b.hold {
		select {
		case <-b.ctx.Done():
		case <-b.closed:
		}
		return 0, &reason.Error{Stage: "read", Word: reason.Cancelled, Text: "the call was cancelled"}
	}
	if b.end != nil {
		return 0, b.end
	}
	return 0, io.EOF
}

func (b *fakeBody) Close() error {
	b.once.Do(func() {
		close(b.closed)
		b.session.mu.Lock()
		defer b.session.mu.Unlock()
		b.session.open--
	})
	return nil
}

// A fakeClock goes on when it is told to. It notes each wait.
type fakeClock struct {
	mu     sync.Mutex
	waits  []time.Duration
	timers []*fakeTimer
	set    chan *fakeTimer
	auto   bool // what is waited for comes at once
}

type fakeTimer struct {
	d       time.Duration
	f       func()
	stopped bool
}

var clockStart = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

func (c *fakeClock) clock(random float64) eventsource.Clock {
	c.set = make(chan *fakeTimer, 100)
	return eventsource.Clock{
		Now:    func() time.Time { return clockStart },
		Random: func() float64 { return random },
		After: func(d time.Duration, f func()) func() {
			t := &fakeTimer{d: d, f: f}
			c.mu.Lock()
			c.waits, c.timers = append(c.waits, d), append(c.timers, t)
			c.mu.Unlock()
			c.set <- t
			if c.auto {
				go f()
			}
			return func() {
				c.mu.Lock()
				defer c.mu.Unlock()
				t.stopped = true
			}
		},
	}
}

// running counts the timers that were not stopped.
func (c *fakeClock) running() (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range c.timers {
		if !t.stopped {
			n++
		}
	}
	return n
}

// A consumer takes what a source has when it is woken.
type consumer struct {
	t     testing.TB
	woken chan struct{}
	items []eventsource.Item
}

func newConsumer(t testing.TB) *consumer { return &consumer{t: t, woken: make(chan struct{}, 1000)} }

func (c *consumer) wake() { c.woken <- struct{}{} }

// until takes until done reports true of all items so far.
func (c *consumer) until(s *eventsource.Source, what string, done func() bool) {
	c.t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for !done() {
		select {
		case <-c.woken:
			c.items = append(c.items, s.Take()...)
		case <-limit.C:
			c.t.Fatalf("waited for %s, have %.2000q", what, c.told())
		}
	}
}

func (c *consumer) has(kind eventsource.Kind) bool {
	return slices.ContainsFunc(c.items, func(i eventsource.Item) bool { return i.Kind == kind })
}

// finish takes until the source is over and its goroutine has ended, and returns what came.
func (c *consumer) finish(s *eventsource.Source) []string {
	c.t.Helper()
	c.until(s, "the end", func() bool { return c.has(eventsource.KindClosed) })
	within(c.t, "the goroutine of the source to end", s.Done())
	if late := s.Take(); len(late) > 0 {
		c.t.Errorf("behind the end: %+v", late)
	}
	return c.told()
}

// told is what came, an item a word.
func (c *consumer) told() []string {
	var all []string
	for _, i := range c.items {
		switch i.Kind {
		case eventsource.KindOpened:
			all = append(all, "opened")
		case eventsource.KindEvent:
			all = append(all, strings.Join([]string{i.Event.Type, i.Event.Data, i.Event.ID}, "|"))
		case eventsource.KindFailed:
			all = append(all, "failed "+string(reason.Of(i.Failure.Err).Word))
		case eventsource.KindClosed:
			all = append(all, "closed")
		}
	}
	return all
}

func within(t testing.TB, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatalf("waited for %s", what)
	}
}

// until waits for what another goroutine does.
func until(t testing.TB, what string, done func() bool) {
	t.Helper()
	for limit := time.Now().Add(patience); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(limit) {
			all := make([]byte, 1<<16)
			t.Fatalf("waited for %s\n%s", what, all[:runtime.Stack(all, true)])
		}
	}
}

// noGoroutineLeft fails the test unless as few goroutines are there as before.
func noGoroutineLeft(t testing.TB, before int) {
	t.Helper()
	until(t, "the goroutines to end", func() bool { return runtime.NumGoroutine() <= before })
}
