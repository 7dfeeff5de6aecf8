# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## How cost grows with the number of clients and the size of bodies, for both classes, as a chart: scripts/bench.sh growth
##
##   godot --headless --path demo_project -s res://bench/growth.gd -- --server=HOST:PORT --svg=FILE
##
##   --clients=N  the highest number of clients (1000)
##   --size=N     the largest body in bytes (1000000000)
##   --rounds=N   of which the median counts (3)

const ServerControl := preload("res://tests/server_control.gd")
const Subject := preload("res://bench/subject.gd")
const Chart := preload("res://bench/chart.gd")
const SIZES: Dictionary = {1e3: "1 KB", 1e4: "10 KB", 1e5: "100 KB", 1e6: "1 MB", 1e7: "10 MB", 1e8: "100 MB", 1e9: "1 GB"}

var _options: Dictionary = {"server": "", "svg": "", "clients": "1000", "size": "1000000000", "rounds": "3"}
var _subjects: Dictionary = {} # by side: "engine" and "ours"
var _rounds := 0
var _failed := false


# TLS works only after the engine has loaded its certificates, which is not yet so in _init.
func _initialize() -> void:
	var control := ServerControl.new()
	for argument: String in OS.get_cmdline_user_args():
		var parts: PackedStringArray = argument.trim_prefix("--").split("=", true, 1)
		if parts.size() != 2 or not _options.has(parts[0]):
			printerr("growth: unknown argument %s" % argument)
			quit(2)
			return
		_options[parts[0]] = parts[1]
	if not ClassDB.class_exists(Subject.OURS) or control.open(str(_options["server"])) != OK:
		printerr("growth: no class %s or no server at '%s'" % [Subject.OURS, _options["server"]])
		quit(2)
		return
	_rounds = str(_options["rounds"]).to_int()
	_subjects = {"engine": Subject.new(Subject.ENGINE, control.info()),
			"ours": Subject.new(Subject.OURS, control.info())}
	quit(1 if not _draw() else 0)


func _draw() -> bool:
	var counts: Array[float] = []
	for count: float in [1.0, 10.0, 100.0, 1000.0]:
		if count <= str(_options["clients"]).to_float():
			counts.append(count)
	var sizes: Array[float] = []
	for size: float in SIZES:
		if size <= str(_options["size"]).to_float():
			sizes.append(size)
	var panels: Array[Dictionary] = [
		_panel("Idle clients, one poll each a frame", "clients", "microseconds of the main thread a frame", counts,
				func(subject: Subject, count: float) -> float: return subject.loads.call(&"idle_frame", int(count))),
		_panel("Downloads over TLS at 60 frames a second", "clients", "microseconds of the main thread a megabyte", counts,
				func(subject: Subject, count: float) -> float: return subject.frames.call(&"frame_loop", true, int(count))),
		_panel("One body on a kept connection", "size of the body", "milliseconds until it is there", sizes,
				func(subject: Subject, size: float) -> float: return subject.loads.call(&"body_time", false, int(size))),
		_panel("One body on a kept connection, TLS", "size of the body", "milliseconds until it is there", sizes,
				func(subject: Subject, size: float) -> float: return subject.loads.call(&"body_time", true, int(size))),
	]
	if _failed:
		return false
	var caption := "Both axes in powers of ten. Medians of %d rounds, Godot %s, %d cores, the server on the same machine." % [_rounds,
			Engine.get_version_info()["string"].get_slice(" ", 0), OS.get_processor_count()]
	var file := FileAccess.open(str(_options["svg"]), FileAccess.WRITE)
	if file == null:
		printerr("growth: cannot write '%s': %s" % [_options["svg"], error_string(FileAccess.get_open_error())])
		return false
	file.store_string(Chart.draw(panels, caption))
	return true


func _panel(title: String, x: String, y: String, values: Array[float], measure: Callable) -> Dictionary:
	var panel: Dictionary = {"title": title, "x": x, "y": y, "engine": [], "ours": [],
			"ticks": values.map(func(v: float) -> Array: return [v, str(int(v)) if x == "clients" else SIZES[v]])}
	print("%s: %s" % [title, y])
	for value: float in values:
		for side: String in ["engine", "ours"]:
			var figures: PackedFloat64Array = []
			# The largest of all take seconds each, and differ the less.
			for i: int in _rounds if value != values[-1] else 1:
				figures.append(measure.call(_subjects[side], value))
			figures.sort()
			if is_nan(figures[0]) or is_nan(figures[-1]):
				printerr("growth: %s failed at %d" % [side, value])
				_failed = true
				figures.fill(1.0)
			(panel[side] as Array).append(Vector2(value, figures[figures.size() >> 1]))
		print("  %-8s engine %12.2f  ours %12.2f" % [panel["ticks"][values.find(value)][1], panel["engine"][-1].y, panel["ours"][-1].y])
	return panel
