# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Makes clients of a class given by name, and scripts in which that name is written out.
##
## A script with "CLASS" in it is compiled once for each class, so that typed calls and parse-time rules are tested on both.

const TYPED_DRIVER := """
extends RefCounted
var client: CLASS = CLASS.new()
func typed_call(method: StringName, args: Array) -> Variant:
	match method:
		&"connect_to_host":
			if args.size() == 1:
				return client.connect_to_host(args[0] as String)
			if args.size() == 2:
				return client.connect_to_host(args[0] as String, args[1] as int)
			return client.connect_to_host(args[0] as String, args[1] as int, args[2] as TLSOptions)
		&"request":
			if args.size() == 3:
				return client.request(args[0] as int, args[1] as String, args[2] as PackedStringArray)
			return client.request(args[0] as int, args[1] as String, args[2] as PackedStringArray, args[3] as String)
		&"request_raw":
			return client.request_raw(args[0] as int, args[1] as String, args[2] as PackedStringArray, args[3] as PackedByteArray)
		&"poll":
			var failed: int = client.poll()
			return failed
		&"get_status":
			var status: int = client.get_status()
			return status
		&"get_response_code":
			var code: int = client.get_response_code()
			return code
		&"get_response_body_length":
			var length: int = client.get_response_body_length()
			return length
		&"has_response":
			var has: bool = client.has_response()
			return has
		&"is_response_chunked":
			var chunked: bool = client.is_response_chunked()
			return chunked
		&"get_response_headers":
			var headers: PackedStringArray = client.get_response_headers()
			return headers
		&"get_response_headers_as_dictionary":
			var headers: Dictionary = client.get_response_headers_as_dictionary()
			return headers
		&"read_response_body_chunk":
			var piece: PackedByteArray = client.read_response_body_chunk()
			return piece
		&"close":
			client.close()
			return null
		&"query_string_from_dict":
			var query: String = client.query_string_from_dict(args[0] as Dictionary)
			return query
		&"set_http_proxy":
			client.set_http_proxy(args[0] as String, args[1] as int)
			return null
		&"set_https_proxy":
			client.set_https_proxy(args[0] as String, args[1] as int)
			return null
	return client.callv(method, args)
func typed_set(property: StringName, value: Variant) -> void:
	match property:
		&"read_chunk_size":
			client.read_chunk_size = value as int
		&"blocking_mode_enabled":
			client.blocking_mode_enabled = value as bool
		&"connection":
			client.connection = value as StreamPeer
		_:
			client.set(property, value)
func typed_get(property: StringName) -> Variant:
	match property:
		&"read_chunk_size":
			return client.read_chunk_size
		&"blocking_mode_enabled":
			return client.blocking_mode_enabled
		&"connection":
			return client.connection
	return client.get(property)
"""

## The argument types of the calls that [constant TYPED_DRIVER] writes out; a call that does not fit goes in untyped.
const TYPED_ARGUMENTS: Dictionary = {
	&"connect_to_host": [TYPE_STRING, TYPE_INT, TYPE_OBJECT],
	&"request": [TYPE_INT, TYPE_STRING, TYPE_PACKED_STRING_ARRAY, TYPE_STRING],
	&"request_raw": [TYPE_INT, TYPE_STRING, TYPE_PACKED_STRING_ARRAY, TYPE_PACKED_BYTE_ARRAY],
	&"poll": [], &"get_status": [], &"get_response_code": [], &"get_response_body_length": [], &"has_response": [],
	&"is_response_chunked": [], &"get_response_headers": [], &"get_response_headers_as_dictionary": [],
	&"read_response_body_chunk": [], &"close": [],
	&"query_string_from_dict": [TYPE_DICTIONARY],
	&"set_http_proxy": [TYPE_STRING, TYPE_INT], &"set_https_proxy": [TYPE_STRING, TYPE_INT],
}

## The fewest arguments of a typed call, where that is not all of them.
const TYPED_LEAST: Dictionary = {&"connect_to_host": 1, &"request": 3}

static var _compiled: Dictionary = {}


## Compiles [param source] with CLASS replaced by [param class_id]. Returns null, without an error line, where the engine refuses it.
static func compile(source: String, class_id: String) -> GDScript:
	var text: String = source.replace("CLASS", class_id)
	if _compiled.has(text):
		return _compiled[text]
	var script := GDScript.new()
	script.source_code = text
	var silent: bool = Engine.print_error_messages
	Engine.print_error_messages = false
	var failed: Error = script.reload()
	Engine.print_error_messages = silent
	_compiled[text] = null if failed else script
	return _compiled[text]


static func forget() -> void:
	_compiled.clear()


## Returns whether a call with [param args] can be written out with static types.
static func fits_typed(method: StringName, args: Array) -> bool:
	if not TYPED_ARGUMENTS.has(method):
		return false
	var types: Array = TYPED_ARGUMENTS[method]
	if args.size() > types.size() or args.size() < int(TYPED_LEAST.get(method, types.size())):
		return false
	for i: int in args.size():
		var is_null_object: bool = args[i] == null and types[i] == TYPE_OBJECT
		if typeof(args[i]) != types[i] and not is_null_object:
			return false
	return true
