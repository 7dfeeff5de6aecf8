# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## For scripts/test_process.sh, which limits the process to few file descriptors: all are taken before anything has
## connected, then the first connect fails in words, and when they are free again another one works.

const LIMIT_MSEC: int = 20000

var failures: int = 0


func _initialize() -> void:
	var listener: TCPServer = TCPServer.new()
	_check(listener.listen(0, "127.0.0.1") == OK, "no port to listen on")
	var port: int = listener.get_local_port()
	var taken: Array[FileAccess] = _take_all()
	_check(taken.size() > 100 and taken.size() < 1000, "took %d descriptors" % taken.size())
	for host: String in ["127.0.0.1", "localhost"]:
		var ours: RefCounted = ClassDB.instantiate(&"HTTPClientGo")
		var status: int = _connect(ours, host, port)
		var reason: Dictionary = ours.call("get_last_error")
		var engine: int = _connect(HTTPClient.new(), host, port)
		print("%s without descriptors: status %d, the engine's %d: %s" % [host, status, engine, reason])
		_check(status == engine, "status %d, the engine's %d" % [status, engine])
		_check(status != HTTPClient.STATUS_CONNECTED, "connected without a descriptor")
		_check(reason.get("reason") == "no_descriptors", "another reason: %s" % reason)
		_check(str(reason.get("message")) == "Too many files and connections are open in this program.", "other words: %s" % reason)
	taken.clear()
	for host: String in ["127.0.0.1", "localhost"]:
		var ours: RefCounted = ClassDB.instantiate(&"HTTPClientGo")
		var status: int = _connect(ours, host, port)
		_check(status == HTTPClient.STATUS_CONNECTED, "%s: no connection: %s" % [host, ours.call("get_last_error")])
	print("DESCRIPTORS-FINISHED failures=%d" % failures)
	quit(1 if failures > 0 else 0)


func _take_all() -> Array[FileAccess]:
	var taken: Array[FileAccess] = []
	while true:
		var file: FileAccess = FileAccess.open("res://project.godot", FileAccess.READ)
		if file == null:
			return taken
		taken.append(file)
	return taken


func _connect(client: RefCounted, host: String, port: int) -> int:
	var deadline: int = Time.get_ticks_msec() + LIMIT_MSEC
	client.call("connect_to_host", host, port)
	while client.call("get_status") in [HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING]:
		client.call("poll")
		if Time.get_ticks_msec() > deadline:
			_check(false, "%s: no end of connecting within %d ms" % [host, LIMIT_MSEC])
			break
		OS.delay_usec(100)
	return client.call("get_status")


func _check(good: bool, why: String) -> void:
	if not good:
		failures += 1
		print("FAILED: ", why)
