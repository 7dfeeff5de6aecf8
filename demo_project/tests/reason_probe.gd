# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## The other side of test_reasons.gd: runs in a Godot of its own, in whose network or environment something is missing.
## Arguments: HOST=PORT, any number. Prints "REASON <get_last_error() of HTTPClientGo as JSON>" for each.

const LIMIT := 20000


func _initialize() -> void:
	for argument: String in OS.get_cmdline_user_args():
		print("REASON ", JSON.stringify(_probe(argument.get_slice("=", 0), argument.get_slice("=", 1).to_int())))
	quit()


func _probe(host: String, port: int) -> Dictionary:
	if not ClassDB.can_instantiate(&"HTTPClientGo"):
		return {}
	var client: RefCounted = ClassDB.instantiate(&"HTTPClientGo")
	client.call("connect_to_host", host, port)
	var limit: int = Time.get_ticks_msec() + LIMIT
	while client.call("get_status") in [HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING] and Time.get_ticks_msec() < limit:
		client.call("poll")
		OS.delay_usec(200)
	var why: Dictionary = client.call("get_last_error")
	client.call("close")
	return why
