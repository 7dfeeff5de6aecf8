# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## What the editor tells of the classes holds: each Error that a description names is returned in the case it speaks of, and no other
## is named; examples compile; arguments and results have real types, so that strictly typed scripts compile.
##
## That no member lacks its description is the editor's test (scripts/test_editor.sh).

const ScriptedPeer := preload("res://tests/scripted_peer.gd")
const PeerSource := preload("res://tests/peer_source.gd")

## Where the class references lie, seen from the project.
const FOLDER := "../extension/doc_classes"
const WARNINGS := "debug/gdscript/warnings/"
const STRICT: PackedStringArray = ["untyped_declaration", "unsafe_property_access", "unsafe_method_access", "unsafe_cast", "unsafe_call_argument",
	"return_value_discarded", "int_as_enum_without_cast", "int_as_enum_without_match", "narrowing_conversion", "incompatible_ternary"]
const ERRORS: Dictionary = {"ERR_UNCONFIGURED": ERR_UNCONFIGURED, "ERR_INVALID_PARAMETER": ERR_INVALID_PARAMETER, "ERR_FILE_NOT_FOUND": ERR_FILE_NOT_FOUND, "ERR_CANT_RESOLVE": ERR_CANT_RESOLVE,
	"ERR_CANT_CONNECT": ERR_CANT_CONNECT, "ERR_CONNECTION_ERROR": ERR_CONNECTION_ERROR, "ERR_BUSY": ERR_BUSY, "OK": OK}

## Around an example of a description: what it takes for granted.
const FRAME := """extends Node
var http := HTTPClientGo.new()
var my_own_ca: X509Certificate
var body: PackedByteArray
var file: FileAccess
var cookies: PackedStringArray
var asked: bool
"""
## Compiles with every warning of STRICT as an error, so each result has the type that is written here.
const TYPED := """extends RefCounted
func run() -> int:
	var c := HTTPClientGo.new()
	var error: Error = c.connect_to_host("127.0.0.1", 1, null)
	error = c.poll()
	error = c.request(HTTPClientGo.METHOD_GET, "/", [], "")
	error = c.request_raw(HTTPClient.METHOD_PUT, "/", PackedStringArray(), PackedByteArray())
	var s := c.get_status()
	var status: HTTPClientGo.Status = c.get_status() as HTTPClientGo.Status
	var bytes: PackedByteArray = c.read_response_body_chunk()
	bytes = c.read_response_body_available()
	bytes = c.read_response_body_available(1 << 20)
	var first: int = bytes.size() + s + status + c.get_response_code() + c.get_response_body_length() + c.read_chunk_size + c.get_read_chunk_size()
	var lines := c.get_response_headers()
	for line in lines:
		first += line.length()
	var fields := c.get_response_headers_as_dictionary()
	first += fields.size() + c.get_last_error().size() + c.get_connection_info().size() + c.query_string_from_dict(fields).length()
	var yes := c.has_response() and c.is_response_chunked() and c.blocking_mode_enabled and c.is_blocking_mode_enabled() and c.environment_proxy_enabled
	var stream := c.connection
	if stream:
		first += stream.get_available_bytes()
	var ours := c.connection as HTTPClientGoStream
	if ours:
		var under: StreamPeer = ours.get_stream()
		first += ours.get_connected_host().length() + ours.get_connected_port() + ours.get_local_port() + ours.get_status() + under.get_available_bytes()
		yes = ours.is_encrypted()
		error = ours.poll()
	c.close()
	return first + error + int(yes)
"""

## Each is refused with one warning as an error: what the class tells of itself reaches the editor.
const REFUSED: Dictionary = {
	"unsafe_method_access": "var x: Variant = HTTPClientGo.new()\n\tx.call_me()",
	"unsafe_call_argument": "var x: Variant = 1\n\tHTTPClientGo.new().set_read_chunk_size(x)",
	"int_as_enum_without_cast": "var s: HTTPClientGo.Status = HTTPClientGo.new().get_status()\n\tprint(s)",
	"narrowing_conversion": "HTTPClientGo.new().set_read_chunk_size(1000.5)",
	"return_value_discarded": "HTTPClientGo.new().poll()",
}

var _clients: Array = []


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for class_id: String in ["HTTPClientGo", "HTTPClientGoStream"]:
		found.append({"name": "errors_of_" + class_id, "run": _errors_of.bind(class_id)})
		found.append({"name": "examples_of_" + class_id, "run": _examples_of.bind(class_id)})
		found.append({"name": "types_of_" + class_id, "run": _types_of.bind(class_id), "points": [2]})
	for warning: String in REFUSED:
		found.append({"name": "refused_" + warning, "run": _refused.bind(warning), "points": [1]})
	return found


func _reference(class_id: String) -> String:
	return FileAccess.get_file_as_string(ProjectSettings.globalize_path("res://").path_join(FOLDER).path_join(class_id + ".xml"))


