# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## TLS: which servers are taken, and what a refusal looks like.

const OK_BODY := "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
const TO_NAME: Array = [["connect", "localhost", "$PORT", "$TLS"]]
const REST: Array = [["until", 5], ["request"], ["answer"], ["head"], ["headers"], ["read_all"], ["state"]]
const REFUSED: Array = [["until", 9], ["polls", 3], ["state"], ["request"], ["read"]]


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = [
		{"name": "by_name", "points": [9, 17], "tls": {}, "server": OK_BODY, "steps": TO_NAME + REST},
		{"name": "by_ip", "points": [9, 17], "tls": {}, "server": OK_BODY},
		{"name": "version_12", "points": [9], "tls": {"max": "1.2"}, "server": OK_BODY, "steps": TO_NAME + REST},
		{"name": "no_tickets", "points": [9], "tls": {"no_tickets": true}, "server": OK_BODY, "steps": TO_NAME + REST},
		{"name": "unsafe_self_signed", "points": [4, 9], "tls": {"certificate": "self_signed"}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS_UNSAFE"]] + REST},
		{"name": "unsafe_expired", "points": [9], "tls": {"certificate": "expired"}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS_UNSAFE"]] + REST},
		{"name": "unsafe_wrong_name", "points": [9], "tls": {"certificate": "wrong_name"}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS_UNSAFE"]] + REST},
		{"name": "given_name", "points": [9], "tls": {"certificate": "named"}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS_NAME=named.example"]] + REST},
		{"name": "given_name_wrong", "points": [9], "tls": {"certificate": "named"}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS_NAME=other.example"]] + REFUSED},
		{"name": "wildcard", "points": [9], "tls": {"certificate": "wildcard"}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS_NAME=a.example"]] + REST},
		{"name": "large_body", "points": [17], "tls": {}, "server": [["read_head"], ["send", "HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n"], ["send_fill", 3000000]], "steps": TO_NAME + REST},
		{"name": "chunked", "points": [18], "tls": {}, "server": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "steps": TO_NAME + REST},
		{"name": "until_close", "points": [19], "tls": {}, "server": [["read_head"], ["send", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello"], ["close"]],
			"steps": TO_NAME + [["until", 5], ["request"], ["answer"], ["head"], ["read_all"], ["state"]]},
		{"name": "keep_alive", "points": [13], "tls": {}, "server": [["read_head"], ["send", OK_BODY], ["read_head"], ["read_body", 2], ["send", OK_BODY]],
			"steps": TO_NAME + REST + [["request", 2, "/2", [], "ab"], ["answer"], ["read_all"], ["state"]]},
		{"name": "idle_close", "points": [12], "tls": {}, "server": [["read_head"], ["send", OK_BODY], ["gate"], ["close"]], "steps": TO_NAME + REST + [["go"], ["until", 8], ["polls", 2]]},
		{"name": "idle_cut", "points": [12], "tls": {}, "server": [["read_head"], ["send", OK_BODY], ["gate"], ["cut"]], "steps": TO_NAME + REST + [["go"], ["until", 8], ["polls", 2]]},
		{"name": "large_request", "points": [11], "tls": {}, "server": [["read_head"], ["read_body", 500000], ["send", OK_BODY]],
			"steps": TO_NAME + [["until", 5], ["request", 2, "/", [], "x".repeat(500000)], ["answer"], ["head"], ["read_all"], ["state"]]},
		{"name": "nothing_shows_without_poll", "points": [6], "tls": {}, "server": [["read_head"]], "steps": [["connect", "localhost", "$PORT", "$TLS"], ["quiet", 40], ["until", 5], ["state"]]},
		{"name": "close_in_handshake", "points": [22], "server": [["accept"], ["read_body", 1], ["wait_close"]], "steps": [["connect", "127.0.0.1", "$PORT", "$TLS"], ["polls", 5], ["server", 2], ["close"], ["state"], ["poll"], ["closed"]]},
		{"name": "free_in_handshake", "points": [13], "server": [["accept"], ["read_body", 1], ["wait_close"]], "steps": [["connect", "127.0.0.1", "$PORT", "$TLS"], ["polls", 5], ["server", 2], ["free"], ["closed"]]},
		{"name": "plain_server", "points": [8], "server": [["accept"], ["send", "HTTP/1.1 400 Bad Request\r\n\r\n"]], "steps": [["connect", "127.0.0.1", "$PORT", "$TLS"]] + REFUSED},
		{"name": "server_ends", "points": [8], "server": [["accept"], ["read_body", 10], ["close"]], "steps": [["connect", "127.0.0.1", "$PORT", "$TLS"], ["until", [4, 9]]],
			"ours": {"status": 9}, "compat": ""},
		{"name": "no_name_for_ip", "points": [9], "tls": {}, "server": OK_BODY, "ours": {"tls_name": "", "body": "hello"}, "compat": "tls-name"},
		{"name": "name_when_unsafe", "points": [9], "tls": {}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS_UNSAFE"]] + REST, "ours": {"tls_name": "localhost", "body": "hello"}, "compat": "tls-name"},
		{"name": "name_sent", "points": [9], "tls": {}, "server": OK_BODY, "steps": TO_NAME + REST, "ours": {"tls_name": "localhost", "body": "hello"}, "compat": ""},
		{"name": "plain_client", "points": [8], "tls": {}, "server": [["read_head"]], "steps": [["connect", "127.0.0.1", "$PORT"], ["until", 5], ["request"], ["answer"], ["head"]]},
		{"name": "refused_then_plain", "points": [13], "tls": {"certificate": "expired"}, "server": [["read_head"]], "second": [["read_head"], ["send", OK_BODY]],
			"steps": TO_NAME + [["until", 9], ["connect", "127.0.0.1", "$PORT2"]] + REST},
	]
	for bad: String in ["expired", "wrong_name", "self_signed", "untrusted", "not_yet_valid"]:
		list.append({"name": "refused_" + bad, "points": [8], "tls": {"certificate": bad}, "server": OK_BODY, "steps": TO_NAME + REFUSED})
	list.append({"name": "refused_is_silent", "points": [27], "tls": {"certificate": "expired"}, "server": OK_BODY, "steps": TO_NAME + [["until", 9], ["polls", 2]],
		"ours": {"status": 9, "poll": 27, "errors": 0}, "compat": "tls-silent"})
	list.append({"name": "refused_system_roots", "points": [8], "tls": {}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS_SYSTEM"]] + REFUSED})
	list.append({"name": "refused_version_11", "points": [8], "tls": {"max": "1.1"}, "server": OK_BODY, "steps": TO_NAME + REFUSED})
	return list
