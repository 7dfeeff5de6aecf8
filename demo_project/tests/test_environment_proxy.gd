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


## Also in capitals, for a tunnel, and where NO_PROXY says that there is none.
func test_a_tunnel_and_none() -> void:
	var script: Dictionary = server.start([["read_head"], ["send", "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"]])
	var client: RefCounted = make(candidate)
	client.set("environment_proxy_enabled", true)
	OS.set_environment("HTTPS_PROXY", "http://127.0.0.1:%d" % script["port"])
	OS.set_environment("NO_PROXY", "direct.invalid")
	client.call("connect_to_host", "https://origin.example")
	assert_true(poll_until(client, HTTPClient.STATUS_CANT_CONNECT), "the proxy was not asked")
	var why: Dictionary = client.call("get_last_error")
	assert_reason(why)
	assert_eq([why.get("reason"), why.get("proxy_status"), why.get("port")], ["proxy", 403, int(script["port"])], "the proxy's refusal")
	client.call("connect_to_host", "https://direct.invalid")
	assert_eq(client.call("get_status"), HTTPClient.STATUS_RESOLVING, "status where there is no proxy")
	client.call("close")
	OS.unset_environment("HTTPS_PROXY")
	OS.unset_environment("NO_PROXY")
	client.call("connect_to_host", "https://origin.invalid")
	assert_eq(client.call("get_status"), HTTPClient.STATUS_RESOLVING, "status without the variables")
	client.call("close")
	assert_true(Marshalls.base64_to_raw(str(server.record(int(script["id"]), 2000)["records"][0]["request"])).get_string_from_utf8().begins_with("CONNECT origin.example:443 "), "the wire")
	server.drop(int(script["id"]))
	finish()
