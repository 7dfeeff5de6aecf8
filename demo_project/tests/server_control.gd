# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The wire to the scripted server: one JSON object a line each way.

## Milliseconds that an answer may take.
const ANSWER_LIMIT := 20000

var _peer := StreamPeerTCP.new()
var _rest := PackedByteArray()


## Connects to [param address], "host:port".
func open(address: String) -> Error:
	var colon: int = address.rfind(":")
	var failed: Error = _peer.connect_to_host(address.left(colon), address.substr(colon + 1).to_int())
	if failed:
		return failed
	var limit: int = Time.get_ticks_msec() + ANSWER_LIMIT
	while _peer.get_status() == StreamPeerTCP.STATUS_CONNECTING and Time.get_ticks_msec() < limit:
		_peer.poll()
		OS.delay_usec(200)
	if _peer.get_status() != StreamPeerTCP.STATUS_CONNECTED:
		return ERR_CANT_CONNECT
	_peer.set_no_delay(true)
	return OK


## Sends one request and returns the answer. An answer that is missing or not ok is an error line and an empty Dictionary.
func ask(request: Dictionary) -> Dictionary:
	_peer.put_data((JSON.stringify(request) + "\n").to_utf8_buffer())
	var limit: int = Time.get_ticks_msec() + ANSWER_LIMIT
	while true:
		var end: int = _rest.find(10)
		if end >= 0:
			var line: String = _rest.slice(0, end).get_string_from_utf8()
			_rest = _rest.slice(end + 1)
			var answer: Variant = JSON.parse_string(line)
			if answer is Dictionary and (answer as Dictionary).get("ok", false):
				return answer
			push_error("the server refused %s: %s" % [JSON.stringify(request).left(300), line])
			return {}
		_peer.poll()
		var available: int = _peer.get_available_bytes()
		if available > 0:
			_rest.append_array(_peer.get_data(available)[1] as PackedByteArray)
		elif Time.get_ticks_msec() > limit or _peer.get_status() != StreamPeerTCP.STATUS_CONNECTED:
			push_error("the server does not answer %s" % JSON.stringify(request).left(300))
			return {}
		else:
			OS.delay_usec(100)
	return {}


## Starts a script; returns {id, port}. [param steps] as the server's control protocol has them, [param tls] null for plain.
func start(steps: Array, tls: Variant = null) -> Dictionary:
	var answer: Dictionary = ask({"op": "script", "steps": steps, "tls": tls})
	return {"id": int(answer.get("id", 0)), "port": int(answer.get("port", 0))}


## Returns a port on which nobody listens.
func closed_port() -> int:
	return int(ask({"op": "closed_port"}).get("port", 0))


func info() -> Dictionary:
	return ask({"op": "info"}).get("ready", {})


func go(id: int) -> void:
	ask({"op": "go", "id": id})


func drop(id: int) -> void:
	ask({"op": "drop", "id": id})


## Waits until [param steps] steps are done or the script ended; returns whether that came in time.
func wait_steps(id: int, steps: int, msec: int) -> bool:
	var state: Dictionary = ask({"op": "wait", "id": id, "at": steps, "ms": msec}).get("state", {})
	return bool(state.get("done", false)) or int(state.get("at", 0)) >= steps


## Returns the answer with [code]state[/code] and [code]records[/code], after the clients ended or [param msec] are over.
func record(id: int, msec: int) -> Dictionary:
	return ask({"op": "record", "id": id, "ms": msec})
