# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Connects to a server whose certificate has to be good, and asks for the reason where it is not.

signal ended(problem: String)

var host := "example.com"
var port := 443
## TLSOptions.client(load("res://authority.crt")) trusts one authority instead of those of the system.
var tls: TLSOptions = TLSOptions.client()

var _http := HTTPClientGo.new()


func _ready() -> void:
	_http.connect_to_host(host, port, tls)


func _process(_delta: float) -> void:
	_http.poll()
	match _http.get_status():
		HTTPClientGo.STATUS_CONNECTED:
			print("%s: %s" % [host, _http.get_connection_info().get("tls_version", "")])
			_end("")
		HTTPClientGo.STATUS_TLS_HANDSHAKE_ERROR:
			var error: Dictionary = _http.get_last_error()
			_end(error.get("message", "no reason")) # a sentence for people; "fault" is a word to branch on
		HTTPClientGo.STATUS_CANT_RESOLVE, HTTPClientGo.STATUS_CANT_CONNECT:
			_end(_http.get_last_error().get("message", "no reason"))


func _end(problem: String) -> void:
	set_process(false)
	_http.close()
	ended.emit(problem)
