# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## A pool of nodes; whoever asks awaits the answer.

var base := ""
var seen: Array = []
var free_nodes: Array[HTTPRequest] = []
var open := 0


func _ready() -> void:
	for i in 3:
		var http := HTTPRequest.new()
		http.accept_gzip = false
		http.timeout = 5
		add_child(http)
		free_nodes.append(http)


func start() -> void:
	for i in 9:
		_job(i)


func _job(i: int) -> void:
	open += 1
	var answer: Dictionary = await fetch(base + "bytes/%d" % (i * 100))
	seen.append([i, answer["code"], answer["size"]])
	seen.sort()
	open -= 1


func fetch(url: String) -> Dictionary:
	while free_nodes.is_empty():
		await get_tree().process_frame
	var http: HTTPRequest = free_nodes.pop_back()
	var err := http.request(url)
	if err != OK:
		free_nodes.append(http)
		return {"code": -err, "size": 0}
	var r: Array = await http.request_completed
	free_nodes.append(http)
	return {"code": r[1], "size": (r[3] as PackedByteArray).size()}


func is_over() -> bool:
	return open == 0
