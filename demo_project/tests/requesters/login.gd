# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Logs in by a form, keeps the cookie by hand, and reads a page that needs it.

var base := ""
var seen: Array = []
var cookies := PackedStringArray()
var done := false


func start() -> void:
	var http := HTTPRequest.new()
	http.max_redirects = 0
	add_child(http)
	var form := HTTPClient.new().query_string_from_dict({"user": "zoë", "password": "a&b=c"})
	http.request(base + "login", ["Content-Type: application/x-www-form-urlencoded"], HTTPClient.METHOD_POST, form)
	var r: Array = await http.request_completed
	seen.append([r[0], r[1]])
	var location := ""
	for line: String in r[2]:
		if line.to_lower().begins_with("set-cookie:"):
			cookies.append(line.substr(11).strip_edges().get_slice(";", 0))
		if line.to_lower().begins_with("location:"):
			location = line.substr(9).strip_edges()
	seen.append([cookies, location])
	http.max_redirects = 8
	http.request(base.trim_suffix("/") + location, ["Cookie: " + "; ".join(cookies)])
	r = await http.request_completed
	seen.append([r[0], r[1], (r[3] as PackedByteArray).get_string_from_utf8()])
	http.queue_free()
	done = true


func is_over() -> bool:
	return done
