# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Downloads a file by the node HTTPRequestGo, which is HTTPRequest by another word: it is asked once, and tells its end.

signal ended(problem: String)

var url := "https://example.com/file.zip"
var tls: TLSOptions = TLSOptions.client()
var file_name := "user://file.zip"


func _ready() -> void:
	var request := HTTPRequestGo.new()
	request.set_tls_options(tls)
	request.download_file = file_name
	add_child(request)
	request.request_completed.connect(_on_completed.bind(request))
	request.progressed.connect(func(got: int, total: int) -> void: print("%d of %d bytes" % [got, total]))
	if request.request(url) != OK:
		ended.emit("this is no URL: %s" % url)


func _on_completed(result: int, code: int, _headers: PackedStringArray, _body: PackedByteArray, request: HTTPRequestGo) -> void:
	request.queue_free()
	if result != HTTPRequestGo.RESULT_SUCCESS: # the file is as it was before
		ended.emit(request.get_last_error().get("message", "no reason"))
	else:
		ended.emit("" if code == 200 else "the server answers %d" % code)
