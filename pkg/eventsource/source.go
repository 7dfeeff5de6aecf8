// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package eventsource

import (
	"context"
	"math"
	"sync"
	"time"

	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/internal/limits"
)

// A Session makes the requests of sources; *fetch.Session is one.
type Session interface {
	Do(ctx context.Context, o *fetch.Options, r *fetch.Request) (*fetch.Response, error)
	Join(end func()) (leave func())
}

var _ Session = (*fetch.Session)(nil)

// A Config says what a source asks for. Open takes it as it is; slices and what is pointed to must not change
// afterwards.
type Config struct {
	Session Session
	// Options are the session's. Timeout counts until each head, IdleTimeout always. BodySizeLimit is the most bytes of
	// one event, 0 or less: limits.Event. MaxConnections and MaxRetries have no meaning here.
	Options fetch.Options
	// Request is sent for each connection, with Accept: text/event-stream and Cache-Control: no-store unless it or the
	// session has these fields, and with Last-Event-ID where there is an id. Its Body belongs to the source, which closes
	// it at the end.
	Request fetch.Request
	// Reconnect asks again when the stream ended or was lost, see connection.go.
	Reconnect bool
	// RetryTime is the wait before that, until the stream names another one; 0.1 s to an hour in effect.
	RetryTime   time.Duration
	LastEventID string // "" for a stream from its beginning
	// Wake is called when there is something new and nothing new was told since the last Take; from any goroutine, maybe
	// before Open returned. It must not wait, nor call the source.
	Wake  func()
	Clock Clock // zero: the system's
}

// A Kind is what an Item tells.
type Kind uint8

const (
	KindOpened Kind = iota + 1 // a connection stands, and what comes over it is an event stream
	KindEvent                  // Item.Event came
	KindFailed                 // the end came by a fault, or an answer that is no stream; KindClosed follows
	KindClosed                 // nothing comes behind it; exactly once, and last
)

// An Item is something new of a source.
type Item struct {
	Kind    Kind
	Event   Event
	Failure *Failure // of KindFailed, else nil
}

// A Failure is why a source ended without its consumer's asking.
type Failure struct {
	// Err is an error that package reason knows. Of an answer that is no event stream, its word is reason.Status.
	Err  error
	Head *fetch.Head // of an answer that is no event stream, else nil
	Body []byte      // of the same, its first limits.FailedBody bytes, decoded
}

// A Source is one open event source. Its methods may be called from any goroutine and return at once.
type Source struct {
	config     Config
	eventLimit int             // bytes; 0 or less: limits.Event
	ctx        context.Context // over with the source
	cancel     context.CancelFunc
	leave      func() // the session
	done       chan struct{}
	body       keptBody

	// Of the goroutine alone.
	retryTime time.Duration // in effect
	misses    int           // connections in a row over which nothing came

	mu      sync.Mutex
	room    sync.Cond // that the goroutine waits for; of mu
	items   []Item    // not taken yet
	cost    int       // of the events in items, limits.EventQueue
	told    bool      // Wake was called since the last Take
	over    bool      // KindClosed is in items or was taken
	id      string    // last event id behind items
	takenID string    // last event id behind what was taken
}

// Open begins to ask for a stream. What goes wrong, and be it the caller's input, is an item.
func Open(c Config) *Source {
	ctx, cancel := context.WithCancel(context.Background())
	s := &Source{
		config: c, eventLimit: int(min(c.Options.BodySizeLimit, math.MaxInt)), ctx: ctx, cancel: cancel, done: make(chan struct{}),
		body: keptBody{body: c.Request.Body}, retryTime: inEffect(c.RetryTime), id: c.LastEventID, takenID: c.LastEventID,
	}
	s.room.L = &s.mu
	s.config.Clock.complete()
	o := &s.config.Options
	o.MaxConnections, o.MaxRetries, o.BodySizeLimit = 0, 0, -1
	s.leave = c.Session.Join(s.Close)
	go s.run()
	return s
}

// Take returns what is new, in order. The caller owns it.
func (s *Source) Take() []Item {
	s.mu.Lock()
	defer s.mu.Unlock()
	items := s.items
	s.items, s.cost, s.told, s.takenID = nil, 0, false, s.id
	s.room.Signal()
	return items
}

// LastEventID returns the last event id as of what the last Take returned: of its last event, or of a later one without
// data. Before there was one, it is that of the Config.
func (s *Source) LastEventID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.takenID
}

// Close ends the source in whatever it does. What was not taken is dropped, KindClosed is there when it returns, and
// Wake is not called any more. A second call does nothing.
func (s *Source) Close() {
	s.mu.Lock()
	if !s.over || len(s.items) > 0 { // else KindClosed was taken
		s.items, s.cost, s.id = []Item{{Kind: KindClosed}}, 0, s.takenID
		s.over = true
		s.tell()
	}
	s.room.Signal()
	s.mu.Unlock()
	s.cancel()
	s.body.end()
}

// Done is closed when the goroutine of the source has ended, which follows KindClosed at once.
func (s *Source) Done() <-chan struct{} { return s.done }

// tell says that there is something new. mu is held, so that Wake is not called behind a Close.
func (s *Source) tell() {
	if !s.told {
		s.told = true
		s.config.Wake()
	}
}

// add appends an item that is no event.
func (s *Source) add(item Item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.over {
		s.items = append(s.items, item)
		s.tell()
	}
}

// receive appends an event, as soon as there is room for it.
func (s *Source) receive(e Event) {
	cost := limits.EventCost + len(e.Type) + len(e.Data) + len(e.ID)
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.over && s.cost > 0 && s.cost+cost > limits.EventQueue {
		s.room.Wait()
	}
	if !s.over {
		s.items = append(s.items, Item{Kind: KindEvent, Event: e})
		s.cost, s.id = s.cost+cost, e.ID
		s.tell()
	}
}

// setID notes the id behind all events that came, which one without data may have changed.
func (s *Source) setID(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.over && s.id != id {
		s.id = id
		s.tell()
	}
}

// lastReceived returns the last event id that came.
func (s *Source) lastReceived() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.id
}

// end ends the source by itself, with a failure unless it is nil.
func (s *Source) end(f *Failure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return
	}
	if f != nil {
		s.items = append(s.items, Item{Kind: KindFailed, Failure: f})
	}
	s.items = append(s.items, Item{Kind: KindClosed})
	s.over = true
	s.tell()
}
