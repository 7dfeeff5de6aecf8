# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## Figures of both nodes, the engine's beside ours; nothing is judged but that all came. They are printed by
## scripts/run_godot_tests.sh --show-log --folder=res://tests/figures

const BODY := 16 << 20
const Trust := preload("res://tests/trust.gd")
const BOTH: PackedStringArray = ["HTTPRequest", "HTTPRequestGo"]

var _trust: Trust


func _node(class_id: String) -> Node:
	if _trust == null:
		_trust = Trust.new(server.info())
	var node: Node = ClassDB.instantiate(class_id)
	node.call(&"set_tls_options", _trust.options("client(ca)"))
	tree.root.add_child(node)
	return node


## Returns seconds from request() to the signal, and what it brought.
func _fetch(node: Node, url: String) -> Array:
	var got: Array = []
	var done: Callable = func(result: int, code: int, _headers: PackedStringArray, body: PackedByteArray) -> void: got.append([result, code, body.size()])
	node.connect(&"request_completed", done, CONNECT_ONE_SHOT)
	var began: int = Time.get_ticks_usec()
	node.call(&"request", url)
	while got.is_empty():
		await tree.process_frame
	return [(Time.get_ticks_usec() - began) / 1e6, got[0]]


func _serve_body(coding: String, body: PackedByteArray, tls: Variant) -> String:
	var steps: Array = [["read_head"], ["send", "HTTP/1.1 200 OK\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n" % [coding, body.size()]]]
	if coding.is_empty():
		steps.append(["send_fill", body.size()])
	else:
		steps.append(["send_hex", body.hex_encode()])
	var started: Dictionary = server.start(steps + [["close"]], tls)
	return "%s://localhost:%d/" % ["https" if tls != null else "http", started["port"]]


func test_at_20_frames() -> void:
	var raw := PackedByteArray()
	raw.resize(BODY)
	for i: int in range(0, BODY, 64):
		raw.encode_u32(i, i * 2654435761)
	var packed: PackedByteArray = raw.compress(FileAccess.COMPRESSION_GZIP)
	await frames(2)
	Engine.max_fps = 20
	for kind: String in ["plain", "TLS", "gzip"]:
		for class_id: String in BOTH:
			var node: Node = _node(class_id)
			var url: String = _serve_body("Content-Encoding: gzip\r\n", packed, null) if kind == "gzip" else _serve_body("", raw, {} if kind == "TLS" else null)
			var got: Array = await _fetch(node, url)
			assert_eq(got[1], [0, 200, BODY], "%s, %s" % [class_id, kind])
			print("    16 MiB at 20 frames a second, %s, %s: %.2f s" % [kind, class_id, got[0]])
			node.free()
	Engine.max_fps = 0
	finish()


func test_icons() -> void:
	await frames(2)
	Engine.max_fps = 60
	for class_id: String in BOTH + PackedStringArray(["HTTPRequestGo with a session"]):
		var got: Array = []
		var session: RefCounted = HTTPSessionGo.new() if class_id.contains(" ") else null
		if session:
			session.call(&"set_tls_options", Trust.new(server.info()).options("client(ca)"))
		var nodes: Array[Node] = []
		var began: int = Time.get_ticks_usec()
		for i: int in 30:
			var node: Node = _node(class_id.get_slice(" ", 0))
			if session:
				node.set(&"session", session)
			node.connect(&"request_completed", func(result: int, _c: int, _h: PackedStringArray, body: PackedByteArray) -> void: got.append([result, body.size()]))
			node.call(&"request", "https://localhost:%s/bytes/20000" % str(server.info()["tls"]).get_slice(":", 1))
			nodes.append(node)
		while got.size() < 30:
			await tree.process_frame
		var took: float = (Time.get_ticks_usec() - began) / 1e6
		var handshakes: int = nodes.filter(func(node: Node) -> bool:
			return not node.has_method(&"get_connection_info") or node.call(&"get_connection_info").get("tls_usec", 0) > 0).size()
		print("    30 icons over TLS at 60 frames a second, %s: %.2f s, %d handshakes" % [class_id, took, handshakes])
		assert_true(got.all(func(one: Array) -> bool: return one == [0, 20000]), "%s: %s" % [class_id, got])
		for node: Node in nodes:
			node.free()
	Engine.max_fps = 0
	finish()


## Stamps the beginning of the nodes' processing, and the end of what they deferred.
class Stamp extends Node:
	var last := false
	var first: Stamp
	var began := 0
	var usec: PackedInt64Array = []

	func _process(_delta: float) -> void:
		if last:
			_end.call_deferred()
		else:
			began = Time.get_ticks_usec()

	func _end() -> void:
		usec.append(Time.get_ticks_usec() - first.began)


func test_main_thread() -> void:
	await frames(2)
	for class_id: String in BOTH + PackedStringArray(["Node"]):
		for count: int in [1, 32]:
			var first := Stamp.new()
			first.process_priority = -1000
			tree.root.add_child(first)
			var nodes: Array[Node] = []
			for i: int in count:
				if class_id == "Node":
					nodes.append(Node.new())
					tree.root.add_child(nodes[-1])
					continue
				nodes.append(_node(class_id))
				nodes[-1].call(&"request", at("bytes/1000000000?mbit=%d" % (64 / count)))
			var last := Stamp.new()
			last.last = true
			last.first = first
			last.process_priority = 1000
			tree.root.add_child(last)
			await frames(20)
			last.usec.clear()
			await frames(300)
			last.usec.sort()
			print("    main thread a frame, %s, %d downloads of 64 Mbit/s in all: median %d us, of ten the slowest %d us" % [
					class_id, count, last.usec[last.usec.size() / 2], last.usec[last.usec.size() * 9 / 10]])
			nodes.append_array([first, last])
			for node: Node in nodes:
				node.free()
	finish()


func test_memory() -> void:
	await frames(2)
	for class_id: String in BOTH:
		var node: Node = _node(class_id)
		await _fetch(node, at("bytes/10000"))
		var before: int = _resident()
		for i: int in 1000:
			await _fetch(node, at("bytes/10000"))
		print("    memory after 1,000 requests on one node, %s: %+d KiB" % [class_id, _resident() - before])
		node.free()
	finish()


## Returns the resident memory of this process in KiB, 0 where /proc is none.
func _resident() -> int:
	var file := FileAccess.open("/proc/self/status", FileAccess.READ)
	for i: int in 100 if file else 0:
		var line: String = file.get_line()
		if line.begins_with("VmRSS:"):
			return line.to_int()
	return 0
