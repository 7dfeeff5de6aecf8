# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
class_name LeaderboardClient
extends HTTPClient
## The leaderboard of a game: an HTTPClient that knows its server, keeps a queue, and says what happens by signals.

signal status_changed(from: int, to: int)
signal scores_received(scores: Array)
signal submitted(rank: int)
signal trouble(what: String, code: int)

enum Job {NONE, FETCH, SUBMIT}

const USER_AGENT := "Leaderboard/2 (game)"

## A game of somebody else, that holds the client in a variable of its type.
class Game:
	var board: LeaderboardClient
	var seen: Array = []

	func _init(client: LeaderboardClient) -> void:
		board = client
		board.scores_received.connect(_on_scores)
		board.submitted.connect(_on_submitted)
		board.trouble.connect(_on_trouble)
		board.status_changed.connect(_on_status_changed)

	func _on_scores(scores: Array) -> void:
		seen.append(["scores", scores])

	func _on_submitted(rank: int) -> void:
		seen.append(["rank", rank])

	func _on_trouble(what: String, code: int) -> void:
		seen.append(["trouble", what, code])

	func _on_status_changed(_from: int, to: int) -> void:
		if to == HTTPClient.STATUS_CONNECTED or to == HTTPClient.STATUS_CONNECTION_ERROR:
			seen.append(["status", to])

	func run(limit_msec: int) -> void:
		var limit: int = Time.get_ticks_msec() + limit_msec
		while board.has_work() and Time.get_ticks_msec() < limit:
			board.step()
			OS.delay_usec(300)


## How a score is made into JSON. A subclass may know better.
class Format:
	func encode(player: String, points: int) -> String:
		return JSON.stringify({"player": player, "points": points})


var base_host := ""
var base_port := 80
var extra_headers: Dictionary = {}
var format := Format.new()
var sent_count := 0
var max_retries := 2
var chunk: int:
	get:
		return read_chunk_size
	set(value):
		read_chunk_size = value

var _queue: Array[Dictionary] = []
var _job: Dictionary = {}
var _body := PackedByteArray()
var _seen_status := STATUS_DISCONNECTED
var _retries := 0


func _init(host: String = "127.0.0.1", port: int = 80, headers: Dictionary = {}) -> void:
	base_host = host
	base_port = port
	extra_headers = headers
	chunk = 1024


func fetch(top: int = 10) -> void:
	_queue.append({"kind": Job.FETCH, "path": "/scores?" + query_string_from_dict({"top": top, "friends": null})})


func submit(player: String, points: int) -> void:
	_queue.append({"kind": Job.SUBMIT, "path": "/scores", "body": format.encode(player, points)})


func has_work() -> bool:
	return not _queue.is_empty() or not _job.is_empty()


## Call it every frame while there is work.
func step() -> void:
	_poll_and_tell()
	match get_status():
		STATUS_DISCONNECTED:
			if _job.is_empty() and not _queue.is_empty():
				connect_to_host(base_host, base_port)
			elif not _job.is_empty():
				_finish()
		STATUS_CONNECTED:
			if not _job.is_empty():
				_finish()
			elif not _queue.is_empty():
				_begin(_queue.pop_front())
		STATUS_BODY:
			_body.append_array(read_response_body_chunk())
		STATUS_CANT_CONNECT, STATUS_CANT_RESOLVE, STATUS_CONNECTION_ERROR, STATUS_TLS_HANDSHAKE_ERROR:
			_give_up_or_retry()


## Overridden by those who want other headers.
func make_headers(has_body: bool) -> PackedStringArray:
	var list: PackedStringArray = ["User-Agent: " + USER_AGENT]
	for name in extra_headers:
		list.append("%s: %s" % [name, extra_headers[name]])
	if has_body:
		list.append("Content-Type: application/json")
	return list


func _poll_and_tell() -> void:
	poll()
	var now := get_status()
	if now != _seen_status:
		var before := _seen_status
		_seen_status = now
		status_changed.emit(before, now)


func _begin(job: Dictionary) -> void:
	_job = job
	_body.clear()
	sent_count += 1
	var body: String = job.get("body", "")
	var method := METHOD_GET if job.kind == Job.FETCH else METHOD_POST
	if request(method, job.path, make_headers(not body.is_empty()), body) != OK:
		trouble.emit("request", -1)
		_job = {}


func _finish() -> void:
	var job := _job
	_job = {}
	_retries = 0
	var code := get_response_code()
	if code != ResponseCode.RESPONSE_OK and code != RESPONSE_CREATED:
		trouble.emit("answer", code)
		return
	var parsed: Variant = JSON.parse_string(_body.get_string_from_utf8())
	if job.kind == Job.FETCH:
		scores_received.emit(parsed if parsed is Array else [])
	else:
		submitted.emit(int(parsed.rank) if parsed is Dictionary else -1)


func _give_up_or_retry() -> void:
	var job := _job
	_job = {}
	close()
	if _retries < max_retries:
		_retries += 1
		if not job.is_empty():
			_queue.push_front(job)
		connect_to_host(base_host, base_port)
	else:
		trouble.emit("connection", get_status())
		_queue.clear()
