# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## environment_proxy_enabled follows what the script itself sets by OS.set_environment().


func test_what_the_script_sets() -> void:
	var script: Dictionary = server.start([["read_head"], ["send", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"]])
	var client: RefCounted = make(candidate)
	client.set("environment_proxy_enabled", true)
	OS.set_environment("http_proxy", "http://127.0.0.1:%d" % script["port"])
	client.call("connect_to_host", "origin.example", 80)
	OS.unset_environment("http_proxy")
	assert_true(poll_until(client, HTTPClient.STATUS_CONNECTED), "not connected: %s" % client.call("get_last_error"))
	client.call("request", HTTPClient.METHOD_GET, "/x", [])
	assert_true(poll_until(client, HTTPClient.STATUS_BODY), "no answer: %s" % client.call("get_last_error"))
	client.call("close")
	assert_true(Marshalls.base64_to_raw(str(server.record(int(script["id"]), 2000)["records"][0]["request"])).get_string_from_utf8().begins_with("GET http://origin.example:80/x "), "the wire")
	server.drop(int(script["id"]))
	finish()
