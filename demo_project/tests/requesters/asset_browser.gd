# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Thirty icons at once, each by a node of its own, kept in a cache by name.

var base := ""
var seen: Array = []
var cache: Dictionary = {}
var waiting := 0


func start() -> void:
	for i in 30:
		var http := HTTPRequest.new()
		http.name = "icon_%d" % i
		add_child(http)
		http.request_completed.connect(_on_icon.bind(i, http))
		waiting += 1
		var err := http.request(base + "bytes/%d" % (20000 + i))
		if err != OK:
			seen.append("error %d" % err)
			waiting -= 1


func _on_icon(result: int, code: int, _headers: PackedStringArray, body: PackedByteArray, i: int, http: HTTPRequest) -> void:
	waiting -= 1
	http.queue_free()
	cache[i] = [result, code, body.size(), body.slice(0, 16)]
	if waiting == 0:
		for key in 30:
			seen.append(cache[key])


func is_over() -> bool:
	return waiting == 0
