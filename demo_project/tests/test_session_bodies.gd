# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## What goes out with an HTTPSessionGo and what comes back: bodies of each kind, pieces, progress, text and JSON, mistakes of
## a script, faults of a network, downloads.

var _session: HTTPSessionGo


func _fetch(url: String, headers: PackedStringArray = [], method: int = 0, body: Variant = null) -> HTTPResponseGo:
	if _session == null:
		_session = HTTPSessionGo.new()
		_session.timeout = 15.0
	return _session.fetch(url, headers, method, body)


## Sends a body to a server that gives it back, and returns the response.
func _echo(body: Variant, headers: PackedStringArray = []) -> HTTPResponseGo:
	var r: HTTPResponseGo = await _fetch(at("echo"), headers, HTTPClient.METHOD_POST, body).done()
	assert_true(r.ok, "echo of %s: %s" % [type_string(typeof(body)), r.get_error()])
	return r


func test_bodies_of_each_kind() -> void:
	var r: HTTPResponseGo = await _echo(null)
	assert_eq(r.body.size(), 0, "null")
	r = await _echo("zoë")
	assert_eq([r.text(), r.get_header("Content-Type")], ["zoë", "application/octet-stream"], "String, without a type of ours")
	var bytes := PackedByteArray([0, 1, 255, 13, 10])
	r = await _echo(bytes)
	assert_eq(r.body, bytes, "PackedByteArray")
	r = await _echo({"a": [1, null, true], "b": "ö"})
	assert_eq(r.json(), {"a": [1.0, null, true], "b": "ö"}, "Dictionary")
	assert_eq(r.get_header("content-TYPE"), "application/json", "its type")
	r = await _echo([1, "x"], ["content-type: application/vnd.api+json"])
	assert_eq([r.json(), r.get_header("Content-Type")], [[1.0, "x"], "application/vnd.api+json"], "Array, with a type that was given")
	finish()


func test_a_held_array_may_be_changed() -> void:
	var bytes := PackedByteArray()
	bytes.resize(3_000_000)
	var r := _fetch(at("echo"), [], HTTPClient.METHOD_POST, bytes)
	bytes.fill(1)
	await over(r)
	assert_eq([r.body.size(), r.body.count(0)], [3_000_000, 3_000_000], "bytes as they were")
	finish()


func test_files() -> void:
	var bytes := PackedByteArray()
	for i: int in 5_000_000:
		bytes.append(i * 7 % 251)
	var file := FileAccess.open("user://session_upload.bin", FileAccess.WRITE_READ)
	file.store_buffer(bytes)
	file.seek(1000)
	var r := _fetch(at("echo"), [], HTTPClient.METHOD_POST, file)
	var listener := Listener.new(r)
	await over(r)
	await until(func() -> bool: return listener.completed > 0)
	assert_true(r.ok and r.body == bytes.slice(1000), "from its position: %d bytes, %s" % [r.body.size(), r.get_error()])
	assert_eq(r.get_uploaded_bytes(), bytes.size() - 1000, "uploaded")
	_check_progress(listener.upload, bytes.size() - 1000, "upload")
	file.seek(0)
	r = _fetch(at("sink"), [], HTTPClient.METHOD_POST, file)
	assert_true(r.wait(15.0) and r.text() == str(bytes.size()), "wait() on the main thread")
	file.seek_end()
	r = await _fetch(at("echo"), [], HTTPClient.METHOD_POST, file).done()
	assert_true(r.ok and r.body.is_empty(), "nothing left")
	# Two at once from one file.
	file.seek(0)
	var first := _fetch(at("echo"), [], HTTPClient.METHOD_POST, file)
	file.seek(2_500_000)
	var second := _fetch(at("echo"), [], HTTPClient.METHOD_POST, file)
	await over(first)
	await over(second)
	assert_true(first.body == bytes and second.body == bytes.slice(2_500_000), "sent twice at once")
	finish()


