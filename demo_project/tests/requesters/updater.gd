# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Updates itself: a version first, then the file beside the old one, which takes its place when it is whole.

signal finished(what: String)

var base := ""
var path := "user://updater_pack.bin"
var seen: Array = []
var done := false


func start() -> void:
	var check := HTTPRequest.new()
	add_child(check)
	check.request_completed.connect(_on_version.bind(check))
	if check.request(base + "version.txt") != OK:
		check.queue_free()
		_end("no version")


func _on_version(result: int, code: int, _headers: PackedStringArray, body: PackedByteArray, check: HTTPRequest) -> void:
	check.queue_free()
	seen.append([result, code, body.get_string_from_utf8().strip_edges()])
	var download := HTTPRequest.new()
	download.download_file = path + ".part"
	download.use_threads = true
	download.download_chunk_size = 262144
	add_child(download)
	download.request_completed.connect(_on_pack.bind(download))
	download.request(base + "pack.bin")


func _on_pack(result: int, code: int, _headers: PackedStringArray, body: PackedByteArray, download: HTTPRequest) -> void:
	seen.append([result, code, body.size(), download.get_body_size(), download.get_downloaded_bytes()])
	download.queue_free()
	if result == HTTPRequest.RESULT_SUCCESS and code == 200:
		seen.append(DirAccess.rename_absolute(path + ".part", path))
		seen.append(FileAccess.get_md5(path))
	_end("done")


func _end(what: String) -> void:
	seen.append(what)
	done = true
	finished.emit(what)


func is_over() -> bool:
	return done


func _exit_tree() -> void:
	DirAccess.remove_absolute(path)
	DirAccess.remove_absolute(path + ".part")
