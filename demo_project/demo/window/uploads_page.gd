# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/turns_page.gd"
## An upload with one class and then with the other, sent piece by piece or by request_raw(), and echoed by the server.

const Upload := preload("res://demo/window/upload.gd")
const UploadLane := preload("res://demo/window/upload_lane.gd")
const PlotScale := preload("res://demo/window/plot_scale.gd")

const SIZES: PackedInt64Array = [1_000_000, 10_000_000, 60_000_000]

var _lanes: Dictionary[StringName, UploadLane] = {}
var _size: Segments
var _way: Segments
var _verdict: Label = Look.label("", &"Muted")


func _init() -> void:
	super()
	name = "Upload"
	_size = add_segments("Send", "Size", ["1 MB", "10 MB", "60 MB"], 1)
	_way = add_segments("in", "Way", ["pieces", "one call"], 0)
	add_turn_settings("Upload", "Run both")
	add_script("upload.gd")
	var rate_scale := PlotScale.new(0.5, 10.0)
	var lanes: Array[Lane] = []
	for id: StringName in BOTH:
		var lane := UploadLane.new()
		lane.setup_bars(id, rate_scale, start_or_stop.bind(id))
		_lanes[id] = lane
		lanes.append(lane)
	add_lanes(lanes)
	_verdict.name = "Verdict"
	_verdict.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	content.add_child(_verdict)
	_forget_verdict()


func lane_of(id: StringName) -> Lane:
	return _lanes[id]


func clear_lane(id: StringName) -> void:
	_lanes[id].clear()


func make_turn(id: StringName) -> Turn:
	var upload := Upload.new(id, SIZES[_size.index], _way.index == 1)
	_lanes[id].show_start(upload)
	return upload


func show_turn(turn: Turn) -> void:
	_lanes[turn.class_id].show_upload(turn as Upload)


func set_settings_enabled(enabled: bool) -> void:
	super(enabled)
	_size.set_enabled(enabled)
	_way.set_enabled(enabled)


func start(ids: Array[StringName]) -> void:
	_forget_verdict()
	super(ids)


func _forget_verdict() -> void:
	_verdict.text = "Once a frame: one poll(), then at most 1 MB each way. One call is request_raw() with all of it. The server sends back what it gets."


# Compares only what ran with the same settings to its end.
func judge() -> void:
	var engine: Upload = _lanes[ENGINE].upload
	var ours: Upload = _lanes[OURS].upload
	if engine == null or ours == null or engine.state != Upload.DONE or ours.state != Upload.DONE:
		return
	if engine.size != ours.size or engine.is_whole != ours.is_whole or engine.secure != ours.secure:
		return
	_verdict.text = "%s by HTTPClient and by HTTPClientGo: the calls take %.2f and %.2f ms of each frame, sent at %.0f and %.0f MB/s. Longest frame: %.0f and %.0f ms." % [
			Look.amount(engine.size), engine.mean_calls(), ours.mean_calls(), engine.send_rate(), ours.send_rate(), engine.longest_frame, ours.longest_frame]
