// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/client"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/reason"
	"httpclientgo/pkg/trust"
	"httpclientgo/pkg/uri"
)

// Notifications of Node.
const (
	exitTree        = 11
	paused          = 14 // it is processed no more: the tree is paused, or process_mode says so
	unpaused        = 15
	internalProcess = 25
)

// Of the engine's enum Error.
const (
	errUnconfigured     = 3
	errInvalidParameter = 31
	errBusy             = 44
)

// A requestView is what getters see without Go.
type requestView struct {
	downloadChunkSize, useThreads, acceptGzip, maxRedirects atomic.Int32
	keepPartial, appends                                    atomic.Int32
	bodySizeLimit, bodySize, downloaded, uploaded           atomic.Int64
}

// An httpRequest is the Go side of one HTTPRequestGo.
//
// What is new of a call is looked for in the node's internal process, so that it comes only while the node is
// processed, and with use_threads whenever the call wakes. Either way deliver takes it, by a deferred call, and emits
// it.
type httpRequest struct {
	instance godot.Instance
	view     *requestView

	// mu is held for no call to the engine that may run a script.
	mu                    sync.Mutex
	downloadFile          string
	timeout               float64 // seconds
	tls                   *trust.TLSOptions
	httpProxy, httpsProxy *proxy.Proxy
	session               godot.Reference // that a script set; empty: the shared one's connections
	running               *nodeCall       // nil while it is free

	err  error // of the last request
	info *fetch.Info
	url  string
}

// A nodeCall is one request of a node, until request_completed.
type nodeCall struct {
	node     *httpRequest
	session  *session
	method   string // of HTTP
	threaded bool
	atName   bool // the host is a name
	call     *fetch.Call
	woken    atomic.Bool // there is something new

	// The node's lock is held for these.
	limit time.Duration // of the property timeout, 0: none
	spent time.Duration // of it, up to since
	since time.Time     // zero: the node is not processed, and no time counts
	late  bool          // limit was over
	end   *fetch.End    // nil until it was taken

	told progress // the main thread's
}

// cancel is called by HTTPSessionGo.cancel_all(), which ends the call itself; request_completed tells.
func (a *nodeCall) cancel() {}

func newHTTPRequest(i godot.Instance) *httpRequest {
	n := &httpRequest{instance: i, view: (*requestView)(i.View())}
	n.view.downloadChunkSize.Store(65536)
	n.view.acceptGzip.Store(1)
	n.view.maxRedirects.Store(8)
	n.view.bodySizeLimit.Store(-1)
	n.view.bodySize.Store(-1)
	return n
}

func (n *httpRequest) free() {
	n.cancelRequest()
	n.mu.Lock()
	session := n.session
	n.session = godot.Reference{}
	n.mu.Unlock()
	session.Release()
}

func (n *httpRequest) request(c godot.Call) {
	var body fetch.Body
	if data := godot.TextBytes(c.Arg(3)); len(data) > 0 {
		body = &bytesBody{data: data, release: func() {}}
	}
	c.ReturnInt(n.ask(c, "request", body))
}

func (n *httpRequest) requestRaw(c godot.Call) {
	var body fetch.Body
	if data := godot.BorrowBytes(c.Arg(3)); len(data) > 0 {
		body = &bytesBody{data: data, release: godot.HoldBytes(c.Arg(3))}
	}
	c.ReturnInt(n.ask(c, "request_raw", body))
}

// ask begins a request, and returns an Error of the engine's. The body, nil for none, is its own from then on.
func (n *httpRequest) ask(c godot.Call, method string, body fetch.Body) int64 {
	code, complaint := n.begin(c, body)
	if code != int64(client.OK) && body != nil {
		body.Close()
	}
	if complaint != "" {
		godot.PrintError(requestClassName, method, complaint)
	}
	return code
}

func (n *httpRequest) begin(c godot.Call, body fetch.Body) (code int64, complaint string) {
	o := c.Instance.Object()
	if !o.CallBool("is_inside_tree") {
		return errUnconfigured, "the node is not inside the tree: add_child() it first."
	}
	s := n.sessionInEffect()
	if s == nil {
		return errUnconfigured, "the engine ends."
	}
	options := n.options(s)
	processed := o.CallBool("can_process")
	file := n.globalFile()

	n.mu.Lock()
	defer n.mu.Unlock()
	if n.running != nil {
		return errBusy, "a request is running: wait for request_completed, or cancel_request() it first."
	}
	n.err, n.info, n.url = nil, nil, ""
	n.view.bodySize.Store(-1)
	n.view.downloaded.Store(0)
	n.view.uploaded.Store(0)
	r := &fetch.Request{
		Method: methodName(c.Int(2)), URL: c.Text(0), Headers: godot.Texts(c.Arg(1)), NewArray: newArray, Body: body, File: file, LikeEngine: true,
	}
	to, err := joined(options.BaseURL, r.URL)
	if err != nil {
		n.err = err
		return errInvalidParameter, reason.Of(err).Message
	}
	_, notAddress := netip.ParseAddr(to.Host)
	a := &nodeCall{node: n, session: s, method: r.Method, threaded: n.view.useThreads.Load() != 0, atName: notAddress != nil}
	if n.timeout > 0 {
		a.limit = duration(n.timeout)
		if processed {
			a.since = time.Now()
		}
	}
	n.running = a
	s.join(a)
	a.call = s.core.Start(options, r, a.wake)
	if !a.threaded || a.limit > 0 {
		o.Call("set_process_internal", nil, godot.Bool(true))
	}
	return int64(client.OK), ""
}

