# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## The project's limit for a TCP connect, against a listener whose queue is full: nobody answers there, and nobody refuses.

const SETTING := "network/limits/tcp/connect_timeout_seconds"
## More than the limit that the test sets, less than the default of 30 seconds.
const PATIENCE := 15000

var _listener := TCPServer.new()
var _crowd: Array[StreamPeerTCP] = []


func test_limit_of_the_project() -> void:
	var before: Variant = ProjectSettings.get_setting(SETTING)
	ProjectSettings.set_setting(SETTING, 1)
	_fill_queue()
	var clients: Array[RefCounted] = []
	for class_id: StringName in both():
		clients.append(make(class_id))
		assert_eq(clients[-1].call("connect_to_host", "127.0.0.1", _listener.get_local_port()), OK, "connect_to_host")
	ProjectSettings.set_setting(SETTING, before)
	for client: RefCounted in clients:
		assert_true(poll_until(client, HTTPClient.STATUS_CANT_CONNECT, PATIENCE), "%s still waits" % client)
		assert_eq(client.call("poll"), ERR_CANT_CONNECT, "poll")
	if candidate != &"HTTPClient":
		var reason: Dictionary = clients[-1].call("get_last_error")
		assert_eq(reason.get("stage"), "connect", "stage")
		assert_eq(reason.get("reason"), "timeout", "reason")
		assert_true(str(reason.get("message")).contains("nobody answered in time"), "message: %s" % reason)
	_crowd.clear()
	_listener.stop()
	finish()


func _fill_queue() -> void:
	_listener.listen(0, "127.0.0.1")
	for i: int in 32:
		var peer := StreamPeerTCP.new()
		peer.connect_to_host("127.0.0.1", _listener.get_local_port())
		_crowd.append(peer)
	OS.delay_msec(20) # the kernel's own thread fills the queue
