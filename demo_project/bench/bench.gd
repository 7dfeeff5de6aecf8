# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Measures the engine's HTTPClient and HTTPClientGo in turn, in this process, against one server process: make bench
##
##   godot --headless --path demo_project -s res://bench/bench.gd -- --server=HOST:PORT
##
##   --server=HOST:PORT  the control port of the test server
##   --rounds=N          of which the median counts (5)
##   --rows=KEY,KEY      only these rows of rows.gd
##   --godot=PROGRAM     starts the processes of the rows that have one of their own; without it these are left out
##   --curl=PROGRAM      curl, as a yardstick; --bare=PROGRAM: the same of ci/bare
##   --json              the last line is one JSON object, for machines, instead of the table
##
## Exit code: 0 however the figures are, 1 when a row could not be measured, 2 for a wrong argument.
##
## What surrounds the class is scripts/bench.sh's: the size of the library and the time it adds to the start.

const ServerControl := preload("res://tests/server_control.gd")
const Rows := preload("res://bench/rows.gd")
const Subject := preload("res://bench/subject.gd")
const Yardsticks := preload("res://bench/yardsticks.gd")
const ENGINE := Subject.ENGINE
const OURS := Subject.OURS

var _options: Dictionary = {"server": "", "rounds": "5", "rows": "", "godot": "", "curl": "", "bare": "", "json": false}
var _control := ServerControl.new()
var _subjects: Dictionary = {} # by class name
var _yardsticks: Yardsticks
var _failed := false


# TLS works only after the engine has loaded its certificates, which is not yet so in _init.
func _initialize() -> void:
	if not _read_arguments():
		quit(2)
	elif _prepare():
		quit(0 if _run() else 1)
	else:
		quit(1)


func _prepare() -> bool:
	if not ClassDB.class_exists(OURS):
		printerr("bench: the class %s does not exist; build the library first: make build" % OURS)
		return false
	if _control.open(str(_options["server"])) != OK:
		printerr("bench: no server at '%s'" % _options["server"])
		return false
	var info: Dictionary = _control.info()
	var closed_port: int = _control.closed_port()
	for name: String in [ENGINE, OURS]:
		_subjects[name] = Subject.new(name, info, closed_port)
	_yardsticks = Yardsticks.new(info)
	_yardsticks.curl = _options["curl"]
	_yardsticks.bare = _options["bare"]
	return true


# Returns whether each row was measured; false as well where an error in a script ends it.
func _run() -> bool:
	var results: Array[Dictionary] = []
	var rounds: int = str(_options["rounds"]).to_int()
	if not _options["json"]:
		print("medians of %d rounds; Godot %s" % [rounds, Engine.get_version_info()["string"]])
		print("%-38s %10s %10s  %-5s %6s %6s %10s %10s" % ["", "engine", "ours", "", "ratio", "wanted", "curl", "ceiling"])
	for row: Dictionary in Rows.ROWS:
		if _options["rows"] and not row["key"] in str(_options["rows"]).split(","):
			continue
		if row.has("alone") and not _options["godot"]:
			print("%-38s left out: --godot names no program" % row["label"])
			continue
		for result: Dictionary in _measure(row, rounds) if row.has("call") else _measure_memory(row):
			if not _options["json"]:
				_print_row(result)
			results.append(result)
	if _options["json"]:
		print(JSON.stringify({"godot": Engine.get_version_info()["string"], "rounds": rounds, "rows": results}))
	return not _failed


func _measure(row: Dictionary, rounds: int) -> Array[Dictionary]:
	var figures: Dictionary = {ENGINE: PackedFloat64Array(), OURS: PackedFloat64Array(), "curl": PackedFloat64Array(), "ceiling": PackedFloat64Array()}
	for i: int in 1 if row.has("at_once") else rounds:
		# In turn, and the other one first in each second round.
		for name: String in ([ENGINE, OURS] if i % 2 == 0 else [OURS, ENGINE]):
			if row.has("alone"):
				figures[name].append(_measure_alone(row, name))
			elif row.has("at_once"):
				figures[name].append_array(_subjects[name].measure({"call": row["call"] + [rounds]}))
			else:
				figures[name].append(_subjects[name].measure(row))
		if row.has("curl") and _yardsticks.curl:
			figures["curl"].append(_yardsticks.measure_curl(row))
		if row.has("ceiling") and _yardsticks.bare:
			figures["ceiling"].append(_yardsticks.measure_bare(row))
	var result: Dictionary = {"key": row["key"], "label": row["label"], "unit": row["unit"], "wanted": row.get("wanted"),
			"engine": _median(row, figures[ENGINE]), "ours": _median(row, figures[OURS])}
	for yardstick: String in ["curl", "ceiling"]:
		if not figures[yardstick].is_empty():
			result[yardstick] = _median(row, figures[yardstick])
	if result["engine"] and result["ours"]: # neither failed nor too short for the clock
		result["ratio"] = result["ours"] / result["engine"] if row.get("rate", false) else result["engine"] / result["ours"]
	return [result]


