# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Runs all suites of a folder: godot --headless --path demo_project -s res://tests/run_tests.gd -- --server=HOST:PORT
##
##   --server=HOST:PORT  the control port of the test server
##   --candidate=CLASS   the class that is compared with HTTPClient (HTTPClientGo)
##   --godot=PATH        a Godot for tests that need a second one
##   --filter=TEXT,...   only tests with one of these texts in their name
##   --folder=PATH       where the suites are (res://tests)
##   --engine-too        runs the engine where a difference is wanted as well, and prints what it does
##   --show-errors       prints the engine's error lines of each case
##   --traces            prints what each case did
##   --points            prints how many tests look at each point of the contract
##   --verbose           prints the name of each test before it runs
##   --seed=N            seed of the random suites
##
## The last line is the sentinel "GODOT-TESTS-FINISHED failures=N tests=M". Exit code: 0, 1 for failures, 2 for a wrong argument.
##
## The class under test is named nowhere here, only through ClassDB: a library that did not load must say so, and not show
## as a parse error.

const TestSuite := preload("res://tests/test_suite.gd")
const ServerControl := preload("res://tests/server_control.gd")
const FOLDER := "res://tests"

var _options: Dictionary = {"server": "", "godot": "", "candidate": "HTTPClientGo", "filter": "", "folder": FOLDER, "seed": "",
	"engine-too": false, "show-errors": false, "traces": false, "points": false, "verbose": false}
var _failures := 0
var _count := 0
var _skipped := 0
var _points: Dictionary = {}


# TLS works only after the engine has loaded its certificates, which is not yet so in _init.
func _initialize() -> void:
	_run()


func _run() -> void:
	if not _read_arguments():
		quit(2)
		return
	var candidate: StringName = _options["candidate"]
	if not ClassDB.class_exists(candidate) or not ClassDB.can_instantiate(candidate):
		_end("the class %s does not exist: its library did not load, see the lines above. Fix: make build" % candidate)
		return
	var server := ServerControl.new()
	if server.open(str(_options["server"])) != OK:
		_end("no test server at '%s'" % _options["server"])
		return
	var errors: Object = null
	if ClassDB.class_exists(&"Logger"):
		errors = (load(FOLDER.path_join("error_capture.gd")) as GDScript).new()
		OS.call("add_logger", errors)
	for file: String in DirAccess.get_files_at(str(_options["folder"])):
		if file.begins_with("test_") and file.ends_with(".gd") and file != "test_suite.gd":
			await _run_suite(file, server, errors)
	if errors:
		OS.call("remove_logger", errors)
	TestSuite.ClientSource.forget()
	_end("")


func _run_suite(file: String, server: ServerControl, errors: Object) -> void:
	var suite: TestSuite = (load(str(_options["folder"]).path_join(file)) as GDScript).new()
	suite.options = _options
	suite.server = server
	suite.errors = errors
	suite.candidate = _options["candidate"]
	suite.tree = self
	var started: int = Time.get_ticks_msec()
	var ran := 0
	for test: Dictionary in suite.tests():
		var name: String = "%s/%s" % [file.get_basename().trim_prefix("test_"), test["name"]]
		if not _is_chosen(name):
			continue
		for point: int in test.get("points", []):
			_points[point] = int(_points.get(point, 0)) + 1
		suite.failures.clear()
		suite.finished = false
		suite.skipped = ""
		var began: int = Time.get_ticks_msec()
		if _options["verbose"]:
			print("  ", name)
		await (test["run"] as Callable).call()
		if _options["verbose"] and Time.get_ticks_msec() - began > 300:
			print("    %d ms" % (Time.get_ticks_msec() - began))
		suite.forget_errors()
		ran += 1
		_judge(suite, name)
	print("%-16s %4d tests, %d ms" % [file.get_basename(), ran, Time.get_ticks_msec() - started])
	await process_frame


func _is_chosen(name: String) -> bool:
	var texts: PackedStringArray = str(_options["filter"]).split(",", false)
	for text: String in texts:
		if name.contains(text):
			return true
	return texts.is_empty()


func _judge(suite: TestSuite, name: String) -> void:
	_count += 1
	if not suite.finished:
		suite.failures.append("did not reach its end")
	if not suite.skipped.is_empty() and suite.failures.is_empty():
		_skipped += 1
	if not suite.failures.is_empty():
		_failures += 1
		print("FAILED %s" % name)
		for line: String in suite.failures:
			print("    ", line)


func _read_arguments() -> bool:
	for argument: String in OS.get_cmdline_user_args():
		var parts: PackedStringArray = argument.trim_prefix("--").split("=", true, 1)
		var known: bool = argument.begins_with("--") and _options.has(parts[0])
		if not known or (parts.size() == 2) != (_options[parts[0]] is String):
			printerr("unknown argument %s" % argument)
			return false
		_options[parts[0]] = parts[1] if parts.size() == 2 else "yes"
	return true


func _end(problem: String) -> void:
	if not problem.is_empty():
		print("FAILED ", problem)
		_failures += 1
		_count += 1
	if _options["points"]:
		var points: Array = _points.keys()
		points.sort()
		for point: int in points:
			print("point %d: %d tests" % [point, _points[point]])
	print("%d passed, %d failed, %d skipped" % [_count - _failures - _skipped, _failures, _skipped])
	print("GODOT-TESTS-FINISHED failures=%d tests=%d" % [_failures, _count])
	quit(1 if _failures > 0 else 0)
