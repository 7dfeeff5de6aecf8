# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/card.gd"
## One side of a page: a class's name, its figures, room for the page's own controls, and a line that says how it stands.

var class_id: StringName
var start_button: Button

var _figures: Dictionary[String, Label] = {}


func setup(id: StringName, figures: PackedStringArray, start_text: String, start: Callable) -> void:
	class_id = id
	hold(id, body)
	body.add_child(_make_head(start_text, start))
	if not figures.is_empty():
		body.add_child(_make_figures(figures))


func set_figure(which: String, text: String) -> void:
	_figures[which].text = text


## Says what a figure is to who rests the mouse on it.
func explain(which: String, text: String) -> void:
	var tile := _figures[which].get_parent() as Control
	tile.tooltip_text = text


func _make_head(start_text: String, start: Callable) -> Control:
	var row: HBoxContainer = Look.row()
	var dot := Panel.new()
	dot.custom_minimum_size = Vector2(10, 10)
	dot.size_flags_vertical = Control.SIZE_SHRINK_CENTER
	dot.add_theme_stylebox_override(&"panel", Look.box(Look.color_of(class_id), 5))
	row.add_child(dot)
	row.add_child(Look.label(class_id, &"Heading"))
	row.add_child(Look.label("the engine's" if Look.is_engines(class_id) else "the addon's", &"Muted"))
	row.add_child(Look.spring())
	start_button = Look.button(start_text, "Start", start)
	start_button.custom_minimum_size.x = 96
	row.add_child(start_button)
	return row


func _make_figures(figures: PackedStringArray) -> Control:
	var row: HBoxContainer = Look.row(8)
	for which: String in figures:
		var tile: VBoxContainer = Look.column(0)
		tile.size_flags_horizontal = Control.SIZE_EXPAND_FILL
		var value: Label = Look.label("–", &"Figure")
		value.name = "Figure" + which.to_pascal_case()
		tile.add_child(Look.label(which, &"Small"))
		tile.add_child(value)
		row.add_child(tile)
		_figures[which] = value
	return row
