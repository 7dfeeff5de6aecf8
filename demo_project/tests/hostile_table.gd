# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## What both classes make of hostile and unusual answers, as the text of docs/hostile.md: scripts/hostile_table.sh
##
##   --server=HOST:PORT  the control port of the test server
##   --exchanges=FILE    one JSON object a line, see pkg/internal/corporatest/record.go
##   --out=FILE          where the text goes
##
## Exit code: 1 when something of ours is not right, 2 for a wrong argument.

const ServerControl := preload("res://tests/server_control.gd")
const CasePlayer := preload("res://tests/case_player.gd")
const CaseTrace := preload("res://tests/case_trace.gd")
const Play := preload("res://tests/hostile_play.gd")
const Trust := preload("res://tests/trust.gd")
const CLASSES: Array[StringName] = [&"HTTPClient", &"HTTPClientGo"]
const AT_ONCE := 32
const CASE_LIMIT := 1500 # milliseconds for each wait of a case
## Whose cases come in: what a server or proxy sends, and what a request may hold.
const CASE_FILES: PackedStringArray = ["rfc_head", "rfc_body"]
## What a case is judged by. The number of error lines, what poll() returned and the like are no part of an outcome.
const JUDGED: PackedStringArray = ["status", "code", "body", "body_size", "pieces", "headers", "length", "chunked", "request", "wire"]
const TITLES: Dictionary = {"answers": "answers, one request each", "cases": "cases of the tests in the engine", "llhttp": "llhttp",
	"parser-vectors": "hyper, httparse, h11, picohttpparser, Go, aws-c-http, Chromium, Firefox", "curl": "curl", "te-mutations": "spellings of Transfer-Encoding"}

var _options: Dictionary = {"server": "", "exchanges": "", "out": ""}
var _control := ServerControl.new()
var _trust: Trust
var _counts: Dictionary = {} # by group and class, an Array by verdict
var _expected: Dictionary = {} # by group: [whole, refused]


func _initialize() -> void:
	for argument: String in OS.get_cmdline_user_args():
		var parts: PackedStringArray = argument.trim_prefix("--").split("=", true, 1)
		if parts.size() != 2 or not _options.has(parts[0]):
			printerr("hostile_table: unknown argument %s" % argument)
			quit(2)
			return
		_options[parts[0]] = parts[1]
	if not ClassDB.class_exists(CLASSES[1]) or _control.open(str(_options["server"])) != OK:
		printerr("hostile_table: no class %s or no server at '%s'" % [CLASSES[1], _options["server"]])
		quit(2)
		return
	_trust = Trust.new(_control.info())
	var exchanges: Array[Dictionary] = []
	for line: String in FileAccess.get_file_as_string(str(_options["exchanges"])).split("\n", false):
		exchanges.append(JSON.parse_string(line) as Dictionary)
	if exchanges.is_empty():
		printerr("hostile_table: no exchanges in '%s'" % _options["exchanges"])
		quit(2)
		return
	Engine.print_error_messages = false
	var rows: Array[PackedStringArray] = [_answers(exchanges), _cases()]
	Engine.print_error_messages = true
	_write(rows)
	var bad := 0
	for group: String in _counts:
		var ours: Array = _counts[group][CLASSES[1]]
		bad += ours[1] + ours[2] + ours[3]
	quit(1 if bad > 0 else 0)


func _count(group: String, class_id: StringName, verdict: int) -> void:
	if not _counts.has(group):
		_counts[group] = {CLASSES[0]: [0, 0, 0, 0], CLASSES[1]: [0, 0, 0, 0]}
		_expected[group] = [0, 0]
	_counts[group][class_id][verdict] += 1


