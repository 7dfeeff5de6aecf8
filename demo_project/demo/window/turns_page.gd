# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/page.gd"
## The base of the pages on which one class runs after the other: were both running, no frame would be that of one.

const Turn := preload("res://demo/window/turn.gd")

var transport: Segments
var both: Button

var _start_text: String
var _waiting: Array[StringName] = []
var _current: Turn


## Adds what ends the line of settings.
func add_turn_settings(start_text: String, both_text: String) -> void:
	_start_text = start_text
	transport = add_segments("over", "Transport", ["plain", "TLS"], 1)
	settings.add_child(Look.spring())
	both = Look.button(both_text, "RunBoth", start.bind(sides), &"Primary")
	settings.add_child(both)


func step() -> void:
	if _current == null:
		return
	_current.step()
	show_turn(_current)
	if not _current.is_active():
		_current.stop()
		_current = null
		_start_next()


func stop() -> void:
	_waiting.clear()
	if _current != null:
		_current.stop()
		show_turn(_current)
		_current = null
	_show_idle(true)


func start(ids: Array[StringName]) -> void:
	_waiting = ids.duplicate()
	for id: StringName in ids:
		clear_lane(id)
	_start_next()


## For the button of a lane, which starts it and stops it.
func start_or_stop(id: StringName) -> void:
	if _current != null:
		stop()
	else:
		start([id])


## Returns the lane of a class. The page has it.
func lane_of(_id: StringName) -> Lane:
	return null


func clear_lane(_id: StringName) -> void:
	pass


## Returns what a class shall do, as the settings are. It shows in the lane from then on.
func make_turn(_id: StringName) -> Turn:
	return null


func show_turn(_turn: Turn) -> void:
	pass


## Called when all turns are over.
func judge() -> void:
	pass


func set_settings_enabled(enabled: bool) -> void:
	transport.set_enabled(enabled)


func _start_next() -> void:
	if _waiting.is_empty():
		_show_idle(true)
		judge()
		return
	var id: StringName = _waiting.pop_front()
	_current = make_turn(id)
	_show_idle(false)
	if transport.index == 1:
		_current.start(server.secure, server.trusting)
	else:
		_current.start(server.plain, null)


func _show_idle(idle: bool) -> void:
	both.disabled = not idle
	set_settings_enabled(idle)
	for id: StringName in sides:
		lane_of(id).start_button.text = _start_text if idle else "Stop"
		lane_of(id).start_button.disabled = not idle and id != _current.class_id
