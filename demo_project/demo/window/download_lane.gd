# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/lane.gd"
## The side of one class on the page of downloads: figures, a bar for each file, the two plots.

const DownloadRun := preload("res://demo/window/download_run.gd")
const Download := preload("res://demo/window/download.gd")
const Plot := preload("res://demo/window/plot.gd")
const PlotScale := preload("res://demo/window/plot_scale.gd")
const ProgressGrid := preload("res://demo/window/progress_grid.gd")
const Legend := preload("res://demo/window/legend.gd")
const Series := preload("res://demo/window/series.gd")

## Milliseconds that a frame has at 60 a second.
const BUDGET := 1000.0 / 60.0
const FIGURES: PackedStringArray = ["of each frame", "rate", "time", "received", "longest frame"]

## What the class spends in a frame, in words.
var cost := ""

## The last run, null before the first.
var run: DownloadRun

var _grid := ProgressGrid.new()
var _rate := Plot.new()
var _frames := Plot.new()


func setup_plots(id: StringName, rate_scale: PlotScale, frame_scale: PlotScale, start: Callable) -> void:
	setup(id, FIGURES, "Start", start)
	_grid.name = "Files"
	body.add_child(_grid)
	var legend := Legend.new()
	var tone: Color = Look.color_of(id)
	legend.setup([[Look.colors.line, "a file each: to come"], [Color(tone, 0.6), "arriving"], [tone, "whole"], [Look.colors.bad, "failed"]])
	body.add_child(legend)
	explain("of each frame", "What %s take of each frame of the game, on average" % cost)
	_rate.title = "MB/s"
	_rate.with_line = true
	_rate.scale_of = rate_scale
	_frames.title = "ms of each frame"
	_frames.words = ["all else", cost]
	_frames.mark = BUDGET
	_frames.mark_text = "60 a second"
	_frames.scale_of = frame_scale
	for plot: Plot in [_frames, _rate]:
		plot.size_flags_vertical = Control.SIZE_EXPAND_FILL
		plot.custom_minimum_size.y = 64
		body.add_child(plot)
	_grid.color = Look.color_of(id)
	_rate.color = _grid.color
	_frames.color = _grid.color
	add_status(body)
	clear()


func clear() -> void:
	run = null
	for which: String in FIGURES:
		set_figure(which, "–")
	_grid.show_downloads([])
	_rate.value_text = ""
	_frames.value_text = ""
	_rate.show_series(class_id, [])
	_frames.show_series(class_id, [])
	say("not started")


func show_start(started: DownloadRun) -> void:
	run = started
	_grid.show_downloads(run.downloads)
	_rate.show_series(class_id, [run.rate])
	_frames.show_series(class_id, [run.frames, run.calls])
	say("connecting")


func show_run(shown: DownloadRun) -> void:
	set_figure("of each frame", "%.2f ms" % shown.mean_calls())
	set_figure("rate", "%.0f MB/s" % shown.mean_rate())
	set_figure("time", "%.2f s" % shown.seconds)
	set_figure("received", Look.amount(shown.received))
	set_figure("longest frame", "%.0f ms" % shown.longest_frame)
	_rate.value_text = "%.0f" % shown.rate.last()
	_frames.value_text = "%.1f" % shown.frames.last()
	_rate.scale_of.fit()
	_frames.scale_of.fit()
	_say_state(shown)
	_grid.queue_redraw()
	_rate.queue_redraw()
	_frames.queue_redraw()


func _say_state(shown: DownloadRun) -> void:
	var count: int = shown.downloads.size()
	var done: int = shown.count_of(Download.DONE)
	match shown.state:
		DownloadRun.RUNNING:
			say("%d of %d files done" % [done, count])
		DownloadRun.CHECKING:
			say("%d of %d files done, SHA-256 of file 1 ..." % [done, count])
		DownloadRun.DONE:
			say("%d of %d files done, SHA-256 of file 1 is right: %s" % [done, count, shown.checksum.digest.left(16)], Tone.GOOD)
		DownloadRun.FAILED:
			var failed: int = shown.count_of(Download.FAILED)
			say("%s%s" % ["%d of %d files failed: " % [failed, count] if failed > 0 else "failed: ", shown.problem], Tone.BAD)
		DownloadRun.STOPPED:
			say("stopped after %d of %d files" % [done, count])
