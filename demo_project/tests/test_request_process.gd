# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## Nodes in a process of their own: its end with 120 in flight, and scenes that are changed under them.

## Milliseconds from quit() to the end of the process; it is said to be under a second.
const QUIT_LIMIT := 1000


func test_quit() -> void:
	_play("quit")


func test_scenes() -> void:
	_play("scenes")


func _play(kind: String) -> void:
	if str(options["godot"]).is_empty():
		skip("--godot tells of no second Godot")
		return
	var silent: Dictionary = serve([])
	var output: Array = []
	var code: int = OS.execute(str(options["godot"]), ["--headless", "--verbose", "--path", ProjectSettings.globalize_path("res://"),
			"-s", "res://tests/request_probe.gd", "--", kind, at("").get_slice("/", 2), "127.0.0.1:%d" % silent["port"]], output, true)
	var ended: float = Time.get_unix_time_from_system() * 1000
	var text: String = "\n".join(output)
	assert_eq(code, 0, "exit code: " + text.right(2000))
	for bad: String in ["panic", "SCRIPT ERROR", "Program crashed", "Leaked instance", "leaked at exit", "COMPLETED"]:
		assert_true(not text.contains(bad), "%s: %s" % [bad, text.right(2000)])
	assert_true(text.contains("QUITS "), text.right(2000))
	var took: int = int(ended) - text.get_slice("QUITS ", 1).to_int()
	print("    %s: the end took %d ms" % [kind, took])
	assert_true(took < QUIT_LIMIT, "the end took %d ms" % took)
	for i: int in 120:
		assert_true(not FileAccess.file_exists("user://request_probe_%d.bin" % i), "a file of a request that was not over")
		DirAccess.remove_absolute("user://request_probe_%d.bin.download" % i)
	finish()
