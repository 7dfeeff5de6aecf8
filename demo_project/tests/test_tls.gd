# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## TLS beyond single connections: the project's settings, sessions that clients share, and handshakes that take their time.
## Which servers are taken is in cases/tls_matrix.gd.

const EngineTraits := preload("res://tests/engine_traits.gd")
const Trust := preload("res://tests/trust.gd")
const ANSWER := "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
const TLS_13 := EngineTraits.TLS_13
const BUNDLE := "network/tls/certificate_bundle_override"

var _known: Trust


func test_version_13_switched_off() -> void:
	if not EngineTraits.can_switch_tls_13():
		skip("this engine has no setting for TLS 1.3")
		return
	var before: Variant = ProjectSettings.get_setting(TLS_13)
	ProjectSettings.set_setting(TLS_13, false)
	for class_id: StringName in both():
		assert_eq(_visit(class_id, "client(ca)", {}), {"status": 5, "version": "TLS 1.2"}, "%s, off" % class_id)
		assert_eq(_visit(class_id, "client(ca)", {"min": "1.3"}), {"status": 9, "version": ""}, "%s, off, server has no other" % class_id)
	ProjectSettings.set_setting(TLS_13, before)
	for class_id: StringName in both():
		assert_eq(_visit(class_id, "client(ca)", {}), {"status": 5, "version": "TLS 1.3"}, "%s, on" % class_id)
	finish()


## The engine reads this setting once, at its start; see test_settings_of_another_project. A given chain goes first.
func test_bundle_set_at_run_time() -> void:
	var before: Variant = ProjectSettings.get_setting(BUNDLE)
	for set_to: Array in [["ca", 5], ["bundle", 5], ["other", 9], ["intermediate", 9], ["missing", 9], ["", 9]]:
		var path: String = {"": "", "missing": "res://no/such.crt"}.get(set_to[0], _trust().path(set_to[0]) if Trust.FILES.has(set_to[0]) else "")
		ProjectSettings.set_setting(BUNDLE, path)
		if candidate != &"HTTPClient":
			assert_eq(_visit(candidate, "client", {})["status"], set_to[1], "bundle %s" % set_to[0])
		assert_eq(_visit(candidate, "client(ca)", {})["status"], 5, "given chain, bundle %s" % set_to[0])
		assert_eq(_visit(candidate, "client(other)", {})["status"], 9, "other chain, bundle %s" % set_to[0])
		assert_eq(_visit(candidate, "unsafe", {"certificate": "untrusted"})["status"], 5, "unsafe, bundle %s" % set_to[0])
	ProjectSettings.set_setting(BUNDLE, before)
	finish()


## A second Godot, with both settings in its project file; the engine's class is the measure.
func test_settings_of_another_project() -> void:
	if str(options["godot"]).is_empty() or not EngineTraits.can_switch_tls_13():
		skip("no --godot to start, or no setting for TLS 1.3")
		return
	var folder: String = OS.get_user_data_dir().path_join("tls_settings")
	DirAccess.make_dir_recursive_absolute(folder.path_join(".godot"))
	_write(folder.path_join(".godot/extension_list.cfg"), ProjectSettings.globalize_path("res://addons/http_client_go/httpclient.gdextension") + "\n")
	_write(folder.path_join("project.godot"), "config_version=5\n[application]\nconfig/name=\"tls settings\"\n" +
			"[network]\ntls/certificate_bundle_override=\"%s\"\ntls/enable_tls_v1.3=false\n" % _trust().path("bundle"))
	var probes: PackedStringArray = []
	var ids: PackedInt32Array = []
	for class_id: StringName in both():
		for tls: Dictionary in [{}, {"certificate": "untrusted"}, {"certificate": "self_signed"}, {"min": "1.3"}]:
			var script: Dictionary = server.start([["wait_close"]], tls)
			probes.append("%s:%d" % [class_id, script["port"]])
			ids.append(int(script["id"]))
	var output: Array = []
	OS.execute(str(options["godot"]), PackedStringArray(["--headless", "--path", folder, "-s",
			ProjectSettings.globalize_path("res://tests/override_probe.gd"), "--"]) + probes, output, true)
	var lines: PackedStringArray = []
	for line: String in "".join(output).replace("\r", "").split("\n"):
		if line.begins_with("PROBE "):
			lines.append(line.trim_prefix("PROBE "))
	if assert_eq(lines.size(), 8, "\n".join(output)):
		assert_eq(lines.slice(0, 4), PackedStringArray(["5 0", "5 0", "9 25", "9 25"]), "the engine")
		assert_eq(lines.slice(4), lines.slice(0, 4), "ours")
	for i: int in ids.size():
		var records: Array = server.record(ids[i], 2000).get("records", [])
		if i % 4 == 0 and assert_eq(records.size(), 1, "connections of %s" % probes[i]):
			assert_eq(records[0]["tls"], "TLS 1.2", probes[i])
		server.drop(ids[i])
	finish()


## On Linux, SSL_CERT_FILE takes the place of the system's roots; the engine does not look.
func test_roots_by_environment() -> void:
	if str(options["godot"]).is_empty() or OS.get_name() != "Linux":
		skip("no --godot to start, or not Linux")
		return
	var probes: PackedStringArray = []
	var ids: PackedInt32Array = []
	for class_id: StringName in [&"HTTPClient", &"HTTPClientGo"]:
		for certificate: String in ["good", "untrusted"]:
			var script: Dictionary = server.start([["wait_close"]], {"certificate": certificate})
			probes.append("%s:%d" % [class_id, script["port"]])
			ids.append(int(script["id"]))
	var output: Array = []
	OS.execute("env", PackedStringArray(["SSL_CERT_FILE=" + _trust().path("ca"), str(options["godot"]), "--headless", "--path", ProjectSettings.globalize_path("res://"), "-s",
			"res://tests/override_probe.gd", "--"]) + probes, output, true)
	var lines: PackedStringArray = []
	for line: String in "".join(output).replace("\r", "").split("\n"):
		if line.begins_with("PROBE "):
			lines.append(line.trim_prefix("PROBE "))
	assert_eq(lines, PackedStringArray(["9 25", "9 25", "5 0", "9 25"]), "\n".join(output))
	for id: int in ids:
		server.drop(id)
	finish()


