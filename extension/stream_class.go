// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	_ "embed"

	"httpclientgo/extension/internal/godot"
)

const streamClassName = "HTTPClientGoStream"

//go:embed doc_classes/HTTPClientGoStream.xml
var streamDoc []byte

// The class of the stream that the property connection hands out. It answers what
// scripts call on the engine's StreamPeerTCP and StreamPeerTLS, by the same names. It is
// abstract: a stream comes from a client, never from new().
var streamClass = godot.Class{
	Name:     streamClassName,
	Parent:   "StreamPeerExtension",
	Abstract: true,
	Doc:      streamDoc,

	Methods: []godot.Method{
		{Name: "poll", Result: godot.ErrorCode(), Func: godot.On((*handedOut).poll)},
		{Name: "get_status", Result: godot.Of(godot.KindInt, ""), Const: true, Func: godot.On((*handedOut).getStatus)},
		{Name: "get_stream", Result: godot.RefOf("StreamPeer", ""), Const: true, Func: godot.On((*handedOut).getStream)},
		{Name: "get_connected_host", Result: godot.Of(godot.KindString, ""), Const: true, Func: godot.On((*handedOut).getConnectedHost)},
		{Name: "get_connected_port", Result: godot.Int32(""), Const: true, Func: godot.On((*handedOut).getConnectedPort)},
		{Name: "get_local_port", Result: godot.Int32(""), Const: true, Func: godot.On((*handedOut).getLocalPort)},
		{Name: "set_no_delay", Func: godot.On((*handedOut).setNoDelay), Args: []godot.Info{godot.Of(godot.KindBool, "enabled")}},
		{Name: "is_encrypted", Result: godot.Of(godot.KindBool, ""), Const: true, Func: godot.On((*handedOut).isEncrypted)},
		{Name: "disconnect_from_host", Func: godot.On((*handedOut).disconnect)},
		{Name: "disconnect_from_stream", Func: godot.On((*handedOut).disconnect)},
	},

	// Their arguments are a buffer, its size, and where the count of bytes goes.
	Virtuals: []godot.Method{
		{Name: "_get_data", Result: godot.ErrorCode(), Func: godot.On((*handedOut).getData)},
		{Name: "_get_partial_data", Result: godot.ErrorCode(), Func: godot.On((*handedOut).getPartialData)},
		{Name: "_put_data", Result: godot.ErrorCode(), Func: godot.On((*handedOut).putData)},
		{Name: "_put_partial_data", Result: godot.ErrorCode(), Func: godot.On((*handedOut).putPartialData)},
		{Name: "_get_available_bytes", Result: godot.Of(godot.KindInt, ""), Func: godot.On((*handedOut).getAvailableBytes)},
	},
}
