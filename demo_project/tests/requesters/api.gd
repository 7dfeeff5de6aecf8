# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
class_name TestedGameAPI
extends HTTPRequest
## A subclass with signals of its own and a retry.

signal answered(data: Variant)
signal failed(code: int)

var base := ""
var seen: Array = []
var tries := 0
var done := false
var _path := ""


func _init() -> void:
	timeout = 3.0
	request_completed.connect(_on_request_completed)
	answered.connect(func(data: Variant) -> void: seen.append(data))
	failed.connect(func(code: int) -> void: seen.append(["failed", code]))


func start() -> void:
	get_json("thing")


func get_json(path: String) -> void:
	_path = path
	tries += 1
	if request(base + path, PackedStringArray(["Accept: application/json"])) != OK:
		failed.emit(-1)
		done = true


func _on_request_completed(result: int, response_code: int, _headers: PackedStringArray, body: PackedByteArray) -> void:
	if result == RESULT_SUCCESS and response_code == HTTPClient.RESPONSE_OK:
		answered.emit(JSON.parse_string(body.get_string_from_utf8()))
	elif tries < 3:
		seen.append(["again", response_code])
		get_json(_path)
		return
	else:
		failed.emit(response_code)
	done = true


func is_over() -> bool:
	return done
