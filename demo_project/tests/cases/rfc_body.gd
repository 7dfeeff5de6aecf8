# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Where RFC 9110 and RFC 9112 win over the engine: bodies and the end of connections.

const H := "HTTP/1.1 200 OK\r\n"
const CHUNKED := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
const ASK: Array = [["connect"], ["until", 5], ["request"], ["answer"]]
const ALL: Array = [["connect"], ["until", 5], ["request"], ["answer"], ["head"], ["read_all"], ["polls", 2]]
const BROKEN: Dictionary = {"status": 8, "code": 0, "has_response": false, "poll": 27, "errors": 0}


static func cases() -> Array[Dictionary]:
	return _lengths() + _until_close() + _bodiless() + _truncated() + _cut() + _coding() + _chunks() + _idle() + _early()


static func _ours(name: String, compat: String, server: Variant, ours: Dictionary, steps: Array = ALL, points: Array = [16, 17]) -> Dictionary:
	return {"name": name, "points": points, "server": server, "steps": steps, "ours": ours, "compat": compat}


static func _lengths() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	for value: String in ["-5", "+5", "5s", "0x5", "5 5", "5;", "1_0", "", "5,", ", 5", "5, 6", "abc", "9223372036854775808", "1".repeat(100), "\"5\""]:
		list.append(_ours("length_bad_" + value.left(25), "length-syntax", H + "Content-Length: %s\r\n\r\nhello" % value, BROKEN, ASK + [["head"]]))
	list.append(_ours("length_conflict", "length-conflict", H + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", BROKEN, ASK + [["head"]]))
	list.append(_ours("length_conflict_zeros", "length-conflict", H + "Content-Length: 5\r\nContent-Length: 05\r\n\r\nhello", {"has_response": false, "code": 0}, ASK + [["head"]]))
	list.append(_ours("length_twice", "", H + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", {"code": 200, "length": 5, "body": "hello", "status": 5}))
	list.append(_ours("length_list", "length-conflict", H + "Content-Length: 5, 5\r\n\r\nhello", {"code": 200, "length": 5, "body": "hello", "status": 5}))
	list.append(_ours("length_largest", "truncated", [["read_head"], ["send", H + "Content-Length: 9223372036854775807\r\n\r\nx"], ["close"]], {"length": 9223372036854775807, "body": "x", "status": 8}, ASK + [["head"], ["read_all"]]))
	list.append(_ours("reset_content", "", "HTTP/1.1 205 Reset\r\nContent-Length: 5\r\n\r\nhello", {"code": 205, "body": "hello", "status": 5}))
	return list


static func _until_close() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	var done: Dictionary = {"body": "hello", "length": -1, "chunked": false, "status": 0, "errors": 0}
	for head: Array in [
			["nothing", H + "A: 1\r\n"], ["keep_alive", H + "Connection: keep-alive\r\n"], ["close_without_space", H + "Connection:close\r\n"], 
			["close_in_list", H + "Connection: foo, close\r\n"], ["close_two_spaces", H + "Connection:  close\r\n"], ["http10", "HTTP/1.0 200 OK\r\nA: 1\r\n"],
			["http10_keep_alive", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n"], ["no_fields", H], ["not_found", "HTTP/1.1 404 No\r\nA: 1\r\n"], ["identity", H + "Transfer-Encoding: identity\r\n"], ["empty_coding", H + "Transfer-Encoding:\r\n"], ["icy", "ICY 200 OK\r\nicy-name: Radio\r\n"]]:
		list.append(_ours("until_close_" + str(head[0]), "until-close", [["read_head"], ["send", str(head[1]) + "\r\nhello"], ["close"]], done, ASK + [["head"], ["read_all"]], [19]))
	list.append(_ours("until_close_with_poll", "until-close", [["read_head"], ["send", H + "\r\nhel"], ["gate"], ["send", "lo"], ["close"]], {"body": "lo", "status": 0, "poll": 3},
		ASK + [["piece"], ["polls", 5], ["go"], ["server", 5], ["quiet", 20], ["polls", 3], ["read_all", "poll"], ["polls", 2]], [19]))
	list.append(_ours("until_close_end_in_poll", "until-close", [["read_head"], ["send", H + "Connection: close\r\n\r\nhello"], ["gate"], ["close"]], {"status": 0, "poll": 3},
		ASK + [["piece"], ["polls", 5], ["go"], ["server", 4], ["quiet", 20], ["polls", 5], ["read_all", "poll"], ["polls", 1]], [19]))
	list.append(_ours("until_close_large", "until-close", [["read_head"], ["send", H + "A: 1\r\n\r\n"], ["send_fill", 2000000], ["close"]], {"status": 0, "length": -1}, ASK + [["head"], ["read_all"]], [19]))
	list.append({"name": "until_close_tls", "points": [19], "tls": {}, "server": [["read_head"], ["send", H + "\r\nhello"], ["close"]], "steps": ASK + [["head"], ["read_all"]], "ours": done, "compat": "until-close"})
	list.append({"name": "until_close_tls_cut", "points": [19], "tls": {}, "server": [["read_head"], ["send", H + "\r\nhello"], ["cut"]], "steps": ASK + [["head"], ["read_all"]],
		"ours": {"body": "hello", "status": 8}, "compat": "truncated"})
	list.append(_ours("until_close_reset", "truncated", [["read_head"], ["send", H + "\r\nhello"], ["gate"], ["reset"]], {"status": 8}, ASK + [["piece"], ["go"], ["read_all"]], [19]))
	return list


static func _bodiless() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	for code: String in ["204 No Content", "304 Not Modified"]:
		var number: int = code.to_int()
		list.append(_ours("bodiless_length_%d" % number, "bodiless", [["read_head"], ["send", "HTTP/1.1 %s\r\nContent-Length: 5\r\n\r\n" % code], ["read_head"], ["send", H + "Content-Length: 2\r\n\r\nok"]], {"code": 200, "body": "ok", "status": 5},
			ASK + [["read_all"], ["request"], ["answer"], ["head"], ["read_all"]], [21]))
		list.append(_ours("bodiless_chunked_%d" % number, "bodiless", "HTTP/1.1 %s\r\nTransfer-Encoding: chunked\r\n\r\n" % code, {"code": number, "body": "", "errors": 0}, ASK + [["head"], ["read_all"]], [21]))
		list.append({"name": "bodiless_zero_%d" % number, "points": [21], "server": "HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n" % code, "steps": ASK + [["head"], ["read_all"], ["head"]]})
		list.append(_ours("bodiless_close_%d" % number, "", [["read_head"], ["send", "HTTP/1.1 %s\r\nConnection: close\r\n\r\n" % code], ["close"]], {"code": number, "body": "", "has_response": true}, ASK + [["head"], ["read_all"]], [21]))
	list.append(_ours("head_chunked", "head-chunked", [["read_head"], ["send", H + "Transfer-Encoding: chunked\r\n\r\n"], ["read_head"], ["send", H + "Content-Length: 2\r\n\r\nok"]], {"code": 200, "body": "ok", "status": 5},
		[["connect"], ["until", 5], ["request", 1], ["answer"], ["head"], ["read_all"], ["request"], ["answer"], ["head"], ["read_all"]], [21]))
	list.append(_ours("head_chunked_length", "head-chunked", H + "Transfer-Encoding: chunked\r\n\r\n", {"code": 200, "length": 0, "body": "", "status": 5},
		[["connect"], ["until", 5], ["request", 1], ["answer"], ["head"], ["read_all"]], [16, 21]))
	list.append(_ours("head_with_body", "unsolicited", H + "Content-Length: 5\r\n\r\nhello", {"status": 8}, [["connect"], ["until", 5], ["request", 1], ["answer"], ["read_all"], ["until", 8]], [12, 21]))
	return list


static func _truncated() -> Array[Dictionary]:
	return [
		_ours("truncated_length", "truncated", [["read_head"], ["send", H + "Content-Length: 9\r\n\r\nhel"], ["close"]], {"body": "hel", "status": 8}, ASK + [["head"], ["read_all"]], [17]),
		_ours("truncated_length_poll", "truncated", [["read_head"], ["send", H + "Content-Length: 9\r\n\r\nhel"], ["close"]], {"body": "hel", "status": 8, "poll": 27}, ASK + [["server", 3], ["quiet", 20], ["read_all", "poll"], ["polls", 2]], [17]),
		_ours("truncated_length_nothing", "truncated", [["read_head"], ["send", H + "Content-Length: 9\r\n\r\n"], ["close"]], {"body": "", "status": 8}, ASK + [["read_all"]], [17]),
		_ours("truncated_length_reset", "", [["read_head"], ["send", H + "Content-Length: 9\r\n\r\nhel"], ["gate"], ["reset"]], {"status": 8}, ASK + [["piece"], ["go"], ["read_all"]], [17]),
		_ours("truncated_length_state", "truncated", [["read_head"], ["send", H + "A: 1\r\nContent-Length: 9\r\n\r\nhel"], ["close"]], {"code": 200, "has_response": true, "length": 9, "status": 8, "connection": false}, ASK + [["read_all"], ["state"]], [17]),
		_ours("truncated_chunk_data", "truncated", [["read_head"], ["send", CHUNKED + "5\r\nhello\r\n5\r\nhel"], ["close"]], {"status": 8}, ASK + [["read_all"]], [18]),
		_ours("truncated_chunk_size", "truncated", [["read_head"], ["send", CHUNKED + "5\r\nhello\r\n"], ["close"]], {"body": "hello", "status": 8}, ASK + [["read_all"]], [18]),
		_ours("truncated_chunk_last", "truncated", [["read_head"], ["send", CHUNKED + "5\r\nhello\r\n0\r\n"], ["close"]], {"body": "hello", "status": 8}, ASK + [["read_all"]], [18]),
	]


## What stays of an answer whose body was cut: all that its head said, whoever met the end, until close() or the next connect.
## The engine's read closes the client, so that nothing stays; its poll leaves all as it is.
static func _cut() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	var framings: Dictionary = {"length": ["Content-Length: 9", "hel", 9], "chunked": ["Transfer-Encoding: chunked", "5\r\nhello\r\n5\r\nhel", -1], "closing": ["Connection: close", "hel", -1]}
	for framing: String in framings:
		var kind: Array = framings[framing]
		for secure: bool in [false, true]:
			for end: String in ["close", "cut", "reset"]:
				if framing == "closing" and (end == "close" or (end == "cut" and not secure)):
					continue # which is how such a body ends
				for polled: bool in [false, true]:
					var case: Dictionary = _ours("cut_%s_%s_%s_%s" % [framing, "tls" if secure else "plain", end, "polled" if polled else "read"], "truncated",
						[["read_head"], ["send", H + "A: 1\r\n%s\r\n\r\n%s" % [kind[0], kind[1]]], ["gate"], [end]],
						{"code": 200, "has_response": true, "length": kind[2], "headers": ["A: 1", kind[0]], "status": 8, "connection": false, "poll": 27},
						ASK + [["piece"], ["go"], ["server", 4], ["quiet", 20], ["read_all"] + (["poll"] if polled else []), ["state"], ["headers"], ["polls", 2]], [8, 16, 17])
					if secure:
						case["tls"] = {}
					list.append(case)
	list.append(_ours("cut_then_connect", "", [["read_head"], ["send", H + "Content-Length: 9\r\n\r\nhel"], ["close"]], {"code": 0, "has_response": false, "length": -1, "headers": []}, ASK + [["read_all"], ["connect"], ["head"], ["headers"]], [9, 17]))
	return list


static func _coding() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	var hello: String = "5\r\nhello\r\n0\r\n\r\n"
	for value: String in ["Chunked", "CHUNKED", "cHuNkEd"]:
		list.append(_ours("coding_" + value, "coding-case", H + "Transfer-Encoding: %s\r\n\r\n" % value + hello, {"chunked": true, "length": -1, "body": "hello", "status": 5}, ASK + [["head"], ["read_all"]], [16, 18]))
	for value: String in ["gzip, chunked", "chunked, chunked", "chunked, gzip", "chunked, identity", "xchunked", "\"chunked\"", "chunked;q=1", "gzip"]:
		list.append(_ours("coding_bad_" + value.validate_filename(), "coding-unknown", H + "Transfer-Encoding: %s\r\n\r\n" % value + hello, BROKEN, ASK + [["head"]], [18]))
	list.append(_ours("coding_two_fields", "coding-unknown", H + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + hello, BROKEN, ASK + [["head"]], [18]))
	for value: String in ["chunked,", ", chunked ,", "identity, chunked"]:
		list.append(_ours("coding_list_" + value.validate_filename(), "coding-list", H + "Transfer-Encoding: %s\r\n\r\n" % value + hello, {"chunked": true, "length": -1, "body": "hello", "status": 5}, ASK + [["head"], ["read_all"]], [16, 18]))
	list.append(_ours("coding_list_not_reused", "coding-list", H + "Transfer-Encoding: chunked,\r\n\r\n" + hello, {"body": "hello", "status": 8, "poll": 27}, ASK + [["read_all"], ["until", 8], ["polls", 2]], [12, 16]))
	list.append(_ours("coding_identity_not_reused", "coding-list", H + "Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello", {"body": "hello", "status": 8, "poll": 27}, ASK + [["read_all"], ["until", 8], ["polls", 2]], [12, 16]))
	list.append(_ours("coding_http10", "coding-http10", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + hello, BROKEN, ASK + [["head"]], [18]))
	for both: Array in [["first", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"], ["last", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"]]:
		list.append(_ours("coding_with_length_" + str(both[0]), "length-with-chunked", H + str(both[1]) + "\r\n" + hello, {"chunked": true, "length": -1, "body": "hello"}, ASK + [["head"], ["read_all"]], [16, 18]))
	list.append(_ours("coding_with_length_not_reused", "length-with-chunked", H + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n" + hello, {"body": "hello", "status": 8, "poll": 27}, ASK + [["read_all"], ["until", 8], ["polls", 2]], [12, 16]))
	return list


static func _chunks() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	for good: Array in [
			["extension", "chunk-extension", "5;a=b;c=\"x y\"\r\nhello\r\n0;last\r\n\r\n"], ["extension_long", "chunk-extension", "5;" + "a".repeat(1000) + "\r\nhello\r\n0\r\n\r\n"], ["extension_empty", "chunk-extension", "5;\r\nhello\r\n0\r\n\r\n"],
			["thirty_zeros", "chunk-zeros", "0".repeat(30) + "5\r\nhello\r\n0\r\n\r\n"], ["last_many_zeros", "", "5\r\nhello\r\n00000\r\n\r\n"], ["padded", "chunk-padding", "5     \r\nhello\r\n0 \t\r\n\r\n"]]:
		list.append(_ours("chunk_" + str(good[0]), str(good[1]), CHUNKED + str(good[2]), {"body": "hello", "pieces": ["hello"], "status": 5, "errors": 0}, ASK + [["read_all"]], [18]))
	for bad: Array in [
			["space", " 5\r\nhello\r\n"], ["plus", "+5\r\nhello\r\n"], ["minus", "-5\r\nhello\r\n"], ["prefix", "0x5\r\nhello\r\n"], ["underscore", "5_\r\nhello\r\n"], ["h", "5h\r\nhello\r\n"], ["empty", "\r\nhello\r\n"], ["g", "g\r\nhello\r\n"],
			["lf_size", "5\nhello\r\n"], ["lf_data", "5\r\nhello\n0\r\n\r\n"], ["junk", "5\r\nhelloXX"], ["cr_junk", "5\r\nhello\rX"], ["overflow", "8000000000000000\r\nx"], ["overflow_digits", "f".repeat(17) + "\r\nx"], ["too_many_zeros", "0".repeat(40) + "5\r\nhello\r\n"],
			["extension_cr", "5;a\rb\r\nhello\r\n0\r\n\r\n"], ["trailer_folded", "0\r\n X: y\r\n\r\n"], ["trailer_no_colon", "0\r\nX y\r\n\r\n"]]:
		# The engine prints a line for a bad size or end of a chunk, but looks at no trailer.
		var trailer: bool = str(bad[0]).begins_with("trailer")
		var lines: int = 0 if trailer else 1
		list.append(_ours("chunk_bad_" + str(bad[0]), "chunk-syntax" if trailer else "", CHUNKED + str(bad[1]), {"code": 200, "headers": ["Transfer-Encoding: chunked"], "status": 8, "errors": lines}, ASK + [["read_all"], ["headers"], ["head"]], [18, 27]))
	list.append(_ours("chunk_bad_after_good", "", CHUNKED + "5\r\nhello\r\nzz\r\nno\r\n0\r\n\r\n", {"body": "hello", "status": 8, "errors": 1}, ASK + [["read_all"]], [18, 27]))
	list.append(_ours("chunk_extension_too_long", "", CHUNKED + "5;" + "a".repeat(5000) + "\r\nhello\r\n0\r\n\r\n", {"body": "", "status": 8}, ASK + [["read_all"]], [18]))
	list.append(_ours("chunk_extension_flood", "", [["read_head"], ["send", CHUNKED], ["send_repeat", 20, "1;" + "a".repeat(3000) + "\r\nx\r\n"], ["send", "0\r\n\r\n"]], {"status": 8}, ASK + [["read_all"]], [18]))
	list.append(_ours("trailer_flood", "chunk-limit", [["read_head"], ["send", CHUNKED + "0\r\n"], ["send_repeat", 2500, "X: yyyy\r\n"], ["send", "\r\n"]], {"status": 8}, ASK + [["read_all"]], [18]))
	list.append(_ours("trailer_not_merged", "", CHUNKED + "2\r\nok\r\n0\r\nContent-Length: 9\r\nX: y\r\n\r\n", {"headers": ["Transfer-Encoding: chunked"], "length": -1, "status": 5}, ASK + [["read_all"], ["head"], ["headers"]], [18]))
	list.append(_ours("chunk_over_16_mib", "chunk-large", [["read_head"], ["send", CHUNKED + "1000001\r\n"], ["send_fill", 16777217], ["send", "\r\n2\r\nok\r\n0\r\n\r\n"]], {"status": 5, "errors": 0, "body_size": 16777219}, ASK + [["read_all"]], [18]))
	list.append(_ours("chunk_64_mib", "chunk-large", [["read_head"], ["send", CHUNKED + "4000000\r\n"], ["send_fill", 67108864], ["send", "\r\n0\r\n\r\n"]], {"status": 5, "errors": 0, "body_size": 67108864}, ASK + [["read_all"]], [18]))
	return list


## Bytes that come between two requests while the script does not poll: request() is the one to look.
static func _unasked() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	const LATE := "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"
	var ours: Dictionary = {"request": 0, "status": 8, "code": 0, "poll": 27}
	var steps: Array = [["quiet", 20], ["request", 0, "/second"], ["answer"], ["head"]]
	for first: Array in [["length", H + "Content-Length: 5\r\n\r\nhello"], ["chunked", CHUNKED + "5\r\nhello\r\n0\r\n\r\n"], ["204", "HTTP/1.1 204 No Content\r\n\r\n"]]:
		var script: Array = [["read_head"], ["send", first[1]], ["gate"], ["send", LATE]]
		list.append(_ours("unasked_without_poll_" + str(first[0]), "unsolicited", script, ours, ASK + [["read_all"], ["go"], ["server", 4]] + steps, [12]))
		list.append({"name": "unasked_without_poll_tls_" + str(first[0]), "points": [12], "tls": {}, "server": script, "steps": ASK + [["read_all"], ["go"], ["server", 4]] + steps, "ours": ours, "compat": "unsolicited"})
		list.append(_ours("unasked_blocking_" + str(first[0]), "unsolicited", script, ours, [["set", "blocking_mode_enabled", true]] + ASK + [["read_all"], ["go"], ["server", 4]] + steps, [12, 19]))
	list.append(_ours("unasked_before_any_request", "unsolicited", [["accept"], ["gate"], ["send", LATE]], ours, [["connect"], ["until", 5], ["go"], ["server", 3]] + steps, [12]))
	list.append({"name": "closed_without_poll", "points": [12], "server": [["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"], ["gate"], ["close"]],
		"steps": ASK + [["read_all"], ["go"], ["server", 4]] + steps})
	return list


static func _idle() -> Array[Dictionary]:
	var list: Array[Dictionary] = _unasked()
	list.append_array([
		_ours("close_asked_but_open", "connection-close", H + "Connection: close\r\nContent-Length: 5\r\n\r\nhello", {"body": "hello", "status": 8, "poll": 27}, ASK + [["read_all"], ["poll"], ["poll"]], [12, 17]),
		_ours("close_asked_connected_first", "", H + "Connection: close\r\nContent-Length: 5\r\n\r\nhello", {"body": "hello", "status": 5}, ASK + [["read_all"]], [12, 17]),
		_ours("close_asked_chunked", "connection-close", H + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", {"body": "hello", "status": 8, "poll": 27}, ASK + [["read_all"], ["poll"], ["poll"]], [12, 18]),
		_ours("http10_with_length", "connection-close", "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", {"body": "hello", "status": 8}, ASK + [["read_all"], ["poll"]], [12, 17]),
		_ours("unsolicited", "unsolicited", [["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"], ["gate"], ["send", H + "Content-Length: 5\r\n\r\nworld"]], {"body": "hello", "status": 8}, ASK + [["read_all"], ["polls", 2], ["go"], ["until", 8]], [12]),
		_ours("unsolicited_before_request", "unsolicited", [["accept"], ["send", H + "Content-Length: 5\r\n\r\nhello"]], {"status": 8}, [["connect"], ["until", 5], ["until", 8]], [12]),
		_ours("extra_bytes", "unsolicited", H + "Content-Length: 5\r\n\r\nhelloEXTRA", {"body": "hello", "status": 8}, ASK + [["read_all"], ["until", 8]], [12]),
		_ours("extra_bytes_chunked", "unsolicited", CHUNKED + "5\r\nhello\r\n0\r\n\r\nEXTRA", {"body": "hello", "status": 8}, ASK + [["read_all"], ["until", 8]], [12]),
		_ours("poll_in_body_is_ok", "poll-in-body", [["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhe"], ["close"]], {"poll": 0, "status": 7, "sequence": [3, 5, 6, 7]}, ASK + [["server", 3], ["piece"], ["quiet", 30], ["polls", 10]], [8]),
		_ours("poll_in_body_of_set_peer", "set-connection-poll", [["read_head"], ["send", H + "Content-Length: 5\r\n\r\nhello"]], {"body": "hello", "status": 5}, [["peer"], ["set", "connection", "$PEER"], ["request"], ["answer"], ["polls", 5], ["read_all", "poll"]], [24]),
	])
	return list


## An answer that comes before the request's body is sent: the server reads no more of it, and closes, or does not.
static func _early() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	for secure: bool in [false, true]:
		for end: String in ["gate", "close", "reset"]:
			var case: Dictionary = _ours("early_answer_%s_%s" % ["tls" if secure else "plain", "open" if end == "gate" else end], "early-answer", [["read_head"], ["send", "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno"], [end]],
				{"code": 413, "body": "no", "status": 5 if end == "gate" else 8}, [["connect"], ["until", 5], ["request", 2, "/", [], "x".repeat(20000000)], ["answer"], ["head"], ["read_all"]] + ([] if end == "gate" else [["until", 8]]), [11, 15])
			if secure:
				case["tls"] = {}
			list.append(case)
	return list
