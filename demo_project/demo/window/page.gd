# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends MarginContainer
## The base of all pages: a line of settings above two lanes, the engine's class at the left.

const Look := preload("res://demo/window/look.gd")
const Lane := preload("res://demo/window/lane.gd")
const Segments := preload("res://demo/window/segments.gd")
const DemoServer := preload("res://demo/window/demo_server.gd")
const EitherClient := preload("res://demo/window/either_client.gd")
const Legend := preload("res://demo/window/legend.gd")
const ScriptCard := preload("res://demo/window/script_card.gd")

const ENGINE := &"HTTPClient"
const OURS := &"HTTPClientGo"
const BOTH: Array[StringName] = [ENGINE, OURS]
## Pixels from which on the script has room beside what the page shows; in less it stands in its place.
const WIDE := 1400.0

## The classes of the two lanes.
var sides: Array[StringName] = BOTH
var server: DemoServer
var settings: HBoxContainer = Look.row(12)
var content: VBoxContainer = Look.column(12)
## What the page shows, above what it says about it.
var stage: HBoxContainer = Look.row(14)

var _script: ScriptCard
var _script_button: Button


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
	stage.size_flags_vertical = Control.SIZE_EXPAND_FILL
	content.add_child(stage)
	resized.connect(_share_room)


## Adds the button that shows [param file], one of demo/scripts, and hides it again. It ends the line of settings.
func add_script(file: String) -> void:
	_script = ScriptCard.new()
	_script.setup("res://demo/scripts/" + file)
	_script.visible = false
	stage.add_child(_script)
	_script_button = Look.button("Show the script", "ShowScript", _show_or_hide_script)
	settings.add_child(_script_button)


func _show_or_hide_script() -> void:
	_script.visible = not _script.visible
	_script_button.text = "Hide the script" if _script.visible else "Show the script"
	_share_room()


func _share_room() -> void:
	if _script == null:
		return
	for child: Node in stage.get_children():
		if child != _script:
			(child as Control).visible = not _script.visible or size.x >= WIDE


func add_lanes(lanes: Array[Lane]) -> void:
	for lane: Lane in lanes:
		stage.add_child(lane)


func add_segments(title: String, id: String, texts: PackedStringArray, first: int) -> Segments:
	settings.add_child(Look.label(title, &"Muted"))
	var segments := Segments.new()
	segments.setup(id, texts, first)
	settings.add_child(segments)
	return segments