## Plays them all on both classes and returns the rows of those that have a row each.
func _answers(exchanges: Array[Dictionary]) -> PackedStringArray:
	var results: Array[Array] = []
	for class_id: StringName in CLASSES:
		var plays: Array = []
		var running: Array = []
		while plays.size() < exchanges.size() or not running.is_empty():
			while running.size() < AT_ONCE and plays.size() < exchanges.size():
				var play := Play.new()
				play.start(exchanges[plays.size()], class_id, _control)
				plays.append(play)
				running.append(play)
			for play: Play in running:
				play.step()
			running = running.filter(func(play: Play) -> bool: return not play.done)
			OS.delay_usec(50)
		results.append(plays)
	var rows: PackedStringArray = []
	for i: int in exchanges.size():
		var exchange: Dictionary = exchanges[i]
		var group: String = exchange["group"]
		for c: int in 2:
			_count(group, CLASSES[c], (results[c][i] as Play).verdict)
		_expected[group][1 if exchange["fails"] else 0] += 1
		if (results[1][i] as Play).verdict != Play.Verdict.RIGHT:
			print("HTTPClientGo: %s %s: %s" % [group, exchange["name"], (results[1][i] as Play).words])
		if group == "answers":
			rows.append("| %s | %s | %s | %s | %s |" % [exchange["name"], _bytes(exchange), _must(exchange), (results[0][i] as Play).words, (results[1][i] as Play).words])
	return rows


func _must(exchange: Dictionary) -> String:
	var size: int = Marshalls.base64_to_raw(str(exchange["body"])).size()
	if exchange["fails"]:
		return "an error" + (", after %d bytes" % size if size else "")
	return "%d, %d bytes" % [exchange["code"], size]


func _bytes(exchange: Dictionary) -> String:
	var wire: PackedByteArray = Marshalls.base64_to_raw(str(exchange["wire"]))
	var text: String = CaseTrace.escape(wire.slice(0, 90)).replace("\\r\\n", "⏎").replace("|", "\\|")
	var end: String = " closes" if exchange["closes"] else ""
	return ("`%s%s`%s" % [text, "… %d bytes" % wire.size() if wire.size() > 90 else "", end]) if not wire.is_empty() else "nothing, closes"


func _cases() -> PackedStringArray:
	var rows: PackedStringArray = []
	for file: String in CASE_FILES:
		for case: Dictionary in (load("res://tests/cases/%s.gd" % file) as GDScript).call("cases"):
			if not case.has("ours"):
				continue
			var ours: Dictionary = case["ours"]
			var words: PackedStringArray = []
			for class_id: StringName in CLASSES:
				var player := CasePlayer.new()
				player.server = _control
				player.trust = _trust
				var trace: CaseTrace = player.play(case, class_id, false, CASE_LIMIT)
				var verdict: int = _judge(ours, trace)
				_count("cases", class_id, verdict)
				words.append("right" if verdict == Play.Verdict.RIGHT else _in_words(verdict, ours, trace))
				if class_id == CLASSES[1] and verdict != Play.Verdict.RIGHT:
					print("HTTPClientGo: case %s: %s" % [case["name"], words[1]])
			_expected["cases"][1 if _fails(int(ours.get("status", 5))) else 0] += 1
			rows.append("| %s.%s | %s | %s | %s |" % [file, str(case["name"]).replace("|", "\\|"), case["compat"], words[0], words[1]])
	return rows


func _fails(status: int) -> bool:
	return status in [HTTPClient.STATUS_CANT_CONNECT, HTTPClient.STATUS_CONNECTION_ERROR, HTTPClient.STATUS_TLS_HANDSHAKE_ERROR]


## Any error status will do where one is due; then only the bytes before it count.
func _judge(ours: Dictionary, trace: CaseTrace) -> int:
	if trace.late:
		return Play.Verdict.HANGS
	var failed: bool = _fails(int(trace.summary.get("status", 0)))
	var body: String = str(trace.summary.get("body", ""))
	var shorter: bool = ours.has("body") and body != ours["body"] and str(ours["body"]).begins_with(body) \
			or ours.has("body_size") and int(trace.summary.get("body_size", 0)) < int(ours["body_size"])
	if shorter and trace.summary.get("code") == ours.get("code", trace.summary.get("code")):
		return Play.Verdict.LOSES
	for key: String in ours:
		if not key in JUDGED or _fails(int(ours.get("status", 5))) and failed and not key in ["body", "wire", "request"]:
			continue
		var value: Variant = trace.summary.get(key)
		if value is PackedStringArray:
			value = Array(value as PackedStringArray)
		if typeof(value) != typeof(ours[key]) or value != ours[key]:
			return Play.Verdict.WRONG
	return Play.Verdict.RIGHT


