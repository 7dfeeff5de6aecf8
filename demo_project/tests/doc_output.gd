# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/error_capture.gd"
## Keeps what is printed as well as the error lines.

var _printed: String


func _log_message(message: String, error: bool) -> void:
	if not error:
		_mutex.lock()
		_printed += message
		_mutex.unlock()


## Returns what was printed since the last call.
func take_printed() -> String:
	_mutex.lock()
	var printed: String = _printed
	_printed = ""
	_mutex.unlock()
	return printed
