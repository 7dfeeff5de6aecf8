# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends PanelContainer
## A row of buttons of which one is down.

signal picked(index: int)

const Look := preload("res://demo/window/look.gd")

var index := 0

var _buttons: Array[Button] = []


## The buttons are named by their numbers, or as [param ids] says.
func setup(id: String, texts: PackedStringArray, first: int, kind: StringName = &"Segment", ids: PackedStringArray = []) -> void:
	name = id
	size_flags_vertical = Control.SIZE_SHRINK_CENTER
	if kind == &"Segment":
		add_theme_stylebox_override(&"panel", Look.box(Look.colors.sunk, 7, Vector2(2, 2), Look.colors.line))
	var row: HBoxContainer = Look.row(2 if kind == &"Segment" else 6)
	add_child(row)
	var group := ButtonGroup.new()
	for i: int in texts.size():
		var button: Button = Look.button(texts[i], "%d" % i if ids.is_empty() else ids[i], _pick.bind(i), kind)
		button.toggle_mode = true
		button.button_group = group
		button.button_pressed = i == first
		row.add_child(button)
		_buttons.append(button)
	index = first


## Out of use, the row still shows which button is down, as a disabled button would not.
func set_enabled(enabled: bool) -> void:
	modulate.a = 1.0 if enabled else 0.55
	for button: Button in _buttons:
		button.mouse_filter = MOUSE_FILTER_STOP if enabled else MOUSE_FILTER_IGNORE
		button.focus_mode = FOCUS_ALL if enabled else FOCUS_NONE


func _pick(which: int) -> void:
	if which != index:
		index = which
		picked.emit(which)
