# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends CenterContainer
## What stands in the place of the pages when they have nothing to work with: what is missing, why, and what to do.

const Look := preload("res://demo/window/look.gd")

var button: Button

var _title: Label = Look.label("", &"Title")
var _text: Label = Look.label("", &"Muted")
var _command: Label = Look.label("", &"Command")
var _copy: Button


func setup(button_text: String, pressed: Callable) -> void:
	name = "Notice"
	size_flags_vertical = Control.SIZE_EXPAND_FILL
	var column: VBoxContainer = Look.column(14)
	column.custom_minimum_size.x = 560
	for line: Label in [_title, _text]:
		line.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
		column.add_child(line)
	_title.name = "Title"
	_text.name = "Text"
	_command.name = "Command"
	var row: HBoxContainer = Look.row()
	row.add_child(_command)
	row.add_child(Look.spring())
	_copy = Look.button("Copy", "Copy", _on_copy)
	row.add_child(_copy)
	column.add_child(Look.panel(&"Sunk", row))
	var foot: HBoxContainer = Look.row()
	foot.alignment = BoxContainer.ALIGNMENT_END
	button = Look.button(button_text, "Again", pressed, &"Primary")
	foot.add_child(button)
	column.add_child(foot)
	var card: PanelContainer = Look.panel(&"Card", column)
	card.add_theme_stylebox_override(&"panel", Look.box(Look.colors.card, 12, Vector2(28, 24), Look.colors.line))
	add_child(card)


func say(title: String, text: String, command: String) -> void:
	_title.text = title
	_text.text = text
	_command.text = command
	_copy.text = "Copy"


func _on_copy() -> void:
	DisplayServer.clipboard_set(_command.text)
	_copy.text = "Copied"
