# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## cancel() in every phase: is_done() and get_error() hold at once, completed comes once, later, and nothing else does.

## What the server does, and when the script cancels: after so many steps of it, or in a handler.
const PHASES: Array[Dictionary] = [
	{"name": "at_once", "steps": [["read_head"], ["wait_close"]], "when": "now"},
	{"name": "no_connection", "steps": [], "when": "now"},
	{"name": "request_sent", "steps": [["read_head"], ["wait_close"]], "when": 1},
	{"name": "head_came", "steps": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\n"], ["wait_close"]], "when": "head_received"},
	{"name": "body_begun", "steps": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nabc"], ["wait_close"]], "when": "progressed"},
	{"name": "piece_came", "steps": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nabc"], ["wait_close"]], "when": "body_received"},
	{"name": "whole_and_in_pieces", "steps": [["read_head"], ["send", SMALL], ["wait_close"]], "when": "body_received"},
	{"name": "whole_and_not_told", "steps": [["read_head"], ["send", SMALL], ["wait_close"]], "when": "stall"},
	{"name": "much_to_come", "steps": [["read_head"], ["send", H + "Content-Length: 50000000\r\n\r\n"], ["send_fill", 50000000], ["wait_close"]], "when": "progressed"},
	{"name": "redirect", "steps": [["read_head"], ["send", "HTTP/1.1 302 X\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"], ["read_head"], ["wait_close"]], "when": 3},
	{"name": "thread", "steps": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nabc"], ["wait_close"]], "when": "thread"},
	{"name": "upload", "steps": [["read_head"], ["wait_close"]], "when": "upload_progressed", "upload": 40_000_000},
	{"name": "download", "steps": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nabc"], ["wait_close"]], "when": "progressed", "download": true},
]


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for phase: Dictionary in PHASES:
		found.append({"name": str(phase["name"]), "run": _cancel.bind(phase)})
	return found


func _cancel(phase: Dictionary) -> void:
	var s := HTTPSessionGo.new()
	var one: Dictionary = serve(phase["steps"] as Array)
	var r: HTTPResponseGo
	if phase.has("download"):
		r = s.download(str(one["url"]), "user://cancelled_%d.bin" % one["id"])
	elif phase.has("upload"):
		var body := PackedByteArray()
		body.resize(phase["upload"] as int)
		r = s.fetch(str(one["url"]), [], HTTPClient.METHOD_POST, body)
	else:
		r = s.fetch(str(one["url"]))
	var listener := Listener.new(r, str(phase["when"]) == "body_received")
	var state: Dictionary = {}
	var cancel: Callable = func() -> void:
		if state.is_empty():
			var began: int = Time.get_ticks_usec()
			r.cancel()
			state["usec"] = Time.get_ticks_usec() - began
			state["done"] = r.is_done()
			state["error"] = r.get_error()
			state["log"] = listener.told.duplicate()
			state["pieces"] = listener.piece_count
	match str(phase["when"]):
		"now":
			cancel.call()
		"head_received":
			r.head_received.connect(cancel)
		"progressed", "upload_progressed":
			r.connect(phase["when"] as StringName, func(_a: int, _b: int) -> void: cancel.call())
		"body_received":
			r.body_received.connect(func(_c: PackedByteArray) -> void: cancel.call())
		"stall":
			assert_true(server.wait_steps(one["id"] as int, 2, PATIENCE), "the answer left")
			OS.delay_msec(30)
			cancel.call()
		"thread":
			await until(func() -> bool: return r.response_code != 0)
			var thread := Thread.new()
			thread.start(cancel)
			thread.wait_to_finish()
		_:
			assert_true(server.wait_steps(one["id"] as int, int(str(phase["when"])), PATIENCE), "the server got so far")
			cancel.call()
	assert_true(await until(func() -> bool: return listener.completed > 0), "completed does not come; %s" % [listener.told])
	await frames(5)
	assert_eq(listener.completed, 1, "completed")
	assert_true(state.get("done", false) as bool, "is_done() at once")
	assert_eq((state.get("error", {}) as Dictionary).get("reason"), "cancelled", "get_error() at once")
	assert_eq([r.ok, r.result, r.body.size(), r.get_error().get("reason")], [false, HTTPRequest.RESULT_REQUEST_FAILED, 0, "cancelled"], "the end")
	var want: Array[String] = []
	want.assign(state["log"] as Array)
	want.append("completed")
	assert_eq(listener.told, want, "nothing but completed comes behind it")
	assert_eq(listener.piece_count, state["pieces"], "pieces")
	server.drop(one["id"] as int)
	finish()


func test_every_moment() -> void:
	var s := HTTPSessionGo.new()
	var jobs: Array[HTTPResponseGo] = []
	var listeners: Array[Listener] = []
	for i: int in 300:
		var r := s.fetch(at("bytes/%d" % (i * 1000)))
		jobs.append(r)
		listeners.append(Listener.new(r, i % 2 == 0))
		if i % 10 == 0:
			await tree.process_frame
		OS.delay_usec(i * 7 % 900)
		jobs[i / 2].cancel()
		assert_true(jobs[i / 2].is_done(), "%d is done" % i)
	for i: int in 300:
		await over(jobs[i], str(i))
	await until(func() -> bool: return listeners.all(func(l: Listener) -> bool: return l.completed > 0))
	await frames(3)
	for i: int in 300:
		assert_eq(listeners[i].completed, 1, "completed of %d" % i)
		assert_true(jobs[i].ok != (jobs[i].get_error().get("reason") == "cancelled"), "%d is one or the other" % i)
	finish()
