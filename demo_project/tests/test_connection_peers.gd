# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Kinds of StreamPeer times kinds of exchange: over each stream that a script brings, an exchange goes as over our own.

const PeerSource := preload("res://tests/peer_source.gd")

const H := "HTTP/1.1 200 OK\r\n"
const UPLOAD := 3000000
const LIMIT := 15000

const MOST: Array = ["tcp", "tls", "uds", "scripted", "own_tls"]
## A blocking call over a Unix socket would wait for the bridge behind it.
const BLOCKING: Array = ["tcp", "tls", "scripted"]

## Steps of the server; requests, each [method, size of the body].
const EXCHANGES: Array[Dictionary] = [
	{"name": "length", "more": ["scripted_generous", "own"], "server": [["read_head"], ["send", H + "Content-Length: 5\r\nA: b\r\n\r\nhello"]]},
	{"name": "length_slow", "server": [["read_head"], ["send_slow", H + "Content-Length: 5\r\nA: b\r\n\r\nhello"]]},
	{"name": "length_large", "server": [["read_head"], ["send", H + "Content-Length: 2000000\r\n\r\n"], ["send_fill", 2000000]]},
	{"name": "chunked", "more": ["scripted_generous", "own"], "server": [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;x=y\r\n!\r\n0\r\nT: x\r\n\r\n"]]},
	{"name": "chunked_slow", "server": [["read_head"], ["send_slow", H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"]]},
	{"name": "chunked_large", "more": ["scripted_generous"], "server": [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n186a0\r\n"], ["send_fill", 100000], ["send", "\r\n30d40\r\n"], ["send_fill", 200000], ["send", "\r\n0\r\n\r\n"]]},
	{"name": "chunk_over_16_mib", "kinds": ["tcp", "scripted"], "server": [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n1000001\r\n"], ["send_fill", 16777217], ["send", "\r\n0\r\n\r\n"]]},
	{"name": "until_close", "server": [["read_head"], ["send", H + "Connection: close\r\n\r\n"], ["send_fill", 300000], ["close"]]},
	{"name": "no_content", "server": [["read_head"], ["send", "HTTP/1.1 204 No Content\r\n\r\n"]]},
	{"name": "head", "requests": [[HTTPClient.METHOD_HEAD, 0]], "server": [["read_head"], ["send", H + "Content-Length: 5\r\n\r\n"]]},
	{"name": "upload", "more": ["scripted_narrow", "own"], "requests": [[HTTPClient.METHOD_POST, UPLOAD]], "server": [["read_head"], ["read_body", UPLOAD], ["send", H + "Content-Length: 2\r\n\r\nok"]]},
	{"name": "answer_before_upload", "requests": [[HTTPClient.METHOD_POST, UPLOAD]], "server": [["read_head"], ["send", H + "Content-Length: 2\r\n\r\n"], ["read_body", UPLOAD], ["send", "ok"]]},
	{"name": "keep_alive", "requests": [[0, 0], [HTTPClient.METHOD_POST, 3], [0, 0]], "server": [["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"], ["read_head"], ["read_body", 3],
		["send", H + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"], ["read_head"], ["send", "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"]]},
	{"name": "truncated", "server": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nabc"], ["close"]]},
	{"name": "truncated_chunk", "server": [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n9\r\nabc"], ["close"]]},
	{"name": "no_answer", "server": [["read_head"], ["close"]]},
	{"name": "not_http", "server": [["read_head"], ["send", "hello\r\n\r\n"]]},
]

## What our own stream gives, by exchange, way and encryption.
var _wanted: Dictionary = {}


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for exchange: Dictionary in EXCHANGES:
		for kind: String in exchange.get("kinds", MOST) + exchange.get("more", []):
			for way: String in ["unpolled", "polled"] + (["blocking"] if kind in BLOCKING else []):
				found.append({"name": "%s_%s_%s" % [exchange["name"], kind, way], "run": _run.bind(exchange, kind, way)})
	for kind: String in PeerSource.KINDS:
		# One that gives more than it is asked for leaves nothing to share.
		if kind != "scripted_generous":
			found.append({"name": "upgrade_" + kind, "run": _upgrade.bind(kind)})
			found.append({"name": "shared_body_" + kind, "run": _shared_body.bind(kind)})
		found.append({"name": "idle_close_" + kind, "run": _idle_close.bind(kind)})
		found.append({"name": "close_ends_the_wait_" + kind, "run": _close_ends_the_wait.bind(kind)})
	for test: Dictionary in found:
		test["points"] = [24]
	return found


func _run(exchange: Dictionary, kind: String, way: String) -> void:
	if not PeerSource.missing(kind).is_empty():
		skip(PeerSource.missing(kind))
		return
	var known: String = "%s %s %s" % [exchange["name"], way, PeerSource.secure(kind)]
	if not _wanted.has(known):
		_wanted[known] = _play(exchange, "", way, PeerSource.secure(kind))
	var want: Dictionary = _wanted[known]
	var got: Dictionary = _play(exchange, kind, way, PeerSource.secure(kind))
	for key: String in want:
		assert_eq(got.get(key), want[key], key)
	finish()


## Plays [param exchange] and returns what the script saw and what the server got. [param kind] "" is our own stream.
func _play(exchange: Dictionary, kind: String, way: String, secure: bool) -> Dictionary:
	var source := _source()
	var script: Dictionary = server.start(exchange["server"] as Array, {} if secure else null)
	var client: RefCounted = make(candidate)
	# Both sides shall send the same Host.
	client.call("connect_to_host", "localhost", script["port"], TLSOptions.client(source.authority) if secure else null)
	if kind.is_empty():
		assert_true(poll_until(client, HTTPClient.STATUS_CONNECTED), "not connected")
	else:
		client.call("close")
		server.drop(int(script["id"]))
		script = server.start(exchange["server"] as Array, {} if secure else null)
		var peer: StreamPeer = source.make(kind, int(script["port"]))
		client.set("connection", peer)
		assert_true(client.get("connection") == peer, "another connection than was set")
	forget_errors()
	client.set("blocking_mode_enabled", way == "blocking")
	var seen: Dictionary = {"answers": []}
	for request: Array in exchange.get("requests", [[0, 0]]):
		(seen["answers"] as Array).append(_fetch(client, request, way == "polled", source))
	seen["connection"] = client.get("connection") != null
	# What mbedTLS says of a connection that was cut is its own.
	seen["errors"] = [] if kind == "tls" or errors == null else errors.call("take")
	client = null
	source = null
	var port := RegEx.create_from_string("localhost:\\d+")
	for peer: Dictionary in server.record(int(script["id"]), 1 if kind == "uds" else 2000).get("records", []):
		var bytes: PackedByteArray = Marshalls.base64_to_raw(str(peer["request"]))
		var head: String = bytes.slice(0, 1000).get_string_from_ascii().get_slice("\r\n\r\n", 0)
		# All but the port is the same.
		seen["wire"] = [int(peer["length"]) - head.length(), port.sub(head, "localhost:PORT")]
	server.drop(int(script["id"]))
	return seen


func _fetch(client: RefCounted, request: Array, polled: bool, source: PeerSource) -> Array:
	var body := PackedByteArray()
	body.resize(int(request[1]))
	var seen: Array = [client.call("request_raw", request[0], "/x", PackedStringArray(["A: b"]), body)]
	var pieces: Array = []
	var got := HashingContext.new()
	got.start(HashingContext.HASH_SHA256)
	var limit: int = Time.get_ticks_msec() + LIMIT
	while true:
		source.turn()
		var status: int = client.call("get_status")
		if status == HTTPClient.STATUS_REQUESTING or polled and status == HTTPClient.STATUS_BODY:
			client.call("poll")
		if client.call("get_status") == HTTPClient.STATUS_BODY:
			if seen.size() == 1:
				seen.append_array([client.call("get_response_code"), client.call("get_response_headers"), client.call("get_response_body_length")])
			var piece: PackedByteArray = client.call("read_response_body_chunk")
			if not piece.is_empty():
				got.update(piece)
				pieces.append(piece.size())
		elif client.call("get_status") != HTTPClient.STATUS_REQUESTING:
			break
		if Time.get_ticks_msec() > limit:
			fail("too late, status %d" % client.call("get_status"))
			break
	# Pieces of a chunked body are the server's, those of others a matter of time.
	var total: int = pieces.reduce(func(sum: int, size: int) -> int: return sum + size, 0)
	seen.append_array([got.finish().hex_encode(), total, pieces if client.call("is_response_chunked") and total < 16 << 20 else [],
			client.call("get_status"), client.call("get_response_code"), client.call("poll")])
	return seen


## After a 101 the bytes behind the head are the script's, in the peer itself.
func _upgrade(kind: String) -> void:
	if not PeerSource.missing(kind).is_empty():
		skip(PeerSource.missing(kind))
		return
	var source := _source()
	var script: Dictionary = server.start([["read_head"], ["send", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nearly"], ["read_body", 4], ["send", "pong"]],
			{} if PeerSource.secure(kind) else null)
	var client: RefCounted = make(candidate)
	var peer: StreamPeer = source.make(kind, int(script["port"]))
	client.set("connection", peer)
	client.call("request", 0, "/", PackedStringArray(["Connection: Upgrade", "Upgrade: x"]))
	_until(func() -> bool: return client.call("poll") != OK or client.call("get_status") == HTTPClient.STATUS_CONNECTED, source)
	assert_eq(client.call("get_response_code"), 101, "code")
	assert_eq(_take(peer, 5, source), "early", "bytes behind the head")
	peer.call("put_partial_data", "ping".to_ascii_buffer())
	assert_eq(_take(peer, 4, source), "pong", "bytes after them")
	assert_eq(client.call("poll"), OK, "poll")
	server.drop(int(script["id"]))
	finish()


## A body of which the client reads the first piece, the script the next bytes, and the client the rest it knows of.
func _shared_body(kind: String) -> void:
	if not PeerSource.missing(kind).is_empty():
		skip(PeerSource.missing(kind))
		return
	var source := _source()
	var script: Dictionary = server.start([["send", "before"], ["read_head"], ["send", H + "Content-Length: 1000\r\n\r\n" + "a".repeat(256) + "b".repeat(100) + "c".repeat(1000 - 256)]],
			{} if PeerSource.secure(kind) else null)
	var peer: StreamPeer = source.make(kind, int(script["port"]))
	assert_eq(_take(peer, 6, source), "before", "bytes before it was set")
	var client: RefCounted = make(candidate)
	client.set("connection", peer)
	client.set("read_chunk_size", 256)
	client.call("request", 0, "/", PackedStringArray())
	_until(func() -> bool: return client.call("poll") != OK or client.call("get_status") == HTTPClient.STATUS_BODY, source)
	var first := PackedByteArray()
	while first.size() < 256 and client.call("get_status") == HTTPClient.STATUS_BODY:
		source.turn()
		first.append_array(client.call("read_response_body_chunk") as PackedByteArray)
		if kind != "tls" and not first.is_empty():
			break
	assert_eq(first.get_string_from_ascii(), "a".repeat(256), "first piece")
	assert_eq(_take(peer, 100, source), "b".repeat(100), "the script's part")
	var rest := PackedByteArray()
	_until(func() -> bool:
		rest.append_array(client.call("read_response_body_chunk") as PackedByteArray)
		return client.call("get_status") != HTTPClient.STATUS_BODY, source)
	assert_eq(rest.get_string_from_ascii(), "c".repeat(744), "the rest")
	server.drop(int(script["id"]))
	finish()


func _idle_close(kind: String) -> void:
	if not PeerSource.missing(kind).is_empty():
		skip(PeerSource.missing(kind))
		return
	var source := _source()
	var script: Dictionary = server.start([["accept"], ["gate"], ["close"]], {} if PeerSource.secure(kind) else null)
	var client: RefCounted = make(candidate)
	client.set("connection", source.make(kind, int(script["port"])))
	assert_eq(client.call("poll"), OK, "poll")
	assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTED, "status")
	server.go(int(script["id"]))
	_until(func() -> bool: return client.call("poll") != OK, source)
	assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTION_ERROR, "status")
	assert_eq(client.call("request", 0, "/", []), ERR_INVALID_PARAMETER, "request")
	forget_errors()
	server.drop(int(script["id"]))
	finish()


## In blocking mode on a thread; the calls on the peer come from that thread alone.
func _close_ends_the_wait(kind: String) -> void:
	if not PeerSource.missing(kind).is_empty():
		skip(PeerSource.missing(kind))
		return
	var source := _source()
	var script: Dictionary = server.start([["read_head"], ["wait_close"]], {} if PeerSource.secure(kind) else null)
	var client: RefCounted = make(candidate)
	var peer: StreamPeer = source.make(kind, int(script["port"]))
	client.set("connection", peer)
	client.set("blocking_mode_enabled", true)
	var thread := Thread.new()
	thread.start(func() -> Array:
		client.call("request", 0, "/", [])
		return [client.call("poll"), OS.get_thread_caller_id()])
	if kind != "uds":
		assert_true(server.wait_steps(int(script["id"]), 1, 5000), "the request did not come")
	client.call("close")
	var result: Array = thread.wait_to_finish()
	assert_true(result[0] in [ERR_UNCONFIGURED, OK], "poll %s" % result[0])
	assert_eq(client.call("get_status"), HTTPClient.STATUS_DISCONNECTED, "status")
	if peer is PeerSource.ScriptedPeer:
		assert_eq((peer as PeerSource.ScriptedPeer).threads.keys(), [result[1]], "threads that called the peer")
	forget_errors()
	server.drop(int(script["id"]))
	finish()


func _take(peer: StreamPeer, size: int, source: PeerSource) -> String:
	var bytes := PackedByteArray()
	_until(func() -> bool:
		# By name, for what is written in GDScript.
		var got: Array = peer.call("get_partial_data", size - bytes.size())
		bytes.append_array(got[1] as PackedByteArray)
		return bytes.size() >= size or got[0] != OK, source)
	return bytes.get_string_from_ascii()


func _until(done: Callable, source: PeerSource) -> void:
	var limit: int = Time.get_ticks_msec() + LIMIT
	while not done.call():
		source.turn()
		if Time.get_ticks_msec() > limit:
			fail("too late")
			return


func _source() -> PeerSource:
	var source := PeerSource.new()
	source.candidate = candidate
	source.authority = X509Certificate.new()
	source.authority.load(str(server.info()["ca"]))
	return source
