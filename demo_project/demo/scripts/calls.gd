# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Node
## Calls of one HTTPSessionGo: no node for a call, connections that are kept, and each call can be awaited.

signal ended(problem: String)

var base_url := "https://example.com/v1/"
var tls: TLSOptions = TLSOptions.client()
var paths: PackedStringArray = ["json/1", "json/2", "json/3"]
var file := "file/300000/1"
var file_name := "user://file.zip"

var answers: Array[Dictionary] = []
var _session := HTTPSessionGo.new()


func _ready() -> void:
	_session.base_url = base_url
	_session.set_tls_options(tls)
	_session.timeout = 10.0 # seconds, for all of a call
	_session.max_retries = 2 # where that does no harm
	ended.emit.call_deferred(await _run())


## Returns what went wrong, empty if nothing did.
func _run() -> String:
	# One call: redirects are followed, gzip and others are decoded.
	var first: HTTPResponseGo = await _session.fetch(paths[0]).done()
	if not first.ok:
		return _reason(first)
	answers.append(first.json())

	# Many at once: all are asked before the first is awaited.
	var calls: Array[HTTPResponseGo] = []
	for path: String in paths.slice(1):
		calls.append(_session.fetch(path))
	for r: HTTPResponseGo in calls:
		await r.done()
		if not r.ok:
			return _reason(r)
		answers.append(r.json())

	# A download: what is there after r.cancel() or a lost connection is not asked for again.
	var r: HTTPResponseGo = _session.download(file, file_name)
	r.progressed.connect(func(got: int, total: int) -> void: print("%d of %d bytes" % [got, total]))
	await r.done()
	return "" if r.ok else _reason(r)


func _reason(r: HTTPResponseGo) -> String:
	return r.get_error().get("message", "the server answers %d" % r.response_code)


func _exit_tree() -> void:
	_session.cancel_all()
