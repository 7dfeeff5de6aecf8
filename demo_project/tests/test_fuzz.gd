# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Random methods in random order on several clients at once, against servers that misbehave at random: after each of
## 20,000 steps the status is one of the enum, what the methods return has the declared type, and in the end every client
## closes clean. That it ends at all says that nothing crashed and nothing hung.
##
## The seed is printed when the test fails; --seed=N repeats it.

const STEPS := 20000
const CLIENTS := 4
## How many servers there are at once; the oldest makes room for a new one.
const SERVERS := 8

const HEADS: PackedStringArray = [
	"HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.0 200 OK\r\n", "HTTP/1.1 204 No Content\r\n", "HTTP/1.1 304 X\r\n",
	"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", "HTTP/1.1 101 X\r\nUpgrade: x\r\n", "HTTP/1.1 2000 OK\r\n", "HTTP/2.0 200 OK\r\n", "ICY 200 OK\r\n", "\r\n", "",
]
const FIELDS: PackedStringArray = [
	"Content-Length: 5\r\n", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\n", "Content-Length: 9223372036854775807\r\n",
	"Content-Length: -1\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n", "Transfer-Encoding: gzip\r\n", "Connection: close\r\n", "X: a\u007fb\r\n", " folded\r\n", "Ä: ü\r\n", "X\r\n", "",
]
const BODIES: PackedStringArray = [
	"hello", "hello", "5\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n", "5;x=y\r\nhello\r\n0\r\nT: v\r\n\r\n", "1000000\r\nhello", "7fffffffffffffff\r\nx", "-5\r\n",
	"5\nhello\n", "5\r\nhelloX", "helloHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "hel", "",
]
const GOOD: PackedStringArray = [
	"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n",
	"HTTP/1.1 200 OK\r\nX: y\r\n\r\nuntil the end", "HTTP/1.1 204 No Content\r\n\r\n",
]
const ENDS: Array = [["close"], ["reset"], ["cut"], ["half_close"], ["wait_close"], ["wait_close"]]

var _random := RandomNumberGenerator.new()
var _servers: Array[Dictionary] = []
var _clients: Array[RefCounted] = []
var _streams: Array[StreamPeer] = []
var _seen: Dictionary = {}


func test_random_calls_and_servers() -> void:
	var base: int = str(options["seed"]).to_int() if not str(options["seed"]).is_empty() else randi()
	_random.seed = base
	var objects: int = int(Performance.get_monitor(Performance.OBJECT_COUNT))
	_renew()
	for i: int in CLIENTS:
		_clients.append(make(candidate))
		_streams.append(null)
	for step: int in STEPS:
		var at: int = _random.randi() % CLIENTS
		_call(at)
		var status: Variant = _clients[at].call("get_status")
		if not status is int or status < HTTPClient.STATUS_DISCONNECTED or status > HTTPClient.STATUS_TLS_HANDSHAKE_ERROR:
			fail("step %d: status %s" % [step, status])
			break
		_seen[status] = int(_seen.get(status, 0)) + 1
	for at: int in CLIENTS:
		_clients[at].call("close")
		assert_eq(_clients[at].call("get_status"), HTTPClient.STATUS_DISCONNECTED, "status after close()")
	_clients.clear()
	_streams.clear()
	for script: Dictionary in _servers:
		server.drop(int(script["id"]))
	_servers.clear()
	if errors:
		for line: Dictionary in errors.call("take"):
			if str(line["text"]).contains("internal error") or str(line["text"]).contains("panic"):
				fail(str(line["text"]).left(2000))
	assert_eq(int(Performance.get_monitor(Performance.OBJECT_COUNT)), objects, "objects")
	# A fuzz that gets nowhere finds nothing.
	for status: int in [HTTPClient.STATUS_DISCONNECTED, HTTPClient.STATUS_CONNECTING, HTTPClient.STATUS_CONNECTED, HTTPClient.STATUS_REQUESTING,
			HTTPClient.STATUS_BODY, HTTPClient.STATUS_CONNECTION_ERROR, HTTPClient.STATUS_TLS_HANDSHAKE_ERROR]:
		assert_true(int(_seen.get(status, 0)) >= 20, "status %d was seen after %d calls only" % [status, _seen.get(status, 0)])
	if not failures.is_empty():
		print("    statuses by count: %s; to repeat: --seed=%d" % [_seen, base])
	finish()


func _pick(from: Variant) -> Variant:
	return from[_random.randi() % from.size()]


## A server with a life of its own: what it sends, in which pieces, and how it ends, is drawn beforehand.
func _renew() -> void:
	if _servers.size() >= SERVERS:
		server.drop(int((_servers.pop_front() as Dictionary)["id"]))
	var steps: Array = [["accept"]]
	for answer: int in 1 + _random.randi() % 3:
		if _random.randi() % 8 > 0:
			steps.append(["read_head"])
		if _random.randi() % 2:
			steps.append(["send", _pick(GOOD)])
			continue
		var text: String = str(_pick(HEADS)) + str(_pick(FIELDS)) + str(_pick(FIELDS)) + "\r\n" + str(_pick(BODIES))
		match _random.randi() % 8:
			0: text = text.left(_random.randi() % (text.length() + 1))
			1: text = str(_pick(BODIES))
			2: text += "x".repeat(_random.randi() % 5000)
		var cut: int = _random.randi() % (text.length() + 1)
		steps.append(["send", text.left(cut)])
		steps.append(["send_slow" if text.length() - cut < 100 and _random.randi() % 3 == 0 else "send", text.substr(cut)])
	steps.append(_pick(ENDS))
	_servers.append(server.start(steps, {} if _random.randi() % 6 == 0 else null))


