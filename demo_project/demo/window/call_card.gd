# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/card.gd"
## One thing that a session does: its name, the lines of script that do it, buttons, room for more, and how it stands.

var start_button: Button

var _buttons: HBoxContainer = Look.row()


func setup(id: String, title: String, code: String, start_text: String, start: Callable) -> void:
	var column: VBoxContainer = Look.column(8)
	hold(id, column)
	var head: HBoxContainer = Look.row()
	head.add_child(Look.label(title, &"Heading"))
	head.add_child(Look.spring())
	head.add_child(_buttons)
	start_button = add_button(start_text, "Start", start)
	column.add_child(head)
	var lines: Label = Look.label(code, &"Code")
	lines.clip_text = true
	lines.text_overrun_behavior = TextServer.OVERRUN_TRIM_ELLIPSIS
	lines.tooltip_text = code
	lines.mouse_filter = Control.MOUSE_FILTER_PASS
	column.add_child(lines)
	body.size_flags_vertical = Control.SIZE_EXPAND_FILL
	column.add_child(body)
	add_status(column)
	say("not started")


func add_button(text: String, id: String, pressed: Callable) -> Button:
	var made: Button = Look.button(text, id, pressed)
	made.custom_minimum_size.x = 96
	_buttons.add_child(made)
	return made


## Puts further buttons below the line of script, where the head has no room for them.
func add_buttons(buttons: Array[Array]) -> void:
	var row: HBoxContainer = Look.row(8)
	for entry: Array in buttons:
		var made: Button = Look.button(str(entry[0]), str(entry[0]), entry[1] as Callable)
		made.size_flags_horizontal = Control.SIZE_EXPAND_FILL
		row.add_child(made)
	body.add_child(row)
