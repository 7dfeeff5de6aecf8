# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## The stream between client and script: when bytes that nobody asked for are the script's, streams that call back or answer
## nonsense, and who may go first.

const ScriptedPeer := preload("res://tests/scripted_peer.gd")
const PeerSource := preload("res://tests/peer_source.gd")

const H := "HTTP/1.1 200 OK\r\n"
const CALLS: Array = [[&"poll", []], [&"close", []], [&"request", [0, "/", []]], [&"read_response_body_chunk", []], [&"get_response_headers", []],
	[&"get_response_headers_as_dictionary", []], [&"get_connection", []], [&"set_connection", [null]], [&"connect_to_host", ["localhost", 1]],
	[&"set_http_proxy", ["", -1]], [&"set_https_proxy", ["", -1]], [&"get_last_error", []], [&"get_connection_info", []],
	[&"read_response_body_available", [100]]]
## What a script's peer may answer, and whether that is an end of the connection.
var nonsense: Array = [
	{"get_partial_data": []}, {"get_partial_data": [OK]}, {"get_partial_data": [OK, null]}, {"get_partial_data": [OK, "text"]}, {"get_partial_data": ["x", PackedByteArray()]},
	{"get_partial_data": [ERR_BUG, PackedByteArray()]}, {"get_partial_data": [ERR_FILE_EOF, PackedByteArray()]}, {"put_partial_data": []}, {"put_partial_data": [OK, -1]},
	{"put_partial_data": [OK, 1 << 40]}, {"put_partial_data": [FAILED, 0]}, {"get_status": 0}, {"get_status": 3}, {"get_status": 99}, {"get_status": -5}, {"get_available_bytes": -1},
	{"get_available_bytes": 1 << 40},
]
var endless: Array = [{"get_partial_data": [OK, null]}, {"get_partial_data": [OK, "text"]}, {"get_available_bytes": -1}, {"get_available_bytes": 1 << 40}]

## What the script does with the property before bytes come that nobody asked for, and whether the client bears them.
var ways: Dictionary = {
	"not_at_all": [func(_client: RefCounted) -> Variant: return null, false],
	"compared": [func(client: RefCounted) -> Variant: return client.get("connection") != null, false],
	"address_asked": [func(client: RefCounted) -> Variant: return (client.get("connection") as Object).call("get_connected_port") > 0, false],
	"held": [func(client: RefCounted) -> Variant: return client.get("connection"), true],
	"held_in_an_array": [func(client: RefCounted) -> Variant: return [client.get("connection")], true],
	"let_go_again": [func(client: RefCounted) -> Variant:
		var stream: StreamPeer = client.get("connection")
		stream.get_reference_count()
		return null, false],
	"written_to": [func(client: RefCounted) -> Variant: return (client.get("connection") as StreamPeer).put_data("x".to_ascii_buffer()), true],
	"read_from": [func(client: RefCounted) -> Variant: return (client.get("connection") as StreamPeer).get_partial_data(1), true],
	"asked_for_bytes": [func(client: RefCounted) -> Variant: return (client.get("connection") as StreamPeer).get_available_bytes(), true],
}


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for name: String in ways:
		found.append({"name": "unasked_bytes_" + name, "run": _unasked.bind(ways[name])})
	for entry: Array in CALLS:
		found.append({"name": "calls_back_" + str(entry[0]), "run": _calls_back.bind(entry)})
	for i: int in nonsense.size():
		found.append({"name": "nonsense_%d" % i, "run": _nonsense.bind(nonsense[i])})
	for test: Dictionary in found:
		test["points"] = [24]
	return found


