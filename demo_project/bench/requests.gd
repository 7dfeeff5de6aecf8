# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://bench/calls.gd"
## The same measurements with nodes on both sides, the engine's HTTPRequest and HTTPRequestGo, and those that only nodes have.

const ICONS := 30
const ICON := 20_000 # bytes
const FILE := 50_000_000 # bytes, so that none of them is whole before it was measured
const WARM := 50 # requests, after which what is made once is there


func _prepare() -> void:
	pass


## Seconds, or handshakes (connections, which is the same), as [param what] says: icons of one TLS host at 60 frames a second, a
## node for each, all begun in one frame; with [param shared] one HTTPSessionGo for all of ours, which has six connections to a host.
func icons(what: String, shared: bool) -> float:
	if shared:
		_session = ClassDB.instantiate(&"HTTPSessionGo")
		_session.call(&"set_tls_options", _options)
	await _idle_frame()
	var paths: PackedStringArray = []
	paths.resize(ICONS)
	paths.fill("bytes/%d" % ICON)
	var before: int = _connection()
	var began: int = Time.get_ticks_usec()
	if not await _all(paths, true):
		return NAN
	var seconds: float = (Time.get_ticks_usec() - began) / 1e6
	for body: PackedByteArray in _bodies:
		if body.size() != ICON:
			return NAN
	if what == "seconds":
		return seconds
	return _connection() - before - 1 if before > 0 else NAN


## Microseconds of the main thread in a frame of a game at 60 frames a second, beyond an empty one, while [param count] nodes
## download, each what a link of [param megabits] a second brings. The engine's node takes 64 KiB a frame at most, which are 31.
func frame_cost(tls: bool, count: int, megabits: int) -> float:
	var idle: float = await _idle_frame()
	var nodes: Array[Node] = []
	for i: int in count:
		nodes.append(_make())
		nodes[i].call(&"request", _url("bytes/%d?mbit=%d" % [FILE, megabits], tls))
	await _frames(SECOND)
	var received: int = _received(nodes)
	var began: int = Time.get_ticks_usec()
	var thread: int = Process.main_nanoseconds()
	await _frames(5 * SECOND)
	var spent: int = Process.main_nanoseconds() - thread
	var seconds: float = (Time.get_ticks_usec() - began) / 1e6
	received = _received(nodes) - received
	for node: Node in nodes:
		node.free()
	# A figure of nodes that did not keep up would be one of something else.
	if received < 0.8 * seconds * count * megabits * 125_000:
		printerr("requests: %d bytes came in %.1f s" % [received, seconds])
		return NAN
	return (spent - 5 * SECOND * idle) / 1e3 / (5 * SECOND)


## Bytes of memory that a thousand requests in turn on one node leave behind.
func memory_of_many() -> float:
	var node: Node = _make()
	var before := 0
	Engine.max_fps = 0
	for i: int in WARM + MANY:
		if i == WARM:
			before = await _settled_memory()
		node.call(&"request", _url("json/%d" % i, true))
		var end: Array = await node.get(&"request_completed")
		if end[0] != HTTPRequest.RESULT_SUCCESS or _answer(end[3] as PackedByteArray, "n") != i:
			return NAN
	var after: int = await _settled_memory()
	node.free()
	return after - before


func _settled_memory() -> int:
	Engine.max_fps = 60
	await _frames(2 * SECOND)
	Engine.max_fps = 0
	return Process.memory()


func _begin(path: String, tls: bool) -> void:
	var node: Node = _make()
	node.connect(&"request_completed", _on_node.bind(node))
	node.call(&"request", _url(path, tls))


func _make() -> Node:
	var node: Node = ClassDB.instantiate(&"HTTPRequestGo" if _ours else &"HTTPRequest")
	node.call(&"set_tls_options", _options)
	if _session != null:
		node.set(&"session", _session)
	_tree.root.add_child(node)
	return node


func _on_node(result: int, code: int, _headers: PackedStringArray, body: PackedByteArray, node: Node) -> void:
	node.queue_free()
	_end(result == HTTPRequest.RESULT_SUCCESS and code == 200, body)


static func _received(nodes: Array[Node]) -> int:
	return nodes.reduce(func(sum: int, node: Node) -> int: return sum + int(node.call(&"get_downloaded_bytes")), 0)


## The server's number of a new connection, 0 where none came about: it counts them all, so that the difference of two is how many
## there were between, and one.
func _connection() -> int:
	var client := HTTPClient.new()
	var address: String = Subject.address(_info, "", false)
	client.connect_to_host(address.get_slice(":", 0), address.get_slice(":", 1).to_int())
	var limit: int = Time.get_ticks_msec() + PATIENCE
	var body := PackedByteArray()
	var asked := false
	while Time.get_ticks_msec() < limit:
		client.poll()
		if client.get_status() == HTTPClient.STATUS_BODY:
			body.append_array(client.read_response_body_chunk())
		elif client.get_status() == HTTPClient.STATUS_CONNECTED:
			if asked:
				return _answer(body, "connection")
			client.request(HTTPClient.METHOD_GET, "/json/0", [])
			asked = true
		OS.delay_usec(100)
	return 0
