# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/lane.gd"
## The side of one class on the page of uploads.

const Upload := preload("res://demo/window/upload.gd")
const Plot := preload("res://demo/window/plot.gd")
const PlotScale := preload("res://demo/window/plot_scale.gd")
const Series := preload("res://demo/window/series.gd")

const FIGURES: PackedStringArray = ["sent", "echoed", "sent at", "longest frame"]

var _sent := ProgressBar.new()
var _echoed := ProgressBar.new()
var _plot := Plot.new()


func setup_bars(id: StringName, rate_scale: PlotScale, start: Callable) -> void:
	setup(id, FIGURES, "Upload", start)
	_add_bar("to the server", "Sent", _sent)
	_add_bar("back again", "Echoed", _echoed)
	_plot.title = "MB/s, both ways together"
	_plot.with_line = true
	_plot.color = Look.color_of(id)
	_plot.scale_of = rate_scale
	_plot.size_flags_vertical = Control.SIZE_EXPAND_FILL
	_plot.custom_minimum_size.y = 110
	body.add_child(_plot)
	close_with_status()
	clear()


func clear() -> void:
	for which: String in FIGURES:
		set_figure(which, "–")
	_sent.value = 0.0
	_echoed.value = 0.0
	_plot.value_text = ""
	_plot.show_series(class_id, [])
	say("not started")


func show_start(upload: Upload) -> void:
	_plot.show_series(class_id, [upload.rate])
	say("connecting")


func show_upload(upload: Upload) -> void:
	_sent.value = float(upload.sent) / upload.size
	_echoed.value = float(upload.received) / upload.size
	set_figure("sent", Look.amount(upload.sent))
	set_figure("echoed", Look.amount(upload.received))
	set_figure("sent at", "%.0f MB/s" % upload.send_rate())
	set_figure("longest frame", "%.0f ms" % upload.longest_frame)
	_plot.value_text = "%.0f" % upload.rate.last()
	_plot.scale_of.fit()
	_plot.queue_redraw()
	match upload.state:
		Upload.SENDING:
			say("sending")
		Upload.RECEIVING:
			say("sent; the server sends it back")
		Upload.DONE:
			say("%d bytes sent, and the same bytes came back" % upload.size, Tone.GOOD)
		Upload.STOPPED:
			say("stopped after %d of %d bytes" % [upload.sent, upload.size])
		Upload.FAILED:
			say("failed: %s" % upload.problem, Tone.BAD)


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
