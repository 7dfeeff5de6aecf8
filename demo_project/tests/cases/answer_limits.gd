# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The limits on an answer that a script may set. The engine has none of them.

const H := "HTTP/1.1 200 OK\r\n"
const CHUNKED := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
const ASK: Array = [["connect"], ["until", 5], ["request"], ["answer"], ["head"], ["read_all"], ["call", "get_last_error"]]
const BROKEN: Dictionary = {"status": 8, "code": 0, "has_response": false, "errors": 0}


static func cases() -> Array[Dictionary]:
	var large: Array = [["read_head"], ["send", H], ["send_repeat", 900, "X: " + "y".repeat(400) + "\r\n"], ["send", "Content-Length: 5\r\n\r\nhello"]]
	var many: Array = [["read_head"], ["send", H], ["send_repeat", 5001, "X: y\r\n"], ["send", "Content-Length: 5\r\n\r\nhello"]]
	var hello: Dictionary = {"body": "hello", "status": 5, "errors": 0, "call": {}}
	return [
		_allow("head_larger", "head_size_limit", 1 << 20, large, hello),
		_allow("head_smaller", "head_size_limit", 1024, H + "X: " + "y".repeat(2000) + "\r\nContent-Length: 5\r\n\r\nhello", BROKEN),
		_allow("headers_more", "header_count_limit", 10000, many, hello),
		_allow("headers_fewer", "header_count_limit", 1, H + "X: y\r\nContent-Length: 5\r\n\r\nhello", BROKEN),
		_allow("body_within", "body_size_limit", 5, H + "Content-Length: 5\r\n\r\nhello", hello),
		_allow("body_announced_too_large", "body_size_limit", 4, H + "Content-Length: 5\r\n\r\nhello", {"status": 8, "code": 0, "has_response": false, "errors": 0, "body": ""}),
		_allow("body_too_many_chunks", "body_size_limit", 4, CHUNKED + "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", {"status": 8, "body": "hel", "errors": 0}),
		_allow("body_until_close_too_large", "body_size_limit", 4, [["read_head"], ["send", H + "\r\nhello"], ["close"]], {"status": 8, "body": "hell", "errors": 0}),
		_allow("body_until_close_within", "body_size_limit", 5, [["read_head"], ["send", H + "\r\nhello"], ["close"]], {"status": 0, "body": "hello", "errors": 0}),
		_refused("head_too_low", "head_size_limit", 1023, 262144), _refused("head_too_high", "head_size_limit", (16 << 20) + 1, 262144),
		_refused("headers_too_low", "header_count_limit", 0, 1000), _refused("headers_too_high", "header_count_limit", 100001, 1000),
		_refused("body_too_low", "body_size_limit", -2, -1), _taken("body_of_nothing", "body_size_limit", 0), _taken("body_beyond_32_bits", "body_size_limit", 1 << 40),
		_taken("head_lowest", "head_size_limit", 1024), _taken("head_highest", "head_size_limit", 16 << 20), _taken("headers_lowest", "header_count_limit", 1),
		{"name": "kept_over_close", "points": [], "server": [], "compat": "answer-limits", "ours": {"get": 7, "errors": 0},
			"steps": [["set", "body_size_limit", 7], ["connect"], ["until", 5], ["close"], ["get", "body_size_limit"]]},
	]


static func _allow(name: String, property: String, value: int, server: Variant, ours: Dictionary) -> Dictionary:
	return {"name": name, "points": [], "server": server, "steps": [["set", property, value]] + ASK, "ours": ours, "compat": "answer-limits"}


static func _refused(name: String, property: String, value: int, stays: int) -> Dictionary:
	return {"name": name, "points": [], "steps": [["set", property, value]], "ours": {"get": stays, "errors": 1}, "compat": "answer-limits"}


static func _taken(name: String, property: String, value: int) -> Dictionary:
	return {"name": name, "points": [], "steps": [["set", property, value]], "ours": {"get": value, "errors": 0}, "compat": "answer-limits"}
