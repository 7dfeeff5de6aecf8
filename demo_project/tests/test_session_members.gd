# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## What ClassDB tells of HTTPSessionGo, HTTPResponseGo and HTTPEventSourceGo: each member with its types, defaults and
## accessors; and what the setters take and refuse.

const REQUEST_ARGS := "url: String, custom_headers: PackedStringArray = [], method: int = 0, body: Variant = <null>"
const METHODS: Dictionary[String, Array] = {
	"HTTPSessionGo": [
		"static shared() -> HTTPSessionGo", "fetch(" + REQUEST_ARGS + ") -> HTTPResponseGo",
		"download(url: String, path: String, custom_headers: PackedStringArray = []) -> HTTPResponseGo",
		"set_header(name: String, value: String)", "set_tls_options(options: TLSOptions)",
		"set_http_proxy(host: String, port: int)", "set_https_proxy(host: String, port: int)",
		"set_client_certificate(certificate: X509Certificate, key: CryptoKey) -> Error",
		"set_client_certificate_files(certificate_path: String, key_path: String) -> Error",
		"cancel_all()", "close_idle_connections()", "clear_cookies()"],
	"HTTPResponseGo": [
		"done() -> Variant", "wait(seconds: float = -1.0) -> bool", "is_done() -> bool", "cancel()", "get_header(name: String) -> String",
		"text() -> String", "json() -> Variant", "get_error() -> Dictionary", "get_connection_info() -> Dictionary",
		"get_body_size() -> int", "get_downloaded_bytes() -> int", "get_uploaded_bytes() -> int"],
	"HTTPEventSourceGo": ["open(" + REQUEST_ARGS + ") -> Error", "close()"],
}
## Name, type and default, and behind them the accessors where they do not follow from the name; "-": no setter.
const PROPERTIES: Dictionary[String, Array] = {
	"HTTPSessionGo": [
		["base_url", TYPE_STRING, ""], ["headers", TYPE_PACKED_STRING_ARRAY, []], ["timeout", TYPE_FLOAT, 0.0], ["connect_timeout", TYPE_FLOAT, 30.0],
		["idle_timeout", TYPE_FLOAT, 0.0], ["max_redirects", TYPE_INT, 8], ["max_connections_per_host", TYPE_INT, 6], ["decompress", TYPE_BOOL, true],
		["body_size_limit", TYPE_INT, -1], ["max_retries", TYPE_INT, 0], ["cookies_enabled", TYPE_BOOL, false, "set_cookies_enabled", "is_cookies_enabled"],
		["environment_proxy_enabled", TYPE_BOOL, false, "set_environment_proxy_enabled", "is_environment_proxy_enabled"],
		["certificate_pins", TYPE_PACKED_STRING_ARRAY, []], ["certificate_revocation_list", TYPE_STRING, ""], ["tls_key_log_file", TYPE_STRING, ""]],
	"HTTPResponseGo": [
		["ok", TYPE_BOOL, null, "", "is_ok"], ["result", TYPE_INT, null, ""], ["response_code", TYPE_INT, null, ""],
		["headers", TYPE_PACKED_STRING_ARRAY, null, ""], ["body", TYPE_PACKED_BYTE_ARRAY, null, ""], ["url", TYPE_STRING, null, ""]],
	"HTTPEventSourceGo": [
		["session", TYPE_OBJECT, null], ["reconnect", TYPE_BOOL, true], ["retry_time", TYPE_FLOAT, 3.0], ["last_event_id", TYPE_STRING, ""]],
}
const SIGNALS: Dictionary[String, Array] = {
	"HTTPSessionGo": [],
	"HTTPResponseGo": ["completed(response: HTTPResponseGo)", "head_received()", "progressed(downloaded: int, total: int)",
		"upload_progressed(sent: int, total: int)", "body_received(chunk: PackedByteArray)"],
	"HTTPEventSourceGo": ["opened()", "event_received(type: String, data: String, id: String)", "failed(error: Dictionary)", "closed()"],
}
## Compiles with warnings about types as errors.
const TYPED := """extends RefCounted
func run(url: String) -> int:
	var s: HTTPSessionGo = HTTPSessionGo.shared()
	var started := s.fetch(url)
	var r: HTTPResponseGo = await started.done()
	var again: HTTPResponseGo = await s.fetch(url, [], HTTPClient.METHOD_GET, null).done()
	var waited: bool = again.wait(1.5)
	var lines := r.headers
	var bytes: PackedByteArray = r.body
	var data: Variant = r.json()
	var error := r.get_error()
	var size: int = r.get_body_size() + r.get_downloaded_bytes() + r.get_uploaded_bytes() + r.result + r.response_code
	var text: String = r.text() + r.url + r.get_header("x")
	started.completed.connect(func(_response: HTTPResponseGo) -> void: pass)
	var es := HTTPEventSourceGo.new()
	es.session = s
	var code: Error = es.open(url)
	es.close()
	return lines.size() + bytes.size() + error.size() + size + text.length() + int(waited) + code + int(data == null) + r.get_connection_info().size()
"""


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for class_id: String in METHODS:
		found.append({"name": "methods_of_" + class_id, "run": _methods.bind(class_id)})
		found.append({"name": "properties_of_" + class_id, "run": _properties.bind(class_id)})
		found.append({"name": "signals_of_" + class_id, "run": _signals.bind(class_id)})
	return found


