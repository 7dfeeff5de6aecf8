# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## What the binding can do beyond what HTTPClientGo needs of it, on two classes that only a library built by
## scripts/test_planted_panics.sh has; others have no tests here.

## The default of each builtin type, in the order of their numbers from 1 on; extension/probe.go says the same as text.
var _defaults: Array = [
	true, -7, 2.5, "text", Vector2(1.5, 2), Vector2i(1, 2), Rect2(1, 2, 3, 4), Rect2i(1, 2, 3, 4), Vector3(1, 2, 3), Vector3i(1, 2, 3),
	Transform2D(Vector2(1, 0), Vector2(0, 1), Vector2(5, 6)), Vector4(1, 2, 3, 4), Vector4i(1, 2, 3, 4), Plane(0, 1, 0, 2), Quaternion(0, 0, 0, 1), AABB(Vector3(1, 2, 3), Vector3(4, 5, 6)),
	Basis.IDENTITY, Transform3D(Basis.IDENTITY, Vector3(7, 8, 9)), Projection.IDENTITY,
	Color(1, 0.5, 0.25, 1), &"name", NodePath("a/b"), RID(), null, Callable(), Signal(), {"a": 1}, [1, "b"],
	PackedByteArray([1, 2]), PackedInt32Array([1, 2]), PackedInt64Array([1, 2]), PackedFloat32Array([1, 2]), PackedFloat64Array([1, 2]),
	PackedStringArray(["a", "b"]), PackedVector2Array([Vector2(1, 2)]), PackedVector3Array([Vector3(1, 2, 3)]), PackedColorArray([Color.RED]), PackedVector4Array([Vector4(1, 2, 3, 4)]),
]
## What s8 carries; the signals before it carry the first of these.
var _payload: Array = [0, 0.5, true, "zoë", PackedByteArray([1, 2]), PackedStringArray(["a", "b"]), {"k": 1}, null]


func tests() -> Array[Dictionary]:
	var none: Array[Dictionary] = []
	return super() if ClassDB.class_exists(&"ProbeGo") else none


func test_static_methods() -> void:
	assert_eq(ClassDB.class_call_static(&"ProbeGo", &"add", 40), 42, "add(40)")
	assert_eq(_run("return [ProbeGo.add(1), ProbeGo.add(1, 1), ProbeGo.echoed(\"x\"), ProbeGo.made(5).count, ProbeGo.made(6).get_class()]"), [3, 2, "x", 5, "ProbeGo"], "static calls")
	assert_eq(_run("var a: int = 5\nvar b: int = 6\nvar c: int = ProbeGo.add(a, b)\nvar made: ProbeGo = ProbeGo.made(a)\nreturn [c, made.get_count(), made.get_reference_count()]"), [11, 5, 1], "typed")
	finish()


func test_variants_in_and_out() -> void:
	var node := Node.new()
	for value: Variant in [null, true, 5, -2.5, "zoë", PackedByteArray([0, 255]), Vector3(1, 2, 3), &"n", Callable(self, "fail"), node, self, {"a": [1], 2: "b"}]:
		var want: Variant = {"a": [1], "2": "b"} if value is Dictionary else value
		assert_eq(_probe().call("echo", value), want, "echo")
		assert_eq(ClassDB.class_call_static(&"ProbeGo", &"echoed", value), value, "echoed")
	assert_eq(_probe().call("echo", [1, "b"]), PackedStringArray(["1", "b"]), "elements")
	assert_eq(_probe().call("echo"), null, "the default")
	assert_eq(_run("var p := ProbeGo.new()\nvar v: Variant = 7\nvar i: int = 8\nvar s: String = \"t\"\nreturn [p.echo(v), p.echo(i), p.echo(s), p.echo(null), p.echo([1][0])]"), [7, 8, "t", null, 1], "typed")
	node.free()
	finish()


