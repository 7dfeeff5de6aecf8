# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/session_suite.gd"
## The base of the suites about HTTPRequestGo.

const SILENT: Array = [["read_head"], ["wait_close"]]


## One node with what its signal brought.
class Asker extends RefCounted:
	var node: HTTPRequestGo
	var got: Array[Array] = []

	func _init(root: Node, threaded: bool = false) -> void:
		node = HTTPRequestGo.new()
		node.use_threads = threaded
		node.request_completed.connect(func(what: int, code: int, headers: PackedStringArray, bytes: PackedByteArray) -> void:
			got.append([what, code, headers, bytes]))
		root.add_child(node)

	func result() -> int:
		return got[-1][0] if not got.is_empty() else -1

	func body() -> String:
		return (got[-1][3] as PackedByteArray).get_string_from_utf8()


func _ask(url: String, threaded: bool = false) -> Asker:
	var a := Asker.new(tree.root, threaded)
	assert_eq(a.node.request(url), OK, "request()")
	return a


func _end(a: Asker, what: String = "") -> void:
	assert_true(await until(func() -> bool: return not a.got.is_empty()), "%s: no signal" % what)


func _free(a: Asker) -> void:
	a.node.free()
