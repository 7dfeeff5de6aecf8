# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## get_last_error(): reason, stage, message and what belongs to it, for each way in which an exchange fails; empty when all is well.

const Trust := preload("res://tests/trust.gd")
const H := "HTTP/1.1 200 OK\r\n"
const NO_NAME := "no.such.host.invalid"

## What to do, and what the Dictionary must hold; a String value is looked for in the entry.
const WAYS: Array[Dictionary] = [
	{"name": "refused", "to": "closed", "want": {"reason": "refused", "nothing_sent": true, "stage": "connect", "message": "no connection to", "host": "127.0.0.1"}},
	{"name": "silent_close", "script": [["read_head"], ["close"]], "want": {"reason": "closed", "nothing_sent": false, "stage": "read", "message": "before the answer did"}},
	{"name": "not_http", "script": [["read_head"], ["send", "hello\r\n"]], "want": {"reason": "not_http", "nothing_sent": false, "stage": "parse", "message": "not valid HTTP"}},
	{"name": "truncated_length", "script": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nabc"], ["close"]], "want": {"reason": "truncated", "nothing_sent": false, "stage": "read", "message": "3 of 10 bytes", "received": 3, "expected": 10}},
	{"name": "truncated_chunk", "script": [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"], ["close"]], "want": {"reason": "truncated", "nothing_sent": false, "stage": "read", "received": 2, "expected": -1}},
	{"name": "bad_chunk", "script": [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n"]], "want": {"reason": "not_http", "nothing_sent": false, "stage": "parse", "message": "chunk"}},
	{"name": "expired", "tls": {"certificate": "expired"}, "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "fault": "expired", "message": "; the clock of this computer says 2", "subject": "CN="}},
	{"name": "not_yet_valid", "tls": {"certificate": "not_yet_valid"}, "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "fault": "not_yet_valid", "message": "; the clock of this computer says 2"}},
	{"name": "wrong_name", "tls": {"certificate": "wrong_name"}, "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "fault": "name", "message": "not to localhost"}},
	{"name": "self_signed", "tls": {"certificate": "self_signed"}, "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "fault": "authority", "message": "signed by itself"}},
	{"name": "pin", "tls": {}, "set": {"certificate_pins": ["sha256//YhKJKSzoTt2b5FP18fvpHo7fJYqQCjAa3HWY3tvRMwE="]}, "want": {"reason": "pin", "nothing_sent": true, "stage": "tls", "fault": "pin", "subject": "CN=localhost", "pins": "sha256//", "message": "none of the pins in certificate_pins; theirs are sha256//"}},
	{"name": "client_certificate_12", "tls": {"client_auth": "require", "max": "1.2"}, "want": {"reason": "client_certificate", "nothing_sent": true, "stage": "tls", "alert": "handshake failure", "message": "it wants a client certificate"}},
	{"name": "client_certificate_13", "tls": {"client_auth": "require"}, "want": {"reason": "client_certificate", "stage": "read", "alert": "certificate required", "message": "it wants a client certificate"}},
	{"name": "must_staple", "tls": {"certificate": "must_staple"}, "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "fault": "staple", "message": "says that an OCSP answer comes with it, and no valid one did"}},
	{"name": "no_tls", "script": [["accept"], ["send", "HTTP/1.1 400 Bad\r\n\r\n"]], "secure": true, "want": {"reason": "tls", "nothing_sent": true, "stage": "tls", "message": "does not speak TLS"}},
	{"name": "proxy_407", "proxy": [["read_head"], ["send", "HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n"]], "want": {"reason": "proxy", "nothing_sent": true, "stage": "proxy", "proxy_status": 407, "message": "407 Who are you"}},
	{"name": "spaces", "host": "a b", "want": {"reason": "bad_host", "nothing_sent": true, "stage": "resolve", "message": "there is a blank in it", "host": "a b"}},
	{"name": "control_bytes", "host": "a\u001bb", "want": {"reason": "bad_host", "nothing_sent": true, "stage": "resolve", "message": "letters, digits, dots and hyphens"}},
	{"name": "port", "port": 70000, "want": {"reason": "bad_host", "nothing_sent": true, "stage": "connect", "message": "the port 70000 is not between 1 and 65535"}},
	{"name": "empty_chain", "tls": {}, "chain": "empty", "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "fault": "authority", "message": "not trusted"}},
	{"name": "broken_chain", "tls": {"certificate": "untrusted"}, "chain": "broken", "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "fault": "authority", "message": "not trusted"}},
	{"name": "expired_root", "tls": {}, "chain": "expired_root", "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "message": "expired on"}},
	{"name": "tls_ends", "script": [["accept"], ["read_body", 10], ["close"]], "secure": true, "want": {"reason": "tls", "nothing_sent": true, "stage": "tls", "message": "closed the connection in the TLS handshake (a device on the way"}},
	{"name": "tls_reset", "script": [["accept"], ["read_body", 10], ["reset"]], "secure": true, "want": {"reason": "reset", "nothing_sent": true, "stage": "tls", "message": "GODEBUG=tlsmlkem=0"}},
	{"name": "negative_serial", "tls": {"certificate": "negative_serial"}, "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "message": "malformed (its serial number is negative), and no option"}},
	{"name": "odd_printable", "tls": {"certificate": "odd_printable"}, "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "message": "malformed (a character that its kind of text does not have)"}},
	{"name": "latin1_name", "tls": {"certificate": "latin1_name"}, "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "message": "malformed (one of its names)"}},
	{"name": "hyphen_first", "tls": {"certificate": "wildcard"}, "as": "-a.example", "want": {"reason": "certificate", "nothing_sent": true, "stage": "tls", "fault": "name", "asked": "-a.example", "message": "begins with a hyphen"}},
	{"name": "plain_to_tls", "script": [["read_head"], ["send_hex", "15030100020246"], ["close"]], "want": {"reason": "not_http", "nothing_sent": false, "stage": "parse", "message": "in TLS, not in plain HTTP: https://"}},
	{"name": "tls_alert", "script": [["accept"], ["read_body", 10], ["send_hex", "15030300020228"], ["wait_close"]], "secure": true, "want": {"reason": "tls", "nothing_sent": true, "stage": "tls", "alert": "handshake failure", "message": "refused the TLS handshake"}},
	{"name": "tls_body_cut", "tls": {}, "script": [["read_head"], ["send", H + "\r\nabc"], ["cut"]], "want": {"reason": "truncated", "nothing_sent": false, "stage": "read", "message": "after 3 bytes"}},
	{"name": "proxy_loop", "proxy": [["read_head"], ["send", "CONNECT localhost:1 HTTP/1.1\r\n\r\n"]], "want": {"reason": "proxy", "nothing_sent": true, "stage": "proxy"}},
	{"name": "proxy_socks", "scheme": "socks5h://", "proxy": [["read_body", 3], ["send_hex", "0500"], ["read_body", 10], ["send_hex", "05050001000000000000"]], "want": {"reason": "proxy", "nothing_sent": true, "stage": "proxy", "proxy_status": 5, "message": "the server refused the connection"}},
	{"name": "proxy_malformed", "scheme": "gopher://", "proxy": [["accept"]], "want": {"reason": "proxy", "nothing_sent": true, "stage": "resolve", "message": "the proxy that is set makes no sense: its scheme"}},
	{"name": "reset_before_the_answer", "script": [["read_head"], ["reset"]], "want": {"reason": "reset", "nothing_sent": false, "stage": "read", "message": "the server 127.0.0.1 was reset by the other side"}},
	{"name": "reset_in_the_body", "script": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nabc"], ["pause", 20], ["reset"]], "want": {"reason": "reset", "nothing_sent": false, "message": "after 3 of 10 bytes", "received": 3, "expected": 10}},
	{"name": "unreachable", "host": "255.255.255.255", "want": {"reason": "unreachable", "nothing_sent": true, "stage": "connect", "message": "there is no way to that address"}},
	{"name": "body_limit", "set": {"body_size_limit": 2}, "script": [["read_head"], ["send", H + "Content-Length: 3\r\n\r\nabc"]], "want": {"reason": "limit", "nothing_sent": false, "stage": "read", "message": "body_size_limit, which is 2 bytes", "received": 0, "expected": 3}},
	{"name": "head_limit", "set": {"head_size_limit": 1024}, "script": [["read_head"], ["send", H + "A: 1234567890\r\n"], ["send_repeat", 200, "B: 1234567890\r\n"]], "want": {"reason": "limit", "nothing_sent": false, "stage": "parse", "message": "head_size_limit"}},
	{"name": "count_limit", "set": {"header_count_limit": 2}, "script": [["read_head"], ["send", H + "A: 1\r\nB: 2\r\nC: 3\r\n\r\n"]], "want": {"reason": "limit", "nothing_sent": false, "stage": "parse", "message": "header_count_limit"}},
	{"name": "closed_while_idle", "script": [["accept"], ["close"]], "idle": true, "want": {"reason": "closed", "nothing_sent": true, "stage": "read", "message": "closed the connection while it was idle"}},
	{"name": "closed_while_idle_tls", "tls": {}, "script": [["accept"], ["cut"]], "idle": true, "want": {"reason": "closed", "nothing_sent": true, "stage": "read", "message": "closed the connection while it was idle"}},
	{"name": "unasked_bytes", "script": [["accept"], ["send", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"]], "idle": true, "want": {"reason": "not_http", "nothing_sent": true, "stage": "parse", "message": "no request asked for"}},
	{"name": "secret", "host": "https://user:secret@localhost", "want": {"reason": "bad_host", "nothing_sent": true, "stage": "resolve", "host": "localhost", "message": "Authorization header"}},
	{"name": "path", "host": "https://localhost/api", "want": {"reason": "bad_host", "nothing_sent": true, "stage": "resolve", "message": "belongs to request()"}},
	{"name": "port_in_host", "host": "localhost:8080", "want": {"reason": "bad_host", "nothing_sent": true, "stage": "resolve", "message": "the port is the second argument"}},
	{"name": "websocket", "host": "wss://localhost", "want": {"reason": "bad_host", "nothing_sent": true, "stage": "resolve", "message": "WebSocketPeer"}},
	{"name": "proxy_down", "proxy_port": "closed", "want": {"reason": "proxy", "nothing_sent": true, "stage": "connect", "message": "no connection to the proxy 127.0.0.1:"}},
	{"name": "proxy_closes", "proxy": [["read_head"], ["close"]], "want": {"reason": "proxy", "nothing_sent": true, "stage": "proxy", "message": "closed the connection before it answered"}},
	{"name": "captive_portal", "proxy": [["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"]], "want": {"reason": "proxy", "nothing_sent": true, "stage": "proxy", "message": "a page of its own"}},
	{"name": "socks_password", "scheme": "socks5h://", "proxy": [["read_body", 3], ["send_hex", "05ff"]], "want": {"reason": "proxy", "nothing_sent": true, "stage": "proxy", "message": "wants a user and a password"}},
]

var _known: Trust


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for way: Dictionary in WAYS:
		found.append({"name": way["name"], "run": _run.bind(way)})
		found.append({"name": way["name"] + "_blocking", "run": _run.bind(way, true)})
		found.append({"name": way["name"] + "_in_a_thread", "run": _run_in_a_thread.bind(way)})
	return found


## Each word of the list is provoked: by a way above, or by the test named here.
func test_each_word_is_provoked() -> void:
	var elsewhere: Dictionary[String, String] = {"offline": "test_networks", "resolver": "test_networks", "name_unknown": "test_networks", "forbidden": "test_networks",
		"bad_call": "test_calls_that_do_nothing", "timeout": "test_handshake_that_takes_too_long", "internal": "tests/test_planted.gd", "no_descriptors": "../scripts/process/descriptors.gd"}
	for word: String in REASON_WORDS:
		var provoked: bool = WAYS.any(func(way: Dictionary) -> bool: return (way["want"] as Dictionary).get("reason") == word)
		var source: String = get_script().resource_path
		if not provoked and assert_true(elsewhere.has(word), "nothing provokes " + word):
			if elsewhere[word].ends_with(".gd"):
				source = ProjectSettings.globalize_path("res://").path_join(elsewhere[word]).simplify_path()
				if source.contains("/scripts/") and not FileAccess.file_exists(source):
					continue # only a checkout has it
			provoked = FileAccess.get_file_as_string(source).contains("\"%s\"" % word) and (not elsewhere[word].begins_with("test_") or has_method(elsewhere[word]))
			assert_true(provoked, "%s does not look for %s" % [elsewhere[word], word])
	finish()


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
	_compare(_reason(client), {"stage": "resolve", "host": NO_NAME, "port": 80, "message": NO_NAME, "nothing_sent": true})
	# As the machine that runs the tests has it.
	assert_true(_reason(client).get("reason") in ["name_unknown", "offline", "resolver", "timeout"], str(_reason(client)))
	finish()


func test_calls_that_do_nothing() -> void:
	var client: RefCounted = make(candidate)
	for row: Array in [["", null, "bad_host", "The host is empty."], ["localhost", TLSOptions.server(CryptoKey.new(), X509Certificate.new()), "bad_call", "those of a server"]]:
		assert_eq(client.call("connect_to_host", row[0], 80, row[1]), ERR_INVALID_PARAMETER, "connect_to_host(%s)" % row[0])
		forget_errors()
		_compare(_reason(client), {"reason": row[2], "message": row[3], "nothing_sent": true})
	assert_eq(client.call("request", 0, "/", []), ERR_INVALID_PARAMETER, "request without a connection")
	forget_errors()
	var script: Dictionary = server.start([["read_head"], ["send", H + "Content-Length: 2\r\n\r\nok"]])
	assert_true(connect_client(client, int(script["port"])), "not connected")
	assert_eq(_reason(client), {}, "connected")
	for row: Array in [[0, "no/slash", []], [99, "/", []], [0, "/", ["no colon"]], [0, "/\r\nX: y", []]]:
		assert_eq(client.callv("request", row), ERR_INVALID_PARAMETER, "request%s" % [row])
		forget_errors()
		_compare(_reason(client), {"reason": "bad_call", "stage": "write", "nothing_sent": true})
	assert_eq(client.call("request", 0, "/", []), OK, "a good one")
	assert_eq(_reason(client), {}, "after a good one")
	client.call("close")
	server.drop(int(script["id"]))
	finish()


func test_handshake_that_takes_too_long() -> void:
	const SETTING := "network/limits/tcp/connect_timeout_seconds"
	var before: Variant = ProjectSettings.get_setting(SETTING)
	var script: Dictionary = server.start([["accept"], ["wait_close"]])
	var client: RefCounted = make(candidate)
	ProjectSettings.set_setting(SETTING, 1)
	client.call("connect_to_host", "localhost", script["port"], TLSOptions.client())
	var second: Dictionary = server.start([["accept"], ["wait_close"]])
	var engine := HTTPClient.new()
	engine.connect_to_host("localhost", int(second["port"]), TLSOptions.client())
	ProjectSettings.set_setting(SETTING, before)
	assert_true(poll_until(client, HTTPClient.STATUS_TLS_HANDSHAKE_ERROR, 15000), "still waits")
	# The engine's has no limit for that.
	for i: int in 100:
		engine.poll()
	assert_eq(engine.get_status(), HTTPClient.STATUS_CONNECTING, "the engine's status")
	engine.close()
	server.drop(int(second["id"]))
	_compare(_reason(client), {"reason": "timeout", "stage": "tls", "host": "localhost", "nothing_sent": true, "message": "did not end in time"})
	server.drop(int(script["id"]))
	finish()


## What only another network than ours makes of a call, in a Godot in a network of its own.
func test_networks() -> void:
	const HOSTS := "mount --bind \"$1/resolv.conf\" /etc/resolv.conf && mount --bind \"$1/nsswitch.conf\" /etc/nsswitch.conf"
	const ROUTE := " && ip link set lo up && ip route add default dev lo"
	var ways: Array[Dictionary] = [
		{"set_up": "", "hosts": "files dns", "to": "api.example.com=80", "want": {"reason": "offline", "stage": "resolve", "message": "this computer is not connected to a network"}},
		{"set_up": "", "hosts": "files dns", "to": "192.0.2.7=80", "want": {"reason": "unreachable", "stage": "connect", "message": "no way to that address"}},
		{"set_up": ROUTE, "hosts": "files dns", "to": "api.example.com=80", "want": {"reason": "resolver", "stage": "resolve", "message": "the name server failed"}},
		{"set_up": ROUTE, "hosts": "files", "to": "api.example.com=80", "want": {"reason": "name_unknown", "stage": "resolve", "message": "api.example.com is not known"}},
		{"set_up": ROUTE + " && ip route add prohibit 192.0.2.0/24", "hosts": "files", "to": "192.0.2.7=80", "want": {"reason": "forbidden", "stage": "connect", "message": "does not let this program connect"}},
	]
	_write("resolv.conf", "nameserver 127.0.0.1\n")
	_write("nsswitch.conf", "hosts: files\n")
	if not _apart("nm", HOSTS + ROUTE):
		skip("no network of its own can be had: it takes unshare, ip, mount and the rights to use them, and --godot")
		return
	for way: Dictionary in ways:
		_write("nsswitch.conf", "hosts: %s\n" % way["hosts"])
		var got: Dictionary = _probe("nm", HOSTS + str(way["set_up"]), str(way["to"]))
		_compare(got, (way["want"] as Dictionary).merged({"nothing_sent": true, "host": str(way["to"]).get_slice("=", 0)}))
	finish()


## A system without certificates: nobody is trusted, and that is what is said.
func test_no_roots() -> void:
	const HIDE := "unset SSL_CERT_FILE SSL_CERT_DIR; for d in /etc/ssl /etc/pki; do [ ! -d $d ] || mount -t tmpfs none $d || exit; done"
	if not _apart("m", HIDE):
		skip("certificates cannot be hidden: it takes unshare, mount and the rights to use them, and --godot")
		return
	var script: Dictionary = server.start([["wait_close"]], {})
	_compare(_probe("m", HIDE, "https://localhost=%d" % script["port"]),
			{"reason": "certificate", "stage": "tls", "host": "localhost", "nothing_sent": true, "fault": "authority", "message": "no trusted certificates were found on this system"})
	server.drop(int(script["id"]))
	finish()


## Whether a Godot can be started behind [param set_up], in namespaces of its own; see unshare(1) for the letters.
func _apart(namespaces: String, set_up: String) -> bool:
	return OS.get_name() == "Linux" and not str(options["godot"]).is_empty() and OS.execute("unshare", _unshare(namespaces, set_up) + PackedStringArray(["true"])) == 0


## Runs reason_probe.gd like that, and returns what it found.
func _probe(namespaces: String, set_up: String, to: String) -> Dictionary:
	var output: Array = []
	OS.execute("unshare", _unshare(namespaces, set_up) + PackedStringArray([options["godot"], "--headless", "--path", ProjectSettings.globalize_path("res://"),
			"-s", "res://tests/reason_probe.gd", "--", to]), output, true)
	for line: String in "".join(output).replace("\r", "").split("\n"):
		if line.begins_with("REASON "):
			return JSON.parse_string(line.trim_prefix("REASON "))
	fail("nothing of %s:\n%s" % [to, "\n".join(output)])
	return {}


## The arguments of unshare before a command. [method OS.execute] gives arguments to a shell, which would read the script.
func _unshare(namespaces: String, set_up: String) -> PackedStringArray:
	var script: String = _write("set_up.sh", "{ %s; } && shift && exec \"$@\"\n" % set_up)
	var user: String = "r" if OS.execute("unshare", ["-r", "true"]) == 0 else ""
	return PackedStringArray(["-" + user + namespaces, "sh", script, script.get_base_dir()])


## Returns the path of a new file.
func _write(file_name: String, text: String) -> String:
	var folder: String = OS.get_user_data_dir().path_join("apart")
	DirAccess.make_dir_recursive_absolute(folder)
	var file: FileAccess = FileAccess.open(folder.path_join(file_name), FileAccess.WRITE)
	file.store_string(text)
	file.close()
	return folder.path_join(file_name)


func test_what_is_known_stays_when_a_body_is_cut() -> void:
	for polled: bool in [false, true]:
		var script: Dictionary = server.start([["read_head"], ["send", H + "A: 1\r\nContent-Length: 9\r\n\r\nhel"], ["gate"], ["close"]])
		var client: RefCounted = make(candidate)
		assert_true(connect_client(client, int(script["port"])), "not connected")
		client.call("request", 0, "/", [])
		assert_true(poll_until(client, HTTPClient.STATUS_BODY), "no body")
		server.go(int(script["id"]))
		var limit: int = Time.get_ticks_msec() + 5000
		while client.call("get_status") == HTTPClient.STATUS_BODY and Time.get_ticks_msec() < limit:
			if polled:
				client.call("poll")
			client.call("read_response_body_chunk")
		assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTION_ERROR, "status")
		assert_eq(client.call("get_response_code"), 200, "code")
		assert_eq(client.call("get_response_body_length"), 9, "length")
		assert_eq(client.call("has_response"), true, "has_response")
		assert_eq(client.call("get_response_headers"), PackedStringArray(["A: 1", "Content-Length: 9"]), "headers")
		client.call("close")
		assert_eq([client.call("get_response_code"), client.call("get_response_body_length"), client.call("has_response")], [0, -1, false], "after close()")
		server.drop(int(script["id"]))
	finish()


func _run_in_a_thread(way: Dictionary) -> void:
	var thread := Thread.new()
	thread.start(_run.bind(way))
	thread.wait_to_finish()


func _run(way: Dictionary, blocking: bool = false) -> void:
	var client: RefCounted = make(candidate)
	client.set("blocking_mode_enabled", blocking)
	var secure: bool = way.has("tls") or way.has("proxy") or way.get("secure", false)
	var script: Dictionary = server.start(way.get("script", [["read_head"]]) as Array, way.get("tls"))
	var proxy: Dictionary = {}
	if way.has("proxy"):
		proxy = server.start(way["proxy"] as Array)
		client.call("set_https_proxy", str(way.get("scheme", "")) + "127.0.0.1", proxy["port"])
	var port: int = server.closed_port() if way.get("to") == "closed" else int(script["port"])
	port = way.get("port", port)
	var host: String = way.get("host", "localhost" if secure else "127.0.0.1")
	if way.has("proxy_port"):
		client.call("set_http_proxy", "127.0.0.1", server.closed_port())
	for property: String in way.get("set", {}):
		client.set(property, way["set"][property])
	client.call("connect_to_host", host, port, TLSOptions.client(_trust().certificate(way.get("chain", "ca")), str(way.get("as", ""))) if secure else null)
	if way.get("idle", false):
		_idle(client, script)
	_drive(client)
	forget_errors() # of the port
	_compare(_reason(client), way["want"] as Dictionary)
	assert_true(not str(_reason(client)).contains("secret"), "a secret is told: %s" % _reason(client))
	# Who failed: the host as it was typed, or the proxy.
	if not way.has("host"):
		var of_proxy: bool = (way["want"] as Dictionary).get("reason") == "proxy" and way["name"] != "proxy_malformed"
		assert_eq(_reason(client).get("host"), "127.0.0.1" if of_proxy else host, "host")
		if of_proxy and not proxy.is_empty():
			assert_eq(_reason(client).get("port"), int(proxy["port"]), "port")
		elif not of_proxy:
			assert_eq(_reason(client).get("port"), port, "port")
	var connected: bool = way.has("tls") or (way["want"] as Dictionary).get("stage") in ["read", "parse"]
	assert_true(not connected or str(_reason(client).get("address", "")).ends_with(":%d" % port), "address: %s" % _reason(client))
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


## Connects, lets the server end its script, and asks without a poll between: the request must not go out.
func _idle(client: RefCounted, script: Dictionary) -> void:
	assert_true(poll_until(client, HTTPClient.STATUS_CONNECTED), "not connected: %s" % _reason(client))
	assert_true(server.wait_steps(int(script["id"]), 2, 5000), "the server has not done its part")
	OS.delay_msec(20) # on its way
	assert_eq(client.call("request", HTTPClient.METHOD_GET, "/", []), OK, "request()")
	assert_eq(client.call("get_status"), HTTPClient.STATUS_REQUESTING, "status after request()")
	assert_eq(client.call("poll"), ERR_CONNECTION_ERROR, "poll()")
	assert_eq(client.call("get_status"), HTTPClient.STATUS_CONNECTION_ERROR, "status after poll()")


func _compare(got: Dictionary, want: Dictionary) -> void:
	assert_reason(got)
	for key: String in want:
		var same: bool = got.get(key) == want[key] if not want[key] is String else str(got.get(key)).to_lower().contains(str(want[key]).to_lower())
		assert_true(same and got.has(key), "%s is %s, want %s, in %s" % [key, got.get(key), want[key], got])


func _reason(client: RefCounted) -> Dictionary:
	return client.call("get_last_error")


func _trust() -> Trust:
	if _known == null:
		_known = Trust.new(server.info())
	return _known
