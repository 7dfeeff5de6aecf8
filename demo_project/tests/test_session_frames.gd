# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## Frames go on while more comes than the handlers of a script keep up with: what comes later is for a later frame.

## Signals by frame.
var _seen: Dictionary[int, int] = {}


func _note(microseconds: int) -> void:
	OS.delay_usec(microseconds)
	var frame: int = Engine.get_process_frames()
	_seen[frame] = _seen.get(frame, 0) + 1


func test_pieces_of_a_body() -> void:
	const SIZE := 64 << 20
	_seen.clear()
	var r: HTTPResponseGo = HTTPSessionGo.new().fetch(at("bytes/%d" % SIZE))
	r.body_received.connect(func(_chunk: PackedByteArray) -> void: _note(5000))
	assert_true(await over(r), "no end")
	assert_eq([r.ok, r.get_downloaded_bytes()], [true, SIZE], "the answer")
	# At most 4 MiB wait, in pieces of at most 1 MiB.
	assert_true(_seen.size() >= 12, "%d pieces came in %d frames" % [_seen.values().reduce(func(a: int, b: int) -> int: return a + b, 0), _seen.size()])
	finish()


func test_events() -> void:
	const COUNT := 60_000
	_seen.clear()
	var source := HTTPEventSourceGo.new()
	source.session = HTTPSessionGo.new()
	source.reconnect = false
	var closed: Array[bool] = []
	source.event_received.connect(func(_type: String, _data: String, _id: String) -> void: _note(20))
	source.closed.connect(func() -> void: closed.append(true))
	assert_eq(source.open(at("sse/%d" % COUNT)), OK, "open()")
	assert_true(await until(func() -> bool: return not closed.is_empty()), "no end")
	assert_eq(_seen.values().reduce(func(a: int, b: int) -> int: return a + b, 0), COUNT, "events")
	assert_true(_seen.size() >= 3, "in %d frames" % _seen.size())
	finish()
