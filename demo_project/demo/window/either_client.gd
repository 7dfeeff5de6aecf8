# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## An HTTPClient or an HTTPClientGo, whichever name it was made with. All that the window does goes through these lines,
## so the class is the only difference between its two sides.
##
## The name is a StringName, not a type, so that the window can open and say so when the library is missing.

const BUSY: Array[HTTPClient.Status] = [HTTPClient.STATUS_RESOLVING, HTTPClient.STATUS_CONNECTING,
		HTTPClient.STATUS_REQUESTING, HTTPClient.STATUS_BODY]

var _client: RefCounted


func _init(class_id: StringName) -> void:
	_client = ClassDB.instantiate(class_id)


## [param address] is "host:port".
func open(address: String, tls: TLSOptions = null) -> Error:
	var colon: int = address.rfind(":")
	return _client.call(&"connect_to_host", address.left(colon), address.substr(colon + 1).to_int(), tls)


func request(method: HTTPClient.Method, url: String, headers: PackedStringArray = []) -> Error:
	return _client.call(&"request", method, url, headers)


func request_raw(method: HTTPClient.Method, url: String, headers: PackedStringArray, body: PackedByteArray) -> Error:
	return _client.call(&"request_raw", method, url, headers, body)


func poll() -> Error:
	return _client.call(&"poll")


func status() -> HTTPClient.Status:
	return _client.call(&"get_status")


func is_connected_idle() -> bool:
	return status() == HTTPClient.STATUS_CONNECTED


func is_requesting() -> bool:
	return status() == HTTPClient.STATUS_REQUESTING


func is_in_body() -> bool:
	return status() == HTTPClient.STATUS_BODY


func has_failed() -> bool:
	return not status() in BUSY and not is_connected_idle()


func response_code() -> int:
	return _client.call(&"get_response_code")


func read() -> PackedByteArray:
	return _client.call(&"read_response_body_chunk")


## Writes what fits of [param piece] behind the request's head. Returns how many bytes that were, -1 after an error.
func write(piece: PackedByteArray) -> int:
	var stream: StreamPeer = _client.get(&"connection")
	if stream == null:
		return -1
	var result: Array = stream.put_partial_data(piece)
	return int(result[1]) if int(result[0]) == OK else -1


func close() -> void:
	_client.call(&"close")


## Returns the name of the status, such as "STATUS_BODY".
func status_name() -> String:
	return status_text(status())


## Returns why the client is in an error status, as far as its class tells: HTTPClient does not.
func reason() -> Dictionary:
	if not _client.has_method(&"get_last_error"):
		return {}
	return _client.call(&"get_last_error")


## Returns the status and, where there is one, the sentence that says why.
func failure() -> String:
	var message: String = reason().get("message", "")
	return status_name() if message.is_empty() else message


static func status_text(value: HTTPClient.Status) -> String:
	for constant: String in ClassDB.class_get_enum_constants(&"HTTPClient", &"Status"):
		if ClassDB.class_get_integer_constant(&"HTTPClient", constant) == value:
			return constant
	return str(value)
