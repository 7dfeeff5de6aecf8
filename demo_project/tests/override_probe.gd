# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## The other side of test_tls.gd: runs in a Godot of its own, whose project has settings that count from the start on.
## Arguments: CLASS:PORT, any number. Prints "PROBE <status> <poll error>" for each.

const LIMIT := 10000


func _initialize() -> void:
	for argument: String in OS.get_cmdline_user_args():
		print("PROBE ", _probe(argument.get_slice(":", 0), argument.get_slice(":", 1).to_int()))
	quit()


func _probe(class_id: String, port: int) -> String:
	if not ClassDB.can_instantiate(class_id):
		return "no class %s" % class_id
	var client: RefCounted = ClassDB.instantiate(class_id)
	client.call("connect_to_host", "localhost", port, TLSOptions.client())
	var limit: int = Time.get_ticks_msec() + LIMIT
	var failed := OK
	while client.call("get_status") in [HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING] and Time.get_ticks_msec() < limit:
		failed = client.call("poll")
		OS.delay_usec(200)
	var status: int = client.call("get_status")
	client.call("close")
	return "%d %d" % [status, failed]
