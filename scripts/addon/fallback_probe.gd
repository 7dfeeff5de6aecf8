# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## For scripts/test_docs.sh: plays the autoload of docs/migrating.md, res://http.gd, in a project without the addon, and prints
## what came of an answer, of one without success and of a server that nobody runs. The argument behind -- is the test server.


func _initialize() -> void:
	_run(OS.get_cmdline_user_args()[0])


func _run(server: String) -> void:
	var http := Node.new()
	http.set_script(load("res://http.gd"))
	root.add_child(http)
	await process_frame
	print("FALLBACK session %s" % http.get("session"))
	for url: String in ["http://%s/bytes/5" % server, "http://%s/nothing" % server, "http://127.0.0.1:1/", "no URL"]:
		var answer: Dictionary = await http.call("fetch", url)
		print("FALLBACK %s %d %s" % [url.get_slice("/", 3), answer["code"], "whole" if answer["error"] == "" else answer["error"]])
	quit()
