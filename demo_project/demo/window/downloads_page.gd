# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/turns_page.gd"
## Up to 64 downloads at once, with one class and then with the other: never both, so that each frame belongs to one.

const DownloadRun := preload("res://demo/window/download_run.gd")
const DownloadLane := preload("res://demo/window/download_lane.gd")
const PlotScale := preload("res://demo/window/plot_scale.gd")

const SIZES: PackedInt64Array = [1_000_000, 10_000_000, 50_000_000, 200_000_000]
const MOST := 64

## What the classes spend in a frame, in words.
var cost := "poll() and reads"
var idle_text := "Each file: once a frame one poll(), then reads until nothing is left, at most 1 MB. The same script drives both classes."
var script_file := "downloads.gd"
## Which of [constant SIZES] is asked for at first.
var first_size := 2
var first_count := 16

var _lanes: Dictionary[StringName, DownloadLane] = {}
var _parallel := HSlider.new()
var _parallel_text: Label = Look.label("", &"Label")
var _size: Segments
var _verdict: Label = Look.label("", &"Muted")


func _init() -> void:
	super()
	name = "Downloads"
	_make_settings()
	var rate_scale := PlotScale.new(1.0, 100.0)
	var frame_scale := PlotScale.new(1.0, 20.0)
	var lanes: Array[Lane] = []
	for id: StringName in sides:
		var lane := DownloadLane.new()
		lane.cost = cost
		lane.setup_plots(id, rate_scale, frame_scale, start_or_stop.bind(id))
		_lanes[id] = lane
		lanes.append(lane)
	add_lanes(lanes)
	_verdict.name = "Verdict"
	_verdict.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	content.add_child(_verdict)
	_forget_verdict()


func _make_settings() -> void:
	settings.add_child(Look.label("At once", &"Muted"))
	_parallel.name = "Parallel"
	_parallel.min_value = 1
	_parallel.max_value = MOST
	_parallel.custom_minimum_size.x = 80
	_parallel.size_flags_vertical = Control.SIZE_SHRINK_CENTER
	_parallel.value_changed.connect(_show_parallel)
	settings.add_child(_parallel)
	_parallel_text.name = "ParallelText"
	_parallel_text.custom_minimum_size.x = 24
	settings.add_child(_parallel_text)
	_parallel.value = first_count
	_show_parallel(_parallel.value) # no signal comes before the page is in the tree
	_size = add_segments("of", "Size", ["1 MB", "10 MB", "50 MB", "200 MB"], first_size)
	add_turn_settings("Start", "Run both")
	add_script(script_file)


func lane_of(id: StringName) -> Lane:
	return _lanes[id]


func start(ids: Array[StringName]) -> void:
	_forget_verdict()
	super(ids)


func clear_lane(id: StringName) -> void:
	_lanes[id].clear()


func make_turn(id: StringName) -> Turn:
	var run: DownloadRun = make_run(id, roundi(_parallel.value), SIZES[_size.index])
	_lanes[id].show_start(run)
	return run


func make_run(id: StringName, count: int, bytes: int) -> DownloadRun:
	return DownloadRun.new(id, count, bytes)


func show_turn(turn: Turn) -> void:
	_lanes[turn.class_id].show_run(turn as DownloadRun)


func set_settings_enabled(enabled: bool) -> void:
	super(enabled)
	_parallel.editable = enabled
	_size.set_enabled(enabled)


func _show_parallel(value: float) -> void:
	_parallel_text.text = "%d" % roundi(value)


func _forget_verdict() -> void:
	_verdict.text = idle_text


# Compares only what ran with the same settings to its end.
func judge() -> void:
	var engine: DownloadRun = _lanes[sides[0]].run
	var ours: DownloadRun = _lanes[sides[1]].run
	if engine == null or ours == null or engine.state != DownloadRun.DONE or ours.state != DownloadRun.DONE:
		return
	if engine.total != ours.total or engine.downloads.size() != ours.downloads.size() or engine.secure != ours.secure:
		return
	_verdict.text = "%s by %s and by %s: %s take %.2f and %.2f ms of each frame, at %.0f and %.0f MB/s. All is there after %.2f and %.2f s. Longest frame: %.0f and %.0f ms." % [
			Look.amount(engine.total), sides[0], sides[1], cost, engine.mean_calls(), ours.mean_calls(), engine.mean_rate(), ours.mean_rate(),
			engine.seconds, ours.seconds, engine.longest_frame, ours.longest_frame]
