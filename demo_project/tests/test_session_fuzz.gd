# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## Random calls in random order on sessions, responses and event sources, against servers that misbehave at random, from the
## main thread, from handlers and from another thread: after each of 20,000 steps what the getters say fits together, every
## response completes once, and nothing is left in the end. That it ends at all says that nothing crashed and nothing hung.
##
## The seed is printed when the test fails; --seed=N repeats it.

const STEPS := 20_000
const SESSIONS := 3
const KEPT := 40
const SERVERS := 8

const PATHS: PackedStringArray = ["small", "small", "bytes/0", "bytes/1", "bytes/70000", "bytes/5000000", "chunked/3000/7", "close/10000", "sse/3", "sse/50?ms=1", "no_such_page", "file/9000/1", "bytes/300000?mbit=20"]
const ANSWERS: PackedStringArray = [
	"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", "HTTP/1.1 302 X\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
	"HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 503 X\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 X\r\n\r\n",
	"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "nonsense\r\n\r\n", "",
	"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: x\n\nretry: 100\n\n", "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n",
]
const ENDS: Array = [["close"], ["reset"], ["wait_close"], ["wait_close"]]

var _random := RandomNumberGenerator.new()
var _servers: Array[Dictionary] = []
var _sessions: Array[HTTPSessionGo] = []
var _responses: Array[HTTPResponseGo] = []
var _sources: Array[HTTPEventSourceGo] = []
var _file: FileAccess
## Of each response that was begun, how often it completed.
var _completed: Dictionary[int, int] = {}
var _opened := 0
var _closed := 0
var _steps_in_handlers := 0


func test_random_calls() -> void:
	var base: int = str(options["seed"]).to_int() if not str(options["seed"]).is_empty() else randi()
	_random.seed = base
	_file = FileAccess.open("user://session_fuzz.bin", FileAccess.WRITE_READ)
	_file.store_string("0123456789".repeat(20_000))
	for i: int in SESSIONS:
		_sessions.append(HTTPSessionGo.new())
		_sessions[i].timeout = 3.0
		_sources.append(HTTPEventSourceGo.new())
		_sources[i].closed.connect(func() -> void: _closed += 1)
		_sources[i].event_received.connect(func(_t: String, _d: String, _id: String) -> void: _inside())
	var thread := Thread.new()
	var stop: Array[bool] = [false]
	thread.start(_disturb.bind(stop, base))
	for step: int in STEPS:
		_step()
		if step % 20 == 0:
			await tree.process_frame
		if step % 200 == 0:
			_renew()
	stop[0] = true
	thread.wait_to_finish()
	for s: HTTPSessionGo in _sessions:
		s.cancel_all()
	for source: HTTPEventSourceGo in _sources:
		source.close()
	var all_over: Callable = func() -> bool: return _closed == _opened and _completed.values().all(func(count: int) -> bool: return count > 0)
	assert_true(await until(all_over), "not over: %d of %d sources, %d responses" % [_opened - _closed, _opened, _completed.values().count(0)])
	await frames(3)
	assert_eq(_completed.values().filter(func(count: int) -> bool: return count != 1), [], "responses that completed not once")
	assert_true(_completed.size() > 1000 and _opened > 20, "%d responses, %d sources" % [_completed.size(), _opened])
	_responses.clear()
	_sources.clear()
	_sessions.clear()
	_servers.clear()
	_file = null
	await frames(3)
	var alive: int = _completed.keys().filter(func(id: int) -> bool: return is_instance_id_valid(id)).size()
	assert_eq(alive, 0, "responses that are left")
	if not failures.is_empty():
		fail("the seed is %d" % base)
	finish()


## What another thread does meanwhile.
func _disturb(stop: Array[bool], seed_of_thread: int) -> void:
	var random := RandomNumberGenerator.new()
	random.seed = seed_of_thread + 1
	while not stop[0]:
		var r := _sessions[random.randi() % SESSIONS].fetch(_url(random), [], random.randi() % 9)
		match random.randi() % 4:
			0:
				r.wait(0.02)
			1:
				r.cancel()
			2:
				_check(r, true)
			3:
				r.get_error()
		OS.delay_usec(random.randi() % 3000)


func _url(random: RandomNumberGenerator) -> String:
	if random.randi() % 4 == 0 and not _servers.is_empty():
		return str(_servers[random.randi() % _servers.size()]["url"])
	if random.randi() % 40 == 0:
		return ["http://127.0.0.1:1/", "http://no.such.host.invalid/", "http://127.0.0.1/\u0001", "x"][random.randi() % 4]
	return "http://%s/%s" % [_plain, PATHS[random.randi() % PATHS.size()]]


func _renew() -> void:
	at("")
	var steps: Array = []
	for i: int in 3:
		if i > 0 and _random.randi() % 2 == 0:
			steps.append(["accept"])
		steps.append_array([["read_head"], ["send", ANSWERS[_random.randi() % ANSWERS.size()]]])
	steps.append(ENDS[_random.randi() % ENDS.size()])
	_servers.append(serve(steps))
	if _servers.size() > SERVERS:
		server.drop(_servers.pop_front()["id"] as int)


