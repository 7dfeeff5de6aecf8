# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## One object through several connections, and how connections end.

const H := "HTTP/1.1 200 OK\r\n"
const ASK: Array = [["connect"], ["until", 5], ["request"], ["answer"]]


static func cases() -> Array[Dictionary]:
	return [
		{"name": "idle_close", "points": [8, 12], "server": [["accept"], ["gate"], ["close"]],
			"steps": [["connect"], ["until", 5], ["polls", 3], ["go"], ["until", 8], ["polls", 3], ["state"], ["close"], ["state"], ["poll"]]},
		{"name": "idle_half_close", "points": [12], "server": [["accept"], ["gate"], ["half_close"]], "steps": [["connect"], ["until", 5], ["go"], ["until", 8], ["state"]]},
		{"name": "idle_reset", "points": [12], "server": [["accept"], ["gate"], ["reset"]], "steps": [["connect"], ["until", 5], ["go"], ["until", 8], ["state"]]},
		{"name": "idle_close_after_answer", "points": [12], "server": [["read_head"], ["send", H + "Content-Length: 2\r\n\r\nok"], ["gate"], ["close"]],
			"steps": ASK + [["read_all"], ["polls", 3], ["go"], ["until", 8], ["state"], ["headers"]]},
		{"name": "close_before_answer", "points": [8, 12], "server": [["read_head"], ["close"]], "steps": ASK + [["state"], ["polls", 2], ["headers"]]},
		{"name": "reset_before_answer", "points": [8, 12], "server": [["read_head"], ["reset"]], "steps": ASK + [["state"], ["polls", 2]]},
		{"name": "close_in_head", "points": [8, 12], "server": [["read_head"], ["send", H + "A: 1\r\n"], ["close"]], "steps": ASK + [["state"], ["headers"]]},
		{"name": "request_on_closed", "points": [10, 12], "server": [["accept"], ["gate"], ["close"]], "steps": [["connect"], ["until", 5], ["go"], ["server", 3], ["quiet", 20], ["request"], ["answer"], ["state"]]},
		{"name": "request_in_connection_error", "points": [10, 12, 27], "server": [["accept"], ["gate"], ["close"]], "steps": [["connect"], ["until", 5], ["go"], ["until", 8], ["request"], ["read"], ["state"]]},
		{"name": "reconnect_after_error", "points": [12, 13], "server": [["accept"], ["gate"], ["close"], ["accept"], ["read_head"], ["send", H + "Content-Length: 2\r\n\r\nok"]],
			"steps": [["connect"], ["until", 5], ["go"], ["until", 8], ["connect"], ["state"], ["until", 5], ["request"], ["answer"], ["head"], ["read_all"], ["state"]]},
		{"name": "reconnect_after_close", "points": [13, 22], "server": [["read_head"], ["send", H + "Content-Length: 2\r\n\r\nok"], ["accept"], ["read_head"], ["send", H + "Content-Length: 3\r\n\r\nyes"]],
			"steps": ASK + [["read_all"], ["close"], ["state"], ["connect"], ["until", 5], ["request"], ["answer"], ["head"], ["read_all"], ["state"]]},
		{"name": "close_new", "points": [22], "server": [], "steps": [["close"], ["state"], ["close"], ["state"]]},
		{"name": "close_resolving", "points": [22], "server": [], "steps": [["connect", "localhost", "$CLOSED_PORT"], ["close"], ["state"], ["polls", 5], ["state"]]},
		{"name": "close_connecting", "points": [22], "server": [], "steps": [["connect"], ["close"], ["state"], ["polls", 5], ["state"]]},
		{"name": "close_connected", "points": [22], "server": [["accept"], ["wait_close"]], "steps": [["connect"], ["until", 5], ["server", 1], ["close"], ["state"], ["closed"]]},
		{"name": "close_requesting", "points": [22], "server": [["read_head"], ["wait_close"]], "steps": [["connect"], ["until", 5], ["request"], ["poll"], ["server", 1], ["close"], ["state"], ["closed"], ["poll"]]},
		{"name": "close_body", "points": [22], "server": H + "Content-Length: 500\r\n\r\nhel", "steps": ASK + [["piece"], ["close"], ["state"], ["headers"], ["read"], ["closed"]]},
		{"name": "close_chunked", "points": [22, 16], "server": H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhel", "steps": ASK + [["close"], ["state"], ["closed"]]},
		{"name": "close_until_close", "points": [22], "server": H + "Connection: close\r\n\r\nhel", "steps": ASK + [["close"], ["state"], ["closed"]]},
		{"name": "close_refused", "points": [22], "server": [], "steps": [["connect", "127.0.0.1", "$CLOSED_PORT"], ["until", 4], ["close"], ["state"], ["poll"]]},
		{"name": "chunked_flag_after_close", "points": [16, 22], "server": [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"], ["accept"], ["read_head"], ["send", H + "Content-Length: 0\r\n\r\n"]],
			"steps": ASK + [["read_all"], ["close"], ["state"], ["connect"], ["state"], ["until", 5], ["state"], ["request"], ["state"], ["answer"], ["state"]]},
		{"name": "free_new", "points": [13], "server": [], "steps": [["free"]]},
		{"name": "free_resolving", "points": [13], "server": [], "steps": [["connect", "localhost", "$CLOSED_PORT"], ["free"]]},
		{"name": "free_connected", "points": [13], "server": [["accept"], ["wait_close"]], "steps": [["connect"], ["until", 5], ["server", 1], ["free"], ["closed"]]},
		{"name": "free_requesting", "points": [13], "server": [["read_head"], ["wait_close"]], "steps": [["connect"], ["until", 5], ["request"], ["poll"], ["server", 1], ["free"], ["closed"]]},
		{"name": "free_body", "points": [13], "server": [["read_head"], ["send", H + "Content-Length: 9\r\n\r\nhel"], ["wait_close"]], "steps": ASK + [["free"], ["closed"]]},
		{"name": "twenty_requests", "points": [13],
			"server": _series(20), "steps": [["connect"], ["until", 5]] + _asks(20) + [["state"]]},
		{"name": "poll_states", "points": [8], "server": H + "Content-Length: 2\r\n\r\nok",
			"steps": [["poll"], ["connect"], ["until", 5], ["poll"], ["request"], ["answer"], ["poll"], ["poll"], ["read_all"], ["poll"], ["close"], ["poll"], ["poll"]]},
		{"name": "long_poll_loop_in_body", "points": [7], "server": [["read_head"], ["send", H + "Content-Length: 5\r\n\r\n"], ["gate"], ["send", "hello"]],
			"steps": ASK + [["polls", 10], ["state"], ["go"], ["read_all", "poll"], ["state"]]},
	]


static func _series(count: int) -> Array:
	var steps: Array = []
	for i: int in count:
		steps += [["read_head"], ["send", H + "X-N: %d\r\nContent-Length: 2\r\n\r\n%02d" % [i, i]]]
	return steps


static func _asks(count: int) -> Array:
	var steps: Array = []
	for i: int in count:
		steps += [["request", 0, "/%d" % i], ["answer"], ["headers"], ["read_all"]]
	return steps
