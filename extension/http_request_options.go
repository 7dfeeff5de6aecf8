// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/client"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/reason"
)

// The setters and getters of HTTPRequestGo. Those that a request has begun with cannot be set while it runs.

// setWhenFree calls set under the lock, unless a request runs, which is one error line.
func (n *httpRequest) setWhenFree(method string, set func()) {
	n.mu.Lock()
	free := n.running == nil
	if free {
		set()
	}
	n.mu.Unlock()
	if !free {
		godot.PrintError(requestClassName, method, "a request is running, and this cannot be changed before it is over.")
	}
}

func asInt(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

func (n *httpRequest) setUseThreads(c godot.Call) {
	n.setWhenFree("set_use_threads", func() { n.view.useThreads.Store(asInt(c.Bool(0))) })
}

func (n *httpRequest) setBodySizeLimit(c godot.Call) {
	n.setWhenFree("set_body_size_limit", func() { n.view.bodySizeLimit.Store(c.Int(0)) })
}

func (n *httpRequest) setDownloadFile(c godot.Call) {
	path := c.Text(0)
	n.setWhenFree("set_download_file", func() { n.downloadFile = path })
}

func (n *httpRequest) setDownloadChunkSize(c godot.Call) {
	size := c.Int32(0)
	if size < client.MinReadChunkSize || size > client.MaxReadChunkSize {
		godot.PrintError(requestClassName, "set_download_chunk_size", fmt.Sprintf(
			"%d is not between %d and %d.", size, client.MinReadChunkSize, client.MaxReadChunkSize))
		return
	}
	n.setWhenFree("set_download_chunk_size", func() { n.view.downloadChunkSize.Store(int32(size)) })
}

func (n *httpRequest) setAcceptGzip(c godot.Call)   { n.view.acceptGzip.Store(asInt(c.Bool(0))) }
func (n *httpRequest) setMaxRedirects(c godot.Call) { n.view.maxRedirects.Store(int32(c.Int32(0))) }

func (n *httpRequest) setKeepPartialDownload(c godot.Call) {
	n.view.keepPartial.Store(asInt(c.Bool(0)))
}

func (n *httpRequest) setAppendToDownloadFile(c godot.Call) {
	n.view.appends.Store(asInt(c.Bool(0)))
}

// setTimeout counts from the next request on.
func (n *httpRequest) setTimeout(c godot.Call) {
	seconds := c.Float(0)
	if seconds < 0 {
		godot.PrintError(requestClassName, "set_timeout", fmt.Sprintf("%v is no time: it is in seconds, and 0 is no limit.", seconds))
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.timeout = seconds
}

func (n *httpRequest) getTimeout(c godot.Call) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c.ReturnFloat(n.timeout)
}

func (n *httpRequest) getDownloadFile(c godot.Call) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c.ReturnText(n.downloadFile)
}

func (n *httpRequest) setTLSOptions(c godot.Call) {
	t := tlsOptions(c.Object(0))
	if t == nil || t.Server {
		godot.PrintError(requestClassName, "set_tls_options", "these are not the options of a client: TLSOptions.client() makes them.")
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.tls = &t.TLSOptions
}

func (n *httpRequest) setHTTPProxy(c godot.Call) {
	p := n.proxy(c, "set_http_proxy")
	n.mu.Lock()
	defer n.mu.Unlock()
	n.httpProxy = p
}

func (n *httpRequest) setHTTPSProxy(c godot.Call) {
	p := n.proxy(c, "set_https_proxy")
	n.mu.Lock()
	defer n.mu.Unlock()
	n.httpsProxy = p
}

func (n *httpRequest) proxy(c godot.Call, method string) *proxy.Proxy {
	return proxyOf(c, requestClassName, method)
}

func (n *httpRequest) setSession(c godot.Call) {
	set := godot.Reference{}
	if o := c.Object(0); !o.IsNull() {
		set = godot.NewReference(o)
	}
	n.mu.Lock()
	n.session, set = set, n.session
	n.mu.Unlock()
	set.Release()
}

func (n *httpRequest) getSession(c godot.Call) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c.ReturnRef(n.session.Object())
}

// sessionInEffect returns the one whose connections a request uses, nil at the engine's end.
func (n *httpRequest) sessionInEffect() *session {
	if isEnding() {
		return nil
	}
	n.mu.Lock()
	set := n.session
	n.mu.Unlock()
	if set.IsEmpty() {
		set = sharedSession()
	}
	s, _ := godot.ValueOf(set.Object()).(*session)
	return s
}

func (n *httpRequest) getLastError(c godot.Call) {
	n.mu.Lock()
	err := n.err
	n.mu.Unlock()
	if err != nil {
		why := reason.Of(err)
		setReason(c.Dictionary(), &why)
	}
}

func (n *httpRequest) getConnectionInfo(c godot.Call) {
	n.mu.Lock()
	info := n.info
	n.mu.Unlock()
	if info != nil {
		setInfo(c.Dictionary(), (*client.Info)(info))
	}
}

// progress makes the view tell how far a request is just now.
func (n *httpRequest) progress() *requestView {
	n.mu.Lock()
	defer n.mu.Unlock()
	if a := n.running; a != nil && a.end == nil {
		downloaded, _, uploaded, _ := a.call.Counters()
		a.show(downloaded, uploaded, a.call.Head())
	}
	return n.view
}

func (n *httpRequest) getDownloadedBytes(c godot.Call) { c.ReturnInt(n.progress().downloaded.Load()) }
func (n *httpRequest) getBodySize(c godot.Call)        { c.ReturnInt(n.progress().bodySize.Load()) }
func (n *httpRequest) getUploadedBytes(c godot.Call)   { c.ReturnInt(n.progress().uploaded.Load()) }

func (n *httpRequest) getFinalURL(c godot.Call) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c.ReturnText(n.url)
}