func test_a_file_goes_back() -> void:
	var file := FileAccess.open("user://session_rewind.bin", FileAccess.WRITE_READ)
	file.store_string("xxhello")
	file.seek(2)
	var one: Dictionary = serve([["read_head"], ["read_body", 5], ["send", "HTTP/1.1 307 X\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n"], ["read_head"], ["read_body", 5], ["send", SMALL]])
	var r: HTTPResponseGo = await _fetch(str(one["url"]), [], HTTPClient.METHOD_POST, file).done()
	assert_true(r.ok and r.url.ends_with("/there"), "307: %s" % r.get_error())
	var text: String = "".join(heard(one["id"] as int))
	assert_true(text.count("\r\n\r\nhello") == 2, "sent twice from its position: " + text)
	finish()


func test_a_file_that_ends_early() -> void:
	var file := FileAccess.open("user://session_short.bin", FileAccess.WRITE_READ)
	file.store_buffer(PackedByteArray([1, 2, 3]))
	file.flush()
	file.seek(0)
	forget_errors()
	var r := _fetch(at("sink"), [], HTTPClient.METHOD_POST, file)
	file.close()
	await over(r)
	assert_eq([r.ok, r.result, r.get_error().get("reason")], [false, HTTPRequest.RESULT_REQUEST_FAILED, "bad_body"], "closed meanwhile")
	assert_line("HTTPSessionGo.fetch: The FileAccess was closed after 0 of 3 bytes.", "one line")
	finish()


## Mistakes of a script: result 9, a word, one error line, nothing on the wire, over at the next frame and not before.
func test_mistakes() -> void:
	var one: Dictionary = serve([["read_head"], ["send", SMALL]])
	var url := str(one["url"])
	var closed := FileAccess.open("user://session_closed.bin", FileAccess.WRITE)
	closed.close()
	var node := Node.new()
	var freed: Variant = Node.new()
	(freed as Node).free()
	var mistakes: Array[Array] = [
		["bad_url", "", [], 0, null], ["bad_url", "nonsense", [], 0, null], ["bad_url", "ftp://127.0.0.1/", [], 0, null], ["bad_url", "http://", [], 0, null], ["bad_url", "http://127.0.0.1:99999/", [], 0, null],
		["bad_url", url + "a\nb", [], 0, null],
		["bad_header", url, ["no colon"], 0, null], ["bad_header", url, ["A: b\r\nC: d"], 0, null], ["bad_header", url, [": x"], 0, null],
		["bad_method", url, [], -1, null], ["bad_method", url, [], 99, null], ["bad_method", url, [], HTTPClient.METHOD_CONNECT, null],
		["bad_body", url, [], HTTPClient.METHOD_POST, 5], ["bad_body", url, [], HTTPClient.METHOD_POST, node], ["bad_body", url, [], HTTPClient.METHOD_POST, freed],
		["bad_body", url, [], HTTPClient.METHOD_POST, Vector2.ZERO], ["bad_body", url, [], HTTPClient.METHOD_POST, closed], ["bad_body", url, [], HTTPClient.METHOD_POST, true],
	]
	for mistake: Array in mistakes:
		forget_errors()
		var r := _fetch(str(mistake[1]), PackedStringArray(mistake[2] as Array), mistake[3] as int, mistake[4])
		var listener := Listener.new(r)
		var what := "%s %s" % [mistake[0], mistake.slice(1)]
		assert_true(r != null and not r.is_done(), what + ": over inside the call")
		await over(r, what)
		await until(func() -> bool: return listener.completed > 0)
		assert_eq([r.ok, r.result, r.response_code, r.get_error().get("reason")], [false, HTTPRequest.RESULT_REQUEST_FAILED, 0, mistake[0]], what)
		assert_eq(listener.told, ["completed"], what)
		assert_true(str(r.get_error().get("message", "")).ends_with(".") and r.get_error().get("nothing_sent") == true, "%s: %s" % [what, r.get_error()])
		assert_line("HTTPSessionGo.fetch: ", what)
	node.free()
	forget_errors()
	var d: HTTPResponseGo = await _session.download("nonsense", "user://never.bin").done()
	assert_eq(d.get_error().get("reason"), "bad_url", "download")
	assert_line("HTTPSessionGo.download: ", "download")
	assert_eq(server.ask({"op": "state", "id": one["id"]})["state"]["at"], 0.0, "steps of the server")
	finish()


