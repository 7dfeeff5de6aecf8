// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"math"
	"strings"
	"time"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/fetch"
	"httpclientgo/pkg/proxy"
	"httpclientgo/pkg/uri"
)

// The setters and getters of HTTPSessionGo. What makes no sense is one error line and changes nothing.

// refuse prints that line.
func refuse(method, format string, args ...any) {
	godot.PrintError(sessionClassName, method, fmt.Sprintf(format, args...))
}

// longest is how many seconds are for ever.
const longest = 1e9

// duration returns a time in seconds, as long as a Duration can be at most.
func duration(seconds float64) time.Duration {
	return time.Duration(min(seconds, longest) * float64(time.Second))
}

// setSeconds sets one limit of time.
func (s *session) setSeconds(c godot.Call, method string, of func(*fetch.Options) *time.Duration) {
	seconds := c.Float(0)
	if seconds < 0 || math.IsNaN(seconds) {
		refuse(method, "%v is no time: it is in seconds, and 0 is no limit.", seconds)
		return
	}
	s.change(func(o *fetch.Options) { *of(o) = duration(seconds) })
}

func timeout(o *fetch.Options) *time.Duration          { return &o.Timeout }
func connectTimeoutOf(o *fetch.Options) *time.Duration { return &o.ConnectTimeout }
func idleTimeout(o *fetch.Options) *time.Duration      { return &o.IdleTimeout }

func (s *session) setTimeout(c godot.Call) { s.setSeconds(c, "set_timeout", timeout) }
func (s *session) setConnectTimeout(c godot.Call) {
	s.setSeconds(c, "set_connect_timeout", connectTimeoutOf)
}
func (s *session) setIdleTimeout(c godot.Call) { s.setSeconds(c, "set_idle_timeout", idleTimeout) }
func (s *session) getTimeout(c godot.Call)     { c.ReturnFloat(s.current().Timeout.Seconds()) }
func (s *session) getConnectTimeout(c godot.Call) {
	c.ReturnFloat(s.current().ConnectTimeout.Seconds())
}
func (s *session) getIdleTimeout(c godot.Call) { c.ReturnFloat(s.current().IdleTimeout.Seconds()) }

// setNumber sets one number, which lies between least and most.
func (s *session) setNumber(c godot.Call, method string, least, most int64, with func(o *fetch.Options, n int64)) {
	n := c.Int(0)
	if n < least || n > most {
		refuse(method, "%d is not between %d and %d.", n, least, most)
		return
	}
	s.change(func(o *fetch.Options) { with(o, n) })
}

func (s *session) setMaxRedirects(c godot.Call) {
	s.setNumber(c, "set_max_redirects", -1, math.MaxInt32, func(o *fetch.Options, n int64) { o.MaxRedirects = int(n) })
}

func (s *session) setMaxConnections(c godot.Call) {
	s.setNumber(c, "set_max_connections_per_host", 1, math.MaxInt32, func(o *fetch.Options, n int64) { o.MaxConnections = int(n) })
}

func (s *session) setBodySizeLimit(c godot.Call) {
	s.setNumber(c, "set_body_size_limit", -1, math.MaxInt64, func(o *fetch.Options, n int64) { o.BodySizeLimit = n })
}

func (s *session) setMaxRetries(c godot.Call) {
	s.setNumber(c, "set_max_retries", 0, math.MaxInt32, func(o *fetch.Options, n int64) { o.MaxRetries = int(n) })
}

func (s *session) getMaxRedirects(c godot.Call)   { c.ReturnInt(int64(s.current().MaxRedirects)) }
func (s *session) getMaxConnections(c godot.Call) { c.ReturnInt(int64(s.current().MaxConnections)) }
func (s *session) getBodySizeLimit(c godot.Call)  { c.ReturnInt(s.current().BodySizeLimit) }
func (s *session) getMaxRetries(c godot.Call)     { c.ReturnInt(int64(s.current().MaxRetries)) }

func (s *session) setDecompress(c godot.Call) {
	s.change(func(o *fetch.Options) { o.Decompress = c.Bool(0) })
}

func (s *session) setCookies(c godot.Call) {
	s.change(func(o *fetch.Options) { o.Cookies = c.Bool(0) })
}

func (s *session) setEnvironmentProxy(c godot.Call) {
	s.change(func(o *fetch.Options) { o.EnvironmentProxy = c.Bool(0) })
}

func (s *session) getDecompress(c godot.Call)      { c.ReturnBool(s.current().Decompress) }
func (s *session) isCookies(c godot.Call)          { c.ReturnBool(s.current().Cookies) }
func (s *session) isEnvironmentProxy(c godot.Call) { c.ReturnBool(s.current().EnvironmentProxy) }

// setBaseURL warns of a path that loses its last part when it is joined, which nobody means.
func (s *session) setBaseURL(c godot.Call) {
	base := c.Text(0)
	if u, err := uri.Parse(base); err == nil && !isFolder(u.Target) {
		godot.PrintWarning(sessionClassName, "set_base_url", "the last part of its path is replaced when a URL is joined with it: end it with a slash.")
	}
	s.change(func(o *fetch.Options) { o.BaseURL = base })
}

// isFolder reports whether the path of a request target ends with a slash.
func isFolder(target string) bool {
	path, _, _ := strings.Cut(target, "?")
	return strings.HasSuffix(path, "/")
}

func (s *session) getBaseURL(c godot.Call) { c.ReturnText(s.current().BaseURL) }

func (s *session) setHeaders(c godot.Call) {
	lines := godot.Texts(c.Arg(0))
	s.change(func(o *fetch.Options) { o.Headers = lines })
}

func (s *session) getHeaders(c godot.Call) { godot.SetTexts(c.Result(), s.current().Headers) }

func (s *session) setHeader(c godot.Call) {
	name, value := c.Text(0), c.Text(1)
	s.change(func(o *fetch.Options) { o.Headers = withHeader(o.Headers, name, value) })
}

func (s *session) setTLSOptions(c godot.Call) {
	t := tlsOptions(c.Object(0))
	switch {
	case t == nil:
		s.change(func(o *fetch.Options) { o.TLS = nil })
	case t.Server:
		refuse("set_tls_options", "the options are those of a server: TLSOptions.client() makes a client's.")
	default:
		s.change(func(o *fetch.Options) { o.TLS = &t.TLSOptions })
	}
}

func (s *session) setHTTPProxy(c godot.Call) {
	p := proxyOf(c, sessionClassName, "set_http_proxy")
	s.change(func(o *fetch.Options) { o.HTTPProxy = p })
}

func (s *session) setHTTPSProxy(c godot.Call) {
	p := proxyOf(c, sessionClassName, "set_https_proxy")
	s.change(func(o *fetch.Options) { o.HTTPSProxy = p })
}

// proxyOf returns nil for an empty host and for port -1, which mean none. What cannot be one stays as it is, so that
// calls fail instead of going past it.
func proxyOf(c godot.Call, class, method string) *proxy.Proxy {
	host, port := c.Text(0), c.Int32(1)
	if host == "" || port == -1 {
		return nil
	}
	p, err := proxy.ParseProxy(host, port)
	if err != nil {
		godot.PrintError(class, method, err.Error())
		return &proxy.Proxy{Host: host, Port: port}
	}
	return p
}
