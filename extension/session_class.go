// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	_ "embed"

	"httpclientgo/extension/internal/godot"
)

const sessionClassName = "HTTPSessionGo"

//go:embed doc_classes/HTTPSessionGo.xml
var sessionDoc []byte

// The class of a pool of connections and the defaults of its calls.
var sessionClass = godot.Class{
	Name:   sessionClassName,
	Parent: "RefCounted",
	Found:  true,
	New:    func(godot.Instance) any { return newSession() },
	Free:   func(self any) { self.(*session).release() },
	Doc:    sessionDoc,

	Methods: append([]godot.Method{
		{Name: "shared", Static: true, Result: godot.RefOf(sessionClassName, ""), Func: godot.Static(getShared)},
		{Name: "fetch", Result: godot.RefOf(responseClassName, ""), Func: godot.On((*session).fetch), Args: requestArgs()},
		{Name: "download", Result: godot.RefOf(responseClassName, ""), Func: godot.On((*session).download),
			Args: []godot.Info{godot.Of(godot.KindString, "url"), godot.Of(godot.KindString, "path"), godot.Of(godot.KindStrings, "custom_headers").Or("PackedStringArray()")}},
		{Name: "set_header", Func: godot.On((*session).setHeader), Args: []godot.Info{godot.Of(godot.KindString, "name"), godot.Of(godot.KindString, "value")}},
		{Name: "set_tls_options", Func: godot.On((*session).setTLSOptions), Args: []godot.Info{godot.RefOf("TLSOptions", "options")}},
		{Name: "set_http_proxy", Func: godot.On((*session).setHTTPProxy), Args: []godot.Info{godot.Of(godot.KindString, "host"), godot.Int32("port")}},
		{Name: "set_https_proxy", Func: godot.On((*session).setHTTPSProxy), Args: []godot.Info{godot.Of(godot.KindString, "host"), godot.Int32("port")}},
		{Name: "cancel_all", Func: godot.On(func(s *session, _ godot.Call) { s.cancelAll() })},
		{Name: "close_idle_connections", Func: godot.On(func(s *session, _ godot.Call) { s.core.CloseIdle() })},
		{Name: "clear_cookies", Func: godot.On(func(s *session, _ godot.Call) { s.core.ClearCookies() })},

		{Name: "set_base_url", Func: godot.On((*session).setBaseURL), Args: []godot.Info{godot.Of(godot.KindString, "url")}},
		{Name: "get_base_url", Result: godot.Of(godot.KindString, ""), Const: true, Func: godot.On((*session).getBaseURL)},
		{Name: "set_headers", Func: godot.On((*session).setHeaders), Args: []godot.Info{godot.Of(godot.KindStrings, "headers")}},
		{Name: "get_headers", Result: godot.Of(godot.KindStrings, ""), Const: true, Func: godot.On((*session).getHeaders)},
		{Name: "set_timeout", Func: godot.On((*session).setTimeout), Args: []godot.Info{godot.Of(godot.KindFloat, "seconds")}},
		{Name: "get_timeout", Result: godot.Of(godot.KindFloat, ""), Const: true, Func: godot.On((*session).getTimeout)},
		{Name: "set_connect_timeout", Func: godot.On((*session).setConnectTimeout), Args: []godot.Info{godot.Of(godot.KindFloat, "seconds")}},
		{Name: "get_connect_timeout", Result: godot.Of(godot.KindFloat, ""), Const: true, Func: godot.On((*session).getConnectTimeout)},
		{Name: "set_idle_timeout", Func: godot.On((*session).setIdleTimeout), Args: []godot.Info{godot.Of(godot.KindFloat, "seconds")}},
		{Name: "get_idle_timeout", Result: godot.Of(godot.KindFloat, ""), Const: true, Func: godot.On((*session).getIdleTimeout)},
		{Name: "set_max_redirects", Func: godot.On((*session).setMaxRedirects), Args: []godot.Info{godot.Of(godot.KindInt, "amount")}},
		{Name: "get_max_redirects", Result: godot.Of(godot.KindInt, ""), Const: true, Func: godot.On((*session).getMaxRedirects)},
		{Name: "set_max_connections_per_host", Func: godot.On((*session).setMaxConnections), Args: []godot.Info{godot.Of(godot.KindInt, "amount")}},
		{Name: "get_max_connections_per_host", Result: godot.Of(godot.KindInt, ""), Const: true, Func: godot.On((*session).getMaxConnections)},
		{Name: "set_decompress", Func: godot.On((*session).setDecompress), Args: []godot.Info{godot.Of(godot.KindBool, "enable")}},
		{Name: "get_decompress", Result: godot.Of(godot.KindBool, ""), Const: true, Func: godot.On((*session).getDecompress)},
		{Name: "set_body_size_limit", Func: godot.On((*session).setBodySizeLimit), Args: []godot.Info{godot.Int64("bytes")}},
		{Name: "get_body_size_limit", Result: godot.Int64(""), Const: true, Func: godot.On((*session).getBodySizeLimit)},
		{Name: "set_max_retries", Func: godot.On((*session).setMaxRetries), Args: []godot.Info{godot.Of(godot.KindInt, "amount")}},
		{Name: "get_max_retries", Result: godot.Of(godot.KindInt, ""), Const: true, Func: godot.On((*session).getMaxRetries)},
		{Name: "set_cookies_enabled", Func: godot.On((*session).setCookies), Args: []godot.Info{godot.Of(godot.KindBool, "enabled")}},
		{Name: "is_cookies_enabled", Result: godot.Of(godot.KindBool, ""), Const: true, Func: godot.On((*session).isCookies)},
		{Name: "set_environment_proxy_enabled", Func: godot.On((*session).setEnvironmentProxy), Args: []godot.Info{godot.Of(godot.KindBool, "enabled")}},
		{Name: "is_environment_proxy_enabled", Result: godot.Of(godot.KindBool, ""), Const: true, Func: godot.On((*session).isEnvironmentProxy)},
	}, trustMethods(func(self any) *trustSettings { return &self.(*session).beyond })...),

	Properties: append([]godot.Property{
		{Info: godot.Of(godot.KindString, "base_url"), Setter: "set_base_url", Getter: "get_base_url"},
		{Info: godot.Of(godot.KindStrings, "headers"), Setter: "set_headers", Getter: "get_headers"},
		{Info: godot.Of(godot.KindFloat, "timeout").Range("0,3600,0.1,or_greater,suffix:s"), Setter: "set_timeout", Getter: "get_timeout"},
		{Info: godot.Of(godot.KindFloat, "connect_timeout").Range("0,3600,0.1,or_greater,suffix:s"), Setter: "set_connect_timeout", Getter: "get_connect_timeout"},
		{Info: godot.Of(godot.KindFloat, "idle_timeout").Range("0,3600,0.1,or_greater,suffix:s"), Setter: "set_idle_timeout", Getter: "get_idle_timeout"},
		{Info: godot.Of(godot.KindInt, "max_redirects").Range("-1,100"), Setter: "set_max_redirects", Getter: "get_max_redirects"},
		{Info: godot.Of(godot.KindInt, "max_connections_per_host").Range("1,256"), Setter: "set_max_connections_per_host", Getter: "get_max_connections_per_host"},
		{Info: godot.Of(godot.KindBool, "decompress"), Setter: "set_decompress", Getter: "get_decompress"},
		{Info: godot.Of(godot.KindInt, "body_size_limit").Range("-1,1073741824,1,or_greater,suffix:B"), Setter: "set_body_size_limit", Getter: "get_body_size_limit"},
		{Info: godot.Of(godot.KindInt, "max_retries").Range("0,100"), Setter: "set_max_retries", Getter: "get_max_retries"},
		{Info: godot.Of(godot.KindBool, "cookies_enabled"), Setter: "set_cookies_enabled", Getter: "is_cookies_enabled"},
		{Info: godot.Of(godot.KindBool, "environment_proxy_enabled"), Setter: "set_environment_proxy_enabled", Getter: "is_environment_proxy_enabled"},
	}, trustProperties()...),
}

// requestArgs are those of HTTPRequest.request(), in its order.
func requestArgs() []godot.Info {
	return []godot.Info{
		godot.Of(godot.KindString, "url"), godot.Of(godot.KindStrings, "custom_headers").Or("PackedStringArray()"),
		godot.Of(godot.KindInt, "method").Or("0"), godot.Any("body").Or("null"),
	}
}
