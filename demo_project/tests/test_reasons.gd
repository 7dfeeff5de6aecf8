# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## get_last_error(): stage, message and what belongs to it, for each way in which an exchange fails; empty when all is well.

const Trust := preload("res://tests/trust.gd")
const H := "HTTP/1.1 200 OK\r\n"
const NO_NAME := "no.such.host.invalid"

## What to do, and what the Dictionary must hold; a String value is looked for in the entry.
const WAYS: Array[Dictionary] = [
	{"name": "refused", "to": "closed", "want": {"stage": "connect", "message": "no connection to", "host": "127.0.0.1"}},
	{"name": "silent_close", "script": [["read_head"], ["close"]], "want": {"stage": "read", "message": "before the answer did"}},
	{"name": "not_http", "script": [["read_head"], ["send", "hello\r\n"]], "want": {"stage": "parse", "message": "not valid HTTP"}},
	{"name": "truncated_length", "script": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nabc"], ["close"]], "want": {"stage": "read", "message": "3 of 10 bytes", "received": 3, "expected": 10}},
	{"name": "truncated_chunk", "script": [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"], ["close"]], "want": {"stage": "read", "received": 2, "expected": -1}},
	{"name": "bad_chunk", "script": [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n"]], "want": {"stage": "parse", "message": "chunk"}},
	{"name": "expired", "tls": {"certificate": "expired"}, "want": {"stage": "tls", "fault": "expired", "message": "expired on", "subject": "CN="}},
	{"name": "not_yet_valid", "tls": {"certificate": "not_yet_valid"}, "want": {"stage": "tls", "fault": "not_yet_valid", "message": "valid from"}},
	{"name": "wrong_name", "tls": {"certificate": "wrong_name"}, "want": {"stage": "tls", "fault": "name", "message": "not to localhost"}},
	{"name": "self_signed", "tls": {"certificate": "self_signed"}, "want": {"stage": "tls", "fault": "authority", "message": "not trusted"}},
	{"name": "no_tls", "script": [["accept"], ["send", "HTTP/1.1 400 Bad\r\n\r\n"]], "secure": true, "want": {"stage": "tls", "message": "does not speak TLS"}},
	{"name": "proxy_407", "proxy": [["read_head"], ["send", "HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n"]], "want": {"stage": "proxy", "proxy_status": 407, "message": "407 Who are you"}},
	{"name": "spaces", "host": "a b", "want": {"stage": "resolve", "message": "host name", "host": "a b"}},
	{"name": "control_bytes", "host": "a\u001bb", "want": {"stage": "resolve", "message": "host name"}},
	{"name": "port", "port": 70000, "want": {"stage": "connect", "message": "the port 70000 is not between 1 and 65535"}},
	{"name": "empty_chain", "tls": {}, "chain": "empty", "want": {"stage": "tls", "fault": "authority", "message": "not trusted"}},
	{"name": "broken_chain", "tls": {"certificate": "untrusted"}, "chain": "broken", "want": {"stage": "tls", "fault": "authority", "message": "not trusted"}},
	{"name": "expired_root", "tls": {}, "chain": "expired_root", "want": {"stage": "tls", "message": "expired on"}},
	{"name": "tls_ends", "script": [["accept"], ["read_body", 10], ["close"]], "secure": true, "want": {"stage": "tls", "message": "ended the connection in the TLS handshake"}},
	{"name": "tls_alert", "script": [["accept"], ["read_body", 10], ["send_hex", "15030300020228"], ["wait_close"]], "secure": true, "want": {"stage": "tls", "alert": "handshake failure", "message": "refused the TLS handshake"}},
	{"name": "tls_body_cut", "tls": {}, "script": [["read_head"], ["send", H + "\r\nabc"], ["cut"]], "want": {"stage": "read", "message": "after 3 bytes"}},
	{"name": "proxy_loop", "proxy": [["read_head"], ["send", "CONNECT localhost:1 HTTP/1.1\r\n\r\n"]], "want": {"stage": "proxy"}},
	{"name": "proxy_socks", "scheme": "socks5h://", "proxy": [["read_body", 3], ["send_hex", "0500"], ["read_body", 10], ["send_hex", "05050001000000000000"]], "want": {"stage": "proxy", "proxy_status": 5, "message": "connection refused"}},
	{"name": "proxy_malformed", "scheme": "gopher://", "proxy": [["accept"]], "want": {"stage": "resolve", "message": "the proxy that is set makes no sense: its scheme"}},
]

var _known: Trust


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for way: Dictionary in WAYS:
		found.append({"name": way["name"], "run": _run.bind(way)})
	return found


func test_empty_when_all_is_well() -> void:
	var client: RefCounted = make(candidate)
	assert_eq(_reason(client), {}, "new")
	var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 2\r\n\r\nok"]])
	assert_true(connect_client(client, int(script["port"])), "not connected")
	assert_eq(_reason(client), {}, "connected")
	client.call("close")
	assert_eq(_reason(client), {}, "closed")
	server.drop(int(script["id"]))
	finish()


func test_gone_after_the_next_connect() -> void:
	var client: RefCounted = make(candidate)
	client.call("connect_to_host", "127.0.0.1", server.closed_port())
	assert_true(poll_until(client, HTTPClient.STATUS_CANT_CONNECT), "not refused")
	assert_true(not _reason(client).is_empty(), "no reason")
	client.call("connect_to_host", "127.0.0.1", server.closed_port())
	assert_eq(_reason(client), {}, "while connecting again")
	finish()


func test_unknown_name() -> void:
	var client: RefCounted = make(candidate)
	client.call("connect_to_host", NO_NAME, 80)
	assert_true(poll_until(client, HTTPClient.STATUS_CANT_RESOLVE, 15000), "resolved")
	_compare(_reason(client), {"stage": "resolve", "host": NO_NAME, "port": 80, "message": NO_NAME})
	finish()


func _run(way: Dictionary) -> void:
	var client: RefCounted = make(candidate)
	var secure: bool = way.has("tls") or way.has("proxy") or way.get("secure", false)
	var script: Dictionary = server.start(way.get("script", [["read_head"]]) as Array, way.get("tls"))
	var proxy: Dictionary = {}
	if way.has("proxy"):
		proxy = server.start(way["proxy"] as Array)
		client.call("set_https_proxy", str(way.get("scheme", "")) + "127.0.0.1", proxy["port"])
	var port: int = server.closed_port() if way.get("to") == "closed" else int(script["port"])
	port = way.get("port", port)
	var host: String = way.get("host", "localhost" if secure else "127.0.0.1")
	client.call("connect_to_host", host, port, TLSOptions.client(_trust().certificate(way.get("chain", "ca"))) if secure else null)
	_drive(client)
	forget_errors() # of the port
	_compare(_reason(client), way["want"] as Dictionary)
	assert_true(str(_reason(client).get("message", "")).ends_with("."), "the message is no sentence: %s" % _reason(client))
	client.call("close")
	for started: Dictionary in [script, proxy]:
		if not started.is_empty():
			server.drop(int(started["id"]))
	finish()


## Goes on until the client is in an error status.
func _drive(client: RefCounted) -> void:
	var limit: int = Time.get_ticks_msec() + 10000
	while client.call("poll") == OK:
		if Time.get_ticks_msec() > limit:
			fail("no error came")
			return
		match client.call("get_status"):
			HTTPClient.STATUS_CONNECTED:
				client.call("request", HTTPClient.METHOD_GET, "/", [])
			HTTPClient.STATUS_BODY:
				client.call("read_response_body_chunk")
		OS.delay_usec(100)


func _compare(got: Dictionary, want: Dictionary) -> void:
	for key: String in want:
		var same: bool = got.get(key) == want[key] if not want[key] is String else str(got.get(key)).to_lower().contains(str(want[key]).to_lower())
		assert_true(same and got.has(key), "%s is %s, want %s, in %s" % [key, got.get(key), want[key], got])


func _reason(client: RefCounted) -> Dictionary:
	return client.call("get_last_error")


func _trust() -> Trust:
	if _known == null:
		_known = Trust.new(server.info())
	return _known
