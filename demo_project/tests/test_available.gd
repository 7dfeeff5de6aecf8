# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## read_response_body_available(), which the engine's class does not have: all of a body that has arrived, in one array, however the
## server cut it and over whatever stream; also mixed with read_response_body_chunk().

const PeerSource := preload("res://tests/peer_source.gd")
const ScriptedPeer := preload("res://tests/scripted_peer.gd")

const METHOD := &"read_response_body_available"
const MOST := 16777216
const H := "HTTP/1.1 200 OK\r\n"
const LENGTH := H + "Content-Length: 10\r\n\r\n"
const CHUNKED := H + "Transfer-Encoding: chunked\r\n\r\n"
const LARGE := 3000000
const LIMIT := 15000

## Arguments of a variant call, and how much of ten bytes is read, or -1 where the call is refused, and how many error lines there are.
## One with a wrong type is refused and runs all the same, as with the engine's methods.
var arguments: Array = [[[], 10], [[MOST], 10], [[3], 3], [[3.7], 3], [[1e1], 10], [[true], 1], [[0], 0, 1], [[-1], 0, 1], [[false], 0, 1], [[MOST + 1], 0, 1],
	[[1 << 40], 0, 1], [["3"], -1], [[[]], -1, 1], [[Vector2(3, 3)], -1, 1], [[3, 4], -1], [[3, 4, 5, 6, 7], -1]]
## By name, steps of a server that sends a large body, and the status behind it.
var bodies: Dictionary = {
	"length": [[["read_head"], ["send", H + "Content-Length: %d\r\n\r\n" % LARGE], ["send_fill", LARGE]], HTTPClient.STATUS_CONNECTED],
	"chunks": [[["read_head"], ["send", CHUNKED], ["send_repeat", 1000, "3e8\r\n" + "x".repeat(1000) + "\r\n"], ["send", "1e8480\r\n"], ["send_fill", 2000000], ["send", "\r\n0\r\nT: x\r\n\r\n"]],
		HTTPClient.STATUS_CONNECTED],
	"until_close": [[["read_head"], ["send", H + "Connection: close\r\n\r\n"], ["send_fill", LARGE], ["close"]], HTTPClient.STATUS_DISCONNECTED],
}

## By the entries of bodies, what the engine's class makes of them.
var _references: Dictionary = {}


func tests() -> Array[Dictionary]:
	if not ClassDB.class_has_method(candidate, METHOD):
		return []
	var found: Array[Dictionary] = super()
	for i: int in arguments.size():
		found.append({"name": "arguments_%d" % i, "run": _arguments.bind(arguments[i])})
	for name: String in bodies:
		for kind: String in ["plain", "secure"] + Array(PeerSource.KINDS):
			# Over a Unix socket, the bridge ends without waiting for what it still has.
			if kind != "uds":
				found.append({"name": "%s_%s" % [name, kind], "run": _large.bind(bodies[name], kind)})
	for test: Dictionary in found:
		test["points"] = [4, 17, 18, 19, 20, 23, 24]
	return found


func _arguments(row: Array) -> void:
	var ready: Array = _ready(LENGTH + "0123456789")
	var client: RefCounted = ready[0]
	forget_errors()
	# A call from a script would end this function where it is refused. An expression tells instead, and its array has no constant names.
	var expression := Expression.new()
	expression.parse("c.%s(%s)" % [METHOD, ", ".join(row[0].map(var_to_str))], ["c"])
	var result: Variant = expression.execute([client], null, false)
	if row[1] < 0:
		assert_true(expression.has_execute_failed(), "taken: %s" % [row[0]])
	else:
		assert_true(not expression.has_execute_failed(), expression.get_error_text())
		assert_eq(result, "0123456789".left(row[1] as int).to_ascii_buffer(), "bytes for %s" % [row[0]])
		assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTED if row[1] == 10 else HTTPClient.STATUS_BODY, "status")
	if errors:
		var lines: Array = errors.call("take")
		var wanted: int = row[2] if row.size() > 2 else 0
		assert_eq(lines.size(), wanted, "error lines %s" % [lines])
		assert_true(wanted == 0 or str(lines).contains("%s: The size must be between 1 and 16777216 bytes." % METHOD), str(lines))
	server.drop(int(ready[1]))
	finish()


