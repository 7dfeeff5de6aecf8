# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## What needs a process of its own: -s res://tests/session_probe.gd -- KIND PLAIN SILENT. Run by test_session_process.gd.
##
## PLAIN is host:port of the endpoints, SILENT that of a server that accepts and says nothing. KIND:
##
## - freed_node: a node that awaits is freed. The engine leaks the stack of a coroutine that it cancels (4.6.3).
## - quit: the end with 300 in flight.

var _kept: Array = []


class Waiting extends Node:
	func go(url: String) -> void:
		var r: HTTPResponseGo = await HTTPSessionGo.shared().fetch(url).done()
		print("WENT ON ", r.ok)


func _initialize() -> void:
	var arguments: PackedStringArray = OS.get_cmdline_user_args()
	if arguments[0] == "freed_node":
		_freed_node(arguments[1])
	else:
		_quit_in_flight(arguments[1], arguments[2])


func _freed_node(plain: String) -> void:
	var node := Waiting.new()
	root.add_child(node)
	node.go("http://%s/bytes/20000000" % plain)
	await process_frame
	node.free()
	var r: HTTPResponseGo = await HTTPSessionGo.shared().fetch("http://%s/small" % plain).done()
	print("FREED ", r.ok)
	quit()


func _quit_in_flight(plain: String, silent: String) -> void:
	var s := HTTPSessionGo.new()
	s.max_connections_per_host = 100
	var file := FileAccess.open("user://quit_upload.bin", FileAccess.WRITE_READ)
	for i: int in 64:
		file.store_buffer(PackedByteArray(range(256)))
	for i: int in 50:
		_begin(s.fetch("http://%s/bytes/500000000?mbit=4" % plain))
		_begin(HTTPSessionGo.shared().fetch("http://%s/" % silent))
		_begin(s.fetch("http://%s/" % silent))
		file.seek(i)
		_begin(s.fetch("http://%s/" % silent, [], HTTPClient.METHOD_POST, file))
		_begin(s.download("http://%s/bytes/500000000?mbit=4&n=%d" % [plain, i], "user://quit_%d.bin" % i))
		var es := HTTPEventSourceGo.new()
		es.session = s
		es.event_received.connect(func(_t: String, _d: String, _i: String) -> void: _kept.append(es))
		es.closed.connect(func() -> void: print("CLOSED"))
		es.open("http://%s/sse/100000?ms=1" % plain)
	var waiting := Thread.new()
	waiting.start(func() -> bool: return HTTPSessionGo.shared().fetch("http://%s/" % silent).wait(0.5))
	_kept.append(waiting)
	for i: int in 20:
		await process_frame
	waiting.wait_to_finish()
	_begin(HTTPSessionGo.shared().fetch("http://%s/" % silent))
	print("QUITS %d" % int(Time.get_unix_time_from_system() * 1000))
	quit()


## Holds, awaits or forgets it, by turns.
func _begin(r: HTTPResponseGo) -> void:
	r.completed.connect(func(_r: HTTPResponseGo) -> void: print("COMPLETED"))
	match _kept.size() % 3:
		0:
			_kept.append(r)
			r.body_received.connect(func(_c: PackedByteArray) -> void: _kept.erase(r))
		1:
			_kept.append(null)
			_await(r)
		2:
			_kept.append(null)


func _await(r: HTTPResponseGo) -> void:
	await r.done()
	print("COMPLETED")
