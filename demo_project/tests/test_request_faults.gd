# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/request_suite.gd"
## The faults of the engine's node that HTTPRequestGo does not have, K1 to K14 by their numbers.

const Codings := preload("res://tests/request_cases/codings.gd")


## Does something once, in the frame's processing behind the nodes before it and before deferred calls run.
class Later extends Node:
	var act: Callable

	func _process(_delta: float) -> void:
		act.call()
		set_process(false)


func test_k1_bytes_behind_a_coding() -> void:
	for threaded: bool in [false, true]:
		for body: PackedByteArray in [Codings.gzip("one") + Codings.gzip("one"), Codings.gzip("oneone") + PackedByteArray([0, 0, 0]), Codings.gzip("oneone") + PackedByteArray([1])]:
			var a := _ask(str(serve(Codings.sending("gzip", body))["url"]), threaded)
			await _end(a)
			assert_eq([a.result(), a.body()], [HTTPRequest.RESULT_SUCCESS, "oneone"], "gzip")
			_free(a)
		var b := _ask(str(serve(Codings.sending("deflate", Codings.zlib("one") + PackedByteArray([9])))["url"]), threaded)
		await _end(b)
		assert_eq([b.result(), b.body()], [HTTPRequest.RESULT_SUCCESS, "one"], "deflate")
		_free(b)
	finish()


func test_k2_a_coding_cut_short() -> void:
	var whole: PackedByteArray = Codings.gzip("0123456789".repeat(100))
	for size: int in [1, 10, whole.size() / 2, whole.size() - 8, whole.size() - 1]:
		var a := _ask(str(serve(Codings.sending("gzip", whole.slice(0, size)))["url"]))
		await _end(a)
		assert_eq([a.result(), a.got[-1][1], a.body()], [HTTPRequest.RESULT_BODY_DECOMPRESS_FAILED, 200, ""], "%d bytes" % size)
		_free(a)
	finish()


func test_k3_cancel_when_the_end_is_queued() -> void:
	for threaded: bool in [false, true]:
		var first: Dictionary = serve([["read_head"], ["send", SMALL]])
		var second: Dictionary = serve([["read_head"], ["gate"], ["send", H + "Content-Length: 6\r\n\r\nsecond"]])
		var a := _ask(str(first["url"]), threaded)
		assert_true(server.wait_steps(first["id"] as int, 2, PATIENCE), "the answer left")
		OS.delay_msec(40)
		var later := Later.new()
		later.act = func() -> void:
			a.node.cancel_request()
			assert_eq(a.node.request(str(second["url"])), OK, "asked again")
		if threaded:
			later.act.call() # its deferred call is on its way
		else:
			tree.root.add_child(later)
		await frames(4)
		later.free()
		assert_true(a.got.is_empty(), "the old signal comes: %s" % [a.got])
		server.go(second["id"] as int)
		await _end(a)
		assert_eq([a.result(), a.body(), a.got.size()], [0, "second", 1], "the new one")
		_free(a)
	finish()


func test_k4_one_way_to_refuse() -> void:
	var a := Asker.new(tree.root)
	a.node.timeout = 0.05
	assert_eq(a.node.request("no url"), ERR_INVALID_PARAMETER, "no url")
	await tree.create_timer(0.2).timeout
	assert_true(a.got.is_empty(), "a signal follows")
	assert_eq(a.node.get_last_error().get("reason"), "bad_url", "get_last_error()")
	forget_errors()
	a.node.timeout = 0.0
	assert_eq(a.node.request("http://zz:1/"), OK, "a short host")
	await _end(a)
	assert_true(a.result() in [HTTPRequest.RESULT_CANT_RESOLVE, HTTPRequest.RESULT_CANT_CONNECT], "result %d" % a.result())
	assert_eq(a.got.size(), 1, "signals")
	_free(a)
	finish()


