# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## 100,000 calls of each method leave no memory behind.
##
## Two figures: the engine's own count of static memory, which sees each forgotten String or Array, and the resident set of the
## process, which sees everything else, but roughly.

const CALLS := 100000
## What the engine's count may grow by over CALLS calls, in bytes: 0.02 a call.
const STATIC_LIMIT := 2048
## Rounds of which one has to stay below the limit: a table of the engine's may grow in between, by 64 KiB at once, and an
## allocator with a sanitizer keeps much in the first ones. What is left behind grows in each.
const STATIC_ROUNDS := 3
const RESIDENT_ROUNDS := 5
## What the resident set may grow by in one round of all methods, in bytes: below 1.5 a call.
const RESIDENT_LIMIT := 4 << 20
## Microseconds for CALLS calls of one method. Where a call into the library costs more, as on Windows, there are fewer calls,
## but so many that a byte left behind by each is over the limit.
const CALLS_TIME := 2000000
const FEWEST_CALLS := 5000
const H := "HTTP/1.1 200 OK\r\n"

## Name, status that the client is in, method, arguments. Calls that print an error line do so muted.
const ROUNDS: Array = [
	["get_status", "disconnected", &"get_status", []], ["poll", "disconnected", &"poll", []], ["close", "disconnected", &"close", []],
	["code", "disconnected", &"get_response_code", []], ["length", "disconnected", &"get_response_body_length", []], ["has_response", "disconnected", &"has_response", []],
	["chunked", "disconnected", &"is_response_chunked", []], ["headers", "disconnected", &"get_response_headers", []], ["dictionary", "disconnected", &"get_response_headers_as_dictionary", []],
	["read_refused", "disconnected", &"read_response_body_chunk", []], ["size", "disconnected", &"set_read_chunk_size", [512]], ["size_refused", "disconnected", &"set_read_chunk_size", [1]],
	["size_get", "disconnected", &"get_read_chunk_size", []], ["blocking", "disconnected", &"set_blocking_mode", [false]], ["blocking_get", "disconnected", &"is_blocking_mode_enabled", []],
	["http_proxy", "disconnected", &"set_http_proxy", ["proxy.example", 8080]], ["https_proxy", "disconnected", &"set_https_proxy", ["proxy.example", 8080]],
	["query", "disconnected", &"query_string_from_dict", [{"a": null, "b": [1, "x y"], "c": true, 3: 1.5}]], ["connection_null", "disconnected", &"get_connection", []],
	["set_connection_null", "disconnected", &"set_connection", [null]], ["connect_refused", "disconnected", &"connect_to_host", [""]], ["request_refused", "disconnected", &"request", [0, "/", []]],
	["wrong_type", "disconnected", &"request", [0, "/", {}]], ["too_few", "disconnected", &"request", [0]], ["too_many", "disconnected", &"poll", [1, 2]],
	["idle_poll", "connected", &"poll", []], ["connection", "connected", &"get_connection", []], ["request_bad_target", "connected", &"request", [0, "x", ["A: b"], "body"]],
	["request_bad_header", "connected", &"request_raw", [0, "/", ["A: b", "c"], "body"]], ["poll_in_body", "body", &"poll", []], ["read_nothing", "body", &"read_response_body_chunk", []],
	["available_nothing", "body", &"read_response_body_available", []], ["available_refused", "body", &"read_response_body_available", [0]],
]


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = []
	for turn: Array in _rounds():
		found.append({"name": str(turn[0]), "run": _method.bind(turn), "points": [13]})
	found.append({"name": "objects", "run": _objects, "points": [13]})
	found.append({"name": "keep_alive_series", "run": _series, "points": [13]})
	found.append({"name": "resident_set", "run": _resident, "points": [13]})
	return found


## What the class under test has of ROUNDS.
func _rounds() -> Array:
	return ROUNDS.filter(func(turn: Array) -> bool: return ClassDB.class_has_method(candidate, turn[2] as StringName))


func _method(turn: Array) -> void:
	var script: Dictionary = {}
	var client: RefCounted = _brought(str(turn[1]), script)
	var count: int = _affordable(client, turn)
	_expect_no_growth("%d calls" % count, func() -> void: _many(client, turn, count))
	_let_go(script)
	finish()


