# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends HTTPClientGo
## An HTTPClientGo with the waits that a script around it needs anyway. Each lets frames pass until the client is
## further, and gives up after a limit.

## Milliseconds that one step, such as connecting, may take.
const LIMIT := 10000

## What the last [method poll] of a wait returned.
var poll_error: Error = OK


## Connects to [param address], "host:port". Returns whether that worked out.
func open(address: String, tls: TLSOptions = null) -> bool:
	var colon: int = address.rfind(":")
	poll_error = connect_to_host(address.left(colon), address.substr(colon + 1).to_int(), tls)
	if poll_error != OK:
		return false
	await _leave([STATUS_RESOLVING, STATUS_CONNECTING])
	return get_status() == STATUS_CONNECTED


## Sends a request. Returns whether a response came, whose headers are there to read then.
func send(method: Method, url: String, headers: PackedStringArray = [], body: String = "") -> bool:
	poll_error = request(method, url, headers, body)
	if poll_error != OK:
		return false
	await _leave([STATUS_REQUESTING])
	return has_response()


## Returns the next piece of the body as soon as there is one; empty at the body's end.
func next_piece() -> PackedByteArray:
	var deadline: int = Time.get_ticks_msec() + LIMIT
	while get_status() == STATUS_BODY and Time.get_ticks_msec() < deadline:
		var piece: PackedByteArray = read_response_body_chunk()
		if not piece.is_empty():
			return piece
		if get_status() == STATUS_BODY:
			await _frame()
	return []


## Returns the whole body.
func read_all() -> PackedByteArray:
	var body: PackedByteArray = []
	while get_status() == STATUS_BODY:
		var piece: PackedByteArray = await next_piece()
		if piece.is_empty():
			break
		body.append_array(piece)
	return body


## Returns the name of the present status, such as "STATUS_BODY".
func status_name() -> String:
	for constant: String in ClassDB.class_get_enum_constants(&"HTTPClientGo", &"Status"):
		if ClassDB.class_get_integer_constant(&"HTTPClientGo", constant) == get_status():
			return constant
	return str(get_status())


# Polls until the status is none of [param statuses].
func _leave(statuses: Array[Status]) -> void:
	var deadline: int = Time.get_ticks_msec() + LIMIT
	while Time.get_ticks_msec() < deadline:
		poll_error = poll()
		if not get_status() in statuses:
			return
		await _frame()


func _frame() -> void:
	await (Engine.get_main_loop() as SceneTree).process_frame
