# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## A JSON database and a file store in the cloud, spoken to over REST: login, read and write, upload, and a listener that
## tells of changes by others.

signal logged_in(user)
signal data_changed(event, path, data)
signal listener_ended(reason)

const DB := "/db"
const FILES := "/files"
const AUTH := "/auth/login?key="
const REFRESH := "/auth/token?key="

var api_key := ""
var server_url := ""
var server_port := -1
var certificate: X509Certificate
var timeout := 8.0
## Everything that was asked, as "METHOD path -> code".
var history: PackedStringArray = []
var listener_connects := 0

var _client: HTTPClient
var _listener: HTTPClient
var _listen_path := ""
var _listen_port := -1
var _listen_asked := false
var _text := ""
var _id_token := ""
var _refresh_token := ""


func setup(config: Dictionary) -> void:
	api_key = config.get("apiKey", "")
	server_url = config.get("url", "")
	server_port = config.get("port", -1)
	certificate = config.get("certificate")
	_client = HTTPClient.new()


func login(email: String, password: String) -> bool:
	var answer: Dictionary = await _send(HTTPClient.METHOD_POST, AUTH + api_key.uri_encode(), _json_headers(),
			JSON.stringify({"email": email, "password": password, "returnSecureToken": true}).to_utf8_buffer())
	if answer.code != 200:
		return false
	var user: Dictionary = _parse(answer.body)
	_id_token = user.get("idToken", "")
	_refresh_token = user.get("refreshToken", "")
	logged_in.emit(user.get("localId"))
	return true


func read(path: String, query: Dictionary = {}) -> Variant:
	var answer: Dictionary = await _ask(HTTPClient.METHOD_GET, path, null, query)
	return _parse(answer.body) if answer.code == 200 else null


func write(path: String, value: Variant) -> int:
	return (await _ask(HTTPClient.METHOD_PUT, path, value)).code


func update(path: String, value: Dictionary) -> int:
	return (await _ask(HTTPClient.METHOD_PATCH, path, value)).code


func push(path: String, value: Variant) -> String:
	var answer: Dictionary = await _ask(HTTPClient.METHOD_POST, path, value)
	var parsed = _parse(answer.body)
	return parsed.get("name", "") if parsed is Dictionary else ""


func remove(path: String) -> int:
	return (await _ask(HTTPClient.METHOD_DELETE, path)).code


func upload(name: String, bytes: PackedByteArray, type := "application/octet-stream") -> Dictionary:
	var headers := PackedStringArray(["Content-Type: " + type, "Authorization: Bearer " + _id_token])
	var answer: Dictionary = await _send(HTTPClient.METHOD_POST, FILES + "?name=" + name.uri_encode(), headers, bytes)
	return _parse(answer.body) if answer.code == 200 else {}


func download(name: String) -> PackedByteArray:
	var answer: Dictionary = await _send(HTTPClient.METHOD_GET, FILES + "/" + name.uri_encode() + "?alt=media",
			PackedStringArray(["Authorization: Bearer " + _id_token]), PackedByteArray())
	return answer.body if answer.code == 200 else PackedByteArray()


## A second connection of its own, which stays open.
func listen(path: String, port: int) -> void:
	_listener = HTTPClient.new()
	_listen_path = path
	_listen_port = port
	_open_listener()


func stop_listening(reason := "stopped") -> void:
	if _listener:
		_listener.close()
		_listener = null
		listener_ended.emit(reason)


func _process(_delta: float) -> void:
	if not _listener:
		return
	_listener.poll()
	match _listener.get_status():
		HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING, HTTPClient.STATUS_REQUESTING:
			pass
		HTTPClient.STATUS_CONNECTED:
			if _listen_asked:
				_open_listener()
			else:
				_listen_asked = true
				_listener.request(HTTPClient.METHOD_GET, _db_path(_listen_path), ["Accept: text/event-stream"])
		HTTPClient.STATUS_BODY:
			if _listener.get_response_code() != HTTPClient.RESPONSE_OK:
				stop_listening("code %d" % _listener.get_response_code())
				return
			_text += _listener.read_response_body_chunk().get_string_from_utf8()
			while _listener and _text.contains("\n\n"):
				var cut: int = _text.find("\n\n")
				var event: String = _text.left(cut)
				_text = _text.substr(cut + 2)
				_on_event(event)
		_:
			_open_listener()


