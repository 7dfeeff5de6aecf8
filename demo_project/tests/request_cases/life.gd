# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Time: cancel in every phase, timeouts, pause and process modes, the tree, handlers, setters while a request runs.

const H := "HTTP/1.1 200 OK\r\n"
const SMALL := H + "Content-Length: 5\r\n\r\nhello"
const LAST := H + "Connection: close\r\nContent-Length: 5\r\n\r\nhello"
const SILENT: Array = [["read_head"], ["wait_close"]]
const GATED: Array = [["read_head"], ["gate"], ["send", SMALL]]
const HALF: Array = [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["wait_close"]]
const AGAIN: Array = [["read_head"], ["send", LAST], ["close"], ["accept"], ["read_head"], ["send", SMALL]]


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = [
		{"name": "cancel_nothing", "server": [], "steps": [["cancel"], ["quiet", 20]]},
		{"name": "cancel_at_once", "ended_at_once": true, "server": [["accept"], ["wait_close"]], "steps": [["request"], ["cancel"], ["quiet", 40], ["sizes"]]},
		{"name": "cancel_twice", "server": SILENT, "steps": [["request"], ["server", 1], ["cancel"], ["cancel"], ["quiet", 40]]},
		{"name": "cancel_before_the_head", "server": SILENT, "steps": [["request"], ["server", 1], ["frames", 2], ["cancel"], ["quiet", 40], ["sizes"]]},
		{"name": "cancel_in_the_body", "server": HALF, "steps": [["request"], ["arrived", 5], ["cancel"], ["quiet", 40], ["sizes"]]},
		{"name": "cancel_when_all_is_here", "server": [["read_head"], ["send", SMALL]], "steps": [["request"], ["stall", 60], ["cancel"], ["quiet", 40]],
			"ours": {"signals": 0, "status": 0}, "compat": ""},
		{"name": "cancel_in_the_handshake", "ended_at_once": true, "server": [["accept"], ["wait_close"]], "steps": [["request", "https://127.0.0.1:$PORT/"], ["frames", 3], ["cancel"], ["quiet", 40]]},
		{"name": "cancel_a_name", "server": [], "steps": [["request", "http://localhost:$CLOSED_PORT/"], ["cancel"], ["quiet", 40]]},
		{"name": "cancel_and_again", "server": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["wait_close"], ["accept"], ["read_head"], ["send", SMALL]],
			"steps": [["request"], ["arrived", 5], ["cancel"], ["request", "/2"], ["await"], ["quiet", 30]]},
		{"name": "cancel_after_the_end", "server": SMALL, "steps": [["request"], ["await"], ["cancel"], ["quiet", 30]]},
		{"name": "leave_at_once", "ended_at_once": true, "server": [["accept"], ["wait_close"]], "steps": [["request"], ["leave"], ["quiet", 40]]},
		{"name": "leave_in_the_body", "server": HALF, "steps": [["request"], ["arrived", 5], ["leave"], ["quiet", 40], ["sizes"]]},
		{"name": "leave_and_come_back", "server": HALF, "steps": [["request"], ["arrived", 5], ["leave"], ["enter"], ["quiet", 60], ["sizes"]]},
		{"name": "leave_come_back_and_again", "server": [["read_head"], ["wait_close"], ["accept"], ["read_head"], ["send", SMALL]],
			"steps": [["request"], ["server", 1], ["leave"], ["enter"], ["request", "/2"], ["await"]]},
		{"name": "free_at_once", "ended_at_once": true, "server": [["accept"], ["wait_close"]], "steps": [["request"], ["free"], ["quiet", 40]]},
		{"name": "free_in_the_body", "server": HALF, "steps": [["request"], ["arrived", 5], ["free"], ["quiet", 40]]},
		{"name": "handler_asks_again", "server": AGAIN, "steps": [["handler", [["request", "/2"]]], ["request"], ["await"], ["await"]],
			"ours": {"returned": 0, "result": 0, "body": "hello", "signals": 2}, "compat": ""},
		{"name": "handler_queues_free", "server": SMALL, "steps": [["handler", [["queue_free"]]], ["request"], ["quiet", 300]]},
		{"name": "handler_cancels", "server": SMALL, "steps": [["handler", [["cancel"]]], ["request"], ["await"], ["quiet", 30]]},
		{"name": "handler_leaves", "server": SMALL, "steps": [["handler", [["leave"]]], ["request"], ["await"], ["quiet", 30]]},
		{"name": "timeout_before_the_head", "set": {"timeout": 0.1}, "server": SILENT, "steps": [["request"], ["await"], ["quiet", 150]]},
		{"name": "timeout_in_the_body", "set": {"timeout": 0.15}, "server": HALF, "steps": [["request"], ["await"], ["quiet", 50]],
			"ours": {"result": 13, "code": 0, "headers": [], "body": "", "size": 10, "downloaded": 5}, "compat": ""},
		{"name": "timeout_in_the_handshake", "set": {"timeout": 0.1}, "server": [["accept"], ["wait_close"]], "steps": [["request", "https://127.0.0.1:$PORT/"], ["await"]]},
		{"name": "timeout_over_redirects", "set": {"timeout": 0.2}, "server": [["read_head"], ["send", "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: /2\r\n\r\n"], ["close"], ["accept"], ["read_head"], ["wait_close"]],
			"steps": [["request"], ["await"], ["quiet", 250]]},
		{"name": "timeout_and_in_time", "set": {"timeout": 5.0}, "server": SMALL, "steps": [["request"], ["await"], ["quiet", 30]]},
		{"name": "timeout_cancelled", "set": {"timeout": 0.1}, "server": SILENT, "steps": [["request"], ["server", 1], ["cancel"], ["quiet", 200]]},
		{"name": "timeout_and_again", "set": {"timeout": 0.1}, "server": [["read_head"], ["wait_close"], ["accept"], ["read_head"], ["send", SMALL]],
			"steps": [["request"], ["await"], ["request", "/2"], ["await"], ["quiet", 200]]},
		{"name": "timeout_changed_in_flight", "set": {"timeout": 0.15}, "server": SILENT, "steps": [["request"], ["set", "timeout", 0.0], ["await"]]},
		{"name": "timeout_set_in_flight", "server": GATED, "steps": [["request"], ["server", 1], ["set", "timeout", 0.05], ["quiet", 150], ["go"], ["await"]]},
		{"name": "timeout_negative", "server": [], "steps": [["set", "timeout", 2.5], ["set", "timeout", -1.0]]},
		{"name": "timeout_rests_while_paused", "set": {"timeout": 0.2}, "server": SILENT, "unthreaded": true,
			"steps": [["request"], ["server", 1], ["pause", true], ["quiet", 400], ["pause", false], ["await"]]},
		{"name": "paused_and_goes_on", "server": GATED, "unthreaded": true, "steps": [["request"], ["server", 1], ["pause", true], ["go"], ["quiet", 150], ["sizes"], ["pause", false], ["await"]],
			"ours": {"quiet": 0, "result": 0, "body": "hello"}, "compat": ""},
		{"name": "paused_from_the_beginning", "server": SMALL, "unthreaded": true, "steps": [["pause", true], ["request"], ["quiet", 100], ["pause", false], ["await"]]},
		{"name": "paused_but_always", "set": {"process_mode": 3}, "server": SMALL, "steps": [["pause", true], ["request"], ["await"]]},
		{"name": "when_paused_only", "set": {"process_mode": 2}, "server": SMALL, "unthreaded": true, "steps": [["request"], ["quiet", 80], ["pause", true], ["await"]]},
		{"name": "disabled", "server": SMALL, "unthreaded": true, "steps": [["mode", 4], ["request"], ["quiet", 120], ["mode", 0], ["await"]]},
		{"name": "disabled_in_flight", "server": GATED, "unthreaded": true, "steps": [["request"], ["server", 1], ["mode", 4], ["go"], ["quiet", 120], ["mode", 0], ["await"]]},
		{"name": "disabled_with_a_timeout", "set": {"timeout": 0.1}, "server": SILENT, "unthreaded": true, "steps": [["request"], ["server", 1], ["mode", 4], ["quiet", 250], ["mode", 0], ["await"]]},
		{"name": "no_signal_inside_request", "server": [["accept"], ["close"]], "steps": [["request"], ["stall", 60], ["frames", 0], ["quiet", 200]], "unthreaded": true},
		{"name": "stalled_frames", "server": SMALL, "steps": [["request"], ["server", 1], ["stall", 100], ["await"]]},
		{"name": "accept_gzip_in_flight", "server": GATED, "steps": [["request"], ["server", 1], ["set", "accept_gzip", false], ["go"], ["await"]]},
		{"name": "max_redirects_in_flight", "server": GATED, "steps": [["request"], ["server", 1], ["set", "max_redirects", 3], ["go"], ["await"]]},
		{"name": "proxy_in_flight", "server": GATED, "steps": [["request"], ["server", 1], ["call", "set_http_proxy", "127.0.0.1", 1], ["go"], ["await"]]},
		{"name": "tls_options_null", "server": [], "steps": [["call", "set_tls_options", null]]},
		{"name": "tls_options_of_a_server", "server": [], "steps": [["call", "set_tls_options", "$TLS=server"]]},
		{"name": "chunk_size_bounds", "server": [], "steps": [["set", "download_chunk_size", 256], ["set", "download_chunk_size", 255], ["set", "download_chunk_size", 16777216], ["set", "download_chunk_size", 16777217]]},
		{"name": "status_while_waiting", "server": SILENT, "steps": [["request"], ["server", 1], ["frames", 3], ["call", "get_http_client_status"], ["cancel"]]},
		{"name": "status_in_the_body", "server": HALF, "steps": [["request"], ["arrived", 5], ["call", "get_http_client_status"], ["sizes"], ["cancel"]]},
		{"name": "status_at_once", "ended_at_once": true, "server": [["accept"], ["wait_close"]], "steps": [["request", "https://127.0.0.1:$PORT/"], ["call", "get_http_client_status"], ["cancel"]], "unthreaded": true},
		{"name": "status_of_a_name", "server": [], "steps": [["request", "http://localhost:$CLOSED_PORT/"], ["call", "get_http_client_status"], ["cancel"]], "unthreaded": true},
	]
	for property: Array in [["download_file", "user://other"], ["download_chunk_size", 1000], ["body_size_limit", 7], ["use_threads", true]]:
		list.append({"name": "%s_in_flight" % property[0], "server": GATED, "unthreaded": true,
			"steps": [["request"], ["server", 1], ["frames", 2], ["set", property[0], property[1]], ["go"], ["await"], ["set", property[0], property[1]]]})
	return list
