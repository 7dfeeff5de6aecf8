# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/page.gd"
## An upload with one class and then with the other, sent piece by piece and echoed by the server.

const Upload := preload("res://demo/window/upload.gd")
const UploadLane := preload("res://demo/window/upload_lane.gd")
const PlotScale := preload("res://demo/window/plot_scale.gd")

const SIZES: PackedInt64Array = [1_000_000, 10_000_000, 60_000_000]

var _lanes: Dictionary[StringName, UploadLane] = {}
var _waiting: Array[StringName] = []
var _current: Upload
var _size: Segments
var _transport: Segments
var _both: Button


func _init() -> void:
	super()
	name = "Upload"
	_size = add_segments("A body of", "Size", ["1 MB", "10 MB", "60 MB"], 1)
	_transport = add_segments("over", "Transport", ["plain", "TLS"], 1)
	settings.add_child(Look.spring())
	_both = Look.button("Upload with both", "RunBoth", _start_both, &"Primary")
	settings.add_child(_both)
	var rate_scale := PlotScale.new(0.5, 10.0)
	var lanes: Array[Lane] = []
	for id: StringName in BOTH:
		var lane := UploadLane.new()
		lane.setup_bars(id, rate_scale, _start_one.bind(id))
		_lanes[id] = lane
		lanes.append(lane)
	add_lanes(lanes)


func step() -> void:
	if _current == null:
		return
	_current.step()
	_lanes[_current.class_id].show_upload(_current)
	if not _current.is_active():
		_current = null
		_start_next()


func stop() -> void:
	_waiting.clear()
	if _current != null:
		_current.stop()
		_lanes[_current.class_id].show_upload(_current)
		_current = null
	_show_idle(true)


func _start_both() -> void:
	_start(BOTH)


# The same button starts a lane and stops it.
func _start_one(id: StringName) -> void:
	if _current != null:
		stop()
	else:
		_start([id])


func _start(ids: Array[StringName]) -> void:
	_waiting = ids.duplicate()
	for id: StringName in ids:
		_lanes[id].clear()
	_start_next()


func _start_next() -> void:
	if _waiting.is_empty():
		_show_idle(true)
		return
	var id: StringName = _waiting.pop_front()
	_current = Upload.new(id, SIZES[_size.index])
	_lanes[id].show_start(_current)
	_show_idle(false)
	if _transport.index == 1:
		_current.start(server.secure, server.trusting)
	else:
		_current.start(server.plain, null)


func _show_idle(idle: bool) -> void:
	_both.disabled = not idle
	_size.set_enabled(idle)
	_transport.set_enabled(idle)
	for id: StringName in BOTH:
		_lanes[id].start_button.text = "Upload" if idle else "Stop"
		_lanes[id].start_button.disabled = not idle and id != _current.class_id
