# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Downloads with threads, one after the other, with progress from the getters in each frame.

var base := ""
var seen: Array = []
var http: HTTPRequest
var files: Array = ["bytes/700000", "bytes/0", "small"]
var current := -1
var most := 0.0
var done := false


func _ready() -> void:
	http = HTTPRequest.new()
	http.use_threads = true
	add_child(http)
	http.request_completed.connect(_on_done)


func start() -> void:
	_next()


func _process(_delta: float) -> void:
	if http.get_body_size() > 0:
		most = maxf(most, float(http.get_downloaded_bytes()) / http.get_body_size())


func _next() -> void:
	current += 1
	if current == files.size():
		done = true
		return
	http.download_file = "user://downloader_%d.bin" % current
	DirAccess.remove_absolute(http.download_file)
	var err := http.request(base + str(files[current]))
	if err != OK:
		seen.append(err)
		done = true


func _on_done(result: int, code: int, _headers: PackedStringArray, body: PackedByteArray) -> void:
	var path := http.download_file
	seen.append([result, code, body.size(), FileAccess.file_exists(path), FileAccess.get_file_as_bytes(path).size(), http.get_body_size()])
	DirAccess.remove_absolute(path)
	_next()


func is_over() -> bool:
	if done and seen.size() == 3:
		seen.append(most <= 1.0)
	return done
