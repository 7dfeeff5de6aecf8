# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## A panic inside the library, in each place where one can happen, or a nil pointer that is followed there, is one error line
## and a client in an error status, and the next client works. Only a library built by scripts/run_godot_tests.sh --planted can panic when asked; others have no
## tests here.

## Where it panics, and the call that meets it.
const PLACES: Dictionary = {
	"idle": "poll", "write": "poll", "head": "poll", "goroutine": "poll", "body": "read_response_body_chunk",
	"body_available": "read_response_body_available", "close": "close", "head_nil": "poll", "goroutine_nil": "poll",
}


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = []
	if ClassDB.class_has_method(candidate, &"plant_panic"):
		for place: String in PLACES:
			found.append({"name": "in_" + place, "run": _in.bind(place)})
	return found


func _in(name: String) -> void:
	var place: String = name.trim_suffix("_available")
	var client: RefCounted = make(candidate)
	client.call("plant_panic", place)
	forget_errors()
	if not place in ["idle", "close"]:
		assert_eq(client.call("request", HTTPClient.METHOD_POST, "/", [], "body"), OK, "request")
	if place == "body":
		client.call("poll")
		assert_eq(client.call("get_status"), HTTPClient.STATUS_BODY, "status before the read")
	if place.begins_with("goroutine"):
		poll_until(client, HTTPClient.STATUS_CONNECTION_ERROR)
	else:
		client.call(PLACES[name] as String)
	assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTION_ERROR, "status")
	if errors:
		var lines: Array[Dictionary] = errors.call("take")
		if assert_eq(lines.size(), 1, "error lines"):
			var text: String = lines[0]["text"]
			var what: String = "runtime error: invalid memory address" if place.ends_with("_nil") else "planted in " + place
			assert_true(text.contains("%s.%s: internal error: %s" % [candidate, PLACES[name], what]), "error line: " + text.left(300))
	assert_eq(client.call("poll"), ERR_CONNECTION_ERROR, "the next poll")
	var why: Dictionary = client.call("get_last_error")
	assert_reason(why)
	assert_eq(why.get("reason"), "internal", "get_last_error(): %s" % why)
	if errors:
		assert_eq((errors.call("take") as Array).size(), 0, "further error lines")
	_works(client)
	_works(make(candidate))
	finish()


## The same client can be used again, and another one was never touched.
func _works(client: RefCounted) -> void:
	var script: Dictionary = server.start([["read_head"], ["send", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"]])
	assert_true(connect_client(client, int(script["port"])), "no connection afterwards")
	client.call("request", HTTPClient.METHOD_GET, "/", [])
	assert_true(poll_until(client, HTTPClient.STATUS_BODY), "no answer afterwards")
	client.call("close")
	server.drop(int(script["id"]))
