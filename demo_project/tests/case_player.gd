# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Plays one case on one class. A case is data, the same for both classes:
##
## [codeblock]
## {"name": "length", "points": [14, 17], "server": "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"}
## [/codeblock]
##
## - name: unique. points: the points of the contract that it looks at.
## - server: steps of the scripted server (pkg/testserver/step.go), or a String: read a head, send that, stay open.
## - second, proxy: further scripts, as $PORT2 and $PROXY_PORT; "$PORT" in their steps is the port of server.
## - tls: a Dictionary for server ({"certificate": "expired"}); connect then uses $TLS.
## - steps: what the client does, see the _op_ methods; without it [constant FETCH].
## - ours: where an RFC wins over the engine, the expected summary instead of a comparison; compat: its line in COMPAT.md, or "" where the engine does the
##   same or differs with timing.
## - limit: milliseconds for each wait.
##
## In arguments, "$PORT", "$PORT2", "$PROXY_PORT", "$CLOSED_PORT", "$TLS", "$TLS_UNSAFE", "$TLS_SERVER", "$TLS_SYSTEM", "$TLS=x" (see trust.gd),
## "$PEER" and "$NAME" of a kept value are replaced.

const ClientSource := preload("res://tests/client_source.gd")
const ServerControl := preload("res://tests/server_control.gd")
const CaseTrace := preload("res://tests/case_trace.gd")
const Trust := preload("res://tests/trust.gd")

const FETCH: Array = [["connect"], ["until", 5], ["request"], ["answer"], ["head"], ["headers"], ["read_all"], ["state"]]
const LIMIT := 5000

var server: ServerControl
var errors: Object
var trust: Trust

var trace: CaseTrace
var client: RefCounted

var _driver: RefCounted
var _names: Dictionary = {}
var _scripts: Dictionary = {}
var _secure := false
var _limit := LIMIT


## Plays [param case] on a new client of [param class_id]; [param typed] makes the calls from a script with static types.
func play(case: Dictionary, class_id: String, typed: bool, limit: int = LIMIT) -> CaseTrace:
	trace = CaseTrace.new()
	trace.class_id = class_id
	_limit = int(case.get("limit", limit))
	_secure = case.has("tls")
	_start_scripts(case)
	if errors:
		errors.call("take")
	if typed:
		_driver = ClientSource.compile(ClientSource.TYPED_DRIVER, class_id).new()
		client = _driver.get("client")
	else:
		client = ClassDB.instantiate(class_id)
	var step := 0
	for op: Array in case.get("steps", FETCH):
		step += 1
		trace.add("%d %s" % [step, " ".join(op.map(trace.show_argument))])
		callv("_op_" + str(op[0]), [op.slice(1)])
		if client:
			trace.add_status(_call(&"get_status"))
			_note_why()
		if errors:
			trace.add_errors(errors.call("take"))
		if trace.late:
			break
	_op_free([])
	_names.clear()
	for name: String in _scripts:
		_add_wire(name, 2000)
		server.drop(_scripts[name])
	return trace


func _start_scripts(case: Dictionary) -> void:
	for name: String in ["server", "second", "proxy"]:
		if not case.has(name):
			continue
		var steps: Variant = case[name]
		if steps is String:
			steps = [["read_head"], ["send", steps]]
		var started: Dictionary = server.start(_value(steps) as Array, case.get("tls") if name == "server" else null)
		_scripts[name] = started["id"]
		var port_name: String = {"server": "PORT", "second": "PORT2", "proxy": "PROXY_PORT"}[name]
		_names["$" + port_name] = started["port"]
		trace.ports[started["port"]] = port_name


## Returns [param value] with names replaced, in arrays as well.
func _value(value: Variant) -> Variant:
	if value is Array:
		return (value as Array).map(_value)
	if not value is String or not (value as String).begins_with("$"):
		return value
	var name: String = value
	if _names.has(name):
		return _names[name]
	match name:
		"$TLS":
			return trust.options("client(ca)")
		"$TLS_UNSAFE":
			return trust.options("unsafe")
		"$TLS_SYSTEM":
			return trust.options("client")
		"$TLS_SERVER":
			return trust.options("server")
		"$CLOSED_PORT":
			_names[name] = server.closed_port()
			trace.ports[_names[name]] = "CLOSED_PORT"
			return _names[name]
	if name.begins_with("$TLS="):
		return trust.options(name.trim_prefix("$TLS="))
	return value


