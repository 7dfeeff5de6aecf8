# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## What goes over the wire: lines and their order, methods, targets, bodies.

const H := "HTTP/1.1 200 OK\r\n"
const SMALL := H + "Content-Length: 5\r\n\r\nhello"


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = [
		{"name": "without_gzip", "set": {"accept_gzip": false}, "server": SMALL},
		{"name": "custom_headers", "steps": [["request", "/", ["X-One: 1", "x-two:2", "X-One: again"]], ["await"]], "server": SMALL},
		{"name": "custom_of_ours", "steps": [["request", "/", ["Host: other.example", "User-Agent: mine", "Accept: text/plain"]], ["await"]], "server": SMALL},
		{"name": "custom_encoding", "steps": [["request", "/", ["accept-encoding: identity"]], ["await"]], "server": SMALL},
		{"name": "custom_length", "steps": [["request", "/", ["Content-Length: 2"], 2, "ab"], ["await"]], "server": [["read_head"], ["read_body", 2], ["send", SMALL]]},
		{"name": "custom_without_a_value", "steps": [["request", "/", ["X-Empty:", "X-Blank: "]], ["await"]], "server": SMALL},
		{"name": "custom_with_blanks", "steps": [["request", "/", ["X-Before : 1", " X-First: 2"]], ["await"]], "server": SMALL},
		{"name": "custom_with_letters", "steps": [["request", "/", ["X-Name: Zoë"]], ["await"]], "server": SMALL},
		{"name": "authorization", "steps": [["request", "/", ["Authorization: Bearer abc", "Cookie: a=b"]], ["await"]], "server": SMALL},
		{"name": "fragment", "steps": [["request", "/a?b=c#d"], ["await"]], "server": SMALL},
		{"name": "user", "steps": [["request", "http://user:secret@127.0.0.1:$PORT/a"], ["await"]], "server": SMALL},
		{"name": "space", "steps": [["request", "/a b?c d"], ["await"]], "server": SMALL},
		{"name": "letters", "steps": [["request", "/Zoë?ä"], ["await"]], "server": SMALL},
		{"name": "encoded", "steps": [["request", "/%41%2f%zz?%20"], ["await"]], "server": SMALL},
		{"name": "odd_letters", "steps": [["request", "/a|b\\c{d}^`\"<>[]"], ["await"]], "server": SMALL},
		{"name": "dots", "steps": [["request", "/a/../b/./c"], ["await"]], "server": SMALL},
		{"name": "no_path", "steps": [["request", "http://127.0.0.1:$PORT"], ["await"]], "server": SMALL},
		{"name": "scheme_in_upper_case", "steps": [["request", "HTTP://127.0.0.1:$PORT/"], ["await"]], "server": SMALL},
		{"name": "host_in_upper_case", "steps": [["request", "http://LOCALHOST:$PORT/"], ["await"]], "server": SMALL},
		{"name": "body_get", "steps": [["request", "/", [], 0, "abc"], ["await"]], "server": [["read_head"], ["read_body", 3], ["send", SMALL]]},
		{"name": "body_letters", "steps": [["request", "/", [], 2, "Zoë"], ["await"]], "server": [["read_head"], ["read_body", 4], ["send", SMALL]]},
		{"name": "body_raw", "steps": [["request", "/", ["Content-Type: x/y"], 2, PackedByteArray([0, 255, 13, 10, 0])], ["await"]], "server": [["read_head"], ["read_body", 5], ["send", SMALL]]},
		{"name": "body_large", "steps": [["request", "/", [], 3, "x".repeat(300000)], ["await"]], "server": [["read_head"], ["read_body", 300000], ["send", SMALL]]},
		{"name": "body_chunked_by_hand", "steps": [["request", "/", ["Transfer-Encoding: chunked"], 2, "3\r\nabc\r\n0\r\n\r\n"], ["await"]],
			"server": [["read_head"], ["read_until", "0\r\n\r\n"], ["send", SMALL]],
			"ours": {"result": 0, "body": "hello", "wire": ["POST / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\nAccept-Encoding: gzip, deflate\\r\\nHost: 127.0.0.1:{PORT}\\r\\nUser-Agent: $UA\\r\\nAccept: */*\\r\\n\\r\\n3\\r\\nabc\\r\\n0\\r\\n\\r\\n"]},
			"compat": "own-coding"},
		{"name": "length_that_lies", "steps": [["request", "/", ["Content-Length: 5"], 2, "ab"], ["await"]], "server": [["accept"], ["wait_close"]],
			"ours": {"result": 4, "code": 0, "wire": [], "errors": 1}, "compat": "request-bad-header"},
	]
	for method: int in [0, 1, 2, 3, 4, 5, 6, 8]:
		var name: String = ["get", "head", "post", "put", "delete", "options", "trace", "connect", "patch"][method]
		var answer: String = SMALL if method != 1 else H + "Content-Length: 5\r\n\r\n"
		list.append({"name": "method_" + name, "server": answer, "steps": [["request", "/x", [], method], ["await"]]})
		list.append({"name": "method_%s_with_a_body" % name, "server": [["read_head"], ["read_body", 2], ["send", answer]], "steps": [["request", "/x", [], method, "ab"], ["await"]]})
	return list
