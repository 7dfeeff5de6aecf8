# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## Eight scripts for HTTPRequest as games have them (tests/requesters), each with the one word swapped: they do the same with
## both nodes, print the same number of error lines, and send the same bytes.

const FOLDER := "res://tests/requesters"
const CONSTANTS := "(?!\\.RESULT_)"
const LAST := "Connection: close\r\n"


static func answer(text: String, status: String = "200 OK", fields: String = "") -> String:
	return "HTTP/1.1 %s\r\n%s%sContent-Length: %d\r\n\r\n%s" % [status, LAST, fields, text.to_utf8_buffer().size(), text]


## Returns the steps of a server that answers one connection after the other; each is what comes behind the head, if anything,
## and the answer.
static func answering(answers: Array) -> Array:
	var steps: Array = []
	for one: Variant in answers:
		if not steps.is_empty():
			steps.append(["accept"])
		steps.append(["read_head"])
		if one is Array:
			steps.append(["read_body", one[0]])
			steps.append(["send", one[1]])
		else:
			steps.append(["send", one])
		steps.append(["close"])
	return steps


func test_leaderboard() -> void:
	await _both("leaderboard", answering([answer("[1, 2, 3]"), [9, answer("{\"rank\": 4}", "201 Created")], answer("no", "403 Forbidden"), answer("[]")]), func(script: Node) -> void:
		script.call("push", {"path": "scores?top=3"})
		script.call("push", {"path": "scores", "method": HTTPClient.METHOD_POST, "body": "{\"a\": \"é\"}".substr(0, 8)})
		script.call("push", {"path": "secret"})
		script.call("push", {"path": "scores"}))
	finish()


func test_updater() -> void:
	await _both("updater", answering([answer("1.2.3\n"), answer("0123456789".repeat(5000))]))
	finish()


func test_asset_browser() -> void:
	await _both("asset_browser", [])
	finish()


func test_login() -> void:
	await _both("login", answering([[32, answer("", "302 Found", "Set-Cookie: id=42; Path=/\r\nLocation: /home\r\n")], answer("", "301 Moved Permanently", "Location: /home/\r\n"), answer("welcome")]))
	finish()


func test_api() -> void:
	await _both("api", answering([answer("busy", "503 Busy"), answer("busy", "503 Busy"), answer("{\"a\": [1, null]}")]))
	finish()


func test_pool() -> void:
	await _both("pool", [])
	finish()


func test_downloader() -> void:
	await _both("downloader", [])
	finish()


func test_plugin() -> void:
	await _both("plugin", answering([answer("", "404 Not Found"), answer("[{\"tag_name\": \"v1\"}, {\"tag_name\": \"v2\"}]")]))
	finish()


## Runs one script with the engine's node and with ours, in which every word or the class alone is swapped.
func _both(file: String, steps: Array, begin: Callable = func(script: Node) -> void: script.call("start")) -> void:
	# Behind a stall the engine counts seconds in milliseconds until it has caught up, and its node's limit with them.
	await until(func() -> bool: return tree.root.get_process_delta_time() < 0.05)
	var results: Array = []
	for swap: Array in [["HTTPRequest", ""], ["HTTPRequestGo", ""], ["HTTPRequestGo", CONSTANTS]]:
		var word := RegEx.create_from_string("\\bHTTPRequest\\b" + str(swap[1]))
		var source: String = FileAccess.get_file_as_string(FOLDER.path_join(file + ".gd"))
		var script := GDScript.new()
		script.source_code = word.sub(source, str(swap[0]), true).replace("class_name ", "# ")
		if not assert_eq(script.reload(), OK, "%s does not compile with %s" % [file, swap]):
			return
		var one: Dictionary = serve(steps) if not steps.is_empty() else {}
		forget_errors()
		var node: Node = script.new()
		node.set("base", one.get("url", at("")))
		tree.root.add_child(node)
		begin.call(node)
		assert_true(await until(func() -> bool: return node.call("is_over")), "%s with %s is not over: %s" % [file, swap, node.get("seen")])
		await frames(2)
		var sent: PackedStringArray = []
		if not one.is_empty():
			for text: String in heard(one["id"] as int):
				sent.append(text.replace(":%d" % one["port"], ":PORT"))
			server.drop(one["id"] as int)
		results.append({"seen": node.get("seen"), "sent": sent, "lines": lines().size()})
		node.free()
		if options["traces"]:
			print("    %s, %s: %s" % [file, swap, results[-1]])
	for i: int in [1, 2]:
		for part: String in results[0]:
			assert_eq(var_to_str(results[i][part]), var_to_str(results[0][part]), "%s, %s" % [part, "all words" if i == 1 else "the class alone"])
	assert_true((results[0]["seen"] as Array).size() > 0, "nothing was done")
