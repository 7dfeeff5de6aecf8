# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Compiles scripts with the class written into them, for both classes, and compares what they return.
##
## What does not compile takes the user's whole script away, so these are the ways in which scripts name the class, its enums
## and its members. In the sources, CLASS is the class and run() is what is called.

## Name, and the body of run(). Each must compile for both classes.
const BODIES: Dictionary = {
	"status_in_engine_enum": "var c := CLASS.new()\nvar s: HTTPClient.Status = c.get_status()\nreturn s",
	"status_in_own_enum": "var c := CLASS.new()\nvar s: CLASS.Status = c.get_status()\nreturn s",
	"status_in_int": "var c := CLASS.new()\nvar s: int = c.get_status()\nreturn s",
	"status_inferred": "var c := CLASS.new()\nvar s := c.get_status()\nreturn [s, s == HTTPClient.STATUS_DISCONNECTED, s == CLASS.STATUS_DISCONNECTED]",
	"status_matched": "var c := CLASS.new()\nmatch c.get_status():\n\t\tHTTPClient.STATUS_BODY:\n\t\t\treturn 1\n\t\tCLASS.STATUS_DISCONNECTED:\n\t\t\treturn 2\n\treturn 3",
	"status_in_array": "var c := CLASS.new()\nreturn c.get_status() in [HTTPClient.STATUS_BODY, CLASS.STATUS_DISCONNECTED]",
	"status_as_key": "var c := CLASS.new()\nreturn {CLASS.STATUS_DISCONNECTED: \"off\"}[c.get_status()]",
	"method_engine_constant": "var c := CLASS.new()\nreturn c.request(HTTPClient.METHOD_GET, \"\", [])",
	"method_own_constant": "var c := CLASS.new()\nreturn c.request(CLASS.METHOD_POST, \"\", PackedStringArray(), \"x\")",
	"method_engine_variable": "var c := CLASS.new()\nvar m: HTTPClient.Method = HTTPClient.METHOD_PUT\nreturn c.request(m, \"\", [])",
	"method_own_variable": "var c := CLASS.new()\nvar m: CLASS.Method = CLASS.METHOD_PUT\nreturn c.request(m, \"\", [])",
	"method_cast": "var c := CLASS.new()\nvar i := 2\nreturn c.request(i as HTTPClient.Method, \"\", [])",
	"method_raw": "var c := CLASS.new()\nreturn c.request_raw(CLASS.METHOD_POST, \"\", [], PackedByteArray([1]))",
	"error_typed": "var c := CLASS.new()\nvar e: Error = c.poll()\nvar f: Error = c.connect_to_host(\"\")\nreturn [e, f, error_string(e)]",
	"error_inferred": "var c := CLASS.new()\nvar e := c.poll()\ne = OK\nreturn e",
	"enum_values": "return [CLASS.Status.STATUS_BODY, CLASS.Method.METHOD_PATCH, CLASS.ResponseCode.RESPONSE_NOT_FOUND, CLASS.RESPONSE_OK, CLASS.METHOD_MAX]",
	"response_code": "var c := CLASS.new()\nreturn c.get_response_code() == HTTPClient.RESPONSE_OK",
	"typed_array": "var a: Array[CLASS] = [CLASS.new(), CLASS.new()]\nreturn a.map(func(c: CLASS) -> int: return c.get_status())",
	"typed_dictionary": "var d: Dictionary[String, CLASS] = {\"a\": CLASS.new()}\nreturn d[\"a\"].get_status()",
	"is_and_as": "var o: Variant = CLASS.new()\nreturn [o is CLASS, o is RefCounted, (o as CLASS) != null, (o as CLASS).has_response(), o is Node]",
	"callable": "var c := CLASS.new()\nvar p: Callable = c.poll\nvar r: Callable = c.request.bind([])\nreturn [p.call(), r.call(0, \"\"), c.get_status.call(), p.get_method(), p.is_valid()]",
	"lambda": "var c := CLASS.new()\nvar f := func() -> int: return c.poll()\nreturn f.call()",
	"properties": "var c := CLASS.new()\nc.read_chunk_size = 4096\nc.blocking_mode_enabled = true\nc.read_chunk_size += 1\nreturn [c.read_chunk_size, c.blocking_mode_enabled, c.connection]",
	"float_property": "var c := CLASS.new()\nc.read_chunk_size = 3e+06\nreturn c.read_chunk_size",
	"float_port": "var c := CLASS.new()\nreturn [c.connect_to_host(\"127.0.0.1\", 70000.0), c.get_status()]",
	"untyped": "var c = CLASS.new()\nreturn [c.poll(), c.get_status(), c.request(0, \"\", []), c.read_chunk_size, c.query_string_from_dict({\"a\": 1})]",
	"headers_array": "var c := CLASS.new()\nvar h: Array[String] = [\"A: b\"]\nreturn c.request(0, \"\", h)",
	"default_null": "var c := CLASS.new()\nvar o: TLSOptions = null\nreturn c.connect_to_host(\"\", -1, o)",
	"loop": "var c := CLASS.new()\nvar n := 0\nwhile c.get_status() != CLASS.STATUS_DISCONNECTED or n < 3:\n\t\tc.poll()\n\t\tn += 1\n\treturn n",
	"class_as_value": "var k = CLASS\nvar c = k.new()\nreturn c.get_status()",
	"variant_body": "var c := CLASS.new()\nvar body: PackedByteArray = c.read_response_body_chunk()\nreturn [body, body.size()]",
	"headers_typed": "var c := CLASS.new()\nvar h: PackedStringArray = c.get_response_headers()\nvar d: Dictionary = c.get_response_headers_as_dictionary()\nreturn [h, d]",
	"query_typed": "var c := CLASS.new()\nvar q: String = c.query_string_from_dict({\"a\": null, \"b\": [1, \"x y\"], \"c\": true, 3: 1.5})\nreturn q",
	"connection_typed": "var c := CLASS.new()\nvar s: StreamPeer = c.connection\nreturn s == null",
}

