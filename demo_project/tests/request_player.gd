# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Plays one case on one class of node, HTTPRequest or HTTPRequestGo. A case is data, the same for both:
##
## [codeblock]
## {"name": "length", "server": "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"}
## [/codeblock]
##
## - name: unique. server: steps of the scripted server (pkg/testserver/step.go), or a String: read a head, send that, stay open.
## - second, proxy: further scripts, as $PORT2 and $PROXY_PORT. tls: a Dictionary for server; the URL is https then.
## - set: properties, before the node enters the tree. steps: what the script does, see the _op_ methods; without it [constant FETCH].
## - ours, compat: as in case_player.gd. frozen: the engine's node never comes back, so it is not asked.
## - unthreaded: the case makes no sense with use_threads.
## - limit: milliseconds for each wait. ended_at_once: the wire is not compared, since how far that came is a matter of microseconds.
##
## In texts, $PORT, $PORT2, $PROXY_PORT, $CLOSED_PORT and $FILE are replaced.

const ServerControl := preload("res://tests/server_control.gd")
const CaseTrace := preload("res://tests/case_trace.gd")
const Trust := preload("res://tests/trust.gd")

const FETCH: Array = [["request"], ["await"]]
const LIMIT := 8000

static var _files := 0

var server: ServerControl
var errors: Object
var trust: Trust
var tree: SceneTree

var trace: CaseTrace
var node: Node

var _names: Dictionary = {}
var _scripts: Dictionary = {}
var _scheme := "http"
var _limit := LIMIT
var _signals: Array[Array] = []
var _awaited := 0
var _handler: Array = []
var _file: String


## Plays [param case] on a new node of [param class_id].
func play(case: Dictionary, class_id: String, threaded: bool) -> CaseTrace:
	trace = CaseTrace.new()
	trace.class_id = class_id
	_limit = int(case.get("limit", LIMIT))
	_scheme = "https" if case.has("tls") else "http"
	_files += 1
	_file = "user://request_%d_%d.bin" % [OS.get_process_id(), _files]
	_names["$FILE"] = _file
	_start_scripts(case)
	if errors:
		errors.call("take")
	node = ClassDB.instantiate(class_id)
	node.connect(&"request_completed", _on_completed)
	if threaded:
		node.set(&"use_threads", true)
	var settings: Dictionary = case.get("set", {})
	for property: String in settings:
		node.set(property, _value(settings[property]))
	if _scheme == "https" and not case.has("plain_trust"):
		node.call(&"set_tls_options", trust.options("client(ca)"))
	tree.root.add_child(node)
	var step := 0
	for op: Array in case.get("steps", FETCH):
		step += 1
		trace.add("%d %s" % [step, " ".join(op.map(trace.show_argument))])
		await callv("_op_" + str(op[0]), [op.slice(1)])
		if trace.late:
			break
	if is_instance_valid(node):
		for i: int in 2:
			await tree.process_frame
		trace.summary["status"] = node.call(&"get_http_client_status")
	trace.summary["signals"] = _signals.size()
	trace.add("signals: %d" % _signals.size())
	tree.paused = false
	if is_instance_valid(node):
		node.free()
	_note_errors()
	# The engine's node closes its connection by itself.
	HTTPSessionGo.shared().close_idle_connections()
	for name: String in _scripts:
		if not case.has("ended_at_once"):
			_add_wire(name, 1000)
		server.drop(_scripts[name])
	for path: String in [_file, _file + ".download", _file + ".part"]:
		DirAccess.remove_absolute(path)
	return trace


func _start_scripts(case: Dictionary) -> void:
	for name: String in ["second", "proxy", "server"]:
		if not case.has(name):
			continue
		var steps: Variant = case[name]
		if steps is String:
			steps = [["read_head"], ["send", steps]]
		var started: Dictionary = server.start(_value(steps) as Array, case.get("tls") if name == "server" else null)
		_scripts[name] = started["id"]
		var port_name: String = {"server": "PORT", "second": "PORT2", "proxy": "PROXY_PORT"}[name]
		_names["$" + port_name] = started["port"]
		trace.ports[started["port"]] = port_name