func _in_words(verdict: int, ours: Dictionary, trace: CaseTrace) -> String:
	if verdict == Play.Verdict.HANGS:
		return "hangs"
	if verdict == Play.Verdict.LOSES:
		return "loses bytes"
	if ours.has("wire") and trace.summary.get("wire") != ours["wire"]:
		return "wrong: it is sent"
	var status: int = int(trace.summary.get("status", 0))
	return "wrong: " + ("an error" if _fails(status) else "code %s, %s" % [trace.summary.get("code", "?"), CaseTrace.STATUS_NAMES[status]])


func _write(rows: Array[PackedStringArray]) -> void:
	var text: PackedStringArray = [
		"<!-- SPDX-FileCopyrightText: 2026 The HTTPClientGo authors -->", "<!-- SPDX-License-Identifier: MIT -->",
		"<!-- Made by scripts/hostile_table.sh. Do not edit. -->", "",
		"# Hostile and unusual answers, on both classes", "",
		"The same exchanges, one after the other on the engine's class and on ours, in one Godot %s. Made by `scripts/hostile_table.sh`." % Engine.get_version_info()["string"].get_slice(" ", 0), "",
		"*Right* is what RFC 9110 and RFC 9112 ask for, in our reading: the status code and each byte of the body; or, where the answer is none or not whole, an error",
		"after each byte that came before the fault. *Hangs*: nothing moves for %d s, though the server has sent or closed all it will. *Loses bytes*: a part of the body that came is not delivered." % (Play.PATIENCE / 1000), "",
		"| exchanges | number | to be taken, refused | HTTPClient: right | wrong | hangs | loses bytes | HTTPClientGo: right | wrong | hangs | loses bytes |",
		"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"]
	var total: Array = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
	for group: String in TITLES:
		if not _counts.has(group):
			continue
		var numbers: Array = _counts[group][CLASSES[0]] + _counts[group][CLASSES[1]] + _expected[group]
		for i: int in numbers.size():
			total[i] += numbers[i]
		text.append(_total_row(TITLES[group], numbers))
	text.append(_total_row("**all**", total))
	text.append_array(["",
		"The last four are test vectors by other projects, as their authors wrote them; requests got the first line of a response. Vectors of which our reading is another one",
		"than their author's are left out here; each is named with the reason in `pkg/h1/corpora_*_test.go`.", "",
		"## Answers", "", "In the bytes, ⏎ is CR LF. *closes*: the server closes behind them; otherwise it stays.", "",
		"| answer | bytes | must come | HTTPClient | HTTPClientGo |", "|---|---|---|---|---|"])
	text.append_array(rows[0])
	text.append_array(["", "## Cases of the tests in the engine", "",
		"Those of `demo_project/tests/cases` where the RFC wins over the engine: whole connections, proxies and what a request may hold. The second column is the line in",
		"[COMPAT.md](../COMPAT.md), empty where both do the same.", "", "| case | line | HTTPClient | HTTPClientGo |", "|---|---|---|---|"])
	text.append_array(rows[1])
	var file := FileAccess.open(str(_options["out"]), FileAccess.WRITE)
	if file == null:
		printerr("hostile_table: cannot write '%s'" % _options["out"])
		return
	file.store_string("\n".join(text) + "\n")


func _total_row(title: String, n: Array) -> String:
	return "| %s | %d | %d, %d | %d | %d | %d | %d | %d | %d | %d | %d |" % [title, n[8] + n[9], n[8], n[9], n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]]
