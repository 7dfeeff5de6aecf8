# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## The base of the suites that run scripts as addons have them (tests/clients), each with the one word swapped: they return the
## same with both classes, print the same number of error lines, and send the same bytes.
##
## A user swaps the word everywhere, or only where the class itself is meant and leaves HTTPClient.STATUS_BODY and its like
## alone. Both are run.

const FOLDER := "res://tests/clients"
## Milliseconds that a wait may take.
const LIMIT := 10000
const OK_HEAD := "HTTP/1.1 200 OK\r\n"
const JSON_HEAD := OK_HEAD + "Content-Type: application/json\r\n"
const EVENTS_HEAD := OK_HEAD + "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
## What follows the word where one of its constants or enums is meant.
const CONSTANTS := "(?!\\.(STATUS_|METHOD_|RESPONSE_|Status\\b|Method\\b|ResponseCode\\b))"

## By name: the script, and what is done with it. Where the engine's class fails at the task itself, then also the line of
## COMPAT.md, what the engine's returns, and what ours does.
var scenarios: Dictionary = {}

var _wire: Array = []


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = []
	for name: String in scenarios:
		found.append({"name": name, "run": _run.bind(name, scenarios[name]), "points": [1, 3, 4, 13, 18]})
	return found


func _run(name: String, scenario: Array) -> void:
	var results: Array = []
	# Scripts wait by frames; without this a frame without a window lasts 7 ms.
	var sleep: int = OS.low_processor_usage_mode_sleep_usec
	OS.low_processor_usage_mode_sleep_usec = 500
	var swaps: Dictionary = {"the engine": [&"HTTPClient", ""], "all words": [candidate, ""], "the class alone": [candidate, CONSTANTS]}
	for swap: String in swaps:
		var script: GDScript = _swapped(str(scenario[0]), swaps[swap][0], str(swaps[swap][1]))
		if not assert_true(script != null, "%s.gd does not compile with %s swapped" % [scenario[0], swap]):
			return
		forget_errors()
		_wire = []
		var result: Variant = await (scenario[1] as Callable).call(script)
		var lines: Array = errors.call("take") if errors else []
		results.append({"returned": result, "wire": _wire, "error lines": lines.size()})
		if options["traces"]:
			print("    %s, %s: %s %s" % [name, swap, results[-1], lines])
	if scenario.size() > 2:
		_assert_same(var_to_str(results[0]["returned"]), var_to_str(scenario[3]), "the engine, see %s in COMPAT.md" % scenario[2])
		results[0] = {"returned": scenario[4]}
	for i: int in [1, 2]:
		for part: String in results[0]:
			_assert_same(var_to_str(results[i][part]), var_to_str(results[0][part]), "%s, %s" % [swaps.keys()[i], part])
	OS.low_processor_usage_mode_sleep_usec = sleep
	finish()


## As assert_eq, but shows where two long texts part.
func _assert_same(got: String, want: String, what: String) -> void:
	if got != want:
		var from := 0
		while got.substr(from, 50) == want.substr(from, 50):
			from += 50
		fail("%s, character %d: got …%s…, want …%s…" % [what, from, got.substr(from, 200), want.substr(from, 200)])


## Compiles one script of the folder with the word swapped.
func _swapped(file: String, class_id: StringName, but_not_before: String) -> GDScript:
	var word := RegEx.create_from_string("\\bHTTPClient\\b" + but_not_before)
	var script := GDScript.new()
	script.source_code = word.sub(FileAccess.get_file_as_string(FOLDER.path_join(file + ".gd")), class_id, true)
	return script if script.reload() == OK else null


func add(script: GDScript) -> Node:
	var node: Node = script.new()
	tree.root.add_child(node)
	return node


## Waits until [param reached] returns true; a limit that passes is a failure.
func until(reached: Callable, what: String) -> void:
	var limit: int = Time.get_ticks_msec() + LIMIT
	while not reached.call():
		if Time.get_ticks_msec() > limit:
			fail("too late: " + what)
			return
		await tree.process_frame


## Keeps what the server got, and ends it.
func keep(script: Dictionary) -> void:
	var record: Dictionary = server.record(int(script["id"]), 5000)
	assert_eq(record["state"]["fault"], "", "the server's script")
	for connection: Dictionary in record["records"]:
		var text: String = Marshalls.base64_to_utf8(str(connection["request"])).replace(":%d" % script["port"], ":PORT")
		_wire.append([text, connection["length"], connection["peer"] != "open"])
	server.drop(int(script["id"]))


static func chunk(text: String) -> String:
	return "%x\r\n%s\r\n" % [text.to_utf8_buffer().size(), text]


static func json(data: Variant, head: String = JSON_HEAD) -> String:
	var text: String = JSON.stringify(data)
	return "%sContent-Length: %d\r\n\r\n%s" % [head, text.to_utf8_buffer().size(), text]
