# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## What the nodes under it take of each frame, on the main thread: between a node that is processed before them and one behind
## them, nothing else is.

## Of the nodes to be measured; nothing else in the window has it.
const PRIORITY := 1000


class Stamp extends Node:
	var passed := 0 # microseconds

	func _process(_delta: float) -> void:
		passed = Time.get_ticks_usec()


var _first := Stamp.new()
var _last := Stamp.new()


func _init() -> void:
	_first.process_priority = PRIORITY - 1
	_last.process_priority = PRIORITY + 1
	add_child(_first)
	add_child(_last)


## Puts [param node] among those that are measured.
func hold(node: Node) -> void:
	node.process_priority = PRIORITY
	add_child(node)


## Returns milliseconds, of the last frame.
func last_frame() -> float:
	return maxf(0.0, (_last.passed - _first.passed) / 1e3)
