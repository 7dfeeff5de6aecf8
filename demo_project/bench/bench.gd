# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Measures the engine's HTTPClient and HTTPClientGo in turn, in this process, against one server process: make bench
##
##   godot --headless --path demo_project -s res://bench/bench.gd -- --server=HOST:PORT
##
##   --server=HOST:PORT  the control port of the test server
##   --rounds=N          of which the median counts (5)
##   --rows=KEY,KEY      only these rows of rows.gd; a key that ends in * is all that begin so
##   --godot=PROGRAM     starts the processes of the rows that have one of their own; without it these are left out
##   --starts=FOLDER     two projects, see start.gd; without it rows of the start are left out
##   --curl=PROGRAM      curl, as a yardstick; --bare=PROGRAM: the same of ci/bare
##   --json=FILE         writes the figures there as well
##   --version=TEXT      what is measured, for that file
##
## Exit code: 0 however the figures are, 1 when a row could not be measured, 2 for a wrong argument.

const ServerControl := preload("res://tests/server_control.gd")
const Rows := preload("res://bench/rows.gd")
const Start := preload("res://bench/start.gd")
const Subject := preload("res://bench/subject.gd")
const Yardsticks := preload("res://bench/yardsticks.gd")
const ENGINE := Subject.ENGINE
const OURS := Subject.OURS
const FORM := "%-38s %10s %10s  %-8s %6s %10s %10s %10s"

var _options: Dictionary = {"server": "", "rounds": "5", "rows": "", "godot": "", "starts": "", "curl": "", "bare": "", "json": "", "version": ""}
var _info: Dictionary
var _subjects: Dictionary = {} # by class name
var _yardsticks: Yardsticks
var _start := Start.new()
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
	var control := ServerControl.new()
	if not ClassDB.class_exists(OURS):
		printerr("bench: the class %s does not exist; build the library first: make build" % OURS)
		return false
	if control.open(str(_options["server"])) != OK:
		printerr("bench: no server at '%s'" % _options["server"])
		return false
	_info = control.info()
	for name: String in [ENGINE, OURS]:
		_subjects[name] = Subject.new(name, _info)
	_yardsticks = Yardsticks.new(_info)
	_yardsticks.curl = _options["curl"]
	_yardsticks.bare = _options["bare"]
	_start.godot = _options["godot"]
	_start.projects = _options["starts"]
	return true


# Returns whether each row was measured; false as well where an error in a script ends it.
func _run() -> bool:
	var results: Array[Dictionary] = []
	var rounds: int = str(_options["rounds"]).to_int()
	print("medians of %d rounds; Godot %s, %d cores" % [rounds, Engine.get_version_info()["string"], OS.get_processor_count()])
	print(FORM % ["", "engine", "ours", "", "ratio", "floor", "curl", "barest"])
	for row: Dictionary in Rows.ROWS:
		if not _asked_for(row):
			continue
		var lacks: String = _lacks(row)
		if lacks:
			print("%-38s left out: %s" % [row["label"], lacks])
			continue
		var began: int = Time.get_ticks_msec()
		var result: Dictionary = _measure(row, rounds)
		result["seconds"] = (Time.get_ticks_msec() - began) / 1e3
		_print_row(result)
		results.append(result)
		_write(results) # so that a run that is ended leaves what it has
	var short: Array[Dictionary] = results.filter(func(result: Dictionary) -> bool: return result.has("short"))
	var floors: int = results.reduce(func(sum: int, result: Dictionary) -> int: return sum + int(_floor_text(result) != ""), 0)
	print("floors: %d of %d rows hold%s%s" % [floors - short.size(), floors, "; short: " if short else "",
			", ".join(short.map(func(result: Dictionary) -> String: return "%s (%s)" % [result["key"], result["short"]]))])
	return not _failed


func _write(results: Array[Dictionary]) -> void:
	if not _options["json"]:
		return
	var file := FileAccess.open(str(_options["json"]), FileAccess.WRITE)
	if file == null:
		printerr("bench: cannot write '%s': %s" % [_options["json"], error_string(FileAccess.get_open_error())])
		_failed = true
		return
	var about: Dictionary = {"version": _options["version"], "godot": Engine.get_version_info()["string"], "cores": OS.get_processor_count(),
			"processor": OS.get_processor_name(), "system": "%s %s" % [OS.get_distribution_name(), OS.get_version()],
			"rounds": str(_options["rounds"]).to_int()}
	# A row a line, so that two files can be compared.
	var rows: PackedStringArray = []
	for result: Dictionary in results:
		rows.append(JSON.stringify(result, "", false))
	file.store_string("%s,\"rows\":[\n%s\n]}\n" % [JSON.stringify(about, "", false).trim_suffix("}"), ",\n".join(rows)])


func _asked_for(row: Dictionary) -> bool:
	if not _options["rows"]:
		return true
	for key: String in str(_options["rows"]).split(","):
		if str(row["key"]).match(key):
			return true
	return false


