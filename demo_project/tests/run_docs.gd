# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Runs each block of GDScript in the documentation against the loopback test server, with warnings as errors. A block must
## compile, reach its end without an error line, and do what its notes say (doc_block.gd).
##
##   --server=HOST:PORT  the control port of the test server
##   --root=FOLDER       the folder of the project, which holds the pages
##   --filter=TEXT       only blocks with TEXT in their place, such as "migrating" or "HTTPClientGo.request"
##   --show-scripts      prints the script that each block became
##
## The last line is the sentinel "DOC-BLOCKS-FINISHED failures=N tests=M". Exit code: 0, 1 for failures, 2 for a wrong argument, 3
## when this engine has no Logger, which is in Godot since 4.5.

const DocBlock := preload("res://tests/doc_block.gd")
const DocPages := preload("res://tests/doc_pages.gd")
const DocStage := preload("res://tests/doc_stage.gd")
const ServerControl := preload("res://tests/server_control.gd")

## Milliseconds for one block.
const LIMIT := 10000

var _options: Dictionary[String, String] = {"server": "", "root": "", "filter": "", "show-scripts": ""}
var _server := ServerControl.new()
var _authority := X509Certificate.new()
var _output: Object
var _named: Dictionary[String, String] = {}
var _failures: PackedStringArray = []


# TLS works only after the engine has loaded its certificates, which is not yet so in _init.
func _initialize() -> void:
	_run()


func _run() -> void:
	for argument: String in OS.get_cmdline_user_args():
		var parts: PackedStringArray = argument.trim_prefix("--").split("=", true, 1)
		if not argument.begins_with("--") or not _options.has(parts[0]):
			printerr("unknown argument %s" % argument)
			quit(2)
			return
		_options[parts[0]] = parts[1] if parts.size() > 1 else "yes"
	if not ClassDB.class_exists(&"Logger"):
		printerr("run_docs: this engine cannot tell what is printed; Godot 4.5 or newer can")
		quit(3)
		return
	if _server.open(_options["server"]) != OK or _authority.load(str(_server.info().get("ca", ""))) != OK:
		printerr("run_docs: no test server at '%s'" % _options["server"])
		quit(2)
		return
	_output = (load("res://tests/doc_output.gd") as GDScript).new()
	OS.call("add_logger", _output)
	# Nodes are in the tree from the first frame on.
	await process_frame
	var pages := DocPages.new()
	var count := 0
	for block: DocBlock in pages.blocks(_options["root"]):
		if _options["filter"].is_empty() or block.place.contains(_options["filter"]) or block.notes.has("name"):
			count += 1
			await _play(block)
	OS.call("remove_logger", _output)
	for fault: String in pages.faults:
		count += 1
		_failures.append(fault)
	for failure: String in _failures:
		print("FAILED ", failure)
	print("DOC-BLOCKS-FINISHED failures=%d tests=%d" % [_failures.size(), count])
	quit(1 if _failures.size() > 0 else 0)


func _play(block: DocBlock) -> void:
	var faults: PackedStringArray = []
	if not block.fault.is_empty():
		faults.append(block.fault)
	if block.holds_functions() and not block.notes.has("call"):
		faults.append("its notes must say what to call, since it holds functions")
	var plain: Dictionary
	var secure: Dictionary
	if block.note("server") == DocBlock.ENDPOINTS:
		plain = _endpoints("plain")
		secure = _endpoints("tls")
	else:
		plain = _server.start(block.steps())
		secure = _server.start(block.steps(), {"certificate": block.note("tls")})
	var used: Array[String] = []
	for name: String in block.all("uses"):
		if not _named.has(name):
			faults.append("it uses a block %s, which does not come before it" % name)
		used.append(_named.get(name, ""))
	if block.notes.has("name"):
		_named[block.note("name")] = block.text.replace("    ", "\t")
	var script := GDScript.new()
	script.source_code = block.script(plain["port"] as int, secure["port"] as int, used)
	if _options["show-scripts"]:
		print("---- ", block.place, "\n", script.source_code)
	_output.call("take")
	_output.call("take_printed")
	if faults.is_empty() and script.reload() == OK:
		await _run_script(block, script, plain["port"] as int, secure["port"] as int, faults)
	for line: Dictionary in _output.call("take"):
		faults.append("%s: %s" % [line["type"], line["text"]])
	if faults.is_empty():
		await _expect_sent(block, [plain["id"] as int, secure["id"] as int], faults)
	for script_of: Dictionary in [plain, secure]:
		if script_of["id"] != 0:
			_server.drop(script_of["id"] as int)
	if not faults.is_empty():
		_failures.append("%s\n    %s" % [block.place, "\n    ".join(faults)])


## Returns what stands for a script of the server's own paths: its port, and 0 for the number of a script that there is not.
func _endpoints(kind: String) -> Dictionary:
	return {"id": 0, "port": str(_server.info()[kind]).get_slice(":", 1).to_int()}


func _run_script(block: DocBlock, script: GDScript, plain_port: int, secure_port: int, faults: PackedStringArray) -> void:
	var stage: DocStage = script.new()
	stage.plain_port = plain_port
	stage.secure_port = secure_port
	stage.authority = _authority
	root.add_child(stage)
	var results: Array = []
	_drive(stage, results)
	var limit: int = Time.get_ticks_msec() + LIMIT
	while results.is_empty() and Time.get_ticks_msec() < limit:
		await process_frame
	var printed: String = _output.call("take_printed")
	while not results.is_empty() and not _holds_all(printed, block.printed()) and Time.get_ticks_msec() < limit:
		await process_frame
		printed += _output.call("take_printed")
	stage.queue_free()
	await process_frame
	if results.is_empty():
		faults.append("it did not reach its end")
		return
	if block.notes.has("gives") and str(results[0]) != block.note("gives"):
		faults.append("%s gives %s" % [block.note("call"), str(results[0]).c_escape().left(400)])
	for wanted: String in block.printed():
		if not printed.contains(wanted):
			faults.append("it should print '%s', not '%s'" % [wanted, printed.c_escape().left(400)])


func _holds_all(text: String, parts: PackedStringArray) -> bool:
	return Array(parts).all(func(part: String) -> bool: return text.contains(part))


func _drive(stage: DocStage, results: Array) -> void:
	@warning_ignore("redundant_await") # not in the block's own version of it
	results.append(await stage.run())


## Waits until the scripts [param ids] of the server have got what the block sends.
func _expect_sent(block: DocBlock, ids: Array[int], faults: PackedStringArray) -> void:
	var limit: int = Time.get_ticks_msec() + LIMIT
	for wanted: String in block.all("sent"):
		var sent: String = _sent(ids)
		while not sent.contains(wanted.c_unescape()) and Time.get_ticks_msec() < limit:
			await process_frame
			sent = _sent(ids)
		if not sent.contains(wanted.c_unescape()):
			faults.append("the server did not get '%s' but: %s" % [wanted, sent.c_escape().left(400)])


## Returns what the server got up to now, as text.
func _sent(ids: Array[int]) -> String:
	var text := ""
	for id: int in ids:
		for seen: Dictionary in _server.record(id, 0).get("records", []):
			text += Marshalls.base64_to_raw(str(seen["request"])).get_string_from_ascii()
	return text
