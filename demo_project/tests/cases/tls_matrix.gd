# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## TLS verdicts: each kind of server with each kind of options. One cell is one case, "<server>/<options>"; it connects, and
## where that works it asks once, so that a refusal after the handshake shows too.

const OK_BODY := "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
const OPTIONS: Array = ["client", "client(ca)", "client(other)", "client(ca, localhost)", "client(ca, other.example)",
	"client(ca, a.example)", "client(intermediate)", "client(self_signed)", "client(bundle)", "client(empty)",
	"client(expired_root)", "client(broken)",
	"unsafe", "unsafe(ca)", "unsafe(other)"]

## host: what is connected to, localhost by default. tls: see certificate.go. script: what a server without TLS does.
const SERVERS: Dictionary = {
	"good": {"tls": {}},
	"good_by_ip": {"tls": {}, "host": "127.0.0.1"},
	"expired": {"tls": {"certificate": "expired"}},
	"not_yet_valid": {"tls": {"certificate": "not_yet_valid"}},
	"wrong_name": {"tls": {"certificate": "wrong_name"}},
	"wildcard": {"tls": {"certificate": "wildcard"}},
	"wildcard_partial": {"tls": {"certificate": "wildcard_partial"}},
	"ip_only": {"tls": {"certificate": "ip_only"}},
	"ip_only_by_ip": {"tls": {"certificate": "ip_only"}, "host": "127.0.0.1"},
	"no_ip_by_ip": {"tls": {"certificate": "no_ip"}, "host": "127.0.0.1"},
	"ip_as_dns_by_ip": {"tls": {"certificate": "ip_as_dns"}, "host": "127.0.0.1"},
	"cn_only": {"tls": {"certificate": "cn_only"}},
	"self_signed": {"tls": {"certificate": "self_signed"}},
	"untrusted": {"tls": {"certificate": "untrusted"}},
	"chain": {"tls": {"certificate": "chain"}},
	"chain_with_root": {"tls": {"certificate": "chain_with_root"}},
	"chain_disordered": {"tls": {"certificate": "chain_disordered"}},
	"chain_broken": {"tls": {"certificate": "chain_broken"}},
	"signed_by_leaf": {"tls": {"certificate": "signed_by_leaf"}},
	"client_only": {"tls": {"certificate": "client_only"}},
	"any_usage": {"tls": {"certificate": "any_usage"}},
	"no_usage": {"tls": {"certificate": "no_usage"}},
	"no_signature": {"tls": {"certificate": "no_signature"}},
	"p384": {"tls": {"certificate": "p384"}},
	"ed25519": {"tls": {"certificate": "ed25519"}},
	"rsa": {"tls": {"certificate": "rsa"}},
	"rsa_12": {"tls": {"certificate": "rsa", "max": "1.2"}},
	"rsa_1024": {"tls": {"certificate": "rsa_1024"}},
	"rsa_exchange": {"tls": {"certificate": "rsa", "rsa_exchange": true}},
	"tls_10": {"tls": {"max": "1.0"}},
	"tls_11": {"tls": {"max": "1.1"}},
	"tls_12": {"tls": {"max": "1.2"}},
	"tls_13": {"tls": {"min": "1.3"}},
	"asks_for_certificate": {"tls": {"client_auth": "request"}},
	"wants_certificate_12": {"tls": {"client_auth": "require", "max": "1.2"}},
	"wants_certificate_13": {"tls": {"client_auth": "require", "min": "1.3"}},
	"plain_http": {"script": [["accept"], ["send", "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"]]},
	"garbage": {"script": [["accept"], ["read_body", 10], ["send_hex", "8a01f39900174242"]]},
	"alert": {"script": [["accept"], ["read_body", 10], ["send_hex", "15030300020228"]]},
	"hang_up": {"script": [["accept"], ["read_body", 10], ["half_close"], ["wait_close"]]},
	"hang_up_in_record": {"script": [["accept"], ["read_body", 10], ["send_hex", "1603030050020000"], ["half_close"], ["wait_close"]]},
}

const STEPS: Array = [["until", [2, 4, 5, 8, 9]], ["polls", 2], ["request"], ["answer"], ["head"], ["read_all"], ["polls", 2], ["state"]]
## Over TLS 1.3 the client is through before the server has looked for the client's certificate.
const STEPS_LATE: Array = [["until", [2, 4, 8, 9]], ["polls", 2], ["state"]]

const REFUSED: Dictionary = {"status": 9, "poll": 27, "code": 0, "body": ""}
const TAKEN: Dictionary = {"status": 5, "code": 200, "body": "hello"}

## Where an RFC wins over the engine, or the engine's verdict depends on timing; options: which cells of the server, all by default.
const OURS: Dictionary = {
	"cn_only": {"ours": REFUSED, "compat": "tls-common-name", "options": ["client(ca)", "client(ca, localhost)", "client(bundle)", "client(broken)"]},
	"ip_as_dns_by_ip": {"ours": REFUSED, "compat": "tls-address-name", "options": ["client(ca)", "client(bundle)", "client(broken)"]},
	"ed25519": {"ours": TAKEN, "compat": "tls-ed25519", "options": ["client(ca)", "client(ca, localhost)", "client(bundle)", "client(broken)", "unsafe", "unsafe(ca)"]},
	"hang_up": {"ours": REFUSED, "compat": "tls-hang-up"},
	"hang_up_in_record": {"ours": REFUSED, "compat": "tls-hang-up"},
}


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	for server: String in SERVERS:
		for options: String in OPTIONS:
			list.append(_cell(server, options))
	return list


static func _cell(server: String, options: String) -> Dictionary:
	var kind: Dictionary = SERVERS[server]
	var case: Dictionary = {"name": "%s/%s" % [server, options], "points": [8, 9]}
	if kind.has("tls"):
		case["tls"] = kind["tls"]
	case["server"] = kind.get("script", OK_BODY)
	var steps: Array = STEPS_LATE if server == "wants_certificate_13" else STEPS
	case["steps"] = [["connect", kind.get("host", "localhost"), "$PORT", "$TLS=" + options]] + steps
	var wanted: Dictionary = OURS.get(server, {})
	if wanted.has("ours") and options in (wanted.get("options", OPTIONS) as Array):
		case["ours"] = wanted["ours"]
		case["compat"] = wanted["compat"]
	return case
