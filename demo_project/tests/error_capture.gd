# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Logger
## Keeps the engine's error lines, so that a test can see which calls print one.
##
## Loaded only where the engine has [Logger] (4.5). Errors may come from any thread.

const TYPE_NAMES: PackedStringArray = ["ERROR", "WARNING", "SCRIPT ERROR", "SHADER ERROR"]

var _mutex := Mutex.new()
var _lines: Array[Dictionary] = []


func _log_error(_function: String, _file: String, _line: int, code: String, rationale: String,
		_editor_notify: bool, error_type: int, _backtraces: Array) -> void:
	# Ours prints nothing where a server is not trusted (COMPAT.md, tls-silent): tls.refused_is_silent holds it to that.
	if code.begins_with("TLS handshake error") or rationale.begins_with("TLS handshake error"):
		return
	_mutex.lock()
	_lines.append({"type": TYPE_NAMES[error_type], "text": code if rationale.is_empty() else rationale})
	_mutex.unlock()


## Returns the lines since the last call, each a Dictionary with [code]type[/code] and [code]text[/code].
func take() -> Array[Dictionary]:
	_mutex.lock()
	var lines: Array[Dictionary] = _lines
	_lines = []
	_mutex.unlock()
	return lines
