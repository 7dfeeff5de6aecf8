# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Nodes in a process of their own: -s res://tests/request_probe.gd -- KIND PLAIN SILENT. Run by test_request_process.gd.
##
## PLAIN is host:port of the endpoints, SILENT that of a server that accepts and says nothing. KIND:
##
## - quit: the end with 120 nodes in flight.
## - scenes: scenes with nodes in flight are changed, 20 times.


func _initialize() -> void:
	var arguments: PackedStringArray = OS.get_cmdline_user_args()
	if arguments[0] == "quit":
		_fill(root, arguments[1], arguments[2], 40)
		for i: int in 10:
			await process_frame
	else:
		for i: int in 20:
			var made := Node.new()
			_fill(made, arguments[1], arguments[2], 3)
			var scene := PackedScene.new()
			for child: Node in made.get_children():
				child.owner = made
			scene.pack(made)
			made.free()
			change_scene_to_packed(scene)
			await process_frame
			await process_frame
			_ask(current_scene, arguments[1], arguments[2])
			for j: int in i % 4:
				await process_frame
	print("QUITS %d" % int(Time.get_unix_time_from_system() * 1000))
	quit()


func _fill(parent: Node, plain: String, silent: String, count: int) -> void:
	for i: int in count * 3:
		var node := HTTPRequestGo.new()
		node.use_threads = i % 2 == 0
		if i % 5 == 0:
			node.download_file = "user://request_probe_%d.bin" % i
		parent.add_child(node)
	if parent.is_inside_tree():
		_ask(parent, plain, silent)


func _ask(parent: Node, plain: String, silent: String) -> void:
	var i := 0
	for node: Node in parent.get_children():
		i += 1
		var http: HTTPRequestGo = node
		http.request_completed.connect(func(_r: int, _c: int, _h: PackedStringArray, _b: PackedByteArray) -> void: print("COMPLETED"))
		http.request("http://%s/bytes/500000000?mbit=4&n=%d" % [plain, i] if i % 3 else "http://%s/" % silent, [], HTTPClient.METHOD_GET, "x" if i % 2 else "")
