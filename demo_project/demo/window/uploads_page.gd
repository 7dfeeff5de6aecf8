# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/turns_page.gd"
## An upload with one class and then with the other, sent piece by piece and echoed by the server.

const Upload := preload("res://demo/window/upload.gd")
const UploadLane := preload("res://demo/window/upload_lane.gd")
const PlotScale := preload("res://demo/window/plot_scale.gd")

const SIZES: PackedInt64Array = [1_000_000, 10_000_000, 60_000_000]

var _lanes: Dictionary[StringName, UploadLane] = {}
var _size: Segments


func _init() -> void:
	super()
	name = "Upload"
	_size = add_segments("A body of", "Size", ["1 MB", "10 MB", "60 MB"], 1)
	add_turn_settings("Upload", "Upload with both")
	var rate_scale := PlotScale.new(0.5, 10.0)
	var lanes: Array[Lane] = []
	for id: StringName in BOTH:
		var lane := UploadLane.new()
		lane.setup_bars(id, rate_scale, start_or_stop.bind(id))
		_lanes[id] = lane
		lanes.append(lane)
	add_lanes(lanes)


func lane_of(id: StringName) -> Lane:
	return _lanes[id]


func clear_lane(id: StringName) -> void:
	_lanes[id].clear()


func make_turn(id: StringName) -> Turn:
	var upload := Upload.new(id, SIZES[_size.index])
	_lanes[id].show_start(upload)
	return upload


func show_turn(turn: Turn) -> void:
	_lanes[turn.class_id].show_upload(turn as Upload)


func set_settings_enabled(enabled: bool) -> void:
	super(enabled)
	_size.set_enabled(enabled)
