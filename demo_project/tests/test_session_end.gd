# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## The end of an HTTPResponseGo, in time: done() before, after, twice and from two coroutines; completed once, deferred, with
## nothing behind it; a response that nobody holds; wait(); cancel() in every phase.

var _session: HTTPSessionGo


func _fetch(url: String) -> HTTPResponseGo:
	if _session == null:
		_session = HTTPSessionGo.new()
		_session.timeout = 15.0
	return _session.fetch(url)


func test_await_before_after_and_twice() -> void:
	var r := _fetch(at("small"))
	assert_true(not r.is_done() and not r.ok and r.result == -1 and r.response_code == 0 and r.body.is_empty() and r.headers.is_empty(), "before the end")
	assert_eq(typeof(r.done()), TYPE_SIGNAL, "done() before")
	var got: HTTPResponseGo = await r.done()
	assert_true(got == r and r.is_done() and r.ok and r.body.size() == 100, "awaited")
	assert_eq(typeof(r.done()), TYPE_OBJECT, "done() after")
	got = await r.done()
	var twice: HTTPResponseGo = await r.done()
	assert_true(got == r and twice == r, "awaited again")
	await frames(2)
	got = await r.done()
	assert_true(got == r, "awaited later")
	finish()


func test_two_coroutines() -> void:
	var r := _fetch(at("small"))
	var got: Array = []
	for i: int in 2:
		_note_end(r, got)
	await until(func() -> bool: return got.size() == 2)
	assert_eq(got, [100, 100], "both go on")
	finish()


func _note_end(r: HTTPResponseGo, into: Array) -> void:
	var done: HTTPResponseGo = await r.done()
	into.append(done.body.size())


func test_completed_once_and_later() -> void:
	var r := _fetch(at("small"))
	var listener := Listener.new(r)
	assert_eq(listener.told, [], "inside fetch()")
	OS.delay_msec(50)
	assert_eq([listener.told, r.is_done()], [[], false], "before the frame is over")
	await over(r)
	await frames(3)
	assert_eq(listener.completed, 1, "completed")
	assert_eq(listener.told, ["head", "progress", "completed"], "order")
	assert_eq(listener.threads.keys(), [OS.get_main_thread_id()], "threads")
	r.cancel()
	await frames(3)
	assert_true(listener.completed == 1 and r.ok, "cancel() behind the end")
	finish()


func test_signals_are_disconnected() -> void:
	var id: int = await _connected_to_itself()
	assert_true(await until(func() -> bool: return not is_instance_id_valid(id)), "a lambda keeps it")
	finish()


## Returns the number of a response that lambdas of its own hold, after its end.
func _connected_to_itself() -> int:
	var r := _fetch(at("small"))
	r.completed.connect(func(_x: HTTPResponseGo) -> void: _keep(r))
	r.progressed.connect(func(_a: int, _b: int) -> void: _keep(r))
	r.head_received.connect(func() -> void: _keep(r))
	r.body_received.connect(func(_c: PackedByteArray) -> void: _keep(r))
	r.upload_progressed.connect(func(_a: int, _b: int) -> void: _keep(r))
	await over(r)
	await frames(2)
	for info: Dictionary in ClassDB.class_get_signal_list("HTTPResponseGo", true):
		assert_true(not r.has_connections(info["name"] as StringName), str(info["name"]))
	return r.get_instance_id()


func _keep(_r: HTTPResponseGo) -> void:
	pass


func test_nobody_holds_it() -> void:
	var one: Dictionary = serve([["read_head"], ["gate"], ["send", SMALL]])
	var id: int = _fetch(str(one["url"])).get_instance_id()
	await frames(3)
	assert_true(is_instance_id_valid(id), "gone while it runs")
	server.go(one["id"] as int)
	assert_true(await until(func() -> bool: return not is_instance_id_valid(id)), "stays behind its end")
	assert_eq(server.record(one["id"] as int, 50)["state"]["fault"], "", "the exchange")
	finish()


func test_paused() -> void:
	tree.paused = true
	var r: HTTPResponseGo = await _fetch(at("small")).done()
	tree.paused = false
	assert_true(r.ok, "in a paused tree")
	finish()


