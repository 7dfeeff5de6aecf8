# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/lane.gd"
## The side of one class on the page of events.

const EventStream := preload("res://demo/window/event_stream.gd")
const Plot := preload("res://demo/window/plot.gd")
const PlotScale := preload("res://demo/window/plot_scale.gd")
const Series := preload("res://demo/window/series.gd")

## Events that the list keeps.
const KEPT := 200

var _list: RichTextLabel
var _empty: Label
var _plot := Plot.new()


func setup_list(id: StringName, scale_of_gaps: PlotScale, start: Callable) -> void:
	setup(id, ["events", "last after", "longest pause"], "Listen", start)
	_plot.title = "Milliseconds between two events"
	_plot.color = Look.color_of(id)
	_plot.with_line = true
	_plot.scale_of = scale_of_gaps
	_plot.custom_minimum_size.y = 110
	body.add_child(_plot)
	_list = add_list("No events yet. Listen, and each shows as it arrives.", &"Muted")
	_empty = _list.get_node(^"Empty")
	_plot.show_series(id, [])
	add_status(body)
	say("not started")


func show_start(stream: EventStream) -> void:
	_list.clear()
	_empty.visible = true
	set_figure("events", "0")
	set_figure("last after", "–")
	set_figure("longest pause", "–")
	_plot.show_series(class_id, [stream.gaps])
	stream.arrived.connect(_add)
	say("connecting")


func show_stream(stream: EventStream) -> void:
	set_figure("events", "%d" % stream.count)
	if not stream.gaps.is_empty():
		set_figure("last after", "%.0f ms" % stream.gaps.last())
		set_figure("longest pause", "%.0f ms" % stream.gaps.greatest)
		_plot.value_text = "%.0f" % stream.gaps.last()
	_plot.scale_of.fit()
	_plot.queue_redraw()
	match stream.state:
		EventStream.RUNNING:
			say("listening")
		EventStream.DONE:
			say("the stream has ended after %d events" % stream.count, Tone.GOOD)
		EventStream.STOPPED:
			say("stopped after %d events" % stream.count)
		EventStream.FAILED:
			say("failed after %d events: %s" % [stream.count, stream.problem], Tone.BAD)


func _add(event: Dictionary, msec: float) -> void:
	_empty.visible = false
	if _list.get_paragraph_count() > KEPT:
		_list.remove_paragraph(0)
	_list.push_color(Look.colors.faint)
	_list.add_text("%8.0f ms   " % msec)
	_list.pop()
	_list.push_color(Look.color_of(class_id))
	_list.add_text("%s %s   " % [event.get("event", "message"), event.get("id", "")])
	_list.pop()
	_list.add_text("%s\n" % event.get("data", ""))
