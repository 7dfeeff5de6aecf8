# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Ten thousand clients made and dropped in every state, on one thread and on many: objects, sockets and threads are back at
## the start.

const H := "HTTP/1.1 200 OK\r\n"
const MANY := 10000


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for test: Dictionary in found:
		test["points"] = [13]
	return found


func test_new_and_dropped() -> void:
	var before: int = _objects()
	for i: int in MANY:
		make(candidate)
	_assert_objects(before)
	finish()


func test_dropped_while_connecting() -> void:
	var script: Dictionary = server.start([])
	# The first connection makes things that stay, such as the engine's resolver.
	_drop_some(10, int(script["port"]), false)
	var before: int = _objects()
	var files: int = _open_files()
	for turn: int in 20:
		_drop_some(50, int(script["port"]), false)
		# Without an accept the backlog fills up; a fresh port has an empty one.
		server.drop(int(script["id"]))
		script = server.start([])
	_assert_back(before, files)
	server.drop(int(script["id"]))
	finish()


func test_dropped_while_resolving() -> void:
	_drop_some(5, server.closed_port(), true)
	var before: int = _objects()
	var files: int = _open_files()
	_drop_some(500, server.closed_port(), true)
	_assert_back(before, files)
	finish()


func test_dropped_while_refused() -> void:
	var port: int = server.closed_port()
	var before: int = _objects()
	var files: int = _open_files()
	for i: int in 200:
		var client: RefCounted = make(candidate)
		client.call("connect_to_host", "127.0.0.1", port)
		poll_until(client, HTTPClient.STATUS_CANT_CONNECT)
	_assert_back(before, files)
	finish()


func test_dropped_while_reading() -> void:
	var before: int = _objects()
	var files: int = _open_files()
	for status: int in [HTTPClient.STATUS_CONNECTED, HTTPClient.STATUS_REQUESTING, HTTPClient.STATUS_BODY]:
		for i: int in 60:
			var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 99999\r\n\r\nhello"], ["wait_close"]])
			var client: RefCounted = make(candidate)
			assert_true(connect_client(client, int(script["port"])), "no connection")
			if status != HTTPClient.STATUS_CONNECTED:
				client.call("request", 0, "/", [])
			if status == HTTPClient.STATUS_BODY:
				assert_true(poll_until(client, status), "no body")
				client.call("read_response_body_chunk")
			client = null
			if status == HTTPClient.STATUS_BODY:
				assert_true(server.wait_steps(int(script["id"]), 3, 5000), "the server still sees the connection")
			server.drop(int(script["id"]))
	_assert_back(before, files)
	finish()


func test_dropped_in_handshake() -> void:
	var before: int = _objects()
	var files: int = _open_files()
	for i: int in 60:
		var script: Dictionary = server.start([["accept"], ["read_body", 10], ["wait_close"]])
		var client: RefCounted = make(candidate)
		client.call("connect_to_host", "127.0.0.1", int(script["port"]), TLSOptions.client_unsafe())
		var limit: int = Time.get_ticks_msec() + 3000
		while not server.wait_steps(int(script["id"]), 2, 1) and Time.get_ticks_msec() < limit:
			client.call("poll")
		client = null
		assert_true(server.wait_steps(int(script["id"]), 3, 5000), "the server still sees the connection")
		server.drop(int(script["id"]))
	_assert_back(before, files)
	finish()


func test_connection_outlives_the_client() -> void:
	var script: Dictionary = server.start([["accept"], ["wait_close"]])
	var client: RefCounted = make(candidate)
	assert_true(connect_client(client, int(script["port"])), "no connection")
	var stream: StreamPeer = client.get("connection")
	client = null
	# What it answers now is not promised; that it answers is.
	stream.get_available_bytes()
	stream.get_partial_data(1)
	stream.put_data(PackedByteArray([1]))
	stream = null
	forget_errors()
	assert_true(server.wait_steps(int(script["id"]), 2, 5000), "the server still sees the connection")
	server.drop(int(script["id"]))
	finish()


