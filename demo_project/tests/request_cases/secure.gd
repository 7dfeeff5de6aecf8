# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## TLS and proxies.

const H := "HTTP/1.1 200 OK\r\n"
const SMALL := H + "Content-Length: 5\r\n\r\nhello"


static func cases() -> Array[Dictionary]:
	return [
		{"name": "tls", "tls": {}, "server": SMALL},
		{"name": "tls_large", "tls": {}, "server": [["read_head"], ["send", H + "Content-Length: 2000000\r\n\r\n"], ["send_fill", 2000000]]},
		{"name": "tls_not_trusted", "tls": {}, "plain_trust": true, "server": SMALL},
		{"name": "tls_expired", "tls": {"certificate": "expired"}, "server": SMALL},
		{"name": "tls_wrong_name", "tls": {"certificate": "wrong_name"}, "server": SMALL},
		{"name": "tls_unsafe", "tls": {"certificate": "self_signed"}, "server": SMALL, "steps": [["call", "set_tls_options", "$TLS=unsafe"], ["request"], ["await"]]},
		{"name": "tls_given_name", "tls": {"certificate": "named"}, "server": SMALL, "steps": [["call", "set_tls_options", "$TLS=client(ca, named.example)"], ["request"], ["await"]]},
		{"name": "tls_to_a_plain_server", "server": [["accept"], ["send", "HTTP/1.1 400 Bad Request\r\n\r\n"], ["wait_close"]], "steps": [["request", "https://localhost:$PORT/"], ["await"]]},
		{"name": "tls_cut", "tls": {}, "server": [["read_head"], ["send", H + "Content-Length: 10\r\n\r\nhello"], ["cut"]],
			"ours": {"result": 4, "code": 0, "body": ""}, "compat": "request-cut"},
		{"name": "tls_chunked", "tls": {}, "server": H + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"},
		{"name": "tls_post", "tls": {}, "server": [["read_head"], ["read_body", 3], ["send", SMALL]], "steps": [["request", "/", [], 2, "abc"], ["await"]]},
		{"name": "proxy", "proxy": [["proxy"]], "server": SMALL, "steps": [["call", "set_http_proxy", "127.0.0.1", "$PROXY_PORT"], ["request"], ["await"]]},
		{"name": "proxy_taken_away", "server": SMALL, "steps": [["call", "set_http_proxy", "127.0.0.1", 1], ["call", "set_http_proxy", "", -1], ["request"], ["await"]]},
		{"name": "proxy_of_https", "tls": {}, "proxy": [["proxy"]], "server": SMALL, "steps": [["call", "set_https_proxy", "127.0.0.1", "$PROXY_PORT"], ["request"], ["await"]]},
		{"name": "proxy_is_closed", "server": [["accept"]], "steps": [["call", "set_http_proxy", "127.0.0.1", "$CLOSED_PORT"], ["request"], ["await"]],
			"ours": {"result": 2, "code": 0, "signals": 1}, "compat": ""},
		{"name": "proxy_of_the_other_scheme", "server": SMALL, "steps": [["call", "set_https_proxy", "127.0.0.1", 1], ["request"], ["await"]]},
	]
