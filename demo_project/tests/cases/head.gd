# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The response head: fields as a list and as a dictionary, has_response, lengths.

const H := "HTTP/1.1 200 OK\r\n"


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = [
		{"name": "list_once", "points": [14, 15], "server": H + "A: 1\r\nContent-Length: 0\r\n\r\n",
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["head"], ["headers"], ["head"], ["headers"], ["dict"], ["head"]]},
		{"name": "dict_once", "points": [14, 15], "server": H + "A: 1\r\nContent-Length: 0\r\n\r\n",
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["dict"], ["head"], ["dict"], ["headers"]]},
		{"name": "has_response_stays", "points": [15], "server": H + "A: 1\r\nContent-Length: 2\r\n\r\nok",
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["head"], ["read_all"], ["polls", 3], ["head"], ["headers"], ["head"]]},
		{"name": "unread_headers_of_the_request_before", "points": [15, 13],
			"server": [["read_head"], ["send", H + "A: 1\r\nContent-Length: 0\r\n\r\n"], ["read_head"], ["gate"], ["send", H + "B: 2\r\nContent-Length: 0\r\n\r\n"]],
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["read_all"], ["request"], ["poll"], ["head"], ["go"], ["answer"], ["headers"]]},
		{"name": "code_of_the_request_before", "points": [15, 13],
			"server": [["read_head"], ["send", "HTTP/1.1 404 No\r\nA: 1\r\nContent-Length: 3\r\n\r\nabc"], ["read_head"], ["gate"]],
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["read_all"], ["headers"], ["request"], ["poll"], ["state"], ["close"], ["state"]]},
		{"name": "headers_read_in_body", "points": [15], "server": H + "A: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["piece"], ["headers"], ["head"], ["read_all"], ["headers"]]},
		{"name": "slow_head", "points": [14], "server": [["read_head"], ["send_slow", H + "A: 1\r\nContent-Length: 5\r\n\r\nhello"]]},
		{"name": "split_head", "points": [14], "server": [["read_head"], ["send", "HTTP/1.1 2"], ["gate"], ["send", "00 OK\r\nA: 1\r"], ["gate"], ["send", "\nContent-Length: 2\r\n\r\no"], ["gate"], ["send", "k"]],
			"steps": [["connect"], ["until", 5], ["request"], ["polls", 5], ["state"], ["go"], ["polls", 5], ["state"], ["go"], ["answer"], ["head"], ["headers"], ["piece"], ["go"], ["read_all"], ["state"]]},
		{"name": "dict_last_wins", "points": [14], "server": H + "A: 1\r\na: 2\r\nA: 3\r\nContent-Length: 0\r\n\r\n",
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["dict"]]},
		{"name": "dict_spaces", "points": [14], "server": H + "A:\t 1 \t\r\nB:2\r\nC:\r\nD: a:b: c\r\nContent-Length: 0\r\n\r\n",
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["dict"]]},
		{"name": "close_forgets", "points": [22, 15], "server": H + "A: 1\r\nContent-Length: 2\r\n\r\nok",
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["close"], ["state"], ["headers"], ["dict"], ["poll"]]},
	]
	for fields: Array in [
			["order_and_case", "x-B: 1\r\nX-a: 2\r\nX-B: 3\r\n"], ["duplicates", "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n"], ["edges", "A:\t 1 \t\r\nB:2\r\nC:\r\n"],
			["inner_spaces", "A: 1  2\t3\r\n"], ["long", "A: " + "x".repeat(30000) + "\r\n"], ["many", _many(200)], ["utf8", "A: ä€𝄞\r\n"],
			["colon_in_value", "A: b:c:d\r\n"], ["lf_only_line", "A: 1\nB: 2\r\n"]]:
		list.append({"name": "fields_" + str(fields[0]), "points": [14], "server": H + str(fields[1]) + "Content-Length: 2\r\n\r\nok"})
	for line: Array in [
			["reason_empty", "HTTP/1.1 200 \r\n"], ["no_reason", "HTTP/1.1 200\r\n"], ["reason_long", "HTTP/1.1 404 Not Found At All: really\r\n"],
			["http10", "HTTP/1.0 200 OK\r\n"], ["created", "HTTP/1.1 201 Created\r\n"], ["redirect", "HTTP/1.1 302 Found\r\nLocation: /x\r\n"],
			["server_error", "HTTP/1.1 500 No\r\n"], ["unknown_600", "HTTP/1.1 600 X\r\n"], ["unknown_999", "HTTP/1.1 999 X\r\n"], ["unknown_099", "HTTP/1.1 099 X\r\n"], ["unknown_000", "HTTP/1.1 000 X\r\n"], ["http12", "HTTP/1.2 200 OK\r\n"],
			["identity", "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n"], ["empty_coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n"], ["reason_utf8", "HTTP/1.1 200 ä€\r\n"]]:
		list.append({"name": "line_" + str(line[0]), "points": [14], "server": str(line[1]) + "Content-Length: 2\r\n\r\nok"})
	for code: String in ["01", "0b", "1b", "7f"]:
		list.append({"name": "control_%s_in_value" % code, "points": [14], "server": [["read_head"], ["send", H + "Set-Cookie: x=dmo"], ["send_hex", code], ["send", "OZPF; path=/\r\nContent-Length: 2\r\n\r\nok"]]})
		list.append({"name": "control_%s_in_reason" % code, "points": [14], "server": [["read_head"], ["send", "HTTP/1.1 200 O"], ["send_hex", code], ["send", "K\r\nContent-Length: 2\r\n\r\nok"]]})
	list.append({"name": "fields_mixed_bytes", "points": [14], "server": [["read_head"], ["send", H + "X: Zo"], ["send_hex", "c3ab20e9"], ["send", "\r\nContent-Length: 2\r\n\r\nok"]],
		"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["dict"], ["read_all"]],
		"ours": {"dict": {"X": "Zoë é", "Content-Length": "2"}, "body": "ok", "errors": 0}, "compat": "field-bytes"})
	list.append({"name": "fields_byte_order_mark", "points": [14], "server": H + "X: \uFEFFa\r\nContent-Length: 2\r\n\r\nok", "steps": [["connect"], ["until", 5], ["request"], ["answer"], ["dict"], ["read_all"]]})
	return list


static func _many(count: int) -> String:
	var text := ""
	for i: int in count:
		text += "X-%d: %d\r\n" % [i, i]
	return text