func _open_listener() -> void:
	_text = ""
	_listen_asked = false
	listener_connects += 1
	if listener_connects > 5:
		stop_listening("too many tries")
		return
	_listener.connect_to_host(server_url, _listen_port, TLSOptions.client(certificate))


func _on_event(event: String) -> void:
	var lines: PackedStringArray = event.split("\n")
	var name: String = lines[0].split(": ")[1]
	match name:
		"put", "patch":
			var parsed: Dictionary = JSON.parse_string(lines[1].trim_prefix("data: "))
			data_changed.emit(name, parsed.path, parsed.data)
		"keep-alive":
			data_changed.emit(name, "", null)
		"auth_revoked":
			stop_listening("auth_revoked")
		"cancel":
			stop_listening("cancel")


func _ask(method: int, path: String, value: Variant = null, query: Dictionary = {}) -> Dictionary:
	var body: PackedByteArray = [] if value == null else JSON.stringify(value).to_utf8_buffer()
	var answer: Dictionary = await _send(method, _db_path(path, query), _json_headers(), body)
	if answer.code == HTTPClient.RESPONSE_UNAUTHORIZED and await _refresh():
		answer = await _send(method, _db_path(path, query), _json_headers(), body)
	return answer


func _refresh() -> bool:
	var form: String = _client.query_string_from_dict({"grant_type": "refresh_token", "refresh_token": _refresh_token})
	var answer: Dictionary = await _send(HTTPClient.METHOD_POST, REFRESH + api_key.uri_encode(),
			PackedStringArray(["Content-Type: application/x-www-form-urlencoded"]), form.to_utf8_buffer())
	if answer.code != 200:
		return false
	_id_token = _parse(answer.body).get("id_token", "")
	return true


func _send(method: int, path: String, headers: PackedStringArray, body: PackedByteArray) -> Dictionary:
	var began: int = Time.get_ticks_msec()
	var answer := {"code": 0, "body": PackedByteArray(), "headers": {}}
	_client.poll()
	if _client.get_status() != HTTPClient.STATUS_CONNECTED:
		_client.close()
		if _client.connect_to_host(server_url, server_port, TLSOptions.client(certificate)) != OK:
			return answer
		while _client.get_status() == HTTPClient.STATUS_CONNECTING or _client.get_status() == HTTPClient.STATUS_RESOLVING:
			_client.poll()
			if _timed_out(began):
				return answer
			await get_tree().process_frame
	if _client.get_status() != HTTPClient.STATUS_CONNECTED:
		history.append("no connection")
		return answer
	if _client.request_raw(method, path, headers, body) != OK:
		return answer
	while _client.get_status() == HTTPClient.STATUS_REQUESTING:
		_client.poll()
		if _timed_out(began):
			return answer
		await get_tree().process_frame
	answer.code = _client.get_response_code()
	for line in _client.get_response_headers():
		var parts: PackedStringArray = line.split(": ")
		answer.headers[parts[0]] = parts[1] if parts.size() > 1 else ""
	while _client.get_status() == HTTPClient.STATUS_BODY:
		var chunk: PackedByteArray = _client.read_response_body_chunk()
		if chunk.is_empty():
			if _timed_out(began):
				_client.close()
				break
			await get_tree().process_frame
		answer.body += chunk
	history.append("%d %s -> %d" % [method, path, answer.code])
	return answer


func _timed_out(began: int) -> bool:
	return Time.get_ticks_msec() - began > timeout * 1000.0


func _db_path(path: String, query: Dictionary = {}) -> String:
	var fields: Dictionary = query.duplicate()
	fields["auth"] = _id_token
	return DB + path + ".json?" + HTTPClient.new().query_string_from_dict(fields)


func _json_headers() -> PackedStringArray:
	return PackedStringArray(["Content-Type: application/json; charset=utf-8", "X-Client-Version: 4.1"])


func _parse(body: PackedByteArray) -> Variant:
	return JSON.parse_string(body.get_string_from_utf8())
