# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## One file over one connection, driven as a game would: once a frame, one poll and then reads until nothing is left.

const EitherClient := preload("res://demo/window/either_client.gd")

## Bytes that one file may take from a frame. Without it, a server that is quicker than the reads would hold the frame
## until the file is there.
const FRAME_LIMIT := 1 << 20

enum {WAITING, RUNNING, DONE, FAILED}

var state: int = WAITING
var size: int
var received := 0
## What went wrong.
var problem := ""
## Called with each piece of the body; may be empty.
var sink: Callable

var _client: EitherClient
var _url: String
var _asked := false


func _init(class_id: StringName, bytes: int) -> void:
	_client = EitherClient.new(class_id)
	size = bytes
	_url = "/bytes/%d" % bytes


func start(address: String, tls: TLSOptions) -> void:
	state = RUNNING
	if _client.open(address, tls) != OK:
		_fail()


func step() -> void:
	if state != RUNNING:
		return
	_client.poll()
	if not _asked and _client.is_connected_idle():
		_asked = true
		_client.request(HTTPClient.METHOD_GET, _url)
	var limit: int = received + FRAME_LIMIT
	while received < limit and _client.is_in_body():
		var piece: PackedByteArray = _client.read()
		if piece.is_empty():
			break
		received += piece.size()
		if sink.is_valid():
			sink.call(piece)
	if _client.has_failed():
		_fail()
	elif _asked and _client.is_connected_idle():
		_end()


func stop() -> void:
	_client.close()
	if state == RUNNING:
		state = WAITING


func _end() -> void:
	if received == size:
		state = DONE
	else:
		problem = "%d bytes came instead of %d" % [received, size]
		state = FAILED
	_client.close()


func _fail() -> void:
	problem = _client.failure()
	state = FAILED
