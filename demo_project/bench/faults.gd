# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://bench/fleet.gd"
## Servers that die, for soak.gd. Each method returns figures; bytes are lost where what came is no beginning of what the
## server sends, or where get_last_error() counts other bytes than came.

const PERIOD := (1 << 20) - 3 # after so many bytes the server's bodies repeat themselves
const SEEN := 100000 # bytes of a body before its server dies


## A test server in a process of its own.
class ServerProcess:
	var port := 0
	var _pid := 0
	var _pipes: Dictionary # it lives as long as its standard input is open
	var _folder := ""


	## Starts it, on the port that it had before.
	func start(program: String) -> bool:
		_pipes = OS.execute_with_pipe(program, ["--plain-port=%d" % port])
		if _pipes.is_empty():
			return false
		var ready: Variant = JSON.parse_string((_pipes["stdio"] as FileAccess).get_line())
		if not ready is Dictionary:
			return false
		port = str((ready as Dictionary)["plain"]).get_slice(":", 1).to_int()
		_pid = int((ready as Dictionary)["pid"])
		_folder = str((ready as Dictionary)["folder"])
		return true


	## SIGKILL: it closes nothing by itself. What it leaves in the file system goes here.
	func kill() -> void:
		OS.kill(_pid)
		_pipes.clear()
		for file: String in DirAccess.get_files_at(_folder):
			DirAccess.remove_absolute(_folder.path_join(file))
		DirAccess.remove_absolute(_folder)


## Kills the server in the middle of [param count] bodies, half of them chunked, and starts it again on the same port.
func killed(program: String, count: int) -> Dictionary:
	var figures: Dictionary = {"errors": 0, "lost": 0, "bytes": 0, "again": 0, "started": 0}
	var whole: PackedByteArray = bytes_of("/bytes/%d" % (2 * PERIOD))
	var want: PackedByteArray = _reference(262144)
	var server := ServerProcess.new()
	if not server.start(program):
		return figures
	var clients: Array[RefCounted] = []
	var at: PackedInt64Array = [] # bytes of each body that came and were right
	at.resize(count)
	for i: int in count:
		clients.append(_make())
		clients[i].call("connect_to_host", "127.0.0.1", server.port)
		_until(clients[i], CONNECTING)
		clients[i].call("request", HTTPClient.METHOD_GET, "/bytes/1000000000" if i % 2 else "/packed/1000000000/50000", [])
	for i: int in count:
		at[i] = _check(clients[i], whole, 0, SEEN)
		figures["started"] += 1 if at[i] >= SEEN else 0
	server.kill()
	for i: int in count:
		at[i] = _check(clients[i], whole, at[i], 1 << 40)
		figures["errors"] += 1 if _status(clients[i]) == HTTPClient.STATUS_CONNECTION_ERROR else 0
		var told: Dictionary = clients[i].call("get_last_error")
		figures["lost"] += 0 if at[i] >= SEEN and int(told.get("received", -1)) == at[i] and int(told.get("expected", 0)) == (1000000000 if i % 2 else -1) else 1
		figures["bytes"] += maxi(at[i], 0)
	if not server.start(program):
		return figures
	for client: RefCounted in clients:
		client.call("connect_to_host", "127.0.0.1", server.port)
		_until(client, CONNECTING)
		client.call("request", HTTPClient.METHOD_GET, "/bytes/262144", [])
		var sum := HashingContext.new()
		sum.start(HashingContext.HASH_SHA256)
		sum.update(_until(client, BUSY))
		figures["again"] += 1 if sum.finish() == want else 0
	server.kill()
	return figures


## Reads until [param enough] bytes of the body came or it ended, and holds each against the server's. Returns how many
## there were, -1 after a wrong one.
func _check(client: RefCounted, whole: PackedByteArray, at: int, enough: int) -> int:
	var limit: int = Time.get_ticks_msec() + PATIENCE
	while _status(client) == HTTPClient.STATUS_REQUESTING and Time.get_ticks_msec() < limit:
		client.call("poll")
	while at >= 0 and at < enough and _status(client) == HTTPClient.STATUS_BODY and Time.get_ticks_msec() < limit:
		var piece: PackedByteArray = client.call("read_response_body_chunk")
		if piece != whole.slice(at % PERIOD, at % PERIOD + piece.size()):
			return -1
		at += piece.size()
		if piece.is_empty():
			OS.delay_usec(50)
	return at


## A reset at each stage of an exchange: what came before it is delivered, and then it is an error.
func resets(count: int) -> Dictionary:
	var stages: Array = [ # the bytes that must have come, the server's steps
		["", [["accept"], ["read_body", 10], ["reset"]]], # in the TLS handshake
		["", [["accept"], ["reset"]]], # before the request
		["", [["accept"], ["read_body", 10], ["reset"]]], # in the request
		["", [["read_head"], ["reset"]]],
		["", [["read_head"], ["send", "HTTP/1.1 2"], ["reset"]]],
		["", [["read_head"], ["send", H + "X: y\r\n"], ["reset"]]],
		["", [["read_head"], ["send", H + "Content-Length: 5\r\n\r\n"], ["reset"]]],
		["hel", [["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhel"], ["reset"]]],
		["he", [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhe"], ["reset"]]],
		["hello", [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0"], ["reset"]]],
		["until", [["read_head"], ["send", H + "\r\nuntil"], ["reset"]]],
		["hello", [["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"], ["gate"], ["reset"]]], # after the answer
	]
	var body := PackedByteArray()
	body.resize(4 << 20)
	var figures: Dictionary = {"errors": 0, "lost": 0, "stages": stages.size()}
	for stage: int in stages.size():
		for i: int in count:
			var script: Dictionary = _control.start(stages[stage][1] as Array)
			var client: RefCounted = _make()
			client.call("connect_to_host", "127.0.0.1", int(script["port"]), _options if stage == 0 else null)
			_until(client, CONNECTING)
			if stage == 1:
				_until(client, [HTTPClient.STATUS_CONNECTED] as Array[int])
			elif stage > 1:
				client.call("request_raw", HTTPClient.METHOD_POST, "/", [], body if stage == 2 else PackedByteArray())
			var got: String = _until(client, BUSY).get_string_from_ascii()
			if stage == stages.size() - 1:
				_control.go(int(script["id"]))
				_until(client, [HTTPClient.STATUS_CONNECTED] as Array[int])
			# At once after the accept it may still be the connect that fails.
			var due: Array = [HTTPClient.STATUS_CONNECTION_ERROR]
			if stage == 0:
				due = [HTTPClient.STATUS_TLS_HANDSHAKE_ERROR]
			elif stage == 1:
				due.append(HTTPClient.STATUS_CANT_CONNECT)
			figures["errors"] += 1 if _status(client) in due else 0
			figures["lost"] += 0 if got == stages[stage][0] else 1
			_control.drop(int(script["id"]))
	return figures
