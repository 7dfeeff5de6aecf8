# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Quits while a blocking poll is inside: -s res://tests/quit_probe.gd -- CLASS KIND. Run by test_last_call.gd.
##
## KIND: thread, pool: the client goes just before. thread_kept: the tree keeps it until the end.

var _thread: Thread
var _server := TCPServer.new()
var _peer: StreamPeerTCP


func _initialize() -> void:
	var arguments: PackedStringArray = OS.get_cmdline_user_args()
	_server.listen(0, "127.0.0.1")
	var client: RefCounted = ClassDB.instantiate(arguments[0])
	client.call("connect_to_host", "127.0.0.1", _server.get_local_port())
	_wait(func() -> bool:
		client.call("poll")
		return client.call("get_status") == HTTPClient.STATUS_CONNECTED)
	client.call("request", 0, "/", [])
	client.set("blocking_mode_enabled", true)
	if arguments[1] == "pool":
		WorkerThreadPool.add_task(Callable(client, "poll"))
	else:
		_thread = Thread.new()
		_thread.start(Callable(client, "poll"))
	if arguments[1] == "thread_kept":
		set_meta("client", client)
	# The poll itself sends the request: when it is here, the call is inside.
	_wait(func() -> bool:
		_peer = _peer if _peer else _server.take_connection()
		return _peer and _peer.get_available_bytes() > 0)
	client = null
	print("QUITS")
	quit()


func _wait(condition: Callable) -> void:
	var limit: int = Time.get_ticks_msec() + 5000
	while not condition.call() and Time.get_ticks_msec() < limit:
		OS.delay_usec(100)
