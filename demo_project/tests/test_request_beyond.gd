# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/request_suite.gd"
## What HTTPRequestGo has beyond HTTPRequest: progressed, session, the getters, connections that are used again.


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