func _unasked(way: Array) -> void:
	var script: Dictionary = server.start([["accept"], ["gate"], ["send", "surprise"]])
	var client: RefCounted = make(candidate)
	assert_true(connect_client(client, int(script["port"])), "not connected")
	var _kept: Variant = (way[0] as Callable).call(client)
	server.go(int(script["id"]))
	server.wait_steps(int(script["id"]), 3, 5000)
	var limit: int = Time.get_ticks_msec() + (100 if way[1] else 5000)
	while client.call("poll") == OK and Time.get_ticks_msec() < limit:
		OS.delay_usec(200)
	assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTED if way[1] else HTTPClient.STATUS_CONNECTION_ERROR, "status")
	if way[1]:
		assert_eq(_take(client.get("connection") as StreamPeer, 8), "surprise", "bytes")
	_kept = null
	server.drop(int(script["id"]))
	finish()


## A call on the client from inside its own stream is one error line and no dead lock.
func _calls_back(entry: Array) -> void:
	var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"]])
	var client: RefCounted = make(candidate)
	var peer := ScriptedPeer.new(_peer(int(script["port"])))
	client.set("connection", peer)
	var results: Array = []
	var weak: WeakRef = weakref(client)
	peer.on_call = func(_method: String) -> void:
		if results.size() < 3:
			results.append((weak.get_ref() as RefCounted).callv(entry[0], entry[1]))
	Engine.print_error_messages = false
	assert_eq(_fetch(client), "hello", "body")
	Engine.print_error_messages = true
	assert_eq(results.size(), 3, "calls back")
	var nothing: Variant = type_convert(null, typeof(results[0]))
	for result: Variant in results:
		assert_eq(result, ERR_BUSY if result is int else nothing, "answer")
	server.drop(int(script["id"]))
	finish()


func test_calls_back_prints_one_line() -> void:
	if errors == null:
		skip("this engine has no Logger")
		return
	var client: RefCounted = make(candidate)
	var peer := ScriptedPeer.new()
	peer.on_call = func(method: String) -> void:
		if method == "poll":
			client.call("poll")
			# Getters that only look are free.
			client.call("get_status")
			client.call("has_response")
	client.set("connection", peer)
	forget_errors()
	client.call("poll")
	var lines: Array = errors.call("take")
	assert_eq(lines.size(), 1, "lines %s" % [lines])
	assert_true(str(lines).contains("from inside the stream"), str(lines))
	peer.on_call = Callable()
	finish()


func test_calls_another_client_back() -> void:
	var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"]])
	var client: RefCounted = make(candidate)
	var other: RefCounted = make(candidate)
	var peer := ScriptedPeer.new(_peer(int(script["port"])))
	peer.on_call = func(_method: String) -> void: assert_eq(other.call("poll"), ERR_UNCONFIGURED, "another client's poll")
	client.set("connection", peer)
	assert_eq(_fetch(client), "hello", "body")
	peer.on_call = Callable()
	server.drop(int(script["id"]))
	finish()


func test_drops_its_client() -> void:
	# The first turn makes things that stay.
	var before := 0
	for method: String in ["poll", "poll", "get_partial_data", "put_partial_data"]:
		var objects: int = int(Performance.get_monitor(Performance.OBJECT_COUNT))
		var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"]])
		var holder: Array = [make(candidate)]
		var peer := ScriptedPeer.new(_peer(int(script["port"])))
		(holder[0] as RefCounted).set("connection", peer)
		(holder[0] as RefCounted).call("request", 0, "/", [])
		peer.on_call = func(called: String) -> void:
			if called == method:
				holder.clear()
		var limit: int = Time.get_ticks_msec() + 5000
		while not holder.is_empty() and Time.get_ticks_msec() < limit:
			holder[0].poll()
		assert_true(holder.is_empty(), "%s was not called" % method)
		peer.on_call = Callable()
		peer = null
		server.drop(int(script["id"]))
		if before > 0:
			assert_eq(int(Performance.get_monitor(Performance.OBJECT_COUNT)), objects, "objects after %s" % method)
		before = objects
	finish()


## A member that is called directly: the call itself holds no reference.
class Owner extends RefCounted:
	var client: Object

	func go() -> int:
		return client.poll()