## Whole scripts; run() as above.
const SCRIPTS: Dictionary = {
	"extends": "extends CLASS\nsignal done(code: int)\nvar limit := 3\nvar got := -1\nfunc _init(size: int = 512, more := \"x\") -> void:\n\tread_chunk_size = size\n\tlimit = more.length()\nfunc set_got(code: int) -> void:\n\tgot = code\nfunc state() -> Array:\n\treturn [get_status() == STATUS_DISCONNECTED, STATUS_BODY, METHOD_PATCH, RESPONSE_OK, Status.STATUS_BODY, read_chunk_size, limit, poll(), is_class(\"RefCounted\")]\nstatic func run() -> Variant:\n\tvar c = new(300, \"abcd\")\n\tc.done.connect(c.set_got)\n\tc.done.emit(7)\n\treturn [c.state(), c.got, c.has_signal(\"done\"), c.get_script() != null]\n",
	"extends_self_call": "extends CLASS\nfunc open(host: String) -> Error:\n\treturn connect_to_host(host)\nfunc current() -> HTTPClient.Status:\n\treturn get_status()\nfunc own() -> Status:\n\treturn get_status()\nstatic func run() -> Variant:\n\tvar c = new()\n\treturn [c.open(\"\"), c.current(), c.own()]\n",
	"extends_property": "extends CLASS\nvar size: int:\n\tget:\n\t\treturn read_chunk_size\n\tset(value):\n\t\tread_chunk_size = value\nstatic func run() -> Variant:\n\tvar c = new()\n\tc.size = 999\n\treturn [c.size, c.read_chunk_size]\n",
	"extends_notification": "extends CLASS\nstatic var seen: Array = []\nfunc _notification(what: int) -> void:\n\tif what == NOTIFICATION_PREDELETE:\n\t\tseen.append(what)\nstatic func run() -> Variant:\n\tvar c = new()\n\tc = null\n\tvar result: Array = seen.duplicate()\n\tseen.clear()\n\treturn result\n",
	"inner_class": "extends RefCounted\nclass Fetcher extends CLASS:\n\tvar url: String\n\tfunc _init(u: String) -> void:\n\t\turl = u\n\tfunc ready() -> bool:\n\t\treturn get_status() == STATUS_CONNECTED\nstatic func run() -> Variant:\n\tvar f := Fetcher.new(\"x\")\n\treturn [f.url, f.ready(), f is CLASS]\n",
	"tool": "@tool\nextends CLASS\nstatic func run() -> Variant:\n\treturn [new().get_status(), Engine.is_editor_hint()]\n",
	"members": "extends RefCounted\nvar client: CLASS\nvar made := CLASS.new()\nvar status: HTTPClient.Status = HTTPClient.STATUS_BODY\n@export var method: CLASS.Method = CLASS.METHOD_POST\nfunc take(c: CLASS = null) -> CLASS:\n\treturn c if c else made\nstatic func run() -> Variant:\n\tvar o = new()\n\treturn [o.client, o.take() == o.made, o.status, o.method]\n",
	"class_name": "class_name ProbeOfCLASS extends CLASS\nstatic func run() -> Variant:\n\treturn new().get_status()\n",
	"typed_parameter": "extends RefCounted\nstatic func check(s: HTTPClient.Status) -> int:\n\treturn s\nstatic func own(s: CLASS.Status) -> int:\n\treturn s\nstatic func run() -> Variant:\n\tvar c := CLASS.new()\n\treturn [check(c.get_status()), own(c.get_status()), check(CLASS.STATUS_BODY as int), own(HTTPClient.STATUS_BODY as int)]\n",
}

