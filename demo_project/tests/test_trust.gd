# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## What HTTPClientGo and HTTPSessionGo have beyond TLSOptions: pins, client certificates, revocation, the key log. By both,
## by the node and by the event source; and what the setters take and refuse.

const Trust := preload("res://tests/trust.gd")
const ANSWER := H + "Content-Length: 5\r\n\r\nhello"
const STRANGE := "sha256//YhKJKSzoTt2b5FP18fvpHo7fJYqQCjAa3HWY3tvRMwE="
const CLASSES: PackedStringArray = ["HTTPClientGo", "HTTPSessionGo"]

var _known: Trust


func test_pins_are_read_and_refused() -> void:
	for class_id: String in CLASSES:
		var of := ClassDB.instantiate(class_id) as RefCounted
		forget_errors()
		var good := PackedStringArray(["*.Example.com=" + STRANGE, STRANGE + ";" + STRANGE])
		of.set("certificate_pins", good)
		assert_no_line("good pins")
		assert_eq(of.get("certificate_pins"), good, "as they were written")
		for bad: String in ["", "sha256//abc", "sha1//" + STRANGE, "a b=" + STRANGE, "h:443=" + STRANGE, STRANGE + ";", "=" + STRANGE]:
			of.set("certificate_pins", PackedStringArray([STRANGE, bad]))
			assert_line("%s.set_certificate_pins: " % class_id, bad)
			assert_eq(of.get("certificate_pins"), good, "after " + bad)
		of.set("certificate_pins", PackedStringArray())
		assert_no_line("none")
		assert_eq(of.get("certificate_pins"), PackedStringArray(), "none")
	finish()


## A pin of the message, or of get_connection_info(), opens the way; also on a session that is resumed.
func test_pins_of_a_client() -> void:
	var refusing: Dictionary = server.start([["accept"]], {"certificate": "chain"})
	var client := HTTPClientGo.new()
	client.certificate_pins = ["localhost=" + STRANGE]
	_connect(client, refusing)
	assert_eq(client.get_status(), HTTPClientGo.STATUS_TLS_HANDSHAKE_ERROR, "another pin")
	var error: Dictionary = client.get_last_error()
	assert_eq([error.get("reason"), error.get("fault"), error.get("stage")], ["pin", "pin", "tls"], "reason")
	var pins: PackedStringArray = error["pins"]
	assert_eq(pins.size(), 3, "the server's own, the authority's between and the root's: %s" % [pins])
	var steps: Array = []
	for pin: String in pins:
		assert_true(str(error["message"]).contains(pin), "%s is in the message: %s" % [pin, error["message"]])
		steps.append_array([["accept"], ["read_head"], ["send", ANSWER]])
	var script: Dictionary = server.start(steps + steps.slice(0, 3), {"certificate": "chain"})
	for i: int in 4:
		client.certificate_pins = [STRANGE, pins[i % 3]]
		_connect(client, script)
		if assert_eq(client.get_status(), HTTPClientGo.STATUS_CONNECTED, "pin %d: %s" % [i, client.get_last_error()]):
			assert_eq(client.get_connection_info().get("pins"), pins, "pins of the connection")
			assert_eq(client.get_connection_info().get("resumed"), i == 3, "resumed, with the pins of the first visit alone")
			assert_eq(_ask(client), "hello", "the answer")
	for started: Dictionary in [refusing, script]:
		server.drop(int(started["id"]))
	finish()


func test_pins_of_a_session() -> void:
	var script: Dictionary = server.start([["read_head"], ["send", H.replace("200 OK", "302 Found") + "Location: https://127.0.0.1:%s/small\r\nContent-Length: 0\r\n\r\n" % _tls_port()]], {})
	var s: HTTPSessionGo = _session()
	var url: String = "https://localhost:%s/small" % _tls_port()
	s.certificate_pins = [STRANGE]
	var r: HTTPResponseGo = await s.fetch(url).done()
	assert_eq([r.result, r.get_error().get("reason"), r.get_error().get("stage")], [HTTPRequest.RESULT_TLS_HANDSHAKE_ERROR, "pin", "tls"], str(r.get_error()))
	var pins: PackedStringArray = r.get_error()["pins"]
	s.certificate_pins = pins
	for i: int in 2:
		r = await s.fetch(url).done()
		assert_eq([r.ok, r.body.size(), r.get_connection_info().get("pins")], [true, 100, pins], "%d: %s" % [i, r.get_error()])
	# The connection that is open now must not serve a call with other pins.
	s.certificate_pins = [STRANGE]
	r = await s.fetch(url).done()
	assert_eq(r.get_error().get("reason"), "pin", "the kept connection: %s" % r.get_error())
	s.certificate_pins = ["localhost=" + pins[0], "127.0.0.2=" + STRANGE]
	r = await s.fetch("https://localhost:%d/" % script["port"]).done()
	assert_eq([r.ok, r.url], [true, "https://127.0.0.1:%s/small" % _tls_port()], "a redirect to a host that is not pinned: %s" % r.get_error())
	s.certificate_pins = ["127.0.0.1=" + STRANGE]
	r = await s.fetch("https://127.0.0.1:%s/small" % _tls_port()).done()
	assert_eq(r.get_error().get("reason"), "pin", "an address: %s" % r.get_error())
	server.drop(int(script["id"]))
	finish()