## Returns [param value] with names replaced, in arrays as well.
func _value(value: Variant) -> Variant:
	if value is Array:
		return (value as Array).map(_value)
	if not value is String:
		return value
	var text: String = value
	if text.contains("$CLOSED_PORT") and not _names.has("$CLOSED_PORT"):
		_names["$CLOSED_PORT"] = server.closed_port()
		trace.ports[_names["$CLOSED_PORT"]] = "CLOSED_PORT"
	if _names.has(text):
		return _names[text]
	for name: String in ["$PORT2", "$PORT", "$PROXY_PORT", "$CLOSED_PORT", "$FILE"]:
		if text.contains(name):
			text = text.replace(name, str(_names[name]))
	if text.begins_with("$TLS="):
		return trust.options(text.trim_prefix("$TLS="))
	return text


func _on_completed(result: int, code: int, headers: PackedStringArray, body: PackedByteArray) -> void:
	_signals.append([result, code, headers, body, OS.get_thread_caller_id() == OS.get_main_thread_id()])
	var ops: Array = _handler
	_handler = []
	for op: Array in ops:
		trace.add("  in the handler: %s" % [op])
		callv("_op_" + str(op[0]), [op.slice(1)])


## Runs [param again] in each frame until it returns true; a wait that takes too long ends the case.
func _wait(what: String, again: Callable) -> void:
	var limit: int = Time.get_ticks_msec() + _limit
	while not again.call():
		if Time.get_ticks_msec() > limit:
			trace.late = true
			trace.add("  TIMEOUT waiting for %s" % what)
			return
		await tree.process_frame


func _note_errors() -> void:
	if errors:
		trace.add_errors(errors.call("take") as Array[Dictionary])


## request [URL [HEADERS [METHOD [DATA]]]]: request(), or request_raw() where DATA is a PackedByteArray. A URL that begins
## with a slash is one of the server.
func _op_request(args: Array) -> void:
	var full: Array = ["/", PackedStringArray(), HTTPClient.METHOD_GET]
	for i: int in args.size():
		if i < 3:
			full[i] = PackedStringArray(_value(args[i]) as Array) if i == 1 else _value(args[i])
		else:
			full.append(args[i])
	if str(full[0]).begins_with("/"):
		full[0] = "%s://%s:%d%s" % [_scheme, "localhost" if _scheme == "https" else "127.0.0.1", _names["$PORT"], full[0]]
	var raw: bool = full.size() > 3 and full[3] is PackedByteArray
	var before: int = _signals.size()
	var returned: Variant = node.callv(&"request_raw" if raw else &"request", full)
	trace.summary["returned"] = returned
	trace.add("  returned %s" % trace.show(returned))
	if _signals.size() != before:
		trace.add("  a signal inside request()")
	_note_errors()


## await: waits for one more request_completed, and notes all of it.
func _op_await(_args: Array) -> void:
	await _wait("request_completed", func() -> bool: return _signals.size() > _awaited)
	if trace.late:
		return
	var got: Array = _signals[_awaited]
	_awaited += 1
	trace.summary["result"] = got[0]
	trace.summary["code"] = got[1]
	trace.summary["headers"] = Array(got[2] as PackedStringArray).map(trace.normal)
	trace.summary["body"] = CaseTrace.show_bytes(got[3] as PackedByteArray)
	trace.add("  result %d, code %d%s" % [got[0], got[1], "" if got[4] else ", on another thread"])
	trace.add("  headers %s" % [trace.summary["headers"]])
	trace.add("  body %s" % trace.summary["body"])
	if is_instance_valid(node):
		_op_sizes([])
	_note_errors()


## sizes: what the getters tell.
func _op_sizes(_args: Array) -> void:
	trace.summary["size"] = node.call(&"get_body_size")
	trace.summary["downloaded"] = node.call(&"get_downloaded_bytes")
	trace.summary["status"] = node.call(&"get_http_client_status")
	trace.add("  size %d, downloaded %d, status %d" % [trace.summary["size"], trace.summary["downloaded"], trace.summary["status"]])


## quiet MS: lets that pass in frames, and notes how many signals came in all.
func _op_quiet(args: Array) -> void:
	var limit: int = Time.get_ticks_msec() + int(args[0])
	while Time.get_ticks_msec() < limit:
		await tree.process_frame
	trace.summary["quiet"] = _signals.size()
	trace.add("  signals so far: %d" % _signals.size())


func _op_frames(args: Array) -> void:
	for i: int in int(args[0]):
		await tree.process_frame


