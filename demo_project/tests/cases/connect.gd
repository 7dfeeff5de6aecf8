# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## From connect_to_host to CONNECTED, and what goes wrong on the way.

## A label of more than 63 bytes: every resolver refuses it by itself, so that no test asks a name server. The engine gives
## the answer of a slow lookup, given up by close(), to the next one that stands in its place.
const NO_NAME := "llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll.invalid"


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = [
		{"name": "new_object", "points": [6, 16, 22], "server": [],
			"steps": [["state"], ["headers"], ["dict"], ["get", "connection"], ["get", "read_chunk_size"], ["get", "blocking_mode_enabled"], ["poll"], ["polls", 3]]},
		{"name": "ip_literal_sequence", "points": [6], "server": [["read_head"]], "steps": [["connect"], ["until", 5], ["poll"], ["state"]]},
		{"name": "name_sequence", "points": [6], "server": [["read_head"]], "steps": [["connect", "localhost", "$PORT"], ["until", 5], ["state"]]},
		{"name": "short_number", "points": [6], "server": [["read_head"]], "steps": [["connect", "127.1", "$PORT"], ["until", 5], ["state"]]},
		{"name": "nothing_shows_without_poll", "points": [6], "server": [["read_head"]], "steps": [["connect"], ["quiet", 50], ["until", 5]]},
		{"name": "name_waits_for_poll", "points": [6], "server": [["read_head"]], "steps": [["connect", "localhost", "$PORT"], ["quiet", 50], ["until", 5]]},
		{"name": "answer_waits_for_poll", "points": [6], "server": "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
			"steps": [["connect"], ["until", 5], ["request"], ["quiet", 30], ["head"], ["answer"], ["quiet", 20], ["read_all"]]},
		{"name": "end_waits_for_poll", "points": [6, 12], "server": [["accept"], ["gate"], ["close"]],
			"steps": [["connect"], ["until", 5], ["go"], ["server", 3], ["quiet", 30], ["until", 8], ["polls", 3]]},
		{"name": "scheme_http", "points": [9, 11], "server": "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
			"steps": [["connect", "http://127.0.0.1", "$PORT"], ["until", 5], ["request"], ["answer"], ["head"]]},
		{"name": "scheme_http_upper_case", "points": [9], "server": "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
			"steps": [["connect", "HTTP://127.0.0.1", "$PORT"], ["until", 5], ["request"], ["answer"], ["head"]]},
		{"name": "scheme_http_drops_tls", "points": [9], "server": "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
			"steps": [["connect", "http://127.0.0.1", "$PORT", "$TLS"], ["until", 5], ["request"], ["answer"], ["head"]]},
		{"name": "scheme_https_default_options", "points": [9], "tls": {}, "server": [["read_head"]],
			"steps": [["connect", "HttpS://localhost", "$PORT"], ["until", 9], ["poll"], ["state"]]},
		{"name": "scheme_https_given_options", "points": [9], "tls": {}, "server": "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
			"steps": [["connect", "https://localhost", "$PORT", "$TLS"], ["until", 5], ["request"], ["answer"], ["head"]]},
		{"name": "scheme_alone", "points": [9, 27], "server": [], "steps": [["connect", "http://", 80], ["state"], ["poll"]]},
		{"name": "empty_host", "points": [9, 27], "server": [], "steps": [["connect", "", 80], ["state"], ["poll"]]},
		{"name": "server_options", "points": [9, 27], "server": [], "steps": [["connect", "127.0.0.1", "$PORT", "$TLS_SERVER"], ["state"], ["poll"]]},
		{"name": "server_options_dropped_by_scheme", "points": [9, 27], "server": [["read_head"]],
			"steps": [["connect", "http://127.0.0.1", "$PORT", "$TLS_SERVER"], ["until", 5]]},
		{"name": "port_zero", "points": [9, 27], "server": [], "steps": [["connect", "127.0.0.1", 0], ["state"], ["poll"], ["poll"]]},
		{"name": "port_too_large", "points": [9, 27], "server": [], "steps": [["connect", "127.0.0.1", 70000], ["state"], ["poll"], ["poll"]]},
		{"name": "port_65536", "points": [9, 27], "server": [], "steps": [["connect", "127.0.0.1", 65536], ["state"], ["poll"]]},
		{"name": "port_zero_name", "points": [9, 27], "server": [], "steps": [["connect", "localhost", 0], ["until", [4, 2, 8]], ["poll"], ["state"]]},
		{"name": "ipv6_literal_refused", "points": [6, 9], "server": [], "steps": [["connect", "0:0:0:0:0:0:0:1", "$CLOSED_PORT"], ["until", [4, 2]], ["poll"]]},
		{"name": "host_of_three", "points": [9, 27], "server": [], "steps": [["connect", "http://::1", "$CLOSED_PORT"], ["until", 4], ["connect", "a.b"], ["state"], ["close"], ["connect", "::1", "$CLOSED_PORT"], ["until", 4]],
			"ours": {"status": 4, "errors": 0}, "compat": "short-host"},
		{"name": "ipv6_in_brackets", "points": [6, 9], "server": [], "steps": [["connect", "[::1]", "$CLOSED_PORT"], ["until", [2, 4]], ["poll"]],
			"ours": {"status": 4, "poll": 25, "errors": 0}, "compat": "ipv6-brackets"},
		{"name": "refused", "points": [8], "server": [], "steps": [["connect", "127.0.0.1", "$CLOSED_PORT"], ["until", 4], ["polls", 3], ["state"]]},
		{"name": "refused_name", "points": [8], "server": [], "steps": [["connect", "localhost", "$CLOSED_PORT"], ["until", 4], ["polls", 3], ["state"]]},
		{"name": "unknown_name", "points": [8], "server": [], "steps": [["connect", NO_NAME, 80], ["until", 2], ["polls", 3], ["state"]], "limit": 15000},
		{"name": "name_with_space", "points": [8], "server": [], "steps": [["connect", "no such " + NO_NAME, 80], ["until", 2], ["polls", 2]], "limit": 15000},
		{"name": "host_with_path", "points": [8, 9], "server": [], "steps": [["connect", "http://127.0.0.1/" + NO_NAME, 80], ["until", 2], ["polls", 2]], "limit": 15000},
		{"name": "refused_then_good", "points": [8, 9, 13], "server": "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
			"steps": [["connect", "127.0.0.1", "$CLOSED_PORT"], ["until", 4], ["connect"], ["until", 5], ["request"], ["answer"], ["head"], ["read_all"]]},
		{"name": "connect_closes_first_connecting", "points": [9], "server": [["read_head"]], "steps": [["connect"], ["connect"], ["until", 5]]},
		{"name": "connect_closes_first_connected", "points": [9, 22], "server": [["accept"], ["accept"]],
			"steps": [["connect"], ["until", 5], ["server", 1], ["connect"], ["until", 5], ["server", 2], ["state"]]},
		{"name": "connect_closes_first_body", "points": [9, 22],
			"server": [["read_head"], ["send", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhel"], ["accept"]],
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["head"], ["connect"], ["state"], ["until", 5], ["state"], ["headers"]]},
		{"name": "bad_connect_closes_too", "points": [9, 22, 27], "server": [["accept"]],
			"steps": [["connect"], ["until", 5], ["connect", ""], ["state"], ["poll"], ["closed"]]},
		{"name": "port_default_argument", "points": [5, 9], "server": [], "steps": [["connect", NO_NAME], ["until", 2], ["state"]], "limit": 15000},
		{"name": "default_port_refused", "points": [5, 9], "server": [], "steps": [["connect", "127.0.0.1"], ["until", [4, 5]], ["close"]]},
		{"name": "null_options", "points": [5], "server": [["read_head"]], "steps": [["connect", "127.0.0.1", "$PORT", null], ["until", 5]]},
		{"name": "host_in_host_field", "points": [11, 9], "server": "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
			"steps": [["connect", "LocalHost", "$PORT"], ["until", 5], ["request"], ["answer"]]},
	]
	return list + _spellings()


## Other ways to write 127.0.0.1 and localhost. Those of numbers are the system's; letters that stand for others are brought to these.
static func _spellings() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	const OK_BODY := "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
	const STEPS: Array = [["until", [2, 5]], ["request", 0, "/", ["User-Agent: u", "Accept: a"]], ["answer"], ["head"], ["read_all"]]
	for number: String in ["0x7f.1", "2130706433", "017700000001", "127.0.1"]:
		list.append({"name": "number_" + number, "points": [6, 11], "server": OK_BODY, "steps": [["connect", number, "$PORT"]] + STEPS})
	for host: Array in [["letters", "\uff4cocalhost", "localhost"], ["circles", "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3", "localhost"], ["digits", "\uff11\uff12\uff17.0.0.1", "127.0.0.1"], ["dots", "127\u30020\u30020\u30021", "127.0.0.1"]]:
		list.append({"name": "fullwidth_" + str(host[0]), "points": [6, 11], "server": OK_BODY, "steps": [["connect", host[1], "$PORT"]] + STEPS, "compat": "fullwidth-forms",
			"ours": {"status": 5, "body": "hello", "wire": ["GET / HTTP/1.1\\r\\nUser-Agent: u\\r\\nAccept: a\\r\\nHost: %s:{PORT}\\r\\n\\r\\n" % host[2]]}})
	return list
