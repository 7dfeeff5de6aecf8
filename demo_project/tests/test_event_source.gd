# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## HTTPEventSourceGo as a script sees it: order and number of its signals, ids, reconnecting, answers that are no stream,
## mistakes, and an end for a source that nobody hears.

const STREAM := H + "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


## Counts every signal of a source, in order.
class Ear extends RefCounted:
	var told: Array[String] = []
	var errors: Array[Dictionary] = []
	var closed := 0

	func _init(source: HTTPEventSourceGo) -> void:
		source.opened.connect(func() -> void: told.append("opened"))
		source.event_received.connect(func(type: String, data: String, id: String) -> void: told.append("%s|%s|%s" % [type, data, id]))
		source.failed.connect(func(error: Dictionary) -> void:
			errors.append(error)
			told.append("failed"))
		source.closed.connect(func() -> void:
			closed += 1
			told.append("closed"))


func _source() -> HTTPEventSourceGo:
	var source := HTTPEventSourceGo.new()
	source.session = HTTPSessionGo.new()
	return source


func _chunk(text: String) -> String:
	return "%x\r\n%s\r\n" % [text.to_utf8_buffer().size(), text]


func test_a_stream() -> void:
	var source := _source()
	source.reconnect = false
	var ear := Ear.new(source)
	assert_eq(source.open(at("sse/3")), OK, "open()")
	assert_eq([ear.told, source.open(at("sse/3"))], [[], ERR_ALREADY_IN_USE], "while it is open")
	assert_true(await until(func() -> bool: return ear.closed > 0), "no end")
	await frames(3)
	assert_eq(ear.told, ["opened", "tick|{\"n\": 1, \"of\": 3}|1", "tick|{\"n\": 2, \"of\": 3}|2", "tick|{\"n\": 3, \"of\": 3}|3", "closed"], "signals")
	assert_eq(source.last_event_id, "3", "last_event_id")
	source.last_event_id = ""
	assert_eq(source.open(at("sse/1")), OK, "again")
	assert_true(await until(func() -> bool: return ear.closed == 2), "no second end")
	finish()


func test_post_and_its_body() -> void:
	var one: Dictionary = serve([["read_head"], ["read_body", 15], ["send", STREAM + _chunk("data: a\ndata: b\n\nid: 7\n\ndata\n\n: x\n\nevent: e\ndata:c\nid\n\n") + "0\r\n\r\n"]])
	var source := _source()
	source.reconnect = false
	source.last_event_id = "ä1"
	var ear := Ear.new(source)
	source.open(str(one["url"]), ["Authorization: Bearer x"], HTTPClient.METHOD_POST, {"stream": true})
	assert_true(await until(func() -> bool: return ear.closed > 0), "no end")
	assert_eq(ear.told, ["opened", "message|a\nb|ä1", "message||7", "e|c|", "closed"], "signals")
	var text: String = heard(one["id"] as int)[0]
	for line: String in ["POST / HTTP/1.1", "Accept: text/event-stream\r\n", "Cache-Control: no-store\r\n", "Authorization: Bearer x\r\n", "Content-Type: application/json\r\n", "Last-Event-ID: ä1\r\n", "{\"stream\":true}"]:
		assert_true(text.contains(line), "no %s in %s" % [line, text])
	assert_eq(source.last_event_id, "", "an empty id counts")
	finish()


func test_it_comes_back() -> void:
	var one: Dictionary = serve([["read_head"], ["send", STREAM + _chunk("retry: 100\nid: 1\ndata: a\n\n")], ["cut"], ["accept"], ["read_head"], ["send", "HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n"], ["read_head"], ["send", STREAM + _chunk("data: b\n\n")], ["gate"]])
	var source := _source()
	source.retry_time = 0.1
	var ear := Ear.new(source)
	source.open(str(one["url"]))
	assert_true(await until(func() -> bool: return ear.told.has("message|b|1")), "did not come back: %s" % [ear.told])
	assert_eq(ear.told, ["opened", "message|a|1", "opened", "message|b|1"], "signals")
	assert_true("".join(heard(one["id"] as int)).count("Last-Event-ID: 1\r\n") == 2, "its id")
	source.close()
	assert_true(await until(func() -> bool: return ear.closed == 1), "no end")
	assert_eq(ear.errors, [], "failed")
	finish()


