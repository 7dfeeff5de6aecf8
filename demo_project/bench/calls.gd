# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The measured calls of a game that has frames of its own: the engine's HTTPRequest nodes, one for each call, beside one
## HTTPSessionGo. As in measures.gd, each method is one measurement and returns its figure, NAN where a call failed. For a process
## of its own, see alone.gd.

const Process := preload("res://bench/process.gd")
const Subject := preload("res://bench/subject.gd")

const COUNT := 100
const MANY := 1000
const SINGLE := 200
const IDLE := 6 # connections, as many as a session has to one host
const PATIENCE := 60_000 # milliseconds
const SETTLED := 30 # frames
const SECOND := 60 # frames

var _tree: SceneTree
var _ours: bool
var _info: Dictionary
var _options: TLSOptions
var _session: RefCounted # an HTTPSessionGo
var _bodies: Array[PackedByteArray] = []
var _ended := 0


## [param name] as in subject.gd, [param info] as the server gives it.
func _init(tree: SceneTree, name: String, info: Dictionary) -> void:
	_tree = tree
	_ours = name == Subject.OURS
	_info = info
	var authority := X509Certificate.new()
	authority.load(str(info["ca"]))
	_options = TLSOptions.client(authority)
	_prepare()


## Makes what all calls share.
func _prepare() -> void:
	if _ours:
		_session = ClassDB.instantiate(&"HTTPSessionGo")
		_session.call(&"set_tls_options", _options)


## Seconds, frames, handshakes (connections, which is the same), or microseconds of the main thread a call, as [param what]
## says: small JSON calls to one TLS host at 60 frames a second, all begun in one frame.
func json_calls(what: String) -> float:
	var idle: float = await _idle_frame()
	var thread: int = Process.main_nanoseconds()
	var frame: int = Engine.get_process_frames()
	var began: int = Time.get_ticks_usec()
	if not await _json(COUNT):
		return NAN
	var seconds: float = (Time.get_ticks_usec() - began) / 1e6
	var frames: int = Engine.get_process_frames() - frame
	match what:
		"seconds":
			return seconds
		"frames":
			return frames
		"handshakes":
			return _connections()
	return (Process.main_nanoseconds() - thread - frames * idle) / 1e3 / COUNT


## Seconds of as many, each begun when the one before is over.
func json_in_turn() -> float:
	await _idle_frame()
	var began: int = Time.get_ticks_usec()
	for i: int in COUNT:
		if not await _all(["json/%d" % i], true):
			return NAN
	return (Time.get_ticks_usec() - began) / 1e6


## Seconds of a thousand, all begun in one frame. The engine resolves 256 names at once and refuses the others.
func many_calls() -> float:
	await _idle_frame()
	var began: int = Time.get_ticks_usec()
	if not await _json(MANY):
		return NAN
	return (Time.get_ticks_usec() - began) / 1e6


## Microseconds of the call that begins an exchange: fetch(), or a node that is made, added and asked. The median.
func call_cost() -> float:
	await _idle_frame()
	var spent: PackedInt64Array = []
	for i: int in SINGLE:
		var began: int = Time.get_ticks_usec()
		_begin("json/%d" % i, true)
		spent.append(Time.get_ticks_usec() - began)
		if i % 10 == 9 and not await _ends(i + 1):
			return NAN
	spent.sort()
	return spent[SINGLE >> 1]


## Seconds until a body of 16 MiB is there at 20 frames a second.
func slow_body(tls: bool, path: String, size: int) -> float:
	if path.begins_with("gzip") and not await _all([path], tls): # the server makes it once
		return NAN
	Engine.max_fps = 20
	await _frames(SETTLED)
	var began: int = Time.get_ticks_usec()
	if not await _all([path], tls):
		return NAN
	return (Time.get_ticks_usec() - began) / 1e6 if _bodies[0].size() == size else NAN


## Bytes of memory that a session occupies whose calls are over and whose six connections wait.
func idle_session() -> float:
	if not await _all(["json/0"], true): # what the first one makes is everybody's
		return NAN
	_session.call(&"close_idle_connections")
	await _idle_frame()
	var before: int = Process.memory()
	var ports: Dictionary[int, bool] = {}
	var at_once: Array[RefCounted] = []
	for i: int in IDLE: # slow ones, so that none waits for the connection of another
		at_once.append(_session.call(&"fetch", _url("bytes/50000?mbit=1", true)))
	for response: RefCounted in at_once:
		await response.call(&"done")
		ports[response.call(&"get_connection_info")["local_port"]] = true
	if ports.size() != IDLE:
		return NAN
	at_once.clear()
	await _frames(2 * SECOND)
	return Process.memory() - before


func _json(count: int) -> bool:
	var paths: PackedStringArray = []
	for i: int in count:
		paths.append("json/%d" % i)
	if not await _all(paths, true):
		return false
	var seen: Dictionary[int, bool] = {}
	for body: PackedByteArray in _bodies:
		seen[_answer(body, "n")] = true
	return seen.size() == count


## Over how many connections the last calls went.
func _connections() -> int:
	var seen: Dictionary[int, bool] = {}
	for body: PackedByteArray in _bodies:
		seen[_answer(body, "connection")] = true
	return seen.size()


func _answer(body: PackedByteArray, key: String) -> int:
	var answer: Dictionary = JSON.parse_string(body.get_string_from_utf8())
	return answer[key]


## Begins a call for each path and waits for all; returns whether all are whole.
func _all(paths: PackedStringArray, tls: bool) -> bool:
	_bodies.clear()
	_ended = 0
	for path: String in paths:
		_begin(path, tls)
	return await _ends(paths.size())


func _ends(count: int) -> bool:
	var limit: int = Time.get_ticks_msec() + PATIENCE
	while _ended < count and Time.get_ticks_msec() < limit:
		await _tree.process_frame
	return _bodies.size() == count


func _begin(path: String, tls: bool) -> void:
	if _ours:
		var response: RefCounted = _session.call(&"fetch", _url(path, tls))
		response.connect(&"completed", _on_response)
		return
	var node := HTTPRequest.new()
	node.set_tls_options(_options)
	_tree.root.add_child(node)
	node.request_completed.connect(_on_request.bind(node))
	node.request(_url(path, tls))


func _url(path: String, tls: bool) -> String:
	var address: String = Subject.address(_info, "", tls)
	return "https://localhost:%s/%s" % [address.get_slice(":", 1), path] if tls else "http://%s/%s" % [address, path]


func _on_response(response: RefCounted) -> void:
	_end(response.get(&"ok") as bool, response.get(&"body") as PackedByteArray)


func _on_request(result: int, code: int, _headers: PackedStringArray, body: PackedByteArray, node: HTTPRequest) -> void:
	node.queue_free()
	_end(result == HTTPRequest.RESULT_SUCCESS and code == 200, body)


func _end(whole: bool, body: PackedByteArray) -> void:
	_ended += 1
	if whole:
		_bodies.append(body)


## Lets a second of frames pass at 60 a second; returns the nanoseconds of the main thread in one of them.
func _idle_frame() -> float:
	Engine.max_fps = 60
	await _frames(SETTLED)
	var before: int = Process.main_nanoseconds()
	await _frames(SECOND)
	return (Process.main_nanoseconds() - before) / float(SECOND)


func _frames(count: int) -> void:
	for i: int in count:
		await _tree.process_frame