func _call(method: StringName, args: Array = []) -> Variant:
	if _driver and ClientSource.fits_typed(method, args):
		return _driver.call("typed_call", method, args)
	return client.callv(method, args)


## Runs [param again] until it returns true; a wait that takes too long ends the case.
func _wait(what: String, again: Callable) -> void:
	var limit: int = Time.get_ticks_msec() + _limit
	while not again.call():
		if Time.get_ticks_msec() > limit:
			trace.late = true
			trace.add("  TIMEOUT waiting for %s, status %s" % [what, CaseTrace.STATUS_NAMES[_call(&"get_status")]])
			return
		OS.delay_usec(100)


## Polls in a loop. How often OK comes first is timing, so only errors are noted, each once.
func _poll() -> void:
	var before: Variant = trace.summary.get("poll")
	var result: Variant = _call(&"poll")
	trace.summary["poll"] = result
	if typeof(result) != TYPE_INT or (result != OK and result != before):
		trace.add("  poll %s" % trace.show(result))
	trace.add_status(_call(&"get_status"))


## Notes what a failure is told as, once.
func _note_why() -> void:
	const FAILED: PackedInt32Array = [HTTPClient.STATUS_CANT_RESOLVE, HTTPClient.STATUS_CANT_CONNECT, HTTPClient.STATUS_CONNECTION_ERROR, HTTPClient.STATUS_TLS_HANDSHAKE_ERROR]
	if not client.has_method("get_last_error"):
		return
	var why: Dictionary = client.call("get_last_error")
	if (client.call("get_status") in FAILED or not why.is_empty()) and (trace.whys.is_empty() or trace.whys[-1] != why):
		trace.whys.append(why)


## connect: 127.0.0.1 and the server's port; or the arguments of connect_to_host.
func _op_connect(args: Array) -> void:
	if args.is_empty():
		args = ["127.0.0.1", "$PORT"]
		if _secure:
			args.append("$TLS")
	trace.summary["connect"] = _call(&"connect_to_host", _value(args) as Array)
	trace.summary.erase("poll")
	trace.add("  returned %s" % trace.show(trace.summary["connect"]))


## until S or [S, S...]: polls until the status is one of these.
func _op_until(args: Array) -> void:
	var wanted: Array = args[0] if args[0] is Array else [args[0]]
	_wait("status %s" % str(wanted), func() -> bool:
		if _call(&"get_status") in wanted:
			return true
		_poll()
		return _call(&"get_status") in wanted)


## request [METHOD [TARGET [HEADERS [BODY]]]]: request(), or request_raw() where BODY is a PackedByteArray.
func _op_request(args: Array) -> void:
	var full: Array = [HTTPClient.METHOD_GET, "/", PackedStringArray()]
	for i: int in args.size():
		if i < 3:
			full[i] = PackedStringArray(args[i] as Array) if i == 2 else args[i]
		else:
			full.append(args[i])
	var raw: bool = full.size() > 3 and full[3] is PackedByteArray
	trace.summary["request"] = _call(&"request_raw" if raw else &"request", full)
	trace.summary.erase("poll")
	trace.add("  returned %s" % trace.show(trace.summary["request"]))


## answer: polls until the status is REQUESTING no more.
func _op_answer(_args: Array) -> void:
	_wait("an answer", func() -> bool:
		if _call(&"get_status") != HTTPClient.STATUS_REQUESTING:
			return true
		_poll()
		return _call(&"get_status") != HTTPClient.STATUS_REQUESTING)


func _op_poll(_args: Array) -> void:
	_note("poll", &"poll")


## polls N: polls N times, a little apart.
func _op_polls(args: Array) -> void:
	for i: int in int(args[0]):
		_poll()
		OS.delay_usec(300)


## quiet MS: looks at the status without poll.
func _op_quiet(args: Array) -> void:
	var limit: int = Time.get_ticks_msec() + int(args[0])
	while Time.get_ticks_msec() < limit:
		trace.add_status(_call(&"get_status"))
		OS.delay_usec(300)