func test_drops_its_client_from_a_member() -> void:
	for i: int in 50:
		var owner := Owner.new()
		owner.client = make(candidate)
		var peer := ScriptedPeer.new(PeerSource.ScriptedPeer.new())
		owner.client.set("connection", peer)
		peer.on_call = func(_called: String) -> void: owner.client = null
		owner.go()
		assert_true(owner.client == null, "not dropped")
		peer.on_call = Callable()
	finish()


func _nonsense(answers: Dictionary) -> void:
	var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"]])
	var client: RefCounted = make(candidate)
	var peer := ScriptedPeer.new(_peer(int(script["port"])))
	peer.answers = answers
	client.set("connection", peer)
	client.call("request", 0, "/", [])
	for i: int in 300:
		client.call("poll")
		OS.delay_usec(50)
	var bears: bool = answers in endless or answers == {"get_status": 1}
	if bears:
		assert_true(client.call("get_status") in [HTTPClient.STATUS_REQUESTING, HTTPClient.STATUS_BODY], "status %d" % client.call("get_status"))
	else:
		assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTION_ERROR, "status")
	if errors:
		assert_eq(errors.call("take"), [] as Array[Dictionary], "lines")
	client.call("close")
	server.drop(int(script["id"]))
	finish()


func test_peer_that_is_still_connecting() -> void:
	for kind: String in ["tcp", "tls"]:
		var source := _source()
		var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"]], {} if kind == "tls" else null)
		var peer: StreamPeer
		if kind == "tls":
			peer = StreamPeerTLS.new()
			(peer as StreamPeerTLS).connect_to_stream(source.tcp(int(script["port"])), "localhost", TLSOptions.client(source.authority))
		else:
			peer = StreamPeerTCP.new()
			(peer as StreamPeerTCP).connect_to_host("127.0.0.1", int(script["port"]))
		var client: RefCounted = make(candidate)
		client.set("connection", peer)
		assert_eq(_fetch(client), "hello", "body over %s" % kind)
		server.drop(int(script["id"]))
	finish()


## A Logger that uses the client while a line of the client's is printed.
func test_logger_calls_the_client() -> void:
	if errors == null:
		skip("this engine has no Logger")
		return
	var source := GDScript.new()
	source.source_code = "extends Logger\nvar client: Object\nvar results: Array = []\nfunc _log_error(_a: String, _b: String, _c: int, _d: String, _e: String, _f: bool, _g: int, _h: Array) -> void:\n\tif client and results.size() < 100:\n\t\tresults.append([client.poll(), client.read_response_body_chunk(), client.get_connection() != null])\n"
	source.reload()
	var logger: Object = source.new()
	var client: RefCounted = make(candidate)
	logger.set("client", client)
	OS.call("add_logger", logger)
	client.call("read_response_body_chunk")
	client.call("request", 0, "x", [])
	client.set("connection", null)
	var peer := ScriptedPeer.new()
	peer.on_call = func(method: String) -> void:
		if method == "poll":
			client.call("poll")
	client.set("connection", peer)
	client.call("poll")
	peer.on_call = Callable()
	logger.set("client", null)
	OS.call("remove_logger", logger)
	assert_true((logger.get("results") as Array).size() >= 4, "the logger was called %d times" % (logger.get("results") as Array).size())
	finish()


## The stream outlives the client and the other way round, each let go on another thread.
func test_either_goes_first() -> void:
	for first: String in ["client", "stream"]:
		for i: int in 20:
			var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"], ["wait_close"]])
			var client: RefCounted = make(candidate)
			assert_true(connect_client(client, int(script["port"])), "not connected")
			var kept: Dictionary = {"client": client, "stream": client.get("connection")}
			client = null
			var thread := Thread.new()
			thread.start(func() -> void: kept.erase(first))
			thread.wait_to_finish()
			if first == "client":
				var stream: StreamPeer = kept["stream"]
				assert_eq(stream.call("get_status"), 0, "status")
				assert_eq((stream.get_partial_data(1) as Array)[0], FAILED, "a read")
				assert_eq(stream.put_data(PackedByteArray([1])), FAILED, "a write")
			else:
				assert_eq(_fetch(kept["client"] as RefCounted), "hello", "body")
			kept.clear()
			server.drop(int(script["id"]))
	finish()


