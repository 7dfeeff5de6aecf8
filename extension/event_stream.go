// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"slices"
	"sync"
	"time"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/eventsource"
	"httpclientgo/pkg/fault"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/reason"
)

// listenersEvery is how often it is looked whether anybody still listens.
const listenersEvery = time.Second

// An eventStream is what an event source runs from open() to closed. It keeps the engine's object.
type eventStream struct {
	of      *eventSource
	session *session
	self    godot.Reference

	mu      sync.Mutex
	source  *eventsource.Source
	closing bool   // nothing but closed comes
	stop    func() // looking for listeners
	// heard: something was connected. The main thread alone uses it.
	heard bool
}

// begin opens the source, which may wake before that returns.
func (st *eventStream) begin(o *fetch.Options, request *fetch.Request) {
	e := st.of
	e.mu.Lock()
	config := eventsource.Config{
		Session: st.session.core, Options: *o, Request: *request,
		Reconnect: e.reconnect, RetryTime: duration(e.retryTime), LastEventID: e.lastEventID,
		Wake: func() { godot.Defer(st.turn) },
	}
	e.mu.Unlock()
	st.mu.Lock()
	defer st.mu.Unlock()
	st.source = eventsource.Open(config)
	if st.closing {
		st.source.Close()
	}
	st.stop = every(listenersEvery, func() { godot.Defer(st.lookForListeners) })
}

// every calls f again and again, on a goroutine, until stop is called.
func every(interval time.Duration, f func()) (stop func()) {
	ticker, done := time.NewTicker(interval), make(chan struct{})
	go func() {
		defer fault.Contain()
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				f()
			case <-done:
				return
			}
		}
	}()
	return sync.OnceFunc(func() { close(done) })
}

// cancel ends it, by any thread; closed follows on the main thread.
func (st *eventStream) cancel() {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.closing = true
	if st.source != nil {
		st.source.Close()
	}
}

func (st *eventStream) isClosing() bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.closing
}

// turn emits what is new, on the main thread. An emission may do anything: close it, or let go of the object.
func (st *eventStream) turn() {
	if st.self.IsEmpty() {
		return
	}
	st.mu.Lock()
	source := st.source
	st.mu.Unlock()
	o := st.self.Object()
	items := source.Take()
	id := source.LastEventID()
	for _, item := range items {
		switch item.Kind {
		case eventsource.KindEvent:
			if !st.isClosing() {
				st.of.showID(item.Event.ID)
				o.Emit("event_received", godot.String(item.Event.Type), godot.String(item.Event.Data), godot.String(item.Event.ID))
			}
		case eventsource.KindOpened:
			if !st.isClosing() {
				o.Emit("opened")
			}
		case eventsource.KindFailed:
			if !st.isClosing() {
				st.of.showID(id)
				st.fail(o, item.Failure)
			}
		case eventsource.KindClosed:
			st.of.showID(id)
			st.finish(o)
			return
		}
	}
	if !st.isClosing() {
		st.of.showID(id)
	}
}

// fail emits failed, with the keys of get_last_error() and what an answer that is no stream said.
func (st *eventStream) fail(o godot.Object, f *eventsource.Failure) {
	why := reason.Of(f.Err)
	switch why.Word {
	case reason.BadURL, reason.BadHeader, reason.BadMethod, reason.BadBody:
		godot.PrintError(eventSourceClassName, "open", why.Message)
	}
	o.Emit("failed", godot.DictionaryValue(func(d godot.Dictionary) {
		setReason(d, &why)
		if f.Head != nil {
			d.Set("response_code", godot.Int(int64(f.Head.Code)))
			d.Set("headers", godot.Strings(f.Head.Lines))
			d.Set("body", godot.Bytes(f.Body))
		}
	}))
}

// finish emits closed, in which a script may open the source again, and lets go of the object.
func (st *eventStream) finish(o godot.Object) {
	st.of.leave(st)
	st.stop()
	o.Emit("closed")
	st.session.left(st)
	if forget(st) {
		st.drop()
	}
}

// lookForListeners closes a source to which nothing is connected any more, or never was and that no script holds.
func (st *eventStream) lookForListeners() {
	if st.self.IsEmpty() || st.isClosing() {
		return
	}
	o := st.self.Object()
	connected := slices.ContainsFunc(eventSourceSignals, func(s godot.Signal) bool { return hasConnections(o, s.Name) })
	if connected {
		st.heard = true
		return
	}
	const ours = 2 // of the stream, and of the call
	if st.heard || o.CallInt("get_reference_count") <= ours {
		st.cancel()
	}
}

// serve has nothing to do: a stream waits for no thread but the main one, which takes what came.
func (st *eventStream) serve() {}

func (st *eventStream) awaiting() []godot.Reference {
	return awaiting(st.self.Object(), eventSourceSignals)
}

func (st *eventStream) drop() {
	self := st.self
	st.self = godot.Reference{}
	self.Release()
}