func test_k5_secrets_and_bodies_on_redirects() -> void:
	var other: Dictionary = serve([["read_head"], ["send", SMALL]])
	var one: Dictionary = serve([["read_head"], ["read_body", 4], ["send", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n" % other["url"]]])
	var a := Asker.new(tree.root)
	a.node.request(str(one["url"]), ["Authorization: Bearer abc", "Cookie: a=b", "Host: mine.example", "Proxy-Authorization: Basic x", "Content-Type: a/b", "X: y"], HTTPClient.METHOD_POST, "body")
	await _end(a)
	var text: String = "".join(heard(other["id"] as int))
	assert_eq(a.body(), "hello", "followed")
	for word: String in ["abc", "a=b", "mine.example", "Basic", "body", "Content-", "POST"]:
		assert_true(not text.contains(word), "%s goes to the other server: %s" % [word, text])
	assert_true(text.contains("X: y\r\n") and text.begins_with("GET / "), "the others stay: %s" % text)
	assert_eq(a.node.get_final_url(), str(other["url"]), "get_final_url()")
	_free(a)
	finish()


func test_k6_cancel_waits_for_nothing() -> void:
	var times: Array[int] = []
	for threaded: bool in [false, true]:
		for i: int in 10:
			var one: Dictionary = serve(SILENT)
			var a := _ask(str(one["url"]), threaded)
			server.wait_steps(one["id"] as int, 1, PATIENCE)
			var began: int = Time.get_ticks_usec()
			if i % 3 == 0:
				a.node.cancel_request()
			elif i % 3 == 1:
				tree.root.remove_child(a.node)
			a.node.free()
			times.append(Time.get_ticks_usec() - began)
			server.drop(one["id"] as int)
	times.sort()
	print("    cancel, leave or free: median %d us, most %d us" % [times[times.size() / 2], times[-1]])
	finish()


func test_k7_an_end_that_comes_later() -> void:
	for threaded: bool in [false, true]:
		var one: Dictionary = serve([["read_head"], ["send", H + "Connection: close\r\n\r\nhello"], ["gate"], ["close"]])
		var a := _ask(str(one["url"]), threaded)
		assert_true(await until(func() -> bool: return a.node.get_downloaded_bytes() == 5), "bytes")
		await frames(5)
		server.go(one["id"] as int)
		await _end(a)
		assert_eq([a.result(), a.body()], [0, "hello"], "until close")
		_free(a)
	finish()


func test_k8_a_cut_is_one_result() -> void:
	for steps: Array in [
			[["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["close"]], [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["reset"]],
			[["read_head"], ["send", H + "Content-Length: 10\r\n\r\n"], ["close"]], [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhe"], ["close"]],
			[["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"], ["close"]]]:
		for i: int in 5:
			var a := _ask(str(serve(steps)["url"]), i % 2 == 0)
			if i > 2:
				OS.delay_msec(20)
			await _end(a)
			assert_eq(a.got[0], [HTTPRequest.RESULT_CONNECTION_ERROR, 0, PackedStringArray(), PackedByteArray()], "%s" % [steps[1]])
			assert_true(a.node.get_last_error().has("reason"), "get_last_error()")
			_free(a)
	finish()


func test_k9_a_whole_download_stays() -> void:
	var a := Asker.new(tree.root)
	a.node.download_file = "user://k9.bin"
	a.node.request(str(serve([["read_head"], ["send", H + "Connection: close\r\n\r\nhello"], ["close"]])["url"]))
	await _end(a)
	await frames(3)
	_free(a)
	assert_eq(FileAccess.get_file_as_string("user://k9.bin"), "hello", "the file")
	DirAccess.remove_absolute("user://k9.bin")
	finish()


func test_k10_speed_hangs_on_no_frame_rate() -> void:
	Engine.max_fps = 20
	var began: int = Engine.get_process_frames()
	var a := _ask(at("bytes/16000000"))
	await _end(a)
	var took: int = Engine.get_process_frames() - began
	Engine.max_fps = 0
	assert_eq((a.got[0][3] as PackedByteArray).size(), 16_000_000, "bytes")
	# The engine's node takes one frame for each 64 KiB, which are 245.
	assert_true(took < 120, "%d frames" % took)
	_free(a)
	finish()


func test_k11_the_body_does_not_stay() -> void:
	var a := _ask(at("bytes/30000000"))
	await _end(a)
	var before: int = OS.get_static_memory_usage()
	a.got.clear()
	await frames(2)
	assert_true(before - OS.get_static_memory_usage() > 25_000_000, "%d bytes come back" % (before - OS.get_static_memory_usage()))
	a.node.body_size_limit = 5_000_000_000
	assert_eq(a.node.body_size_limit, 5_000_000_000, "64 bits")
	_free(a)
	finish()


func test_k12_nothing_saved_is_truncated() -> void:
	const PATH := "user://k12.bin"
	for answer: String in ["404 Not Found", "416 Range Not Satisfiable", "500 Error", "503 Busy"]:
		var file := FileAccess.open(PATH, FileAccess.WRITE)
		file.store_string("saved")
		file.close()
		var a := Asker.new(tree.root)
		a.node.download_file = PATH
		a.node.append_to_download_file = true
		a.node.request(str(serve([["read_head"], ["send", "HTTP/1.1 %s\r\nContent-Length: 4\r\n\r\npage" % answer]])["url"]), ["Range: bytes=5-"])
		await _end(a)
		_free(a)
		assert_eq(FileAccess.get_file_as_string(PATH), "saved", answer)
	DirAccess.remove_absolute(PATH)
	finish()


func test_k13_a_freed_node_leaves_nothing() -> void:
	var held: WeakRef
	var a := _ask(str(serve(SILENT)["url"]))
	held = weakref(a)
	a.node.queue_free()
	await frames(3)
	a = null
	assert_true(held.get_ref() == null, "its listener stays")
	finish()


## Whoever begins to wait when the end has come already waits for the next one, as a signal has no memory. A response can be
## awaited late.
func test_k13_a_late_await() -> void:
	var a := _ask(str(serve([["read_head"], ["send", SMALL]])["url"]))
	await _end(a)
	var ends: Array = []
	_wait_late(a.node, ends)
	assert_eq(a.node.request(str(serve([["read_head"], ["send", H + "Content-Length: 4\r\n\r\nnext"]])["url"])), OK, "the next request")
	assert_true(await until(func() -> bool: return not ends.is_empty()), "who waits late gets the next end")
	assert_eq(ends, [[0, "next"]], "the end")
	_free(a)
	var r: HTTPResponseGo = HTTPSessionGo.new().fetch(str(serve([["read_head"], ["send", SMALL]])["url"]))
	await r.done()
	var frame: int = Engine.get_process_frames()
	await r.done()
	assert_eq([r.text(), Engine.get_process_frames() - frame < 3], ["hello", true], "a late done()")
	finish()


func _wait_late(node: HTTPRequestGo, ends: Array) -> void:
	var end: Array = await node.request_completed
	ends.append([end[0], (end[3] as PackedByteArray).get_string_from_utf8()])


func test_k14_urls_that_the_engine_refuses() -> void:
	var ports: Dictionary = serve([["read_head"], ["send", SMALL]])
	var a := _ask("http://127.0.0.1:%d?query" % ports["port"])
	await _end(a)
	assert_eq([a.result(), a.body()], [0, "hello"], "a query without a path")
	_free(a)
	for location: String in ["x", "?q", "//127.0.0.1:$/x", "\t/x"]:
		var one: Dictionary = serve([["read_head"], ["gate"], ["read_head"], ["send", SMALL]])
		server.drop(one["id"] as int)
		var second: Dictionary = serve([["read_head"], ["send", SMALL]])
		one = serve([["read_head"], ["send", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation:%s\r\n\r\n" % location.replace("$", str(second["port"]))], ["read_head"], ["send", SMALL]])
		a = _ask(str(one["url"]) + "a/b")
		await _end(a, location)
		assert_eq([a.result(), a.got[-1][1], a.body()], [0, 200, "hello"], "Location:%s" % location)
		_free(a)
	finish()
