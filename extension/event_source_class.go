// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package main

import (
	_ "embed"

	"httpclientgo/extension/internal/godot"
)

const eventSourceClassName = "HTTPEventSourceGo"

//go:embed doc_classes/HTTPEventSourceGo.xml
var eventSourceDoc []byte

// The class of a stream of server-sent events. sessionClass is registered before it.
var eventSourceClass = godot.Class{
	Name:   eventSourceClassName,
	Parent: "RefCounted",
	New:    func(i godot.Instance) any { return newEventSource(i) },
	Free:   func(self any) { self.(*eventSource).free() },
	Doc:    eventSourceDoc,

	Methods: []godot.Method{
		{Name: "open", Result: godot.ErrorCode(), Func: godot.On((*eventSource).open), Args: requestArgs()},
		{Name: "close", Func: godot.On((*eventSource).close)},
		{Name: "set_session", Func: godot.On((*eventSource).setSession), Args: []godot.Info{godot.RefOf(sessionClassName, "session")}},
		{Name: "get_session", Result: godot.RefOf(sessionClassName, ""), Const: true, Func: godot.On((*eventSource).getSession)},
		{Name: "set_reconnect", Func: godot.On((*eventSource).setReconnect), Args: []godot.Info{godot.Of(godot.KindBool, "enable")}},
		{Name: "get_reconnect", Result: godot.Of(godot.KindBool, ""), Const: true, Func: godot.On((*eventSource).getReconnect)},
		{Name: "set_retry_time", Func: godot.On((*eventSource).setRetryTime), Args: []godot.Info{godot.Of(godot.KindFloat, "seconds")}},
		{Name: "get_retry_time", Result: godot.Of(godot.KindFloat, ""), Const: true, Func: godot.On((*eventSource).getRetryTime)},
		{Name: "set_last_event_id", Func: godot.On((*eventSource).setLastEventID), Args: []godot.Info{godot.Of(godot.KindString, "id")}},
		{Name: "get_last_event_id", Result: godot.Of(godot.KindString, ""), Const: true, Func: godot.On((*eventSource).getLastEventID)},
	},

	Properties: []godot.Property{
		{Info: godot.RefOf(sessionClassName, "session").Unlisted(), Setter: "set_session", Getter: "get_session"},
		{Info: godot.Of(godot.KindBool, "reconnect"), Setter: "set_reconnect", Getter: "get_reconnect"},
		{Info: godot.Of(godot.KindFloat, "retry_time").Range("0.1,3600,0.1,suffix:s"), Setter: "set_retry_time", Getter: "get_retry_time"},
		{Info: godot.Of(godot.KindString, "last_event_id"), Setter: "set_last_event_id", Getter: "get_last_event_id"},
	},

	Signals: eventSourceSignals,
}

var eventSourceSignals = []godot.Signal{
	{Name: "opened"},
	{Name: "event_received", Args: []godot.Info{godot.Of(godot.KindString, "type"), godot.Of(godot.KindString, "data"), godot.Of(godot.KindString, "id")}},
	{Name: "failed", Args: []godot.Info{godot.Of(godot.KindDictionary, "error")}},
	{Name: "closed"},
}