func _step() -> void:
	if _servers.is_empty():
		_renew()
	var s := _sessions[_random.randi() % SESSIONS]
	var kind: int = _random.randi() % 24
	if kind < 3:
		_begin(s.fetch(_url(_random), [], _random.randi() % 10 - (1 if _random.randi() % 50 == 0 else 0), _body()))
	elif kind == 3 and _random.randi() % 4 == 0:
		_begin(s.download(_url(_random), "user://session_fuzz_%d.bin" % (_random.randi() % 4)))
	elif kind == 4:
		_change(s)
	elif kind == 5 and _random.randi() % 8 == 0:
		_with_source(_sources[_random.randi() % SESSIONS], s)
	elif not _responses.is_empty():
		_use(_responses[_random.randi() % _responses.size()], kind)


func _body() -> Variant:
	match _random.randi() % 12:
		0:
			return "text"
		1:
			return PackedByteArray([1, 2, 3])
		2:
			return {"a": 1}
		3:
			_file.seek(_random.randi() % 1000)
			return _file
		4:
			return 5 if _random.randi() % 10 == 0 else null
		_:
			return null


func _begin(r: HTTPResponseGo) -> void:
	_completed[r.get_instance_id()] = 0
	r.completed.connect(_on_completed)
	match _random.randi() % 6:
		0:
			r.body_received.connect(func(_c: PackedByteArray) -> void: _inside())
		1:
			r.progressed.connect(func(_a: int, _b: int) -> void: _inside())
		2:
			r.head_received.connect(func() -> void: _inside())
		3:
			r.upload_progressed.connect(func(_a: int, _b: int) -> void: _inside())
	if _random.randi() % 4 > 0:
		_responses.append(r)
	while _responses.size() > KEPT:
		_responses.remove_at(_random.randi() % KEPT)


func _on_completed(r: HTTPResponseGo) -> void:
	_completed[r.get_instance_id()] += 1
	_check(r, false)
	_inside()


## What handlers do: anything.
func _inside() -> void:
	if _steps_in_handlers < STEPS and _random.randi() % 3 == 0:
		_steps_in_handlers += 1
		_step()


func _use(r: HTTPResponseGo, kind: int) -> void:
	match kind:
		6:
			if _random.randi() % 3 == 0:
				r.cancel()
				assert_true(r.is_done(), "is_done() after cancel()")
		7:
			r.wait(0.0)
		8:
			if _random.randi() % 50 == 0:
				r.wait(0.05)
		9:
			_responses.erase(r)
		10:
			assert_eq(typeof(r.done()), TYPE_OBJECT if r.is_done() else TYPE_SIGNAL, "done()")
		11:
			if r.is_done() and r.ok:
				r.text()
		12:
			assert_true(r.get_header("content-length") == "" or r.response_code != 0, "a header without a code")
		_:
			_check(r, false)


## What the getters say fits together; in another thread it may change in between.
func _check(r: HTTPResponseGo, changes: bool) -> void:
	if not r.is_done():
		if not changes:
			assert_true(not r.ok and r.result == -1 and r.body.is_empty() and r.get_error().is_empty(), "while it runs: %d %s" % [r.result, r.get_error()])
		return
	assert_true(r.result >= 0 and r.result <= HTTPRequest.RESULT_TIMEOUT, "result %d" % r.result)
	assert_eq(r.result == HTTPRequest.RESULT_SUCCESS, r.get_error().is_empty(), "result %d and error %s" % [r.result, r.get_error()])
	if r.ok:
		assert_true((r.response_code / 100 == 2 or r.response_code == 416) and r.result == 0, "ok with %d" % r.response_code)
	if r.result != HTTPRequest.RESULT_SUCCESS:
		assert_true(r.body.is_empty() and str(r.get_error().get("reason", "")) != "internal", "a body with %s" % r.get_error())
	assert_true(r.get_downloaded_bytes() >= 0 and r.get_body_size() >= -1 and r.get_connection_info() is Dictionary, "sizes")


func _change(s: HTTPSessionGo) -> void:
	match _random.randi() % 12:
		0:
			s.max_connections_per_host = 1 + _random.randi() % 8
		1:
			s.max_redirects = _random.randi() % 4
		2:
			s.max_retries = _random.randi() % 2
		3:
			s.body_size_limit = [-1, -1, 1000, 100_000][_random.randi() % 4]
		4:
			s.decompress = not s.decompress
		5:
			s.cookies_enabled = not s.cookies_enabled
		6:
			s.clear_cookies()
		7:
			s.close_idle_connections()
		8:
			s.headers = ["X: y"] if _random.randi() % 2 == 0 else []
		9:
			s.timeout = [0.02, 1.0, 3.0][_random.randi() % 3]
		10:
			s.idle_timeout = [0.0, 0.5][_random.randi() % 2]
		11:
			if _random.randi() % 10 == 0:
				s.cancel_all()


func _with_source(source: HTTPEventSourceGo, s: HTTPSessionGo) -> void:
	match _random.randi() % 3:
		0, 1:
			source.session = s if _random.randi() % 2 == 0 else null
			source.reconnect = _random.randi() % 2 == 0
			source.retry_time = 0.1
			if source.open(_url(_random), [], HTTPClient.METHOD_POST if _random.randi() % 4 == 0 else HTTPClient.METHOD_GET, _body()) == OK:
				_opened += 1
		2:
			source.close()
