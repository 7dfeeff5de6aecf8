# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Makes the pictures of the README: run it through scripts/test_demo_window.sh --images.
##
##   --server=HOST:PORT  the control port of the demo server, for the window
##   --folder=PATH       where the pictures go

const WindowHand := preload("res://tests/window/window_hand.gd")
const SCENE := "res://demo/window/window.tscn"

var _hand: WindowHand


func _initialize() -> void:
	_run()


func _run() -> void:
	var scene: Control = (load(SCENE) as PackedScene).instantiate()
	_hand = WindowHand.new(self, scene)
	root.add_child(scene)
	await _hand.wait_text("Server", "server ")
	await _start_and_wait("RunBoth")
	await _take("demo_downloads.png")
	await _hand.click("Tabs/ToNodes")
	await _start_and_wait("RunBoth")
	await _take("demo_nodes.png")
	await _hand.click("Tabs/ToCertificates")
	await _start_and_wait("CheckAll")
	await _take("demo_certificates.png")
	await _hand.click("Tabs/ToCalls")
	await _show_calls()
	await _take("demo_calls.png")
	await _hand.click("Calls/ShowScript")
	await _take("demo_script.png")
	for line: String in _hand.failures:
		printerr("pictures: ", line)
	quit(0 if _hand.failures.is_empty() else 1)


## Each of what the page of calls has, once.
func _show_calls() -> void:
	for each: Array in [["Start", "200: number"], ["Redirect", "200: two"], ["Gzip", "200: 1000000"], ["Retry", "200: at"]]:
		await _hand.click("Json/%s" % each[0])
		await _hand.wait_text("Json/Status", str(each[1]))
	await _hand.click("Many/Start")
	await _hand.wait_text("Many/Status", "20 of 20 answers")
	await _hand.click("Stream/Start")
	await _hand.click("Download/Start")
	await _hand.wait(func() -> bool: return _hand.text("Download/Status").to_float() > 20.0, "some of the download")
	await _hand.click("Download/Start")
	await _hand.wait_text("Download/Status", "cancelled")


func _start_and_wait(path: String) -> void:
	await _hand.click(path)
	await _hand.wait(func() -> bool: return not _hand.is_disabled(path), "%s is over" % path)


# The mouse goes away first, so that nothing is lit up.
func _take(file: String) -> void:
	var away := InputEventMouseMotion.new()
	away.position = Vector2(4, root.size.y - 4)
	away.global_position = away.position
	root.push_input(away)
	await _hand.take_picture(_argument("--folder=").path_join(file))


func _argument(prefix: String) -> String:
	for argument: String in OS.get_cmdline_user_args():
		if argument.begins_with(prefix):
			return argument.trim_prefix(prefix)
	return "."
