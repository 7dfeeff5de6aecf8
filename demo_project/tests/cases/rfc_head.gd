# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Where RFC 9110 and RFC 9112 win over the engine: heads and what may be asked.

const H := "HTTP/1.1 200 OK\r\n"
const BODY := "Content-Length: 5\r\n\r\nhello"
const ASK: Array = [["connect"], ["until", 5], ["request"], ["answer"]]
const ALL: Array = [["connect"], ["until", 5], ["request"], ["answer"], ["head"], ["headers"], ["read_all"]]
## What an answer that breaks the rules comes to.
const BROKEN: Dictionary = {"status": 8, "code": 0, "has_response": false, "poll": 27, "errors": 0}


static func cases() -> Array[Dictionary]:
	return _interim() + _heads() + _asked()


static func _ours(name: String, compat: String, server: Variant, ours: Dictionary, steps: Array = ALL, points: Array = [14]) -> Dictionary:
	return {"name": name, "points": points, "server": server, "steps": steps, "ours": ours, "compat": compat}


static func _error(name: String, compat: String, server: Variant) -> Dictionary:
	return _ours(name, compat, server, BROKEN, ASK + [["head"]])


static func _interim() -> Array[Dictionary]:
	var hello: Dictionary = {"code": 200, "body": "hello", "status": 5, "headers": ["Content-Length: 5"], "errors": 0}
	return [
		_ours("100_then_200", "interim", "HTTP/1.1 100 Continue\r\n\r\n" + H + BODY, hello),
		_ours("103_then_200", "interim", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + H + BODY, hello),
		_ours("102_twice_then_200", "interim", "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + H + BODY, hello),
		_ours("100_later_200", "interim", [["read_head"], ["send", "HTTP/1.1 100 Continue\r\n\r\n"], ["gate"], ["send", H + BODY]], hello,
			[["connect"], ["until", 5], ["request"], ["polls", 10], ["go"], ["answer"], ["head"], ["headers"], ["read_all"]]),
		_ours("100_waits", "interim", [["read_head"], ["send", "HTTP/1.1 100 Continue\r\n\r\n"], ["gate"]], {"status": 6, "has_response": false},
			[["connect"], ["until", 5], ["request"], ["poll"], ["server", 2], ["polls", 20], ["head"]]),
		_ours("100_then_close", "interim", [["read_head"], ["send", "HTTP/1.1 100 Continue\r\n\r\n"], ["close"]], BROKEN, ASK + [["head"]]),
		_ours("100_with_body", "interim", "HTTP/1.1 100 Continue\r\nContent-Length: 5\r\n\r\nhello" + H + BODY, BROKEN, ASK + [["head"]]),
		_ours("expect_final_417", "", "HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n", {"code": 417, "status": 5},
			[["connect"], ["until", 5], ["request", 2, "/", ["Expect: 100-continue"], ""], ["answer"], ["head"], ["read_all"]]),
		_error("101_unasked", "interim-101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"),
		_ours("101_asked", "", [["read_head"], ["send", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nab"]], {"code": 101, "status": 5, "has_response": true},
			[["connect"], ["until", 5], ["request", 0, "/", ["Connection: Upgrade", "Upgrade: x"]], ["answer"], ["head"], ["conn_wait", 2], ["conn", "get_data", 2]]),
		_error("100_for_ever", "head-limit", [["read_head"], ["send_repeat", 12000, "HTTP/1.1 100 Continue\r\n\r\n"]]),
	]


static func _heads() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	for line: String in ["HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1 2x0 OK", "HTTP/1.1 -20 OK", "HTTP/1.1 +20 OK", "HTTP/0.9 200 OK", "HTTP/1.10 200 OK",
			"HTTP/2.0 200 OK", "HTTP/1.01 200 OK", "http/1.1 200 OK", "HTTP /1.1 200 OK", "ICE/1.1 200 OK", "HTTPER/1.1 200 OK", "HTTP/1.1  200 OK", "HTTP/1.1", "hello", "200 OK"]:
		list.append(_error("status_line_" + line.replace(" ", "_"), "status-line", line + "\r\n" + BODY))
	for field: Array in [["space_before_colon", "X : y"], ["tab_before_colon", "X\t: y"], ["no_name", ": y"], ["no_colon", "X"], ["space_in_name", "X y: z"], ["first_folded", " X: y"]]:
		list.append(_error("field_" + str(field[0]), "field-syntax", H + str(field[1]) + "\r\n" + BODY))
	list.append(_error("field_nul", "field-syntax", [["read_head"], ["send", H + "X: a"], ["send_hex", "00"], ["send", "b\r\n" + BODY]]))
	for code: String in ["01", "7f"]:
		list.append(_error("field_control_%s_in_name" % code, "field-syntax", [["read_head"], ["send", H + "X"], ["send_hex", code], ["send", ": y\r\n" + BODY]]))
	# No character of a token, RFC 9110 Section 5.6.2; those that are one pass.
	for odd: Array in [["brace", "X{y}"], ["slash", "X/y"], ["at", "X@y"], ["quotes", "\"X\""], ["utf8", "X\u00e9"]]:
		list.append(_error("field_%s_in_name" % odd[0], "field-syntax", H + "%s: z\r\n" % odd[1] + BODY))
	list.append(_ours("field_odd_name", "", H + "X!#$%&'*+-.^_`|~1: z\r\n" + BODY, {"code": 200, "headers": ["X!#$%&'*+-.^_`|~1: z", "Content-Length: 5"], "body": "hello", "status": 5}))
	list.append(_ours("empty_lines_first", "empty-line", "\r\n\r\n" + H + BODY, {"code": 200, "headers": ["Content-Length: 5"], "body": "hello", "status": 5}))
	list.append(_error("empty_lines_five", "empty-line", "\r\n".repeat(5) + H + BODY))
	list.append(_error("field_cr", "field-syntax", H + "X: a\rb\r\n" + BODY))
	list.append(_ours("field_folded", "obs-fold", H + "X: a\r\n b\r\n" + BODY, {"code": 200, "headers": ["X: a b", "Content-Length: 5"], "body": "hello"}))
	list.append(_ours("lf_lines", "", "HTTP/1.1 200 OK\nX: y\nContent-Length: 5\n\nhello", {"code": 200, "headers": ["X: y", "Content-Length: 5"], "body": "hello", "status": 5}))
	list.append(_error("line_without_end", "head-limit", [["read_head"], ["send_repeat", 1048576, "A"]]))
	list.append(_error("fields_too_many", "head-limit", [["read_head"], ["send", H], ["send_repeat", 5001, "X: y\r\n"], ["send", BODY]]))
	list.append(_error("field_too_long", "head-limit", [["read_head"], ["send", H + "X: "], ["send_repeat", 307200, "y"], ["send", "\r\n" + BODY]]))
	list.append(_error("head_too_large", "head-limit", [["read_head"], ["send", H], ["send_repeat", 900, "X: " + "y".repeat(400) + "\r\n"], ["send", BODY]]))
	list.append(_error("head_truncated_at_cr", "", [["read_head"], ["send", H + "X: y\r\n\r"], ["close"]]))
	return list


static func _asked() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	var refused: Dictionary = {"request": ERR_INVALID_PARAMETER, "errors": 1, "status": 5, "wire": [""]}
	for bad: Array in [
			["target_crlf", "/ HTTP/1.1\r\nX: y\r\n\r\n", []], ["target_cr", "/a\rb", []], ["target_lf", "/a\nb", []],
			["header_crlf", "/", ["A: b\r\nX: y"]], ["header_cr", "/", ["A: b\rX: y"]], ["header_lf", "/", ["A: b\nX: y"]], ["header_end", "/", ["A: b\r\n"]],
			["header_name_lf", "/", ["A\n: b"]], ["second_header", "/", ["A: b", "C: d\r\n\r\nGET /evil HTTP/1.1"]]]:
		list.append(_ours("injection_" + str(bad[0]), "injection", [["read_head"]], refused, [["connect"], ["until", 5], ["request", 0, bad[1], bad[2]], ["polls", 3]], [10]))
	list.append(_ours("connect_method_no_body", "connect-2xx", H + "Content-Length: 5\r\n\r\n", {"code": 200, "status": 5, "length": -1},
		[["connect"], ["until", 5], ["request", 7, "a:1"], ["answer"], ["head"]], [11, 21]))
	list.append(_ours("injection_then_good", "injection", H + BODY, {"request": 0, "code": 200, "body": "hello", "errors": 1},
		[["connect"], ["until", 5], ["request", 0, "/\r\n"], ["request", 0, "/good"], ["answer"], ["head"], ["read_all"]], [10]))
	list.append(_ours("injection_raw", "injection", [["read_head"]], refused, [["connect"], ["until", 5], ["request", 2, "/\r\nX: y", [], PackedByteArray([1])], ["polls", 2]], [10]))
	list.append(_ours("injection_connect", "injection", [["read_head"]], refused, [["connect"], ["until", 5], ["request", 7, "a:1\r\nX: y"], ["polls", 2]], [10]))
	list.append({"name": "proxy_201_opens", "points": [25], "tls": {}, "server": H + BODY, "proxy": [["read_head"], ["send", "HTTP/1.1 201 Created\r\n\r\n"], ["tunnel", "$PORT"]],
		"steps": [["call", "set_https_proxy", "127.0.0.1", "$PROXY_PORT"], ["connect", "localhost", "$PORT", "$TLS"], ["until", 5], ["request"], ["answer"], ["head"], ["read_all"]],
		"ours": {"code": 200, "body": "hello", "status": 5}, "compat": "connect-2xx"})
	list.append({"name": "proxy_length_ignored", "points": [25], "tls": {}, "server": H + BODY, "proxy": [["read_head"], ["send", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"], ["tunnel", "$PORT"]],
		"steps": [["call", "set_https_proxy", "127.0.0.1", "$PROXY_PORT"], ["connect", "localhost", "$PORT", "$TLS"], ["until", 5], ["request"], ["answer"], ["head"], ["read_all"]],
		"ours": {"code": 200, "body": "hello", "status": 5}, "compat": "connect-2xx"})
	list.append({"name": "proxy_100_skipped", "points": [25], "tls": {}, "server": H + BODY, "proxy": [["read_head"], ["send", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"], ["tunnel", "$PORT"]],
		"steps": [["call", "set_https_proxy", "127.0.0.1", "$PROXY_PORT"], ["connect", "localhost", "$PORT", "$TLS"], ["until", 5], ["request"], ["answer"], ["head"], ["read_all"]],
		"ours": {"code": 200, "body": "hello", "status": 5}, "compat": "interim"})
	for answer: Array in [["html", "<html>\r\n\r\n"], ["early_bytes", "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"]]:
		list.append({"name": "proxy_" + str(answer[0]), "points": [25], "tls": {}, "server": [], "proxy": [["read_head"], ["send", answer[1]]],
			"steps": [["call", "set_https_proxy", "127.0.0.1", "$PROXY_PORT"], ["connect", "localhost", "$PORT", "$TLS"], ["until", [4, 9]]],
			"ours": {"status": 4}, "compat": "connect-reply"})
	return list
