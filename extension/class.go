// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

// #include "gdext.h"
import "C"

import (
	"unsafe"

	"github.com/godot-go/godot-go/pkg/constant"

	"httpclientgo/pkg/client"
)

// The class HTTPClientGo as the engine's ClassDB shows HTTPClient: the same names,
// order, defaults, flags and hints. A test in the engine compares the two. What it has beyond comes
// last.
var clientMethods = []method{
	{name: "connect_to_host", ptrcall: unsafe.Pointer(C.hcg_ptr_connect_to_host), result: errorEnum,
		args:     []info{arg("host", typeString), int32Arg("port"), objectArg("tls_options", "TLSOptions")},
		defaults: []func(*C.hcg_value){defaultInt(-1), defaultNull}},
	{name: "set_connection", ptrcall: unsafe.Pointer(C.hcg_ptr_set_connection), args: []info{objectArg("connection", "StreamPeer")}},
	{name: "get_connection", ptrcall: unsafe.Pointer(C.hcg_ptr_get_connection), isConst: true, result: streamPeer},
	{name: "request_raw", ptrcall: unsafe.Pointer(C.hcg_ptr_request_raw), result: errorEnum,
		args: []info{arg("method", typeInt), arg("url", typeString), arg("headers", typeStrings), arg("body", typeBytes)}},
	{name: "request", ptrcall: unsafe.Pointer(C.hcg_ptr_request), result: errorEnum,
		args:     []info{arg("method", typeInt), arg("url", typeString), arg("headers", typeStrings), arg("body", typeString)},
		defaults: []func(*C.hcg_value){defaultEmptyString}},
	{name: "close", ptrcall: unsafe.Pointer(C.hcg_ptr_close)},
	{name: "has_response", ptrcall: unsafe.Pointer(C.hcg_ptr_has_response), isConst: true, result: arg("", typeBool)},
	{name: "is_response_chunked", ptrcall: unsafe.Pointer(C.hcg_ptr_is_response_chunked), isConst: true, result: arg("", typeBool)},
	{name: "get_response_code", ptrcall: unsafe.Pointer(C.hcg_ptr_get_response_code), isConst: true, result: int32Arg("")},
	{name: "get_response_headers", ptrcall: unsafe.Pointer(C.hcg_ptr_get_response_headers), result: arg("", typeStrings)},
	{name: "get_response_headers_as_dictionary", ptrcall: unsafe.Pointer(C.hcg_ptr_get_response_headers_as_dictionary), result: arg("", typeDictionary)},
	{name: "get_response_body_length", ptrcall: unsafe.Pointer(C.hcg_ptr_get_response_body_length), isConst: true, result: int64Result()},
	{name: "read_response_body_chunk", ptrcall: unsafe.Pointer(C.hcg_ptr_read_response_body_chunk), result: arg("", typeBytes)},
	{name: "set_read_chunk_size", ptrcall: unsafe.Pointer(C.hcg_ptr_set_read_chunk_size), args: []info{int32Arg("bytes")}},
	{name: "get_read_chunk_size", ptrcall: unsafe.Pointer(C.hcg_ptr_get_read_chunk_size), isConst: true, result: int32Arg("")},
	{name: "set_blocking_mode", ptrcall: unsafe.Pointer(C.hcg_ptr_set_blocking_mode), args: []info{arg("enabled", typeBool)}},
	{name: "is_blocking_mode_enabled", ptrcall: unsafe.Pointer(C.hcg_ptr_is_blocking_mode_enabled), isConst: true, result: arg("", typeBool)},
	{name: "get_status", ptrcall: unsafe.Pointer(C.hcg_ptr_get_status), isConst: true, result: plainInt},
	{name: "poll", ptrcall: unsafe.Pointer(C.hcg_ptr_poll), result: errorEnum},
	{name: "set_http_proxy", ptrcall: unsafe.Pointer(C.hcg_ptr_set_http_proxy), args: []info{arg("host", typeString), int32Arg("port")}},
	{name: "set_https_proxy", ptrcall: unsafe.Pointer(C.hcg_ptr_set_https_proxy), args: []info{arg("host", typeString), int32Arg("port")}},
	{name: "query_string_from_dict", ptrcall: unsafe.Pointer(C.hcg_ptr_query_string_from_dict), result: arg("", typeString),
		args: []info{arg("fields", typeDictionary)}},

	// Beyond the engine's class: see COMPAT.md.
	{name: "get_last_error", ptrcall: unsafe.Pointer(C.hcg_ptr_get_last_error), isConst: true, result: arg("", typeDictionary)},
	{name: "get_connection_info", ptrcall: unsafe.Pointer(C.hcg_ptr_get_connection_info), isConst: true, result: arg("", typeDictionary)},
	{name: "set_environment_proxy_enabled", ptrcall: unsafe.Pointer(C.hcg_ptr_set_environment_proxy_enabled), args: []info{arg("enabled", typeBool)}},
	{name: "is_environment_proxy_enabled", ptrcall: unsafe.Pointer(C.hcg_ptr_is_environment_proxy_enabled), isConst: true, result: arg("", typeBool)},
	{name: "set_body_size_limit", ptrcall: unsafe.Pointer(C.hcg_ptr_set_body_size_limit), args: []info{int64Arg("bytes")}},
	{name: "get_body_size_limit", ptrcall: unsafe.Pointer(C.hcg_ptr_get_body_size_limit), isConst: true, result: int64Result()},
	{name: "set_head_size_limit", ptrcall: unsafe.Pointer(C.hcg_ptr_set_head_size_limit), args: []info{int64Arg("bytes")}},
	{name: "get_head_size_limit", ptrcall: unsafe.Pointer(C.hcg_ptr_get_head_size_limit), isConst: true, result: int64Result()},
	{name: "set_header_count_limit", ptrcall: unsafe.Pointer(C.hcg_ptr_set_header_count_limit), args: []info{int64Arg("count")}},
	{name: "get_header_count_limit", ptrcall: unsafe.Pointer(C.hcg_ptr_get_header_count_limit), isConst: true, result: int64Result()},
	{name: "read_response_body_available", ptrcall: unsafe.Pointer(C.hcg_ptr_read_response_body_available), result: arg("", typeBytes),
		args: []info{int64Arg("max_size")}, defaults: []func(*C.hcg_value){defaultInt(client.MaxAvailable)}},
}

