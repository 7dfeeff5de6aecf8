# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends StreamPeerExtension
## A StreamPeer written in GDScript: it passes bytes on to another one, and misbehaves where asked to.
##
## The virtual methods of StreamPeerExtension take pointers, which GDScript has none of. So it defines the methods of StreamPeer
## themselves: a call by name finds them first.

var inner: StreamPeer
## What put_partial_data takes at most, in bytes.
var most := 1 << 30
## Gives twice what it is asked for, where there is so much.
var generous := false
## Called at the begin of each call, with its name.
var on_call := Callable()
## The thread of each call.
var threads: Dictionary = {}
## In place of what the inner peer returns, by method.
var answers: Dictionary = {}


func _init(around: StreamPeer = null) -> void:
	inner = around


func poll() -> Error:
	_note("poll")
	if inner and inner.has_method("poll"):
		inner.call("poll")
	return OK


func get_status() -> int:
	_note("get_status")
	return answers.get("get_status", inner.call("get_status") if inner and inner.has_method("get_status") else 2)


@warning_ignore("native_method_override")
func get_available_bytes() -> int:
	_note("get_available_bytes")
	return answers.get("get_available_bytes", inner.get_available_bytes() if inner else 0)


@warning_ignore("native_method_override")
func get_partial_data(bytes: int) -> Array:
	_note("get_partial_data")
	if answers.has("get_partial_data"):
		return answers["get_partial_data"]
	return inner.get_partial_data(clampi(inner.get_available_bytes(), bytes, 2 * bytes) if generous else bytes)


@warning_ignore("native_method_override")
func put_partial_data(data: PackedByteArray) -> Array:
	_note("put_partial_data")
	if answers.has("put_partial_data"):
		return answers["put_partial_data"]
	return inner.put_partial_data(data.slice(0, most))


func _note(method: String) -> void:
	threads[OS.get_thread_caller_id()] = true
	if on_call.is_valid():
		on_call.call(method)