## Each object with a connection of its own that never came about, and one with a listening server.
func _objects() -> void:
	var make_many: Callable = func(many: int) -> void:
		for i: int in many:
			var client: RefCounted = make(candidate)
			client.call("set_http_proxy", "proxy.example", 1)
			client.call("query_string_from_dict", {"a": i})
	var began: int = Time.get_ticks_usec()
	make_many.call(1000)
	var count: int = _within(CALLS_TIME * 4, (Time.get_ticks_usec() - began) / 1000.0)
	_expect_no_growth("%d objects" % count, func() -> void: make_many.call(count))
	finish()


func _series() -> void:
	var client: RefCounted = make(candidate)
	assert_true(connect_client(client, str(server.info()["plain"]).get_slice(":", 1).to_int()), "no connection")
	assert_eq(_fetch(client, 200), 20000, "bytes")
	_expect_no_growth("3000 answers", func() -> void: assert_eq(_fetch(client, 3000), 300000, "bytes"))
	finish()


## Does the same up to STATIC_ROUNDS times; one of them leaves no memory behind.
func _expect_no_growth(what: String, work: Callable) -> void:
	var grown: Array[int] = []
	while grown.size() < STATIC_ROUNDS and (grown.is_empty() or grown[-1] > STATIC_LIMIT):
		var before: int = OS.get_static_memory_usage()
		work.call()
		grown.append(OS.get_static_memory_usage() - before)
	assert_true(grown[-1] <= STATIC_LIMIT, "%s bytes more static memory after %s, round by round" % [grown, what])


## Warms up with some calls, and returns how many fit into CALLS_TIME.
func _affordable(client: RefCounted, turn: Array) -> int:
	var began: int = Time.get_ticks_usec()
	_many(client, turn, 2000)
	return _within(CALLS_TIME, (Time.get_ticks_usec() - began) / 2000.0)


func _within(time: int, cost: float) -> int:
	return clampi(int(time / maxf(cost, 0.01)), FEWEST_CALLS, CALLS)


func _fetch(client: RefCounted, count: int) -> int:
	var total := 0
	for i: int in count:
		client.call("request", 0, "/small", PackedStringArray())
		if not poll_until(client, HTTPClient.STATUS_BODY):
			return total
		client.call("get_response_headers_as_dictionary")
		while client.call("get_status") == HTTPClient.STATUS_BODY:
			total += (client.call("read_response_body_chunk") as PackedByteArray).size()
	return total


func _resident() -> void:
	if not FileAccess.file_exists("/proc/self/statm"):
		skip("only Linux tells the resident set in /proc")
		return
	var grown: Array[int] = []
	# The first round is what a process needs anyway.
	while grown.size() < RESIDENT_ROUNDS and (grown.size() < 2 or grown[-1] > RESIDENT_LIMIT):
		var before: int = _resident_bytes()
		for turn: Array in _rounds():
			var script: Dictionary = {}
			var client: RefCounted = _brought(str(turn[1]), script)
			_many(client, turn, CALLS)
			_let_go(script)
		grown.append(_resident_bytes() - before)
	print("    resident set: %+d bytes in round %d of %d calls" % [grown[-1], grown.size(), _rounds().size() * CALLS])
	assert_true(grown[-1] <= RESIDENT_LIMIT, "%s bytes more resident memory, round by round" % [grown])
	finish()


func _many(client: RefCounted, turn: Array, count: int) -> void:
	var method: StringName = turn[2]
	var args: Array = turn[3]
	Engine.print_error_messages = false
	for i: int in count:
		client.callv(method, args)
	Engine.print_error_messages = true


func _brought(status: String, script: Dictionary) -> RefCounted:
	var client: RefCounted = make(candidate)
	if status == "disconnected":
		return client
	script.merge(server.start([["read_head"], ["send", H + "Content-Length: 99\r\n\r\n"]]))
	assert_true(connect_client(client, int(script["port"])), "no connection")
	if status == "body":
		client.call("request", 0, "/", PackedStringArray())
		assert_true(poll_until(client, HTTPClient.STATUS_BODY), "no body")
	return client


func _let_go(script: Dictionary) -> void:
	if not script.is_empty():
		server.drop(int(script["id"]))


func _resident_bytes() -> int:
	return FileAccess.open("/proc/self/statm", FileAccess.READ).get_line().get_slice(" ", 1).to_int() * 4096