func test_results_of_each_kind() -> void:
	var node := Node.new()
	assert_eq(_run("var p := ProbeGo.new()\nvar f: float = 3.0\nvar n: Node = arguments[0]\nvar s: String = \"x\"\nreturn [p.half(f), p.is_it(n), p.is_it(null), p.same_node(n) == n, p.same_node(null) == null, p.join(s, s, s, s, s, s, s, \"y\")]", [node]),
			[1.5, true, false, true, true, "x-x-x-x-x-x-x-y"], "typed")
	var probe: RefCounted = _probe()
	assert_eq([probe.call("half", 3), probe.call("is_it", node), probe.call("same_node", node), probe.callv("join", ["1", "2", "3", "4", "5", "6", "7", "8"])],
			[1.5, true, node, "1-2-3-4-5-6-7-8"], "by name")
	node.free()
	finish()


func test_defaults_of_every_type() -> void:
	assert_eq(_defaults.size(), TYPE_MAX - 1, "types")
	for i: int in _defaults.size():
		var method: String = "take_%d" % (i + 1)
		for got: Variant in [_probe().call(method), _probe().call(method, _defaults[i])]:
			assert_true(got == _defaults[i] and typeof(got) == i + 1, "%s: %s" % [method, var_to_str(got)])
		var info: Dictionary = ClassDB.class_get_method_list(&"ProbeGo", true).filter(func(m: Dictionary) -> bool: return m["name"] == method)[0]
		assert_true((info["default_args"] as Array).size() == 1 and info["default_args"][0] == _defaults[i], method + " in ClassDB")
		assert_eq(info["args"][0]["type"], i + 1, method + ", type")
	finish()


func test_a_wrong_argument_does_not_run() -> void:
	var probe: RefCounted = _probe()
	for wrong: String in ["p.count_up(\"x\")", "p.count_up(null)", "p.count_up([])", "p.count_up()", "p.count_up(1, 2)", "p.is_it(p)"]:
		var expression := Expression.new()
		expression.parse(wrong, ["p"])
		expression.execute([probe], null, false)
		assert_true(expression.has_execute_failed(), wrong + " worked")
	assert_eq(probe.get("count"), 0, "calls that ran")
	assert_eq(probe.call("count_up", 2.0), 2, "a float is no wrong int")
	finish()


func test_c_answers() -> void:
	var probe: RefCounted = _probe()
	assert_eq([probe.call("answer_small", 5), probe.call("answer_small", 10), probe.call("answer_small", -1)], ["", "asked Go", "asked Go"], "by the argument")
	probe.set("count", 3_000_000_000)
	assert_eq([probe.get("count"), probe.call("answer_small", 5)], [3_000_000_000, "asked Go"], "by the view")
	finish()


func test_constants() -> void:
	assert_eq(ClassDB.class_get_enum_constants(&"ProbeGo", &"Colour", true), PackedStringArray(["COLOUR_RED", "COLOUR_GREEN"]), "enum")
	assert_eq(_run("return [ProbeGo.ANSWER, ProbeGo.COLOUR_GREEN, ProbeGo.Colour.COLOUR_RED]"), [42, 2, 1], "values")
	finish()


func test_signals_of_each_size() -> void:
	for count: int in 9:
		var probe: RefCounted = _probe()
		var got: Array = _listen(probe, count)
		probe.call("emit_now", count)
		assert_eq(got, [_want(count)], "s%d" % count)
		assert_eq((ClassDB.class_get_signal(&"ProbeGo", "s%d" % count)["args"] as Array).size(), count, "arguments in ClassDB")
	finish()


func test_signals_from_goroutines() -> void:
	for paused: bool in [false, true]:
		tree.paused = paused
		for count: int in 9:
			var probe: RefCounted = _probe()
			var got: Array = _listen(probe, count)
			probe.call("emit_later", count)
			assert_eq(got, [], "s%d comes later" % count)
			await _until(func() -> bool: return got.size() == 1)
			assert_eq(got, [_want(count)], "s%d, paused %s" % [count, paused])
	tree.paused = false
	finish()


