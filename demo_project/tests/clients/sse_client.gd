# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Listens to server-sent events. Add it to the scene, connect event_received, call listen().

signal opened(headers)
signal event_received(event_name, data, id)
signal closed(reason)

const MAX_RECONNECTS = 4

var client = HTTPClient.new()
var host = ""
var port = -1
var path = "/"
var tls_options = null
var retry_msec = 3000
var last_event_id = ""
var reconnects = 0
var chunk_count = 0

var _running = false
var _requested = false
var _told_opened = false
var _raw = false
var _next_try = 0
var _buffer = PackedByteArray()


func listen(p_host, p_port, p_path, use_tls = false):
	host = p_host
	port = p_port
	path = p_path
	tls_options = TLSOptions.client_unsafe() if use_tls else null
	_running = true
	_open()


func stop():
	if _running:
		_running = false
		client.close()
		closed.emit("stopped")


func _open():
	_requested = false
	_told_opened = false
	_raw = false
	_buffer.clear()
	var err = client.connect_to_host(host, port, tls_options)
	if err != OK:
		_lost("connect_to_host: %d" % err)


func _process(_delta):
	if not _running or Time.get_ticks_msec() < _next_try:
		return
	client.poll()
	var status = client.get_status()
	if status == HTTPClient.STATUS_RESOLVING or status == HTTPClient.STATUS_CONNECTING or status == HTTPClient.STATUS_REQUESTING:
		return
	if not _requested:
		if status == HTTPClient.STATUS_CONNECTED:
			_send_request()
		else:
			_lost("no connection, status " + str(status))
		return
	if client.has_response() and not _told_opened:
		_read_head()
		if not _told_opened:
			return
	if _raw and (status == HTTPClient.STATUS_CONNECTED or status == HTTPClient.STATUS_BODY):
		_read_raw()
		return
	if status == HTTPClient.STATUS_BODY:
		# More than one event may have come since the last frame.
		for i in 16:
			var chunk = client.read_response_body_chunk()
			if chunk.size() == 0:
				break
			chunk_count += 1
			_buffer.append_array(chunk)
			if client.get_status() != HTTPClient.STATUS_BODY:
				break
		_take_events()
	elif _running:
		_lost("stream ended")


func _send_request():
	_requested = true
	var headers = ["Accept: text/event-stream", "Cache-Control: no-cache"]
	if last_event_id != "":
		headers.append("Last-Event-ID: " + last_event_id)
	var err = client.request(HTTPClient.METHOD_GET, path, headers)
	if err != OK:
		_lost("request: %d" % err)


func _read_head():
	_told_opened = true
	var code = client.get_response_code()
	# Without chunks and length a stream never ends for the client, so take the bytes where they come in.
	_raw = not client.is_response_chunked() and client.get_response_body_length() < 0
	var headers = client.get_response_headers_as_dictionary()
	if code == 204:
		_running = false
		_told_opened = false
		client.close()
		closed.emit("server wants no listener")
	elif code != 200:
		_lost("response code " + str(code))
	else:
		opened.emit(headers)


func _read_raw():
	var stream = client.connection
	if stream == null:
		_lost("stream ended")
		return
	var available = stream.get_available_bytes()
	if available > 0:
		var result = stream.get_partial_data(available)
		if result[0] != OK:
			_lost("stream error")
			return
		_buffer.append_array(result[1])
		_take_events()


func _take_events():
	while _running:
		var text_end = _find_blank_line()
		if text_end < 0:
			return
		var block = _buffer.slice(0, text_end).get_string_from_utf8()
		_buffer = _buffer.slice(text_end + 2)
		_dispatch(block)


func _find_blank_line():
	for i in range(0, _buffer.size() - 1):
		if _buffer[i] == 10 and _buffer[i + 1] == 10:
			return i
	return -1


func _dispatch(block):
	var event_name = "message"
	var data = []
	for line in block.split("\n"):
		if line.begins_with(":"):
			continue
		var colon = line.find(":")
		var field = line if colon < 0 else line.left(colon)
		var value = "" if colon < 0 else line.substr(colon + 1)
		if value.begins_with(" "):
			value = value.substr(1)
		match field:
			"event":
				event_name = value
			"data":
				data.append(value)
			"id":
				last_event_id = value
			"retry":
				if value.is_valid_int():
					retry_msec = value.to_int()
	if data.size() > 0:
		event_received.emit(event_name, "\n".join(PackedStringArray(data)), last_event_id)


func _lost(reason):
	client.close()
	reconnects += 1
	if reconnects > MAX_RECONNECTS:
		_running = false
		closed.emit(reason)
		return
	_next_try = Time.get_ticks_msec() + retry_msec
	_open()
