# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Server-sent events over one connection, handed on as they arrive.

const EitherClient := preload("res://demo/window/either_client.gd")
const Series := preload("res://demo/window/series.gd")

signal arrived(event: Dictionary, msec: float)

enum {IDLE, RUNNING, DONE, FAILED, STOPPED}

var state: int = IDLE
var count := 0
var problem := ""
## Milliseconds between two events, over seconds.
var gaps := Series.new()

var _client: EitherClient
var _url := ""
var _asked := false
var _rest := PackedByteArray()
var _began := 0
var _last := 0


func _init(class_id: StringName, events: int, msec: int) -> void:
	_client = EitherClient.new(class_id)
	_url = "/sse/%d?ms=%d" % [events, msec]


func start(address: String, tls: TLSOptions) -> void:
	state = RUNNING
	_began = Time.get_ticks_usec()
	if _client.open(address, tls) != OK:
		_fail()


## To be called once a frame.
func step() -> void:
	if state != RUNNING:
		return
	_client.poll()
	if not _asked and _client.is_connected_idle():
		_asked = true
		_client.request(HTTPClient.METHOD_GET, _url, ["Accept: text/event-stream"])
	while _client.is_in_body():
		var piece: PackedByteArray = _client.read()
		if piece.is_empty():
			break
		_rest.append_array(piece)
		_take_events()
	if _client.has_failed():
		_fail()
	elif _asked and _client.is_connected_idle():
		state = DONE
		_client.close()


func stop() -> void:
	_client.close()
	if state == RUNNING:
		state = STOPPED


# An event ends with an empty line, wherever the pieces are cut.
func _take_events() -> void:
	var text: String = _rest.get_string_from_utf8()
	var end: int = text.find("\n\n")
	while end >= 0:
		_take(text.left(end))
		text = text.substr(end + 2)
		end = text.find("\n\n")
	_rest = text.to_utf8_buffer()


func _take(lines: String) -> void:
	var now: int = Time.get_ticks_usec()
	count += 1
	if count > 1:
		gaps.add((now - _began) / 1e6, (now - _last) / 1e3)
	_last = now
	var event: Dictionary = {}
	for line: String in lines.split("\n"):
		var colon: int = line.find(":")
		if colon > 0:
			event[line.left(colon)] = line.substr(colon + 1).strip_edges()
	arrived.emit(event, (now - _began) / 1e3)


func _fail() -> void:
	problem = _client.failure()
	state = FAILED