func test_what_the_class_says_of_it() -> void:
	var about: Dictionary = ClassDB.class_get_method_list(candidate, true).filter(func(method: Dictionary) -> bool: return method["name"] == METHOD)[0]
	assert_eq(about["default_args"], [MOST], "defaults")
	assert_eq(about["return"]["type"], TYPE_PACKED_BYTE_ARRAY, "result")
	assert_eq(about["args"].size(), 1, "arguments")
	assert_eq(about["args"][0]["name"], "max_size", "name of the argument")
	assert_eq(about["flags"], METHOD_FLAG_NORMAL, "flags")
	finish()


func test_outside_of_a_body() -> void:
	var client: RefCounted = make(candidate)
	forget_errors()
	assert_eq(client.call(METHOD), PackedByteArray(), "result")
	if errors:
		var lines: Array = errors.call("take")
		assert_true(lines.size() == 1 and str(lines).contains("the status is not STATUS_BODY"), str(lines))
	assert_eq(client.call("get_status"), HTTPClient.STATUS_DISCONNECTED, "status")
	finish()


## Chunks are joined, the framing is gone, and the call that takes the last byte meets the last chunk as well.
func test_chunks_and_their_end_in_one_call() -> void:
	var ready: Array = _ready(CHUNKED + "2\r\nab\r\n3;x=y\r\ncde\r\n1\r\nf\r\n0\r\nT: v\r\n\r\n")
	assert_eq(_text(ready[0].call(METHOD)), "abcdef", "body")
	assert_eq(ready[0].call("get_status"), HTTPClient.STATUS_CONNECTED, "status")
	server.drop(int(ready[1]))
	finish()


## Not in whole chunks, but what is there; and the other read gives the rest of the chunk as one piece.
func test_a_chunk_that_is_not_whole() -> void:
	var ready: Array = _ready(CHUNKED + "6\r\nabc", [["gate"], ["send", "def\r\n1\r\ng\r\n0\r\n\r\n"]])
	var client: RefCounted = ready[0]
	assert_eq(_text(client.call("read_response_body_chunk")), "", "a whole chunk")
	assert_eq(_text(client.call(METHOD, 2)), "ab", "what is there of it")
	server.go(int(ready[1]))
	assert_eq(_text(_piece(client, &"read_response_body_chunk")), "cdef", "the rest of the chunk")
	assert_eq(_text(_piece(client, METHOD)), "g", "the next one")
	assert_true(_ended(client, METHOD), "no end")
	assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTED, "status")
	server.drop(int(ready[1]))
	finish()


func test_until_close() -> void:
	var ready: Array = _ready(H + "\r\nabc", [["gate"], ["close"]])
	var client: RefCounted = ready[0]
	assert_eq(_text(client.call(METHOD)), "abc", "body")
	assert_eq(client.call("get_status"), HTTPClient.STATUS_BODY, "status before the end")
	server.go(int(ready[1]))
	assert_true(_ended(client, METHOD), "no end")
	assert_eq(client.call("get_status"), HTTPClient.STATUS_DISCONNECTED, "status")
	assert_true(client.get("connection") == null, "a connection after the end")
	server.drop(int(ready[1]))
	finish()


func test_a_body_that_is_cut() -> void:
	for head: String in [LENGTH, CHUNKED + "a\r\n", CHUNKED + "3\r\nabc\r\n"]:
		var whole: String = head if head.ends_with("abc\r\n") else head + "abc"
		var ready: Array = _ready(whole, [["gate"], ["close"]])
		var client: RefCounted = ready[0]
		forget_errors()
		assert_eq(_text(client.call(METHOD)), "abc", "bytes before the fault")
		assert_eq(client.call("get_status"), HTTPClient.STATUS_BODY, "status with them")
		server.go(int(ready[1]))
		assert_true(_ended(client, METHOD), "no end")
		assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTION_ERROR, "status")
		var reason: Dictionary = client.call("get_last_error")
		assert_eq(reason.get("received"), 3, "received")
		assert_eq(reason.get("expected"), 10 if head == LENGTH else -1, "expected")
		if errors:
			assert_eq((errors.call("take") as Array).size(), 0, "error lines")
		server.drop(int(ready[1]))
	finish()


