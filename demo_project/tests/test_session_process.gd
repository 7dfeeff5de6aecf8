# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## Sessions in a process of their own: a MainLoop without a SceneTree, the end of the process with 300 in flight, and what
## the engine leaks by itself.

## Milliseconds from quit() to the end of the process. Alone on a machine it takes 300, half of them the engine's own; this
## is so high that other load decides nothing.
const QUIT_LIMIT := 10_000


func _play(script: String, arguments: PackedStringArray) -> String:
	var godot := str(options["godot"])
	var all := PackedStringArray(["--headless", "--verbose", "--path", ProjectSettings.globalize_path("res://"), "-s", "res://tests/" + script, "--"])
	all.append_array(arguments)
	var output: Array = []
	var code: int = OS.execute(godot, all, output, true)
	assert_eq(code, 0, "exit code")
	var text: String = "\n".join(output)
	for bad: String in ["panic", "SCRIPT ERROR", "Program crashed"]:
		assert_true(not text.contains(bad), "%s: %s" % [bad, text.right(2000)])
	return text


func test_main_loop() -> void:
	if str(options["godot"]).is_empty():
		skip("--godot tells of no second Godot")
		return
	var text: String = _play("session_loop.gd", [at("").get_slice("/", 2)])
	assert_true(text.contains("LOOP head, completed 3000000"), text.right(2000))
	assert_true(not text.contains("Leaked instance"), text.right(2000))
	finish()


func test_freed_node() -> void:
	if str(options["godot"]).is_empty():
		skip("--godot tells of no second Godot")
		return
	var text: String = _play("session_probe.gd", ["freed_node", at("").get_slice("/", 2)])
	assert_true(text.contains("FREED true") and not text.contains("WENT ON"), text.right(2000))
	finish()


func test_quit_in_flight() -> void:
	if str(options["godot"]).is_empty():
		skip("--godot tells of no second Godot")
		return
	var silent: Dictionary = serve([])
	var text: String = _play("session_probe.gd", ["quit", at("").get_slice("/", 2), "127.0.0.1:%d" % silent["port"]])
	var ended: float = Time.get_unix_time_from_system() * 1000
	assert_true(text.contains("QUITS "), text.right(2000))
	var behind: String = text.get_slice("QUITS ", 1)
	assert_true(not behind.contains("COMPLETED") and not behind.contains("CLOSED"), "signals: " + behind.left(2000))
	assert_true(not text.contains("Leaked instance") and not text.contains("leaked at exit"), text.right(2000))
	var took: int = int(ended) - behind.to_int()
	print("    the end took %d ms" % took)
	assert_true(took < QUIT_LIMIT, "the end took %d ms" % took)
	finish()
