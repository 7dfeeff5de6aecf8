# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Redirects: codes, methods, targets, limits, and who gets which lines.

const H := "HTTP/1.1 200 OK\r\n"
const SMALL := H + "Content-Length: 5\r\n\r\nhello"
const METHODS: PackedStringArray = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH"]


## Returns the head of an answer that leads on.
static func to(location: String, code: int = 302) -> String:
	return "HTTP/1.1 %d Word\r\nConnection: close\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n" % [code, location]


## Returns the steps of a server that leads to [param location] of its own, and answers there.
static func leading(location: String, code: int = 302, body: int = 0, body_then: int = 0, answer: String = SMALL) -> Array:
	var steps: Array = [["read_head"]]
	if body:
		steps.append(["read_body", body])
	steps.append_array([["send", to(location, code)], ["close"], ["accept"], ["read_head"]])
	if body_then:
		steps.append(["read_body", body_then])
	steps.append(["send", answer])
	return steps


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = [
		{"name": "absolute", "server": [["read_head"], ["send", "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: /there\r\n\r\n"], ["close"], ["accept"], ["read_head"], ["send", SMALL]]},
		{"name": "to_another_server", "second": SMALL, "server": [["read_head"], ["send", to("http://127.0.0.1:$PORT2/there")], ["close"]]},
		{"name": "no_location", "server": "HTTP/1.1 302 Found\r\nContent-Length: 4\r\n\r\npage"},
		{"name": "empty_location", "server": "HTTP/1.1 302 Found\r\nLocation:\r\nContent-Length: 4\r\n\r\npage"},
		{"name": "without_a_blank", "server": [["read_head"], ["send", "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation:/there\r\n\r\n"], ["close"], ["accept"], ["read_head"], ["send", SMALL]],
			"ours": {"result": 0, "code": 200, "body": "hello"}, "compat": "request-location"},
		{"name": "in_lower_case", "server": [["read_head"], ["send", "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nlocation: /there\r\n\r\n"], ["close"], ["accept"], ["read_head"], ["send", SMALL]]},
		{"name": "with_a_body", "server": [["read_head"], ["send", "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 4\r\nLocation: /there\r\n\r\npage"], ["close"], ["accept"], ["read_head"], ["send", SMALL]]},
		{"name": "limit_zero", "set": {"max_redirects": 0}, "server": [["read_head"], ["send", to("/there")]]},
		{"name": "limit_one", "set": {"max_redirects": 1}, "server": leading("/2", 302, 0, 0, to("/3"))},
		{"name": "limit_met", "set": {"max_redirects": 1}, "server": leading("/2")},
		{"name": "limit_none", "set": {"max_redirects": -1}, "server": leading("/2")},
		{"name": "limit_zero_without_a_location", "set": {"max_redirects": 0}, "server": "HTTP/1.1 302 Found\r\nContent-Length: 4\r\n\r\npage",
			"ours": {"result": 0, "code": 302, "body": "page"}, "compat": "request-location"},
		{"name": "to_a_closed_port", "server": [["read_head"], ["send", to("http://127.0.0.1:$CLOSED_PORT/")], ["close"]]},
		{"name": "other_scheme", "server": [["read_head"], ["send", to("ftp://127.0.0.1/x")], ["close"]], "ours": {"result": 0, "code": 302, "body": ""}, "compat": "request-redirect-refused"},
		{"name": "file_scheme", "server": [["read_head"], ["send", to("file:///etc/passwd")], ["close"]], "ours": {"result": 0, "code": 302, "body": ""}, "compat": "request-redirect-refused"},
		{"name": "refused_with_a_page", "server": [["read_head"], ["send", "HTTP/1.1 302 Found\r\nLocation: javascript:x\r\nContent-Length: 4\r\n\r\npage"]],
			"ours": {"result": 0, "code": 302, "body": "page", "size": 4}, "compat": "request-redirect-refused"},
		{"name": "https_to_http", "tls": {}, "second": SMALL, "server": [["read_head"], ["send", to("http://127.0.0.1:$PORT2/")], ["close"]],
			"ours": {"result": 0, "code": 302, "body": "", "wire_second": []}, "compat": "request-redirect-refused"},
		{"name": "credentials_stay", "second": SMALL, "server": [["read_head"], ["send", to("http://127.0.0.1:$PORT2/there")], ["close"]],
			"steps": [["request", "/", ["Authorization: Bearer abc", "Cookie: a=b", "Host: mine.example", "X: y", "Authorization : again"]], ["await"]],
			"ours": {"result": 0, "body": "hello", "wire_second": ["GET /there HTTP/1.1\\r\\nX: y\\r\\nAccept-Encoding: gzip, deflate\\r\\nHost: 127.0.0.1:{PORT2}\\r\\nUser-Agent: $UA\\r\\nAccept: */*\\r\\n\\r\\n"]},
			"compat": "request-redirect-secrets"},
		{"name": "credentials_within", "server": leading("/2"), "steps": [["request", "/", ["Authorization: Bearer abc", "Cookie: a=b", "X: y"]], ["await"]]},
		{"name": "gzip_page_on_the_way", "server": [["read_head"], ["send", "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\nLocation: /there\r\n\r\njunk"], ["close"], ["accept"], ["read_head"], ["send", SMALL]]},
		{"name": "sizes_of_the_last", "server": [["read_head"], ["send", "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 10\r\nLocation: /there\r\n\r\n0123456789"], ["close"], ["accept"], ["read_head"], ["send", SMALL]]},
	]
	# One that is relative, as RFC 3986 Section 5 has it; the engine sends each as it is, at the same host.
	list.append({"name": "without_a_scheme", "second": SMALL, "server": [["read_head"], ["send", to("//127.0.0.1:$PORT2/x")], ["close"]],
		"ours": {"result": 0, "code": 200, "body": "hello"}, "compat": "request-location"})
	var targets: Dictionary[String, String] = {"x": "/a/x", "?q": "/a/b?q", "../x": "/x", "./x": "/a/x", "/x#f": "/x"}
	for location: String in targets:
		list.append({"name": "relative_" + location.validate_filename(), "server": leading(location), "steps": [["request", "/a/b"], ["await"], ["call", "get_class"]],
			"ours": {"result": 0, "code": 200, "body": "hello", "target": targets[location]}, "compat": "request-location"})
	for code: int in [301, 302, 303, 307, 308]:
		for method: int in [0, 1, 2, 3, 4, 5, 8]:
			var keeps: bool = code >= 307 or (code != 303 and method != 2) or (code == 303 and method <= 1)
			var body: int = 2 if method in [2, 3, 8] else 0
			var then: int = body if keeps else 0
			var answer: String = SMALL if method != 1 else H + "Content-Length: 5\r\n\r\n"
			var request: Array = ["request", "/", ["Content-Type: a/b"], method] + (["ab"] if body else [])
			var case: Dictionary = {"name": "code_%d_%s" % [code, METHODS[method].to_lower()], "steps": [request, ["await"]],
				"server": leading("/2", code, body, then, answer)}
			# The engine follows 301 and 302 alone, and makes a GET of what is not safe.
			if code > 302 or method in [2, 3, 4, 8]:
				case["ours"] = {"result": 0, "code": 200, "body": "" if method == 1 else "hello", "then": METHODS[method] if keeps else "GET"}
				case["compat"] = "request-redirect-codes"
			list.append(case)
	return list
