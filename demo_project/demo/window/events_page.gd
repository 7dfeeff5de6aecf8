# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/page.gd"
## A stream of events, live, with both classes at the same time.

const EventStream := preload("res://demo/window/event_stream.gd")
const EventLane := preload("res://demo/window/event_lane.gd")
const PlotScale := preload("res://demo/window/plot_scale.gd")

const COUNTS: PackedInt64Array = [10, 100, 100_000]
const PAUSES: PackedInt64Array = [20, 250, 1000] # milliseconds

var _lanes: Dictionary[StringName, EventLane] = {}
var _streams: Dictionary[StringName, EventStream] = {}
var _count: Segments
var _pause: Segments
var _transport: Segments
var _both: Button


func _init() -> void:
	super()
	name = "Events"
	_count = add_segments("Events", "Count", ["10", "100", "endless"], 2)
	_pause = add_segments("one each", "Pause", ["20 ms", "250 ms", "1 s"], 1)
	_transport = add_segments("over", "Transport", ["plain", "TLS"], 1)
	settings.add_child(Look.spring())
	_both = Look.button("Run both", "RunBoth", _listen_both, &"Primary")
	settings.add_child(_both)
	add_script("events.gd")
	var scale_of_gaps := PlotScale.new(1.0, 10.0)
	var lanes: Array[Lane] = []
	for id: StringName in BOTH:
		var lane := EventLane.new()
		lane.setup_list(id, scale_of_gaps, _listen_one.bind(id))
		_lanes[id] = lane
		lanes.append(lane)
	add_lanes(lanes)


func step() -> void:
	for id: StringName in _streams.keys():
		var stream: EventStream = _streams[id]
		stream.step()
		_lanes[id].show_stream(stream)
		if stream.state != EventStream.RUNNING:
			_streams.erase(id)
			_show_state()


func stop() -> void:
	for id: StringName in _streams.keys():
		_end(id)


func _listen_both() -> void:
	if not _streams.is_empty():
		stop()
		return
	for id: StringName in BOTH:
		_begin(id)


# The same button starts a lane and stops it.
func _listen_one(id: StringName) -> void:
	if _streams.has(id):
		_end(id)
	else:
		_begin(id)


func _begin(id: StringName) -> void:
	var stream := EventStream.new(id, COUNTS[_count.index], PAUSES[_pause.index])
	_lanes[id].show_start(stream)
	_streams[id] = stream
	if _transport.index == 1:
		stream.start(server.secure, server.trusting)
	else:
		stream.start(server.plain, null)
	_show_state()


func _end(id: StringName) -> void:
	_streams[id].stop()
	_lanes[id].show_stream(_streams[id])
	_streams.erase(id)
	_show_state()


func _show_state() -> void:
	var idle: bool = _streams.is_empty()
	_both.text = "Run both" if idle else "Stop"
	_count.set_enabled(idle)
	_pause.set_enabled(idle)
	_transport.set_enabled(idle)
	for id: StringName in BOTH:
		_lanes[id].start_button.text = "Stop" if _streams.has(id) else "Listen"
