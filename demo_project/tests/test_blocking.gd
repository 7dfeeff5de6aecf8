# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## blocking_mode_enabled, in threads: one poll waits for the head, one read for its whole chunk, without spinning; close() from
## another thread ends the wait.

const H := "HTTP/1.1 200 OK\r\n"
## Milliseconds after which a waiting thread is let go by dropping its server.
const PATIENCE := 8000


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for test: Dictionary in found:
		test["points"] = [23]
	return found


## Runs [param job] in a thread for both classes, with a client in CONNECTED and blocking mode. The server's gate opens while the
## job waits. What the job returns must be the same.
func _both_in_thread(steps: Array, job: Callable, gates: int = 1) -> void:
	var results: Array = []
	for class_id: StringName in both():
		results.append(_in_thread(class_id, steps, job, gates))
	assert_eq(var_to_str(results[1]), var_to_str(results[0]), "result")


func _in_thread(class_id: StringName, steps: Array, job: Callable, gates: int) -> Variant:
	var script: Dictionary = server.start(steps)
	var client: RefCounted = make(class_id)
	if not assert_true(connect_client(client, int(script["port"])), "no connection"):
		return null
	client.set("blocking_mode_enabled", true)
	var thread := Thread.new()
	thread.start(job.bind(client))
	for i: int in gates:
		# The job waits, or is about to. Which of both must not matter.
		OS.delay_msec(30)
		server.go(int(script["id"]))
	var limit: int = Time.get_ticks_msec() + PATIENCE
	while thread.is_alive() and Time.get_ticks_msec() < limit:
		OS.delay_usec(200)
	assert_true(not thread.is_alive(), "%s waits too long" % class_id)
	server.drop(int(script["id"]))
	var result: Variant = thread.wait_to_finish()
	forget_errors()
	return result


func test_one_poll_waits_for_the_head() -> void:
	_both_in_thread([["read_head"], ["gate"], ["send", H + "Content-Length: 2\r\n\r\nok"]], func(client: RefCounted) -> Array:
		var asked: Variant = client.call("request", 0, "/", [])
		var polled: Variant = client.call("poll")
		return [asked, polled, client.call("get_status"), client.call("get_response_code"), client.call("get_response_headers")])
	finish()


func test_one_poll_waits_for_a_head_in_pieces() -> void:
	_both_in_thread([["read_head"], ["send", "HTTP/1.1 "], ["gate"], ["send", "404 No\r\nContent-Length: 0\r\n"], ["gate"], ["send", "\r\n"]], func(client: RefCounted) -> Array:
		client.call("request", 0, "/", [])
		return [client.call("poll"), client.call("get_status"), client.call("get_response_code")], 2)
	finish()


func test_read_fills_the_chunk() -> void:
	_both_in_thread([["read_head"], ["send", H + "Content-Length: 1500\r\n\r\n"], ["send_fill", 300], ["gate"], ["send_fill", 1200]], func(client: RefCounted) -> Array:
		client.set("read_chunk_size", 1000)
		client.call("request", 0, "/", [])
		client.call("poll")
		var first: PackedByteArray = client.call("read_response_body_chunk")
		var second: PackedByteArray = client.call("read_response_body_chunk")
		return [first.size(), second.size(), client.call("get_status")])
	finish()


func test_read_waits_for_the_whole_server_chunk() -> void:
	_both_in_thread([["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\na\r\n01234"], ["gate"], ["send", "56789\r\n2\r\nok\r\n0\r\n\r\n"]], func(client: RefCounted) -> Array:
		client.call("request", 0, "/", [])
		client.call("poll")
		var pieces: Array = []
		for i: int in 10:
			if client.call("get_status") == HTTPClient.STATUS_BODY:
				var piece: PackedByteArray = client.call("read_response_body_chunk")
				if not piece.is_empty():
					pieces.append(piece.get_string_from_ascii())
		return [pieces, client.call("get_status")])
	finish()


