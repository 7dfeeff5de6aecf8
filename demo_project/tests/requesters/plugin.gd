# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
@tool
extends Node
## As an editor's plugin has it: asks for the list of releases once, frees its node in the handler, and falls back to a mirror.

var base := ""
var seen: Array = []
var left: Array = ["missing", "releases"]
var done := false


func start() -> void:
	_try()


func _try() -> void:
	if left.is_empty():
		done = true
		return
	var http := HTTPRequest.new()
	http.body_size_limit = 100000
	add_child(http)
	http.request_completed.connect(func(result: int, code: int, _h: PackedStringArray, body: PackedByteArray) -> void:
		http.queue_free()
		if result == HTTPRequest.RESULT_SUCCESS and code == 200:
			var releases: Variant = JSON.parse_string(body.get_string_from_utf8())
			for release: Dictionary in releases:
				seen.append(release["tag_name"])
			done = true
		else:
			seen.append([result, code])
			_try(), CONNECT_ONE_SHOT)
	var err: Error = http.request(base + str(left.pop_front()), ["User-Agent: plugin/1", "Accept: application/vnd.github+json"])
	if err != OK:
		seen.append(err)
		http.queue_free()
		_try()


func is_over() -> bool:
	return done
