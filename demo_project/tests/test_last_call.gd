# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## The last reference to a client goes while a call on it is inside: the call comes out well, and then the client is gone as well.
## Under the address sanitizer (scripts/run_godot_tests.sh --asan) it also reads and writes nothing that was freed.

const TURNS := 200
## Milliseconds.
const PATIENCE := 8000


## A stream that fails when asked to, and runs something when it goes.
class Dropper extends StreamPeerExtension:
	var failing := false
	var incoming := PackedByteArray()
	var on_call := Callable()
	var on_end := Callable()

	func get_status() -> int:
		return 3 if failing else 2

	func get_connected_host() -> String:
		if on_call.is_valid():
			on_call.call()
		return "127.0.0.1"

	func get_connected_port() -> int:
		return 80

	@warning_ignore("native_method_override")
	func get_available_bytes() -> int:
		return incoming.size()

	@warning_ignore("native_method_override")
	func get_partial_data(bytes: int) -> Array:
		var data: PackedByteArray = incoming.slice(0, bytes)
		incoming = incoming.slice(bytes)
		return [FAILED if failing else OK, data]

	@warning_ignore("native_method_override")
	func put_partial_data(data: PackedByteArray) -> Array:
		return [OK, data.size()]

	func _notification(what: int) -> void:
		if what == NOTIFICATION_PREDELETE and on_end.is_valid():
			on_end.call()


## Calls a member directly: the call itself holds no reference.
class Owner extends RefCounted:
	var client: Object

	func run(method: String) -> void:
		match method:
			"poll":
				client.poll()
			"read_response_body_chunk":
				client.read_response_body_chunk()
			"read_response_body_available":
				client.read_response_body_available()
			"close":
				client.close()
			"set_connection":
				client.set_connection(StreamPeerBuffer.new())
			"connect_to_host":
				client.connect_to_host("127.0.0.1", 1)
			"get_connection_info":
				client.get_connection_info()


## A call lets go of the stream that a script gave, and that was the last to hold the client.
func test_the_stream_lets_go_of_its_client() -> void:
	for method: String in ["poll", "read_response_body_chunk", "read_response_body_available", "close", "set_connection", "connect_to_host"]:
		var before: int = _objects()
		for i: int in TURNS:
			assert_true(not is_instance_id_valid(_let_go_in(method)), "%s: the client is still there" % method)
		_assert_objects(before, method)
	forget_errors()
	finish()


## A stream lets go of its client in a call that a getter makes. A client that stays would hold its stream.
func test_a_getter_asks_a_stream_that_lets_go() -> void:
	var before: int = _objects()
	for i: int in TURNS:
		assert_true(not is_instance_id_valid(_let_go_in("get_connection_info")), "the client is still there")
	_assert_objects(before, "get_connection_info")
	forget_errors()
	finish()


## Has a stream let go of its client inside a call of [param method]; returns the client's id.
func _let_go_in(method: String) -> int:
	var owner := Owner.new()
	owner.client = ClassDB.instantiate(candidate)
	var id: int = owner.client.get_instance_id()
	var peer := Dropper.new()
	var let_go: Callable = func() -> void: owner.client = null
	owner.client.set("connection", peer)
	if method == "poll" or method.begins_with("read"):
		owner.client.call("request", HTTPClient.METHOD_GET, "/", [])
	if method.begins_with("read"):
		peer.incoming = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".to_ascii_buffer()
		assert_true(poll_until(owner.client as RefCounted, HTTPClient.STATUS_BODY), "no body")
	peer.failing = method == "poll" or method.begins_with("read")
	if method == "get_connection_info":
		peer.on_call = let_go
	else:
		peer.on_end = let_go
	peer = null
	owner.run(method)
	assert_true(owner.client == null, "%s: the stream was not asked or did not go" % method)
	return id


func test_blocking_poll_in_a_thread() -> void:
	_let_go_while_it_blocks(func(method: Callable) -> Callable:
		var thread := Thread.new()
		thread.start(method)
		return _ended.bind(thread))


func test_blocking_poll_in_the_pool() -> void:
	_let_go_while_it_blocks(func(method: Callable) -> Callable:
		var task: int = WorkerThreadPool.add_task(method)
		return func() -> bool: return WorkerThreadPool.is_task_completed(task) and WorkerThreadPool.wait_for_task_completion(task) == OK)


## A second Godot that quits while calls block.
func test_quit_while_calls_block() -> void:
	if str(options["godot"]).is_empty():
		skip("--godot tells of no second Godot")
		return
	for kind: String in ["thread", "pool", "thread_kept"]:
		var output: Array = []
		var code: int = OS.execute(str(options["godot"]), PackedStringArray(["--headless", "--path", ProjectSettings.globalize_path("res://"), "-s",
				"res://tests/quit_probe.gd", "--", candidate, kind]), output, true)
		var text: String = "\n".join(output)
		assert_eq(code, 0, "%s: exit code; %s" % [kind, text.right(1500)])
		assert_true(text.contains("QUITS"), "%s: the probe did not come to its end; %s" % [kind, text.right(1500)])
		for bad: String in ["AddressSanitizer", "panic: ", "fatal error: ", "internal error"]:
			assert_true(not text.contains(bad), "%s: %s" % [kind, text.right(1500)])
	finish()


func _ended(thread: Thread) -> bool:
	if thread.is_alive():
		return false
	thread.wait_to_finish()
	return true


## [param start] starts a call elsewhere and returns whether it is over. The poll itself sends the request, so when the server has
## it, the call is inside; before that the engine may not have come to it, and has no protection of its own.
func _let_go_while_it_blocks(start: Callable) -> void:
	var before := 0
	for i: int in 20:
		var script: Dictionary = server.start([["read_head"], ["wait_close"]])
		var client: RefCounted = make(candidate)
		assert_true(connect_client(client, int(script["port"])), "no connection")
		client.call("request", 0, "/", [])
		client.set("blocking_mode_enabled", true)
		var over: Callable = start.call(Callable(client, "poll"))
		assert_true(server.wait_steps(int(script["id"]), 1, 5000), "the server got no request")
		client = null
		var limit: int = Time.get_ticks_msec() + PATIENCE
		var ended := false
		while not ended and Time.get_ticks_msec() < limit:
			OS.delay_usec(200)
			ended = over.call()
		assert_true(ended, "it waits on")
		over = Callable()
		assert_true(server.wait_steps(int(script["id"]), 2, 5000), "the server still sees the connection")
		server.drop(int(script["id"]))
		# The first turn makes things that stay.
		if i == 0:
			before = _objects()
	assert_true(_objects() <= before, "%d objects, %d before" % [_objects(), before])
	forget_errors()
	finish()


## What other tests left to threads may go meanwhile; a client or a stream a turn may not stay.
func _assert_objects(before: int, method: String) -> void:
	assert_true(_objects() < before + TURNS / 4.0, "%d objects after %s, %d before" % [_objects(), method, before])


func _objects() -> int:
	return int(Performance.get_monitor(Performance.OBJECT_COUNT))
