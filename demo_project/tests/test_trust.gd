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


func test_client_certificates_are_read_and_refused() -> void:
	var key := CryptoKey.new()
	var public := CryptoKey.new()
	var certificate := X509Certificate.new()
	assert_eq([certificate.load(_file("client_ec.crt")), key.load(_file("client_ec.key")), public.load_from_string(key.save_to_string(true), true)], [OK, OK, OK], "the engine reads them")
	for class_id: String in CLASSES:
		var of := ClassDB.instantiate(class_id) as RefCounted
		forget_errors()
		assert_eq(of.call("set_client_certificate", certificate, key), OK, "a certificate and its key")
		assert_eq(of.call("set_client_certificate", null, null), OK, "none")
		for kind: String in ["ec", "rsa", "ed25519", "other"]:
			assert_eq(_set_files(of, "client_" + kind), OK, kind)
		assert_eq(of.call("set_client_certificate_files", "", ""), OK, "no files")
		assert_no_line("good ones")
		for bad: Array in [[certificate, null], [null, key], [_trust().certificate("ca"), key], [X509Certificate.new(), key], [certificate, CryptoKey.new()], [certificate, public]]:
			assert_eq(of.call("set_client_certificate", bad[0], bad[1]), ERR_INVALID_PARAMETER, str(bad))
			assert_line("%s.set_client_certificate: " % class_id, str(bad))
		for bad: Array in [["client_ec.crt", "client_rsa.key"], ["client_ec.crt", "client_ec.crt"], ["client_ec.key", "client_ec.key"], ["broken.crt", "client_ec.key"]]:
			assert_eq(of.call("set_client_certificate_files", _file(str(bad[0])), _file(str(bad[1]))), ERR_INVALID_PARAMETER, str(bad))
			assert_line("%s.set_client_certificate_files: " % class_id, str(bad))
		for bad: Array in [["no.crt", "client_ec.key"], ["client_ec.crt", "no.key"]]:
			assert_eq(of.call("set_client_certificate_files", _file(str(bad[0])), _file(str(bad[1]))), ERR_FILE_NOT_FOUND, str(bad))
			assert_line("%s.set_client_certificate_files: " % class_id, str(bad))
	finish()


## A refused setter changes nothing; what was shown is what the server saw, and no text tells of the key.
func test_client_certificate_of_a_client() -> void:
	for version: String in ["1.2", "1.3"]:
		for kind: String in ["ec", "rsa", "ed25519"]:
			var script: Dictionary = server.start([["read_head"], ["send", ANSWER]], {"client_auth": "verify", "max": version})
			var client := HTTPClientGo.new()
			assert_eq(_set_files(client, "client_" + kind), OK, kind)
			client.set_client_certificate(null, CryptoKey.new())
			forget_errors()
			_connect(client, script)
			assert_eq(_ask(client) if client.get_status() == HTTPClientGo.STATUS_CONNECTED else "", "hello", "%s, TLS %s: %s" % [kind, version, client.get_last_error()])
			_secret_stays(_file("client_%s.key" % kind), [client.get_last_error(), client.get_connection_info(), client.get_property_list(), client])
			client.close()
			assert_eq(server.record(int(script["id"]), 2000)["records"][0]["client"], "client_" + kind, "what the server saw")
			server.drop(int(script["id"]))
	finish()


func test_client_certificate_that_is_refused() -> void:
	for class_id: String in CLASSES:
		for version: String in ["1.2", "1.3"]:
			for kind: String in ["", "client_other"]:
				var script: Dictionary = server.start([["accept"], ["read_head"]], {"client_auth": "verify", "max": version})
				var of := ClassDB.instantiate(class_id) as RefCounted
				if not kind.is_empty():
					assert_eq(_set_files(of, kind), OK, kind)
				var error: Dictionary = await _error_of(of, script)
				var what: String = "%s, TLS %s, %s: %s" % [class_id, version, kind, error]
				assert_eq(error.get("reason"), "client_certificate", what)
				assert_eq(error.get("stage"), "tls" if version == "1.2" else "read", what)
				assert_true(str(error.get("message")).contains("it wants a client certificate" if kind.is_empty() else "does not take the client certificate"), what)
				_secret_stays(_file("client_other.key"), [error])
				server.drop(int(script["id"]))
	finish()


