# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/download.gd"
## A file by a client, driven as a game would: once a frame, one poll and then reads until nothing is left.

const EitherClient := preload("res://demo/window/either_client.gd")

## Bytes that one file may take from a frame. Without it, a server that is quicker than the reads would hold the frame
## until the file is there.
const FRAME_LIMIT := 1 << 20

var _client: EitherClient
var _asked := false


func _init(class_id: StringName, bytes: int) -> void:
	super(bytes)
	_client = EitherClient.new(class_id)


func start(address: String, tls: TLSOptions) -> void:
	state = RUNNING
	if _client.open(address, tls) != OK:
		fail(_client.failure())


func step() -> void:
	if state != RUNNING:
		return
	_client.poll()
	if not _asked and _client.is_connected_idle():
		_asked = true
		_client.request(HTTPClient.METHOD_GET, "/bytes/%d" % size)
	var limit: int = received + FRAME_LIMIT
	while received < limit and _client.is_in_body():
		var piece: PackedByteArray = _client.read()
		if piece.is_empty():
			break
		received += piece.size()
		if sink.is_valid():
			sink.call(piece)
	if _client.has_failed():
		fail(_client.failure())
	elif _asked and _client.is_connected_idle():
		judge()
		_client.close()


func stop() -> void:
	_client.close()
	if state == RUNNING:
		state = WAITING
