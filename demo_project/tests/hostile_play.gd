# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## One exchange of hostile_table.gd on one class: a request, an answer that no server should send, and what came of it.

const PATIENCE := 2000 # milliseconds without any progress: it hangs

enum Verdict { RIGHT, WRONG, HANGS, LOSES }

var exchange: Dictionary
var verdict := Verdict.WRONG
## What came of it, in a few words.
var words := ""
var done := false

var _client: RefCounted
var _script := 0
var _server: RefCounted
var _asked := false
var _code := 0
var _body := PackedByteArray()
var _status := -1
var _limit := 0


func start(played: Dictionary, class_id: StringName, server: RefCounted) -> void:
	exchange = played
	_server = server
	var steps: Array = [["read_head"]]
	var wire: PackedByteArray = Marshalls.base64_to_raw(str(played["wire"]))
	if not wire.is_empty():
		steps.append(["send_hex", wire.hex_encode()])
	if played["closes"]:
		steps.append(["close"])
	var script: Dictionary = server.call("start", steps)
	_script = int(script["id"])
	_client = ClassDB.instantiate(class_id)
	_client.call("connect_to_host", "127.0.0.1", int(script["port"]))
	_limit = Time.get_ticks_msec() + PATIENCE


## The calls that a script makes in one frame.
func step() -> void:
	match int(_client.call("get_status")):
		HTTPClient.STATUS_CONNECTING, HTTPClient.STATUS_REQUESTING:
			_client.call("poll")
		HTTPClient.STATUS_CONNECTED:
			if _asked:
				_end()
				return
			_asked = true
			var method: int = exchange["method"]
			_client.call("request", method, "a:1" if method == HTTPClient.METHOD_CONNECT else "/", PackedStringArray(["Upgrade: x"] if exchange["upgrade"] else []))
		HTTPClient.STATUS_BODY:
			var piece: PackedByteArray = _client.call("read_response_body_chunk")
			_body.append_array(piece)
			if not piece.is_empty():
				_limit = Time.get_ticks_msec() + PATIENCE
		_:
			_end()
			return
	var status: int = _client.call("get_status")
	if status != _status:
		_status = status
		_limit = Time.get_ticks_msec() + PATIENCE
		if _asked and status != HTTPClient.STATUS_REQUESTING and _client.call("get_response_code"):
			_code = _client.call("get_response_code")
	elif Time.get_ticks_msec() > _limit:
		verdict = Verdict.HANGS
		words = "hangs" + (" after %d bytes" % _body.size() if not _body.is_empty() else "")
		_finish()


func _end() -> void:
	_status = _client.call("get_status")
	var failed: bool = not _status in [HTTPClient.STATUS_CONNECTED, HTTPClient.STATUS_DISCONNECTED]
	var want: PackedByteArray = Marshalls.base64_to_raw(str(exchange["body"]))
	var beginning: bool = _body.size() < want.size() and _body == want.slice(0, _body.size())
	if failed and exchange["fails"]:
		verdict = Verdict.RIGHT if _body == want else Verdict.LOSES if beginning else Verdict.WRONG
	elif not failed and not exchange["fails"]:
		if _code == int(exchange["code"]):
			verdict = Verdict.RIGHT if _body == want else Verdict.LOSES if beginning else Verdict.WRONG
	elif failed and beginning:
		verdict = Verdict.LOSES
	match verdict:
		Verdict.LOSES:
			words = "loses %d bytes" % (want.size() - _body.size()) + (", no error" if exchange["fails"] and not failed else "")
		Verdict.WRONG:
			words = "wrong: " + ("an error" if failed else "%d, %d bytes, no error" % [_code, _body.size()])
		_:
			words = "right"
	_finish()


func _finish() -> void:
	done = true
	_client = null
	_server.call("drop", _script)