## Reads, writes and closes on four threads; what comes out is not promised, that it ends is.
func test_used_on_many_threads() -> void:
	for i: int in 10:
		var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 200000\r\n\r\n"], ["send_fill", 200000]])
		var client: RefCounted = make(candidate)
		assert_true(connect_client(client, int(script["port"])), "not connected")
		var stream: StreamPeer = client.get("connection")
		client.call("request", 0, "/", [])
		var threads: Array[Thread] = []
		for job: int in 4:
			var thread := Thread.new()
			threads.append(thread)
			thread.start(func() -> void:
				for turn: int in 200:
					match job:
						0: client.call("poll")
						1: stream.get_partial_data(1000)
						2: client.get("connection")
						3: stream.get_available_bytes()
				if job == i % 4:
					client.call("close"))
		for thread: Thread in threads:
			thread.wait_to_finish()
		client.call("close")
		assert_true(client.get("connection") == null, "a connection after close")
		server.drop(int(script["id"]))
	forget_errors()
	finish()


func test_setting_leaves_nothing_behind() -> void:
	var client: RefCounted = make(candidate)
	var peers: Array[StreamPeer] = [StreamPeerBuffer.new(), ScriptedPeer.new()]
	var many: Callable = func(count: int) -> void:
		for i: int in count:
			client.set("connection", peers[i % 2])
			client.get("connection")
			client.call("poll")
	many.call(500)
	# A table of the engine's may grow in between, by 64 KiB at once; what is left behind grows each time.
	var grown: Array[int] = []
	while grown.size() < 3 and (grown.is_empty() or grown[-1] > 2048):
		var before: int = OS.get_static_memory_usage()
		many.call(20000)
		grown.append(OS.get_static_memory_usage() - before)
	assert_true(grown[-1] <= 2048, "%s bytes more static memory, round by round" % [grown])
	client.call("close")
	for peer: StreamPeer in peers:
		assert_eq(peer.get_reference_count(), 2, "references")
	finish()


## What a poll met is let go at once, not with the next look at the property.
func test_end_lets_the_peer_go() -> void:
	var script: Dictionary = server.start([["read_head"], ["close"]])
	var client: RefCounted = make(candidate)
	var peer: StreamPeer = _peer(int(script["port"]))
	client.set("connection", peer)
	assert_eq(peer.get_reference_count(), 2, "references while it is set")
	client.call("request", 0, "/", [])
	assert_true(poll_until(client, HTTPClient.STATUS_CONNECTION_ERROR), "no error")
	assert_eq(peer.get_reference_count(), 1, "references after the end")
	server.drop(int(script["id"]))
	finish()


func _fetch(client: RefCounted) -> String:
	client.call("request", 0, "/", PackedStringArray())
	var body := PackedByteArray()
	var limit: int = Time.get_ticks_msec() + 5000
	while client.call("get_status") in [HTTPClient.STATUS_REQUESTING, HTTPClient.STATUS_BODY] and Time.get_ticks_msec() < limit:
		if client.call("get_status") == HTTPClient.STATUS_BODY:
			body.append_array(client.call("read_response_body_chunk") as PackedByteArray)
		else:
			client.call("poll")
	return body.get_string_from_ascii()


func _take(peer: StreamPeer, size: int) -> String:
	var bytes := PackedByteArray()
	var limit: int = Time.get_ticks_msec() + 5000
	while bytes.size() < size and Time.get_ticks_msec() < limit:
		bytes.append_array(peer.get_partial_data(size - bytes.size())[1] as PackedByteArray)
	return bytes.get_string_from_ascii()


func _peer(port: int) -> StreamPeer:
	return _source().tcp(port)


func _source() -> PeerSource:
	var source := PeerSource.new()
	source.candidate = candidate
	source.authority = X509Certificate.new()
	source.authority.load(str(server.info()["ca"]))
	return source
