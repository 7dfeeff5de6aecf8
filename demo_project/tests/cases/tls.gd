# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## TLS: which servers are taken, and what a refusal looks like.

const EngineTraits := preload("res://tests/engine_traits.gd")
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
		{"name": "given_name", "points": [9], "tls": {"certificate": "named"}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS=client(ca, named.example)"]] + REST},
		{"name": "given_name_wrong", "points": [9], "tls": {"certificate": "named"}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS=client(ca, other.example)"]] + REFUSED},
		{"name": "wildcard", "points": [9], "tls": {"certificate": "wildcard"}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS=client(ca, a.example)"]] + REST},
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
			"ours": {"status": 9}, "compat": "tls-hang-up"},
		{"name": "no_name_for_ip", "points": [9], "tls": {}, "server": OK_BODY, "ours": {"tls_name": "", "body": "hello"}, "compat": "tls-name"},
		{"name": "name_when_unsafe", "points": [9], "tls": {}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS_UNSAFE"]] + REST, "ours": {"tls_name": "localhost", "body": "hello"}, "compat": "tls-name"},
		{"name": "name_sent", "points": [9], "tls": {}, "server": OK_BODY, "steps": TO_NAME + REST, "ours": {"tls_name": "localhost", "body": "hello"}, "compat": ""},
		{"name": "plain_client", "points": [8], "tls": {}, "server": [["read_head"]], "steps": [["connect", "127.0.0.1", "$PORT"], ["until", 5], ["request"], ["answer"], ["head"]]},
		{"name": "refused_then_plain", "points": [13], "tls": {"certificate": "expired"}, "server": [["read_head"]], "second": [["read_head"], ["send", OK_BODY]],
			"steps": TO_NAME + [["until", 9], ["connect", "127.0.0.1", "$PORT2"]] + REST},
	]
	list.append({"name": "chain_by_hand", "points": [9], "tls": {}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS=client(bundle_by_hand)"], ["until", 9]],
		"ours": {"status": 9}, "compat": "tls-chain-by-hand"})
	# What certificates are held against: [what stands in the certificate, the common name that is given].
	for pair: Array in [["named", "NAMED.Example"], ["named", ".named.example"], ["named", "a.named.example"],
			["wildcard", "a.b.example"], ["wildcard", "example"], ["wildcard", "*.example"], ["wildcard", "a-.example"], ["wildcard", "a_b.example"], ["wildcard", "a--b.example"], ["good", "127.0.0.1"], ["good", "::1"], ["good", "127.0.0.2"],
			["good", "local host"], ["good", "x".repeat(300)], ["good", "localhost:443"], ["punycode", "xn--bcher-kva.example"]]:
		list.append({"name": "name_%s_%s" % [pair[0], pair[1]], "points": [9], "tls": {"certificate": pair[0]}, "server": OK_BODY,
			"steps": [["connect", "localhost", "$PORT", "$TLS=client(ca, %s)" % pair[1]], ["until", [2, 4, 5, 8, 9]], ["polls", 2], ["state"]]})
		if str(pair[1]).length() > 255 and not EngineTraits.checks_long_names():
			list[-1].merge({"ours": {"status": 9}, "compat": ""})
	list.append({"name": "hyphen_first", "points": [9], "tls": {"certificate": "wildcard"}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS=client(ca, -a.example)"], ["until", [5, 9]]],
		"ours": {"status": 9}, "compat": "tls-hyphen-label"})
	for kind: String in ["negative_serial", "odd_printable", "latin1_name"]:
		for options: String in ["$TLS", "$TLS_UNSAFE"]:
			list.append({"name": "malformed_%s_%s" % [kind, "safe" if options == "$TLS" else "unsafe"], "points": [8, 9], "tls": {"certificate": kind}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", options], ["until", [5, 9]], ["polls", 2]],
				"ours": {"status": 9, "poll": 27, "errors": 0}, "compat": "tls-malformed"})
	for pair: Array in [["named", "named.example."], ["good", "[::1]"], ["punycode", "b\u00fccher.example"]]:
		list.append({"name": "name_form_%s" % pair[1], "points": [9], "tls": {"certificate": pair[0]}, "server": OK_BODY,
			"steps": [["connect", "localhost", "$PORT", "$TLS=client(ca, %s)" % pair[1]], ["until", [2, 4, 5, 8, 9]]], "ours": {"status": 5}, "compat": "tls-name-form"})
	for bad: String in ["expired", "wrong_name", "self_signed", "untrusted", "not_yet_valid"]:
		list.append({"name": "refused_" + bad, "points": [8], "tls": {"certificate": bad}, "server": OK_BODY, "steps": TO_NAME + REFUSED})
	list.append_array(_later())
	list.append({"name": "refused_is_silent", "points": [27], "tls": {"certificate": "expired"}, "server": OK_BODY, "steps": TO_NAME + [["until", 9], ["polls", 2]],
		"ours": {"status": 9, "poll": 27, "errors": 0}, "compat": "tls-silent"})
	list.append({"name": "refused_system_roots", "points": [8], "tls": {}, "server": OK_BODY, "steps": [["connect", "localhost", "$PORT", "$TLS_SYSTEM"]] + REFUSED})
	list.append({"name": "refused_version_11", "points": [8], "tls": {"max": "1.1"}, "server": OK_BODY, "steps": TO_NAME + REFUSED})
	return list


## What a server says in the middle of a connection: that it wants a new handshake (TLS 1.2), or that keys change (TLS 1.3).
static func _later() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	const HEAD := "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
	for at: Array in [["before_head", [["hello", 1], ["send", HEAD + "hello"]]], ["in_head", [["send", "HTTP/1.1 "], ["hello", 1], ["send", HEAD.substr(9) + "hello"]]],
			["in_body", [["send", HEAD + "he"], ["hello", 1], ["send", "llo"]]], ["chunked", [["send", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n"], ["hello", 1], ["send", "3\r\nllo\r\n0\r\n\r\n"]]],
			["until_close", [["send", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhe"], ["hello", 1], ["send", "llo"], ["half_close"]]]]:
		list.append({"name": "renegotiation_" + str(at[0]), "points": [17, 19], "tls": {"max": "1.2", "records": true}, "server": [["read_head"]] + (at[1] as Array), "steps": TO_NAME + REST})
	list.append({"name": "renegotiation_not_reused", "points": [12], "tls": {"max": "1.2", "records": true}, "server": [["read_head"], ["send", HEAD + "he"], ["hello", 1], ["send", "llo"]],
		"steps": TO_NAME + REST + [["request"], ["answer"], ["polls", 2]], "ours": {"body": "hello", "request": 0, "status": 8, "poll": 27}, "compat": "tls-renegotiation"})
	for kind: String in ["key_update", "key_request"]:
		for times: int in [1, 16, 17]:
			list.append({"name": "%s_%d" % [kind, times], "points": [17], "tls": {"min": "1.3", "records": true}, "server": [["read_head"], ["send", HEAD + "he"], [kind, times], ["send", "llo"], ["wait_close"]], "steps": TO_NAME + REST + [["close"]],
				"ours": {"body": "hello", "sequence": [1, 3, 5, 6, 7, 5, 0]} if times < 17 else {"body": "he", "code": 200, "sequence": [1, 3, 5, 6, 7, 8, 0]}, "compat": "tls-key-update"})
	return list