func test_many_goroutines() -> void:
	var probe: RefCounted = _probe()
	var threads: Dictionary = {}
	var got: Array = [0]
	probe.connect("s1", func(_i: int) -> void:
		got[0] += 1
		threads[OS.get_thread_caller_id()] = true)
	probe.call("emit_later", 1, 5000)
	await _until(func() -> bool: return got[0] == 5000)
	assert_eq(got[0], 5000, "signals")
	assert_eq(threads.keys(), [OS.get_main_thread_id()], "threads")
	finish()


func test_an_object_that_went_before() -> void:
	_notes()
	_probe().call("emit_later", 1, 3)
	var notes: Array = []
	await _until(func() -> bool:
		notes.append_array(_notes())
		return notes.count("gone") == 3)
	assert_eq(notes.count("gone"), 3, "deferred calls of an object that is gone")
	finish()


func test_await_a_variant() -> void:
	var probe: RefCounted = _probe()
	probe.call("emit_later", 1)
	var got: Variant = await probe.call("done")
	assert_eq(got, 1, "what await returned")
	finish()


func test_notifications_of_a_counted_object() -> void:
	_notes()
	var freed: int = ClassDB.class_call_static(&"ProbeGo", &"freed")
	_probe()
	assert_eq(_notes(), PackedStringArray(["1"]), "predelete")
	assert_eq(ClassDB.class_call_static(&"ProbeGo", &"freed"), freed + 1, "freed")
	finish()


func test_node() -> void:
	_notes()
	var freed: int = ClassDB.class_call_static(&"ProbeGo", &"freed")
	var node: Node = ClassDB.instantiate(&"ProbeGoNode")
	node.process_mode = Node.PROCESS_MODE_ALWAYS
	var got: Array = []
	node.connect("ticked", func(frames: int) -> void: got.append(frames))
	tree.root.add_child(node)
	assert_true(node.is_processing_internal(), "no internal process")
	await _until(func() -> bool: return got.size() >= 2)
	tree.paused = true
	var before: int = got.size()
	await _until(func() -> bool: return got.size() >= before + 2)
	tree.paused = false
	assert_eq(got, range(1, got.size() + 1), "ticks")
	assert_eq(node.call("get_frames"), got.size(), "frames")
	tree.root.remove_child(node)
	node.free()
	# What an earlier test awaited may have gone only now.
	var notes: Array = Array(_notes()).filter(func(line: String) -> bool: return line != "1")
	assert_eq(notes, ["enter", "node 13", "node 11", "node 1"], "notifications")
	assert_true(int(ClassDB.class_call_static(&"ProbeGo", &"freed")) > freed, "freed")
	var script: Script = _compile("extends ProbeGoNode\nvar ready_seen := false\nfunc _ready() -> void:\n\tready_seen = true\n")
	var scripted: Node = script.new()
	tree.root.add_child(scripted)
	assert_eq(scripted.get("ready_seen"), true, "_ready of a script on it")
	scripted.free()
	finish()


func test_panics() -> void:
	var probe: RefCounted = _probe()
	forget_errors()
	assert_eq(probe.call("panic_now"), FAILED, "result")
	assert_eq(probe.call("get_panicked"), "panic_now", "the class was told")
	_assert_line("ProbeGo.panic_now: internal error: planted")
	probe.call("panic_later")
	await _until(func() -> bool: return _notes().has("panics"))
	_assert_line("deferred call: internal error: planted later")
	finish()


