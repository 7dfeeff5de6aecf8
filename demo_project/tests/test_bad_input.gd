# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Every method in every status, in random order with random arguments: null, empty, huge, of wrong types, not ASCII. Both
## classes return the same, print as many error lines, and stay in the same status. Nothing crashes.
##
## The seed of a test that fails is printed; --seed=N repeats it.

const EngineTraits := preload("res://tests/engine_traits.gd")
const CaseTrace := preload("res://tests/case_trace.gd")
const H := "HTTP/1.1 200 OK\r\n"
const CALLS := 200
const METHODS: Array[StringName] = [&"connect_to_host", &"request", &"request_raw", &"close", &"has_response", &"is_response_chunked",
	&"get_response_code", &"get_response_headers", &"get_response_headers_as_dictionary", &"get_response_body_length", &"read_response_body_chunk",
	&"set_read_chunk_size", &"get_read_chunk_size", &"set_blocking_mode", &"is_blocking_mode_enabled", &"get_status", &"poll",
	&"set_http_proxy", &"set_https_proxy", &"query_string_from_dict", &"set_connection", &"get_connection"]
## After one of these a new pair is brought into the status.
const STATE_CHANGING: Array[StringName] = [&"connect_to_host", &"close", &"connection", &"set_connection", &"request", &"request_raw", &"poll"]
const PROPERTIES: Array[StringName] = [&"read_chunk_size", &"blocking_mode_enabled", &"connection"]

## How to come into a status: server steps, and what happens then.
const STATES: Dictionary = {
	"disconnected": [], "connecting": [["accept"]], "connected": [["accept"]], "requesting": [["read_head"]],
	"body_length": [["read_head"], ["send", H + "A: 1\r\nContent-Length: 900\r\n\r\nhello"]], "body_chunked": [["read_head"], ["send", H + "A: 1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nab"]],
	"body_until_close": [["read_head"], ["send", H + "Connection: close\r\n\r\nhello"]], "after_body": [["read_head"], ["send", H + "A: 1\r\nContent-Length: 2\r\n\r\nok"]],
	"connection_error": [["accept"], ["close"]], "cant_connect": [], "tls_error": [["accept"], ["send", "HTTP/1.1 400 Bad\r\n\r\n"]],
}

var _random := RandomNumberGenerator.new()
var _seed: int
var _script: Dictionary = {}


func tests() -> Array[Dictionary]:
	_seed = str(options["seed"]).to_int() if not str(options["seed"]).is_empty() else randi()
	var found: Array[Dictionary] = []
	for state: String in STATES:
		found.append({"name": "in_" + state, "run": _in_state.bind(state), "points": [4, 10, 20, 27]})
	found.append({"name": "huge_arguments", "run": _huge_arguments, "points": [4]})
	return found


func _in_state(state: String) -> void:
	if state == "cant_connect" and not EngineTraits.tells_of_refusal(server.closed_port()):
		skip("the engine's own client does not come into this status here")
		return
	_random.seed = _seed
	var pair: Array = _pair(state)
	for i: int in CALLS:
		var traces: Array[CaseTrace] = []
		var property: bool = _random.randi() % 8 == 0
		var name: StringName = PROPERTIES[_random.randi() % PROPERTIES.size()] if property else METHODS[_random.randi() % METHODS.size()]
		var args: Array = []
		for j: int in 1 if property else _random.randi() % 6:
			args.append(_argument())
		# A blocking read of a server that says nothing waits for ever, as it should.
		if name in [&"set_blocking_mode", &"blocking_mode_enabled"] and state.begins_with("body"):
			continue
		if name == &"connect_to_host" and _is_short_host(args):
			continue
		for k: int in 2:
			traces.append(_trace_of(pair[k] as RefCounted, both()[k], property, name, args, state))
		if traces[0].lines != traces[1].lines:
			fail("call %d, %s(%s) in %s:\n      HTTPClient: %s\n      %s: %s\n      their error lines: %s\n      %s" % [i, name,
					", ".join(args.map(func(a: Variant) -> String: return var_to_str(a).left(60) if not a is Object else (a as Object).get_class())), state,
					traces[0].lines, candidate, traces[1].lines, traces[0].error_texts, traces[1].error_texts])
			if failures.size() > 3:
				break
			pair = _pair(state)
		elif name in STATE_CHANGING or _random.randi() % 8 == 0:
			pair = _pair(state)
	_drop()
	if not failures.is_empty():
		print("    to repeat: --seed=%d" % _seed)
	finish()


## Whether [param args] name a host of one to three characters, which the engine refuses (COMPAT.md, short-host).
func _is_short_host(args: Array) -> bool:
	var host: String = "" if args.is_empty() else str(args[0])
	for scheme: String in ["http://", "https://"]:
		if host.to_lower().begins_with(scheme):
			host = host.substr(scheme.length())
	return host.length() in [1, 2, 3]


