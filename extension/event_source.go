// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"math"
	"sync"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/client"
)

// Of the engine's enum Error.
const (
	errUnavailable  = 2
	errAlreadyInUse = 22
)

// An eventSource is the Go side of one HTTPEventSourceGo. What runs from open() to closed is its stream.
type eventSource struct {
	instance godot.Instance

	mu          sync.Mutex
	session     godot.Reference // that a script set; empty: the shared one
	reconnect   bool
	retryTime   float64 // seconds
	lastEventID string
	stream      *eventStream // nil while it is closed
}

func newEventSource(i godot.Instance) *eventSource {
	return &eventSource{instance: i, reconnect: true, retryTime: 3}
}

func (e *eventSource) free() {
	e.mu.Lock()
	session := e.session
	e.session = godot.Reference{}
	e.mu.Unlock()
	session.Release()
}

func (e *eventSource) open(c godot.Call) {
	s := e.sessionInEffect()
	if s == nil {
		c.ReturnInt(errUnavailable)
		return
	}
	st := &eventStream{of: e, session: s, self: godot.NewReference(e.instance.Object())}
	if !e.occupy(st) {
		st.self.Release()
		c.ReturnInt(errAlreadyInUse)
		return
	}
	if !keep(st) {
		e.leave(st)
		st.self.Release()
		c.ReturnInt(errUnavailable)
		return
	}
	s.join(st)
	st.begin(s.callOptions(), s.request(c))
	c.ReturnInt(int64(client.OK))
}

// occupy makes st the stream unless there is one.
func (e *eventSource) occupy(st *eventStream) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stream != nil {
		return false
	}
	e.stream = st
	return true
}

// leave is the opposite of occupy, and reports whether st was the stream.
func (e *eventSource) leave(st *eventStream) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stream != st {
		return false
	}
	e.stream = nil
	return true
}

func (e *eventSource) close(godot.Call) {
	e.mu.Lock()
	st := e.stream
	e.mu.Unlock()
	if st != nil {
		st.cancel()
	}
}

// sessionInEffect returns nil at the engine's end.
func (e *eventSource) sessionInEffect() *session {
	if isEnding() {
		return nil
	}
	e.mu.Lock()
	set := e.session
	e.mu.Unlock()
	if set.IsEmpty() {
		set = sharedSession()
	}
	s, _ := godot.ValueOf(set.Object()).(*session)
	return s
}

func (e *eventSource) setSession(c godot.Call) {
	var fresh godot.Reference
	if o := c.Object(0); !o.IsNull() {
		fresh = godot.NewReference(o)
	}
	e.mu.Lock()
	old := e.session
	e.session = fresh
	e.mu.Unlock()
	old.Release()
}

func (e *eventSource) getSession(c godot.Call) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if o := e.session.Object(); !o.IsNull() {
		c.ReturnRef(o)
	}
}

func (e *eventSource) setReconnect(c godot.Call) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.reconnect = c.Bool(0)
}

func (e *eventSource) getReconnect(c godot.Call) {
	e.mu.Lock()
	defer e.mu.Unlock()
	c.ReturnBool(e.reconnect)
}

func (e *eventSource) setRetryTime(c godot.Call) {
	seconds := c.Float(0)
	if seconds < 0 || math.IsNaN(seconds) {
		godot.PrintError(eventSourceClassName, "set_retry_time", "a time is in seconds, and not negative.")
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.retryTime = seconds
}

func (e *eventSource) getRetryTime(c godot.Call) {
	e.mu.Lock()
	defer e.mu.Unlock()
	c.ReturnFloat(e.retryTime)
}

func (e *eventSource) setLastEventID(c godot.Call) { e.showID(c.Text(0)) }

func (e *eventSource) showID(id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.lastEventID = id
}

func (e *eventSource) getLastEventID(c godot.Call) {
	e.mu.Lock()
	defer e.mu.Unlock()
	c.ReturnText(e.lastEventID)
}
