# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## How arguments get in: conversions of the variant call, defaults, call errors; and the properties.

const ASK: Array = [["connect"], ["until", 5], ["request"], ["answer"]]
const OK_EMPTY := "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = [
		{"name": "request_three", "points": [5], "server": OK_EMPTY, "steps": [["connect"], ["until", 5], ["call", "request", 0, "/", PackedStringArray()], ["answer"], ["head"]]},
		{"name": "request_array", "points": [4], "server": OK_EMPTY, "steps": [["connect"], ["until", 5], ["call", "request", 0, "/", ["A: 1", "B: 2"]], ["answer"], ["head"]]},
		{"name": "request_typed_array", "points": [4], "server": OK_EMPTY,
			"steps": [["connect"], ["until", 5], ["call", "request", 0, "/", Array(["A: 1"], TYPE_STRING, &"", null)], ["answer"], ["head"]]},
		{"name": "request_array_of_numbers", "points": [4, 27], "server": OK_EMPTY, "steps": [["connect"], ["until", 5], ["call", "request", 0, "/", [1, 2.5, null]], ["state"]]},
		{"name": "request_string_names", "points": [4], "server": OK_EMPTY, "steps": [["connect"], ["until", 5], ["call", "request", 2, &"/n", PackedStringArray(), &"body"], ["answer"], ["head"]]},
		{"name": "request_float_method", "points": [4], "server": OK_EMPTY, "steps": [["connect"], ["until", 5], ["call", "request", 2.0, "/", [], "x"], ["answer"], ["head"]]},
		{"name": "request_float_method_cut", "points": [4], "server": OK_EMPTY, "steps": [["connect"], ["until", 5], ["call", "request", 2.9, "/", [], "x"], ["answer"], ["head"]]},
		{"name": "request_bool_method", "points": [4], "server": OK_EMPTY, "steps": [["connect"], ["until", 5], ["call", "request", true, "/", []], ["answer"], ["head"]]},
		{"name": "request_node_path", "points": [4], "server": OK_EMPTY, "steps": [["connect"], ["until", 5], ["call", "request", 0, NodePath("/p"), []], ["answer"], ["head"]]},
		{"name": "request_raw_array", "points": [4], "server": [["read_head"], ["read_body", 3], ["send", OK_EMPTY]],
			"steps": [["connect"], ["until", 5], ["call", "request_raw", 2, "/", [], [97, 98, 99]], ["answer"], ["head"]]},
		{"name": "connect_string_name", "points": [4], "server": OK_EMPTY, "steps": [["connect", &"127.0.0.1", "$PORT"], ["until", 5], ["request"], ["answer"]]},
		{"name": "connect_float_port", "points": [4, 9], "server": [], "steps": [["connect", "127.0.0.1", 70000.0], ["state"]]},
		{"name": "connect_float_port_cut", "points": [4, 9], "server": [], "steps": [["connect", "127.0.0.1", 0.9], ["state"]]},
		{"name": "connect_bool_port", "points": [4], "server": [], "steps": [["call", "connect_to_host", "127.0.0.1", false], ["state"]]},
		{"name": "proxy_float_port", "points": [4, 25], "server": [], "steps": [["call", "set_http_proxy", "127.0.0.1", 8080.0], ["state"]]},
		{"name": "proxy_null_host", "points": [4, 25], "server": [], "steps": [["call", "set_http_proxy", null, -1], ["state"]]},
		{"name": "size_set_float", "points": [4, 23], "server": [], "steps": [["call", "set", "read_chunk_size", 3e+06], ["get", "read_chunk_size"], ["call", "set", "read_chunk_size", 300.7], ["get", "read_chunk_size"]]},
		{"name": "size_set_bool", "points": [4, 23, 27], "server": [], "steps": [["call", "set", "read_chunk_size", true], ["get", "read_chunk_size"]]},
		{"name": "size_set_string", "points": [4, 23], "server": [], "steps": [["call", "set", "read_chunk_size", "300"], ["get", "read_chunk_size"]]},
		{"name": "size_set_null", "points": [4, 23], "server": [], "steps": [["call", "set", "read_chunk_size", null], ["get", "read_chunk_size"]]},
		{"name": "size_setter_methods", "points": [4, 23], "server": [], "steps": [["call", "set_read_chunk_size", 300], ["call", "get_read_chunk_size"], ["call", "set_blocking_mode", 1], ["call", "is_blocking_mode_enabled"]]},
		{"name": "blocking_set_int", "points": [4, 23], "server": [], "steps": [["call", "set", "blocking_mode_enabled", 2], ["get", "blocking_mode_enabled"], ["call", "set", "blocking_mode_enabled", 0.0], ["get", "blocking_mode_enabled"]]},
		{"name": "connection_by_method", "points": [4, 24], "server": [["accept"]], "steps": [["call", "get_connection"], ["connect"], ["until", 5], ["call", "get_connection"], ["call", "set_connection", null], ["state"]]},
		{"name": "has_methods", "points": [2], "server": [], "steps": [["call", "has_method", "request"], ["call", "has_method", "set_http_proxy"], ["call", "has_method", "get_connection"],
			["call", "has_method", "request_head"], ["call", "get_method_argument_count", "request"], ["call", "get_method_argument_count", "connect_to_host"], ["call", "is_class", "RefCounted"]]},
		{"name": "unknown_property", "points": [4], "server": [], "steps": [["call", "set", "no_such", 1], ["call", "get", "no_such"]]},
		{"name": "unknown_method", "points": [4], "server": [], "steps": [["call", "no_such"], ["state"]]},
	]
	for size: Variant in [255, 256, 65536, 16777216, 16777217, 0, -1, 1 << 40, 300]:
		list.append({"name": "size_%d" % int(size), "points": [23, 27], "server": [], "steps": [["set", "read_chunk_size", size], ["get", "read_chunk_size"], ["set", "read_chunk_size", 1000], ["set", "read_chunk_size", size]]})
	for wrong: Array in [
			["request_none", "request"], ["request_one", "request", 0], ["request_two", "request", 0, "/"], ["request_five", "request", 0, "/", [], "", 1],
			["request_text_method", "request", "GET", "/", []], ["request_null_method", "request", null, "/", []], ["request_int_target", "request", 0, 1, []],
			["request_null_target", "request", 0, null, []], ["request_text_headers", "request", 0, "/", "A: b"], ["request_null_headers", "request", 0, "/", null],
			["request_dict_headers", "request", 0, "/", {}], ["request_bytes_body", "request", 0, "/", [], PackedByteArray()], ["request_null_body", "request", 0, "/", [], null],
			["request_all_wrong", "request", {}, [], 1, Vector2()], ["raw_three", "request_raw", 0, "/", []], ["raw_text_body", "request_raw", 0, "/", [], "x"],
			["connect_none", "connect_to_host"], ["connect_four", "connect_to_host", "a", 1, null, 1], ["connect_int", "connect_to_host", 12345], ["connect_null", "connect_to_host", null],
			["connect_text_port", "connect_to_host", "127.0.0.1", "80"], ["connect_null_port", "connect_to_host", "127.0.0.1", null], ["connect_dict_options", "connect_to_host", "127.0.0.1", 80, {}],
			["connect_wrong_object", "connect_to_host", "127.0.0.1", 80, RefCounted.new()],
			["poll_one", "poll", 1], ["close_one", "close", null], ["status_two", "get_status", 1, 2], ["read_one", "read_response_body_chunk", 5],
			["query_none", "query_string_from_dict"], ["query_null", "query_string_from_dict", null], ["query_array", "query_string_from_dict", []], ["query_two", "query_string_from_dict", {}, {}],
			["proxy_one", "set_http_proxy", "a"], ["proxy_text_port", "set_https_proxy", "a", "b"], ["size_text", "set_read_chunk_size", "x"], ["size_null", "set_read_chunk_size", null],
			["blocking_text", "set_blocking_mode", "x"], ["connection_wrong", "set_connection", RefCounted.new()], ["connection_int", "set_connection", 1]]:
		list.append({"name": "wrong_" + str(wrong[0]), "points": [4, 27], "server": [], "steps": [["call"] + wrong.slice(1), ["state"]]})
	return list