func test_handlers_do_anything() -> void:
	var chained: Array[HTTPResponseGo] = []
	var r := _fetch(at("small"))
	r.head_received.connect(func() -> void: chained.append(_fetch(at("small"))))
	r.completed.connect(func(done: HTTPResponseGo) -> void:
		chained.append(_fetch(at("bytes/10")))
		assert_true(done.wait(0.0), "wait() in completed")
		done.cancel())
	await over(r)
	assert_eq(chained.size(), 2, "fetches from handlers")
	for other: HTTPResponseGo in chained:
		await over(other, "chained")
		assert_true(other.ok, "chained")
	assert_true(r.ok, "cancel() in completed does nothing")
	finish()


func test_wait_on_the_main_thread() -> void:
	var r := _fetch(at("bytes/100000"))
	var listener := Listener.new(r)
	assert_true(r.wait(), "wait()")
	assert_true(r.is_done() and r.ok and r.response_code == 200 and r.body.size() == 100_000 and r.get_header("content-length") == "100000", "getters hold")
	assert_eq(listener.told, [], "signals come later")
	await until(func() -> bool: return listener.completed > 0)
	await frames(2)
	assert_true(listener.completed == 1 and listener.told.back() == "completed", "signals: %s" % [listener.told])
	var silent: Dictionary = serve([["read_head"], ["wait_close"]])
	r = _fetch(str(silent["url"]))
	assert_eq([r.wait(0.0), r.wait(0.05), r.is_done()], [false, false, false], "a limit")
	r.cancel()
	assert_eq([r.wait(0.0), r.wait(), r.is_done()], [true, true, true], "after cancel()")
	finish()


func test_wait_with_pieces() -> void:
	var r := _fetch(at("bytes/20000000"))
	var listener := Listener.new(r, true)
	assert_true(r.wait(15.0), "wait() for a body in pieces")
	assert_eq(listener.piece_count, 0, "pieces come later")
	await until(func() -> bool: return listener.completed > 0)
	assert_eq([listener.pieces.size(), r.body.size(), r.ok], [20_000_000, 0, true], "pieces")
	finish()


func test_wait_for_one_while_others_have_all_connections() -> void:
	var s := HTTPSessionGo.new()
	s.max_connections_per_host = 1
	s.timeout = 15.0
	var first := s.fetch(at("bytes/20000000"))
	var second := s.fetch(at("small"))
	assert_true(second.wait(15.0) and second.ok, "second: %s" % second.get_error())
	assert_true(first.wait(15.0) and first.body.size() == 20_000_000, "first")
	finish()


## A handler holds the only connection, and waits for a call that needs it: what comes is taken meanwhile.
func test_wait_in_a_handler_for_the_next_in_line() -> void:
	var s := HTTPSessionGo.new()
	s.max_connections_per_host = 1
	s.timeout = 15.0
	var first := s.fetch(at("bytes/20000000"))
	var got: Array[int] = []
	var seconds: Array[HTTPResponseGo] = []
	first.body_received.connect(func(chunk: PackedByteArray) -> void:
		got.append(chunk.size())
		if seconds.is_empty():
			seconds.append(s.fetch(at("small")))
			assert_true(seconds[0].wait(15.0) and seconds[0].ok, "second: %s" % seconds[0].get_error()))
	await over(first)
	var sum: int = got.reduce(func(a: int, b: int) -> int: return a + b, 0)
	assert_eq([first.ok, sum, seconds.size()], [true, 20_000_000, 1], "first: %s" % first.get_error())
	finish()


## A thread that waits does not decide for the main thread's handlers.
func test_pieces_while_a_thread_waits() -> void:
	var silent: Dictionary = serve([["read_head"], ["wait_close"]])
	var slow := _fetch(str(silent["url"]))
	var thread := Thread.new()
	thread.start(func() -> bool: return slow.wait(15.0))
	assert_true(server.wait_steps(silent["id"] as int, 1, PATIENCE), "the thread's call")
	for i: int in 20:
		var r := _fetch(at("bytes/100000"))
		var got: Array[int] = [0]
		r.head_received.connect(func() -> void: r.body_received.connect(func(chunk: PackedByteArray) -> void: got[0] += chunk.size()))
		await over(r)
		if not assert_eq([r.ok, got[0], r.body.size()], [true, 100_000, 0], "connected in head_received"):
			break
	slow.cancel()
	assert_true(thread.wait_to_finish(), "the thread")
	finish()