func test_answers_that_are_no_stream() -> void:
	var body := "{\"error\": \"no key\"}"
	var one: Dictionary = serve([["read_head"], ["send", "HTTP/1.1 401 X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % [body.length(), body]]])
	var source := _source()
	var ear := Ear.new(source)
	forget_errors()
	source.open(str(one["url"]))
	await until(func() -> bool: return ear.closed > 0)
	assert_eq(ear.told, ["failed", "closed"], "401")
	var error: Dictionary = ear.errors[0] if not ear.errors.is_empty() else {}
	assert_eq([error.get("reason"), error.get("response_code"), (error.get("body", PackedByteArray()) as PackedByteArray).get_string_from_utf8()], ["status", 401, body], "the answer")
	assert_true((error.get("headers", PackedStringArray()) as PackedStringArray).has("Content-Type: application/json"), "headers: %s" % error)
	one = serve([["read_head"], ["send", "HTTP/1.1 204 X\r\n\r\n"]])
	source.open(str(one["url"]))
	await until(func() -> bool: return ear.closed == 2)
	assert_eq(ear.told.slice(2), ["closed"], "204")
	source.open(at("small"))
	await until(func() -> bool: return ear.closed == 3)
	assert_eq([ear.told.slice(3), ear.errors[-1].get("reason")], [["failed", "closed"], "status"], "no stream")
	assert_no_line("faults of a network")
	source.reconnect = false
	source.open("http://127.0.0.1:%d/" % server.closed_port())
	await until(func() -> bool: return ear.closed == 4)
	assert_eq(ear.errors[-1].get("reason"), "refused", "refused")
	finish()


func test_mistakes() -> void:
	for mistake: Array in [["bad_url", "nonsense", [], 0, null], ["bad_header", at("sse/1"), ["x"], 0, null], ["bad_method", at("sse/1"), [], 77, null], ["bad_body", at("sse/1"), [], 2, 5]]:
		var source := _source()
		var ear := Ear.new(source)
		forget_errors()
		assert_eq(source.open(str(mistake[1]), PackedStringArray(mistake[2] as Array), mistake[3] as int, mistake[4]), OK, str(mistake))
		assert_true(await until(func() -> bool: return ear.closed > 0), "%s: no end" % [mistake])
		assert_eq([ear.told, ear.errors[0].get("reason")], [["failed", "closed"], mistake[0]], str(mistake))
		assert_line("HTTPEventSourceGo.open: ", str(mistake))
	finish()


func test_close_in_each_handler() -> void:
	for signal_name: String in ["opened", "event_received"]:
		var source := _source()
		var ear := Ear.new(source)
		# One that uses the source would keep it.
		var holder: Array[HTTPEventSourceGo] = [source]
		source.connect(signal_name, func(_a: Variant = null, _b: Variant = null, _c: Variant = null) -> void: holder[0].close())
		source.open(at("sse/100"))
		assert_true(await until(func() -> bool: return ear.closed > 0), signal_name)
		await frames(5)
		assert_eq([ear.closed, ear.told.back(), ear.told.size()], [1, "closed", 2 if signal_name == "opened" else 3], "%s: %s" % [signal_name, ear.told])
		holder.clear()
	finish()


func test_close_before_it_began() -> void:
	var source := _source()
	var ear := Ear.new(source)
	source.close()
	source.open(at("sse/100?ms=10"))
	source.close()
	source.close()
	assert_eq(source.open(at("sse/1")), ERR_ALREADY_IN_USE, "until closed")
	await until(func() -> bool: return ear.closed > 0)
	await frames(3)
	assert_eq(ear.told, ["closed"], "closed at once")
	finish()


func test_open_in_closed() -> void:
	var source := _source()
	source.reconnect = false
	var ear := Ear.new(source)
	var codes: Array = []
	var holder: Array[HTTPEventSourceGo] = [source]
	source.closed.connect(func() -> void:
		if codes.size() < 3:
			codes.append(holder[0].open(at("sse/1"))))
	source.open(at("sse/1"))
	assert_true(await until(func() -> bool: return ear.closed == 4), "four times: %s" % [ear.told])
	await frames(3)
	assert_eq([codes, ear.closed], [[OK, OK, OK], 4], "opened in closed")
	holder.clear()
	finish()


func test_nobody_holds_it_and_nobody_hears() -> void:
	var heard_of: Array = [0]
	var id: int = _open_and_forget(func(_t: String, _d: String, _i: String) -> void: heard_of[0] += 1)
	assert_true(await until(func() -> bool: return heard_of[0] >= 5), "a source that nobody holds")
	var source: HTTPEventSourceGo = instance_from_id(id)
	for connection: Dictionary in source.get_signal_connection_list("event_received"):
		source.event_received.disconnect(connection["callable"] as Callable)
	source = null
	assert_true(await until(func() -> bool: return not is_instance_id_valid(id)), "a source that nobody hears")
	finish()


func _open_and_forget(handler: Callable) -> int:
	var source := _source()
	source.event_received.connect(handler)
	source.open(at("sse/100000?ms=5"))
	return source.get_instance_id()


func test_the_limit_of_an_event() -> void:
	var source := _source()
	source.reconnect = false
	source.session.body_size_limit = 10
	var one: Dictionary = serve([["read_head"], ["send", STREAM + _chunk("data: 0123456789\n\ndata: 0123456789a\n\n")], ["gate"]])
	var ear := Ear.new(source)
	source.open(str(one["url"]))
	await until(func() -> bool: return ear.closed > 0)
	assert_eq([ear.told, ear.errors[0].get("reason")], [["opened", "message|0123456789|", "failed", "closed"], "limit"], "body_size_limit")
	finish()
