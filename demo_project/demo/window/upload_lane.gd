# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/lane.gd"
## The side of one class on the page of uploads.

const Upload := preload("res://demo/window/upload.gd")
const Plot := preload("res://demo/window/plot.gd")
const PlotScale := preload("res://demo/window/plot_scale.gd")
const Series := preload("res://demo/window/series.gd")

const FIGURES: PackedStringArray = ["of each frame", "sent at", "sent", "echoed", "longest frame"]

## The last upload, null before the first.
var upload: Upload

var _sent := ProgressBar.new()
var _echoed := ProgressBar.new()
var _plot := Plot.new()


func setup_bars(id: StringName, rate_scale: PlotScale, start: Callable) -> void:
	setup(id, FIGURES, "Upload", start)
	explain("of each frame", "What poll(), request_raw(), writes and reads take of each frame of the game, on average")
	_add_bar("to the server", "Sent", _sent)
	_add_bar("back again", "Echoed", _echoed)
	_plot.title = "MB/s, both ways together"
	_plot.with_line = true
	_plot.color = Look.color_of(id)
	_plot.scale_of = rate_scale
	_plot.size_flags_vertical = Control.SIZE_EXPAND_FILL
	_plot.custom_minimum_size.y = 110
	body.add_child(_plot)
	add_status(body)
	clear()


func clear() -> void:
	upload = null
	for which: String in FIGURES:
		set_figure(which, "–")
	_sent.value = 0.0
	_echoed.value = 0.0
	_plot.value_text = ""
	_plot.show_series(class_id, [])
	say("not started")


func show_start(started: Upload) -> void:
	upload = started
	_plot.show_series(class_id, [upload.rate])
	say("connecting")


func show_upload(shown: Upload) -> void:
	_sent.value = float(shown.sent) / shown.size
	_echoed.value = float(shown.received) / shown.size
	set_figure("of each frame", "%.2f ms" % shown.mean_calls())
	set_figure("sent", Look.amount(shown.sent))
	set_figure("echoed", Look.amount(shown.received))
	set_figure("sent at", "%.0f MB/s" % shown.send_rate())
	set_figure("longest frame", "%.0f ms" % shown.longest_frame)
	_plot.value_text = "%.0f" % shown.rate.last()
	_plot.scale_of.fit()
	_plot.queue_redraw()
	match shown.state:
		Upload.SENDING:
			say("sending" if not shown.is_whole else "request_raw() has all of it")
		Upload.RECEIVING:
			say("sent; the server sends it back")
		Upload.DONE:
			say("%d bytes sent, and the same bytes came back" % shown.size, Tone.GOOD)
		Upload.STOPPED:
			say("stopped after %d of %d bytes" % [shown.sent, shown.size])
		Upload.FAILED:
			say("failed: %s" % shown.problem, Tone.BAD)


func _add_bar(text: String, id: String, bar: ProgressBar) -> void:
	bar.name = "Bar" + id
	bar.max_value = 1.0
	bar.step = 0.0
	bar.show_percentage = false
	bar.custom_minimum_size.y = 10
	bar.size_flags_vertical = Control.SIZE_SHRINK_CENTER
	bar.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	bar.add_theme_stylebox_override(&"fill", Look.box(Look.color_of(class_id), 4))
	var row: HBoxContainer = Look.row()
	var caption: Label = Look.label(text, &"Small")
	caption.custom_minimum_size.x = 84
	row.add_child(caption)
	row.add_child(bar)
	body.add_child(row)
