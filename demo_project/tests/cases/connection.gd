# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The connection property: the stream itself, from connect on, and one that a script brings.

const H := "HTTP/1.1 200 OK\r\n"
const BODY := "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


static func cases() -> Array[Dictionary]:
	return [
		{"name": "there_from_connect_on", "points": [24], "server": [["accept"]], "steps": [["get", "connection"], ["connect"], ["get", "connection"], ["until", 5], ["get", "connection"], ["close"], ["get", "connection"]]},
		{"name": "there_while_resolving", "points": [24], "server": [["accept"]], "steps": [["connect", "localhost", "$PORT"], ["state"], ["until", 5], ["state"]]},
		{"name": "gone_after_refused", "points": [24], "server": [], "steps": [["connect", "127.0.0.1", "$CLOSED_PORT"], ["until", 4], ["state"]]},
		{"name": "gone_after_error", "points": [24], "server": [["read_head"], ["close"]], "steps": [["connect"], ["until", 5], ["request"], ["answer"], ["state"]]},
		{"name": "kept_after_idle_close", "points": [24, 12], "server": [["accept"], ["close"]], "steps": [["connect"], ["until", 5], ["until", 8], ["state"]]},
		{"name": "address", "points": [24], "server": [["accept"]], "steps": [["connect"], ["until", 5], ["conn", "get_connected_host"], ["conn", "get_connected_port"], ["conn", "get_status"], ["conn", "get_available_bytes"]]},
		{"name": "put_and_get", "points": [24], "server": [["read_body", 5], ["send", "world"]],
			"steps": [["connect"], ["until", 5], ["conn", "put_data", "hello".to_ascii_buffer()], ["conn_wait", 5], ["conn", "get_available_bytes"], ["conn", "get_data", 3], ["conn", "get_partial_data", 1],
				["conn", "get_available_bytes"], ["conn", "get_partial_data", 10], ["conn", "get_partial_data", 10]]},
		{"name": "put_and_get_numbers", "points": [24], "server": [["read_body", 8], ["send_hex", "0102030405060708"]],
			"steps": [["connect"], ["until", 5], ["conn", "put_u32", 1], ["conn", "put_32", -2], ["conn_wait", 8], ["conn", "get_u8"], ["conn", "get_u16"], ["conn", "get_u32"], ["conn", "get_8"]]},
		{"name": "put_partial", "points": [24], "server": [["read_body", 5], ["send", "x"]], "steps": [["connect"], ["until", 5], ["conn", "put_partial_data", "hello".to_ascii_buffer()], ["conn_wait", 1], ["conn", "get_utf8_string", 1]]},
		{"name": "body_through_stream", "points": [24], "server": [["read_head"], ["send", BODY]],
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["headers"], ["conn_wait", 5], ["conn", "get_partial_data", 1], ["conn", "get_partial_data", 9], ["state"]]},
		{"name": "upgrade_bytes", "points": [24], "server": [["read_head"], ["send", H + "Content-Length: 0\r\n\r\n"], ["read_body", 4], ["send", "pong"]],
			"steps": [["connect"], ["until", 5], ["request"], ["answer"], ["read_all"], ["conn", "put_data", "ping".to_ascii_buffer()], ["conn_wait", 4], ["conn", "get_partial_data", 4]]},
		{"name": "put_behind_request", "points": [24, 10], "server": [["read_head"], ["send", BODY]],
			"steps": [["connect"], ["until", 5], ["request"], ["conn", "put_data", "ping".to_ascii_buffer()], ["answer"], ["read_all"]]},
		{"name": "tls_stream", "points": [24], "tls": {}, "server": [["read_body", 5], ["send", "world"]],
			"steps": [["connect", "localhost", "$PORT", "$TLS"], ["until", 5], ["conn", "put_data", "hello".to_ascii_buffer()], ["conn", "get_data", 5]]},
		{"name": "tls_get_status", "points": [24], "tls": {}, "server": [["accept"]], "steps": [["connect", "localhost", "$PORT", "$TLS"], ["until", 5], ["conn", "get_status"], ["conn", "has_method", "get_stream"]]},
		{"name": "tls_inner_stream", "points": [24], "tls": {}, "server": [["accept"]], "steps": [["connect", "localhost", "$PORT", "$TLS"], ["until", 5], ["conn", "get_stream"], ["conn", "get_available_bytes"]]},
		{"name": "socket_methods", "points": [24], "server": [["accept"]], "steps": [["connect"], ["until", 5], ["conn", "set_no_delay", true], ["conn", "poll"], ["conn", "set_no_delay", false], ["conn", "has_method", "disconnect_from_host"],
			["conn", "has_method", "get_local_port"], ["conn", "is_class", "StreamPeer"]]},
		{"name": "big_endian", "points": [24], "server": [["send_hex", "01020304"]], "steps": [["connect"], ["until", 5], ["conn_wait", 4], ["conn", "is_big_endian_enabled"], ["conn", "set_big_endian", true], ["conn", "get_u16"], ["conn", "set_big_endian", false], ["conn", "get_u16"]]},
		{"name": "disconnect_from_host", "points": [24, 12], "server": [["accept"], ["wait_close"]], "steps": [["connect"], ["until", 5], ["server", 1], ["conn", "disconnect_from_host"], ["closed"], ["until", 8], ["conn", "get_status"], ["poll"]]},
		{"name": "after_close", "points": [24, 22], "server": [["accept"], ["wait_close"]], "steps": [["connect"], ["until", 5], ["keep", "OWN"], ["close"], ["closed"], ["state"]]},
		{"name": "same_object", "points": [24], "server": [["accept"]], "steps": [["connect"], ["keep", "OWN"], ["until", 5], ["set", "connection", "$OWN"], ["state"]]},
		{"name": "status_while_connecting", "points": [24, 6], "server": [["accept"]], "steps": [["conn", "get_status"], ["connect"], ["conn", "has_method", "get_status"], ["until", 5], ["conn", "get_status"]]},
		{"name": "put_before_connected", "points": [24], "server": [["accept"]], "steps": [["connect", "127.0.0.1", "$CLOSED_PORT"], ["until", 4], ["conn", "put_data", "x".to_ascii_buffer()]]},
		{"name": "end_of_stream", "points": [24], "server": [["accept"], ["send", "ab"], ["close"]],
			"steps": [["connect"], ["until", 5], ["server", 3], ["conn_wait", 2], ["conn", "get_partial_data", 2], ["conn", "get_partial_data", 2]]},
		{"name": "set_null", "points": [24, 27], "server": [["accept"]], "steps": [["set", "connection", null], ["state"], ["connect"], ["until", 5], ["set", "connection", null], ["state"]]},
		{"name": "set_own", "points": [24], "server": [["read_head"], ["send", BODY]], "steps": [["connect"], ["until", 5], ["keep", "OWN"], ["set", "connection", "$OWN"], ["state"], ["request"], ["answer"], ["head"]]},
		{"name": "set_peer", "points": [24], "server": [["accept"]], "steps": [["peer"], ["set", "connection", "$PEER"], ["state"], ["head"]]},
		{"name": "set_peer_request", "points": [24, 11], "server": [["read_head"], ["send", BODY]], "steps": [["peer"], ["set", "connection", "$PEER"], ["request"], ["answer"], ["head"], ["headers"]]},
		{"name": "set_peer_body_without_poll", "points": [24], "server": [["read_head"], ["send", BODY]], "steps": [["peer"], ["set", "connection", "$PEER"], ["request"], ["answer"], ["read_all"], ["state"]]},
		{"name": "set_peer_raw_post", "points": [24, 11], "server": [["read_head"], ["read_body", 3], ["send", BODY]], "steps": [["peer"], ["set", "connection", "$PEER"], ["request", 2, "/x", ["A: b"], "abc"], ["answer"], ["read_all"]]},
		{"name": "set_peer_over_connection", "points": [24, 9], "server": [["accept"], ["accept"], ["read_head"], ["send", BODY]],
			"steps": [["connect"], ["until", 5], ["server", 1], ["peer"], ["server", 2], ["set", "connection", "$PEER"], ["state"], ["request"], ["answer"], ["read_all"], ["state"]]},
		{"name": "set_peer_then_close", "points": [24, 22], "server": [["accept"]], "steps": [["peer"], ["set", "connection", "$PEER"], ["close"], ["state"], ["poll"]]},
		{"name": "set_buffer", "points": [24], "server": [], "steps": [["call", "set", "connection", StreamPeerBuffer.new()], ["state"]]},
		{"name": "set_buffer_request", "points": [24], "server": [], "steps": [["call", "set", "connection", _buffer()], ["request", 1], ["poll"], ["state"]]},
		{"name": "tls_takes_only_tls", "points": [24, 27], "tls": {}, "server": [["accept"]],
			"steps": [["connect", "localhost", "$PORT", "$TLS"], ["until", 5], ["call", "set", "connection", StreamPeerBuffer.new()], ["state"], ["close"], ["call", "set", "connection", StreamPeerBuffer.new()], ["state"]]},
		{"name": "set_tls_peer", "points": [24], "tls": {}, "server": [["read_head"], ["send", BODY]],
			"steps": [["peer"], ["tls_peer"], ["set", "connection", "$TLS_PEER"], ["state"], ["request"], ["answer"], ["read_all"], ["state"]]},
	]


static func _buffer() -> StreamPeerBuffer:
	var buffer := StreamPeerBuffer.new()
	return buffer
