# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Sends a body by HTTPClientGo in one call. It is held instead of copied, and goes out without waiting for frames. The answer of a
## server that has seen enough is delivered before all is sent.

signal ended(problem: String)

var host := "example.com"
var port := -1
var path := "/upload"
var tls: TLSOptions = TLSOptions.client()
var body := "a saved game".to_utf8_buffer()

var answer := PackedByteArray()
var _http := HTTPClientGo.new()
var _asked := false


func _ready() -> void:
	_http.connect_to_host(host, port, tls)


func _process(_delta: float) -> void:
	_http.poll()
	match _http.get_status():
		HTTPClientGo.STATUS_CONNECTED:
			if _asked:
				_end("" if _http.get_response_code() == 200 else "the server answers %d" % _http.get_response_code())
			else:
				_asked = true
				_http.request_raw(HTTPClientGo.METHOD_POST, path, ["Content-Type: application/octet-stream"], body)
		HTTPClientGo.STATUS_BODY:
			answer.append_array(_http.read_response_body_available())
		HTTPClientGo.STATUS_RESOLVING, HTTPClientGo.STATUS_CONNECTING, HTTPClientGo.STATUS_REQUESTING:
			pass
		_:
			_end(_http.get_last_error().get("message", "no reason"))


func _end(problem: String) -> void:
	set_process(false)
	_http.close()
	ended.emit(problem)
