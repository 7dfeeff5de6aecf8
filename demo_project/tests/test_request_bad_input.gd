# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/request_suite.gd"
## Random calls on random trees, servers that misbehave at random, files that cannot be written, thousands of nodes.


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


## A script that reads the file holds what was there; the new one stands in its place.
func test_a_file_that_a_script_holds() -> void:
	const PATH := "user://held_file.bin"
	var written := FileAccess.open(PATH, FileAccess.WRITE)
	written.store_string("old and longer")
	written.close()
	var held := FileAccess.open(PATH, FileAccess.READ)
	var a := Asker.new(tree.root)
	a.node.download_file = PATH
	a.node.request(str(serve([["read_head"], ["send", SMALL]])["url"]))
	await _end(a)
	if OS.get_name() == "Windows": # which renames nothing over a file that is open
		assert_true(a.result() in [0, HTTPRequest.RESULT_DOWNLOAD_FILE_WRITE_ERROR], "result %d" % a.result())
	else:
		assert_eq([a.result(), FileAccess.get_file_as_string(PATH)], [0, "hello"], "the new file")
		assert_eq(held.get_as_text(), "old and longer", "what is held")
	held.close()
	_free(a)
	DirAccess.remove_absolute(PATH)
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
	var fields: PackedStringArray = ["Content-Length: 5\r\n", "Content-Length: 50\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: deflate\r\n",
		"Location: /again\r\n", "Location: ftp://x\r\n", "Connection: close\r\n", "X: y\r\n", "X", ": ", "\n"]
	var bodies: PackedStringArray = ["5\r\nhello\r\n", "0\r\n\r\n", "hello", "\u00ff", "\r\n", "HTTP/1.1 200 OK\r\n"]
	var lines_first: PackedStringArray = ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 302 Found\r\n", "HTTP/1.0 404 No\r\n", "HTTP/1.1 204 No\r\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", "junk\r\n"]
	var counts: Dictionary = {}
	for i: int in 300:
		var text: String = lines_first[random.randi() % lines_first.size()]
		for j: int in random.randi() % 4:
			text += fields[random.randi() % (fields.size() if random.randi() % 5 == 0 else 10)]
		text += "\r\n"
		for j: int in random.randi() % 4:
			text += bodies[random.randi() % bodies.size()]
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
				for getter: StringName in [&"get_body_size", &"get_downloaded_bytes", &"get_http_client_status", &"get_uploaded_bytes", &"get_final_url"]:
					node.call(getter)
				node.call(&"get_last_error")
				node.call(&"get_connection_info")
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
