# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## get_connection_info(): what the connection is, by kind of connection; empty when there is none.

const ANSWER := "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
const PLAIN: Dictionary = {"local_address": TYPE_STRING, "local_port": TYPE_INT, "remote_address": TYPE_STRING, "remote_port": TYPE_INT, "proxy": TYPE_STRING,
	"resolve_usec": TYPE_INT, "connect_usec": TYPE_INT, "tls_usec": TYPE_INT, "first_byte_usec": TYPE_INT}
const SECURE: Dictionary = {"tls_version": TYPE_STRING, "cipher_suite": TYPE_STRING, "alpn": TYPE_STRING, "resumed": TYPE_BOOL, "peer_chain": TYPE_PACKED_STRING_ARRAY,
	"pins": TYPE_PACKED_STRING_ARRAY, "key_exchange": TYPE_STRING, "post_quantum": TYPE_BOOL}

## want: a value, or "+" for a number above 0.
const KINDS: Array[Dictionary] = [
	{"name": "address", "host": "127.0.0.1", "want": {"remote_address": "127.0.0.1", "local_address": "127.0.0.1", "local_port": "+", "proxy": "", "resolve_usec": 0, "connect_usec": "+", "tls_usec": 0}},
	{"name": "name", "host": "localhost", "want": {"resolve_usec": "+", "connect_usec": "+", "tls_usec": 0}},
	{"name": "tls", "host": "localhost", "tls": {}, "want": {"key_exchange": "X25519MLKEM768", "post_quantum": true, "tls_usec": "+", "tls_version": "1.3", "alpn": "", "resumed": false}},
	{"name": "tls_12", "host": "localhost", "tls": {"max": "1.2"}, "want": {"tls_version": "1.2", "key_exchange": "x25519", "post_quantum": false}},
	{"name": "rsa_exchange", "host": "localhost", "tls": {"certificate": "rsa", "rsa_exchange": true}, "want": {"tls_version": "1.2", "key_exchange": "", "post_quantum": false}},
	{"name": "proxy", "host": "127.0.0.1", "proxy": true, "want": {"remote_address": "127.0.0.1", "connect_usec": "+"}},
	{"name": "tls_through_proxy", "host": "localhost", "proxy": true, "tls": {}, "want": {"tls_version": "1.3", "connect_usec": "+", "tls_usec": "+"}},
]


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for kind: Dictionary in KINDS:
		found.append({"name": kind["name"], "run": _run.bind(kind)})
	return found


func _run(kind: Dictionary) -> void:
	var secure: bool = kind.has("tls")
	var script: Dictionary = server.start([["read_head"], ["send", ANSWER]], kind.get("tls"))
	var proxy: Dictionary = {}
	var client: RefCounted = make(candidate)
	if kind.has("proxy"):
		proxy = server.start([["read_head"], ["send", "HTTP/1.1 200 OK\r\n\r\n"], ["tunnel", script["port"]]] if secure else [["read_head"], ["send", ANSWER]])
		client.call("set_https_proxy" if secure else "set_http_proxy", "127.0.0.1", proxy["port"])
	client.call("connect_to_host", kind["host"], script["port"], TLSOptions.client(_authority()) if secure else null)
	assert_eq(_info(client), {}, "while it is being made")
	assert_true(poll_until(client, HTTPClient.STATUS_CONNECTED), "not connected: %s" % client.call("get_last_error"))
	var info: Dictionary = _info(client)
	var types: Dictionary = PLAIN.merged(SECURE if secure else {})
	assert_eq(info.size(), types.size(), "entries %s" % [info])
	for key: String in types:
		assert_eq(typeof(info.get(key)), types[key], "type of %s" % key)
	for key: String in kind["want"]:
		var want: Variant = kind["want"][key]
		if want is String and want == "+":
			assert_true(int(info[key]) > 0, "%s is %s" % [key, info[key]])
		else:
			assert_eq(info[key], want, key)
	assert_eq(info["remote_port"], proxy.get("port", script["port"]), "remote_port")
	assert_eq(info["proxy"], "127.0.0.1:%d" % proxy["port"] if kind.has("proxy") else "", "proxy")
	assert_eq(info["first_byte_usec"], 0, "first_byte_usec before a response")
	if secure:
		_check_chain(info["peer_chain"] as PackedStringArray)
	client.call("request", 0, "/", [])
	assert_true(poll_until(client, HTTPClient.STATUS_BODY), "no answer")
	assert_true(int(_info(client)["first_byte_usec"]) > 0, "first_byte_usec")
	client.call("close")
	assert_eq(_info(client), {}, "closed")
	for started: Dictionary in [script, proxy]:
		if not started.is_empty():
			server.drop(int(started["id"]))
	finish()


## The engine itself can read it.
func _check_chain(chain: PackedStringArray) -> void:
	assert_true(not chain.is_empty(), "no certificates")
	for pem: String in chain:
		assert_eq(X509Certificate.new().load_from_string(pem), OK, "a certificate")


func test_resumed() -> void:
	# One server for both connections, or it would not know its ticket.
	var script: Dictionary = server.start([["read_head"], ["send", ANSWER], ["accept"], ["read_head"], ["send", ANSWER]], {})
	var authority := _authority()
	var tls: TLSOptions = TLSOptions.client(authority)
	var seen: Array = []
	for i: int in 2:
		var client: RefCounted = make(candidate)
		client.call("connect_to_host", "localhost", script["port"], tls)
		assert_true(poll_until(client, HTTPClient.STATUS_CONNECTED), "not connected")
		client.call("request", 0, "/", [])
		assert_true(poll_until(client, HTTPClient.STATUS_BODY), "no answer")
		while client.call("get_status") == HTTPClient.STATUS_BODY:
			client.call("read_response_body_chunk")
		seen.append(_info(client)["resumed"])
	assert_eq(seen, [false, true], "resumed")
	server.drop(int(script["id"]))
	finish()


func test_of_a_stream_that_was_set() -> void:
	var script: Dictionary = server.start([["accept"]])
	var peer := StreamPeerTCP.new()
	peer.connect_to_host("127.0.0.1", int(script["port"]))
	while peer.get_status() == StreamPeerTCP.STATUS_CONNECTING:
		peer.poll()
	var client: RefCounted = make(candidate)
	client.set("connection", peer)
	var info: Dictionary = _info(client)
	assert_eq([info.get("remote_address"), info.get("remote_port"), info.get("proxy"), info.get("connect_usec")], ["127.0.0.1", int(script["port"]), "", 0], "info")
	client.set("connection", StreamPeerBuffer.new())
	assert_true(not _info(client).has("remote_address"), "a buffer has an address")
	server.drop(int(script["id"]))
	finish()


func test_gone_after_an_error() -> void:
	var script: Dictionary = server.start([["accept"], ["close"]])
	var client: RefCounted = make(candidate)
	assert_eq(_info(client), {}, "new")
	assert_true(connect_client(client, int(script["port"])), "not connected")
	assert_true(poll_until(client, HTTPClient.STATUS_CONNECTION_ERROR), "no error")
	assert_eq(_info(client), {}, "after the error")
	server.drop(int(script["id"]))
	finish()


func _info(client: RefCounted) -> Dictionary:
	return client.call("get_connection_info")


func _authority() -> X509Certificate:
	var authority := X509Certificate.new()
	authority.load(str(server.info()["ca"]))
	return authority
