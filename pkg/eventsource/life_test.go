// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource_test

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"httpclientgo/pkg/eventsource"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/internal/limits"
	"httpclientgo/pkg/reason"
)

// phases leads a source into each of its states, and returns when it is there.
var phases = []struct {
	name    string
	answers []answer
	reach   func(t *testing.T, f *fakeSession, clock *fakeClock, c *consumer, s *eventsource.Source)
}{
	{"opening", nil, func(t *testing.T, f *fakeSession, _ *fakeClock, _ *consumer, _ *eventsource.Source) { <-f.asked }},
	{"reading", []answer{{code: 200, lines: stream("").lines, body: "data: a\n\n", hold: true}},
		func(t *testing.T, _ *fakeSession, _ *fakeClock, c *consumer, s *eventsource.Source) {
			c.until(s, "the event", func() bool { return c.has(eventsource.KindEvent) })
		}},
	{"reading, the queue full", []answer{stream(strings.Repeat("data: "+strings.Repeat("x", 1<<19)+"\n\n", 20))},
		func(t *testing.T, f *fakeSession, _ *fakeClock, _ *consumer, _ *eventsource.Source) {
			until(t, "the queue to be full", func() bool { return f.read.Load() > limits.EventQueue })
		}},
	{"waiting", []answer{status(503)}, func(t *testing.T, _ *fakeSession, clock *fakeClock, _ *consumer, _ *eventsource.Source) { <-clock.set }},
	{"explaining", []answer{{code: 404, hold: true}}, func(t *testing.T, _ *fakeSession, clock *fakeClock, _ *consumer, _ *eventsource.Source) { <-clock.set }},
	{"over", []answer{stream("data: b\n\n"), status(204)}, func(t *testing.T, _ *fakeSession, clock *fakeClock, _ *consumer, s *eventsource.Source) {
		(<-clock.set).f()
		within(t, "the end", s.Done())
	}},
	{"failed", []answer{status(404)}, func(t *testing.T, _ *fakeSession, _ *fakeClock, _ *consumer, s *eventsource.Source) {
		within(t, "the end", s.Done())
	}},
	{"over and taken", []answer{status(204)}, func(t *testing.T, _ *fakeSession, _ *fakeClock, c *consumer, s *eventsource.Source) { c.finish(s) }},
}

// TestCloseInEachState: whoever closes, and however many do, the end is there at once; nothing but it comes, once;
// nothing is left, and nobody is woken for nothing.
func TestCloseInEachState(t *testing.T) {
	for name, end := range map[string]func(f *fakeSession, s *eventsource.Source){
		"Close":       func(_ *fakeSession, s *eventsource.Source) { s.Close() },
		"Close twice": func(_ *fakeSession, s *eventsource.Source) { s.Close(); s.Close() },
		"CancelAll":   func(f *fakeSession, _ *eventsource.Source) { f.end() },
		"from everywhere": func(f *fakeSession, s *eventsource.Source) {
			var all sync.WaitGroup
			for range 8 {
				all.Go(s.Close)
				all.Go(f.end)
			}
			all.Wait()
		},
	} {
		for _, phase := range phases {
			t.Run(name+"/"+phase.name, func(t *testing.T) {
				before := runtime.NumGoroutine()
				f, c, clock := fake(phase.answers...), newConsumer(t), &fakeClock{}
				body := &rewinding{text: "question"}
				s := eventsource.Open(eventsource.Config{
					Session: f, Request: fetch.Request{Body: body}, Reconnect: true, RetryTime: second, Wake: c.wake, Clock: clock.clock(0),
				})
				phase.reach(t, f, clock, c, s)
				end(f, s)
				items := s.Take()
				if c.has(eventsource.KindClosed) {
					if len(items) != 0 {
						t.Errorf("behind the end: %+v", items)
					}
				} else if len(items) != 1 || items[0].Kind != eventsource.KindClosed {
					t.Errorf("closed: %+v", items)
				}
				within(t, "the goroutine to end", s.Done())
				if items := s.Take(); len(items) > 0 {
					t.Errorf("behind the end: %+v", items)
				}
				if f.open != 0 || !f.left || clock.running() != 0 || body.closed.Load() == 0 {
					t.Errorf("%d bodies open, left the session: %t, %d timers run, body closed %d times", f.open, f.left, clock.running(), body.closed.Load())
				}
				woken := len(c.woken)
				s.Close()
				if len(c.woken) != woken {
					t.Error("woken by a second Close")
				}
				noGoroutineLeft(t, before)
			})
		}
	}
}

// TestCloseBeforeItBegan: a session that is closed already ends the source while it is opened.
func TestCloseBeforeItBegan(t *testing.T) {
	c := newConsumer(t)
	s := eventsource.Open(eventsource.Config{Session: closedSession{fake()}, Wake: c.wake})
	if got := strings.Join(c.finish(s), " "); got != "closed" {
		t.Errorf("%s", got)
	}
}

// A closedSession is one to which Close was called.
type closedSession struct{ *fakeSession }

func (f closedSession) Join(end func()) func() {
	end()
	return func() {}
}

