# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Bodies: with a length, chunked, until close, and answers without one.

const H := "HTTP/1.1 200 OK\r\n"
const CHUNKED := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
const ASK: Array = [["connect"], ["until", 5], ["request"], ["answer"]]


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = _length() + _until_close() + _none()
	for body: Array in [
			["one", "5\r\nhello\r\n0\r\n\r\n"], ["three", "1\r\na\r\n2\r\nbc\r\n3\r\ndef\r\n0\r\n\r\n"], ["empty", "0\r\n\r\n"], ["upper_hex", "A\r\n0123456789\r\n0\r\n\r\n"],
			["lower_hex", "a\r\n0123456789\r\n0\r\n\r\n"], ["crlf_in_data", "4\r\n\r\n\r\n\r\n0\r\n\r\n"], ["leading_zeros", "0005\r\nhello\r\n000\r\n\r\n"],
			["trailer", "2\r\nok\r\n0\r\nX: y\r\nZ: 1\r\n\r\n"], ["events", "e\r\ndata: {\"a\":1}\n\r\nf\r\ndata: [1]\n\ndata\r\n0\r\n\r\n"]]:
		list.append({"name": "chunked_" + str(body[0]), "points": [18], "server": CHUNKED + str(body[1])})
	return list + _chunked()


static func _length() -> Array[Dictionary]:
	return [
		{"name": "length_zero", "points": [16, 17], "server": H + "Content-Length: 0\r\n\r\n", "steps": ASK + [["head"], ["read"], ["head"], ["state"]]},
		{"name": "length_small_chunk_size", "points": [17], "server": [["read_head"], ["send", H + "Content-Length: 5000\r\n\r\n"], ["send_fill", 5000]],
			"steps": [["set", "read_chunk_size", 256]] + ASK + [["read_all"], ["state"]]},
		{"name": "length_exact_reads", "points": [17], "server": [["read_head"], ["send", H + "Content-Length: 600\r\n\r\n"], ["send_fill", 600]],
			"steps": [["set", "read_chunk_size", 256]] + ASK + [["server", 3], ["quiet", 30], ["piece"], ["piece"], ["state"], ["piece"], ["state"], ["read"]]},
		{"name": "length_large", "points": [17], "server": [["read_head"], ["send", H + "Content-Length: 5000000\r\n\r\n"], ["send_fill", 5000000]]},
		{"name": "length_large_with_poll", "points": [17], "server": [["read_head"], ["send", H + "Content-Length: 5000000\r\n\r\n"], ["send_fill", 5000000]],
			"steps": ASK + [["read_all", "poll"], ["state"], ["poll"]]},
		{"name": "length_huge_chunk_size", "points": [17, 23], "server": [["read_head"], ["send", H + "Content-Length: 300000\r\n\r\n"], ["send_fill", 300000]],
			"steps": [["set", "read_chunk_size", 16777216]] + ASK + [["read_all"], ["state"]]},
		{"name": "length_in_two_parts", "points": [17, 20], "server": [["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhel"], ["gate"], ["send", "lo"]],
			"steps": ASK + [["piece"], ["read"], ["state"], ["go"], ["read_all"], ["state"]]},
		{"name": "length_not_yet", "points": [20], "server": [["read_head"], ["send", H + "Content-Length: 5\r\n\r\n"], ["gate"], ["send", "hello"]],
			"steps": ASK + [["read"], ["read"], ["state"], ["go"], ["read_all"], ["state"]]},
		{"name": "length_then_close", "points": [12, 17], "server": [["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"], ["close"]],
			"steps": ASK + [["read_all"], ["until", 8], ["polls", 2], ["head"]]},
		{"name": "length_case", "points": [16], "server": H + "CONTENT-length:5\r\n\r\nhello"},
		{"name": "length_tab", "points": [16], "server": H + "Content-Length:\t5 \r\n\r\nhello"},
		{"name": "length_leading_zeros", "points": [16], "server": H + "Content-Length: 0005\r\n\r\nhello"},
		{"name": "length_reads_without_poll", "points": [7], "server": [["read_head"], ["send", H + "Content-Length: 5\r\n\r\n"], ["send_slow", "hello"]],
			"steps": ASK + [["read_all"], ["state"]]},
		{"name": "read_disconnected", "points": [20, 27], "server": [], "steps": [["read"], ["state"]]},
		{"name": "read_connected", "points": [20, 27], "server": [["read_head"]], "steps": [["connect"], ["until", 5], ["read"], ["state"]]},
		{"name": "read_connecting", "points": [20, 27], "server": [["read_head"]], "steps": [["connect"], ["read"], ["until", 5]]},
		{"name": "read_requesting", "points": [20, 27], "server": [["read_head"]], "steps": [["connect"], ["until", 5], ["request"], ["read"], ["state"]]},
		{"name": "read_after_body", "points": [20, 27], "server": H + "Content-Length: 2\r\n\r\nok", "steps": ASK + [["read_all"], ["read"], ["read"], ["state"]]},
		{"name": "chunk_size_between_reads", "points": [17, 23], "server": [["read_head"], ["send", H + "Content-Length: 1000\r\n\r\n"], ["send_fill", 1000]],
			"steps": ASK + [["server", 3], ["quiet", 30], ["set", "read_chunk_size", 300], ["piece"], ["set", "read_chunk_size", 700], ["piece"], ["state"]]},
	]