func test_body_size_limit() -> void:
	for head: Array in [[CHUNKED + "3\r\nabc\r\n3\r\ndef\r\n", "abc"], [H + "\r\nabcdef", "abcd"]]:
		var ready: Array = _ready(head[0] as String)
		var client: RefCounted = ready[0]
		client.set("body_size_limit", 4)
		assert_eq(_text(client.call(METHOD)), head[1], "bytes within the limit")
		assert_eq(client.call("get_status"), HTTPClient.STATUS_BODY, "status with them")
		assert_eq(_text(client.call(METHOD)), "", "bytes beyond")
		assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTION_ERROR, "status")
		assert_true(str(client.call("get_last_error")).contains("body_size_limit, which is 4 bytes"), str(client.call("get_last_error")))
		server.drop(int(ready[1]))
	finish()


## Blocking, it waits for the first byte and not for more; close() from another thread ends the wait.
func test_blocking() -> void:
	for closes: bool in [false, true]:
		var script: Dictionary = server.start([["read_head"], ["send", LENGTH], ["gate"], ["send", "abc"], ["wait_close"]])
		var client: RefCounted = make(candidate)
		assert_true(connect_client(client, int(script["port"])), "no connection")
		client.set("blocking_mode_enabled", true)
		client.call("request", 0, "/", [])
		client.call("poll")
		var thread := Thread.new()
		thread.start(func() -> String: return _text(client.call(METHOD)))
		# The thread waits, or is about to. Which of both must not matter.
		OS.delay_msec(20)
		if closes:
			client.call("close")
		else:
			server.go(int(script["id"]))
		var limit: int = Time.get_ticks_msec() + LIMIT
		while thread.is_alive() and Time.get_ticks_msec() < limit:
			OS.delay_usec(200)
		assert_true(not thread.is_alive(), "it waits too long")
		server.drop(int(script["id"]))
		var got: String = thread.wait_to_finish()
		assert_true(got.is_empty() if closes else "abc".begins_with(got) and got.length() > 0, "bytes: %s" % got)
		forget_errors()
	finish()


## A stream of a script's that lets go of the client in the middle of the call.
func test_a_stream_drops_its_client() -> void:
	var script: Dictionary = server.start([["read_head"], ["send", LENGTH + "0123456789"]])
	var holder: Array = [make(candidate)]
	var source := _source()
	var peer := ScriptedPeer.new(source.tcp(int(script["port"])))
	(holder[0] as RefCounted).set("connection", peer)
	(holder[0] as RefCounted).call("request", 0, "/", [])
	assert_true(poll_until(holder[0] as RefCounted, HTTPClient.STATUS_BODY), "no body")
	peer.on_call = func(_method: String) -> void: holder.clear()
	holder[0].call(METHOD)
	assert_true(holder.is_empty(), "the stream was not called")
	peer.on_call = Callable()
	server.drop(int(script["id"]))
	finish()


## What a stream of a script's says that it has is no more than a guess.
func test_a_stream_that_lies() -> void:
	for claim: int in [9223372036854775807, 1 << 40, 1, -1, -9223372036854775807 - 1]:
		var script: Dictionary = server.start([["read_head"], ["send", LENGTH + "0123456789"]])
		var client: RefCounted = make(candidate)
		var peer := ScriptedPeer.new(_source().tcp(int(script["port"])))
		client.set("connection", peer)
		client.call("request", 0, "/", [])
		assert_true(poll_until(client, HTTPClient.STATUS_BODY), "no body")
		peer.answers = {"get_available_bytes": claim}
		forget_errors()
		var got := ""
		var limit: int = Time.get_ticks_msec() + LIMIT
		while client.call("get_status") == HTTPClient.STATUS_BODY and Time.get_ticks_msec() < limit:
			got += _text(client.call(METHOD))
		assert_eq(got, "0123456789", "body where %d bytes are claimed" % claim)
		if errors:
			assert_eq(errors.call("take"), [] as Array[Dictionary], "lines")
		server.drop(int(script["id"]))
	finish()