func test_made_used_and_dropped_on_three_threads() -> void:
	var before: int = _objects()
	for i: int in 20:
		var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"]])
		var maker := Thread.new()
		maker.start(func() -> RefCounted: return make(candidate))
		var box: Array = [maker.wait_to_finish()]
		var user := Thread.new()
		user.start(func() -> String: return _fetch(box[0] as RefCounted, int(script["port"])))
		assert_eq(user.wait_to_finish(), "hello", "body")
		var dropper := Thread.new()
		dropper.start(func() -> void:
			(box[0] as RefCounted).call("close")
			box.clear())
		dropper.wait_to_finish()
		server.drop(int(script["id"]))
	_assert_objects(before)
	finish()


func test_pool() -> void:
	# The first group makes what the pool keeps.
	_run_group(8)
	var before: int = _objects()
	_run_group(2000)
	_assert_objects(before)
	finish()


func _run_group(count: int) -> void:
	var port: int = str(server.info()["plain"]).get_slice(":", 1).to_int()
	var good: Array = [0]
	var mutex := Mutex.new()
	var group: int = WorkerThreadPool.add_group_task(func(index: int) -> void:
		var client: RefCounted = make(candidate)
		if index % 4 == 0:
			var body: String = _fetch(client, port, "/small")
			mutex.lock()
			good[0] += 1 if body.length() > 0 else 0
			mutex.unlock()
		elif index % 4 == 1:
			client.call("connect_to_host", "127.0.0.1", port)
		elif index % 4 == 2:
			client.call("connect_to_host", "localhost", port)
			client.call("poll")
			client.call("close")
		client = null, count)
	while not WorkerThreadPool.is_group_task_completed(group):
		OS.delay_usec(500)
	WorkerThreadPool.wait_for_group_task_completion(group)
	assert_eq(good[0], ceili(count / 4.0), "answers")
	forget_errors()


func _fetch(client: RefCounted, port: int, target: String = "/") -> String:
	if not connect_client(client, port) or client.call("request", 0, target, []) != OK:
		return ""
	var body := PackedByteArray()
	var limit: int = Time.get_ticks_msec() + 5000
	while client.call("get_status") in [HTTPClient.STATUS_REQUESTING, HTTPClient.STATUS_BODY] and Time.get_ticks_msec() < limit:
		if client.call("get_status") == HTTPClient.STATUS_BODY:
			body.append_array(client.call("read_response_body_chunk") as PackedByteArray)
		else:
			client.call("poll")
	return body.get_string_from_ascii() if target == "/" else str(body.size())


func _drop_some(count: int, port: int, by_name: bool) -> void:
	for i: int in count:
		var client: RefCounted = make(candidate)
		client.call("connect_to_host", "localhost" if by_name else "127.0.0.1", port)
		if i % 2:
			client.call("poll")


## Cancelling is at once, but goroutines of attempts may need a moment to learn of it, and open and close a socket meanwhile. So
## nothing more than before must be open ten times running.
func _assert_back(objects: int, files: int) -> void:
	var limit: int = Time.get_ticks_msec() + 10_000
	var back := 0
	var open := 0
	while back < 10 and Time.get_ticks_msec() < limit:
		OS.delay_msec(5)
		open = _open_files()
		back = back + 1 if open <= files and _objects() <= objects else 0
	_assert_objects(objects)
	assert_true(back == 10, "%d open files, %d before" % [open, files])
	forget_errors()


## Fewer is no leak: what an earlier test left to a thread may have gone meanwhile.
func _assert_objects(before: int) -> void:
	assert_true(_objects() <= before, "%d objects, %d before" % [_objects(), before])


func _objects() -> int:
	return int(Performance.get_monitor(Performance.OBJECT_COUNT))


func _open_files() -> int:
	return DirAccess.get_files_at("/proc/self/fd").size() if DirAccess.dir_exists_absolute("/proc/self/fd") else 0