static func _chunked() -> Array[Dictionary]:
	return [
		{"name": "chunked_large_chunks", "points": [18], "server": [["read_head"], ["send", CHUNKED + "30d40\r\n"], ["send_fill", 200000], ["send", "\r\n5\r\nhello\r\n0\r\n\r\n"]]},
		{"name": "chunked_small_read_chunk_size", "points": [18], "server": [["read_head"], ["send", CHUNKED + "400\r\n"], ["send_fill", 1024], ["send", "\r\n0\r\n\r\n"]],
			"steps": [["set", "read_chunk_size", 256]] + ASK + [["read_all"], ["state"]]},
		{"name": "chunked_one_byte_chunks", "points": [18], "server": [["read_head"], ["send", CHUNKED], ["send_repeat", 300, "1\r\nx\r\n"], ["send", "0\r\n\r\n"]]},
		{"name": "chunked_slow", "points": [7, 18], "server": [["read_head"], ["send_slow", CHUNKED + "5\r\nhello\r\n6\r\n world\r\n0\r\nT: 1\r\n\r\n"]]},
		{"name": "chunked_half_chunk_gives_nothing", "points": [18, 20], "server": [["read_head"], ["send", CHUNKED + "5\r\nhel"], ["gate"], ["send", "lo"], ["gate"], ["send", "\r\n0\r\n\r\n"]],
			"steps": ASK + [["quiet", 20], ["read"], ["read"], ["head"], ["go"], ["server", 4], ["quiet", 20], ["read"], ["read"], ["go"], ["read_all"], ["state"]]},
		{"name": "chunked_exact_reads", "points": [18], "server": CHUNKED + "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n",
			"steps": ASK + [["server", 2], ["piece"], ["state"], ["piece"], ["state"], ["read_all"], ["state"], ["read"]]},
		{"name": "chunked_with_poll", "points": [18], "server": CHUNKED + "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "steps": ASK + [["read_all", "poll"], ["state"], ["poll"]]},
		{"name": "chunked_keep_alive", "points": [13, 18],
			"server": [["read_head"], ["send", CHUNKED + "2\r\nok\r\n0\r\nT: 1\r\n\r\n"], ["read_head"], ["send", H + "Content-Length: 3\r\n\r\nyes"], ["read_head"], ["send", CHUNKED + "0\r\n\r\n"]],
			"steps": ASK + [["read_all"], ["state"], ["request"], ["answer"], ["head"], ["read_all"], ["state"], ["request"], ["answer"], ["read_all"], ["state"]]},
		{"name": "chunked_end_later", "points": [18], "server": [["read_head"], ["send", CHUNKED + "2\r\nok\r\n"], ["gate"], ["send", "0\r\n"], ["gate"], ["send", "\r\n"]],
			"steps": ASK + [["piece"], ["read"], ["state"], ["go"], ["server", 4], ["quiet", 20], ["read"], ["read"], ["state"], ["go"], ["read_all"], ["state"]]},
		{"name": "chunked_close_after_end", "points": [12, 18], "server": [["read_head"], ["send", CHUNKED + "2\r\nok\r\n0\r\n\r\n"], ["close"]],
			"steps": ASK + [["read_all"], ["until", 8], ["head"]]},
		{"name": "chunked_length_of_list", "points": [16], "server": CHUNKED + "0\r\n\r\n", "steps": ASK + [["head"], ["read_all"], ["head"]]},
		{"name": "chunked_16_mib", "points": [18], "server": [["read_head"], ["send", CHUNKED + "1000000\r\n"], ["send_fill", 16777216], ["send", "\r\n0\r\n\r\n"]], "limit": 10000},
	]


static func _until_close() -> Array[Dictionary]:
	return [
		{"name": "close_all_at_once", "points": [16, 19], "server": [["read_head"], ["send", H + "Connection: close\r\n\r\nhello"], ["close"]],
			"steps": ASK + [["head"], ["server", 3], ["quiet", 20], ["read_all"], ["state"], ["headers"], ["poll"]]},
		{"name": "close_slowly", "points": [7, 19], "server": [["read_head"], ["send", H + "Connection: close\r\n\r\n"], ["send_slow", "hello"], ["close"]],
			"steps": ASK + [["head"], ["read_all"], ["state"], ["headers"], ["poll"]]},
		{"name": "close_large", "points": [19], "server": [["read_head"], ["send", H + "Connection: close\r\n\r\n"], ["send_fill", 3000000], ["close"]],
			"steps": ASK + [["headers"], ["read_all"], ["state"]]},
		{"name": "close_empty", "points": [19], "server": [["read_head"], ["send", H + "Connection: close\r\n\r\n"], ["close"]], "steps": ASK + [["head"], ["read_all"], ["state"]]},
		{"name": "close_not_yet", "points": [19, 20], "server": [["read_head"], ["send", H + "Connection: close\r\n\r\nhel"], ["gate"], ["send", "lo"], ["close"]],
			"steps": ASK + [["piece"], ["read"], ["state"], ["go"], ["read_all"], ["state"]]},
		{"name": "close_then_reconnect", "points": [13, 19], "server": [["read_head"], ["send", H + "Connection: close\r\n\r\nhello"], ["close"], ["accept"], ["read_head"], ["send", H + "Content-Length: 2\r\n\r\nok"]],
			"steps": ASK + [["read_all"], ["state"], ["connect"], ["until", 5], ["request"], ["answer"], ["read_all"], ["state"]]},
		{"name": "close_upper_case", "points": [19], "server": [["read_head"], ["send", H + "CONNECTION: CLOSE\r\n\r\nhello"], ["close"]], "steps": ASK + [["read_all"], ["state"]]},
		{"name": "close_http10", "points": [19], "server": [["read_head"], ["send", "HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nhello"], ["close"]], "steps": ASK + [["read_all"], ["state"]]},
	]


static func _none() -> Array[Dictionary]:
	return [
		{"name": "no_content", "points": [16, 21], "server": "HTTP/1.1 204 No Content\r\nA: 1\r\n\r\n", "steps": ASK + [["head"], ["headers"], ["state"], ["read"], ["poll"]]},
		{"name": "not_modified", "points": [16, 21], "server": "HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", "steps": ASK + [["head"], ["headers"], ["state"]]},
		{"name": "no_content_series", "points": [13, 21], "server": [["read_head"], ["send", "HTTP/1.1 204 No\r\n\r\n"], ["read_head"], ["send", H + "Content-Length: 2\r\n\r\nok"]],
			"steps": ASK + [["state"], ["request"], ["answer"], ["read_all"], ["state"]]},
		{"name": "head_with_length", "points": [16, 21], "server": H + "Content-Length: 500\r\n\r\n",
			"steps": [["connect"], ["until", 5], ["request", 1], ["answer"], ["head"], ["headers"], ["read"], ["head"], ["state"]]},
		{"name": "head_without_length", "points": [16, 21], "server": H + "A: 1\r\n\r\n", "steps": [["connect"], ["until", 5], ["request", 1], ["answer"], ["head"], ["read_all"], ["state"]]},
		{"name": "head_then_get", "points": [13, 21], "server": [["read_head"], ["send", H + "Content-Length: 500\r\n\r\n"], ["read_head"], ["send", H + "Content-Length: 2\r\n\r\nok"]],
			"steps": [["connect"], ["until", 5], ["request", 1], ["answer"], ["read_all"], ["request"], ["answer"], ["head"], ["read_all"], ["state"]]},
		{"name": "head_waits_in_body", "points": [21], "server": H + "Content-Length: 5\r\n\r\n", "steps": [["connect"], ["until", 5], ["request", 1], ["answer"], ["polls", 3], ["head"], ["read"], ["polls", 2]]},
		{"name": "head_close", "points": [21], "server": H + "Connection: close\r\n\r\n", "steps": [["connect"], ["until", 5], ["request", 1], ["answer"], ["head"], ["read_all"], ["head"]]},
	]
