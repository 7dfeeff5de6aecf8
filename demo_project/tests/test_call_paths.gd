# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Other ways into a method than a plain call: Expression, Callable, call_deferred, signals, get and set, reflection.
##
## A plain wrong call in GDScript ends the calling function, so call errors are looked at through ways that report them.

const CaseTrace := preload("res://tests/case_trace.gd")

## Expressions with c as the client. Those that fail have to fail with the same text.
const EXPRESSIONS: PackedStringArray = [
	"c.poll()", "c.get_status()", "c.read_chunk_size", "c.blocking_mode_enabled", "c.connection", "c.has_response()", "c.STATUS_BODY", "c.METHOD_GET",
	"c.query_string_from_dict({\"a\": [1, null], \"b\": null})", "c.request(0, \"/\", [])", "c.request(0, \"/\", [\"A: b\"], \"x\")", "c.request(0.0, \"/\", [])", "c.request(0)",
	"c.request(\"GET\", \"/\", [])", "c.request(0, \"/\", {})", "c.poll(1)", "c.no_such()", "c.no_such", "c.connect_to_host()", "c.connect_to_host(\"\", 80.0)", "c.connect_to_host(54321)",
	"c.set_read_chunk_size(300.5)", "c.set_read_chunk_size(null)", "c.set_http_proxy(\"a\")", "c.get_class()", "c.get_response_headers().size()", "c.get_response_headers_as_dictionary()",
	"c.read_response_body_chunk().size()", "c.close()", "c.get_method_argument_count(\"request_raw\")", "c.has_method(\"get_status\")", "c.is_class(\"RefCounted\")", "c.has_signal(\"x\")",
]


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for test: Dictionary in found:
		test["points"] = [4, 5]
	for i: int in EXPRESSIONS.size():
		found.append({"name": "expression_" + EXPRESSIONS[i].trim_prefix("c.").validate_filename(), "run": _expression.bind(EXPRESSIONS[i]), "points": [4]})
	return found


func _expression(text: String) -> void:
	_compare(func(client: RefCounted) -> Array:
		var expression := Expression.new()
		var parsed: Error = expression.parse(text, ["c"])
		var result: Variant = expression.execute([client], null, false)
		return [parsed, _name_of(result), expression.has_execute_failed(), expression.get_error_text()])
	finish()


func test_callable_with_bound_arguments() -> void:
	_compare(func(client: RefCounted) -> Array:
		var request := Callable(client, "request")
		return [request.bind([]).call(0, "/"), request.callv([0, "/", []]), request.bindv([[], "x"]).call(0.0, &"/"), request.unbind(1).call(0, "/", [], 5),
				Callable(client, "poll").is_valid(), request.get_argument_count(), Callable(client, "no_such").is_valid()])
	finish()


func test_dynamic_call_and_properties() -> void:
	_compare(func(client: RefCounted) -> Array:
		client.set("read_chunk_size", 3e+06)
		client.set_indexed("blocking_mode_enabled", 1)
		return [client.call("poll"), client.call(&"request", 0, "/", ["A: b"]), client.get("read_chunk_size"), client.get_indexed("blocking_mode_enabled"), client.get("connection"),
				client.get("no_such"), client.property_can_revert("read_chunk_size"), client.property_get_revert("read_chunk_size"), client.has_method("close"), client.to_string().get_slice("#", 0).replace(candidate, "HTTPClient")])
	finish()


func test_call_deferred() -> void:
	for class_id: StringName in both():
		var client: RefCounted = make(class_id)
		client.call_deferred("set_read_chunk_size", 777)
		client.set_deferred("blocking_mode_enabled", true)
		await tree.process_frame
		await tree.process_frame
		assert_eq(client.get("read_chunk_size"), 777, "%s: read_chunk_size" % class_id)
		assert_eq(client.get("blocking_mode_enabled"), true, "%s: blocking_mode_enabled" % class_id)
	finish()


func test_signal_calls_a_method() -> void:
	for class_id: StringName in both():
		var client: RefCounted = make(class_id)
		var script: Dictionary = server.start([["accept"]])
		client.call("connect_to_host", "127.0.0.1", int(script["port"]))
		var poll := Callable(client, "poll")
		tree.process_frame.connect(poll)
		var limit: int = Time.get_ticks_msec() + 5000
		while client.call("get_status") == HTTPClient.STATUS_CONNECTING and Time.get_ticks_msec() < limit:
			await tree.process_frame
		tree.process_frame.disconnect(poll)
		assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTED, "%s polled by a signal" % class_id)
		server.drop(int(script["id"]))
	finish()


func test_object_features() -> void:
	_compare(func(client: RefCounted) -> Array:
		client.set_meta("a", 1)
		client.add_user_signal("b")
		var weak: WeakRef = weakref(client)
		return [client.get_meta("a"), client.has_user_signal("b"), weak.get_ref() == client, client.get_reference_count() > 0, is_instance_valid(client),
				client.get_script(), client.is_blocking_signals(), typeof(client), client.get_instance_id() != 0])
	finish()


func test_a_script_can_be_attached() -> void:
	_compare(func(client: RefCounted) -> Array:
		var script: GDScript = ClientSource.compile("extends CLASS\nvar mine := 5\nfunc twice() -> int:\n\treturn read_chunk_size * 2\n", client.get_class())
		client.set_script(script)
		return [client.get("mine"), client.call("twice"), client.call("poll"), client.get_class() == script.get_instance_base_type()])
	finish()


func test_copied_to_other_types() -> void:
	_compare(func(client: RefCounted) -> Array:
		var list: Array = [client, client]
		var map: Dictionary = {client: 1}
		return [list[0] == list[1], map[client], [client].has(client), var_to_str({"a": 1}).length(), client == client, client != null, str(client).begins_with("<HTTPClient")])
	finish()


## Runs [param job] with a new client of both classes; results and error lines must agree.
func _compare(job: Callable) -> void:
	var traces: Array[CaseTrace] = []
	for class_id: StringName in both():
		forget_errors()
		var trace := CaseTrace.new()
		trace.class_id = class_id
		for value: Variant in job.call(make(class_id)) as Array:
			trace.add(trace.show(value))
		if errors:
			trace.add_errors(errors.call("take"))
		traces.append(trace)
	if traces[0].lines != traces[1].lines:
		fail("HTTPClient: %s\n      %s: %s\n      %s\n      %s" % [traces[0].lines, candidate, traces[1].lines, traces[0].error_texts, traces[1].error_texts])


func _name_of(result: Variant) -> Variant:
	return str(result).replace(candidate, "HTTPClient") if result is String else result