// joined returns the URL that a request goes to.
func joined(base, text string) (to *uri.URL, err error) {
	if base == "" {
		to, err = uri.Parse(text)
	} else {
		to, err = uri.Join(base, text)
	}
	if err != nil {
		return nil, fetch.BadURL(err)
	}
	return to, nil
}

// options returns those of a request of the node's.
func (n *httpRequest) options(s *session) *fetch.Options {
	o := *s.callOptions()
	limit := connectTimeout()
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.session.IsEmpty() {
		o = fetch.Options{TLS: s.trust.Load(), ConnectTimeout: limit}
	}
	o.Timeout = 0 // the node has a clock of its own
	o.MaxRedirects, o.BodySizeLimit = int(n.view.maxRedirects.Load()), n.view.bodySizeLimit.Load()
	o.Decompress = n.view.acceptGzip.Load() != 0
	if n.tls != nil {
		o.TLS = n.tls.With(o.TLS.Beyond)
	}
	if n.httpProxy != nil {
		o.HTTPProxy = n.httpProxy
	}
	if n.httpsProxy != nil {
		o.HTTPSProxy = n.httpsProxy
	}
	return &o
}

// globalFile returns where the body goes, nil for memory.
func (n *httpRequest) globalFile() *fetch.File {
	n.mu.Lock()
	path := n.downloadFile
	n.mu.Unlock()
	if path == "" {
		return nil
	}
	if global := godot.Singleton("ProjectSettings").CallText("globalize_path", godot.String(path)); global != "" {
		path = global
	}
	return &fetch.File{Path: path, Keep: n.view.keepPartial.Load() != 0, Append: n.view.appends.Load() != 0}
}

// cancelRequest ends what runs, without a signal, and waits for nothing.
func (n *httpRequest) cancelRequest() {
	n.mu.Lock()
	a := n.running
	n.running = nil
	if a != nil {
		n.view.appends.Store(0)
		a.call.Cancel()
		a.take()
		if a.end.Body != nil {
			a.end.Body.Free()
		}
		n.err, n.info = a.end.Err, a.end.Info
	}
	n.mu.Unlock()
	if a != nil {
		a.session.left(a)
		n.rest()
	}
}

// rest ends the internal process. The object may be gone.
func (n *httpRequest) rest() {
	if o := n.instance.Object(); !o.IsNull() {
		o.Call("set_process_internal", nil, godot.Bool(false))
	}
}

func (n *httpRequest) notified(what int32) {
	switch what {
	case exitTree:
		n.cancelRequest()
	case internalProcess:
		n.process()
	case paused, unpaused:
		n.mu.Lock()
		defer n.mu.Unlock()
		if a := n.running; a != nil && a.limit > 0 {
			a.count(what == unpaused)
		}
	}
}

// count counts the time up to now, and has it go on or rest. The caller holds the lock.
func (a *nodeCall) count(goesOn bool) {
	now := time.Now()
	if !a.since.IsZero() {
		a.spent += now.Sub(a.since)
	}
	a.since = time.Time{}
	if goesOn {
		a.since = now
	}
}

// process is called in each frame in which the node is processed.
func (n *httpRequest) process() {
	n.mu.Lock()
	defer n.mu.Unlock()
	a := n.running
	if a == nil {
		return
	}
	if a.limit > 0 {
		a.count(true)
		if a.spent >= a.limit {
			a.call.Expire(a.limit)
			a.limit, a.late = 0, true
		}
	}
	if !a.threaded && a.woken.Swap(false) {
		godot.Defer(a.deliver)
	}
}

// getStatus tells it in words of HTTPClient.
func (n *httpRequest) getStatus(c godot.Call) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c.ReturnInt(int64(n.status()))
}

// status returns where the call is. The caller holds the lock.
func (n *httpRequest) status() client.Status {
	a := n.running
	if a == nil {
		return client.StatusDisconnected
	}
	if a.call.Head() != nil {
		return client.StatusBody
	}
	switch a.call.Stage() {
	case "write", "read":
		return client.StatusRequesting
	}
	if a.atName {
		return client.StatusResolving
	}
	return client.StatusConnecting
}
