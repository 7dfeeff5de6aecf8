// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"strconv"
	"strings"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/reason"
)

// wake is called by any goroutine when the call has something new.
func (a *nodeCall) wake() {
	if a.woken.CompareAndSwap(false, true) && a.threaded {
		godot.Defer(a.deliver)
	}
}

// take takes what is new. The caller holds the node's lock.
func (a *nodeCall) take() fetch.Update {
	u := a.call.Take()
	if u.End != nil && a.end == nil {
		a.end = u.End
	}
	return u
}

// deliver takes what is new and emits it, on the main thread, once a frame at most. An emission may do anything:
// cancel, ask anew, or free the node.
func (a *nodeCall) deliver() {
	n := a.node
	n.mu.Lock()
	if n.running != a {
		n.mu.Unlock()
		return
	}
	if a.threaded {
		a.woken.Store(false)
	}
	u := a.take()
	a.show(u.Downloaded, u.Uploaded, a.call.Head())
	end := a.end
	n.mu.Unlock()

	a.tellProgress(progress{u.Downloaded, u.Total}, u.DownloadMoved)
	if end != nil {
		a.complete(end)
	}
}

// show makes getters tell of these. The caller holds the node's lock.
func (a *nodeCall) show(downloaded, uploaded int64, head *fetch.Head) {
	v := a.node.view
	v.downloaded.Store(downloaded)
	v.uploaded.Store(uploaded)
	if head != nil {
		v.bodySize.Store(a.sizeOf(head))
	}
}

// sizeOf returns how long a body is said to be; -1: it is not said, or there is none.
func (a *nodeCall) sizeOf(head *fetch.Head) int64 {
	if head.Length == 0 || a.method == "HEAD" {
		return -1
	}
	return head.Length
}

// tellProgress emits how far the download is.
func (a *nodeCall) tellProgress(now progress, moved bool) {
	if !moved && now == a.told || now.moved == 0 {
		return
	}
	a.told = now
	a.node.instance.Object().Emit("progressed", godot.Int(now.moved), godot.Int(now.total))
}

// complete makes the node free and emits request_completed, unless a handler has ended the request.
func (a *nodeCall) complete(end *fetch.End) {
	n := a.node
	result, head := a.outcome(end)
	n.mu.Lock()
	if n.running != a {
		n.mu.Unlock()
		return
	}
	n.running = nil
	n.view.appends.Store(0)
	n.err, n.info = end.Err, end.Info
	if n.err == nil {
		n.err = end.Refusal
	}
	if end.Head != nil {
		n.url = end.Head.URL
	}
	n.mu.Unlock()
	a.session.left(a)

	var body godot.ByteArray
	if end.Body != nil {
		if result == fetch.Success {
			body = takeArray(end.Body, end.Size)
		} else {
			end.Body.Free()
		}
	}
	code, lines := 0, []string(nil)
	if head != nil {
		code, lines = head.Code, head.Lines
	}
	a.complain(end.Err)
	o := n.instance.Object()
	o.Call("set_process_internal", nil, godot.Bool(false))
	o.Emit("request_completed", godot.Int(int64(result)), godot.Int(int64(code)), godot.Strings(lines), godot.MovedBytes(&body))
}

// complain prints one line for a mistake of the script's, and for a body that is broken, as the engine does.
func (a *nodeCall) complain(err error) {
	if err == nil {
		return
	}
	switch why := reason.Of(err); why.Word {
	case reason.BadHeader, reason.BadMethod, reason.BadBody, reason.BadCoding:
		godot.PrintError(requestClassName, "request", why.Message)
	}
}

// outcome returns what the end of a call is as the engine's node has it, and the head that goes with it, nil for none.
func (a *nodeCall) outcome(end *fetch.End) (fetch.Result, *fetch.Head) {
	result := end.Result
	if end.Err == nil {
		switch {
		case len(end.Head.Lines) == 0:
			return fetch.NoResponse, nil
		case a.mismatches(end.Head):
			return fetch.ChunkedBodySizeMismatch, end.Head
		}
		return result, end.Head
	}
	why := reason.Of(end.Err)
	switch why.Word {
	case reason.BadURL, reason.BadHeader, reason.BadMethod, reason.BadBody, reason.Internal:
		result = fetch.ConnectionError
	case reason.Timeout:
		// The limit of connecting is another one than those of the node and of a session without a byte.
		stage := why.Stage
		if a.late {
			stage = ""
		}
		switch stage {
		case "resolve":
			result = fetch.CantResolve
		case "connect", "proxy":
			result = fetch.CantConnect
		case "tls":
			result = fetch.TLSHandshakeError
		}
	}
	return result, end.Head
}

// mismatches reports whether a chunked body has not as many bytes as a Content-Length beside it says.
func (a *nodeCall) mismatches(head *fetch.Head) bool {
	if a.method == "HEAD" || headerOf(head.Lines, "Transfer-Encoding") == "" {
		return false
	}
	length, err := strconv.ParseInt(strings.TrimSpace(headerOf(head.Lines, "Content-Length")), 10, 64)
	return err == nil && length != a.node.view.downloaded.Load()
}