## Faults of a network: no error line, and the keys of get_last_error().
func test_faults() -> void:
	var cut: Dictionary = serve([["read_head"], ["send", H + "Content-Length: 10\r\n\r\nabc"], ["close"]])
	var none: Dictionary = serve([["read_head"], ["close"]])
	var wrong: Dictionary = serve([["read_head"], ["send", "hello\r\n\r\n"]])
	forget_errors()
	var faults: Array[Array] = [
		["http://127.0.0.1:%d/" % server.closed_port(), HTTPRequest.RESULT_CANT_CONNECT, "refused"], ["http://no.such.host.invalid/", HTTPRequest.RESULT_CANT_RESOLVE, ""],
		[cut["url"], HTTPRequest.RESULT_CONNECTION_ERROR, "truncated"], [none["url"], HTTPRequest.RESULT_CONNECTION_ERROR, "closed"],
		[wrong["url"], HTTPRequest.RESULT_CONNECTION_ERROR, "not_http"], ["https://%s/small" % server.info()["tls"], HTTPRequest.RESULT_TLS_HANDSHAKE_ERROR, "certificate"],
	]
	for fault: Array in faults:
		var r: HTTPResponseGo = await _fetch(str(fault[0])).done()
		assert_true(not r.ok and r.result == fault[1] and r.response_code == 0 and r.headers.is_empty() and r.body.is_empty(), "%s: %d %s" % [fault, r.result, r.get_error()])
		assert_true(str(fault[2]).is_empty() or r.get_error().get("reason") == fault[2], "%s: %s" % [fault, r.get_error()])
		for key: String in ["stage", "reason", "nothing_sent", "message", "host", "port", "address"]:
			assert_true(r.get_error().has(key), "%s has no %s" % [fault, key])
	assert_no_line("faults of a network")
	var page: HTTPResponseGo = await _fetch(at("no_such_page")).done()
	assert_eq([page.ok, page.result, page.response_code, page.get_error(), page.text()], [false, HTTPRequest.RESULT_SUCCESS, 404, {}, "not found\n"], "a plain 404")
	finish()


func test_time_limits() -> void:
	var s := HTTPSessionGo.new()
	s.timeout = 0.1
	var silent: Dictionary = serve([["read_head"], ["wait_close"]])
	var r: HTTPResponseGo = await s.fetch(str(silent["url"])).done()
	assert_eq([r.result, r.get_error().get("reason")], [HTTPRequest.RESULT_TIMEOUT, "timeout"], "timeout")
	s.timeout = 0.0
	s.idle_timeout = 0.1
	silent = serve([["read_head"], ["send", H + "Content-Length: 10\r\n\r\nabc"], ["wait_close"]])
	r = await s.fetch(str(silent["url"])).done()
	assert_eq([r.result, r.get_error().get("reason")], [HTTPRequest.RESULT_TIMEOUT, "timeout"], "idle_timeout")
	s.idle_timeout = 0.0
	s.body_size_limit = 99
	r = await s.fetch(at("small")).done()
	assert_eq([r.result, r.response_code, r.body.size(), r.get_error().get("reason")], [HTTPRequest.RESULT_BODY_SIZE_LIMIT_EXCEEDED, 200, 0, "limit"], "body_size_limit")
	s.body_size_limit = 100
	r = await s.fetch(at("small")).done()
	assert_true(r.ok and r.body.size() == 100, "as large as the limit")
	finish()


