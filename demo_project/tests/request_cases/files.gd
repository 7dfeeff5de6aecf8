# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## download_file, and the two properties of Godot 4.8.

const Codings := preload("res://tests/request_cases/codings.gd")
const H := "HTTP/1.1 200 OK\r\n"
const SMALL := H + "Content-Length: 5\r\n\r\nhello"
const TO := {"download_file": "$FILE"}
const FETCH: Array = [["request"], ["await"], ["file"]]
const OVER: Array = [["write_file", "old"], ["request"], ["await"], ["file"]]


static func with(settings: Dictionary) -> Dictionary:
	return TO.merged(settings)


static func cases() -> Array[Dictionary]:
	var part: String = "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 3-7/8\r\nContent-Length: 5\r\n\r\nhello"
	return [
		{"name": "new", "set": TO, "server": SMALL, "steps": FETCH},
		{"name": "over", "set": TO, "server": SMALL, "steps": OVER},
		{"name": "chunked", "set": TO, "server": H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "steps": FETCH},
		{"name": "large", "set": TO, "server": [["read_head"], ["send", H + "Content-Length: 1000000\r\n\r\n"], ["send_fill", 1000000]], "steps": FETCH},
		{"name": "decoded", "set": TO, "server": Codings.sending("gzip", Codings.gzip()), "steps": FETCH},
		{"name": "not_decoded", "set": with({"accept_gzip": false}), "server": Codings.sending("gzip", "any bytes".to_utf8_buffer()), "steps": FETCH},
		{"name": "page_404", "set": TO, "server": "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\npage", "steps": OVER},
		{"name": "empty", "set": TO, "server": H + "Content-Length: 0\r\n\r\n", "steps": FETCH},
		{"name": "empty_over", "set": TO, "server": H + "Content-Length: 0\r\n\r\n", "steps": OVER},
		{"name": "code_204", "set": TO, "server": "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n", "steps": OVER},
		{"name": "redirected", "set": TO, "server": [["read_head"], ["send", "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 4\r\nLocation: /2\r\n\r\npage"], ["close"], ["accept"], ["read_head"], ["send", SMALL]], "steps": FETCH},
		{"name": "no_folder", "set": {"download_file": "user://no/such/folder/file"}, "server": SMALL},
		{"name": "a_folder", "set": {"download_file": "user://"}, "server": SMALL},
		{"name": "no_folder_and_no_body", "set": {"download_file": "user://no/such/folder/file"}, "server": H + "Content-Length: 0\r\n\r\n"},
		{"name": "disk_full", "set": {"download_file": "/dev/full"}, "server": SMALL, "ours": {"result": 11, "code": 200, "body": "", "signals": 1}, "compat": "request-file"},
		{"name": "limit", "set": with({"body_size_limit": 4}), "server": SMALL, "steps": FETCH},
		{"name": "limit_over", "set": with({"body_size_limit": 4}), "server": H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "steps": OVER,
			"ours": {"result": 7, "file": "old"}, "compat": "request-file"},
		{"name": "until_close", "set": TO, "server": [["read_head"], ["send", H + "Connection: close\r\n\r\nhello"], ["close"]], "steps": FETCH},
		{"name": "cut_over", "set": TO, "server": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["close"]], "steps": OVER,
			"ours": {"result": 4, "file": "old"}, "compat": "request-file"},
		{"name": "cut", "set": TO, "server": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["close"]], "steps": FETCH,
			"ours": {"result": 4, "file": "none"}, "compat": "request-file"},
		{"name": "broken_over", "set": TO, "server": Codings.sending("gzip", Codings.gzip().slice(0, -3)), "steps": OVER, "ours": {"result": 8, "file": "old"}, "compat": "request-file"},
		{"name": "cancelled_over", "set": TO, "server": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["wait_close"]],
			"steps": [["write_file", "old"], ["request"], ["arrived", 5], ["file"], ["cancel"], ["quiet", 50], ["file"]], "ours": {"file": "old", "signals": 0}, "compat": "request-file"},
		{"name": "in_use", "set": TO, "server": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["wait_close"], ["accept"], ["read_head"], ["send", SMALL]],
			"steps": [["request"], ["arrived", 5], ["cancel"], ["request"], ["await"], ["file"]]},
		{"name": "keep_cut", "set": with({"keep_partial_download": true}), "server": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["close"]], "steps": OVER,
			"ours": {"result": 4, "file": "hello"}, "compat": "request-file"},
		{"name": "keep_whole", "set": with({"keep_partial_download": true}), "server": SMALL, "steps": OVER, "ours": {"result": 0, "file": "hello"}, "compat": "request-file"},
		{"name": "append_206", "set": with({"append_to_download_file": true}), "server": part, "steps": OVER + [["call", "is_appending_to_download_file"]],
			"ours": {"result": 0, "code": 206, "file": "oldhello", "call": false}, "compat": "request-append"},
		{"name": "append_206_of_another_place", "set": with({"append_to_download_file": true}), "server": part.replace("3-7/8", "4-8/9"), "steps": OVER,
			"ours": {"result": 11, "code": 206, "file": "old"}, "compat": "request-append"},
		{"name": "append_206_cut", "set": with({"append_to_download_file": true}), "server": [["read_head"], ["send", part.replace("hello", "hel")], ["close"]], "steps": OVER,
			"ours": {"result": 4, "file": "old"}, "compat": "request-append"},
		{"name": "append_206_cut_and_kept", "set": with({"append_to_download_file": true, "keep_partial_download": true}), "server": [["read_head"], ["send", part.replace("hello", "hel")], ["close"]], "steps": OVER,
			"ours": {"result": 4, "file": "oldhel"}, "compat": "request-append"},
		{"name": "append_200", "set": with({"append_to_download_file": true}), "server": SMALL, "steps": OVER, "ours": {"result": 0, "code": 200, "file": "hello"}, "compat": "request-append"},
		{"name": "append_200_cut", "set": with({"append_to_download_file": true, "keep_partial_download": true}), "server": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["close"]], "steps": OVER,
			"ours": {"result": 4, "file": "old"}, "compat": "request-append"},
		{"name": "append_404", "set": with({"append_to_download_file": true}), "server": "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\npage", "steps": OVER,
			"ours": {"result": 0, "code": 404, "body": "", "file": "old"}, "compat": "request-append"},
		{"name": "append_416", "set": with({"append_to_download_file": true}), "server": "HTTP/1.1 416 No\r\nContent-Range: bytes */3\r\nContent-Length: 4\r\n\r\npage", "steps": OVER,
			"ours": {"result": 0, "code": 416, "body": "", "file": "old"}, "compat": "request-append"},
		{"name": "append_to_nothing", "set": with({"append_to_download_file": true}), "server": part.replace("3-7/8", "0-4/5"), "steps": FETCH,
			"ours": {"result": 0, "code": 206, "file": "hello"}, "compat": "request-append"},
	]