## The node and the event source have them by their session.
func test_pins_of_a_node_and_an_event_source() -> void:
	var url: String = "https://localhost:%s/small" % _tls_port()
	var s: HTTPSessionGo = _session()
	s.certificate_pins = [STRANGE]
	var error: Dictionary = await _failure_of_a_source(s, url)
	assert_eq(error.get("reason"), "pin", "event source: %s" % error)
	assert_eq(await _node_result(s, url), [HTTPRequest.RESULT_TLS_HANDSHAKE_ERROR, 0], "node")
	s.certificate_pins = error.get("pins", [])
	assert_eq(await _node_result(s, url), [HTTPRequest.RESULT_SUCCESS, 200], "node, the right pins")
	finish()


## Opens an event source and returns why it failed.
func _failure_of_a_source(s: HTTPSessionGo, url: String) -> Dictionary:
	var source := HTTPEventSourceGo.new()
	source.session = s
	var failures: Array[Dictionary] = []
	source.failed.connect(func(error: Dictionary) -> void: failures.append(error))
	assert_eq(source.open(url), OK, "open()")
	assert_true(await until(func() -> bool: return not failures.is_empty()), "the event source goes on")
	return failures[0] if not failures.is_empty() else {}


## Asks with a node that has TLS options of its own; returns the result and the code.
func _node_result(s: HTTPSessionGo, url: String) -> Array:
	var node: Node = ClassDB.instantiate("HTTPRequestGo")
	tree.root.add_child(node)
	node.set("session", s)
	var ends: Array = []
	node.connect("request_completed", func(result: int, code: int, _headers: PackedStringArray, _body: PackedByteArray) -> void: ends.append([result, code]))
	node.call("set_tls_options", TLSOptions.client(_trust().certificate("ca")))
	assert_eq(node.call("request", url), OK, "request()")
	assert_true(await until(func() -> bool: return not ends.is_empty()), "the node goes on")
	node.free()
	return ends[0] if not ends.is_empty() else []


## The port of the endpoints over TLS.
func _tls_port() -> String:
	return str(server.info()["tls"]).get_slice(":", 1)


func _session() -> HTTPSessionGo:
	var s := HTTPSessionGo.new()
	s.set_tls_options(TLSOptions.client(_trust().certificate("ca")))
	return s


## Connects to a script at localhost and waits for what comes of it.
func _connect(client: HTTPClientGo, script: Dictionary, tls: String = "client(ca)") -> void:
	client.connect_to_host("localhost", int(script["port"]), _trust().options(tls))
	var limit: int = Time.get_ticks_msec() + PATIENCE
	while client.get_status() in [HTTPClientGo.STATUS_RESOLVING, HTTPClientGo.STATUS_CONNECTING] and Time.get_ticks_msec() < limit:
		client.poll()
		OS.delay_usec(100)


## Returns the body of one answer, or "" with the client in an error status.
func _ask(client: HTTPClientGo) -> String:
	client.request(HTTPClientGo.METHOD_GET, "/", [])
	poll_until(client, HTTPClientGo.STATUS_BODY)
	var body := PackedByteArray()
	var limit: int = Time.get_ticks_msec() + PATIENCE
	while client.get_status() == HTTPClientGo.STATUS_BODY and Time.get_ticks_msec() < limit:
		body.append_array(client.read_response_body_chunk())
		OS.delay_usec(100)
	return body.get_string_from_ascii()


func _trust() -> Trust:
	if _known == null:
		_known = Trust.new(server.info())
	return _known