func test_read_until_close() -> void:
	_both_in_thread([["read_head"], ["send", H + "Connection: close\r\n\r\nhel"], ["gate"], ["send", "lo"], ["close"]], func(client: RefCounted) -> Array:
		client.call("request", 0, "/", [])
		client.call("poll")
		return [(client.call("read_response_body_chunk") as PackedByteArray).get_string_from_ascii(), client.call("get_status")])
	finish()


func test_end_before_the_head() -> void:
	_both_in_thread([["read_head"], ["send", "HTTP/1.1 200"], ["gate"], ["close"]], func(client: RefCounted) -> Array:
		client.call("request", 0, "/", [])
		return [client.call("poll"), client.call("get_status"), client.call("poll")])
	finish()


func test_large_request() -> void:
	_both_in_thread([["gate"], ["read_head"], ["read_body", 6000000], ["send", H + "Content-Length: 0\r\n\r\n"]], func(client: RefCounted) -> Array:
		return [client.call("request", 2, "/", [], "x".repeat(6000000)), client.call("poll"), client.call("get_status"), client.call("get_response_code")])
	finish()


func test_connecting_does_not_wait() -> void:
	for class_id: StringName in both():
		var client: RefCounted = make(class_id)
		client.set("blocking_mode_enabled", true)
		var script: Dictionary = server.start([["read_head"]])
		assert_true(connect_client(client, int(script["port"])), "no connection")
		assert_eq(client.call("poll"), OK, "poll in CONNECTED")
		client.call("close")
		server.drop(int(script["id"]))
	finish()


## The engine spins there and has no lock, so this is a promise of ours alone.
func test_close_from_another_thread_ends_the_wait() -> void:
	if candidate == &"HTTPClient":
		skip("the engine does not promise it")
		return
	for reading: bool in [false, true]:
		var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhel" if reading else "HTTP/1.1 2"]])
		var client: RefCounted = make(candidate)
		assert_true(connect_client(client, int(script["port"])), "no connection")
		client.set("blocking_mode_enabled", true)
		var thread := Thread.new()
		thread.start(func() -> int:
			client.call("request", 0, "/", [])
			client.call("poll")
			if reading:
				client.call("read_response_body_chunk")
			return client.call("get_status"))
		OS.delay_msec(50)
		client.call("close")
		var limit: int = Time.get_ticks_msec() + PATIENCE
		while thread.is_alive() and Time.get_ticks_msec() < limit:
			OS.delay_usec(200)
		assert_true(not thread.is_alive(), "close() did not end the wait")
		server.drop(int(script["id"]))
		assert_eq(thread.wait_to_finish(), HTTPClient.STATUS_DISCONNECTED, "status")
	finish()


## Compares the processor time of this process with the time that it waited, which other load on the machine does not change.
func test_waits_without_spinning() -> void:
	if candidate == &"HTTPClient" or not FileAccess.file_exists("/proc/self/stat"):
		skip("the engine spins, and only Linux tells the processor time in /proc")
		return
	var script: Dictionary = server.start([["read_head"], ["gate"], ["send", H + "Content-Length: 0\r\n\r\n"]])
	var client: RefCounted = make(candidate)
	assert_true(connect_client(client, int(script["port"])), "no connection")
	client.set("blocking_mode_enabled", true)
	var thread := Thread.new()
	thread.start(func() -> int:
		client.call("request", 0, "/", [])
		return client.call("poll"))
	var before: int = _processor_ticks()
	OS.delay_msec(600)
	var used: int = _processor_ticks() - before
	server.go(int(script["id"]))
	assert_eq(thread.wait_to_finish(), OK, "poll")
	# A tick is 10 ms. Spinning would take 60 of them.
	assert_true(used < 30, "%d ticks of processor time in 600 ms of waiting" % used)
	server.drop(int(script["id"]))
	finish()


func _processor_ticks() -> int:
	# A file of /proc has no length, so it is read by the line.
	var fields: PackedStringArray = FileAccess.open("/proc/self/stat", FileAccess.READ).get_line().get_slice(") ", 1).split(" ")
	return fields[11].to_int() + fields[12].to_int()