func _op_head(_args: Array) -> void:
	_note("code", &"get_response_code")
	_note("has_response", &"has_response")
	_note("chunked", &"is_response_chunked")
	_note("length", &"get_response_body_length")


func _op_headers(_args: Array) -> void:
	_note("headers", &"get_response_headers")


func _op_dict(_args: Array) -> void:
	_note("dict", &"get_response_headers_as_dictionary")


func _op_state(_args: Array) -> void:
	_op_head([])
	trace.summary["connection"] = client.get("connection") != null
	trace.add("  connection %s" % ("there" if trace.summary["connection"] else "null"))


func _note(key: String, method: StringName) -> void:
	trace.summary[key] = _call(method)
	trace.add("  %s %s" % [key, trace.show(trace.summary[key])])


## read: one read, at once.
func _op_read(_args: Array) -> void:
	trace.summary["read"] = _call(&"read_response_body_chunk")
	trace.add("  returned %s" % trace.show(trace.summary["read"]))


## piece: reads until something came or the status is BODY no more.
func _op_piece(_args: Array) -> void:
	_wait("a piece", func() -> bool:
		var piece: PackedByteArray = _call(&"read_response_body_chunk")
		if not piece.is_empty():
			trace.add("  piece %s" % CaseTrace.show_bytes(piece))
		return not piece.is_empty() or _call(&"get_status") != HTTPClient.STATUS_BODY)


## read_all ["poll"]: reads while the status is BODY, with a poll before each read where asked for. Pieces of a chunked
## body are noted one by one, since scripts parse each as an event; of other bodies their sum and the largest.
func _op_read_all(args: Array) -> void:
	var polls: bool = not args.is_empty()
	var pieces: Array[PackedByteArray] = []
	var body := PackedByteArray()
	var largest := 0
	var chunked: bool = _call(&"is_response_chunked")
	# A lambda captures numbers by value, so the loop stands here.
	var limit: int = Time.get_ticks_msec() + _limit
	while _call(&"get_status") == HTTPClient.STATUS_BODY:
		if polls:
			_poll()
			if _call(&"get_status") != HTTPClient.STATUS_BODY:
				break
		var piece: PackedByteArray = _call(&"read_response_body_chunk")
		if not piece.is_empty():
			pieces.append(piece)
			body.append_array(piece)
			largest = maxi(largest, piece.size())
			limit = Time.get_ticks_msec() + _limit
		elif Time.get_ticks_msec() > limit:
			trace.late = true
			trace.add("  TIMEOUT after %d bytes of the body" % body.size())
			break
		elif _call(&"get_status") == HTTPClient.STATUS_BODY:
			OS.delay_usec(100)
	trace.summary["body"] = CaseTrace.show_bytes(body)
	trace.summary["pieces"] = pieces.map(CaseTrace.show_bytes)
	trace.summary["body_size"] = body.size()
	trace.summary["largest"] = largest
	trace.add("  body %s" % trace.summary["body"])
	if chunked:
		trace.add("  pieces %s" % var_to_str(trace.summary["pieces"]))
	else:
		trace.add("  no piece over read_chunk_size: %s" % str(largest <= int(client.get("read_chunk_size"))))


## call METHOD ARGS...: any call, with the arguments as they are.
func _op_call(args: Array) -> void:
	var result: Variant = _call(StringName(args[0]), _value(args.slice(1)) as Array)
	trace.add("  returned %s" % trace.show(result))
	if not result is Object:
		trace.summary["call"] = result


func _op_set(args: Array) -> void:
	var value: Variant = _value(args[1])
	if _driver and not value is float:
		_driver.call("typed_set", StringName(args[0]), value)
	else:
		client.set(args[0], value)
	_op_get(args)


func _op_get(args: Array) -> void:
	var value: Variant = _driver.call("typed_get", StringName(args[0])) if _driver else client.get(args[0])
	trace.add("  %s is %s" % [args[0], trace.show(value)])
	# The summary outlives the case, and must not keep a stream open.
	if not value is Object:
		trace.summary["get"] = value


func _op_close(_args: Array) -> void:
	_call(&"close")


