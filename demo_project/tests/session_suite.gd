# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## The base of the suites about HTTPSessionGo, HTTPResponseGo and HTTPEventSourceGo.

## Milliseconds that anything may take here.
const PATIENCE := 20_000
const H := "HTTP/1.1 200 OK\r\n"
const SMALL := H + "Content-Length: 5\r\n\r\nhello"

var _plain: String


## Returns a URL of the endpoints (pkg/testserver/endpoint.go).
func at(path: String) -> String:
	if _plain.is_empty():
		_plain = str(server.info()["plain"])
	return "http://%s/%s" % [_plain, path]


## Starts a scripted server; returns its number, its port and the URL of its root.
func serve(steps: Array) -> Dictionary:
	var started: Dictionary = server.start(steps)
	started["url"] = "http://127.0.0.1:%d/" % started["port"]
	return started


## Returns what came over the connections of a scripted server, as text.
func heard(id: int) -> PackedStringArray:
	var texts: PackedStringArray = []
	for record: Dictionary in server.record(id, 50).get("records", []):
		texts.append(Marshalls.base64_to_raw(str(record.get("request", ""))).get_string_from_utf8())
	return texts


## Waits, a frame at a time; returns whether it came true in time.
func until(condition: Callable) -> bool:
	var limit: int = Time.get_ticks_msec() + PATIENCE
	while not condition.call():
		if Time.get_ticks_msec() > limit:
			return false
		await tree.process_frame
	return true


## Waits for the end of a response; one that does not come is a failure.
func over(response: HTTPResponseGo, what: String = "") -> bool:
	var came: bool = await until(func() -> bool: return response.is_done())
	assert_true(came, "%s: no end in time" % what)
	return came


## Lets so many frames pass.
func frames(count: int) -> void:
	for i: int in count:
		await tree.process_frame


## Returns the texts of the error and warning lines since the last call.
func lines() -> PackedStringArray:
	var texts: PackedStringArray = []
	if errors:
		for line: Dictionary in errors.call("take"):
			texts.append(str(line["text"]))
	return texts


## One line came, and it begins so. An engine without Logger says nothing.
func assert_line(beginning: String, what: String) -> void:
	if errors:
		var got: PackedStringArray = lines()
		assert_true(got.size() == 1 and got[0].begins_with(beginning), "%s: lines %s" % [what, got])


func assert_no_line(what: String) -> void:
	assert_eq(lines(), PackedStringArray(), what)


## Counts every signal of a response, in order.
class Listener extends RefCounted:
	var told: Array[String] = []
	var pieces := PackedByteArray()
	var piece_count := 0
	var progress: Array[Array] = []
	var upload: Array[Array] = []
	var completed := 0
	var threads: Dictionary[int, bool] = {}

	func _init(response: HTTPResponseGo, with_pieces: bool = false) -> void:
		response.completed.connect(_on_completed)
		response.head_received.connect(func() -> void: _note("head"))
		response.progressed.connect(func(got: int, total: int) -> void:
			progress.append([got, total, Engine.get_process_frames()])
			_note("progress"))
		response.upload_progressed.connect(func(sent: int, total: int) -> void:
			upload.append([sent, total, Engine.get_process_frames()])
			_note("upload"))
		if with_pieces:
			response.body_received.connect(func(chunk: PackedByteArray) -> void:
				pieces.append_array(chunk)
				piece_count += 1
				_note("piece"))

	func _on_completed(response: HTTPResponseGo) -> void:
		completed += 1
		_note("completed" if response.is_done() else "completed too early")

	func _note(what: String) -> void:
		threads[OS.get_thread_caller_id()] = true
		if told.is_empty() or told[-1] != what:
			told.append(what)