# Why a row cannot be measured, "" if it can.
func _lacks(row: Dictionary) -> String:
	if (row.has("alone") or row.has("start")) and not _options["godot"]:
		return "--godot names no program"
	if row.has("start") and not _options["starts"]:
		return "--starts names no folder"
	if not Subject.address(_info, row.get("server", ""), false):
		return "there is no %s" % row["server"]
	return ""


func _measure(row: Dictionary, rounds: int) -> Dictionary:
	var figures: Dictionary = {ENGINE: PackedFloat64Array(), OURS: PackedFloat64Array(), "curl": PackedFloat64Array(), "ceiling": PackedFloat64Array()}
	if row.has("start"):
		var both: Array[PackedFloat64Array] = _start.measure(str(row["start"]))
		figures[ENGINE] = both[0]
		figures[OURS] = both[1]
		rounds = 0
	rounds = mini(rounds, row.get("rounds", rounds))
	for i: int in mini(rounds, 1) if row.has("at_once") else rounds:
		# In turn, and the other one first in each second round.
		for name: String in ([ENGINE, OURS] if i % 2 == 0 else [OURS, ENGINE]):
			if name == ENGINE and row.has("ours_only"):
				continue
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
	var result: Dictionary = {"key": row["key"], "label": row["label"], "unit": row["unit"], "rate": row.get("rate", false)}
	for side: Array in [["engine", ENGINE], ["ours", OURS], ["curl", "curl"], ["ceiling", "ceiling"]]:
		if not (figures[side[1]] as PackedFloat64Array).is_empty():
			result[side[0]] = _median(row, figures[side[1]])
	for bound: String in ["floor", "most", "curl_floor"]:
		if row.has(bound):
			result[bound] = row[bound]
	if result.get("engine") and result["ours"]: # neither failed nor too short for the clock
		result["ratio"] = result["ours"] / result["engine"] if row.get("rate", false) else result["engine"] / result["ours"]
	var short: String = _short(result)
	if short:
		result["short"] = short
	return result


# What falls short of its floor, in words; "" if nothing does. A figure too small for the clock holds.
func _short(result: Dictionary) -> String:
	if result["ours"] == null:
		return "failed"
	if result.has("floor") and result.get("ratio", INF) < result["floor"]:
		return "%.2f of %s" % [result["ratio"], str(result["floor"])]
	if result.has("most") and result["ours"] > result["most"]:
		return "%s %s, at most %s" % [_text(result["ours"]), result["unit"], str(result["most"])]
	if result.has("curl_floor") and result.get("curl") and result["ours"] / result["curl"] < result["curl_floor"]:
		return "%.2f of curl's, wanted %s" % [result["ours"] / result["curl"], str(result["curl_floor"])]
	return ""


func _floor_text(result: Dictionary) -> String:
	var floors: PackedStringArray = []
	if result.has("floor"):
		floors.append(str(result["floor"]))
	if result.has("most"):
		floors.append("<= " + str(result["most"]))
	if result.has("curl_floor"):
		floors.append("c " + str(result["curl_floor"]))
	return ", ".join(floors)


# NAN where the process failed; it says why on the standard error.
func _measure_alone(row: Dictionary, name: String) -> float:
	var output: Array = []
	OS.execute(str(_options["godot"]), ["--headless", "--path", ProjectSettings.globalize_path("res://"), "-s", "res://bench/alone.gd",
			"--", str(_options["server"]), name, row["key"]], output)
	var figure: RegExMatch = RegEx.create_from_string("(?m)^FIGURE ([0-9.e+-]+)$").search(str(output[0]))
	return figure.get_string(1).to_float() if figure else NAN


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
	print((FORM % [result["label"], _text(result.get("engine", "")), _text(result["ours"]), result["unit"],
			"%.2f" % result["ratio"] if result.has("ratio") else "", _floor_text(result) + (" !" if result.has("short") else ""),
			_text(result.get("curl", "")), _text(result.get("ceiling", ""))]).strip_edges(false))


func _text(figure: Variant) -> String:
	if figure is String:
		return figure
	if figure == null:
		return "failed"
	return ("%.0f" if figure >= 100.0 else "%.2f") % figure


func _read_arguments() -> bool:
	for argument: String in OS.get_cmdline_user_args():
		var parts: PackedStringArray = argument.trim_prefix("--").split("=", true, 1)
		if not argument.begins_with("--") or not _options.has(parts[0]) or parts.size() != 2:
			printerr("bench: unknown argument %s" % argument)
			return false
		_options[parts[0]] = parts[1]
	var keys: Array = Rows.ROWS.map(func(row: Dictionary) -> String: return row["key"])
	for key: String in str(_options["rows"]).split(",", false):
		if not keys.any(func(known: String) -> bool: return known.match(key)):
			printerr("bench: no row %s, there are %s" % [key, ", ".join(PackedStringArray(keys))])
			return false
	if str(_options["rounds"]).to_int() < 1:
		printerr("bench: --rounds is a number from 1")
		return false
	return true
