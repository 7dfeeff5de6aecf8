# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## accept_gzip: what is decoded, and what is not.

const H := "HTTP/1.1 200 OK\r\n"
const TEXT := "hello, hello, hello, hello"
const BROKEN := {"result": 8, "code": 200, "body": "", "errors": 1, "signals": 1}


## Returns the steps of a server that sends [param body] in that coding.
static func sending(coding: String, body: PackedByteArray, with_length: bool = true, head: String = H) -> Array:
	var lines: String = head + ("Content-Encoding: %s\r\n" % coding if coding else "")
	if with_length:
		return [["read_head"], ["send", lines + "Content-Length: %d\r\n\r\n" % body.size()], ["send_hex", body.hex_encode()]]
	return [["read_head"], ["send", lines + "Transfer-Encoding: chunked\r\n\r\n%x\r\n" % body.size()], ["send_hex", body.hex_encode()], ["send", "\r\n0\r\n\r\n"]]


static func gzip(text: String = TEXT) -> PackedByteArray:
	return text.to_utf8_buffer().compress(FileAccess.COMPRESSION_GZIP)


static func zlib(text: String = TEXT) -> PackedByteArray:
	return text.to_utf8_buffer().compress(FileAccess.COMPRESSION_DEFLATE)


static func cases() -> Array[Dictionary]:
	var raw: PackedByteArray = zlib().slice(2, -4)
	var large: String = "0123456789abcdef".repeat(20000)
	var wrong_sum: PackedByteArray = gzip()
	wrong_sum[-5] ^= 255
	var list: Array[Dictionary] = [
		{"name": "gzip", "server": sending("gzip", gzip())},
		{"name": "gzip_chunked", "server": sending("gzip", gzip(), false)},
		{"name": "gzip_large", "server": sending("gzip", gzip(large))},
		{"name": "gzip_in_upper_case", "server": sending("GZIP", gzip())},
		{"name": "deflate", "server": sending("deflate", zlib())},
		{"name": "deflate_raw", "server": sending("deflate", raw), "ours": {"result": 0, "code": 200, "body": TEXT}, "compat": "request-codings"},
		{"name": "x_gzip", "server": sending("x-gzip", gzip()), "ours": {"result": 0, "code": 200, "body": TEXT}, "compat": "request-codings"},
		{"name": "two_codings", "server": sending("deflate, gzip", zlib().compress(FileAccess.COMPRESSION_GZIP)), "ours": {"result": 0, "code": 200, "body": TEXT}, "compat": "request-codings"},
		{"name": "six_codings", "server": sending("gzip, gzip, gzip, gzip, gzip, gzip", gzip()), "ours": BROKEN, "compat": "request-codings"},
		{"name": "identity", "server": sending("identity", TEXT.to_utf8_buffer())},
		{"name": "unknown", "server": sending("rot13", TEXT.to_utf8_buffer())},
		{"name": "brotli_that_nobody_asked_for", "server": sending("br", "any bytes".to_utf8_buffer())},
		{"name": "brotli_by_hand", "server": sending("br", "any bytes".to_utf8_buffer()), "steps": [["request", "/", ["Accept-Encoding: br"]], ["await"]]},
		{"name": "zstd_by_hand", "server": sending("zstd", "any bytes".to_utf8_buffer()), "steps": [["request", "/", ["Accept-Encoding: zstd"]], ["await"]]},
		{"name": "asked_by_hand", "server": sending("gzip", gzip()), "steps": [["request", "/", ["Accept-Encoding: gzip"]], ["await"]]},
		{"name": "not_accepted", "set": {"accept_gzip": false}, "server": sending("gzip", "any bytes".to_utf8_buffer())},
		{"name": "cut", "server": sending("gzip", gzip().slice(0, -10)), "ours": BROKEN, "compat": "request-gzip-cut"},
		{"name": "cut_chunked", "server": sending("gzip", gzip().slice(0, -10), false), "ours": BROKEN, "compat": "request-gzip-cut"},
		{"name": "wrong_checksum", "server": sending("gzip", wrong_sum)},
		{"name": "no_gzip", "server": sending("gzip", "this is no gzip at all".to_utf8_buffer())},
		{"name": "second_member", "frozen": true, "server": sending("gzip", gzip("one") + gzip("two")), "ours": {"result": 0, "body": "onetwo"}, "compat": "request-gzip-freeze"},
		{"name": "byte_behind", "frozen": true, "server": sending("gzip", gzip() + PackedByteArray([0])), "ours": {"result": 0, "body": TEXT}, "compat": "request-gzip-freeze"},
		{"name": "byte_behind_deflate", "frozen": true, "server": sending("deflate", zlib() + PackedByteArray([7])), "ours": {"result": 0, "body": TEXT}, "compat": "request-gzip-freeze"},
		{"name": "limit_of_decoded_bytes", "set": {"body_size_limit": 1000}, "server": sending("gzip", gzip(large))},
		{"name": "limit_of_coded_bytes", "set": {"body_size_limit": 30}, "server": sending("gzip", gzip(large))},
		{"name": "empty", "server": sending("gzip", PackedByteArray())},
		{"name": "empty_inside", "server": sending("gzip", gzip(" ").slice(0, 0) + "".to_utf8_buffer())},
		{"name": "head", "server": H + "Content-Encoding: gzip\r\nContent-Length: 30\r\n\r\n", "steps": [["request", "/", [], 1], ["await"]]},
		{"name": "code_404", "server": sending("gzip", gzip(), true, "HTTP/1.1 404 Not Found\r\n")},
		{"name": "code_206", "server": sending("gzip", "any bytes".to_utf8_buffer(), true, "HTTP/1.1 206 Partial Content\r\n"), "ours": {"result": 0, "code": 206, "body": "any bytes"}, "compat": "request-codings"},
		{"name": "code_204", "server": "HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n"},
		{"name": "counts_the_wire", "server": sending("gzip", gzip(large)), "steps": [["request"], ["await"], ["sizes"]]},
	]
	return list