func _all(pattern: String, text: String, group: int = 1) -> PackedStringArray:
	var found: PackedStringArray = []
	for hit: RegExMatch in RegEx.create_from_string(pattern).search_all(text):
		found.append(hit.get_string(group))
	return found


func _errors_of(class_id: String) -> void:
	var text: String = _reference(class_id)
	if text.is_empty():
		skip("no class reference beside this project")
		return
	Engine.print_error_messages = false
	for method: Dictionary in ClassDB.class_get_method_list(class_id, true):
		var name: String = method["name"]
		if method["return"]["class_name"] != &"Error":
			continue
		var described: PackedStringArray = _all("(?s)<method name=\"%s\".*?<description>(.*?)</description>" % name, text)
		assert_eq(described.size(), 1, "%s: descriptions" % name)
		var named: Array = []
		for error: String in _all("\\[constant (ERR_\\w+|FAILED|OK)\\]", described[0]):
			if assert_true(ERRORS.has(error), "%s names %s, and nothing here provokes it" % [name, error]) and not named.has(ERRORS[error]):
				named.append(ERRORS[error])
		var returned: Array = _provoke(class_id, name)
		for error: Variant in returned:
			assert_true(named.has(error), "%s returns %s, which its description does not name" % [name, error_string(error as int)])
		for error: Variant in named:
			assert_true(returned.has(error), "%s never returned %s, which its description names" % [name, error_string(error as int)])
	Engine.print_error_messages = true
	_clients.clear()
	forget_errors()
	finish()


## Returns what a method of the class returns in the cases that its description speaks of.
func _provoke(class_id: String, method: String) -> Array:
	if class_id == "HTTPClientGoStream":
		return _provoke_stream()
	match method:
		"connect_to_host":
			return [_new().connect_to_host("127.0.0.1", server.closed_port()), _new().connect_to_host(""), _new().connect_to_host("127.0.0.1", 0),
				_new().connect_to_host("localhost", 1, TLSOptions.server(CryptoKey.new(), X509Certificate.new())), _busy("connect_to_host", ["localhost"])]
		"request":
			return _provoke_request("request", "") + [_busy("request", [0, "/", []])]
		"request_raw":
			return _provoke_request("request_raw", PackedByteArray()) + [_busy("request_raw", [0, "/", [], PackedByteArray()])]
		"set_client_certificate":
			return [_new().set_client_certificate(null, null), _new().set_client_certificate(X509Certificate.new(), null)]
		"set_client_certificate_files":
			return [_new().set_client_certificate_files("", ""), _new().set_client_certificate_files("res://no.crt", "res://no.key"),
				_new().set_client_certificate_files("res://project.godot", "res://project.godot")]
		"poll":
			return _provoke_poll() + [_busy("poll", [])]
	fail("%s has no case here: how does one see its errors?" % method)
	return []


func _new() -> Variant:
	_clients.append(make(&"HTTPClientGo"))
	return _clients[-1]


func _provoke_request(method: String, body: Variant) -> Array:
	var script: Dictionary = server.start([["wait_close"]])
	var client: RefCounted = _new()
	var returned: Array = [client.callv(method, [0, "/", [], body])]
	assert_true(connect_client(client, int(script["port"])), "no connection")
	for bad: Array in [[99, "/", []], [0, "", []], [0, "/", [" "]], [0, "/", [": x"]], [0, "/\r\nA: b", []], [0, "/", ["A: b\nC: d"]]]:
		returned.append(client.callv(method, bad + [body]))
		assert_eq(returned[-1], ERR_INVALID_PARAMETER, "%s %s" % [method, bad])
	returned.append(client.callv(method, [0, "/", ["A: b"], body]))
	client.call("close")
	server.drop(int(script["id"]))
	return returned


func _provoke_poll() -> Array:
	var returned: Array = [_new().poll()]
	var script: Dictionary = server.start([["accept"], ["gate"], ["close"]])
	var client: RefCounted = _new()
	assert_true(connect_client(client, int(script["port"])), "no connection")
	returned.append(client.call("poll"))
	server.go(int(script["id"]))
	assert_true(poll_until(client, HTTPClient.STATUS_CONNECTION_ERROR), "the close was not seen")
	returned.append(client.call("poll"))
	for way: Array in [["127.0.0.1", server.closed_port(), HTTPClient.STATUS_CANT_CONNECT], ["localhost", 70000, HTTPClient.STATUS_CANT_CONNECT],
			["no.such.name", 80, HTTPClient.STATUS_CANT_RESOLVE]]:
		client = _new()
		if way[2] == HTTPClient.STATUS_CANT_RESOLVE:
			client.call("set_http_proxy", "no proxy://x", 1)
		client.call("connect_to_host", way[0], way[1])
		var limit: int = Time.get_ticks_msec() + 5000
		while client.call("get_status") != way[2] and Time.get_ticks_msec() < limit:
			returned.append(client.call("poll"))
		returned.append(client.call("poll"))
		assert_eq(client.call("get_status"), way[2], str(way))
	server.drop(int(script["id"]))
	return returned


