# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## The faults of the engine's node that HTTPRequestGo does not have, K1 to K14 by their numbers; and what it has beyond.

const Codings := preload("res://tests/request_cases/codings.gd")
const SILENT: Array = [["read_head"], ["wait_close"]]


## One node with what its signal brought.
class Asker extends RefCounted:
	var node: HTTPRequestGo
	var got: Array[Array] = []

	func _init(root: Node, threaded: bool = false) -> void:
		node = HTTPRequestGo.new()
		node.use_threads = threaded
		node.request_completed.connect(func(result: int, code: int, headers: PackedStringArray, body: PackedByteArray) -> void:
			got.append([result, code, headers, body]))
		root.add_child(node)

	func result() -> int:
		return got[-1][0] if not got.is_empty() else -1

	func body() -> String:
		return (got[-1][3] as PackedByteArray).get_string_from_utf8()


## Does something once, in the frame's processing behind the nodes before it and before deferred calls run.
class Later extends Node:
	var act: Callable

	func _process(_delta: float) -> void:
		act.call()
		set_process(false)


func _ask(url: String, threaded: bool = false) -> Asker:
	var a := Asker.new(tree.root, threaded)
	assert_eq(a.node.request(url), OK, "request()")
	return a


func _end(a: Asker, what: String = "") -> void:
	assert_true(await until(func() -> bool: return not a.got.is_empty()), "%s: no signal" % what)


func _free(a: Asker) -> void:
	a.node.free()


func test_k1_bytes_behind_a_coding() -> void:
	for threaded: bool in [false, true]:
		for body: PackedByteArray in [Codings.gzip("one") + Codings.gzip("one"), Codings.gzip("oneone") + PackedByteArray([0, 0, 0]), Codings.gzip("oneone") + PackedByteArray([1])]:
			var a := _ask(str(serve(Codings.sending("gzip", body))["url"]), threaded)
			await _end(a)
			assert_eq([a.result(), a.body()], [HTTPRequest.RESULT_SUCCESS, "oneone"], "gzip")
			_free(a)
		var a := _ask(str(serve(Codings.sending("deflate", Codings.zlib("one") + PackedByteArray([9])))["url"]), threaded)
		await _end(a)
		assert_eq([a.result(), a.body()], [HTTPRequest.RESULT_SUCCESS, "one"], "deflate")
		_free(a)
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
	var reference: WeakRef
	var a := _ask(str(serve(SILENT)["url"]))
	reference = weakref(a)
	a.node.queue_free()
	await frames(3)
	a = null
	assert_true(reference.get_ref() == null, "its listener stays")
	finish()


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


func test_progress() -> void:
	for threaded: bool in [false, true]:
		var a := Asker.new(tree.root, threaded)
		var told: Array[Array] = []
		a.node.progressed.connect(func(got: int, total: int) -> void: told.append([got, total, Engine.get_process_frames(), a.got.size()]))
		a.node.request(at("bytes/9000000"))
		await _end(a)
		assert_true(not told.is_empty() and told[-1].slice(0, 2) == [9_000_000, 9_000_000], "the last: %s" % [told.slice(-1)])
		var seen: Dictionary = {}
		for one: Array in told:
			assert_true(not seen.has(one[2]), "twice in one frame")
			seen[one[2]] = true
			assert_eq(one[3], 0, "before the end")
		_free(a)
	finish()


func test_uploaded_and_info() -> void:
	var a := Asker.new(tree.root)
	var one: Dictionary = serve([["read_head"], ["read_body", 100000], ["send", SMALL]])
	var body := PackedByteArray()
	body.resize(100000)
	a.node.request_raw(str(one["url"]), [], HTTPClient.METHOD_POST, body)
	await _end(a)
	assert_eq([a.node.get_uploaded_bytes(), a.node.get_connection_info().get("remote_port"), a.node.get_last_error()], [100_000, int(one["port"]), {}], "after a POST")
	_free(a)
	finish()


func test_session() -> void:
	var s := HTTPSessionGo.new()
	s.headers = ["X-Session: 1"]
	s.base_url = "http://127.0.0.1:1/"
	var one: Dictionary = serve([["read_head"], ["send", H + "Content-Length: 0\r\n\r\n"], ["read_head"], ["send", SMALL]])
	s.base_url = str(one["url"])
	var a := Asker.new(tree.root)
	a.node.session = s
	assert_true(a.node.session == s, "session")
	assert_eq(a.node.request("first"), OK, "a relative URL")
	await _end(a)
	a.got.clear()
	assert_eq(a.node.request("second"), OK, "again")
	await _end(a)
	var text: PackedStringArray = heard(one["id"] as int)
	assert_eq(text.size(), 1, "one connection for both")
	assert_true(text[0].contains("GET /first ") and text[0].contains("GET /second ") and text[0].count("X-Session: 1") == 2, "sent: %s" % text)
	a.node.session = null
	forget_errors()
	assert_eq(a.node.request("third"), ERR_INVALID_PARAMETER, "a relative URL without a session")
	forget_errors()
	_free(a)
	finish()


