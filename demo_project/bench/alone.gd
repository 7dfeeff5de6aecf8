# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## One measurement of one class in a process of its own, where nothing of the other class lies in memory. Started by bench.gd.
##
##   godot --headless --path demo_project -s res://bench/alone.gd -- HOST:PORT CLASS KEY
##
## HOST:PORT is the test server's control port, KEY a row of rows.gd. The last line is "FIGURE" and the figure.

const Calls := preload("res://bench/calls.gd")
const Requests := preload("res://bench/requests.gd")
const ServerControl := preload("res://tests/server_control.gd")
const Subject := preload("res://bench/subject.gd")
const Rows := preload("res://bench/rows.gd")


# TLS works only after the engine has loaded its certificates, which is not yet so in _init.
func _initialize() -> void:
	_run()


func _run() -> void:
	var arguments: PackedStringArray = OS.get_cmdline_user_args()
	var row: Dictionary = Rows.row(arguments[2]) if arguments.size() == 3 else {}
	var control := ServerControl.new()
	if row.is_empty() or not ClassDB.class_exists(arguments[1]) or control.open(arguments[0]) != OK:
		printerr("alone: wants HOST:PORT of a server, a class and the key of a row")
		quit(2)
		return
	var figure: float
	if row.has("session") or row.has("node"):
		await process_frame # nodes are in the tree from the first frame on
		var steps: Array = row["call"]
		var calls: Calls = (Requests if row.has("node") else Calls).new(self, arguments[1], control.info())
		figure = await calls.callv(steps[0] as StringName, steps.slice(1))
	else:
		figure = Subject.new(arguments[1], control.info()).measure(row)
	print("FIGURE %s" % figure)
	quit(1 if is_nan(figure) else 0)