func _provoke_stream() -> Array:
	var script: Dictionary = server.start([["accept"], ["close"]])
	var client: RefCounted = _new()
	assert_true(connect_client(client, int(script["port"])), "no connection")
	var stream: StreamPeer = client.get("connection")
	var returned: Array = [stream.call("poll")]
	var limit: int = Time.get_ticks_msec() + 5000
	while stream.call("get_status") != 0 and Time.get_ticks_msec() < limit:
		returned.append(stream.call("poll"))
	client.call("close")
	returned.append(stream.call("poll"))
	server.drop(int(script["id"]))
	return returned


## Calls a method from inside a stream of the client.
func _busy(method: String, arguments: Array) -> Variant:
	var client: RefCounted = make(&"HTTPClientGo")
	var peer := ScriptedPeer.new(PeerSource.ScriptedPeer.new())
	var returned: Array = []
	peer.on_call = func(_called: String) -> void: returned.append(client.callv(method, arguments))
	client.set("connection", peer)
	client.call("poll")
	peer.on_call = Callable()
	return returned[0] if not returned.is_empty() else null


func _examples_of(class_id: String) -> void:
	var text: String = _reference(class_id)
	if text.is_empty():
		skip("no class reference beside this project")
		return
	var examples: PackedStringArray = _all("(?s)\\[codeblock[^\\]]*\\]\n(.*?)\\[/codeblock", text)
	assert_true(examples.size() > (8 if class_id == "HTTPClientGo" else 0), "%d examples" % examples.size())
	for example: String in examples:
		var code: String = example.xml_unescape().dedent().strip_edges(false).replace("    ", "\t")
		var whole: bool = code.contains("\nfunc ")
		if not whole and not code.begins_with("func "):
			code = "func example() -> void:\n" + code.indent("\t")
		# A method that a class does not have is a warning: a subclass may have it.
		assert_true(await _compiles(("extends Node\n\n" if whole else FRAME) + code + "\n", ["unsafe_method_access", "unsafe_property_access"]), "an example does not compile:\n" + code)
	finish()


func _types_of(class_id: String) -> void:
	var looked := 0
	for method: Dictionary in ClassDB.class_get_method_list(class_id, true):
		var result: Dictionary = method["return"]
		for info: Dictionary in [result] + (method["args"] as Array):
			var what: String = "%s.%s(%s)" % [class_id, method["name"], info["name"]]
			assert_true(int(info["usage"]) & PROPERTY_USAGE_NIL_IS_VARIANT == 0, what + " is a Variant")
			assert_true(info == result or info["type"] != TYPE_NIL, what + " has no type")
			assert_true(info["type"] != TYPE_OBJECT or ClassDB.class_exists(info["class_name"] as StringName), what + " is an object of no class")
			assert_true(info["type"] != TYPE_ARRAY, what + " is an Array; packed arrays and dictionaries say more")
			if info["class_name"] == &"Error":
				assert_true(int(info["usage"]) & PROPERTY_USAGE_CLASS_IS_ENUM != 0, what + " is Error, but no enum")
			looked += 1
	for property: Dictionary in ClassDB.class_get_property_list(class_id, true):
		assert_true(property["type"] != TYPE_NIL, "%s.%s has no type" % [class_id, property["name"]])
	assert_true(looked > 10, "only %d types" % looked)
	finish()


## Compiles with some warnings as errors.
func _compiles(source: String, warnings: PackedStringArray) -> bool:
	var before: Dictionary = {}
	for warning: String in warnings:
		before[warning] = ProjectSettings.get_setting(WARNINGS + warning)
		ProjectSettings.set_setting(WARNINGS + warning, 2)
	# The compiler hears of changed settings at the end of a frame.
	await tree.process_frame
	await tree.process_frame
	var script := GDScript.new()
	script.source_code = source
	Engine.print_error_messages = warnings.size() > 1
	var error: Error = script.reload()
	Engine.print_error_messages = true
	for warning: String in before:
		ProjectSettings.set_setting(WARNINGS + warning, before[warning])
	await tree.process_frame
	await tree.process_frame
	forget_errors()
	return error == OK


func test_typed_scripts_compile() -> void:
	assert_true(await _compiles(TYPED, STRICT), "a warning, see the lines above")
	finish()


func _refused(warning: String) -> void:
	var source: String = "extends RefCounted\nfunc run() -> void:\n\t%s\n" % REFUSED[warning]
	assert_true(await _compiles(source, []), "does not compile at all:\n" + source)
	assert_true(not await _compiles(source, [warning]), "no warning:\n" + source)
	finish()
