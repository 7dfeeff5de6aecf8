# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## What stays of calls. Compiled for both classes, as measures.gd is.
##
## Each method that begins with "repeat_" makes a number of calls of the method after which it is named.

const CALLS := 100_000
## Calls before the first look, for what is kept once and for all: pools, and the garbage that Go lets grow to 4 MB.
const WARM_UP := 50_000
const PATIENCE := 5_000_000 # microseconds

## "host:port" of the server, and a port on which nobody listens.
var plain: String
var closed_port: int

var _client := HTTPClient.new()
var _fields: Dictionary = {"a": 1, "b": ["x", "y z"], "c": null}


## The names of the methods that can be measured.
func methods() -> PackedStringArray:
	var names: PackedStringArray = []
	for method: Dictionary in get_method_list():
		var name: String = method["name"]
		if name.begins_with("repeat_"):
			names.append(name.trim_prefix("repeat_"))
	return names


## Bytes that stay of [constant CALLS] calls: those that the engine counts, and those of the whole process, which move by
## a few hundred kilobytes by themselves. Empty when a call failed.
func kept(method: String) -> PackedInt64Array:
	var loop := Callable(self, "repeat_" + method)
	var worked: bool = loop.call(WARM_UP)
	var counted: int = OS.get_static_memory_usage()
	var resident: int = _resident()
	worked = worked and loop.call(CALLS)
	return [OS.get_static_memory_usage() - counted, _resident() - resident] if worked else []


func repeat_get_status(count: int) -> bool:
	for i: int in count:
		_client.get_status()
	return true


func repeat_has_response(count: int) -> bool:
	for i: int in count:
		_client.has_response()
	return true


func repeat_is_response_chunked(count: int) -> bool:
	for i: int in count:
		_client.is_response_chunked()
	return true


func repeat_get_response_code(count: int) -> bool:
	for i: int in count:
		_client.get_response_code()
	return true


func repeat_get_response_body_length(count: int) -> bool:
	for i: int in count:
		_client.get_response_body_length()
	return true


func repeat_read_chunk_size(count: int) -> bool:
	for i: int in count:
		_client.read_chunk_size = 1000 + (i & 255)
	return _client.read_chunk_size >= 1000


func repeat_blocking_mode_enabled(count: int) -> bool:
	for i: int in count:
		_client.blocking_mode_enabled = i & 1
	_client.blocking_mode_enabled = false
	return not _client.blocking_mode_enabled


func repeat_set_http_proxy(count: int) -> bool:
	for i: int in count:
		_client.set_http_proxy("proxy.example", 1 + (i & 255))
	_client.set_http_proxy("", -1)
	return true


func repeat_set_https_proxy(count: int) -> bool:
	for i: int in count:
		_client.set_https_proxy("proxy.example", 1 + (i & 255))
	_client.set_https_proxy("", -1)
	return true


func repeat_query_string_from_dict(count: int) -> bool:
	for i: int in count:
		_client.query_string_from_dict(_fields)
	return _client.query_string_from_dict(_fields) == "a=1&b=x&b=y%20z&c"


func repeat_poll(count: int) -> bool:
	var client: HTTPClient = _connected()
	var failed: int = 0
	for i: int in count:
		failed += client.poll()
	return failed == 0


func repeat_get_connection(count: int) -> bool:
	var client: HTTPClient = _connected()
	for i: int in count:
		if client.connection == null:
			return false
	return true


func repeat_set_connection(count: int) -> bool:
	var client := HTTPClient.new()
	var peers: Array[StreamPeerTCP] = [StreamPeerTCP.new(), StreamPeerTCP.new()]
	for i: int in count:
		client.connection = peers[i & 1]
	return client.connection != null


## On a port that refuses, since connections that succeed would use up the ports of the machine.
func repeat_connect_to_host(count: int) -> bool:
	var client := HTTPClient.new()
	for i: int in count:
		client.connect_to_host("127.0.0.1", closed_port)
		client.poll()
	return client.get_status() != HTTPClient.STATUS_DISCONNECTED


func repeat_close(count: int) -> bool:
	for i: int in count:
		_client.close()
	return true


func repeat_new(count: int) -> bool:
	for i: int in count:
		if HTTPClient.new() == null:
			return false
	return true


## With poll, read_response_body_chunk and get_response_headers on the way.
func repeat_request(count: int) -> bool:
	var client: HTTPClient = _connected()
	var headers: PackedStringArray = ["X-Number: 1"]
	for i: int in count:
		client.request(HTTPClient.METHOD_GET, "/small", headers)
		if not _answered(client) or client.get_response_headers().is_empty() or _drained(client) != 100:
			return false
	return true


## With get_response_headers_as_dictionary.
func repeat_request_raw(count: int) -> bool:
	var client: HTTPClient = _connected()
	var body: PackedByteArray = "hello".to_utf8_buffer()
	for i: int in count:
		client.request_raw(HTTPClient.METHOD_POST, "/echo", [], body)
		if not _answered(client) or client.get_response_headers_as_dictionary().is_empty() or _drained(client) != 5:
			return false
	return true


func _connected() -> HTTPClient:
	var client := HTTPClient.new()
	var deadline: int = Time.get_ticks_usec() + PATIENCE
	client.connect_to_host(plain.get_slice(":", 0), plain.get_slice(":", 1).to_int())
	while client.get_status() != HTTPClient.STATUS_CONNECTED and Time.get_ticks_usec() < deadline:
		client.poll()
		OS.delay_usec(50)
	return client


func _answered(client: HTTPClient) -> bool:
	var deadline: int = Time.get_ticks_usec() + PATIENCE
	while client.get_status() == HTTPClient.STATUS_REQUESTING and Time.get_ticks_usec() < deadline:
		client.poll()
	return client.get_status() == HTTPClient.STATUS_BODY


func _drained(client: HTTPClient) -> int:
	var deadline: int = Time.get_ticks_usec() + PATIENCE
	var got := 0
	while client.get_status() == HTTPClient.STATUS_BODY and Time.get_ticks_usec() < deadline:
		got += client.read_response_body_chunk().size()
	return got


## Bytes of memory that the process occupies, 0 where the system does not tell.
static func _resident() -> int:
	var file := FileAccess.open("/proc/self/status", FileAccess.READ)
	while file and not file.eof_reached():
		var line: String = file.get_line()
		if line.begins_with("VmRSS:"):
			return line.to_int() * 1024
	return 0
