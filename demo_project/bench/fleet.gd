# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Many clients at once, for soak.gd. Each method returns figures.

const ServerControl := preload("res://tests/server_control.gd")
const PATIENCE := 60000 # milliseconds
const H := "HTTP/1.1 200 OK\r\n"
const CONNECTING: Array[int] = [HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING]
const BUSY: Array[int] = [HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING, HTTPClient.STATUS_REQUESTING, HTTPClient.STATUS_BODY]

var _control: ServerControl
var _class_id: StringName
var _plain := 0
var _secure := 0
var _closed := 0
var _options: TLSOptions
var _mutex := Mutex.new()
var _left: Array = [] # clients that outlive the thread that made them
var _running: Array = [] # clients in flight when the process ends


func setup(control: ServerControl, class_id: StringName) -> void:
	_control = control
	_class_id = class_id
	var info: Dictionary = control.info()
	_plain = str(info["plain"]).get_slice(":", 1).to_int()
	_secure = str(info["tls"]).get_slice(":", 1).to_int()
	_closed = control.closed_port()
	var authority := X509Certificate.new()
	authority.load(str(info["ca"]))
	_options = TLSOptions.client(authority)


func _make() -> RefCounted:
	return ClassDB.instantiate(_class_id)


func _status(client: RefCounted) -> int:
	return client.call("get_status")


## Runs [param count] downloads of [param size] bytes at once and holds each against the checksum that the engine's own
## class comes to.
func download(count: int, size: int, secure: bool = false) -> Dictionary:
	var want: PackedByteArray = _reference(size)
	var started: int = Time.get_ticks_msec()
	var clients: Array[RefCounted] = []
	var sums: Array[HashingContext] = []
	var asked: PackedByteArray = []
	asked.resize(count)
	for i: int in count:
		var client: RefCounted = _make()
		client.call("connect_to_host", "127.0.0.1", _secure if secure else _plain, _options if secure else null)
		clients.append(client)
		var sum := HashingContext.new()
		sum.start(HashingContext.HASH_SHA256)
		sums.append(sum)
	var good := 0
	var bytes := 0
	var open: int = count
	while open > 0 and Time.get_ticks_msec() < started + PATIENCE:
		for i: int in count:
			var client: RefCounted = clients[i]
			if client == null:
				continue
			match _status(client):
				HTTPClient.STATUS_CONNECTED:
					if asked[i] == 0:
						asked[i] = 1
						client.call("request", HTTPClient.METHOD_GET, "/bytes/%d" % size, [])
						continue
					if sums[i].finish() == want:
						good += 1
					clients[i] = null
					open -= 1
				HTTPClient.STATUS_BODY:
					var piece: PackedByteArray = client.call("read_response_body_chunk")
					bytes += piece.size()
					if not piece.is_empty():
						sums[i].update(piece)
				HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING, HTTPClient.STATUS_REQUESTING:
					client.call("poll")
				_:
					clients[i] = null
					open -= 1
	return {"good": good, "bytes": bytes, "seconds": (Time.get_ticks_msec() - started) / 1000.0}


## The checksum of a body of so many bytes, from the engine's own class.
func _reference(size: int) -> PackedByteArray:
	var sum := HashingContext.new()
	sum.start(HashingContext.HASH_SHA256)
	sum.update(bytes_of("/bytes/%d" % size))
	return sum.finish()


## A body as the engine's own class reads it.
func bytes_of(target: String) -> PackedByteArray:
	var client := HTTPClient.new()
	client.connect_to_host("127.0.0.1", _plain)
	_until(client, CONNECTING)
	client.request(HTTPClient.METHOD_GET, target, [])
	return _until(client, BUSY)


## Polls while the status is one of [param these], and reads what comes.
func _until(client: RefCounted, these: Array[int]) -> PackedByteArray:
	var body := PackedByteArray()
	var limit: int = Time.get_ticks_msec() + PATIENCE
	while _status(client) in these and Time.get_ticks_msec() < limit:
		client.call("poll")
		if _status(client) == HTTPClient.STATUS_BODY:
			var piece: PackedByteArray = client.call("read_response_body_chunk")
			body.append_array(piece)
			if not piece.is_empty():
				continue
		OS.delay_usec(50)
	return body


## Brings a client into each of the ten statuses, by turns: STATUS_DISCONNECTED is 0, STATUS_TLS_HANDSHAKE_ERROR 9.
func _brought(turn: int) -> RefCounted:
	var client: RefCounted = _make()
	match turn % 10:
		HTTPClient.STATUS_RESOLVING:
			client.call("connect_to_host", "localhost", _plain)
		HTTPClient.STATUS_CANT_RESOLVE: # without asking anybody
			client.call("connect_to_host", "no..name", _plain)
			_until(client, CONNECTING)
		HTTPClient.STATUS_CONNECTING:
			client.call("connect_to_host", "127.0.0.1", _secure, _options)
		HTTPClient.STATUS_CANT_CONNECT:
			client.call("connect_to_host", "127.0.0.1", _closed)
			_until(client, CONNECTING)
		HTTPClient.STATUS_CONNECTED, HTTPClient.STATUS_REQUESTING, HTTPClient.STATUS_BODY:
			var secure: bool = turn % 40 < 10
			client.call("connect_to_host", "127.0.0.1", _secure if secure else _plain, _options if secure else null)
			_until(client, CONNECTING)
			if turn % 10 > HTTPClient.STATUS_CONNECTED:
				client.call("request", HTTPClient.METHOD_GET, "/bytes/1000000", [])
			if turn % 10 == HTTPClient.STATUS_BODY:
				_until(client, [HTTPClient.STATUS_REQUESTING] as Array[int])
		HTTPClient.STATUS_CONNECTION_ERROR: # a server for TLS has no answer to a plain request
			client.call("connect_to_host", "127.0.0.1", _secure)
			_until(client, CONNECTING)
			client.call("request", HTTPClient.METHOD_GET, "/", [])
			_until(client, BUSY)
		HTTPClient.STATUS_TLS_HANDSHAKE_ERROR: # and the other way round
			client.call("connect_to_host", "127.0.0.1", _plain, _options)
			_until(client, CONNECTING)
	return client


