# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Walks ClassDB: HTTPRequestGo has every method, property, signal, enum and constant of HTTPRequest and tells the same about
## each, with int in place of HTTPClient's enums. A newer engine's members are looked for in the list below.

const ENGINE := &"HTTPRequest"
const OURS := &"HTTPRequestGo"
## Of Godot 4.8, and beyond the engine's class, each with its line in COMPAT.md.
const NEWER: PackedStringArray = ["keep_partial_download", "set_keep_partial_download", "is_keeping_partial_download",
	"append_to_download_file", "set_append_to_download_file", "is_appending_to_download_file"]
const BEYOND: PackedStringArray = ["session", "set_session", "get_session", "get_last_error", "get_connection_info", "get_uploaded_bytes", "get_final_url", "progressed"]
const EXTENDED := """extends HTTPRequestGo
signal got(text: String)
var parsed: Variant
func _init() -> void:
	timeout = 5.0
	request_completed.connect(_done)
func ask(url: String) -> Error:
	return request(url, ["X: y"], HTTPClient.METHOD_GET)
func _done(result: int, code: int, _headers: PackedStringArray, body: PackedByteArray) -> void:
	if result == RESULT_SUCCESS and result == HTTPRequest.RESULT_SUCCESS and code == 200:
		got.emit(body.get_string_from_utf8())
"""


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for method: Dictionary in ClassDB.class_get_method_list(ENGINE, true):
		found.append({"name": "method_" + str(method["name"]), "run": _compare_method.bind(method)})
	for property: Dictionary in ClassDB.class_get_property_list(ENGINE, true):
		found.append({"name": "property_" + str(property["name"]), "run": _compare_property.bind(property)})
	return found


func test_class() -> void:
	assert_eq(ClassDB.get_parent_class(OURS), ClassDB.get_parent_class(ENGINE), "parent")
	assert_true(ClassDB.can_instantiate(OURS) and ClassDB.is_class_enabled(OURS), "can be made")
	assert_eq(ClassDB.class_get_api_type(OURS), ClassDB.API_EXTENSION, "api type")
	finish()


func test_signals() -> void:
	var ours: Array = ClassDB.class_get_signal_list(OURS, true)
	for want: Dictionary in ClassDB.class_get_signal_list(ENGINE, true):
		assert_true(ours.any(func(got: Dictionary) -> bool: return _plain(got) == _plain(want)), "no signal %s" % want)
	for got: Dictionary in ours:
		assert_true(ClassDB.class_has_signal(ENGINE, got["name"] as StringName) or got["name"] in BEYOND, "also %s" % got["name"])
	finish()


func test_enums_and_constants() -> void:
	assert_eq(_sorted(ClassDB.class_get_enum_list(OURS, true)), _sorted(ClassDB.class_get_enum_list(ENGINE, true)), "enums")
	assert_eq(_sorted(ClassDB.class_get_integer_constant_list(OURS, true)), _sorted(ClassDB.class_get_integer_constant_list(ENGINE, true)), "constants")
	for name: String in ClassDB.class_get_integer_constant_list(ENGINE, true):
		assert_eq(ClassDB.class_get_integer_constant(OURS, name), ClassDB.class_get_integer_constant(ENGINE, name), name)
		assert_eq(ClassDB.class_get_integer_constant_enum(OURS, name, true), ClassDB.class_get_integer_constant_enum(ENGINE, name, true), name)
	finish()


func test_no_more_members() -> void:
	for method: Dictionary in ClassDB.class_get_method_list(OURS, true):
		var name: String = method["name"]
		assert_true(ClassDB.class_has_method(ENGINE, name, true) or name in BEYOND or name in NEWER, "%s is no method of the engine's" % name)
	for property: Dictionary in ClassDB.class_get_property_list(OURS, true):
		var name: String = property["name"]
		assert_true(_of(ENGINE, name) or name in BEYOND or name in NEWER, "%s is no property of the engine's" % name)
	for name: String in NEWER + BEYOND:
		assert_true(ClassDB.class_has_method(OURS, name, true) or ClassDB.class_has_signal(OURS, name) or not _of(OURS, name).is_empty(), "no %s" % name)
	finish()


func test_newer_members() -> void:
	for name: String in ["keep_partial_download", "append_to_download_file"]:
		assert_eq(_of(OURS, name).get("type"), TYPE_BOOL, "type of " + name)
		assert_eq(ClassDB.class_get_property_default_value(OURS, name), false, "default of " + name)
		assert_eq(String(ClassDB.class_get_property_setter(OURS, name)), "set_" + name, "setter of " + name)
	assert_eq(String(ClassDB.class_get_property_getter(OURS, &"keep_partial_download")), "is_keeping_partial_download", "getter")
	assert_eq(String(ClassDB.class_get_property_getter(OURS, &"append_to_download_file")), "is_appending_to_download_file", "getter")
	finish()


