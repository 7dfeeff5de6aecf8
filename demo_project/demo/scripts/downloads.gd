# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Downloads a file by HTTPClientGo: once a frame one poll(), and then all of the body that has arrived.

signal ended(problem: String)

var host := "example.com"
var port := -1
var path := "/file.zip"
var tls: TLSOptions = TLSOptions.client()
var file_name := "user://file.zip"

var _http := HTTPClientGo.new()
var _file: FileAccess
var _asked := false


func _ready() -> void:
	if _http.connect_to_host(host, port, tls) != OK:
		_end("this is no host: %s" % host)


func _process(_delta: float) -> void:
	_http.poll()
	match _http.get_status():
		HTTPClientGo.STATUS_CONNECTED:
			if _asked: # and the body is whole
				_end("" if _http.get_response_code() == 200 else "the server answers %d" % _http.get_response_code())
			else:
				_asked = true
				_http.request(HTTPClientGo.METHOD_GET, path, [])
		HTTPClientGo.STATUS_BODY:
			_save(_http.read_response_body_available())
		HTTPClientGo.STATUS_RESOLVING, HTTPClientGo.STATUS_CONNECTING, HTTPClientGo.STATUS_REQUESTING:
			pass
		_: # the body was cut short, or never began
			_end(_http.get_last_error().get("message", "no reason"))


func _save(bytes: PackedByteArray) -> void:
	if _file == null:
		_file = FileAccess.open(file_name, FileAccess.WRITE)
	if _file == null or not _file.store_buffer(bytes):
		_end("%s cannot be written" % file_name)


func _end(problem: String) -> void:
	set_process(false)
	_http.close()
	_file = null # which closes it
	ended.emit(problem)