## Bodies of run() that the engine's class refuses at parse time; ours has to as well.
const REFUSED: Dictionary = {
	"text_method": "return CLASS.new().request(\"GET\", \"/\", [])", "missing_arguments": "return CLASS.new().request(0)",
	"too_many_arguments": "return CLASS.new().poll(1)", "unknown_constant": "return CLASS.STATUS_NONE",
	"text_size": "var c := CLASS.new()\nc.read_chunk_size = \"x\"\nreturn 0", "wrong_options": "return CLASS.new().connect_to_host(\"a\", 1, Node.new())",
	"wrong_connection": "var c := CLASS.new()\nc.connection = Node.new()\nreturn 0", "close_has_no_value": "var x: int = CLASS.new().close()\nreturn x",
	"dictionary_headers": "return CLASS.new().request(0, \"/\", {})", "array_query": "return CLASS.new().query_string_from_dict([])", "bytes_as_text": "var s: String = CLASS.new().read_response_body_chunk()\nreturn s",
	"node_variable": "var n: Node = CLASS.new()\nreturn n",
}


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = []
	for name: String in BODIES:
		found.append({"name": name, "run": _compare.bind(_script_of(str(BODIES[name]))), "points": [1, 4, 5]})
	for name: String in SCRIPTS:
		found.append({"name": name, "run": _compare.bind(SCRIPTS[name]), "points": [1, 3]})
	for name: String in REFUSED:
		found.append({"name": "refused_" + name, "run": _refuse.bind(_script_of(str(REFUSED[name]))), "points": [2, 4]})
	return found


static func _script_of(body: String) -> String:
	return "extends RefCounted\nstatic func run() -> Variant:\n\t" + body.replace("\nvar", "\n\tvar").replace("\nreturn", "\n\treturn").replace("\nc.", "\n\tc.") \
			.replace("\ne =", "\n\te =").replace("\nmatch", "\n\tmatch").replace("\nwhile", "\n\twhile") + "\n"


func _compare(source: String) -> void:
	var results: Array = []
	for class_id: StringName in both():
		var script: GDScript = ClientSource.compile(source, class_id)
		if assert_true(script != null, "does not compile with %s:\n%s" % [class_id, source]):
			forget_errors()
			results.append(script.call("run"))
			if errors:
				results.append((errors.call("take") as Array).size())
	if results.size() % 2 == 0 and not results.is_empty():
		var half: int = floori(results.size() / 2.0)
		assert_eq(var_to_str(results.slice(half)), var_to_str(results.slice(0, half)), "result and number of error lines")
	finish()


func _refuse(source: String) -> void:
	for class_id: StringName in both():
		assert_true(ClientSource.compile(source, class_id) == null, "%s takes\n%s" % [class_id, source])
	finish()
