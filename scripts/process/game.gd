# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## A game for scripts/test_process.sh that runs until its extension has crashed, and ends well if it has not. With the
## addon it has a client that was used.

var client: RefCounted = HTTPClient.new()
var frames: int = 0


func _initialize() -> void:
	if ClassDB.class_exists(&"HTTPClientGo"):
		client = ClassDB.instantiate(&"HTTPClientGo")
	print("class: ", client.get_class())
	client.call("connect_to_host", "127.0.0.1", 9)


func _process(_delta: float) -> bool:
	client.call("poll")
	frames += 1
	return frames > 10