## conn METHOD ARGS...: a call of the stream in the connection property.
func _op_conn(args: Array) -> void:
	var stream: Object = client.get("connection")
	if stream == null:
		trace.add("  no connection")
		return
	trace.summary["conn"] = stream.callv(args[0], _value(args.slice(1)) as Array)
	trace.add("  returned %s" % trace.show(trace.summary["conn"]))


## conn_wait N: waits until the stream has N bytes.
func _op_conn_wait(args: Array) -> void:
	var stream: StreamPeer = client.get("connection")
	_wait("bytes in the stream", func() -> bool: return stream.get_available_bytes() >= int(args[0]))


## keep NAME: the connection is $NAME from now on.
func _op_keep(args: Array) -> void:
	_names["$" + str(args[0])] = client.get("connection")


## peer [PORT]: $PEER is a new StreamPeerTCP that is connected with the server.
func _op_peer(args: Array) -> void:
	var peer := StreamPeerTCP.new()
	peer.connect_to_host("127.0.0.1", _value(args[0] if args.size() > 0 else "$PORT") as int)
	_names["$PEER"] = peer
	_wait("a peer", func() -> bool:
		peer.poll()
		return peer.get_status() == StreamPeerTCP.STATUS_CONNECTED)


## tls_peer: $TLS_PEER is a new StreamPeerTLS on $PEER.
func _op_tls_peer(_args: Array) -> void:
	var peer := StreamPeerTLS.new()
	peer.connect_to_stream(_names["$PEER"] as StreamPeer, "localhost", trust.options("client(ca)"))
	_names["$TLS_PEER"] = peer
	_wait("a TLS peer", func() -> bool:
		peer.poll()
		return peer.get_status() == StreamPeerTLS.STATUS_CONNECTED)


## go: opens one gate of the server.
func _op_go(args: Array) -> void:
	server.go(_scripts[args[0] if args.size() > 0 else "server"])


## server N: waits until the server has done N steps.
func _op_server(args: Array) -> void:
	if not server.wait_steps(_scripts["server"], int(args[0]), _limit):
		trace.late = true
		trace.add("  TIMEOUT waiting for the server's step %d" % int(args[0]))


## free: drops the last reference.
func _op_free(_args: Array) -> void:
	_driver = null
	client = null


## closed: waits until the server saw the end of each connection.
func _op_closed(_args: Array) -> void:
	for peer: Dictionary in server.record(_scripts["server"], _limit).get("records", []):
		if peer["peer"] == "open":
			trace.late = true
		trace.add("  the server sees the connection %s" % ("open" if peer["peer"] == "open" else "closed"))


## Notes the bytes that the server got, with port numbers replaced.
func _add_wire(name: String, msec: int) -> void:
	var answer: Dictionary = server.record(_scripts[name], msec)
	var all: Array = []
	for seen: Dictionary in answer.get("records", []):
		var bytes: PackedByteArray = Marshalls.base64_to_raw(str(seen["request"]))
		# Port numbers stand in the first head; what is hashed must not have one.
		var head: int = bytes.size()
		if head > 4096:
			head = bytes.slice(0, 32768).get_string_from_ascii().find("\r\n\r\n") + 4
		var text: String = trace.normal(CaseTrace.escape(bytes.slice(0, head))) + CaseTrace.show_bytes(bytes.slice(head))
		# A TLS client is never twice the same.
		var hello: int = text.find("\\x16\\x03")
		if hello >= 0:
			text = text.left(hello) + "<TLS>"
		if hello < 0 and seen["length"] != bytes.size():
			text += " of %d bytes" % (int(seen["length"]) - head)
		all.append(text)
		# The engine asks a proxy for a tunnel with "Host: :-1"; one case looks at that, the others must not fail for it.
		if text.begins_with("CONNECT") and name != "server":
			trace.summary["wire_%s_host" % name] = text.get_slice("\\nHost: ", 1).get_slice("\\r", 0)
			text = CaseTrace.without_host(text)
		trace.add("wire of %s: %s, %s" % [name, text, "open" if seen["peer"] == "open" else "closed"])
		# Not in the lines: the engine sends an IP address as the name and, where it checks nothing, no name.
		trace.summary["tls_name"] = seen["sni"]
	trace.summary["wire" if name == "server" else "wire_" + name] = all
