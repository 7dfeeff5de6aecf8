# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Downloads a large file, goes on where it was interrupted, and checks it.
##
## Beside the file lie FILE.part while it is not whole, and FILE.etag with the version that the part is of.

signal progress(received: int, total: int)
signal finished(error: int, message: String)

const FRAME_BUDGET_USEC := 4000
const STALL_MSEC := 8000

var max_attempts := 8
var read_size := 1 << 17
var attempts := 0
var total := -1
## The codes of all answers, HEAD included.
var codes: Array[int] = []

var _http: HTTPClient
var _file: FileAccess


func download(host: String, port: int, path: String, target: String, sha256: String = "") -> int:
	_http = HTTPClient.new()
	_http.set_read_chunk_size(read_size)
	attempts = 0
	codes.clear()
	var error: int = await _head(host, port, path)
	while error == OK and attempts < max_attempts:
		attempts += 1
		error = await _attempt(host, port, path, target)
		if error == ERR_FILE_EOF:
			error = OK
			continue
		break
	_http.close()
	if error == OK and total >= 0 and _size_of(target + ".part") != total:
		error = ERR_FILE_CORRUPT
		finished.emit(error, "interrupted at %d of %d" % [_size_of(target + ".part"), total])
		return error
	if error == OK and not sha256.is_empty() and FileAccess.get_sha256(target + ".part") != sha256:
		DirAccess.remove_absolute(target + ".part")
		error = ERR_FILE_CORRUPT
		finished.emit(error, "wrong checksum")
		return error
	if error == OK:
		DirAccess.rename_absolute(target + ".part", target)
		DirAccess.remove_absolute(target + ".etag")
	finished.emit(error, "ok" if error == OK else error_string(error))
	return error


func _head(host: String, port: int, path: String) -> int:
	if await _connect(host, port) != OK:
		return ERR_CANT_CONNECT
	var err := _http.request(HTTPClient.METHOD_HEAD, path, [])
	if err != OK:
		return err
	await _wait_while([HTTPClient.STATUS_REQUESTING])
	# HEAD has no body, but the client must be read until it says so.
	while _http.get_status() == HTTPClient.STATUS_BODY:
		_http.read_response_body_chunk()
		await get_tree().process_frame
	codes.append(_http.get_response_code())
	if _http.get_response_code() != 200:
		return ERR_FILE_NOT_FOUND
	var headers := _http.get_response_headers_as_dictionary()
	total = int(_field(headers, "content-length")) if _field(headers, "accept-ranges") == "bytes" else -1
	return OK


func _attempt(host: String, port: int, path: String, target: String) -> int:
	if await _connect(host, port) != OK:
		return ERR_CANT_CONNECT
	var have := _size_of(target + ".part")
	var etag := FileAccess.get_file_as_string(target + ".etag") if FileAccess.file_exists(target + ".etag") else ""
	var headers := ["Accept-Encoding: identity"]
	if have > 0 and etag != "":
		headers.append("Range: bytes=%d-" % have)
		headers.append("If-Range: " + etag)
	if _http.request(HTTPClient.METHOD_GET, path, headers) != OK:
		return ERR_CANT_CONNECT
	await _wait_while([HTTPClient.STATUS_REQUESTING])
	if not _http.has_response():
		return ERR_FILE_EOF
	var code := _http.get_response_code()
	codes.append(code)
	var fields := _http.get_response_headers_as_dictionary()
	match code:
		206:
			# "bytes 100-199/200"
			var range_text: String = _field(fields, "content-range").get_slice(" ", 1)
			if range_text.get_slice("-", 0).to_int() != have:
				return ERR_INVALID_DATA
			_file = FileAccess.open(target + ".part", FileAccess.READ_WRITE)
			_file.seek_end()
		200:
			_file = FileAccess.open(target + ".part", FileAccess.WRITE)
			_save(target + ".etag", _field(fields, "etag"))
		416:
			return OK
		_:
			return ERR_FILE_CANT_READ
	await _store()
	_file.close()
	_file = null
	return OK if _size_of(target + ".part") == total else ERR_FILE_EOF


# As much as fits in a frame, so that the download does not depend on the frame rate.
func _store() -> void:
	var heard := Time.get_ticks_msec()
	while _http.get_status() == HTTPClient.STATUS_BODY:
		var frame := Time.get_ticks_usec()
		while _http.get_status() == HTTPClient.STATUS_BODY and Time.get_ticks_usec() - frame < FRAME_BUDGET_USEC:
			var chunk := _http.read_response_body_chunk()
			if chunk.is_empty():
				break
			heard = Time.get_ticks_msec()
			_file.store_buffer(chunk)
		progress.emit(_file.get_position(), total)
		if Time.get_ticks_msec() - heard > STALL_MSEC:
			return
		await get_tree().process_frame


func _connect(host: String, port: int) -> int:
	_http.poll()
	if _http.get_status() == HTTPClient.STATUS_CONNECTED:
		return OK
	var err := _http.connect_to_host(host, port)
	if err != OK:
		return err
	await _wait_while([HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING])
	return OK if _http.get_status() == HTTPClient.STATUS_CONNECTED else ERR_CANT_CONNECT


func _wait_while(statuses: Array) -> void:
	var began := Time.get_ticks_msec()
	while _http.get_status() in statuses and Time.get_ticks_msec() - began < STALL_MSEC:
		_http.poll()
		await get_tree().process_frame


func _field(headers: Dictionary, name: String) -> String:
	for key in headers:
		if key.to_lower() == name:
			return headers[key]
	return ""


func _size_of(path: String) -> int:
	if not FileAccess.file_exists(path):
		return 0
	return FileAccess.open(path, FileAccess.READ).get_length()


func _save(path: String, text: String) -> void:
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_string(text)
	file.close()
