// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/fetch"
)

// told is what was emitted. The main thread alone uses it.
type told struct {
	head      bool
	down      progress
	completed bool
}

// turn takes what is new and emits it, on the main thread, once a frame at most. An emission may do anything: cancel,
// wait for this response, or let go of it.
func (r *response) turn() {
	r.woken.Store(false)
	if r.told.completed || r.self.IsEmpty() {
		return
	}
	o := r.self.Object()
	end := r.pull(func(head *fetch.Head) { r.tellHead(o, head) })
	r.tellProgress(o, end)
	r.tellPieces(o)
	if end == nil || r.mustStop() {
		return
	}
	r.publish()
	r.complete(o)
}

// mustStop reports whether a handler has cancelled it; the turn that this has asked for ends it.
func (r *response) mustStop() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.gone && r.woken.Load()
}

func (r *response) tellHead(o godot.Object, head *fetch.Head) {
	if r.told.head || r.isGone() {
		return
	}
	r.told.head = true
	r.showHead(head)
	o.Emit("head_received")
}

func (r *response) isGone() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.gone
}

// tellPieces emits what came of the body.
func (r *response) tellPieces(o godot.Object) {
	for {
		r.mu.Lock()
		if len(r.news.pieces) == 0 {
			r.mu.Unlock()
			return
		}
		piece := r.news.pieces[0]
		r.news.pieces = r.news.pieces[1:]
		r.mu.Unlock()
		o.Emit("body_received", godot.MovedBytes(&piece))
	}
}

// tellProgress emits how far both directions are.
func (r *response) tellProgress(o godot.Object, end *fetch.End) {
	r.mu.Lock()
	if r.gone {
		r.mu.Unlock()
		return
	}
	down, up := r.news.down, r.news.up
	// The body that is whole is told of even when nothing moved, as one that is empty.
	whole := end != nil && end.Err == nil && end.Head != nil && end.Head.Length >= 0 && down != r.told.down
	isDown, isUp := r.news.downMoved || whole, r.news.upMoved
	r.news.downMoved, r.news.upMoved = false, false
	r.mu.Unlock()
	if isUp {
		o.Emit("upload_progressed", godot.Int(up.moved), godot.Int(up.total))
	}
	if isDown && !r.isGone() {
		r.told.down = down
		o.Emit("progressed", godot.Int(down.moved), godot.Int(down.total))
	}
}

// complete emits the end, and lets go of the object.
func (r *response) complete(o godot.Object) {
	r.told.completed = true
	o.Emit("completed", godot.ObjectValue(o))
	disconnectAll(o, responseSignals)
	r.session.left(r)
	if forget(r) {
		r.drop()
	}
}

func hasConnections(o godot.Object, signal string) bool {
	return o.CallBool("has_connections", godot.String(signal))
}

// disconnectAll disconnects everything from the signals of o.
func disconnectAll(o godot.Object, signals []godot.Signal) {
	eachConnection(o, signals, func(signal string, callable godot.Variant) {
		o.Call("disconnect", nil, godot.String(signal), callable.Copy())
	})
}

// eachConnection lends what is connected to the signals of o. It may be disconnected.
func eachConnection(o godot.Object, signals []godot.Signal, with func(signal string, callable godot.Variant)) {
	for _, s := range signals {
		if !hasConnections(o, s.Name) {
			continue
		}
		o.Call("get_signal_connection_list", func(list godot.Variant) {
			list.Elements(func(n int, at func(int) godot.Variant) {
				for i := range n {
					callableOf(at(i), func(callable godot.Variant) { with(s.Name, callable) })
				}
			})
		}, godot.String(s.Name))
	}
}

// callableOf lends the callable of one connection, as get_signal_connection_list() has it.
func callableOf(connection godot.Variant, with func(godot.Variant)) {
	connection.Dictionary(func(d godot.Dictionary) {
		d.Each(func(key, value godot.Variant) {
			if key.Text() == "callable" {
				with(value)
			}
		})
	})
}

// awaiting returns references to the coroutines that await a signal of o.
func awaiting(o godot.Object, signals []godot.Signal) (states []godot.Reference) {
	eachConnection(o, signals, func(_ string, callable godot.Variant) {
		callable.Call("get_object", func(v godot.Variant) {
			if state := v.Object(); !state.IsNull() && state.CallText("get_class") == "GDScriptFunctionState" {
				states = append(states, godot.NewReference(state))
			}
		})
	})
	return states
}
