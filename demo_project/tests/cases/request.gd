# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Requests: what is taken, what is refused, and the bytes on the wire, which the server records.

const OK_EMPTY := "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = [
		{"name": "disconnected", "points": [10, 27], "server": [], "steps": [["request"], ["call", "request_raw", 0, "/", PackedStringArray(), PackedByteArray()], ["state"]]},
		{"name": "while_connecting", "points": [10, 27], "server": [["read_head"]], "steps": [["connect"], ["request"], ["until", 5]]},
		{"name": "while_requesting", "points": [10, 27], "server": [["read_head"]], "steps": [["connect"], ["until", 5], ["request"], ["request"], ["poll"], ["state"]]},
		{"name": "while_body", "points": [10, 27], "server": "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["request"], ["head"], ["read_all"], ["state"]]},
		{"name": "after_error", "points": [10, 27], "server": [], "steps": [["connect", "127.0.0.1", "$CLOSED_PORT"], ["until", 4], ["request"], ["state"]]},
		{"name": "raw_body", "points": [11], "server": [["read_head"], ["read_body", 4], ["send", OK_EMPTY]],
			"steps": [["connect"], ["until", 5], ["request", 2, "/raw", [], PackedByteArray([0, 13, 10, 255])], ["answer"], ["head"]]},
		{"name": "raw_body_empty", "points": [11], "server": OK_EMPTY, "steps": [["connect"], ["until", 5], ["request", 2, "/", [], PackedByteArray()], ["answer"], ["head"]]},
		{"name": "raw_body_large", "points": [11], "server": [["read_head"], ["read_body", 3000000], ["send", OK_EMPTY]],
			"steps": [["connect"], ["until", 5], ["request", 2, "/", [], PackedByteArray([1, 2, 3]) + _bytes(2999997)], ["answer"], ["head"]]},
		{"name": "large_body_unread_server", "points": [11, 13], "server": [["accept"], ["gate"], ["read_head"], ["read_body", 8000000], ["send", OK_EMPTY]],
			"steps": [["connect"], ["until", 5], ["request", 2, "/", [], _bytes(8000000)], ["polls", 20], ["go"], ["answer"], ["head"]]},
		{"name": "nothing_sent_before_poll", "points": [6, 11], "server": [["accept"], ["gate"], ["read_head"], ["send", OK_EMPTY]],
			"steps": [["connect"], ["until", 5], ["request"], ["quiet", 20], ["close"], ["state"]]},
		{"name": "pipeline_of_series", "points": [11, 13],
			"server": [["read_head"], ["send", OK_EMPTY], ["read_head"], ["read_body", 3], ["send", OK_EMPTY], ["read_head"], ["send", OK_EMPTY]],
			"steps": [["connect"], ["until", 5], ["request", 0, "/1"], ["answer"], ["read_all"], ["request", 2, "/2", ["X: y"], "abc"], ["answer"], ["read_all"],
				["request", 4, "/3"], ["answer"], ["read_all"], ["state"]]},
		{"name": "connect_method_target", "points": [10], "server": "HTTP/1.1 200 OK\r\n\r\n",
			"steps": [["connect"], ["until", 5], ["request", 7, "example.com:443"], ["answer"], ["head"]]},
		{"name": "https_default_port_host", "points": [11], "server": [], "steps": [["connect", "https://127.0.0.1"], ["close"], ["state"]]},
	]
	for refused: Array in [
			["target_empty", 0, "", []], ["target_relative", 0, "path", []], ["target_star_get", 0, "*", []], ["target_ftp", 0, "ftp://x/", []],
			["target_upper_scheme", 0, "HTTP://x/", []], ["target_question", 0, "?a=b", []], ["connect_no_port", 7, "example.com", []],
			["connect_only_port", 7, ":443", []], ["connect_empty_port", 7, "example.com:", []], ["connect_slash", 7, "/", []],
			["method_negative", -1, "/", []], ["method_max", 9, "/", []], ["method_huge", 1 << 40, "/", []],
			["header_empty", 0, "/", [""]], ["header_blank", 0, "/", ["  \t"]], ["header_no_colon", 0, "/", ["Abc"]], ["header_colon_first", 0, "/", [": x"]],
			["header_colon_after_space", 0, "/", ["  : x"]], ["header_second_bad", 0, "/", ["A: b", "c"]]]:
		list.append({"name": "refused_" + str(refused[0]), "points": [10, 27], "server": [["read_head"]],
			"steps": [["connect"], ["until", 5], ["request", refused[1], refused[2], refused[3]], ["state"], ["poll"], ["state"]]})
	for sent: Array in [
			["get", 0, "/"], ["head", 1, "/"], ["post", 2, "/"], ["put", 3, "/"], ["delete", 4, "/"], ["options", 5, "/"], ["options_star", 5, "*"],
			["trace", 6, "/"], ["patch", 8, "/"], ["query", 0, "/p/a?b=c&d=%20#f"], ["space", 0, "/a b"], ["unicode", 0, "/ä€𝄞"],
			["absolute_http", 0, "http://example.com/x"], ["absolute_https", 0, "https://example.com/x"], ["double_slash", 0, "//x"],
			["body", 2, "/", [], "hello"], ["body_unicode", 2, "/", [], "hä€𝄞"], ["body_get", 0, "/", [], "hello"], ["body_empty", 2, "/", [], ""],
			["headers", 0, "/", ["A: 1", "b: 2", "A: 3"]], ["header_spaces", 0, "/", ["  X : y  "]], ["header_no_value", 0, "/", ["X:"]],
			["header_unicode", 0, "/", ["X-ä: €"]], ["host", 0, "/", ["Host: other.example"]], ["host_case", 0, "/", ["hOST: other.example"]],
			["host_space", 0, "/", [" Host: a"]], ["host_in_value", 0, "/", ["X: Host: a"]], ["user_agent", 0, "/", ["user-agent: me"]],
			["accept", 0, "/", ["ACCEPT: text/html"]], ["accept_encoding", 0, "/", ["Accept-Encoding: gzip"]], ["connection_close", 0, "/", ["Connection: close"]],
			["wrong_length", 2, "/", ["Content-Length: 3"], "hello"], ["length_case", 2, "/", ["content-length: 5"], "hello"],
			["length_without_body", 2, "/", ["Content-Length: 0"]],
			["all_given", 2, "/", ["Accept: a", "User-Agent: b", "Content-Length: 1", "Host: c"], "x"], ["long_header", 0, "/", ["X: " + "y".repeat(20000)]],
			["long_target", 0, "/" + "x".repeat(20000)], ["expect", 2, "/", ["Expect: 100-continue"], "x"]]:
		list.append({"name": "wire_" + str(sent[0]), "points": [10, 11], "server": OK_EMPTY,
			"steps": [["connect"], ["until", 5], ["request"] + sent.slice(1), ["answer"], ["head"]]})
	list.append({"name": "wire_transfer_encoding", "points": [10, 11], "server": OK_EMPTY,
		"steps": [["connect"], ["until", 5], ["request", 2, "/", ["Transfer-Encoding: chunked", "Host: h", "User-Agent: u", "Accept: a"], "0\r\n\r\n"], ["answer"], ["head"]],
		"ours": {"wire": ["POST / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\nHost: h\\r\\nUser-Agent: u\\r\\nAccept: a\\r\\n\\r\\n0\\r\\n\\r\\n"], "code": 200}, "compat": "own-coding"})
	return list


static func _bytes(size: int) -> PackedByteArray:
	var bytes := PackedByteArray()
	bytes.resize(size)
	bytes.fill(97)
	return bytes
