# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Compiles every script of the project with each warning that the project shows raised to an error:
## godot --headless --path demo_project -s res://tests/script_warnings.gd
##
## The compiler's own lines say what is wrong. The last line is the sentinel "SCRIPT-WARNINGS scripts=N bad=M"; exit code
## 1 when M is not 0, 2 when a planted warning did not count as an error, so that the pass proved nothing.

const FOLDER := "debug/gdscript/warnings/"
const SHOWN := 1
const ERROR := 2
## Compiled before and after: the first must do, the second must not.
const PLANTED := "extends RefCounted\nfunc planted() -> void:\n\tvar unused: int = 1\n"

var _scripts := 0
var _bad := 0


func _initialize() -> void:
	_run()


func _run() -> void:
	var before: Error = _compile(PLANTED)
	for property: Dictionary in ProjectSettings.get_property_list():
		var name: String = property["name"]
		var level: Variant = ProjectSettings.get_setting(name) if name.begins_with(FOLDER) else null
		if level is int and level == SHOWN:
			ProjectSettings.set_setting(name, ERROR)
	# The compiler hears of it at the end of the frame.
	await process_frame
	await process_frame
	Engine.print_error_messages = false
	var after: Error = _compile(PLANTED)
	Engine.print_error_messages = true
	if before != OK or after == OK:
		printerr("script_warnings: this engine does not take a warning for an error (%s, %s)" % [error_string(before), error_string(after)])
		quit(2)
		return
	_walk("res://")
	print("SCRIPT-WARNINGS scripts=%d bad=%d" % [_scripts, _bad])
	quit(1 if _bad > 0 else 0)


func _compile(source: String) -> Error:
	var script := GDScript.new()
	script.source_code = source
	return script.reload()


func _walk(folder: String) -> void:
	for file: String in DirAccess.get_files_at(folder):
		if file.get_extension() != "gd":
			continue
		_scripts += 1
		var path: String = folder.path_join(file)
		if path == (get_script() as GDScript).resource_path:
			# What runs cannot be loaded anew, and was compiled before the warnings were raised.
			_bad += 0 if _compile(FileAccess.get_file_as_string(path)) == OK else 1
			continue
		var script := load(path) as GDScript
		_bad += 0 if script != null and script.can_instantiate() else 1
	for child: String in DirAccess.get_directories_at(folder):
		# What Godot does not see is written in the manner of others.
		if child != "addons" and not FileAccess.file_exists(folder.path_join(child).path_join(".gdignore")):
			_walk(folder.path_join(child))
