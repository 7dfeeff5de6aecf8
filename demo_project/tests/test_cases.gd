# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Runs the cases of tests/cases/ on both classes and compares what they did.

const CasePlayer := preload("res://tests/case_player.gd")
const CaseTrace := preload("res://tests/case_trace.gd")
const EngineTraits := preload("res://tests/engine_traits.gd")
const Trust := preload("res://tests/trust.gd")
const FOLDER := "res://tests/cases"
const KEYS: PackedStringArray = ["name", "points", "server", "second", "proxy", "tls", "steps", "ours", "compat", "limit"]

var _trust: Trust
var _compat: Dictionary = {}


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = []
	var names: Dictionary = {}
	var files: PackedStringArray = DirAccess.get_files_at(FOLDER)
	for file: String in files:
		if not file.ends_with(".gd"):
			continue
		var list: GDScript = load(FOLDER.path_join(file))
		for case: Dictionary in list.call("cases"):
			var name: String = "%s.%s" % [file.get_basename(), case.get("name", "?")]
			found.append({"name": name, "run": _run.bind(case), "points": case.get("points", [])})
			names[name] = int(names.get(name, 0)) + 1
			if names[name] > 1:
				push_error("two cases are named %s" % name)
			if not str(case.get("compat", "")).is_empty():
				_compat[case["compat"]] = name
	found.append({"name": "compat_lines", "run": _compat_lines})
	for file: String in ["COMPAT.md", "SECURITY.md"]:
		found.append({"name": "named_in_" + file.get_basename().to_lower(), "run": _named.bind(file, names.keys())})
	return found


## The tests that a page names are there; only a checkout has the pages. Tests of Go are for ci/check to find.
func _named(page: String, names: Array) -> void:
	var path: String = ProjectSettings.globalize_path("res://").path_join("../" + page).simplify_path()
	if not FileAccess.file_exists(path):
		skip("no %s beside the project" % page)
		return
	var looked := 0
	for row: String in FileAccess.get_file_as_string(path).replace("\r", "").split("\n"):
		if not row.begins_with("| "):
			continue
		for word: String in row.get_slice("|", row.get_slice_count("|") - 2).split(",", false):
			var name: String = word.strip_edges()
			var group: String = name.get_slice(".", 0).get_slice("/", 0)
			if group == name or group.is_empty() or " " in name or group != group.to_lower():
				continue
			looked += 1
			if "." in name and FileAccess.file_exists(FOLDER.path_join(group + ".gd")):
				assert_true(names.any(func(known: String) -> bool: return known.match(name)), "%s names %s, and there is no such case" % [page, name])
			else:
				assert_true(FileAccess.file_exists("res://tests/test_%s.gd" % group), "%s names %s, and there is no such test" % [page, name])
	assert_true(looked > 10, "%s names %d tests only" % [page, looked])
	finish()


## Each wanted difference stands in COMPAT.md, which only a checkout has.
func _compat_lines() -> void:
	var path: String = ProjectSettings.globalize_path("res://").path_join("../COMPAT.md").simplify_path()
	if candidate == &"HTTPClient" or not FileAccess.file_exists(path):
		skip("no COMPAT.md beside the project, or the engine is the candidate")
		return
	var text: String = FileAccess.get_file_as_string(path)
	for id: String in _compat:
		assert_true(text.contains("| %s |" % id), "COMPAT.md has no line '%s' (case %s)" % [id, _compat[id]])
	finish()


func _run(case: Dictionary) -> void:
	for key: String in case:
		assert_true(key in KEYS, "unknown key %s" % key)
	if case.has("ours"):
		_run_ours(case)
	else:
		_run_same(case)
	finish()


## The engine with typed calls is the measure; the candidate has to do the same in both ways of calling.
func _run_same(case: Dictionary) -> void:
	if str(case).contains("$CLOSED_PORT") and not EngineTraits.tells_of_refusal(server.closed_port()):
		_run_alone(case)
		return
	var want: CaseTrace = _play(case, &"HTTPClient", true)
	assert_true(not want.late, "the engine itself ran out of time:\n    " + "\n    ".join(want.lines))
	for typed: bool in [true, false]:
		var got: CaseTrace = _play(case, candidate, typed)
		if got.lines != want.lines or got.late:
			fail("%s, %s calls, differs from HTTPClient:\n%s" % [candidate, "typed" if typed else "untyped",
					want.difference(got)])
	if options.get("show-errors") and not want.error_texts.is_empty():
		print("      ", "\n      ".join(want.error_texts))


## Where the engine never hears of a refused connection, it is no measure: both ways of calling have to do the same, in time.
func _run_alone(case: Dictionary) -> void:
	var want: CaseTrace = _play(case, candidate, true)
	var got: CaseTrace = _play(case, candidate, false)
	if want.late or got.late or got.lines != want.lines:
		fail("%s, typed and untyped calls differ, or it ran out of time:\n%s" % [candidate, want.difference(got)])


func _run_ours(case: Dictionary) -> void:
	if options.get("engine-too"):
		var engine: CaseTrace = _play(case, &"HTTPClient", true, 1000)
		var same: PackedStringArray = _unmet(case["ours"] as Dictionary, engine)
		print("    engine: %s" % ("does the same, so this is no difference" if same.is_empty() and not engine.late else
				"; ".join(same) + (" TIMEOUT" if engine.late else "")))
	if candidate == &"HTTPClient":
		skip("a difference that is wanted; the engine is the candidate")
		return
	for typed: bool in [true, false]:
		var got: CaseTrace = _play(case, candidate, typed)
		var unmet: PackedStringArray = _unmet(case["ours"] as Dictionary, got)
		if got.late or not unmet.is_empty():
			fail("%s, %s calls: %s\n    %s" % [candidate, "typed" if typed else "untyped", "; ".join(unmet), "\n    ".join(got.lines)])
	if candidate != &"HTTPClient" and not case.has("compat"):
		fail("a case with ours needs the id of its line in COMPAT.md")


func _play(case: Dictionary, class_id: StringName, typed: bool, limit: int = CasePlayer.LIMIT) -> CaseTrace:
	if _trust == null:
		_trust = Trust.new(server.info())
	var player := CasePlayer.new()
	player.server = server
	player.errors = errors
	player.trust = _trust
	var trace: CaseTrace = player.play(case, class_id, typed, limit)
	for why: Dictionary in trace.whys:
		assert_reason(why, "get_last_error() of %s" % class_id)
	if options.get("traces"):
		print("    %s, %s calls\n      %s" % [class_id, "typed" if typed else "untyped", "\n      ".join(trace.lines)])
	return trace


## Returns what of [param ours] does not hold in [param got].
func _unmet(ours: Dictionary, got: CaseTrace) -> PackedStringArray:
	var unmet: PackedStringArray = []
	for key: String in ours:
		if key == "errors" and errors == null:
			continue
		var value: Variant = got.summary.get(key)
		if value is PackedStringArray:
			value = Array(value as PackedStringArray)
		if typeof(value) != typeof(ours[key]) or value != ours[key]:
			unmet.append("%s is %s, want %s" % [key, var_to_str(value).left(300), var_to_str(ours[key]).left(300)])
	return unmet
