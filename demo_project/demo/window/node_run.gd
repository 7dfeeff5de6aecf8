# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/download_run.gd"
## A number of downloads at once by one of both nodes.

const NodeDownload := preload("res://demo/window/node_download.gd")
const NodeClock := preload("res://demo/window/node_clock.gd")

var _clock := NodeClock.new()


## The nodes are put under [param parent].
func _init(id: StringName, count: int, bytes: int, parent: Node) -> void:
	super(id, count, bytes)
	parent.add_child(_clock)


func make_download(bytes: int) -> Download:
	var download := NodeDownload.new(class_id, bytes)
	download.clock = _clock
	return download


func stop() -> void:
	super()
	_clock.queue_free()


func frame_cost() -> float:
	return _clock.last_frame()
