# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## A leaderboard: one node in the scene, a queue of jobs, a table of what went wrong.

signal scores_changed(scores: Array)

const WORDS := {
	HTTPRequest.RESULT_SUCCESS: "fine", HTTPRequest.RESULT_CHUNKED_BODY_SIZE_MISMATCH: "size", HTTPRequest.RESULT_CANT_CONNECT: "cannot connect",
	HTTPRequest.RESULT_CANT_RESOLVE: "cannot resolve", HTTPRequest.RESULT_CONNECTION_ERROR: "connection", HTTPRequest.RESULT_TLS_HANDSHAKE_ERROR: "tls",
	HTTPRequest.RESULT_NO_RESPONSE: "no response", HTTPRequest.RESULT_BODY_SIZE_LIMIT_EXCEEDED: "too large", HTTPRequest.RESULT_REQUEST_FAILED: "failed",
	HTTPRequest.RESULT_DOWNLOAD_FILE_CANT_OPEN: "file", HTTPRequest.RESULT_DOWNLOAD_FILE_WRITE_ERROR: "disk", HTTPRequest.RESULT_REDIRECT_LIMIT_REACHED: "redirects", HTTPRequest.RESULT_TIMEOUT: "late",
}

var http: HTTPRequest
var queue: Array[Dictionary] = []
var seen: Array = []
var base := ""


func _ready() -> void:
	http = HTTPRequest.new()
	http.timeout = 4.0
	add_child(http)
	http.request_completed.connect(_on_done)
	scores_changed.connect(func(scores: Array) -> void: seen.append(["scores", scores]))


func push(job: Dictionary) -> void:
	queue.push_back(job)
	_next()


func _next() -> void:
	if queue.is_empty() or http.get_http_client_status() != HTTPClient.STATUS_DISCONNECTED:
		return
	var job: Dictionary = queue[0]
	var err := http.request(base + job["path"], ["Content-Type: application/json", "X-Game: 7"], job.get("method", HTTPClient.METHOD_GET), job.get("body", ""))
	if err != OK:
		seen.append(["error", err])
		queue.pop_front()


func _on_done(result: int, code: int, headers: PackedStringArray, body: PackedByteArray) -> void:
	queue.pop_front()
	if result != HTTPRequest.RESULT_SUCCESS or code >= 400:
		seen.append([WORDS.get(result, "?"), code, headers.size()])
	else:
		var json := JSON.new()
		if json.parse(body.get_string_from_utf8()) == OK and json.data is Array:
			scores_changed.emit(json.data)
		else:
			seen.append(["answer", code, body.get_string_from_utf8()])
	_next()


func is_over() -> bool:
	return queue.is_empty()
