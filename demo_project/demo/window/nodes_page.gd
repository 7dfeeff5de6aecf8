# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/downloads_page.gd"
## The same downloads by HTTPRequest nodes and by HTTPRequestGo nodes, one for each file. A node works by itself, so the script only
## asks and is told.

const NodeRun := preload("res://demo/window/node_run.gd")


func _init() -> void:
	sides = [&"HTTPRequest", &"HTTPRequestGo"]
	cost = "the nodes"
	idle_text = "Each file: one node, one request(), into memory. The engine's node takes 64 KiB a frame at most, so a faster link does not help it."
	first_size = 1
	first_count = 4
	script_file = "nodes.gd"
	super()
	name = "Nodes"


func make_run(id: StringName, count: int, bytes: int) -> DownloadRun:
	return NodeRun.new(id, count, bytes, self)
