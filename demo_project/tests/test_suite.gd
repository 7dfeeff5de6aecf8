# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The base of all suites: assertions, and a flag that shows a test that did not reach its end.
##
## A GDScript runtime error ends a function without a word. So each test calls [method finish] last, and one that did not
## is a failure.

const ClientSource := preload("res://tests/client_source.gd")
const ServerControl := preload("res://tests/server_control.gd")

## The words of get_last_error()["reason"]. The list is closed.
const REASON_WORDS: PackedStringArray = ["offline", "resolver", "name_unknown", "bad_host", "bad_call", "refused", "unreachable", "forbidden", "timeout", "reset",
	"closed", "tls", "certificate", "pin", "client_certificate", "proxy", "not_http", "truncated", "limit", "no_descriptors", "internal"]
## What only libraries and packages say, and what is no sentence.
const FOREIGN := "\\b(dial|lookup|tcp|udp|EOF|errno|goroutine|socket)\\b|x509:|tls:|h1:|net:|transport|i/o timeout|\\.\\.|^[a-z]|[^.]$"

## Set by the runner before the first test.
var options: Dictionary = {}
var server: ServerControl
## The error_capture.gd of this run, null on an engine without Logger.
var errors: Object
## The class under test.
var candidate: StringName
var tree: SceneTree

var failures: PackedStringArray = []
var finished := false
var skipped := ""


## Returns the tests of this suite, name and Callable each. By default each method that begins with "test_".
func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = []
	for method: Dictionary in get_method_list():
		var name: String = method["name"]
		if name.begins_with("test_"):
			found.append({"name": name, "run": Callable(self, name)})
	return found


## Called by each test as its last line.
func finish() -> void:
	finished = true


## Called by a test that cannot run here, instead of [method finish].
func skip(reason: String) -> void:
	skipped = reason
	finished = true


func fail(message: String) -> void:
	failures.append(message)


## Type-strict: 1 and 1.0, "a" and &"a" differ.
func assert_eq(got: Variant, want: Variant, what: String = "") -> bool:
	if typeof(got) == typeof(want) and got == want:
		return true
	fail("%s: got %s (%s), want %s (%s)" % [what, var_to_str(got).left(400), type_string(typeof(got)),
			var_to_str(want).left(400), type_string(typeof(want))])
	return false


func assert_true(got: bool, what: String) -> bool:
	if not got:
		fail(what)
	return got


## What get_last_error() tells of a failure has a reason of the list, and a sentence without words of others.
func assert_reason(why: Dictionary, what: String = "") -> void:
	var message: String = why.get("message", "")
	# What it quotes are the words of a script or a server.
	var foreign: RegExMatch = RegEx.create_from_string(FOREIGN).search(RegEx.create_from_string("\"([^\"\\\\]|\\\\.)*\"").sub(message, "\"\"", true))
	if foreign != null or message.is_empty():
		fail("%s: a foreign word or no sentence: '%s'" % [what, message])
	if not str(why.get("reason", "")) in REASON_WORDS or not why.get("nothing_sent") is bool or not why.has_all(["stage", "host", "port", "address"]):
		fail("%s: no reason of the list, or an entry is missing: %s" % [what, why])


## Returns a new client of [param class_id].
func make(class_id: StringName) -> RefCounted:
	return ClassDB.instantiate(class_id)


## Both classes, the engine's first.
func both() -> Array[StringName]:
	return [&"HTTPClient", candidate]


## Polls until the status is [param status]; false after [param msec] milliseconds.
func poll_until(client: RefCounted, status: int, msec: int = 5000) -> bool:
	var limit: int = Time.get_ticks_msec() + msec
	while client.call("get_status") != status:
		if Time.get_ticks_msec() > limit:
			return false
		client.call("poll")
		OS.delay_usec(100)
	return true


## Connects to the scripted server; returns whether that came in time.
func connect_client(client: RefCounted, port: int) -> bool:
	client.call("connect_to_host", "127.0.0.1", port)
	return poll_until(client, HTTPClient.STATUS_CONNECTED)


## Throws away error lines that a test expects and does not look at.
func forget_errors() -> void:
	if errors:
		errors.call("take")