# NAN where the process failed; it says why on the standard error.
func _measure_alone(row: Dictionary, name: String) -> float:
	var output: Array = []
	OS.execute(str(_options["godot"]), ["--headless", "--path", ProjectSettings.globalize_path("res://"), "-s", "res://bench/alone.gd",
			"--", str(_options["server"]), name, row["key"]], output)
	var figure: RegExMatch = RegEx.create_from_string("(?m)^FIGURE ([0-9.e+-]+)$").search(str(output[0]))
	return figure.get_string(1).to_float() if figure else NAN


# Two rows: what the engine counts and what the process occupies, each the sum of all methods; the single ones in "methods".
func _measure_memory(row: Dictionary) -> Array[Dictionary]:
	var results: Array[Dictionary] = []
	for what: String in ["engine's count", "whole process"]:
		results.append({"key": row["key"], "label": "%s, %s" % [row["label"], what], "unit": row["unit"], "wanted": null,
				"engine": 0, "ours": 0, "methods": {}})
	for method: String in _subjects[ENGINE].memory.call(&"methods"):
		for name: String in [ENGINE, OURS]:
			var kept: PackedInt64Array = _subjects[name].memory.call(&"kept", method)
			if kept.is_empty():
				printerr("bench: %s.%s failed" % [name, method])
				_failed = true
				continue
			for i: int in 2:
				var side: String = "engine" if name == ENGINE else "ours"
				results[i][side] += kept[i]
				results[i]["methods"].get_or_add(method, {})[side] = kept[i]
	return results


# null where a round has failed.
func _median(row: Dictionary, figures: PackedFloat64Array) -> Variant:
	for figure: float in figures:
		if is_nan(figure):
			_failed = true
			return null
	figures.sort()
	var middle: int = figures.size() >> 1
	var median: float = figures[middle] if figures.size() % 2 == 1 else (figures[middle - 1] + figures[middle]) / 2
	return median * float(row.get("scale", 1.0))


func _print_row(result: Dictionary) -> void:
	print(("%-38s %10s %10s  %-5s %6s %6s %10s %10s" % [result["label"], _text(result["engine"]), _text(result["ours"]), result["unit"],
			"%.2f" % result["ratio"] if result.has("ratio") else "", "%.1f" % result["wanted"] if result["wanted"] != null else "",
			_text(result["curl"]) if result.has("curl") else "", _text(result["ceiling"]) if result.has("ceiling") else ""]).strip_edges(false))
	for method: String in result.get("methods", {}):
		var kept: Dictionary = result["methods"][method]
		if kept.get("engine", 0) != 0 or kept.get("ours", 0) != 0:
			print("  %-36s %10s %10s  %s" % [method, _text(kept.get("engine")), _text(kept.get("ours")), result["unit"]])


func _text(figure: Variant) -> String:
	if figure == null:
		return "failed"
	return str(figure) if figure is int else ("%.0f" if figure >= 100.0 else "%.2f") % figure


func _read_arguments() -> bool:
	for argument: String in OS.get_cmdline_user_args():
		var parts: PackedStringArray = argument.trim_prefix("--").split("=", true, 1)
		var known: bool = argument.begins_with("--") and _options.has(parts[0])
		if not known or (parts.size() == 2) != (_options[parts[0]] is String):
			printerr("bench: unknown argument %s" % argument)
			return false
		_options[parts[0]] = parts[1] if parts.size() == 2 else "yes"
	var keys: Array = Rows.ROWS.map(func(row: Dictionary) -> String: return row["key"])
	for key: String in str(_options["rows"]).split(",", false):
		if not key in keys:
			printerr("bench: no row %s, there are %s" % [key, ", ".join(PackedStringArray(keys))])
			return false
	if str(_options["rounds"]).to_int() < 1:
		printerr("bench: --rounds is a number from 1")
		return false
	return true