## It goes to the server that it is for, not to one that a redirect leads to.
func test_client_certificate_of_a_session() -> void:
	var other: Dictionary = server.start([["read_head"], ["send", ANSWER]], {"client_auth": "request"})
	var script: Dictionary = server.start([["read_head"], ["send", H.replace("200 OK", "307 Over There") + "Location: https://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n" % other["port"]]],
			{"client_auth": "verify"})
	var s: HTTPSessionGo = _session()
	assert_eq(_set_files(s, "client_ec"), OK, "files")
	var r: HTTPResponseGo = await s.fetch("https://localhost:%d/" % script["port"]).done()
	assert_eq([r.ok, r.text()], [true, "hello"], str(r.get_error()))
	_secret_stays(_file("client_ec.key"), [r.get_error(), r.get_connection_info(), r.headers, s.get_property_list()])
	for seen: Array in [[script, "client_ec"], [other, ""]]:
		assert_eq(server.record(int(seen[0]["id"]), 100)["records"][0]["client"], seen[1], "what the server saw")
		server.drop(int(seen[0]["id"]))
	finish()


## Returns the error of one exchange with a script.
func _error_of(of: RefCounted, script: Dictionary) -> Dictionary:
	if of is HTTPClientGo:
		var client := of as HTTPClientGo
		_connect(client, script)
		if client.get_status() == HTTPClientGo.STATUS_CONNECTED:
			_ask(client)
		return client.get_last_error()
	var s := of as HTTPSessionGo
	s.set_tls_options(TLSOptions.client(_trust().certificate("ca")))
	var r: HTTPResponseGo = await s.fetch("https://localhost:%d/" % script["port"]).done()
	return r.get_error()


## None of the texts has a part of the key.
func _secret_stays(path: String, texts: Array) -> void:
	var key: String = FileAccess.get_file_as_string(path)
	for line: String in key.split("\n"):
		if line.length() >= 16 and not line.begins_with("-----"):
			assert_true(not str(texts).contains(line.left(16)) and not "\n".join(lines()).contains(line.left(16)), "a part of the key: %s" % line)


func _set_files(of: RefCounted, name: String) -> int:
	return of.call("set_client_certificate_files", _file(name + ".crt"), _file(name + ".key"))


func _file(name: String) -> String:
	return _trust().folder.path_join(name)


func test_revocation_list_is_read_and_refused() -> void:
	for class_id: String in CLASSES:
		var of := ClassDB.instantiate(class_id) as RefCounted
		forget_errors()
		for good: String in [_file("revoked.pem"), _file("revoked.crl"), "", _file("not_revoked.pem")]:
			of.set("certificate_revocation_list", good)
			assert_eq(of.get("certificate_revocation_list"), good, "the path")
		assert_no_line("good lists")
		for bad: String in [_file("no.pem"), _file("ca.pem"), _file("client_ec.key"), "res://project.godot"]:
			of.set("certificate_revocation_list", bad)
			assert_line("%s.set_certificate_revocation_list: " % class_id, bad)
			assert_eq(of.get("certificate_revocation_list"), _file("not_revoked.pem"), "after " + bad)
	finish()