var clientProperties = []property{
	{arg("blocking_mode_enabled", typeBool), "set_blocking_mode", "is_blocking_mode_enabled"},
	{info{name: "connection", kind: typeObject, class: "StreamPeer", hint: constant.PROPERTY_HINT_RESOURCE_TYPE,
		text: "StreamPeer", usage: constant.PROPERTY_USAGE_NONE}, "set_connection", "get_connection"},
	{info{name: "read_chunk_size", kind: typeInt, hint: constant.PROPERTY_HINT_RANGE, text: "256,16777216", usage: usageDefault},
		"set_read_chunk_size", "get_read_chunk_size"},

	{arg("environment_proxy_enabled", typeBool), "set_environment_proxy_enabled", "is_environment_proxy_enabled"},
	{arg("body_size_limit", typeInt), "set_body_size_limit", "get_body_size_limit"},
	{info{name: "head_size_limit", kind: typeInt, hint: constant.PROPERTY_HINT_RANGE, text: "1024,16777216", usage: usageDefault},
		"set_head_size_limit", "get_head_size_limit"},
	{info{name: "header_count_limit", kind: typeInt, hint: constant.PROPERTY_HINT_RANGE, text: "1,100000", usage: usageDefault},
		"set_header_count_limit", "get_header_count_limit"},
}

const streamClassName = "HTTPClientGoStream"

// The class of the stream that the property connection hands out. It answers what
// scripts call on the engine's StreamPeerTCP and StreamPeerTLS, by the same names.
var streamMethods = []method{
	{name: "poll", ptrcall: unsafe.Pointer(C.hcg_ptr_stream_poll), result: errorEnum},
	{name: "get_status", ptrcall: unsafe.Pointer(C.hcg_ptr_stream_get_status), isConst: true, result: plainInt},
	{name: "get_stream", ptrcall: unsafe.Pointer(C.hcg_ptr_stream_get_stream), isConst: true, result: streamPeer},
	{name: "get_connected_host", ptrcall: unsafe.Pointer(C.hcg_ptr_stream_get_connected_host), isConst: true, result: arg("", typeString)},
	{name: "get_connected_port", ptrcall: unsafe.Pointer(C.hcg_ptr_stream_get_connected_port), isConst: true, result: int32Arg("")},
	{name: "get_local_port", ptrcall: unsafe.Pointer(C.hcg_ptr_stream_get_local_port), isConst: true, result: int32Arg("")},
	{name: "set_no_delay", ptrcall: unsafe.Pointer(C.hcg_ptr_stream_set_no_delay), args: []info{arg("enabled", typeBool)}},
	{name: "is_encrypted", ptrcall: unsafe.Pointer(C.hcg_ptr_stream_is_encrypted), isConst: true, result: arg("", typeBool)},
	{name: "disconnect_from_host", ptrcall: unsafe.Pointer(C.hcg_ptr_stream_disconnect)},
	{name: "disconnect_from_stream", ptrcall: unsafe.Pointer(C.hcg_ptr_stream_disconnect)},
}

func defaultInt(v int64) func(*C.hcg_value) {
	return func(variant *C.hcg_value) { C.hcg_variant_int(C.int64_t(v), variant) }
}

func defaultNull(variant *C.hcg_value) { C.hcg_variant_null_object(variant) }

func defaultEmptyString(variant *C.hcg_value) { C.hcg_variant_empty_string(variant) }