## stall MS: no frame for so long.
func _op_stall(args: Array) -> void:
	OS.delay_msec(int(args[0]))


## handler OPS: what the handler of the next signal does.
func _op_handler(args: Array) -> void:
	_handler = args[0]


func _op_set(args: Array) -> void:
	_note_errors()
	node.set(args[0], _value(args[1]))
	var value: Variant = node.get(args[0])
	trace.summary["get"] = value
	trace.add("  %s is %s" % [args[0], trace.show(value).replace(_file, "$FILE")])
	_note_errors()


## call METHOD ARGS...
func _op_call(args: Array) -> void:
	_note_errors()
	var result: Variant = node.callv(StringName(args[0]), _value(args.slice(1)) as Array)
	trace.summary["call"] = result
	trace.add("  returned %s" % trace.show(result))
	_note_errors()


func _op_cancel(_args: Array) -> void:
	node.call(&"cancel_request")
	trace.add("  status %d" % node.call(&"get_http_client_status"))


func _op_leave(_args: Array) -> void:
	tree.root.remove_child(node)


func _op_enter(_args: Array) -> void:
	tree.root.add_child(node)


func _op_free(_args: Array) -> void:
	node.free()


func _op_queue_free(_args: Array) -> void:
	node.queue_free()


func _op_pause(args: Array) -> void:
	tree.paused = args[0]


func _op_mode(args: Array) -> void:
	node.process_mode = args[0] as Node.ProcessMode


## go: opens one gate of the server.
func _op_go(args: Array) -> void:
	server.go(_scripts[args[0] if args.size() > 0 else "server"])


## server N [SCRIPT]: waits until the server has done N steps, while frames go on.
func _op_server(args: Array) -> void:
	var id: int = _scripts[args[1] if args.size() > 1 else "server"]
	await _wait("the server's step %d" % int(args[0]), func() -> bool: return server.wait_steps(id, int(args[0]), 1))


## until STATUS...: waits for one of these statuses.
func _op_until(args: Array) -> void:
	await _wait("status %s" % [args], func() -> bool: return node.call(&"get_http_client_status") in args)


## arrived N: waits until get_downloaded_bytes() is at least N.
func _op_arrived(args: Array) -> void:
	await _wait("%d bytes" % int(args[0]), func() -> bool: return node.call(&"get_downloaded_bytes") >= int(args[0]))


func _op_write_file(args: Array) -> void:
	var file := FileAccess.open(_file, FileAccess.WRITE)
	file.store_string(str(args[0]))
	file.close()


## file: notes what is in the file.
func _op_file(_args: Array) -> void:
	var there: bool = FileAccess.file_exists(_file)
	trace.summary["file"] = CaseTrace.show_bytes(FileAccess.get_file_as_bytes(_file)) if there else "none"
	trace.add("  file %s" % trace.summary["file"])


## Notes the bytes that the server got, with port numbers replaced, of each connection that asked for something.
func _add_wire(name: String, msec: int) -> void:
	var answer: Dictionary = server.record(_scripts[name], msec)
	var all: Array = []
	for seen: Dictionary in answer.get("records", []):
		var bytes: PackedByteArray = Marshalls.base64_to_raw(str(seen["request"]))
		# Port numbers stand in the head; what is hashed must not have one.
		var head: int = bytes.slice(0, 32768).get_string_from_ascii().find("\r\n\r\n") + 4
		var text: String = trace.normal(CaseTrace.escape(bytes.slice(0, head))).replace(_agent(bytes), "$UA") + CaseTrace.show_bytes(bytes.slice(head))
		if text.is_empty():
			continue
		if text.contains("\\x16\\x03"):
			text = text.left(text.find("\\x16\\x03")) + "<TLS>"
		if text.begins_with("CONNECT"):
			text = CaseTrace.without_host(text)
		all.append(text)
		trace.add("wire of %s: %s" % [name, text])
		trace.summary["then"] = text.get_slice(" ", 0)
		trace.summary["target"] = text.get_slice(" ", 1)
	trace.summary["wire" if name == "server" else "wire_" + name] = all


## Returns the User-Agent of a request.
func _agent(bytes: PackedByteArray) -> String:
	var text: String = bytes.get_string_from_ascii()
	var from: int = text.find("User-Agent: GodotEngine")
	return text.substr(from + 12, text.find("\r", from) - from - 12) if from >= 0 else "no agent"