func test_pieces() -> void:
	for path: String in ["bytes/10000000", "bytes/5", "chunked/50000/1000", "close/3000000"]:
		var whole: HTTPResponseGo = await _fetch(at(path)).done()
		var r := _fetch(at(path))
		var listener := Listener.new(r, true)
		await over(r)
		await until(func() -> bool: return listener.completed > 0)
		assert_true(listener.pieces == whole.body, "%s: pieces" % path)
		assert_eq([r.ok, r.body.size(), r.text(), whole.ok], [true, 0, "", true], path)
		assert_eq(listener.told.front() if path != "bytes/5" else "head", "head", "%s: %s" % [path, listener.told])
		forget_errors()
		assert_eq(r.json(), null, "json() of pieces")
		assert_line("HTTPResponseGo.json: ", path)
	finish()


func test_pieces_are_asked_for_with_the_head() -> void:
	var r := _fetch(at("bytes/3000000"))
	var got := PackedByteArray()
	r.head_received.connect(func() -> void:
		assert_true(r.response_code == 200 and r.get_header("Content-Length") == "3000000" and r.url.ends_with("/bytes/3000000") and not r.is_done(), "getters")
		r.body_received.connect(func(chunk: PackedByteArray) -> void: got.append_array(chunk)))
	await over(r)
	await frames(2)
	assert_true(r.body.is_empty(), "connected in head_received")
	var one: Dictionary = serve([["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["gate"], ["send", "world"]])
	r = _fetch(str(one["url"]))
	await until(func() -> bool: return r.response_code == 200)
	var late: Array = []
	r.body_received.connect(func(chunk: PackedByteArray) -> void: late.append(chunk))
	server.go(one["id"] as int)
	await over(r)
	await frames(2)
	assert_eq([r.text(), late], ["helloworld", []], "connected too late")
	finish()


func test_redirects_give_no_pieces() -> void:
	var one: Dictionary = serve([["read_head"], ["send", "HTTP/1.1 302 X\r\nLocation: /b\r\nContent-Length: 4\r\n\r\nwrong".left(64)], ["read_head"], ["send", SMALL]])
	var r := _fetch(str(one["url"]))
	var listener := Listener.new(r, true)
	await over(r)
	await until(func() -> bool: return listener.completed > 0)
	assert_true(r.response_code == 200 or not r.ok, "%s" % r.get_error())
	assert_true(not listener.pieces.get_string_from_utf8().contains("wron"), "pieces of a redirect")
	finish()


func test_a_slow_handler_slows_the_server() -> void:
	var one: Dictionary = serve([["read_head"], ["send", H + "Content-Length: 100000000\r\n\r\n"], ["send_fill", 100000000]])
	var r := _fetch(str(one["url"]))
	var counted: Array = [0]
	r.body_received.connect(func(chunk: PackedByteArray) -> void: counted[0] += chunk.size())
	await until(func() -> bool: return r.response_code == 200)
	var sent: int = server.record(one["id"] as int, 100)["records"][0]["sent"]
	OS.delay_msec(200)
	var before: int = counted[0]
	sent = server.record(one["id"] as int, 0)["records"][0]["sent"]
	assert_true(sent - before < 40_000_000, "%d bytes left the server, %d were handled" % [sent, before])
	r.cancel()
	server.drop(one["id"] as int)
	finish()


func test_progress() -> void:
	for path: String in ["bytes/20000000", "bytes/1", "chunked/100000/5000", "bytes/0"]:
		var size: int = path.get_slice("/", 1).to_int()
		var r := _fetch(at(path))
		var listener := Listener.new(r)
		await over(r)
		await until(func() -> bool: return listener.completed > 0)
		_check_progress(listener.progress, size, path)
		assert_eq([r.get_downloaded_bytes(), r.get_body_size()], [size, -1 if path.begins_with("chunked") else size], path)
	finish()


func _check_progress(progress: Array[Array], size: int, what: String) -> void:
	if not assert_true(not progress.is_empty(), what + ": no progress"):
		return
	assert_eq(progress[-1][0], size, what + ": the last one")
	for i: int in range(1, progress.size()):
		assert_true(progress[i][0] >= progress[i - 1][0], "%s: back from %s to %s" % [what, progress[i - 1], progress[i]])
		assert_true(progress[i][2] > progress[i - 1][2], "%s: twice in frame %d" % [what, progress[i][2]])


func test_text_and_json() -> void:
	var cases: Array[Array] = [
		["text/plain", "7a6fc3ab", "zoë"], ["text/plain; charset=iso-8859-1", "7a6feb", "zoë"], ["", "efbbbf6869", "hi"], ["text/plain; charset=utf-16le", "68006900", "hi"],
		["application/json", "", ""],
	]
	for case: Array in cases:
		var raw := str(case[1]).hex_decode()
		var one: Dictionary = serve([["read_head"], ["send", H + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n" % [case[0], raw.size()]], ["send_hex", case[1]]])
		var r: HTTPResponseGo = await _fetch(str(one["url"])).done()
		assert_eq(r.text(), case[2], str(case))
	for json: Array in [["null", null], ["[1, {\"a\": \"b\"}]", [1.0, {"a": "b"}]], [" 7 ", 7.0], ["\"x\"", "x"]]:
		var r: HTTPResponseGo = await _echo(str(json[0]))
		forget_errors()
		assert_eq(r.json(), json[1], str(json[0]))
		assert_no_line(str(json[0]))
	for wrong: String in ["", "{", "hello", "[1,]x"]:
		var r: HTTPResponseGo = await _echo(wrong)
		forget_errors()
		assert_eq(r.json(), null, wrong)
		assert_line("HTTPResponseGo.json: ", "json() of '%s'" % wrong)
	var running := _fetch(at("small"))
	forget_errors()
	assert_eq(running.json(), null, "while it runs")
	assert_line("HTTPResponseGo.json: ", "while it runs")
	await over(running)
	finish()


func test_headers_of_the_session() -> void:
	var one: Dictionary = serve([["read_head"], ["send", SMALL]])
	var s := HTTPSessionGo.new()
	s.base_url = str(one["url"]) + "v1/"
	s.headers = ["X-A: session", "X-B: session", "X-C: session"]
	var r: HTTPResponseGo = await s.fetch("scores?x=a b", ["x-b: call", "X-C:", "User-Agent: test"], HTTPClient.METHOD_PUT, "").done()
	var text: String = heard(one["id"] as int)[0]
	assert_true(r.ok, str(r.get_error()))
	for line: String in ["PUT /v1/scores?x=a%20b HTTP/1.1\r\n", "X-A: session\r\n", "x-b: call\r\n", "User-Agent: test\r\n"]:
		assert_true(text.contains(line), "no %s in %s" % [line, text])
	assert_true(not text.contains("X-B: session") and not text.contains("X-C"), text)
	assert_eq(r.url, str(one["url"]) + "v1/scores?x=a%20b", "url")
	finish()


func test_downloads() -> void:
	var s := HTTPSessionGo.new()
	for left: String in ["d.bin", "d.bin.part", "d.bin.part.etag"]:
		DirAccess.remove_absolute(ProjectSettings.globalize_path("user://" + left))
	var r := s.download(at("file/3000000/1"), "user://d.bin")
	var listener := Listener.new(r, true)
	await over(r)
	await until(func() -> bool: return listener.completed > 0)
	assert_true(r.ok and r.body.is_empty() and listener.piece_count == 0, "%s" % r.get_error())
	var whole: HTTPResponseGo = await s.fetch(at("file/3000000/1")).done()
	assert_true(FileAccess.get_file_as_bytes("user://d.bin") == whole.body, "the bytes")
	assert_true(not FileAccess.file_exists("user://d.bin.part") and not FileAccess.file_exists("user://d.bin.part.etag"), "what is left")
	_check_progress(listener.progress, 3_000_000, "progress")
	r = await s.download(at("file/3000000/1?cut=1000000"), "user://e.bin").done()
	assert_true(not r.ok and r.get_error().get("reason") == "truncated" and not FileAccess.file_exists("user://e.bin"), "cut: %s" % r.get_error())
	r = s.download(at("file/3000000/1"), "user://e.bin")
	await over(r)
	assert_true(r.ok and r.response_code == 206 and FileAccess.get_file_as_bytes("user://e.bin") == whole.body and r.get_downloaded_bytes() == 3_000_000, "goes on: %d %s" % [r.response_code, r.get_error()])
	r = await s.download(at("no_such_page"), "user://f.bin").done()
	assert_true(r.response_code == 404 and not r.ok and r.get_error().is_empty() and not FileAccess.file_exists("user://f.bin"), "404")
	r = await s.download(at("small"), "user://no_such_folder/f.bin").done()
	assert_eq([r.result, r.get_error().get("reason")], [HTTPRequest.RESULT_DOWNLOAD_FILE_CANT_OPEN, "file"], "no folder")
	var silent: Dictionary = serve([["read_head"], ["wait_close"]])
	var first := s.download(str(silent["url"]), "user://g.bin")
	assert_true(server.wait_steps(silent["id"] as int, 1, PATIENCE), "the first one is on its way")
	r = await s.download(at("small"), "user://g.bin").done()
	assert_eq([r.result, r.get_error().get("reason")], [HTTPRequest.RESULT_DOWNLOAD_FILE_CANT_OPEN, "file"], "two to one path")
	first.cancel()
	r = await s.download(at("small"), "user://g.bin").done()
	assert_true(r.ok, "after a cancelled one: %s" % r.get_error())
	finish()


## A disk that is full and places where no file can be made: a number and a reason, and nothing asked for in vain.
func test_disks() -> void:
	if OS.get_name() != "Linux":
		skip("no /dev/full")
		return
	var s := HTTPSessionGo.new()
	var part: String = ProjectSettings.globalize_path("user://full.bin.part")
	DirAccess.remove_absolute(part)
	assert_eq(DirAccess.open("user://").create_link("/dev/full", part), OK, "a link to a full disk")
	var r: HTTPResponseGo = await s.download(at("file/3000000/1"), "user://full.bin").done()
	assert_eq([r.ok, r.result, r.response_code, r.get_error().get("reason"), r.get_error().get("stage")], [false, HTTPRequest.RESULT_DOWNLOAD_FILE_WRITE_ERROR, 200, "file", "save"], "full: %s" % r.get_error())
	DirAccess.remove_absolute(part)
	for path: String in ["/sys/kernel/no_such_file", "/dev/full/file", ProjectSettings.globalize_path("user://")]:
		r = await s.download(at("small"), path).done()
		assert_eq([r.ok, r.result, r.response_code, r.get_error().get("reason"), r.get_error().get("nothing_sent")], [false, HTTPRequest.RESULT_DOWNLOAD_FILE_CANT_OPEN, 0, "file", true], path)
	finish()


## What was cancelled while its request was on its way may have been received.
func test_cancelled_is_not_unsent() -> void:
	var silent: Dictionary = serve([["read_head"], ["wait_close"]])
	var r := _fetch(str(silent["url"]), [], HTTPClient.METHOD_POST, "x")
	assert_true(server.wait_steps(silent["id"] as int, 1, PATIENCE), "the request came")
	r.cancel()
	assert_eq([r.get_error().get("reason"), r.get_error().get("nothing_sent")], ["cancelled", false], "%s" % r.get_error())
	finish()