func _methods(class_id: String) -> void:
	var want := PackedStringArray(METHODS[class_id])
	for property: Array in PROPERTIES[class_id]:
		want.append_array(_accessors(property))
	var got: PackedStringArray = []
	for method: Dictionary in ClassDB.class_get_method_list(class_id, true):
		got.append(_signature(method))
	want.sort()
	got.sort()
	for line: String in want:
		assert_true(line in got, "there is no %s" % line)
	for line: String in got:
		assert_true(line in want, "there is also %s" % line)
	finish()


func _accessors(property: Array) -> PackedStringArray:
	var type: String = type_string(property[1] as int) if property[1] != TYPE_OBJECT else "HTTPSessionGo"
	var lines_of: PackedStringArray = ["%s() -> %s" % [_getter(property), type]]
	if not _setter(property).is_empty():
		for method: Dictionary in ClassDB.class_get_method_list("HTTPSessionGo" if ClassDB.class_has_method("HTTPSessionGo", _setter(property)) else "HTTPEventSourceGo", true):
			if method["name"] == _setter(property):
				lines_of.append("%s(%s: %s)" % [_setter(property), method["args"][0]["name"], type])
	return lines_of


func _setter(property: Array) -> String:
	return str(property[3]) if property.size() > 3 else "set_" + str(property[0])


func _getter(property: Array) -> String:
	return str(property[4]) if property.size() > 4 else "get_" + str(property[0])


func _signature(method: Dictionary) -> String:
	var args: PackedStringArray = []
	var defaults: Array = method["default_args"]
	var required: int = (method["args"] as Array).size() - defaults.size()
	for i: int in (method["args"] as Array).size():
		var arg: Dictionary = method["args"][i]
		args.append("%s: %s%s" % [arg["name"], _type(arg), " = %s" % [defaults[i - required]] if i >= required else ""])
	var result: String = _type(method["return"] as Dictionary)
	return "%s%s(%s)%s" % ["static " if method["flags"] & METHOD_FLAG_STATIC else "", method["name"], ", ".join(args), " -> " + result if result != "Nil" else ""]


func _type(info: Dictionary) -> String:
	if not str(info["class_name"]).is_empty():
		return info["class_name"]
	if info["type"] == TYPE_NIL and info["usage"] & PROPERTY_USAGE_NIL_IS_VARIANT:
		return "Variant"
	return type_string(info["type"] as int)


func _properties(class_id: String) -> void:
	var got: Array = ClassDB.class_get_property_list(class_id, true).filter(func(info: Dictionary) -> bool: return info["usage"] & PROPERTY_USAGE_CATEGORY == 0)
	assert_eq(got.map(func(info: Dictionary) -> String: return info["name"]), PROPERTIES[class_id].map(func(property: Array) -> String: return property[0]), "names in order")
	for i: int in PROPERTIES[class_id].size():
		var want: Array = PROPERTIES[class_id][i]
		var name: String = want[0]
		assert_eq(got[i]["type"], want[1], "type of " + name)
		assert_eq(String(ClassDB.class_get_property_setter(class_id, name)), _setter(want), "setter of " + name)
		assert_eq(String(ClassDB.class_get_property_getter(class_id, name)), _getter(want), "getter of " + name)
		if class_id == "HTTPResponseGo":
			continue
		var default: Variant = PackedStringArray() if want[1] == TYPE_PACKED_STRING_ARRAY else want[2]
		var fresh: Variant = (ClassDB.instantiate(class_id) as RefCounted).get(name)
		if want[1] == TYPE_OBJECT:
			assert_true(fresh == null, "default of " + name)
			continue
		assert_eq(fresh, default, "default of " + name)
		assert_eq(ClassDB.class_get_property_default_value(class_id, name), default, "default of %s in ClassDB" % name)
	finish()


func _signals(class_id: String) -> void:
	var got: PackedStringArray = []
	for info: Dictionary in ClassDB.class_get_signal_list(class_id, true):
		got.append(_signature(info))
	var want := PackedStringArray(SIGNALS[class_id])
	got.sort()
	want.sort()
	assert_eq(got, want, "signals")
	finish()


