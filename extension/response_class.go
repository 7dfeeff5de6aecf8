// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	_ "embed"
	"reflect"

	"httpclientgo/extension/internal/godot"
)

const responseClassName = "HTTPResponseGo"

//go:embed doc_classes/HTTPResponseGo.xml
var responseDoc []byte

// The class of what fetch() and download() return. It is abstract: a response comes from a session, never from new().
var responseClass = godot.Class{
	Name:     responseClassName,
	Parent:   "RefCounted",
	Abstract: true,
	View:     reflect.TypeFor[responseView](),
	Free:     func(self any) { self.(*response).free() },
	Doc:      responseDoc,

	Methods: []godot.Method{
		{Name: "done", Result: godot.Any(""), Func: godot.On((*response).done)},
		{Name: "wait", Result: godot.Of(godot.KindBool, ""), Func: godot.On((*response).wait), Args: []godot.Info{godot.Of(godot.KindFloat, "seconds").Or("-1.0")}},
		{Name: "is_done", Result: godot.Of(godot.KindBool, ""), Const: true, Answer: godot.Field("done")},
		{Name: "cancel", Func: godot.On(func(r *response, _ godot.Call) { r.cancel() })},
		{Name: "is_ok", Result: godot.Of(godot.KindBool, ""), Const: true, Answer: godot.Field("ok")},
		{Name: "get_result", Result: godot.Int32(""), Const: true, Answer: godot.Field("result")},
		{Name: "get_response_code", Result: godot.Int32(""), Const: true, Answer: godot.Field("code")},
		{Name: "get_headers", Result: godot.Of(godot.KindStrings, ""), Const: true, Func: godot.On((*response).getHeaders)},
		{Name: "get_body", Result: godot.Of(godot.KindBytes, ""), Const: true, Func: godot.On((*response).getBody)},
		{Name: "get_url", Result: godot.Of(godot.KindString, ""), Const: true, Func: godot.On((*response).getURL)},
		{Name: "get_header", Result: godot.Of(godot.KindString, ""), Const: true, Func: godot.On((*response).getHeader), Args: []godot.Info{godot.Of(godot.KindString, "name")}},
		{Name: "text", Result: godot.Of(godot.KindString, ""), Const: true, Func: godot.On((*response).text)},
		{Name: "json", Result: godot.Any(""), Const: true, Func: godot.On((*response).json)},
		{Name: "get_error", Result: godot.Of(godot.KindDictionary, ""), Const: true, Func: godot.On((*response).getError)},
		{Name: "get_connection_info", Result: godot.Of(godot.KindDictionary, ""), Const: true, Func: godot.On((*response).getConnectionInfo)},
		{Name: "get_body_size", Result: godot.Int64(""), Const: true, Answer: godot.Field("bodySize")},
		{Name: "get_downloaded_bytes", Result: godot.Int64(""), Const: true, Answer: godot.Field("downloaded")},
		{Name: "get_uploaded_bytes", Result: godot.Int64(""), Const: true, Answer: godot.Field("uploaded")},
	},

	Properties: []godot.Property{
		{Info: godot.Of(godot.KindBool, "ok").ReadOnly(), Getter: "is_ok"},
		{Info: godot.Of(godot.KindInt, "result").ReadOnly(), Getter: "get_result"},
		{Info: godot.Of(godot.KindInt, "response_code").ReadOnly(), Getter: "get_response_code"},
		{Info: godot.Of(godot.KindStrings, "headers").ReadOnly(), Getter: "get_headers"},
		{Info: godot.Of(godot.KindBytes, "body").ReadOnly(), Getter: "get_body"},
		{Info: godot.Of(godot.KindString, "url").ReadOnly(), Getter: "get_url"},
	},

	Signals: responseSignals,
}

var responseSignals = []godot.Signal{
	{Name: "completed", Args: []godot.Info{godot.RefOf(responseClassName, "response")}},
	{Name: "head_received"},
	{Name: "progressed", Args: []godot.Info{godot.Int64("downloaded"), godot.Int64("total")}},
	{Name: "upload_progressed", Args: []godot.Info{godot.Int64("sent"), godot.Int64("total")}},
	{Name: "body_received", Args: []godot.Info{godot.Of(godot.KindBytes, "chunk")}},
}