// TestQueueIsBounded: a consumer that does not take gets no more than limits.EventQueue to wait for it, of large
// events, of small ones and of empty ones; one that is larger comes alone; then everything comes in order.
func TestQueueIsBounded(t *testing.T) {
	for name, test := range map[string]struct {
		count, size int
		most        int // waiting at once
	}{
		"large":  {30, 1 << 20, 3},
		"small":  {200_000, 10, limits.EventQueue / (limits.EventCost + len("message") + 10)},
		"empty":  {100_000, 0, limits.EventQueue / (limits.EventCost + len("message"))},
		"larger": {3, 5 << 20, 1},
	} {
		t.Run(name, func(t *testing.T) {
			one := "data: " + strings.Repeat("x", test.size) + "\n\n"
			if test.size > 1<<19 { // more than a line
				one = strings.Repeat("data: "+strings.Repeat("x", 1<<19-1)+"\n", test.size>>19) + "\n"
			}
			a := stream(strings.Repeat(one, test.count))
			f, c := fake(a), newConsumer(t)
			s := eventsource.Open(eventsource.Config{Session: f, Wake: c.wake})
			got, ended := 0, false
			for !ended {
				select {
				case <-c.woken:
				case <-s.Done(): // the rest
				}
				items := s.Take()
				events := 0
				for _, i := range items {
					if ended {
						t.Fatalf("%v behind the end", i.Kind)
					}
					switch i.Kind {
					case eventsource.KindEvent:
						events++
					case eventsource.KindClosed:
						ended = true
					case eventsource.KindFailed:
						t.Fatal(i.Failure.Err)
					}
				}
				if got += events; events > test.most {
					t.Fatalf("%d events waited, at most %d should", events, test.most)
				}
			}
			if got != test.count {
				t.Errorf("%d events of %d", got, test.count)
			}
		})
	}
}

// TestStreamOfManyMiB: 256 MiB go through a source in a few MiB.
func TestStreamOfManyMiB(t *testing.T) {
	const total = 256 << 20
	piece := strings.Repeat("id: 12\r\nevent: delta\r\ndata: "+strings.Repeat("word ", 100)+"\r\n\r\n", 100)
	body := &endless{piece: piece, left: total / len(piece)}
	c := newConsumer(t)
	s := eventsource.Open(eventsource.Config{Session: oneBody{fake(), body}, Wake: c.wake})
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before, most, events, takes := m.HeapAlloc, uint64(0), 0, 0
	for ended := false; !ended; {
		<-c.woken
		for _, i := range s.Take() {
			switch i.Kind {
			case eventsource.KindEvent:
				events++
			case eventsource.KindClosed:
				ended = true
			}
		}
		if takes++; takes%500 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	if want := total / len(piece) * 100; events != want {
		t.Errorf("%d events of %d", events, want)
	}
	if most > before+16<<20 {
		t.Errorf("holds %d MiB more than before", (most-before)>>20)
	}
}

// An endless body gives one piece again and again.
type endless struct {
	piece string
	at    int
	left  int // pieces
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, fails(reason.Truncated)
	}
	n := copy(p, e.piece[e.at:])
	if e.at += n; e.at == len(e.piece) {
		e.at = 0
		e.left--
	}
	return n, nil
}

func (e *endless) Close() error { return nil }

// TestWakes: nobody is woken twice for what is taken at once.
func TestWakes(t *testing.T) {
	wire := ""
	for i := range 1000 {
		wire += fmt.Sprintf("id: %d\ndata: x\n\n", i)
	}
	woken := make(chan struct{}, 10)
	s := eventsource.Open(eventsource.Config{Session: fake(stream(wire)), Wake: func() { woken <- struct{}{} }})
	within(t, "the end", s.Done())
	if len(woken) != 1 {
		t.Errorf("woken %d times", len(woken))
	}
	if items := s.Take(); len(items) != 1002 {
		t.Errorf("%d items", len(items))
	}
	if len(woken) != 1 || s.Take() != nil {
		t.Errorf("woken %d times", len(woken))
	}
}

// TestLastEventID: the id is that of what was taken, also where an event without data brought it, and stays at what was
// taken when a source is closed.
func TestLastEventID(t *testing.T) {
	f, c := fake(stream("id: 1\ndata: a\n\n"), stream("id: 2\n\n"), stream("id: 3\ndata: b\n\nid: 4\n\n")), newConsumer(t)
	clock := &fakeClock{}
	s := eventsource.Open(eventsource.Config{Session: f, Reconnect: true, LastEventID: "0", Wake: c.wake, Clock: clock.clock(0)})
	due := <-clock.set
	id := func(want string) {
		t.Helper()
		if got := s.LastEventID(); got != want {
			t.Errorf("id %q, want %q", got, want)
		}
	}
	id("0")
	if items := s.Take(); len(items) != 2 {
		t.Errorf("%+v", items)
	}
	id("1")
	for len(c.woken) > 0 {
		<-c.woken
	}
	due.f()
	due = <-clock.set
	id("1")
	if len(c.woken) != 1 {
		t.Errorf("woken %d times", len(c.woken))
	}
	if items := s.Take(); len(items) != 1 || items[0].Kind != eventsource.KindOpened {
		t.Errorf("%+v", items)
	}
	id("2")
	due.f()
	<-clock.set
	id("2")
	s.Close()
	if items := s.Take(); len(items) != 1 {
		t.Errorf("%+v", items)
	}
	id("2")
	within(t, "the goroutine to end", s.Done())
	if got := f.requests[2].Headers; !slices.Contains(got, "Last-Event-ID: 2") {
		t.Errorf("%q", got)
	}
}

// TestIDAloneWakes: an event without data is no item, but its id is told.
func TestIDAloneWakes(t *testing.T) {
	body, server := io.Pipe()
	c := newConsumer(t)
	s := eventsource.Open(eventsource.Config{Session: oneBody{fake(), body}, Wake: c.wake})
	c.until(s, "Opened", func() bool { return c.has(eventsource.KindOpened) })
	for _, wire := range []string{"id: 7\n", "\n"} {
		if _, err := io.WriteString(server, wire); err != nil {
			t.Fatal(err)
		}
	}
	c.until(s, "the id", func() bool { return s.LastEventID() == "7" })
	server.Close()
	c.finish(s)
}