func test_classes() -> void:
	for class_id: String in METHODS:
		assert_eq(ClassDB.get_parent_class(class_id), &"RefCounted", "parent of " + class_id)
		assert_eq(ClassDB.can_instantiate(class_id), class_id != "HTTPResponseGo", class_id + " can be made")
	finish()


func test_typed_script() -> void:
	for name: String in ["untyped_declaration", "unsafe_method_access", "unsafe_property_access", "unsafe_call_argument", "narrowing_conversion", "return_value_discarded"]:
		assert_true(not TYPED.is_empty(), name)
	var script := GDScript.new()
	script.source_code = TYPED
	if assert_eq(script.reload(), OK, "compiles"):
		var got: Variant = await (script.new() as RefCounted).call("run", at("small"))
		assert_true(got is int and got > 0, "ran: %s" % [got])
	await frames(2)
	finish()


func test_shared() -> void:
	assert_true(HTTPSessionGo.shared() != null and HTTPSessionGo.shared() == HTTPSessionGo.shared(), "one session")
	finish()


func test_every_setter() -> void:
	var s := HTTPSessionGo.new()
	var values: Dictionary[String, Array] = {
		"base_url": ["http://127.0.0.1/a/", ""], "headers": [PackedStringArray(["A: b", "C: d"]), PackedStringArray()], "timeout": [0.25, 3600.0, 0.0],
		"connect_timeout": [0.5, 0.0], "idle_timeout": [1.5, 0.0], "max_redirects": [-1, 0, 100], "max_connections_per_host": [1, 1000],
		"decompress": [false, true], "body_size_limit": [0, 5_000_000_000, -1], "max_retries": [3, 0], "cookies_enabled": [true, false],
		"environment_proxy_enabled": [true, false],
	}
	forget_errors()
	for name: String in values:
		for value: Variant in values[name]:
			s.set(name, value)
			assert_eq(s.get(name), value, name)
	assert_no_line("good values")
	var refused: Dictionary[String, Array] = {
		"timeout": [-1.0, NAN], "connect_timeout": [-0.5], "idle_timeout": [-INF], "max_redirects": [-2], "max_connections_per_host": [0, -1],
		"body_size_limit": [-2], "max_retries": [-1]}
	for name: String in refused:
		for value: Variant in refused[name]:
			var before: Variant = s.get(name)
			s.set(name, value)
			assert_eq(s.get(name), before, "%s after %s" % [name, value])
			assert_line("HTTPSessionGo.set_%s: " % name, "%s = %s" % [name, value])
	s.timeout = INF
	assert_true(s.timeout >= 1e9, "for ever: %s" % s.timeout)
	finish()


func test_base_url_without_a_slash_warns() -> void:
	var s := HTTPSessionGo.new()
	for quiet: String in ["", "http://127.0.0.1", "http://127.0.0.1/", "http://127.0.0.1/v1/", "http://127.0.0.1/v1/?a=b", "no url"]:
		forget_errors()
		s.base_url = quiet
		assert_no_line(quiet)
	s.base_url = "http://127.0.0.1/v1"
	assert_line("HTTPSessionGo.set_base_url: ", "without a slash")
	assert_eq(s.base_url, "http://127.0.0.1/v1", "taken all the same")
	finish()


func test_set_header() -> void:
	var s := HTTPSessionGo.new()
	s.headers = ["A: 1", "b: 2", "B: 3", "C:"]
	s.set_header("B", "4")
	assert_eq(s.headers, PackedStringArray(["A: 1", "C:", "B: 4"]), "replaced, whatever the case")
	s.set_header("a", "")
	s.set_header("c", "")
	assert_eq(s.headers, PackedStringArray(["B: 4"]), "taken away")
	s.headers.append("D: 5")
	assert_eq(s.headers, PackedStringArray(["B: 4"]), "append changes a copy")
	finish()


func test_what_is_no_setting() -> void:
	var s := HTTPSessionGo.new()
	forget_errors()
	s.set_tls_options(TLSOptions.server(CryptoKey.new(), X509Certificate.new()))
	assert_line("HTTPSessionGo.set_tls_options: ", "options of a server")
	s.set_tls_options(null)
	s.set_http_proxy("", 0)
	s.set_https_proxy("127.0.0.1", -1)
	assert_no_line("none")
	s.set_http_proxy("ftp://127.0.0.1", 80)
	assert_line("HTTPSessionGo.set_http_proxy: ", "no proxy")
	var r := s.fetch(at("small"))
	await over(r, "through no proxy")
	assert_true(not r.ok and r.get_error().get("stage") != "read", "goes past a bad proxy: %s" % r.get_error())
	finish()
