# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends PanelContainer
## A box of a page that takes the room there is, and may end in a line that says how it stands.

const Look := preload("res://demo/window/look.gd")

enum Tone {PLAIN, GOOD, BAD}

const KINDS: Dictionary[Tone, StringName] = {Tone.PLAIN: &"Muted", Tone.GOOD: &"Good", Tone.BAD: &"Bad"}

var body: VBoxContainer = Look.column(8)

var _status: Label


## Makes it a card with [param content] in it.
func hold(id: String, content: Control) -> void:
	name = id
	theme_type_variation = &"Card"
	size_flags_horizontal = Control.SIZE_EXPAND_FILL
	size_flags_vertical = Control.SIZE_EXPAND_FILL
	add_child(content)


## Adds the line of the status, below what is in [param to] by now.
func add_status(to: Container) -> void:
	_status = Look.label("", &"Muted")
	_status.name = "Status"
	_status.clip_text = true
	_status.text_overrun_behavior = TextServer.OVERRUN_TRIM_ELLIPSIS
	_status.mouse_filter = Control.MOUSE_FILTER_PASS
	to.add_child(_status)


func say(text: String, tone: Tone = Tone.PLAIN) -> void:
	_status.text = text
	_status.tooltip_text = text
	_status.theme_type_variation = KINDS[tone]


## Adds a list to the body that keeps its end in sight, and says [param empty_text], in its child "Empty", until that is hidden.
func add_list(empty_text: String, kind: StringName = &"Small") -> RichTextLabel:
	var list := RichTextLabel.new()
	list.name = "List"
	list.scroll_following = true
	list.size_flags_vertical = Control.SIZE_EXPAND_FILL
	list.focus_mode = Control.FOCUS_NONE
	body.add_child(list)
	var empty: Label = Look.label(empty_text, kind)
	empty.name = "Empty"
	empty.horizontal_alignment = HORIZONTAL_ALIGNMENT_CENTER
	empty.set_anchors_preset(Control.PRESET_FULL_RECT)
	list.add_child(empty)
	return list
