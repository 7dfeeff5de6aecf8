# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## What the addon adds to a Godot that starts and has nothing to do.

const STARTS := 9 # with and without the addon, of which the medians count
const ADDON := "res://addons/http_client_go/bin"

## The program of Godot, and the folder of two projects without contents: "with" the addon, and "without" it.
var godot: String
var projects: String

var _figures: Dictionary = {} # "milliseconds", "memory", "threads": each the figures of "with" and "without"


## Returns what there is of the row's "start", [without the addon, with it]; NAN where it failed.
func measure(what: String) -> Array[PackedFloat64Array]:
	if what == "library":
		var sizes: PackedFloat64Array = []
		for name: String in DirAccess.get_files_at(ADDON):
			var file := FileAccess.open(ADDON.path_join(name), FileAccess.READ)
			sizes.append(file.get_length() if file else NAN)
		return [[], sizes]
	if _figures.is_empty():
		_start_all()
	return [_figures[what]["without"], _figures[what]["with"]]


func _start_all() -> void:
	for what: String in ["milliseconds", "memory", "threads"]:
		_figures[what] = {"with": PackedFloat64Array(), "without": PackedFloat64Array()}
	for i: int in STARTS:
		for project: String in ["with", "without"]:
			var output: Array = []
			var began: int = Time.get_ticks_usec()
			OS.execute(godot, ["--headless", "--path", projects.path_join(project), "-s", "res://quit.gd"], output)
			_figures["milliseconds"][project].append((Time.get_ticks_usec() - began) / 1e3)
			var said: RegExMatch = RegEx.create_from_string("(?m)^STARTED ([0-9]+) ([0-9]+)$").search(str(output[0]))
			_figures["memory"][project].append(said.get_string(1).to_float() if said else NAN)
			_figures["threads"][project].append(said.get_string(2).to_float() if said else NAN)