## Both reads in turn, and a small and a large one of this kind: nothing is lost and nothing comes twice.
func _large(body: Array, kind: String) -> void:
	if not PeerSource.missing(kind).is_empty():
		skip(PeerSource.missing(kind))
		return
	var source := _source()
	var secure: bool = PeerSource.secure(kind) or kind == "secure"
	var script: Dictionary = server.start(body[0] as Array, {} if secure else null)
	var client: RefCounted = make(candidate)
	if kind in ["plain", "secure"]:
		client.call("connect_to_host", "localhost", script["port"], TLSOptions.client(source.authority) if secure else null)
		assert_true(poll_until(client, HTTPClient.STATUS_CONNECTED), "no connection")
	else:
		client.set("connection", source.make(kind, int(script["port"])))
	client.call("request", 0, "/", [])
	assert_true(poll_until(client, HTTPClient.STATUS_BODY), "no body")
	var got := PackedByteArray()
	var turn := 0
	var limit: int = Time.get_ticks_msec() + LIMIT
	while client.call("get_status") == HTTPClient.STATUS_BODY and Time.get_ticks_msec() < limit:
		match turn % 4:
			0: got.append_array(client.call("read_response_body_chunk") as PackedByteArray)
			1: got.append_array(client.call(METHOD, 999) as PackedByteArray)
			_: got.append_array(client.call(METHOD) as PackedByteArray)
		turn += 1
	assert_eq(client.call("get_status"), body[1], "status; %s" % client.call("get_last_error"))
	assert_eq(got.size(), LARGE, "bytes")
	if not _references.has(body):
		_references[body] = _reference(body)
	assert_true(got == _references[body], "the same bytes as by read_response_body_chunk() alone")
	server.drop(int(script["id"]))
	finish()


## Returns the body as the engine's class has it.
func _reference(body: Array) -> PackedByteArray:
	var script: Dictionary = server.start(body[0] as Array)
	var client: RefCounted = make(&"HTTPClient")
	assert_true(connect_client(client, int(script["port"])), "no connection")
	client.call("request", 0, "/", [])
	assert_true(poll_until(client, HTTPClient.STATUS_BODY), "no body")
	var want := PackedByteArray()
	var limit: int = Time.get_ticks_msec() + LIMIT
	while client.call("get_status") == HTTPClient.STATUS_BODY and Time.get_ticks_msec() < limit:
		want.append_array(client.call("read_response_body_chunk") as PackedByteArray)
	server.drop(int(script["id"]))
	return want


func _source() -> PeerSource:
	var source := PeerSource.new()
	source.candidate = candidate
	var authority := X509Certificate.new()
	authority.load(str(server.info()["ca"]))
	source.authority = authority
	return source


## Returns a client in STATUS_BODY, which has got all of [param answer] and read nothing of its body, and its server.
func _ready(answer: String, then: Array = []) -> Array:
	var size: int = answer.length() - answer.find("\r\n\r\n") - 4
	var script: Dictionary = server.start([["read_head"], ["send", answer]] + then + [["wait_close"]])
	var client: RefCounted = make(candidate)
	assert_true(connect_client(client, int(script["port"])), "no connection")
	client.call("request", 0, "/", [])
	assert_true(poll_until(client, HTTPClient.STATUS_BODY), "no body")
	var limit: int = Time.get_ticks_msec() + LIMIT
	while (client.get("connection") as StreamPeer).get_available_bytes() < size and Time.get_ticks_msec() < limit:
		OS.delay_usec(100)
	assert_true((client.get("connection") as StreamPeer).get_available_bytes() >= size, "%d bytes did not come" % size)
	return [client, script["id"]]


func _text(bytes: Variant) -> String:
	return (bytes as PackedByteArray).get_string_from_ascii()


## Reads until something has come.
func _piece(client: RefCounted, method: StringName) -> PackedByteArray:
	var limit: int = Time.get_ticks_msec() + LIMIT
	var piece := PackedByteArray()
	while piece.is_empty() and client.call("get_status") == HTTPClient.STATUS_BODY and Time.get_ticks_msec() < limit:
		piece = client.call(method)
	return piece


## Reads until the body is over; returns whether nothing more came and it was in time.
func _ended(client: RefCounted, method: StringName) -> bool:
	return _piece(client, method).is_empty() and client.call("get_status") != HTTPClient.STATUS_BODY