## A thread that loads a resource has a queue of deferred calls of its own, and runs them itself.
func test_a_thread_with_a_queue() -> void:
	const CODE := "extends Resource\nfunc _init() -> void:\n\t(Engine.get_meta(&\"begin_call\") as Callable).call()\n"
	const FORM := "[gd_resource type=\"Resource\" load_steps=2 format=3]\n[ext_resource type=\"Script\" path=\"user://calls.gd\" id=\"1\"]\n[resource]\nscript = ExtResource(\"1\")\n"
	FileAccess.open("user://calls.gd", FileAccess.WRITE).store_string(CODE)
	FileAccess.open("user://calls.tres", FileAccess.WRITE).store_string(FORM)
	var threads: Array[int] = []
	Engine.set_meta(&"begin_call", func() -> void:
		threads.append(OS.get_thread_caller_id())
		var r := HTTPSessionGo.shared().fetch(at("bytes/100000000?mbit=1"))
		r.completed.connect(func(_r: HTTPResponseGo) -> void: threads.append(OS.get_thread_caller_id()))
		r.cancel())
	assert_eq(ResourceLoader.load_threaded_request("user://calls.tres"), OK, "load_threaded_request()")
	assert_true(await until(func() -> bool: return threads.size() == 2), "no end")
	assert_true(ResourceLoader.load_threaded_get("user://calls.tres") != null, "the resource")
	Engine.remove_meta(&"begin_call")
	if assert_true(threads[0] != OS.get_main_thread_id(), "it is loaded in a thread"):
		assert_eq(threads[1], OS.get_main_thread_id(), "the thread of completed")
	finish()


func test_threads() -> void:
	var threads: Array[Thread] = []
	for i: int in 4:
		var thread := Thread.new()
		thread.start(_fetch_in_thread.bind(at("bytes/%d" % (1000 + i)), i))
		threads.append(thread)
	for i: int in 4:
		while threads[i].is_alive():
			await tree.process_frame
		assert_eq(threads[i].wait_to_finish(), 20 * (1000 + i), "thread %d" % i)
	finish()


func _fetch_in_thread(url: String, kind: int) -> int:
	var sum := 0
	var s := HTTPSessionGo.shared()
	for i: int in 20:
		var r := s.fetch(url)
		if kind == 0 and not r.wait(10.0):
			return -1
		while not r.is_done():
			OS.delay_usec(500)
		sum += r.body.size() if r.ok else -1
	return sum


## A thread waits while the main thread does nothing for it.
func test_a_thread_waits_and_the_main_thread_for_it() -> void:
	var thread := Thread.new()
	thread.start(func() -> int:
		var r := HTTPSessionGo.shared().fetch(at("bytes/9000000"))
		return r.body.size() if r.wait(15.0) else -1)
	assert_eq(thread.wait_to_finish(), 9_000_000, "bytes")
	await frames(2)
	finish()


func test_thousand_at_once() -> void:
	var s := HTTPSessionGo.new()
	var jobs: Array[HTTPResponseGo] = []
	for i: int in 1000:
		jobs.append(s.fetch(at("bytes/%d" % (1 + i))))
	for i: int in 1000:
		if not await over(jobs[i], str(i)):
			break
		assert_true(jobs[i].ok and jobs[i].body.size() == 1 + i, "%d: %s" % [i, jobs[i].get_error()])
	jobs.clear()
	await frames(2)
	finish()


func test_cancel_all() -> void:
	var s := HTTPSessionGo.new()
	var silent: Dictionary = serve([["read_head"], ["wait_close"]])
	var jobs: Array[HTTPResponseGo] = [s.fetch(str(silent["url"])), s.fetch(str(silent["url"])), s.download(str(silent["url"]), "user://cancelled.bin")]
	var es := HTTPEventSourceGo.new()
	es.session = s
	var closed: Array = [0]
	es.closed.connect(func() -> void: closed[0] += 1)
	assert_eq(es.open(str(silent["url"])), OK, "open()")
	await frames(3)
	s.cancel_all()
	for r: HTTPResponseGo in jobs:
		assert_true(r.is_done() and r.get_error().get("reason") == "cancelled", "at once: %s" % r.get_error())
	assert_true(await until(func() -> bool: return closed[0] == 1), "the event source")
	var r: HTTPResponseGo = await s.fetch(at("small")).done()
	assert_true(r.ok, "the session goes on")
	finish()