## Makes one call and writes down what can be compared.
func _trace_of(client: RefCounted, class_id: StringName, property: bool, name: StringName, args: Array, state: String) -> CaseTrace:
	var trace := CaseTrace.new()
	trace.class_id = class_id
	if property:
		client.set(name, args[0])
		trace.add(trace.show(client.get(name)))
	else:
		var result: Variant = client.callv(name, args)
		# When a connection comes about is timing.
		if not (state == "connecting" and name == &"poll"):
			trace.add(trace.show(result))
	if not (state == "connecting" and name == &"poll"):
		trace.add_status(client.call("get_status"))
	if errors:
		trace.add_errors(errors.call("take"))
	client.set("blocking_mode_enabled", false)
	return trace


func _pair(state: String) -> Array:
	_drop()
	var clients: Array = both().map(func(class_id: StringName) -> RefCounted: return _brought(class_id, state))
	forget_errors()
	return clients


## Returns a client in [param state].
func _brought(class_id: StringName, state: String) -> RefCounted:
	var client: RefCounted = make(class_id)
	if state == "disconnected":
		return client
	if state == "cant_connect":
		client.call("connect_to_host", "127.0.0.1", server.closed_port())
		assert_true(poll_until(client, HTTPClient.STATUS_CANT_CONNECT), "not refused")
		return client
	var script: Dictionary = server.start(STATES[state] as Array)
	_script[script["id"]] = true
	if state == "tls_error":
		client.call("connect_to_host", "127.0.0.1", int(script["port"]), TLSOptions.client_unsafe())
		assert_true(poll_until(client, HTTPClient.STATUS_TLS_HANDSHAKE_ERROR), "no TLS error")
		return client
	client.call("connect_to_host", "127.0.0.1", int(script["port"]))
	if state == "connecting":
		return client
	assert_true(poll_until(client, HTTPClient.STATUS_CONNECTED), "no connection")
	if state == "connection_error":
		assert_true(poll_until(client, HTTPClient.STATUS_CONNECTION_ERROR), "no error")
	elif state != "connected":
		client.call("request", 0, "/", [])
		client.call("poll")
		if state.begins_with("body") or state == "after_body":
			assert_true(poll_until(client, HTTPClient.STATUS_BODY), "no body")
			assert_true(server.wait_steps(int(script["id"]), 2, 3000), "the server did not send")
			var limit: int = Time.get_ticks_msec() + 3000
			var piece := PackedByteArray()
			while piece.is_empty() and Time.get_ticks_msec() < limit:
				piece = client.call("read_response_body_chunk")
	return client


func _drop() -> void:
	for id: int in _script:
		server.drop(id)
	_script.clear()


func _argument() -> Variant:
	match _random.randi() % 30:
		0: return null
		1: return ""
		2: return "/x"
		3: return "x".repeat(2000)
		4: return "€𝄞ä"
		5: return 0
		6: return -1
		7: return 2
		8: return 9223372036854775807
		9: return -9223372036854775807 - 1
		10: return 1.5
		11: return 70000.0
		12: return true
		13: return false
		14: return []
		15: return ["A: b"]
		16: return ["€: ü", "", "x"]
		17: return [null, 1, []]
		18: return {}
		19: return {"a": [1, null], 2: {"b": "€"}}
		20: return PackedStringArray(["X: y"])
		21: return PackedByteArray([0, 255])
		22: return Vector2(1, 2)
		23: return Callable()
		24: return RefCounted.new()
		25: return TLSOptions.client_unsafe()
		26: return &"nam"
		27: return NodePath("a/b")
		28: return StreamPeerBuffer.new()
	return Color.RED


## Megabytes in each place that takes text or bytes.
func _huge_arguments() -> void:
	var text: String = "ä".repeat(2000000)
	var many := PackedStringArray()
	many.resize(100000)
	many.fill("A: b")
	var deep: Array = []
	for i: int in 100:
		deep = [deep]
	for call_of: Array in [[&"connect_to_host", ["http://"]], [&"request", [0, text, many, text]], [&"request_raw", [2, "/", many, text.to_utf8_buffer()]],
			[&"request", [0, "/", [text]]], [&"set_http_proxy", [text, 1 << 40]], [&"set_https_proxy", [text, -(1 << 40)]], [&"query_string_from_dict", [{text: text, "deep": deep}]]]:
		var results: Array = []
		for class_id: StringName in both():
			var client: RefCounted = make(class_id)
			results.append([client.callv(call_of[0] as StringName, call_of[1] as Array), client.call("get_status")])
		assert_true(typeof(results[0][0]) == typeof(results[1][0]) and results[0] == results[1], "%s with huge arguments" % call_of[0])
	forget_errors()
	finish()