## Clients of one process share sessions, but only where all that was checked is the same.
func test_sessions() -> void:
	if candidate == &"HTTPClient":
		skip("the engine resumes nothing")
		return
	# The name that is given is the host's own in one visit, so nothing differs there.
	var visits: Array = [["client(ca)", false], ["client(ca)", true], ["unsafe", false], ["unsafe", true], ["unsafe(ca)", false], ["client(ca, localhost)", true],
		["client(bundle)", false], ["client(ca)", true], ["unsafe(ca)", true], ["client(bundle)", true]]
	for version: String in ["1.2", "1.3"]:
		var steps: Array = []
		for i: int in visits.size():
			steps.append_array([["accept"], ["read_head"], ["send", ANSWER]])
		var script: Dictionary = server.start(steps, {"max": version})
		for visit: Array in visits:
			# Each time new options and a new client.
			assert_eq(_fetch(make(candidate), int(script["port"]), _trust().options(visit[0])), "hello", "TLS %s, %s" % [version, visit[0]])
		var records: Array = server.record(script["id"], 2000).get("records", [])
		for i: int in records.size():
			assert_eq(records[i]["resumed"], visits[i][1], "TLS %s, visit %d, %s" % [version, i, visits[i][0]])
		assert_eq(records.size(), visits.size(), "connections")
		server.drop(script["id"])
	finish()


## What an unsafe client was given does not open the door for a safe one.
func test_unsafe_session_is_not_trusted() -> void:
	var script: Dictionary = server.start([["accept"], ["read_head"], ["send", ANSWER], ["accept"]], {"certificate": "expired"})
	var port := int(script["port"])
	assert_eq(_fetch(make(candidate), port, _trust().options("unsafe")), "hello", "unsafe")
	var safe: RefCounted = make(candidate)
	safe.call("connect_to_host", "localhost", port, _trust().options("client(ca)"))
	assert_true(poll_until(safe, HTTPClient.STATUS_TLS_HANDSHAKE_ERROR), "the safe client is in status %d" % safe.call("get_status"))
	server.drop(script["id"])
	finish()


## The server stops before the handshake, within its first record, and between the bytes of it: each call comes back at
## once, or this test would see the status that comes after the limit of the handshake.
func test_calls_return_while_the_server_stalls() -> void:
	var stalls: Array = [[["accept"], ["gate"], ["cut"]],
		[["accept"], ["read_body", 10], ["send_hex", "16030300500200"], ["gate"], ["cut"]],
		[["accept"], ["read_body", 10], ["send_hex", "1603"], ["gate"], ["send_hex", "03"], ["gate"], ["cut"]]]
	for steps: Array in stalls:
		var script: Dictionary = server.start(steps)
		var client: RefCounted = make(candidate)
		client.call("connect_to_host", "127.0.0.1", script["port"], _trust().options("client(ca)"))
		for gate: int in steps.count(["gate"]):
			assert_true(server.wait_steps(script["id"], steps.find(["gate"]) + 2 * gate, 5000), "the server does not stall")
			for i: int in 300:
				assert_eq(client.call("poll"), OK, "poll")
				assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTING, "status")
			server.go(script["id"])
		assert_true(poll_until(client, HTTPClient.STATUS_TLS_HANDSHAKE_ERROR), "the end of the server is not seen")
		server.drop(script["id"])
	finish()


## Asks a new server of kind [param tls] once; returns the status that connecting came to, and the TLS version.
func _visit(class_id: StringName, options_text: String, tls: Dictionary) -> Dictionary:
	var script: Dictionary = server.start([["read_head"], ["send", ANSWER]], tls)
	var got: String = _fetch(make(class_id), int(script["port"]), _trust().options(options_text))
	var seen: Dictionary = {"status": 5 if got == "hello" else got.trim_prefix("status ").to_int()}
	var records: Array = server.record(script["id"], 2000).get("records", [])
	seen["version"] = records[0]["tls"] if records.size() > 0 else "no connection"
	server.drop(script["id"])
	return seen


## Returns the body, or "status <number>" where the client does not connect.
func _fetch(client: RefCounted, port: int, tls: TLSOptions) -> String:
	client.call("connect_to_host", "localhost", port, tls)
	var limit: int = Time.get_ticks_msec() + 5000
	while client.call("get_status") in [HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING] and Time.get_ticks_msec() < limit:
		client.call("poll")
		OS.delay_usec(100)
	if client.call("get_status") != HTTPClient.STATUS_CONNECTED:
		return "status %d" % client.call("get_status")
	client.call("request", HTTPClient.METHOD_GET, "/", [])
	poll_until(client, HTTPClient.STATUS_BODY)
	var body := PackedByteArray()
	while client.call("get_status") == HTTPClient.STATUS_BODY and Time.get_ticks_msec() < limit:
		body.append_array(client.call("read_response_body_chunk") as PackedByteArray)
		OS.delay_usec(100)
	client.call("close")
	return body.get_string_from_ascii()


func _write(path: String, text: String) -> void:
	var file: FileAccess = FileAccess.open(path, FileAccess.WRITE)
	file.store_string(text)
	file.close()


func _trust() -> Trust:
	if _known == null:
		_known = Trust.new(server.info())
	return _known