func test_defaults() -> void:
	var ours: Node = ClassDB.instantiate(OURS)
	var engine: Node = ClassDB.instantiate(ENGINE)
	for property: Dictionary in ClassDB.class_get_property_list(ENGINE, true):
		var name: StringName = property["name"]
		assert_eq(ClassDB.class_get_property_default_value(OURS, name), ClassDB.class_get_property_default_value(ENGINE, name), name)
		assert_eq(ours.get(name), engine.get(name), "%s of a new node" % name)
	for name: StringName in [&"get_body_size", &"get_downloaded_bytes", &"get_http_client_status", &"is_processing_internal"]:
		assert_eq(ours.call(name), engine.call(name), name)
	assert_true(ours.get(&"session") == null and (ours.call(&"get_last_error") as Dictionary).is_empty(), "beyond")
	ours.free()
	engine.free()
	finish()


func test_properties_are_stored() -> void:
	var ours: Node = ClassDB.instantiate(OURS)
	var values: Dictionary = {"download_file": "user://x", "download_chunk_size": 1000, "use_threads": true, "accept_gzip": false, "body_size_limit": 5_000_000_000,
		"max_redirects": -1, "timeout": 2.5, "keep_partial_download": true, "append_to_download_file": true}
	for name: String in values:
		ours.set(name, values[name])
	var scene := PackedScene.new()
	assert_eq(scene.pack(ours), OK, "pack")
	var again: Node = scene.instantiate()
	for name: String in values:
		assert_eq(again.get(name), values[name], name)
	again.free()
	ours.free()
	finish()


func test_subclass() -> void:
	var script := GDScript.new()
	script.source_code = EXTENDED
	if not assert_eq(script.reload(), OK, "compiles"):
		finish()
		return
	var node: Node = script.new()
	tree.root.add_child(node)
	var got: Array = []
	node.connect(&"got", func(text: String) -> void: got.append(text))
	var started: Dictionary = server.start([["read_head"], ["send", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"]])
	assert_eq(node.call(&"ask", "http://127.0.0.1:%d/" % started["port"]), OK, "ask")
	var limit: int = Time.get_ticks_msec() + 5000
	while got.is_empty() and Time.get_ticks_msec() < limit:
		await tree.process_frame
	assert_eq(got, ["hello"], "its own signal")
	node.queue_free()
	server.drop(started["id"] as int)
	finish()


func _of(class_id: StringName, name: String) -> Dictionary:
	for property: Dictionary in ClassDB.class_get_property_list(class_id, true):
		if property["name"] == name:
			return property
	return {}


func _compare_method(want: Dictionary) -> void:
	var found: Array = ClassDB.class_get_method_list(OURS, true).filter(func(method: Dictionary) -> bool: return method["name"] == want["name"])
	if assert_eq(found.size(), 1, "methods of this name"):
		var got: Dictionary = found[0]
		assert_eq(got["flags"], want["flags"], "flags")
		assert_eq(got["default_args"], want["default_args"], "defaults")
		assert_eq(_plain(got["return"] as Dictionary), _plain(want["return"] as Dictionary), "return")
		assert_eq((got["args"] as Array).map(_plain), (want["args"] as Array).map(_plain), "arguments")
	finish()


## Returns [param info] with int in place of an enum of HTTPClient's.
func _plain(info: Dictionary) -> Dictionary:
	var plain: Dictionary = info.duplicate()
	plain.erase("id")
	if str(info.get("class_name", "")).begins_with("HTTPClient."):
		plain["class_name"] = &""
		plain["usage"] = int(info["usage"]) & ~PROPERTY_USAGE_CLASS_IS_ENUM
	return plain


func _compare_property(want: Dictionary) -> void:
	assert_eq(_of(OURS, str(want["name"])), want, "what ClassDB tells")
	var name: StringName = want["name"]
	assert_eq(ClassDB.class_get_property_setter(OURS, name), ClassDB.class_get_property_setter(ENGINE, name), "setter")
	assert_eq(ClassDB.class_get_property_getter(OURS, name), ClassDB.class_get_property_getter(ENGINE, name), "getter")
	finish()


func _sorted(names: PackedStringArray) -> PackedStringArray:
	names.sort()
	return names
