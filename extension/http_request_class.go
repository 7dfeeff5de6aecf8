// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	_ "embed"
	"reflect"

	"github.com/godot-go/godot-go/pkg/constant"

	"httpclientgo/extension/internal/godot"
	"httpclientgo/pkg/fetch"
)

const requestClassName = "HTTPRequestGo"

//go:embed doc_classes/HTTPRequestGo.xml
var requestDoc []byte

// whenShown answers by a field that changes as the node is processed; with use_threads Go tells how far it is just now.
func whenShown(field string) *godot.Answer {
	return &godot.Answer{When: []godot.Condition{godot.Is("useThreads", 0)}, Field: field}
}

// The class HTTPRequestGo as the engine's ClassDB shows HTTPRequest, with what Godot 4.8 adds and what COMPAT.md lists;
// int stands in place of HTTPClient's enums, see clientClass.
var requestClass = godot.Class{
	Name:          requestClassName,
	Parent:        "Node",
	View:          reflect.TypeFor[requestView](),
	New:           func(i godot.Instance) any { return newHTTPRequest(i) },
	Free:          func(self any) { self.(*httpRequest).free() },
	Notified:      func(self any, i godot.Instance, what int32) { self.(*httpRequest).notified(what) },
	Notifications: []int32{exitTree, paused, unpaused, internalProcess},
	Doc:           requestDoc,

	Methods: []godot.Method{
		{Name: "request", Result: godot.ErrorCode(), Func: godot.On((*httpRequest).request), Args: []godot.Info{
			godot.Of(godot.KindString, "url"), godot.Of(godot.KindStrings, "custom_headers").Or("PackedStringArray()"),
			godot.Of(godot.KindInt, "method").Or("0"), godot.Of(godot.KindString, "request_data").Or(`""`)}},
		{Name: "request_raw", Result: godot.ErrorCode(), Func: godot.On((*httpRequest).requestRaw), Args: []godot.Info{
			godot.Of(godot.KindString, "url"), godot.Of(godot.KindStrings, "custom_headers").Or("PackedStringArray()"),
			godot.Of(godot.KindInt, "method").Or("0"), godot.Of(godot.KindBytes, "request_data_raw").Or("PackedByteArray()")}},
		{Name: "cancel_request", Func: godot.On(func(n *httpRequest, _ godot.Call) { n.cancelRequest() })},
		{Name: "set_tls_options", Func: godot.On((*httpRequest).setTLSOptions), Args: []godot.Info{godot.RefOf("TLSOptions", "client_options")}},
		{Name: "get_http_client_status", Result: godot.Of(godot.KindInt, ""), Const: true, Func: godot.On((*httpRequest).getStatus)},
		{Name: "set_use_threads", Func: godot.On((*httpRequest).setUseThreads), Args: []godot.Info{godot.Of(godot.KindBool, "enable")}},
		{Name: "is_using_threads", Result: godot.Of(godot.KindBool, ""), Const: true, Answer: godot.Field("useThreads")},
		{Name: "set_accept_gzip", Func: godot.On((*httpRequest).setAcceptGzip), Args: []godot.Info{godot.Of(godot.KindBool, "enable")}},
		{Name: "is_accepting_gzip", Result: godot.Of(godot.KindBool, ""), Const: true, Answer: godot.Field("acceptGzip")},
		{Name: "set_body_size_limit", Func: godot.On((*httpRequest).setBodySizeLimit), Args: []godot.Info{godot.Of(godot.KindInt, "bytes")}},
		{Name: "get_body_size_limit", Result: godot.Of(godot.KindInt, ""), Const: true, Answer: godot.Field("bodySizeLimit")},
		{Name: "set_max_redirects", Func: godot.On((*httpRequest).setMaxRedirects), Args: []godot.Info{godot.Of(godot.KindInt, "amount")}},
		{Name: "get_max_redirects", Result: godot.Of(godot.KindInt, ""), Const: true, Answer: godot.Field("maxRedirects")},
		{Name: "set_download_file", Func: godot.On((*httpRequest).setDownloadFile), Args: []godot.Info{godot.Of(godot.KindString, "path")}},
		{Name: "get_download_file", Result: godot.Of(godot.KindString, ""), Const: true, Func: godot.On((*httpRequest).getDownloadFile)},
		{Name: "get_downloaded_bytes", Result: godot.Of(godot.KindInt, ""), Const: true, Answer: whenShown("downloaded"), Func: godot.On((*httpRequest).getDownloadedBytes)},
		{Name: "get_body_size", Result: godot.Of(godot.KindInt, ""), Const: true, Answer: whenShown("bodySize"), Func: godot.On((*httpRequest).getBodySize)},
		{Name: "set_timeout", Func: godot.On((*httpRequest).setTimeout), Args: []godot.Info{godot.Of(godot.KindFloat, "timeout")}},
		{Name: "get_timeout", Result: godot.Of(godot.KindFloat, ""), Func: godot.On((*httpRequest).getTimeout)},
		{Name: "set_download_chunk_size", Func: godot.On((*httpRequest).setDownloadChunkSize), Args: []godot.Info{godot.Of(godot.KindInt, "chunk_size")}},
		{Name: "get_download_chunk_size", Result: godot.Of(godot.KindInt, ""), Const: true, Answer: godot.Field("downloadChunkSize")},
		{Name: "set_http_proxy", Func: godot.On((*httpRequest).setHTTPProxy), Args: []godot.Info{godot.Of(godot.KindString, "host"), godot.Of(godot.KindInt, "port")}},
		{Name: "set_https_proxy", Func: godot.On((*httpRequest).setHTTPSProxy), Args: []godot.Info{godot.Of(godot.KindString, "host"), godot.Of(godot.KindInt, "port")}},

		// Of Godot 4.8.
		{Name: "set_keep_partial_download", Func: godot.On((*httpRequest).setKeepPartialDownload), Args: []godot.Info{godot.Of(godot.KindBool, "enable")}},
		{Name: "is_keeping_partial_download", Result: godot.Of(godot.KindBool, ""), Const: true, Answer: godot.Field("keepPartial")},
		{Name: "set_append_to_download_file", Func: godot.On((*httpRequest).setAppendToDownloadFile), Args: []godot.Info{godot.Of(godot.KindBool, "enable")}},
		{Name: "is_appending_to_download_file", Result: godot.Of(godot.KindBool, ""), Const: true, Answer: godot.Field("appends")},

		// Beyond the engine's class: see COMPAT.md.
		{Name: "set_session", Func: godot.On((*httpRequest).setSession), Args: []godot.Info{godot.RefOf(sessionClassName, "session")}},
		{Name: "get_session", Result: godot.RefOf(sessionClassName, ""), Const: true, Func: godot.On((*httpRequest).getSession)},
		{Name: "get_last_error", Result: godot.Of(godot.KindDictionary, ""), Const: true, Func: godot.On((*httpRequest).getLastError)},
		{Name: "get_connection_info", Result: godot.Of(godot.KindDictionary, ""), Const: true, Func: godot.On((*httpRequest).getConnectionInfo)},
		{Name: "get_uploaded_bytes", Result: godot.Int64(""), Const: true, Answer: whenShown("uploaded"), Func: godot.On((*httpRequest).getUploadedBytes)},
		{Name: "get_final_url", Result: godot.Of(godot.KindString, ""), Const: true, Func: godot.On((*httpRequest).getFinalURL)},
	},

	Properties: []godot.Property{
		{Info: godot.Of(godot.KindString, "download_file").Hinted(constant.PROPERTY_HINT_FILE_PATH, ""), Setter: "set_download_file", Getter: "get_download_file"},
		{Info: godot.Of(godot.KindInt, "download_chunk_size").Range("256,16777216,suffix:B"), Setter: "set_download_chunk_size", Getter: "get_download_chunk_size"},
		{Info: godot.Of(godot.KindBool, "use_threads"), Setter: "set_use_threads", Getter: "is_using_threads"},
		{Info: godot.Of(godot.KindBool, "accept_gzip"), Setter: "set_accept_gzip", Getter: "is_accepting_gzip"},
		{Info: godot.Of(godot.KindInt, "body_size_limit").Range("-1,2000000000,suffix:B"), Setter: "set_body_size_limit", Getter: "get_body_size_limit"},
		{Info: godot.Of(godot.KindInt, "max_redirects").Range("-1,64"), Setter: "set_max_redirects", Getter: "get_max_redirects"},
		{Info: godot.Of(godot.KindFloat, "timeout").Range("0,3600,0.1,or_greater,suffix:s"), Setter: "set_timeout", Getter: "get_timeout"},

		{Info: godot.Of(godot.KindBool, "keep_partial_download"), Setter: "set_keep_partial_download", Getter: "is_keeping_partial_download"},
		{Info: godot.Of(godot.KindBool, "append_to_download_file"), Setter: "set_append_to_download_file", Getter: "is_appending_to_download_file"},
		{Info: godot.RefOf(sessionClassName, "session").Unlisted(), Setter: "set_session", Getter: "get_session"},
	},

	Signals: []godot.Signal{
		{Name: "request_completed", Args: []godot.Info{godot.Of(godot.KindInt, "result"), godot.Of(godot.KindInt, "response_code"),
			godot.Of(godot.KindStrings, "headers"), godot.Of(godot.KindBytes, "body")}},
		{Name: "progressed", Args: []godot.Info{godot.Int64("downloaded"), godot.Int64("total")}},
	},

	Constants: []godot.Constant{
		{Enum: "Result", Name: "RESULT_SUCCESS", Value: int64(fetch.Success)},
		{Enum: "Result", Name: "RESULT_CHUNKED_BODY_SIZE_MISMATCH", Value: int64(fetch.ChunkedBodySizeMismatch)},
		{Enum: "Result", Name: "RESULT_CANT_CONNECT", Value: int64(fetch.CantConnect)},
		{Enum: "Result", Name: "RESULT_CANT_RESOLVE", Value: int64(fetch.CantResolve)},
		{Enum: "Result", Name: "RESULT_CONNECTION_ERROR", Value: int64(fetch.ConnectionError)},
		{Enum: "Result", Name: "RESULT_TLS_HANDSHAKE_ERROR", Value: int64(fetch.TLSHandshakeError)},
		{Enum: "Result", Name: "RESULT_NO_RESPONSE", Value: int64(fetch.NoResponse)},
		{Enum: "Result", Name: "RESULT_BODY_SIZE_LIMIT_EXCEEDED", Value: int64(fetch.BodySizeLimitExceeded)},
		{Enum: "Result", Name: "RESULT_BODY_DECOMPRESS_FAILED", Value: int64(fetch.BodyDecompressFailed)},
		{Enum: "Result", Name: "RESULT_REQUEST_FAILED", Value: int64(fetch.RequestFailed)},
		{Enum: "Result", Name: "RESULT_DOWNLOAD_FILE_CANT_OPEN", Value: int64(fetch.DownloadFileCantOpen)},
		{Enum: "Result", Name: "RESULT_DOWNLOAD_FILE_WRITE_ERROR", Value: int64(fetch.DownloadFileWriteError)},
		{Enum: "Result", Name: "RESULT_REDIRECT_LIMIT_REACHED", Value: int64(fetch.RedirectLimitReached)},
		{Enum: "Result", Name: "RESULT_TIMEOUT", Value: int64(fetch.Timeout)},
	},
}