func test_refused_inside() -> void:
	var probe: RefCounted = _probe()
	var other: RefCounted = _probe()
	var caller := Caller.new()
	caller.probe = probe
	forget_errors()
	probe.call("call_out", caller, "ask")
	assert_eq(caller.answer, ERR_BUSY, "inside")
	_assert_line("ProbeGo.locks: the probe is in a call of its own.")
	caller.probe = other
	probe.call("call_out", caller, "ask")
	assert_eq([caller.answer, probe.call("locks")], [OK, OK], "another's, and afterwards")
	# The last reference goes inside.
	caller.probe = probe
	var freed: int = ClassDB.class_call_static(&"ProbeGo", &"freed")
	probe = null
	caller.run()
	assert_eq(ClassDB.class_call_static(&"ProbeGo", &"freed"), freed + 1, "freed at the end of the call")
	caller.free()
	finish()


class Caller extends Object:
	var probe: Object
	var answer := -1

	func ask() -> void:
		answer = probe.call("locks")

	func drop() -> void:
		probe = null

	func run() -> void:
		probe.call_out(self, "drop")


## Deferred calls without a SceneTree.
func test_main_loop() -> void:
	if str(options["godot"]).is_empty():
		skip("--godot tells of no second Godot")
		return
	var output: Array = []
	var code: int = OS.execute(str(options["godot"]), PackedStringArray(["--headless", "--path", ProjectSettings.globalize_path("res://"), "-s", "res://tests/probe_loop.gd"]), output, true)
	assert_eq(code, 0, "exit code")
	assert_true("\n".join(output).contains("DEFERRED 3"), "\n".join(output).right(1000))
	finish()


func _probe() -> RefCounted:
	return ClassDB.instantiate(&"ProbeGo")


func _notes() -> PackedStringArray:
	return ClassDB.class_call_static(&"ProbeGo", &"take_notes")


func _listen(probe: RefCounted, count: int) -> Array:
	var got: Array = []
	var lambdas: Array[Callable] = [
		func() -> void: got.append([]), func(a: Variant) -> void: got.append([a]), func(a: Variant, b: Variant) -> void: got.append([a, b]),
		func(a: Variant, b: Variant, c: Variant) -> void: got.append([a, b, c]), func(a: Variant, b: Variant, c: Variant, d: Variant) -> void: got.append([a, b, c, d]),
		func(a: Variant, b: Variant, c: Variant, d: Variant, e: Variant) -> void: got.append([a, b, c, d, e]),
		func(a: Variant, b: Variant, c: Variant, d: Variant, e: Variant, f: Variant) -> void: got.append([a, b, c, d, e, f]),
		func(a: Variant, b: Variant, c: Variant, d: Variant, e: Variant, f: Variant, g: Variant) -> void: got.append([a, b, c, d, e, f, g]),
		func(a: Variant, b: Variant, c: Variant, d: Variant, e: Variant, f: Variant, g: Variant, h: Variant) -> void: got.append([a, b, c, d, e, f, g, h]),
	]
	probe.connect("s%d" % count, lambdas[count])
	return got


func _want(count: int) -> Array:
	var want: Array = _payload.slice(0, count)
	if count > 0:
		want[0] = count
	return want


func _until(condition: Callable) -> void:
	var limit: int = Time.get_ticks_msec() + 10_000
	while not condition.call() and Time.get_ticks_msec() < limit:
		await tree.process_frame


func _assert_line(text: String) -> void:
	if errors:
		var lines: Array[Dictionary] = errors.call("take")
		if assert_eq(lines.size(), 1, "error lines %s" % [lines]):
			assert_true(str(lines[0]["text"]).contains(text), "error line: " + str(lines[0]["text"]).left(300))


func _compile(source: String) -> GDScript:
	var script := GDScript.new()
	script.source_code = source
	assert_eq(script.reload(), OK, "the source does not compile: " + source)
	return script


## Runs statements compiled with the classes known by name, so that typed ones take the typed way in.
func _run(body: String, arguments: Array = []) -> Variant:
	var script: GDScript = _compile("extends RefCounted\nfunc run(arguments: Array) -> Variant:\n\t@warning_ignore(\"unused_variable\")\n\tvar given := arguments\n\t%s\n" % body.replace("\n", "\n\t"))
	return (script.new() as RefCounted).call("run", arguments)
