# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Repeats one row of the benchmark with our class under Go's profiler: scripts/profile.sh, whose library has the method profile().
##
##   godot --headless --path PROJECT -s res://bench/profile.gd -- HOST:PORT KEY FILE SECONDS

const ServerControl := preload("res://tests/server_control.gd")
const Subject := preload("res://bench/subject.gd")
const Rows := preload("res://bench/rows.gd")


# TLS works only after the engine has loaded its certificates, which is not yet so in _init.
func _initialize() -> void:
	var arguments: PackedStringArray = OS.get_cmdline_user_args()
	var row: Dictionary = Rows.row(arguments[1]) if arguments.size() == 4 else {}
	var control := ServerControl.new()
	if not row.has("call") or row.has("session") or row.get("server", "") == "nginx" or control.open(arguments[0]) != OK:
		printerr("profile: wants HOST:PORT of a server, the key of a row that is a call and neither nginx's nor a session's, a file and seconds")
		quit(2)
		return
	if row.has("at_once"):
		row = {"call": row["call"] + [1]}
	var subject := Subject.new(Subject.OURS, control.info())
	var client: RefCounted = ClassDB.instantiate(Subject.OURS)
	var until: int = Time.get_ticks_msec() + int(arguments[3].to_float() * 1000)
	var times := 0
	print("PROFILE BEGINS")
	client.call(&"profile", arguments[2])
	while Time.get_ticks_msec() < until:
		subject.measure(row)
		times += 1
	client.call(&"profile", "")
	print("PROFILE ENDS after %d times" % times)
	quit()