func test_cancel_all_of_its_session() -> void:
	var s := HTTPSessionGo.new()
	var a := Asker.new(tree.root)
	a.node.session = s
	a.node.request(str(serve(SILENT)["url"]))
	await frames(2)
	s.cancel_all()
	await _end(a)
	assert_eq([a.result(), a.got[0][1], a.node.get_last_error().get("reason")], [HTTPRequest.RESULT_REQUEST_FAILED, 0, "cancelled"], "cancelled by its session")
	_free(a)
	finish()


func test_connections_are_used_again() -> void:
	var one: Dictionary = serve([["read_head"], ["send", SMALL], ["read_head"], ["send", SMALL], ["read_head"], ["send", SMALL]])
	for i: int in 3:
		var a := _ask(str(one["url"]))
		await _end(a)
		assert_eq(a.body(), "hello", "%d" % i)
		_free(a)
	assert_eq(heard(one["id"] as int).size(), 1, "connections")
	finish()


func test_paused_and_threaded() -> void:
	tree.paused = true
	var a := _ask(str(serve([["read_head"], ["send", SMALL]])["url"]), true)
	await _end(a)
	tree.paused = false
	assert_eq(a.body(), "hello", "completes in a paused tree")
	_free(a)
	finish()


func test_two_nodes_and_one_file() -> void:
	const PATH := "user://one_file.bin"
	var first: Dictionary = serve([["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["gate"], ["send", "again"]])
	var a := Asker.new(tree.root)
	a.node.download_file = PATH
	a.node.request(str(first["url"]))
	assert_true(await until(func() -> bool: return a.node.get_downloaded_bytes() == 5), "bytes")
	var b := Asker.new(tree.root)
	b.node.download_file = ProjectSettings.globalize_path(PATH)
	b.node.request(str(serve([["read_head"], ["send", SMALL]])["url"]))
	await _end(b)
	assert_eq([b.result(), b.got[-1][1], b.node.get_last_error().get("reason")], [HTTPRequest.RESULT_DOWNLOAD_FILE_CANT_OPEN, 200, "file"], "the second")
	server.go(first["id"] as int)
	await _end(a)
	assert_eq([a.result(), FileAccess.get_file_as_string(PATH)], [0, "helloagain"], "the first")
	DirAccess.remove_absolute(PATH)
	_free(a)
	_free(b)
	finish()


func test_a_file_that_cannot_be_written() -> void:
	const PATH := "user://read_only.bin"
	var file := FileAccess.open(PATH, FileAccess.WRITE)
	file.store_string("old")
	file.close()
	for path: String in ["/dev/full", "user://", "user://no/folder/x"]:
		for answer: String in [SMALL, H + "Content-Length: 0\r\n\r\n"]:
			var a := Asker.new(tree.root)
			a.node.download_file = path
			a.node.request(str(serve([["read_head"], ["send", answer]])["url"]))
			await _end(a)
			var want: Array = [0] if answer != SMALL else [HTTPRequest.RESULT_DOWNLOAD_FILE_CANT_OPEN, HTTPRequest.RESULT_DOWNLOAD_FILE_WRITE_ERROR]
			assert_true(a.result() in want and a.got[0][1] == 200 and a.got[0][3].is_empty(), "%s: %s" % [path, a.got])
			_free(a)
	assert_eq(FileAccess.get_file_as_string(PATH), "old", "the others")
	DirAccess.remove_absolute(PATH)
	finish()


## Whatever a server sends, there is one signal, and a result that says what it is.
func test_random_servers() -> void:
	var random := RandomNumberGenerator.new()
	random.seed = int(str(options["seed"])) if not str(options.get("seed", "")).is_empty() else Time.get_ticks_usec()
	print("    seed %d" % random.seed)
	var parts: PackedStringArray = ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 302 Found\r\n", "HTTP/1.0 404 No\r\n", "HTTP/1.1 204 No\r\n", "Content-Length: 5\r\n", "Content-Length: 50\r\n", "Content-Length: -1\r\n",
		"Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: deflate\r\n", "Location: /again\r\n", "Location: ftp://x\r\n", "Connection: close\r\n", "X", ": ", "\r\n", "\r\n\r\n", "\n",
		"5\r\nhello\r\n", "0\r\n\r\n", "hello", "\u00ff", "HTTP/1.1 100 Continue\r\n\r\n"]
	var counts: Dictionary = {}
	for i: int in 300:
		var text := "HTTP/1.1 200 OK\r\n" if random.randi() % 3 else ""
		for j: int in random.randi() % 9:
			text += parts[random.randi() % parts.size()]
		var steps: Array = [["read_head"], ["send", text.left(random.randi() % (text.length() + 1)) if random.randi() % 4 == 0 else text]]
		steps.append([["close"], ["reset"], ["close"], ["half_close"]][random.randi() % 4])
		var one: Dictionary = serve(steps)
		var a := Asker.new(tree.root, i % 2 == 0)
		a.node.timeout = 3.0
		if i % 7 == 0:
			a.node.download_file = "user://random_server.bin"
		a.node.request(str(one["url"]))
		await _end(a, text.c_escape())
		assert_eq(a.got.size(), 1, "signals")
		counts[a.result()] = int(counts.get(a.result(), 0)) + 1
		var empty: bool = a.got[0][1] == 0 and a.got[0][2].is_empty() and a.got[0][3].is_empty()
		assert_true(empty == (a.result() in [2, 3, 4, 5, 6, 9, 13]), "%s: %s" % [text.c_escape(), a.got])
		_free(a)
		server.drop(one["id"] as int)
	print("    results: %s" % counts)
	DirAccess.remove_absolute("user://random_server.bin")
	forget_errors()
	finish()


func test_random_calls() -> void:
	var random := RandomNumberGenerator.new()
	random.seed = int(str(options["seed"])) if not str(options.get("seed", "")).is_empty() else Time.get_ticks_usec()
	print("    seed %d" % random.seed)
	var nodes: Array[HTTPRequestGo] = []
	var urls: PackedStringArray = [at("small"), at("bytes/300000"), "http://127.0.0.1:1/", "nothing", str(serve(SILENT)["url"])]
	for step: int in 20_000:
		if nodes.size() < 12:
			var made := HTTPRequestGo.new()
			if random.randi() % 2:
				tree.root.add_child(made)
			nodes.append(made)
		var at_index: int = random.randi() % nodes.size()
		var node: HTTPRequestGo = nodes[at_index]
		match random.randi() % 16:
			0, 1, 2:
				node.request(urls[random.randi() % urls.size()], ["X: y"] if random.randi() % 2 else ["broken"], random.randi() % 10, "body" if random.randi() % 2 else "")
			3:
				node.cancel_request()
			4:
				if node.is_inside_tree():
					tree.root.remove_child(node)
				else:
					tree.root.add_child(node)
			5:
				nodes.remove_at(at_index)
				node.free()
			6:
				node.use_threads = random.randi() % 2 == 0
			7:
				node.timeout = [0.0, 0.001, 0.5][random.randi() % 3]
			8:
				node.download_file = ["", "user://random_%d.bin" % (random.randi() % 3), "/dev/full", "user://no/where"][random.randi() % 4]
			9:
				node.body_size_limit = [-1, 0, 1000][random.randi() % 3]
			10:
				node.process_mode = (random.randi() % 5) as Node.ProcessMode
			11:
				tree.paused = random.randi() % 4 == 0
			12:
				node.get_body_size() + node.get_downloaded_bytes() + node.get_http_client_status() + node.get_uploaded_bytes()
				node.get_last_error()
				node.get_connection_info()
			13:
				node.max_redirects = random.randi() % 3 - 1
				node.accept_gzip = random.randi() % 2 == 0
				node.append_to_download_file = random.randi() % 2 == 0
				node.keep_partial_download = random.randi() % 2 == 0
			14:
				node.set_http_proxy(["", "127.0.0.1"][random.randi() % 2], [-1, 1][random.randi() % 2])
			15:
				if random.randi() % 8 == 0:
					tree.paused = false
					await tree.process_frame
		if step % 500 == 0:
			forget_errors()
	tree.paused = false
	for node: HTTPRequestGo in nodes:
		node.free()
	for i: int in 3:
		DirAccess.remove_absolute("user://random_%d.bin" % i)
	await frames(3)
	forget_errors()
	finish()


func test_many_nodes() -> void:
	var one: Dictionary = serve(SILENT)
	for round_of: int in 20:
		var nodes: Array[HTTPRequestGo] = []
		for i: int in 500:
			var node := HTTPRequestGo.new()
			node.use_threads = i % 3 == 0
			if i % 4:
				tree.root.add_child(node)
				if i % 2:
					node.request("http://127.0.0.1:1/" if i % 50 else str(one["url"]))
			nodes.append(node)
		if round_of % 2:
			await tree.process_frame
		for node: HTTPRequestGo in nodes:
			node.free()
	await frames(2)
	finish()
