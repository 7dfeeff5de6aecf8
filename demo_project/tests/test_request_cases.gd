# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Plays the cases of tests/request_cases/ on HTTPRequest and on HTTPRequestGo and compares what they did. The engine's node
## without threads is the measure; ours has to do the same without and with use_threads.

const EngineTraits := preload("res://tests/engine_traits.gd")
const RequestPlayer := preload("res://tests/request_player.gd")
const CaseTrace := preload("res://tests/case_trace.gd")
const Trust := preload("res://tests/trust.gd")
const FOLDER := "res://tests/request_cases"
const ENGINE := "HTTPRequest"
const OURS := "HTTPRequestGo"
const KEYS: PackedStringArray = ["name", "server", "second", "proxy", "tls", "set", "steps", "ours", "compat", "frozen", "unthreaded", "limit", "plain_trust", "ended_at_once"]

var _trust: Trust
var _compat: Dictionary = {}
var _same := 0
var _wanted := 0


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = []
	var names: Dictionary = {}
	for file: String in DirAccess.get_files_at(FOLDER):
		if not file.ends_with(".gd"):
			continue
		var list: GDScript = load(FOLDER.path_join(file))
		for case: Dictionary in list.call("cases"):
			var name: String = "%s.%s" % [file.get_basename(), case.get("name", "?")]
			found.append({"name": name, "run": _run.bind(case)})
			if names.has(name):
				push_error("two cases are named %s" % name)
			names[name] = true
			if not str(case.get("compat", "")).is_empty():
				_compat[case["compat"]] = name
	found.append({"name": "compat_lines", "run": _compat_lines})
	found.append({"name": "counted", "run": _counted})
	return found


## Each wanted difference stands in COMPAT.md, which only a checkout has.
func _compat_lines() -> void:
	var path: String = ProjectSettings.globalize_path("res://").path_join("../COMPAT.md").simplify_path()
	if not FileAccess.file_exists(path):
		skip("no COMPAT.md beside the project")
		return
	var text: String = FileAccess.get_file_as_string(path)
	for id: String in _compat:
		assert_true(text.contains("| %s |" % id), "COMPAT.md has no line '%s' (case %s)" % [id, _compat[id]])
	finish()


func _counted() -> void:
	print("    %d cases: %d the same, %d wanted differences" % [_same + _wanted, _same, _wanted])
	finish()


func _run(case: Dictionary) -> void:
	for key: String in case:
		assert_true(key in KEYS, "unknown key %s" % key)
	if case.has("ours"):
		await _run_ours(case)
	else:
		await _run_same(case)
	finish()


func _modes(case: Dictionary) -> Array[bool]:
	var modes: Array[bool] = [false]
	if not case.has("unthreaded"):
		modes.append(true)
	return modes


func _run_same(case: Dictionary) -> void:
	_same += 1
	if str(case).contains("$CLOSED_PORT") and not EngineTraits.tells_of_refusal(server.closed_port()):
		for threaded: bool in _modes(case):
			var alone: CaseTrace = await _play(case, OURS, threaded)
			assert_true(not alone.late, "it ran out of time:\n    " + "\n    ".join(alone.lines))
		return
	var want: CaseTrace = await _play(case, ENGINE, false)
	assert_true(not want.late, "the engine itself ran out of time:\n    " + "\n    ".join(want.lines))
	for threaded: bool in _modes(case):
		var got: CaseTrace = await _play(case, OURS, threaded)
		if got.lines != want.lines or got.late:
			fail("%s%s differs:\n%s" % [OURS, ", threaded," if threaded else "", want.difference(got)])


func _run_ours(case: Dictionary) -> void:
	_wanted += 1
	if options.get("engine-too") and not case.has("frozen"):
		var engine: CaseTrace = await _play(case, ENGINE, false)
		var same: PackedStringArray = _unmet(case["ours"] as Dictionary, engine)
		print("    engine, %s: %s" % [case["name"], ("does the same, so this is no difference" if same.is_empty() and not engine.late else
				"; ".join(same) + (" TIMEOUT" if engine.late else ""))])
	for threaded: bool in _modes(case):
		var got: CaseTrace = await _play(case, OURS, threaded)
		var unmet: PackedStringArray = _unmet(case["ours"] as Dictionary, got)
		if got.late or not unmet.is_empty():
			fail("%s%s: %s\n    %s" % [OURS, ", threaded," if threaded else "", "; ".join(unmet), "\n    ".join(got.lines)])
	if not case.has("compat"):
		fail("a case with ours needs the id of its line in COMPAT.md")


func _play(case: Dictionary, class_id: String, threaded: bool) -> CaseTrace:
	if _trust == null:
		_trust = Trust.new(server.info())
	var player := RequestPlayer.new()
	player.server = server
	player.errors = errors
	player.trust = _trust
	player.tree = tree
	var trace: CaseTrace = await player.play(case, class_id, threaded)
	if options.get("traces"):
		print("    %s%s\n      %s" % [class_id, ", threaded" if threaded else "", "\n      ".join(trace.lines)])
	return trace


## Returns what of [param ours] does not hold in [param got].
func _unmet(ours: Dictionary, got: CaseTrace) -> PackedStringArray:
	var unmet: PackedStringArray = []
	for key: String in ours:
		if key == "errors" and errors == null:
			continue
		var value: Variant = got.summary.get(key)
		if typeof(value) != typeof(ours[key]) or value != ours[key]:
			unmet.append("%s is %s, want %s" % [key, var_to_str(value).left(400), var_to_str(ours[key]).left(400)])
	return unmet