func _note(seen: Dictionary, client: RefCounted) -> void:
	var status: int = _status(client)
	_mutex.lock()
	seen[status] = int(seen.get(status, 0)) + 1
	_mutex.unlock()


func churn(count: int) -> Dictionary:
	var seen: Dictionary = {}
	for i: int in count:
		_note(seen, _brought(i))
	return {"seen": seen}


func churn_in_pool(count: int) -> Dictionary:
	var seen: Dictionary = {}
	var group: int = WorkerThreadPool.add_group_task(func(i: int) -> void: _note(seen, _brought(i)), count)
	WorkerThreadPool.wait_for_group_task_completion(group)
	return {"seen": seen}


## Made in the pool, used and dropped on this thread.
func churn_across(count: int) -> Dictionary:
	var seen: Dictionary = {}
	for part: int in 10:
		var group: int = WorkerThreadPool.add_group_task(func(i: int) -> void:
			var client: RefCounted = _brought(i)
			_mutex.lock()
			_left.append(client)
			_mutex.unlock(), count / 10)
		WorkerThreadPool.wait_for_group_task_completion(group)
		for client: RefCounted in _left:
			_note(seen, client)
			client.call("poll")
		_left.clear()
	return {"seen": seen}


## Requests one after the other on each of [param count] connections.
func keep_alive(count: int, requests: int) -> Dictionary:
	var clients: Array[RefCounted] = []
	for i: int in count:
		clients.append(_make())
		clients[i].call("connect_to_host", "127.0.0.1", _plain)
		_until(clients[i], CONNECTING)
	var started: int = Time.get_ticks_msec()
	var sent := 0
	var good := 0
	var want: PackedByteArray = bytes_of("/small")
	var asked: PackedByteArray = []
	asked.resize(count)
	var got: Array[PackedByteArray] = []
	got.resize(count)
	var idle := 0
	while idle < count and Time.get_ticks_msec() < started + 10 * PATIENCE:
		idle = 0
		for i: int in count:
			match _status(clients[i]):
				HTTPClient.STATUS_CONNECTED:
					good += 1 if asked[i] and got[i] == want else 0
					asked[i] = 0
					got[i] = PackedByteArray()
					if sent < requests:
						clients[i].call("request", HTTPClient.METHOD_GET, "/small", [])
						sent += 1
						asked[i] = 1
					else:
						idle += 1
				HTTPClient.STATUS_BODY:
					got[i].append_array(clients[i].call("read_response_body_chunk") as PackedByteArray)
				HTTPClient.STATUS_REQUESTING:
					clients[i].call("poll")
				_:
					idle += 1
	return {"good": good, "seconds": (Time.get_ticks_msec() - started) / 1000.0}


func connect_many(count: int) -> Dictionary:
	var clients: Array[RefCounted] = []
	var seen: Dictionary = {}
	var message := ""
	for i: int in count:
		clients.append(_make())
		clients[i].call("connect_to_host", "localhost" if i % 4 == 0 else "127.0.0.1", _plain)
	for client: RefCounted in clients:
		_until(client, CONNECTING)
		_note(seen, client)
		if _status(client) == HTTPClient.STATUS_CANT_CONNECT and message.is_empty():
			message = str((client.call("get_last_error") as Dictionary).get("message"))
	return {"seen": seen, "message": message}


func in_flight() -> void:
	var script: Dictionary = _control.start([["accept"], ["wait_close"]])
	for i: int in 300:
		var client: RefCounted = _make()
		_running.append(client)
		if i % 6 == 0: # a handshake that is never answered
			client.call("connect_to_host", "127.0.0.1", int(script["port"]), _options)
		elif i % 6 == 1:
			client.call("connect_to_host", "localhost", _plain)
		else:
			client.call("connect_to_host", "127.0.0.1", _secure if i % 6 == 2 else _plain, _options if i % 6 == 2 else null)
			_until(client, CONNECTING)
			client.call("request", HTTPClient.METHOD_GET, "/bytes/1000000000", [])
			client.call("poll")


func descriptors() -> int:
	return DirAccess.get_files_at("/proc/self/fd").size()


## From now on the system notes the peak of resident memory anew.
func forget_peak() -> void:
	var file := FileAccess.open("/proc/self/clear_refs", FileAccess.WRITE)
	if file:
		file.store_string("5")


## A number of /proc/self/status, 0 where there is none.
func status_of(name: String) -> int:
	var file := FileAccess.open("/proc/self/status", FileAccess.READ)
	while file and not file.eof_reached():
		var line: String = file.get_line()
		if line.begins_with(name):
			return line.trim_prefix(name).to_int()
	return 0
