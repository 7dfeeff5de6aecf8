# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Proxies: a plain one gets the absolute target, an https one a CONNECT tunnel.

const OK_BODY := "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
const VIA: Array = [["until", 5], ["request", 0, "/p?q=1"], ["answer"], ["head"], ["headers"], ["read_all"], ["state"]]
const TO_TLS: Array = [["call", "set_https_proxy", "127.0.0.1", "$PROXY_PORT"], ["connect", "localhost", "$PORT", "$TLS"]]


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = [
		{"name": "http", "points": [11, 25], "server": OK_BODY, "proxy": [["proxy"]],
			"steps": [["call", "set_http_proxy", "127.0.0.1", "$PROXY_PORT"], ["connect"]] + VIA},
		{"name": "http_by_name", "points": [25], "server": OK_BODY, "proxy": [["proxy"]],
			"steps": [["call", "set_http_proxy", "localhost", "$PROXY_PORT"], ["connect", "localhost", "$PORT"]] + VIA},
		{"name": "http_origin_not_resolved", "points": [25], "server": OK_BODY,
			"steps": [["call", "set_http_proxy", "127.0.0.1", "$PORT"], ["connect", "no-such-host.invalid", 81]] + VIA},
		{"name": "http_default_port", "points": [11, 25], "server": OK_BODY,
			"steps": [["call", "set_http_proxy", "127.0.0.1", "$PORT"], ["connect", "origin.example"]] + VIA},
		{"name": "http_absolute_target", "points": [11, 25], "server": OK_BODY,
			"steps": [["call", "set_http_proxy", "127.0.0.1", "$PORT"], ["connect", "origin.example"], ["until", 5], ["request", 0, "http://other.example/x"], ["answer"]]},
		{"name": "http_options_star", "points": [11, 25], "server": OK_BODY,
			"steps": [["call", "set_http_proxy", "127.0.0.1", "$PORT"], ["connect", "origin.example"], ["until", 5], ["request", 5, "*"], ["answer"]]},
		{"name": "http_post", "points": [11, 25], "server": [["read_head"], ["read_body", 5], ["send", OK_BODY]],
			"steps": [["call", "set_http_proxy", "127.0.0.1", "$PORT"], ["connect", "origin.example", 8080], ["until", 5], ["request", 2, "/x", ["Host: h"], "hello"], ["answer"], ["read_all"]]},
		{"name": "http_set_while_connected", "points": [25], "server": [["read_head"], ["send", OK_BODY], ["read_head"], ["send", OK_BODY]],
			"steps": [["connect"], ["until", 5], ["call", "set_http_proxy", "127.0.0.1", "$CLOSED_PORT"], ["state"]]},
		{"name": "http_unset_by_host", "points": [25], "server": OK_BODY,
			"steps": [["call", "set_http_proxy", "127.0.0.1", "$CLOSED_PORT"], ["call", "set_http_proxy", "", 80], ["connect"]] + VIA},
		{"name": "http_unset_by_port", "points": [25], "server": OK_BODY,
			"steps": [["call", "set_http_proxy", "127.0.0.1", "$CLOSED_PORT"], ["call", "set_http_proxy", "127.0.0.1", -1], ["connect"]] + VIA},
		{"name": "http_survives_close", "points": [25], "server": [],
			"steps": [["call", "set_http_proxy", "127.0.0.1", "$CLOSED_PORT"], ["close"], ["connect"], ["until", 4], ["state"]]},
		{"name": "http_refused", "points": [8, 25], "server": [], "steps": [["call", "set_http_proxy", "127.0.0.1", "$CLOSED_PORT"], ["connect"], ["until", 4], ["polls", 2]]},
		{"name": "http_unknown", "points": [8, 25], "server": [], "steps": [["call", "set_http_proxy", "l".repeat(64) + ".invalid", 80], ["connect"], ["until", 2], ["polls", 2]], "limit": 15000},
		{"name": "http_not_for_tls", "points": [25], "tls": {}, "server": OK_BODY,
			"steps": [["call", "set_http_proxy", "127.0.0.1", "$CLOSED_PORT"], ["connect", "localhost", "$PORT", "$TLS"]] + VIA},
		{"name": "https_not_for_plain", "points": [25], "server": OK_BODY, "steps": [["call", "set_https_proxy", "127.0.0.1", "$CLOSED_PORT"], ["connect"]] + VIA},
		{"name": "http_port_zero", "points": [25, 27], "server": [], "steps": [["call", "set_http_proxy", "127.0.0.1", 0], ["connect"], ["state"]]},
		{"name": "http_port_negative", "points": [25, 27], "server": [], "steps": [["call", "set_http_proxy", "127.0.0.1", -2], ["connect"], ["state"]]},
		{"name": "https_tunnel", "points": [11, 25], "tls": {}, "server": OK_BODY, "proxy": [["proxy"]], "steps": TO_TLS + VIA},
		{"name": "https_tunnel_slow", "points": [25], "tls": {}, "server": OK_BODY, "proxy": [["read_head"], ["send_slow", "HTTP/1.1 200 OK\r\nA: 1\r\n\r\n"], ["tunnel", "$PORT"]], "steps": TO_TLS + VIA},
		{"name": "https_tunnel_no_reason", "points": [25], "tls": {}, "server": OK_BODY, "proxy": [["read_head"], ["send", "HTTP/1.0 200\r\n\r\n"], ["tunnel", "$PORT"]], "steps": TO_TLS + VIA},
		{"name": "https_default_port", "points": [25], "server": [],
			"proxy": [["read_head"], ["send", "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"]],
			"steps": [["call", "set_https_proxy", "127.0.0.1", "$PROXY_PORT"], ["connect", "https://origin.example"], ["until", 4], ["polls", 2]],
			"ours": {"status": 4, "poll": 25, "wire_proxy_host": "origin.example:443"}, "compat": "connect-host"},
		{"name": "https_refused", "points": [8, 25], "server": [], "steps": [["call", "set_https_proxy", "127.0.0.1", "$CLOSED_PORT"], ["connect", "https://origin.example"], ["until", 4], ["polls", 2], ["state"]]},
	]
	for refusal: Array in [
			["407", "HTTP/1.1 407 Auth\r\nProxy-Authenticate: Basic\r\nContent-Length: 4\r\n\r\nhtml"], ["502", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"],
			["302", "HTTP/1.1 302 Found\r\nLocation: http://evil.example/\r\nContent-Length: 0\r\n\r\n"], ["chunked", "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n"]]:
		list.append({"name": "https_answer_" + str(refusal[0]), "points": [25], "tls": {}, "server": [], "proxy": [["read_head"], ["send", refusal[1]]],
			"steps": TO_TLS + [["until", 4], ["polls", 3]],
			"ours": {"status": 4, "poll": 25}, "compat": "connect-reply"})
	list.append({"name": "https_answer_close", "points": [25], "tls": {}, "server": [], "proxy": [["read_head"], ["close"]], "steps": TO_TLS + [["until", 4]],
		"ours": {"status": 4}, "compat": ""})
	list.append({"name": "https_tunnel_host", "points": [11, 25], "tls": {}, "server": OK_BODY, "proxy": [["proxy"]], "steps": TO_TLS + VIA,
		"ours": {"code": 200, "body": "hello", "wire_proxy_host": "localhost:{PORT}"}, "compat": "connect-host"})
	list.append({"name": "set_while_connected", "points": [25], "server": [["read_head"], ["send", OK_BODY]],
		"steps": [["connect"], ["until", 5], ["call", "set_http_proxy", "127.0.0.1", "$CLOSED_PORT"], ["request", 0, "/x", ["User-Agent: u", "Accept: a"]], ["answer"], ["read_all"]],
		"ours": {"wire": ["GET /x HTTP/1.1\\r\\nUser-Agent: u\\r\\nAccept: a\\r\\nHost: 127.0.0.1:{PORT}\\r\\n\\r\\n"], "body": "hello"}, "compat": "proxy-when"})
	# In the absolute form and in Host, a name stands in the letters that DNS has, and an address without its zone.
	for host: Array in [["letters", "b\u00fccher.example", "xn--bcher-kva.example", "fullwidth-forms"], ["fullwidth", "\uff41.example", "a.example", "fullwidth-forms"],
			["zone", "fe80::1%eth0", "[fe80::1]", "ipv6-zone"], ["zone_in_brackets", "[fe80::1%25eth0]", "[fe80::1]", "ipv6-zone"]]:
		list.append({"name": "http_host_" + str(host[0]), "points": [11, 25], "server": OK_BODY,
			"steps": [["call", "set_http_proxy", "127.0.0.1", "$PORT"], ["connect", host[1], 8080], ["until", 5], ["request", 0, "/x", ["User-Agent: u", "Accept: a"]], ["answer"], ["read_all"]],
			"ours": {"wire": ["GET http://%s:8080/x HTTP/1.1\\r\\nUser-Agent: u\\r\\nAccept: a\\r\\nHost: %s:8080\\r\\n\\r\\n" % [host[2], host[2]]], "body": "hello"}, "compat": host[3]})
	list.append({"name": "credentials_not_to_a_peer", "points": [24, 25], "server": [["read_head"], ["send", OK_BODY]],
		"steps": [["call", "set_http_proxy", "user:secret@127.0.0.1", "$CLOSED_PORT"], ["connect", "origin.example"], ["peer"], ["set", "connection", "$PEER"], ["request", 0, "/x", ["User-Agent: u", "Accept: a"]], ["answer"], ["read_all"]],
		"ours": {"wire": ["GET http://origin.example:80/x HTTP/1.1\\r\\nUser-Agent: u\\r\\nAccept: a\\r\\nHost: origin.example\\r\\n\\r\\n"], "body": "hello"}, "compat": "proxy-kinds"})
	return list
