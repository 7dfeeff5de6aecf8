# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends MainLoop
## A MainLoop without a SceneTree, in which signals of goroutines arrive: -s res://tests/probe_loop.gd. Run by test_probe.gd.

var _probe: Object
var _got := 0
var _limit := 0


func _initialize() -> void:
	_limit = Time.get_ticks_msec() + 10_000
	_probe = ClassDB.instantiate(&"ProbeGo")
	_probe.connect("s1", func(_i: int) -> void: _got += 1)
	_probe.call("emit_later", 1, 3)


func _process(_delta: float) -> bool:
	if _got < 3 and Time.get_ticks_msec() < _limit:
		return false
	print("DEFERRED ", _got)
	_probe = null
	return true