## By a list in either form, by one that is out of date, and by a certificate that wants an answer with it.
func test_revoked() -> void:
	const ROWS: Array[Array] = [["good", "revoked.pem", "revoked"], ["good", "revoked.crl", "revoked"], ["good", "not_revoked.pem", ""], ["good", "old_list.pem", "revocation_list"],
		["must_staple", "", "staple"], ["good", "", ""]]
	for class_id: String in CLASSES:
		for row: Array in ROWS:
			var script: Dictionary = server.start([["read_head"], ["send", ANSWER]], {"certificate": row[0]})
			var of := ClassDB.instantiate(class_id) as RefCounted
			if not str(row[1]).is_empty():
				of.set("certificate_revocation_list", _file(str(row[1])))
			var error: Dictionary = await _error_of(of, script)
			var want: Array = [null, null, null] if str(row[2]).is_empty() else ["certificate", row[2], "tls"]
			assert_eq([error.get("reason"), error.get("fault"), error.get("stage")], want, "%s, %s: %s" % [class_id, row, error])
			server.drop(int(script["id"]))
	finish()


## One warning when it is on, one error line for what cannot be written, and the keys are in the file.
func test_key_log() -> void:
	for class_id: String in CLASSES:
		var path: String = "user://keys_%s.log" % class_id
		DirAccess.remove_absolute(path)
		var of := ClassDB.instantiate(class_id) as RefCounted
		forget_errors()
		of.set("tls_key_log_file", path)
		assert_line("%s.set_tls_key_log_file: the keys" % class_id, "a warning")
		of.set("tls_key_log_file", path)
		assert_no_line("the same file")
		of.set("tls_key_log_file", "user://no/folder/keys.log")
		assert_line("%s.set_tls_key_log_file: " % class_id, "no folder")
		assert_eq(of.get("tls_key_log_file"), path, "after it")
		for on: bool in [true, false]:
			if not on:
				of.set("tls_key_log_file", "")
			var script: Dictionary = server.start([["read_head"], ["send", ANSWER]], {})
			assert_eq(await _error_of(of, script), {}, "an exchange")
			server.drop(int(script["id"]))
			var text: String = FileAccess.get_file_as_string(path)
			assert_eq(text.count("CLIENT_TRAFFIC_SECRET_0 "), 1, "on %s: %s" % [on, text])
		assert_no_line("off")
	finish()


## The environment says it in a debug build, such as the engine that runs the tests.
func test_key_log_by_environment() -> void:
	var path: String = OS.get_user_data_dir().path_join("keys_environment.log")
	DirAccess.remove_absolute(path)
	var before: String = OS.get_environment("SSLKEYLOGFILE")
	for debug: bool in [OS.is_debug_build(), false]:
		if debug:
			OS.set_environment("SSLKEYLOGFILE", path)
		else:
			OS.unset_environment("SSLKEYLOGFILE")
		var script: Dictionary = server.start([["read_head"], ["send", ANSWER]], {})
		assert_eq(await _error_of(HTTPClientGo.new(), script), {}, "an exchange")
		server.drop(int(script["id"]))
		assert_eq(FileAccess.get_file_as_string(path).count("CLIENT_TRAFFIC_SECRET_0 "), 1 if OS.is_debug_build() else 0, "debug %s" % debug)
	forget_errors()
	if not before.is_empty():
		OS.set_environment("SSLKEYLOGFILE", before)
	finish()


## Opens an event source and returns why it failed.
func _failure_of_a_source(s: HTTPSessionGo, url: String) -> Dictionary:
	var source := HTTPEventSourceGo.new()
	source.session = s
	var told: Array[Dictionary] = []
	source.failed.connect(func(error: Dictionary) -> void: told.append(error))
	assert_eq(source.open(url), OK, "open()")
	assert_true(await until(func() -> bool: return not told.is_empty()), "the event source goes on")
	return told[0] if not told.is_empty() else {}


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
	var body := PackedByteArray()
	var limit: int = Time.get_ticks_msec() + PATIENCE
	while client.get_status() == HTTPClientGo.STATUS_REQUESTING and Time.get_ticks_msec() < limit:
		client.poll()
		OS.delay_usec(100)
	while client.get_status() == HTTPClientGo.STATUS_BODY and Time.get_ticks_msec() < limit:
		body.append_array(client.read_response_body_chunk())
		OS.delay_usec(100)
	return body.get_string_from_ascii()


func _trust() -> Trust:
	if _known == null:
		_known = Trust.new(server.info())
	return _known
