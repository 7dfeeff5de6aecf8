# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Chats with a language model, token by token. Speaks the two common ways: "data: {...}" lines ending with [DONE], and one
## JSON object a line ending with "done": true.
##
##   var llm = LLM.new("127.0.0.1", 11434)
##   llm.token.connect(label.append_text)
##   var answer = await llm.chat("Who are you?")

signal token(text: String)
signal failed(message: String)

enum Style {OPENAI, OLLAMA}

const CONNECT_TIMEOUT := 5000
const TOKEN_TIMEOUT := 10000

var api_key := ""
var model := "small"
var style := Style.OPENAI
var answer := ""
var usage: Dictionary = {}
## Bytes of each piece, for those who want to see how the server streams.
var chunk_sizes: Array[int] = []

var _http := HTTPClient.new()
var _host: String
var _port: int
var _stop := false
var _done := false
var _line := PackedByteArray()


func _init(host: String, port: int) -> void:
	_host = host
	_port = port
	_http.read_chunk_size = 4096


## Ends the answer that is being written. What has come so far is kept.
func stop() -> void:
	_stop = true


func chat(prompt: String) -> String:
	answer = ""
	_stop = false
	_done = false
	_line.clear()
	chunk_sizes.clear()
	if not await _connected():
		return ""
	var body := JSON.stringify({"model": model, "stream": true, "messages": [{"role": "user", "content": prompt}]})
	var headers := PackedStringArray(["Content-Type: application/json", "Accept: text/event-stream"])
	if not api_key.is_empty():
		headers.append("Authorization: Bearer " + api_key)
	var path := "/v1/chat/completions" if style == Style.OPENAI else "/api/chat"
	var err: Error = _http.request(HTTPClient.METHOD_POST, path, headers, body)
	if err:
		failed.emit("cannot send: " + error_string(err))
		return ""
	while _http.get_status() == HTTPClient.STATUS_REQUESTING:
		_http.poll()
		await _frame()
	if _http.get_status() != HTTPClient.STATUS_BODY and _http.get_status() != HTTPClient.STATUS_CONNECTED:
		failed.emit("no answer")
		return ""
	if _http.get_response_code() != HTTPClient.RESPONSE_OK:
		await _read_error(_http.get_response_code())
		return ""
	await _read_stream()
	return answer


func _connected() -> bool:
	# The connection of the last chat is good for the next.
	_http.poll()
	if _http.get_status() == HTTPClient.STATUS_CONNECTED:
		return true
	var err := _http.connect_to_host(_host, _port)
	if err != OK:
		failed.emit("cannot connect: " + error_string(err))
		return false
	var began := Time.get_ticks_msec()
	while _http.get_status() in [HTTPClient.STATUS_CONNECTING, HTTPClient.STATUS_RESOLVING]:
		if Time.get_ticks_msec() - began > CONNECT_TIMEOUT:
			failed.emit("timeout")
			return false
		_http.poll()
		await _frame()
	if _http.get_status() != HTTPClient.STATUS_CONNECTED:
		failed.emit("cannot connect")
		return false
	return true


func _read_stream() -> void:
	var heard := Time.get_ticks_msec()
	while _http.get_status() == HTTPClient.STATUS_BODY:
		if _stop:
			_http.close()
			return
		_http.poll()
		var chunk: PackedByteArray = _http.read_response_body_chunk()
		if chunk.is_empty():
			if Time.get_ticks_msec() - heard > TOKEN_TIMEOUT:
				failed.emit("the model is silent")
				_http.close()
				return
			await _frame()
			continue
		heard = Time.get_ticks_msec()
		chunk_sizes.append(chunk.size())
		_take(chunk)
	if not _done:
		failed.emit("the answer was cut off")


# A letter may lie across two chunks, so decode only whole lines.
func _take(chunk: PackedByteArray) -> void:
	_line.append_array(chunk)
	var end := _line.find(10)
	while end >= 0:
		var text := _line.slice(0, end).get_string_from_utf8().strip_edges()
		_line = _line.slice(end + 1)
		if not text.is_empty() and not _stop:
			_on_line(text)
		end = _line.find(10)


func _on_line(text: String) -> void:
	if style == Style.OPENAI:
		if not text.begins_with("data:"):
			return
		text = text.trim_prefix("data:").strip_edges()
		if text == "[DONE]":
			_done = true
			return
	var message = JSON.parse_string(text)
	if message == null:
		failed.emit("not JSON: " + text)
		return
	var piece := ""
	if style == Style.OPENAI:
		for choice in message.get("choices", []):
			piece += str(choice.get("delta", {}).get("content", ""))
		if message.has("usage"):
			usage = message["usage"]
	else:
		piece = message.get("message", {}).get("content", "")
		_done = message.get("done", false)
	if not piece.is_empty():
		answer += piece
		token.emit(piece)


func _read_error(code: int) -> void:
	var body := PackedByteArray()
	while _http.get_status() == HTTPClient.STATUS_BODY:
		_http.poll()
		var chunk := _http.read_response_body_chunk()
		if chunk.size() == 0:
			await _frame()
		else:
			body += chunk
	var message := "HTTP %d" % code
	var parsed = JSON.parse_string(body.get_string_from_utf8())
	if parsed is Dictionary and parsed.has("error"):
		message += ": " + str(parsed["error"].get("message", ""))
	for header in _http.get_response_headers():
		if header.to_lower().begins_with("retry-after:"):
			message += ", again in %s s" % header.split(": ")[1]
	failed.emit(message)


func _frame() -> Signal:
	return Engine.get_main_loop().process_frame
