# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends MarginContainer
## The base of all pages: a line of settings above two lanes, the engine's class at the left.

const Look := preload("res://demo/window/look.gd")
const Lane := preload("res://demo/window/lane.gd")
const Segments := preload("res://demo/window/segments.gd")
const DemoServer := preload("res://demo/window/demo_server.gd")
const EitherClient := preload("res://demo/window/either_client.gd")

const ENGINE := &"HTTPClient"
const OURS := &"HTTPClientGo"
const BOTH: Array[StringName] = [ENGINE, OURS]

## The classes of the two lanes.
var sides: Array[StringName] = BOTH
var server: DemoServer
var settings: HBoxContainer = Look.row(12)
var content: VBoxContainer = Look.column(12)


## To be called once a frame.
func step() -> void:
	pass


## Ends what runs, at once.
func stop() -> void:
	pass


func _init() -> void:
	size_flags_vertical = Control.SIZE_EXPAND_FILL
	for side: StringName in [&"margin_left", &"margin_right"]:
		add_theme_constant_override(side, 20)
	add_theme_constant_override(&"margin_top", 12)
	add_theme_constant_override(&"margin_bottom", 16)
	add_child(content)
	content.add_child(settings)


func add_lanes(lanes: Array[Lane]) -> void:
	var row: HBoxContainer = Look.row(14)
	row.size_flags_vertical = Control.SIZE_EXPAND_FILL
	for lane: Lane in lanes:
		row.add_child(lane)
	content.add_child(row)


func add_segments(title: String, id: String, texts: PackedStringArray, first: int) -> Segments:
	settings.add_child(Look.label(title, &"Muted"))
	var segments := Segments.new()
	segments.setup(id, texts, first)
	settings.add_child(segments)
	return segments
