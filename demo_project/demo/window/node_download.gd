# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/download.gd"
## A file by a node, HTTPRequest or HTTPRequestGo, whichever name it was made with: it is asked once, and tells its end.

const NodeClock := preload("res://demo/window/node_clock.gd")

## Under which the node is put.
var clock: NodeClock

var _class_id: StringName
var _node: Node


func _init(class_id: StringName, bytes: int) -> void:
	super(bytes)
	_class_id = class_id


func start(address: String, tls: TLSOptions) -> void:
	state = RUNNING
	_node = ClassDB.instantiate(_class_id)
	if tls != null:
		_node.call(&"set_tls_options", tls)
	_node.connect(&"request_completed", _on_completed)
	clock.hold(_node)
	var failed: Error = _node.call(&"request", "%s://%s/bytes/%d" % ["http" if tls == null else "https", address, size])
	if failed != OK:
		fail(error_string(failed))


func step() -> void:
	if state == RUNNING:
		received = _node.call(&"get_downloaded_bytes")


func stop() -> void:
	if _node != null:
		_node.call(&"cancel_request")
		_node.queue_free()
		_node = null
	if state == RUNNING:
		state = WAITING


func _on_completed(result: int, code: int, _headers: PackedStringArray, body: PackedByteArray) -> void:
	if result != HTTPRequest.RESULT_SUCCESS:
		received = _node.call(&"get_downloaded_bytes")
		fail(_reason(result))
		return
	if code != 200:
		fail("the server answers %d" % code)
		return
	received = body.size()
	if sink.is_valid():
		sink.call(body)
	judge()


# The sentence that says why, which HTTPRequest has not; else the name of the result.
func _reason(result: int) -> String:
	if _node.has_method(&"get_last_error"):
		var told: Dictionary = _node.call(&"get_last_error")
		return str(told["message"])
	for constant: String in ClassDB.class_get_enum_constants(&"HTTPRequest", &"Result"):
		if ClassDB.class_get_integer_constant(&"HTTPRequest", constant) == result:
			return constant
	return str(result)
