# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends MainLoop
## A MainLoop without a SceneTree: -s res://tests/session_loop.gd -- PLAIN. Run by test_session_process.gd.

var _response: HTTPResponseGo
var _log: PackedStringArray = []
var _limit := 0


func _initialize() -> void:
	_limit = Time.get_ticks_msec() + 10_000
	_response = HTTPSessionGo.shared().fetch("http://%s/bytes/3000000" % OS.get_cmdline_user_args()[0])
	_response.head_received.connect(func() -> void: _log.append("head"))
	_response.completed.connect(func(r: HTTPResponseGo) -> void: _log.append("completed %d" % r.body.size()))


func _process(_delta: float) -> bool:
	if _log.size() < 2 and Time.get_ticks_msec() < _limit:
		return false
	print("LOOP ", ", ".join(_log))
	_response = null
	return true
