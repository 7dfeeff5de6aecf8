# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Results, codes, headers, bodies and sizes, whatever the server does.

const H := "HTTP/1.1 200 OK\r\n"
const SMALL := H + "Content-Length: 5\r\n\r\nhello"
const CUT := {"result": 4, "code": 0, "headers": [], "body": "", "signals": 1}


## Returns the steps of a server that sends [param text] and closes.
static func closing(text: String) -> Array:
	return [["read_head"], ["send", text], ["close"]]


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = [
		{"name": "length", "server": SMALL},
		{"name": "length_zero", "server": H + "Content-Length: 0\r\n\r\n"},
		{"name": "chunked", "server": H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"},
		{"name": "chunked_empty", "server": H + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
		{"name": "chunked_with_a_trailer", "server": H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n"},
		{"name": "chunked_and_the_same_length", "server": H + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
			"ours": {"result": 0, "code": 200, "body": "hello", "size": -1, "downloaded": 5}, "compat": "request-chunked-length"},
		{"name": "chunked_and_another_length", "server": H + "Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
			"ours": {"result": 1, "code": 200, "body": "", "size": -1, "downloaded": 5}, "compat": "request-chunked-length"},
		{"name": "until_close", "server": closing(H + "Connection: close\r\n\r\nhello"), "ours": {"result": 0, "code": 200, "body": "hello", "size": -1, "downloaded": 5}, "compat": "request-until-close"},
		{"name": "until_close_late", "server": [["read_head"], ["send", H + "Connection: close\r\n\r\nhello"], ["gate"], ["close"]],
			"steps": [["request"], ["arrived", 5], ["frames", 5], ["go"], ["await"]], "ours": {"result": 0, "code": 200, "body": "hello", "size": -1}, "compat": "request-until-close"},
		{"name": "until_close_without_the_word", "server": closing(H + "A: b\r\n\r\nhello"), "ours": {"result": 0, "code": 200, "body": "hello"}, "compat": "request-until-close"},
		{"name": "http_1_0", "server": closing("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello")},
		{"name": "no_fields", "server": "HTTP/1.1 200 OK\r\n\r\n", "steps": [["request", "/", [], 1], ["await"]]},
		{"name": "header_lines", "server": H + "A:b\r\nX-Blank:   c  \r\nEmpty:\r\nA: again\r\nContent-Length: 0\r\n\r\n"},
		{"name": "header_letters", "server": H + "X: Zoë\r\nContent-Length: 0\r\n\r\n"},
		{"name": "code_only", "server": "HTTP/1.1 404\r\nContent-Length: 5\r\n\r\nhello"},
		{"name": "closed_before_the_head", "server": [["read_head"], ["close"]], "ours": CUT, "compat": "request-cut"},
		{"name": "closed_at_once", "server": [["accept"], ["close"]], "ours": CUT, "compat": "request-cut"},
		{"name": "reset_before_the_head", "server": [["read_head"], ["reset"]], "ours": CUT, "compat": "request-cut"},
		{"name": "half_a_head", "server": closing(H + "Content-Le"), "ours": CUT, "compat": "request-cut"},
		{"name": "no_http", "server": closing("SSH-2.0-OpenSSH\r\n\r\n"), "ours": CUT, "compat": "request-cut"},
		{"name": "body_cut", "server": closing(H + "Content-Length: 10\r\n\r\nhello"), "ours": CUT, "compat": "request-cut"},
		{"name": "body_cut_later", "server": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["gate"], ["close"]],
			"steps": [["request"], ["arrived", 5], ["frames", 3], ["go"], ["await"]], "ours": CUT, "compat": "request-cut"},
		{"name": "body_reset", "server": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["gate"], ["reset"]],
			"steps": [["request"], ["arrived", 5], ["frames", 3], ["go"], ["await"]], "ours": CUT, "compat": "request-cut"},
		{"name": "chunked_cut", "server": closing(H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), "ours": CUT, "compat": "request-cut"},
		{"name": "chunk_cut", "server": closing(H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhel"), "ours": CUT, "compat": "request-cut"},
		{"name": "chunk_that_is_none", "server": closing(H + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n"), "ours": CUT, "compat": "request-cut"},
		{"name": "cannot_connect", "server": [], "steps": [["request", "http://127.0.0.1:$CLOSED_PORT/"], ["await"]]},
		{"name": "cannot_resolve", "server": [], "steps": [["request", "http://nowhere.invalid/"], ["await"]]},
		{"name": "limit_announced", "set": {"body_size_limit": 4}, "server": SMALL},
		{"name": "limit_met", "set": {"body_size_limit": 5}, "server": SMALL},
		{"name": "limit_of_a_chunked_body", "set": {"body_size_limit": 4}, "server": H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"},
		{"name": "limit_zero", "set": {"body_size_limit": 0}, "server": SMALL},
		{"name": "limit_zero_and_no_body", "set": {"body_size_limit": 0}, "server": H + "Content-Length: 0\r\n\r\n"},
		{"name": "interim", "server": "HTTP/1.1 100 Continue\r\n\r\n" + SMALL, "ours": {"result": 0, "code": 200, "body": "hello"}, "compat": "interim"},
		{"name": "body_of_3_mb", "server": [["read_head"], ["send", H + "Content-Length: 3000000\r\n\r\n"], ["send_fill", 3000000]]},
		{"name": "slow", "server": [["read_head"], ["send_slow", SMALL]]},
		{"name": "bytes_behind_the_end", "server": SMALL + "more"},
		{"name": "small_chunk_size", "set": {"download_chunk_size": 256}, "server": [["read_head"], ["send", H + "Content-Length: 5000\r\n\r\n"], ["send_fill", 5000]]},
		{"name": "one_after_the_other", "server": [["read_head"], ["send", H + "Connection: close\r\nContent-Length: 5\r\n\r\nhello"], ["close"], ["accept"], ["read_head"], ["send", H + "Content-Length: 0\r\n\r\n"]],
			"steps": [["request"], ["await"], ["request"], ["call", "get_body_size"], ["call", "get_downloaded_bytes"], ["await"]]},
		{"name": "head_with_a_length", "server": H + "Content-Length: 5\r\n\r\n", "steps": [["request", "/", [], 1], ["await"]]},
		{"name": "head_chunked", "server": H + "Transfer-Encoding: chunked\r\n\r\n", "steps": [["request", "/", [], 1], ["await"]],
			"ours": {"result": 0, "code": 200, "body": "", "size": -1}, "compat": "head-chunked"},
	]
	for code: int in [201, 202, 203, 206, 300, 304, 305, 400, 401, 403, 404, 410, 429, 500, 502, 503, 599]:
		var answer: String = "HTTP/1.1 %d Word\r\nContent-Length: 4\r\nX: y\r\n\r\npage" % code
		if code == 304:
			answer = "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n"
		list.append({"name": "code_%d" % code, "server": answer})
	list.append({"name": "code_204", "server": "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n"})
	list.append({"name": "code_205", "server": "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n"})
	list.append({"name": "code_204_with_a_length", "server": "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
		"ours": {"result": 0, "code": 204, "body": "", "size": -1}, "compat": "bodiless"})
	return list
