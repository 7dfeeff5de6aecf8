# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Shows HTTPClientGo at work and ends the process. Run it with: make demo
##
##   godot --headless --path demo_project res://demo/demo.tscn -- --server=HOST:PORT
##
## The server is the project's own, pkg/testserver; HOST:PORT is its control port. Exit code 0, or 1 with one line that
## says what went wrong. The code worth reading first is in tour.gd.
##
## This script does not name the class, so that it can say that the library is missing: tour.gd would not even load.

const ServerControl := preload("res://tests/server_control.gd")

## Seconds that the whole demo may take.
const LIMIT := 90.0


## Stands until something says otherwise, so that an error in a script never looks like success.
var _problem := "a script stopped with an error, see above"


func _ready() -> void:
	get_tree().create_timer(LIMIT).timeout.connect(_give_up)
	_end(await _run())


## Returns whether all went well; [member _problem] tells what did not.
func _run() -> bool:
	if not ClassDB.class_exists(&"HTTPClientGo"):
		_problem = "the class HTTPClientGo does not exist; build the library first: make build"
		return false
	var address: String = _argument("--server=")
	if address.is_empty():
		_problem = "which server? pass -- --server=HOST:PORT, or run it with: make demo"
		return false
	var control := ServerControl.new()
	if control.open(address) != OK:
		_problem = "no server at %s" % address
		return false
	var tour: RefCounted = (load("res://demo/tour.gd") as GDScript).new()
	var done: bool = await tour.call(&"run", control)
	var told: String = tour.get(&"problem")
	if not told.is_empty():
		_problem = told
	return done


func _argument(prefix: String) -> String:
	for argument: String in OS.get_cmdline_user_args():
		if argument.begins_with(prefix):
			return argument.trim_prefix(prefix)
	return ""


func _give_up() -> void:
	_problem = "not done after %d seconds" % LIMIT
	_end(false)


func _end(done: bool) -> void:
	if done:
		print("\nAll six went as they should.")
	else:
		printerr("demo: ", _problem)
	get_tree().quit(0 if done else 1)