func _call(at: int) -> void:
	var client: RefCounted = _clients[at]
	match _random.randi() % 30:
		0:
			_connect(at)
		1:
			if _random.randi() % 4 == 0:
				client.call("close")
		2, 3, 4, 5, 6, 7:
			_expect(client.call("poll"), TYPE_INT, "poll")
		8, 9, 10:
			if _random.randi() % 2:
				_expect(client.call("read_response_body_chunk"), TYPE_PACKED_BYTE_ARRAY, "read_response_body_chunk")
			else:
				_expect(client.callv("read_response_body_available", _pick([[], [], [1], [3], [1 << 24], [0]]) as Array), TYPE_PACKED_BYTE_ARRAY, "read_response_body_available")
		11, 12, 13:
			var lines: PackedStringArray = ["A: b", "Upgrade: x"].slice(0, _random.randi() % 3)
			_expect(client.call("request", _random.randi() % 9, _pick(["/", "/a?b=c", "*", "a:1", "", "x"]), lines, _pick(["", "body"])), TYPE_INT, "request")
		14:
			var body := PackedByteArray()
			body.resize(_random.randi() % 200000)
			_expect(client.call("request_raw", HTTPClient.METHOD_POST, "/", PackedStringArray(), body), TYPE_INT, "request_raw")
		15:
			_expect(client.call("get_response_headers"), TYPE_PACKED_STRING_ARRAY, "get_response_headers")
		16:
			_expect(client.call("get_response_headers_as_dictionary"), TYPE_DICTIONARY, "get_response_headers_as_dictionary")
		17:
			_expect(client.call("get_response_code"), TYPE_INT, "get_response_code")
			_expect(client.call("get_response_body_length"), TYPE_INT, "get_response_body_length")
			_expect(client.call("has_response"), TYPE_BOOL, "has_response")
			_expect(client.call("is_response_chunked"), TYPE_BOOL, "is_response_chunked")
		18:
			client.call("set_read_chunk_size", _pick([256, 300, 65536, 1 << 24, 0, -1]))
			client.set("body_size_limit", _pick([-1, -1, -1, -2, 0, 3, 1000]))
			client.set("head_size_limit", _pick([262144, 262144, 1024, 1 << 24, 0]))
			client.set("header_count_limit", _pick([1000, 1000, 1, 100000, 0]))
		19:
			_expect(client.call("get_last_error"), TYPE_DICTIONARY, "get_last_error")
		20:
			_stream(at)
		21:
			client.call(_pick(["set_http_proxy", "set_https_proxy"]) as String, "" if _random.randi() % 12 else "127.0.0.1", 1)
		22:
			_drop_or_swap(at)
		23, 24, 25, 26, 27, 28, 29:
			_wait_for_bytes(at)


func _expect(got: Variant, type: int, what: String) -> void:
	if typeof(got) != type:
		fail("%s returned %s" % [what, type_string(typeof(got))])


func _connect(at: int) -> void:
	# A script takes one connection: mostly a fresh one, sometimes one that is taken or gone.
	if _random.randi() % 4:
		_renew()
	var script: Dictionary = _servers.back() if _random.randi() % 8 else _pick(_servers)
	var port: int = int(script["port"])
	var tls: TLSOptions = TLSOptions.client_unsafe() if _random.randi() % 6 == 0 else null
	_clients[at].set("blocking_mode_enabled", false)
	_expect(_clients[at].call("connect_to_host", _pick(["127.0.0.1", "127.0.0.1", "127.0.0.1", "localhost", "", "http://127.0.0.1"]), port, tls), TYPE_INT, "connect_to_host")
	_streams[at] = null
	# Most of the time on to where the interesting calls are.
	if _random.randi() % 4:
		for i: int in 50:
			if not _clients[at].call("get_status") in [HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING]:
				break
			_clients[at].call("poll")
			OS.delay_usec(100)


## Calls on the stream of a client, also of one that has gone on.
func _stream(at: int) -> void:
	if _streams[at] == null or _random.randi() % 3 == 0:
		_streams[at] = _clients[at].get("connection")
	var stream: StreamPeer = _streams[at]
	if stream == null:
		return
	match _random.randi() % 5:
		0: stream.get_available_bytes()
		1: stream.get_partial_data(_random.randi() % 100)
		2: stream.put_partial_data(PackedByteArray([1, 2, 3]))
		3:
			if stream.has_method("get_status"):
				stream.call("get_status")
		4:
			if stream.has_method("disconnect_from_host") and _random.randi() % 4 == 0:
				stream.call("disconnect_from_host")


## Gives the server time, so that not only the quick calls between two bytes are tried.
func _wait_for_bytes(at: int) -> void:
	for i: int in 3:
		OS.delay_usec(50)
		_clients[at].call("poll")


func _drop_or_swap(at: int) -> void:
	match _random.randi() % 8:
		0:
			_clients[at] = make(candidate)
		1:
			var peer := StreamPeerTCP.new()
			peer.connect_to_host("127.0.0.1", int((_pick(_servers) as Dictionary)["port"]))
			_clients[at].set("connection", peer)
		2:
			_clients[at].set("connection", null)
		3:
			var other: StreamPeer = _clients[_random.randi() % CLIENTS].get("connection")
			_clients[at].set("connection", other)
