# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## The game that scripts/test_export.sh exports: downloads a file over HTTPS from the loopback server whose address and
## certificate authority it is given, and ends with exit code 0 if that went well.
##
##   game.x86_64 --headless -- HOST:PORT CA_FILE

const SIZE := 1000000
## Milliseconds for all of it.
const LIMIT := 30000

var _authority := X509Certificate.new()


func _ready() -> void:
	var arguments: PackedStringArray = OS.get_cmdline_user_args()
	var address: String = arguments[0]
	var got := 0
	if _authority.load(arguments[1]) == OK:
		got = _download(address)
	# A server that the system's certificates do not vouch for is refused, so the check above was one.
	var refused: bool = _connect(address, TLSOptions.client()).get_status() == HTTPClientGo.STATUS_TLS_HANDSHAKE_ERROR
	print("GAME debug=%s bytes=%d refused=%s" % [OS.is_debug_build(), got, refused])
	get_tree().quit(0 if got == SIZE and refused else 1)


func _connect(address: String, options: TLSOptions) -> HTTPClientGo:
	var client := HTTPClientGo.new()
	client.connect_to_host("https://localhost", address.get_slice(":", 1).to_int(), options)
	_wait(client, [HTTPClientGo.STATUS_RESOLVING, HTTPClientGo.STATUS_CONNECTING])
	return client


func _download(address: String) -> int:
	var client: HTTPClientGo = _connect(address, TLSOptions.client(_authority))
	if client.request(HTTPClientGo.METHOD_GET, "/bytes/%d" % SIZE, []) != OK:
		return 0
	_wait(client, [HTTPClientGo.STATUS_REQUESTING])
	var got := 0
	var limit: int = Time.get_ticks_msec() + LIMIT
	while client.get_status() == HTTPClientGo.STATUS_BODY and Time.get_ticks_msec() < limit:
		client.poll()
		got += client.read_response_body_chunk().size()
	return got


func _wait(client: HTTPClientGo, statuses: Array[int]) -> void:
	var limit: int = Time.get_ticks_msec() + LIMIT
	while client.get_status() in statuses and Time.get_ticks_msec() < limit:
		client.poll()
		OS.delay_usec(100)
