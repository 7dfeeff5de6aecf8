// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	_ "embed"
	"fmt"
	"reflect"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/client"
)

const className = "HTTPClientGo"

//go:embed doc_classes/HTTPClientGo.xml
var clientDoc []byte

// The class HTTPClientGo as the engine's ClassDB shows HTTPClient: the same names,
// order, defaults, flags and hints. A test in the engine compares the two. In place of the
// engine's own enums stands int: GDScript refuses one class's enum where another's is
// declared, and scripts use both HTTPClient's constants and ours.
//
// A row with Locks takes the client's lock; the others read or write what has none.
var clientClass = godot.Class{
	Name:     className,
	Parent:   "RefCounted",
	Lenient:  true, // parity: the engine's release builds check no argument
	Refusal:  "called from inside the stream that was set as connection, while this client reads or writes it.",
	View:     reflect.TypeFor[client.View](),
	New:      newObject,
	Gone:     func(self any) { self.(*object).client.Close() },
	Free:     func(self any) { self.(*object).free() },
	Panicked: func(self any, method string, _ any) { self.(*object).panicked(method) },
	Doc:      clientDoc,

	Methods: append([]godot.Method{
		{Name: "connect_to_host", Result: godot.ErrorCode(), Locks: true, Func: godot.On((*object).connectToHost),
			Args: []godot.Info{godot.Of(godot.KindString, "host"), godot.Int32("port").Or("-1"), godot.RefOf("TLSOptions", "tls_options").Or("null")}},
		{Name: "set_connection", Locks: true, Func: godot.On((*object).setConnection), Args: []godot.Info{godot.RefOf("StreamPeer", "connection")}},
		{Name: "get_connection", Result: godot.RefOf("StreamPeer", ""), Const: true, Locks: true, Func: godot.On((*object).getConnection)},
		{Name: "request_raw", Result: godot.ErrorCode(), Locks: true, Func: godot.On((*object).requestRaw),
			Args: []godot.Info{godot.Of(godot.KindInt, "method"), godot.Of(godot.KindString, "url"), godot.Of(godot.KindStrings, "headers"), godot.Of(godot.KindBytes, "body")}},
		{Name: "request", Result: godot.ErrorCode(), Locks: true, Func: godot.On((*object).request),
			Args: []godot.Info{godot.Of(godot.KindInt, "method"), godot.Of(godot.KindString, "url"), godot.Of(godot.KindStrings, "headers"), godot.Of(godot.KindString, "body").Or(`""`)}},
		{Name: "close", Locks: true, Func: godot.On((*object).close)},
		{Name: "has_response", Result: godot.Of(godot.KindBool, ""), Const: true, Answer: godot.Field("hasResponse")},
		{Name: "is_response_chunked", Result: godot.Of(godot.KindBool, ""), Const: true, Answer: godot.Field("chunked")},
		{Name: "get_response_code", Result: godot.Int32(""), Const: true, Answer: godot.Field("responseCode")},
		{Name: "get_response_headers", Result: godot.Of(godot.KindStrings, ""), Locks: true, Func: godot.On((*object).getResponseHeaders)},
		{Name: "get_response_headers_as_dictionary", Result: godot.Of(godot.KindDictionary, ""), Locks: true, Func: godot.On((*object).getResponseHeadersAsDictionary)},
		{Name: "get_response_body_length", Result: godot.Int64(""), Const: true, Answer: godot.Field("bodyLength")},
		{Name: "read_response_body_chunk", Result: godot.Of(godot.KindBytes, ""), Locks: true, Func: godot.On((*object).readResponseBodyChunk),
			Answer: &godot.Answer{When: nothingToRead}},
		{Name: "set_read_chunk_size", Func: godot.On((*object).setReadChunkSize), Args: []godot.Info{godot.Int32("bytes")}},
		{Name: "get_read_chunk_size", Result: godot.Int32(""), Const: true, Answer: godot.Field("readChunkSize")},
		{Name: "set_blocking_mode", Func: godot.On((*object).setBlockingMode), Args: []godot.Info{godot.Of(godot.KindBool, "enabled")}},
		{Name: "is_blocking_mode_enabled", Result: godot.Of(godot.KindBool, ""), Const: true, Answer: godot.Field("blocking")},
		{Name: "get_status", Result: godot.Of(godot.KindInt, ""), Const: true, Answer: godot.Field("status")},
		{Name: "poll", Result: godot.ErrorCode(), Locks: true, Func: godot.On((*object).poll), OnPanic: int64(client.ErrConnectionError),
			Answer: &godot.Answer{When: []godot.Condition{godot.Is("quiet", 1), godot.Is("blocking", 0)}, Field: "pollCode"}},
		{Name: "set_http_proxy", Locks: true, Func: godot.On((*object).setHTTPProxy), Args: []godot.Info{godot.Of(godot.KindString, "host"), godot.Int32("port")}},
		{Name: "set_https_proxy", Locks: true, Func: godot.On((*object).setHTTPSProxy), Args: []godot.Info{godot.Of(godot.KindString, "host"), godot.Int32("port")}},
		{Name: "query_string_from_dict", Result: godot.Of(godot.KindString, ""), Func: godot.Static(queryStringFromDict), Args: []godot.Info{godot.Of(godot.KindDictionary, "fields")}},

		// Beyond the engine's class: see COMPAT.md.
		{Name: "get_last_error", Result: godot.Of(godot.KindDictionary, ""), Const: true, Locks: true, Func: godot.On((*object).getLastError)},
		{Name: "get_connection_info", Result: godot.Of(godot.KindDictionary, ""), Const: true, Locks: true, Func: godot.On((*object).getConnectionInfo)},
		{Name: "set_environment_proxy_enabled", Locks: true, Func: godot.On((*object).setEnvironmentProxy), Args: []godot.Info{godot.Of(godot.KindBool, "enabled")}},
		{Name: "is_environment_proxy_enabled", Result: godot.Of(godot.KindBool, ""), Const: true, Locks: true, Func: godot.On((*object).isEnvironmentProxy)},
		{Name: "set_body_size_limit", Func: godot.On((*object).setBodySizeLimit), Args: []godot.Info{godot.Int64("bytes")}},
		{Name: "get_body_size_limit", Result: godot.Int64(""), Const: true, Func: godot.On((*object).getBodySizeLimit)},
		{Name: "set_head_size_limit", Func: godot.On((*object).setHeadSizeLimit), Args: []godot.Info{godot.Int64("bytes")}},
		{Name: "get_head_size_limit", Result: godot.Int64(""), Const: true, Func: godot.On((*object).getHeadSizeLimit)},
		{Name: "set_header_count_limit", Func: godot.On((*object).setHeaderCountLimit), Args: []godot.Info{godot.Int64("count")}},
		{Name: "get_header_count_limit", Result: godot.Int64(""), Const: true, Func: godot.On((*object).getHeaderCountLimit)},
		{Name: "read_response_body_available", Result: godot.Of(godot.KindBytes, ""), Locks: true, Func: godot.On((*object).readResponseBodyAvailable),
			Args:   []godot.Info{godot.Int64("max_size").Or(fmt.Sprint(client.MaxAvailable))},
			Answer: &godot.Answer{When: append(nothingToRead, godot.In(0, 1, client.MaxAvailable))}},
	}, trustMethods(func(self any) *trustSettings { return &self.(*object).trust })...),

	Properties: append([]godot.Property{
		{Info: godot.Of(godot.KindBool, "blocking_mode_enabled"), Setter: "set_blocking_mode", Getter: "is_blocking_mode_enabled"},
		{Info: godot.RefOf("StreamPeer", "connection").Unlisted(), Setter: "set_connection", Getter: "get_connection"},
		{Info: godot.Of(godot.KindInt, "read_chunk_size").Range("256,16777216"), Setter: "set_read_chunk_size", Getter: "get_read_chunk_size"},

		{Info: godot.Of(godot.KindBool, "environment_proxy_enabled"), Setter: "set_environment_proxy_enabled", Getter: "is_environment_proxy_enabled"},
		{Info: godot.Of(godot.KindInt, "body_size_limit"), Setter: "set_body_size_limit", Getter: "get_body_size_limit"},
		{Info: godot.Of(godot.KindInt, "head_size_limit").Range("1024,16777216"), Setter: "set_head_size_limit", Getter: "get_head_size_limit"},
		{Info: godot.Of(godot.KindInt, "header_count_limit").Range("1,100000"), Setter: "set_header_count_limit", Getter: "get_header_count_limit"},
	}, trustProperties()...),

	Constants: clientConstants,
}

// nothingToRead is when a read finds nothing for sure: see client.View.
var nothingToRead = []godot.Condition{godot.Is("quiet", 1), godot.Is("blocking", 0), godot.Is("status", int64(client.StatusBody))}
