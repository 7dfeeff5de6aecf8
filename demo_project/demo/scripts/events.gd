# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Listens to server-sent events. The source comes back by itself when the stream ends or breaks, unless reconnect is false.

signal ended(problem: String)

var url := "https://example.com/events"
var tls: TLSOptions = TLSOptions.client()

var count := 0
var _source := HTTPEventSourceGo.new()
var _problem := ""


func _ready() -> void:
	_source.session = HTTPSessionGo.new()
	_source.session.set_tls_options(tls)
	_source.reconnect = false
	_source.event_received.connect(_on_event)
	_source.failed.connect(func(error: Dictionary) -> void: _problem = error["message"])
	_source.closed.connect(func() -> void: ended.emit(_problem))
	if _source.open(url) != OK:
		ended.emit("this is no URL: %s" % url)


func _on_event(type: String, data: String, id: String) -> void:
	count += 1
	print("%s %s: %s" % [type, id, data])


func _exit_tree() -> void:
	_source.close()
