# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/turn.gd"
## One request body that is sent and comes back as the answer's body.
##
## request_raw() takes a whole body at once and tells nothing of its way. In pieces, the head goes out first, with the length, and
## the body is written into the connection behind it, as much in a frame as fits: what was taken is the progress.

const EitherClient := preload("res://demo/window/either_client.gd")
const Series := preload("res://demo/window/series.gd")

## Bytes of one write, and of one frame each way.
const PIECE := 1 << 16
const FRAME_LIMIT := 1 << 20
## Seconds that one point of [member rate] covers.
const RATE_PERIOD := 0.1

enum {IDLE, SENDING, RECEIVING, DONE, FAILED, STOPPED}

var state: int = IDLE
var size: int
## Whether request_raw() gets all of it.
var is_whole := false
var sent := 0
var received := 0
## Seconds until the last byte was written.
var send_seconds := 0.0
## Milliseconds of the longest frame.
var longest_frame := 0.0
## MB/s, both ways together.
var rate := Series.new()
var problem := ""

var _frames := 0
var _call_time := 0.0 # milliseconds
var _body := PackedByteArray() # of request_raw()
var _client: EitherClient
var _asked := false
var _began := 0
var _last_frame := 0
var _period_start := 0.0
var _period_bytes := 0
# Twice the bytes that repeat through the body, so that a piece can begin at any of them.
var _pattern: PackedByteArray = _make_pattern()


func _init(id: StringName, bytes: int, whole: bool) -> void:
	class_id = id
	size = bytes
	is_whole = whole
	while whole and _body.size() < size:
		_body.append_array(_piece_at(0, mini(PIECE, size - _body.size())))
	_client = EitherClient.new(id)


func start(address: String, tls: TLSOptions) -> void:
	state = SENDING
	secure = tls != null
	_began = Time.get_ticks_usec()
	_last_frame = _began
	if _client.open(address, tls) != OK:
		_fail(_client.failure())


func step() -> void:
	if not is_active():
		return
	var now: int = Time.get_ticks_usec()
	longest_frame = maxf(longest_frame, (now - _last_frame) / 1e3)
	_last_frame = now
	_exchange()
	_note_rate()
	_frames += 1
	_call_time += (Time.get_ticks_usec() - now) / 1e3
	if is_active() and _client.has_failed():
		_fail(_client.failure())


func stop() -> void:
	_client.close()
	if is_active():
		state = STOPPED


func is_active() -> bool:
	return state == SENDING or state == RECEIVING


## Returns MB/s of the way to the server.
func send_rate() -> float:
	return sent / 1e6 / send_seconds if send_seconds > 0.0 else 0.0


## Returns how many milliseconds of a frame the script and the class took, on average.
func mean_calls() -> float:
	return _call_time / maxf(1.0, _frames)


func _exchange() -> void:
	_client.poll()
	if not _asked and _client.is_connected_idle():
		_asked = true
		var headers: PackedStringArray = ["Content-Type: application/octet-stream"]
		if is_whole:
			_client.request_raw(HTTPClient.METHOD_POST, "/echo", headers, _body)
			_body = PackedByteArray() # the client holds it from here on
		else:
			_client.request(HTTPClient.METHOD_POST, "/echo", headers + PackedStringArray(["Content-Length: %d" % size]))
	elif _asked and state == SENDING:
		# Not before that poll: it is what sends the head.
		if is_whole:
			_wait_for_answer()
		else:
			_send()
	if state == RECEIVING:
		_receive()


# Of request_raw(), that all is sent is known when the answer begins.
func _wait_for_answer() -> void:
	send_seconds = (Time.get_ticks_usec() - _began) / 1e6
	if not _client.is_requesting() and not _client.has_failed():
		sent = size
		state = RECEIVING


func _send() -> void:
	var limit: int = mini(size, sent + FRAME_LIMIT)
	while sent < limit:
		# The same bytes as in the frame before where that wrote none of them: a TLS stream asks for that.
		var taken: int = _client.write(_piece_at(sent, mini(PIECE - sent % PIECE, size - sent)))
		if taken < 0:
			_fail("the connection takes no more bytes: %s" % _client.failure())
			return
		if taken == 0:
			break
		sent += taken
	send_seconds = (Time.get_ticks_usec() - _began) / 1e6
	if sent == size:
		state = RECEIVING


func _receive() -> void:
	var limit: int = received + FRAME_LIMIT
	while received < limit and _client.is_in_body():
		var piece: PackedByteArray = _client.read()
		if piece.is_empty():
			break
		if piece != _piece_at(received, piece.size()):
			_fail("what came back differs from what was sent, from byte %d on" % received)
			return
		received += piece.size()
	if _client.is_connected_idle():
		if received == size:
			state = DONE
			_client.close()
		else:
			_fail("%d bytes came back instead of %d" % [received, size])


func _note_rate() -> void:
	var seconds: float = (Time.get_ticks_usec() - _began) / 1e6
	var span: float = seconds - _period_start
	if span >= RATE_PERIOD or (state == DONE and rate.is_empty()):
		rate.add(seconds, (sent + received - _period_bytes) / 1e6 / maxf(span, 1e-6))
		_period_start = seconds
		_period_bytes = sent + received


func _piece_at(offset: int, length: int) -> PackedByteArray:
	var from: int = offset % PIECE
	return _pattern.slice(from, from + length)


func _fail(why: String) -> void:
	problem = why
	state = FAILED
	_client.close()


static func _make_pattern() -> PackedByteArray:
	var random := RandomNumberGenerator.new()
	random.seed = 1
	var words: PackedInt32Array = []
	for i: int in PIECE >> 2:
		words.append(random.randi())
	var bytes: PackedByteArray = words.to_byte_array()
	return bytes + bytes
