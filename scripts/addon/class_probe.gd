# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## For scripts/test_load_failures.sh: says whether HTTPClientGo is there and answers a call, and quits. It does not name the
## class, so that it can say that it is not.


func _initialize() -> void:
	var client: Object = ClassDB.instantiate(&"HTTPClientGo") if ClassDB.class_exists(&"HTTPClientGo") else null
	if client and client.call("connect_to_host", "127.0.0.1", 1) == OK:
		client.call("close")
		print("CLASS HTTPClientGo works")
	quit()
