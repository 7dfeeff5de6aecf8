# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Quits while a blocking poll is inside: -s res://tests/quit_probe.gd -- CLASS PORT KIND. Run by test_last_call.gd.
##
## KIND: thread, pool: the client goes just before. thread_kept: the thread's call holds it.

var _thread: Thread


func _initialize() -> void:
	var arguments: PackedStringArray = OS.get_cmdline_user_args()
	var client: RefCounted = ClassDB.instantiate(arguments[0])
	client.call("connect_to_host", "127.0.0.1", arguments[1].to_int())
	var limit: int = Time.get_ticks_msec() + 5000
	while client.call("get_status") != HTTPClient.STATUS_CONNECTED and Time.get_ticks_msec() < limit:
		client.call("poll")
		OS.delay_usec(100)
	client.call("request", 0, "/", [])
	client.call("poll")
	client.set("blocking_mode_enabled", true)
	match arguments[2]:
		"pool":
			WorkerThreadPool.add_task(Callable(client, "poll"))
		"thread":
			_thread = Thread.new()
			_thread.start(Callable(client, "poll"))
		"thread_kept":
			_thread = Thread.new()
			_thread.start(Callable(client, "poll").bindv([]))
			set_meta("client", client)
	OS.delay_msec(20)
	client = null
	print("QUITS")
	quit()
