# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Arrays that change hands instead of being copied: those of a download stay the script's own, and that of an upload may be written to
## at once.

const SIZE := 6 * 1024 * 1024 + 321
const UPLOAD := 3 * 1024 * 1024
## Milliseconds of silence after which a transfer has failed.
const PATIENCE := 10000


func test_download() -> void:
	_downloads(false)
	finish()


func test_download_over_tls() -> void:
	_downloads(true)
	finish()


func _downloads(tls: bool) -> void:
	var sums: PackedStringArray = []
	for class_id: StringName in both():
		var pieces: Array[PackedByteArray] = _download(class_id, tls, "/bytes/%d" % SIZE)
		var sum: String = _checksum(pieces)
		# The client is gone. Each array can be written to, resized and freed alone.
		for i: int in pieces.size():
			if i % 3 == 0:
				pieces[i].fill(255)
			elif i % 3 == 1:
				pieces[i].resize(pieces[i].size() * 2)
				pieces[i] = PackedByteArray()
		var fresh: Array[PackedByteArray] = _download(class_id, tls, "/bytes/%d" % SIZE)
		assert_eq(_checksum(fresh), sum, "%s, checksum of a second download" % class_id)
		sums.append(sum)
	assert_eq(sums[1], sums[0], "checksum")


# Reads as a game does: now and then, so that there is always much to read.
func _download(class_id: StringName, tls: bool, path: String) -> Array[PackedByteArray]:
	var pieces: Array[PackedByteArray] = []
	var client: RefCounted = _connected(class_id, tls)
	client.call("request", HTTPClient.METHOD_GET, path, [])
	poll_until(client, HTTPClient.STATUS_BODY)
	var deadline: int = Time.get_ticks_msec() + PATIENCE
	while client.call("get_status") == HTTPClient.STATUS_BODY and Time.get_ticks_msec() < deadline:
		client.call("poll")
		var piece: PackedByteArray = client.call("read_response_body_chunk")
		if not piece.is_empty():
			pieces.append(piece)
			deadline = Time.get_ticks_msec() + PATIENCE
		OS.delay_msec(5 if pieces.size() < 40 else 0)
	return pieces


func test_upload_of_an_array_that_changes() -> void:
	for tls: bool in [false, true]:
		for class_id: StringName in both():
			var body := PackedByteArray()
			body.resize(UPLOAD)
			for i: int in range(0, UPLOAD, 1021):
				body[i] = (i * 7) & 255
			var sum: String = _checksum([body])
			var client: RefCounted = _connected(class_id, tls)
			assert_eq(client.call("request_raw", HTTPClient.METHOD_POST, "/echo", [], body), OK, "request_raw")
			body.fill(99)
			client.call("poll")
			body.resize(10)
			assert_eq(_checksum([_answer(client)]), sum, "%s, TLS %s: what the server got" % [class_id, tls])
	finish()


func test_upload_of_a_text() -> void:
	var text: String = "Zoë & Ann\n".repeat(100000)
	for class_id: StringName in both():
		var client: RefCounted = _connected(class_id, false)
		assert_eq(client.call("request", HTTPClient.METHOD_POST, "/echo", [], text), OK, "request")
		assert_true(_answer(client).get_string_from_utf8() == text, "%s: another text came back" % class_id)
	finish()


func test_upload_given_up() -> void:
	var body := PackedByteArray()
	body.resize(UPLOAD)
	var before: int = OS.get_static_memory_usage()
	for turn: int in 20:
		var script: Dictionary = server.start([["gate"]])
		var client: RefCounted = make(candidate)
		assert_true(connect_client(client, int(script["port"])), "no connection")
		client.call("request_raw", HTTPClient.METHOD_POST, "/", [], body)
		if turn % 2:
			client.call("poll")
		client.call("close")
		server.drop(int(script["id"]))
	# The goroutine that writes lets go a moment after close().
	var deadline: int = Time.get_ticks_msec() + PATIENCE
	while OS.get_static_memory_usage() - before > UPLOAD / 2.0 and Time.get_ticks_msec() < deadline:
		OS.delay_msec(1)
	body[0] = 1 # would copy, were it still held
	var grown: int = OS.get_static_memory_usage() - before
	assert_true(grown < UPLOAD / 2.0, "%d bytes more" % grown)
	finish()


func _answer(client: RefCounted) -> PackedByteArray:
	var got := PackedByteArray()
	poll_until(client, HTTPClient.STATUS_BODY, PATIENCE)
	var deadline: int = Time.get_ticks_msec() + PATIENCE
	while client.call("get_status") == HTTPClient.STATUS_BODY and Time.get_ticks_msec() < deadline:
		got.append_array(client.call("read_response_body_chunk"))
	return got


func _connected(class_id: StringName, tls: bool) -> RefCounted:
	var client: RefCounted = make(class_id)
	var info: Dictionary = server.info()
	var address: String = info["tls"] if tls else info["plain"]
	var trust: TLSOptions = null
	if tls:
		var authority := X509Certificate.new()
		authority.load(str(info["ca"]))
		trust = TLSOptions.client(authority)
	client.call("connect_to_host", address.get_slice(":", 0), address.get_slice(":", 1).to_int(), trust)
	assert_true(poll_until(client, HTTPClient.STATUS_CONNECTED), "no connection")
	return client


func _checksum(pieces: Array[PackedByteArray]) -> String:
	var context := HashingContext.new()
	context.start(HashingContext.HASH_SHA256)
	for piece: PackedByteArray in pieces:
		context.update(piece)
	return context.finish().hex_encode()
