# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Says what memory and how many threads a Godot has that has started, and ends it. For start.gd, in projects that hold this file
## and process.gd.


func _initialize() -> void:
	var process: GDScript = load("res://process.gd")
	print("STARTED %d %d" % [process.call(&"memory"), process.call(&"threads")])
	quit()
