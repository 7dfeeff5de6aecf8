# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## What request() returns, and whether a signal follows.

const H := "HTTP/1.1 200 OK\r\n"
const SMALL := H + "Content-Length: 5\r\n\r\nhello"
const SILENT: Array = [["read_head"], ["wait_close"]]


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = [
		{"name": "ok", "server": SMALL},
		{"name": "outside_the_tree", "server": [], "steps": [["leave"], ["request"], ["quiet", 30]]},
		{"name": "busy", "server": SILENT, "steps": [["request"], ["server", 1], ["request"], ["frames", 3], ["cancel"], ["quiet", 30]]},
		{"name": "busy_at_once", "server": [["read_head"], ["send", SMALL]], "steps": [["request"], ["request"], ["await"], ["quiet", 20]]},
		{"name": "then_again", "server": [["read_head"], ["send", H + "Connection: close\r\nContent-Length: 1\r\n\r\na"], ["close"], ["accept"], ["read_head"], ["send", SMALL]],
			"steps": [["request"], ["await"], ["request", "/2"], ["await"]]},
		{"name": "raw_without_a_body", "server": SMALL, "steps": [["request", "/", [], 0, PackedByteArray()], ["await"]]},
		{"name": "host_of_two", "steps": [["request", "http://zz:$CLOSED_PORT/"], ["await"]], "server": [], "unthreaded": true,
			"ours": {"returned": 0, "signals": 1}, "compat": "request-refused-signal"},
		{"name": "refused_with_a_timeout", "server": [], "set": {"timeout": 0.05}, "steps": [["request", "nothing"], ["quiet", 150]],
			"ours": {"returned": 31, "signals": 0, "errors": 1}, "compat": "request-refused-signal"},
		{"name": "header_without_a_colon", "server": [["accept"], ["wait_close"]], "steps": [["request", "/", ["no colon"]], ["await"]]},
		{"name": "header_with_a_line_end", "server": [["accept"], ["wait_close"]], "steps": [["request", "/", ["A: b\r\nInjected: c"]], ["await"]],
			"ours": {"returned": 0, "result": 4, "code": 0, "wire": [], "errors": 1}, "compat": "request-bad-header"},
		{"name": "method_out_of_range", "server": [["accept"], ["wait_close"]], "steps": [["request", "/", [], 99], ["await"]]},
		{"name": "method_connect", "server": [["accept"], ["wait_close"]], "steps": [["request", "/", [], 7], ["await"]]},
		{"name": "query_without_a_path", "server": SMALL, "steps": [["request", "http://127.0.0.1:$PORT?a=b"], ["await"]],
			"ours": {"returned": 0, "result": 0, "code": 200, "body": "hello"}, "compat": "request-url"},
		{"name": "after_cancel", "server": [["read_head"], ["wait_close"], ["accept"], ["read_head"], ["send", SMALL]],
			"steps": [["request"], ["server", 1], ["cancel"], ["request", "/2"], ["await"]]},
	]
	for url: String in ["", "127.0.0.1", "ftp://127.0.0.1/", "http://", "://127.0.0.1/", "http:/127.0.0.1/", "http://127.0.0.1:99999/", "http://127.0.0.1:abc/", "http://[::1/"]:
		list.append({"name": "url_%s" % url.validate_filename().replace(" ", "_"), "server": [], "steps": [["request", url], ["quiet", 30]]})
	return list
