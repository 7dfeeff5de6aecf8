# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends PanelContainer
## One thing that a session does: its name, the lines of script that do it, buttons, room for more, and how it stands.

const Look := preload("res://demo/window/look.gd")

enum Tone {PLAIN, GOOD, BAD}

const KINDS: Dictionary[Tone, StringName] = {Tone.PLAIN: &"Muted", Tone.GOOD: &"Good", Tone.BAD: &"Bad"}

var start_button: Button
var body: VBoxContainer = Look.column(8)

var _buttons: HBoxContainer = Look.row()
var _status: Label = Look.label("not started", &"Muted")


func setup(id: String, title: String, code: String, start_text: String, start: Callable) -> void:
	name = id
	theme_type_variation = &"Card"
	size_flags_horizontal = Control.SIZE_EXPAND_FILL
	size_flags_vertical = Control.SIZE_EXPAND_FILL
	var column: VBoxContainer = Look.column(8)
	add_child(column)
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
	_status.name = "Status"
	_status.clip_text = true
	_status.text_overrun_behavior = TextServer.OVERRUN_TRIM_ELLIPSIS
	_status.mouse_filter = Control.MOUSE_FILTER_PASS
	column.add_child(_status)


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


## Returns a list for the body that keeps its end in sight.
func add_list(empty_text: String) -> RichTextLabel:
	var list := RichTextLabel.new()
	list.name = "List"
	list.scroll_following = true
	list.size_flags_vertical = Control.SIZE_EXPAND_FILL
	list.focus_mode = Control.FOCUS_NONE
	body.add_child(list)
	var empty: Label = Look.label(empty_text, &"Small")
	empty.name = "Empty"
	empty.horizontal_alignment = HORIZONTAL_ALIGNMENT_CENTER
	empty.set_anchors_preset(Control.PRESET_FULL_RECT)
	list.add_child(empty)
	return list


func say(text: String, tone: Tone = Tone.PLAIN) -> void:
	_status.text = text
	_status.tooltip_text = text
	_status.theme_type_variation = KINDS[tone]
