# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The measured loops. Each method is one measurement and returns its figure; NAN where the client or the server failed.
##
## bench.gd compiles this text twice: as it stands for the engine's class, and with the word HTTPClient replaced by
## HTTPClientGo, which is all that a user changes. So both classes run the same statically typed code.

## Of getters and idle polls, a round.
const CALLS := 200_000
const OBJECTS := 20_000
const SMALL_ANSWERS := 2_000
const CONNECTS := 50
const CLOSES := 21
const CLIENTS := 32
const FRAMES := 40
const FRAME := 16_667 # microseconds
## Microseconds without progress after which a measurement has failed.
const PATIENCE := 5_000_000

## "host:port" of the server, plain and with TLS, and the options for the latter.
var plain: String
var secure: String
var options: TLSOptions


## Nanoseconds a call, with static types. Ten calls a turn, so that the loop itself counts little.
func get_status_typed() -> float:
	var client := HTTPClient.new()
	var status: int = 0
	var started: int = Time.get_ticks_usec()
	for i: int in CALLS / 10.0:
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
	return _nanoseconds_each(started, CALLS) if status == HTTPClient.STATUS_DISCONNECTED else NAN


## Nanoseconds a call on a Variant, found by name at run time.
func get_status_untyped() -> float:
	var client: Variant = HTTPClient.new()
	var status: Variant = 0
	var started: int = Time.get_ticks_usec()
	for i: int in CALLS / 10.0:
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
		status = client.get_status()
	return _nanoseconds_each(started, CALLS) if status == HTTPClient.STATUS_DISCONNECTED else NAN


## Nanoseconds a poll of a connected client that waits for nothing.
func idle_poll(tls: bool) -> float:
	var client: HTTPClient = _connected(tls)
	# What the server sends after the handshake by itself is not part of an idle poll.
	for i: int in 20:
		client.poll()
		OS.delay_msec(1)
	var failed: int = 0
	var started: int = Time.get_ticks_usec()
	for i: int in CALLS / 10.0:
		failed += client.poll()
		failed += client.poll()
		failed += client.poll()
		failed += client.poll()
		failed += client.poll()
		failed += client.poll()
		failed += client.poll()
		failed += client.poll()
		failed += client.poll()
		failed += client.poll()
	return _nanoseconds_each(started, CALLS) if failed == 0 else NAN


## Nanoseconds to make an object and let go of it.
func creation() -> float:
	var started: int = Time.get_ticks_usec()
	for i: int in OBJECTS:
		HTTPClient.new()
	return _nanoseconds_each(started, OBJECTS)


## Bytes a second of one body, read in a tight loop.
func download(tls: bool, path: String, size: int) -> float:
	var client: HTTPClient = _connected(tls)
	var started: int = Time.get_ticks_usec()
	if not _responded(client, path):
		return NAN
	var got: int = _drained(client)
	var seconds: float = (Time.get_ticks_usec() - started) / 1e6
	return got / seconds if got == size else NAN


## Answers of 100 bytes a second, one after the other on one connection.
func small_answers(tls: bool) -> float:
	var client: HTTPClient = _connected(tls)
	var started: int = Time.get_ticks_usec()
	for i: int in SMALL_ANSWERS:
		if not _responded(client, "/small") or _drained(client) != 100:
			return NAN
	return SMALL_ANSWERS * 1e6 / (Time.get_ticks_usec() - started)


## Microseconds of the longest call in one TLS connect, polled once a millisecond.
func tls_connect_longest() -> float:
	return _tls_connect(false)


## Microseconds of all calls in one TLS connect.
func tls_connect_total() -> float:
	return _tls_connect(true)


func _tls_connect(total: bool) -> float:
	var figures: PackedFloat64Array = []
	for i: int in CONNECTS:
		var client := HTTPClient.new()
		var deadline: int = Time.get_ticks_usec() + PATIENCE
		var began: int = Time.get_ticks_usec()
		client.connect_to_host(_host(secure), _port(secure), options)
		var longest: int = Time.get_ticks_usec() - began
		var sum: int = longest
		while _connecting(client) and began < deadline:
			OS.delay_usec(1000)
			began = Time.get_ticks_usec()
			client.poll()
			var spent: int = Time.get_ticks_usec() - began
			longest = maxi(longest, spent)
			sum += spent
		if client.get_status() != HTTPClient.STATUS_CONNECTED:
			return NAN
		figures.append(sum if total else longest)
	figures.sort()
	return figures[CONNECTS >> 1]


## Microseconds of one close() in [param stage].
func close_in(stage: String) -> float:
	var figures: PackedFloat64Array = []
	var silent := TCPServer.new()
	silent.listen(0, "127.0.0.1")
	# While nobody takes what waits there, no further connection comes about.
	var crowd: Array[StreamPeerTCP] = []
	for i: int in 32 if stage == "connecting" else 0:
		var peer := StreamPeerTCP.new()
		peer.connect_to_host("127.0.0.1", silent.get_local_port())
		crowd.append(peer)
	OS.delay_msec(5 if stage == "connecting" else 0)
	for i: int in CLOSES:
		var client: HTTPClient = _brought(stage, silent, i)
		if client == null:
			return NAN
		var began: int = Time.get_ticks_usec()
		client.close()
		figures.append(Time.get_ticks_usec() - began)
		while stage != "connecting" and silent.is_connection_available():
			silent.take_connection()
	figures.sort()
	return figures[CLOSES >> 1]


# Returns a client in a stage, null if it did not come there.
func _brought(stage: String, silent: TCPServer, i: int) -> HTTPClient:
	var client := HTTPClient.new()
	var port: int = silent.get_local_port()
	match stage:
		"resolving":
			# Not asked before, and with no answer at hand.
			client.connect_to_host("name-%d-%d.invalid" % [Time.get_ticks_usec(), i], port)
			return client if client.get_status() == HTTPClient.STATUS_RESOLVING else null
		"connecting", "handshaking":
			client.connect_to_host("127.0.0.1", port, options if stage == "handshaking" else null)
			for j: int in 5:
				client.poll()
				OS.delay_msec(1)
			return client if client.get_status() == HTTPClient.STATUS_CONNECTING else null
		"requesting":
			client.connect_to_host("127.0.0.1", port)
			var deadline: int = Time.get_ticks_usec() + PATIENCE
			while _connecting(client) and Time.get_ticks_usec() < deadline:
				client.poll()
			client.request(HTTPClient.METHOD_GET, "/", [])
			client.poll()
			return client if client.get_status() == HTTPClient.STATUS_REQUESTING else null
	client = _connected(stage == "body, TLS")
	if not _responded(client, "/bytes/1000000000"):
		return null
	client.read_response_body_chunk()
	return client if client.get_status() == HTTPClient.STATUS_BODY else null


## Microseconds of the main thread a megabyte: downloads side by side at 60 frames a second, each with one poll and one
## read a frame.
func frame_loop(tls: bool) -> float:
	var clients: Array[HTTPClient] = []
	for i: int in CLIENTS:
		var client: HTTPClient = _connected(tls)
		if not _responded(client, "/bytes/1000000000"):
			return NAN
		clients.append(client)
	var spent := 0
	var got := 0
	var next: int = Time.get_ticks_usec()
	for frame: int in FRAMES:
		var began: int = Time.get_ticks_usec()
		for client: HTTPClient in clients:
			client.poll()
			got += client.read_response_body_chunk().size()
		spent += Time.get_ticks_usec() - began
		next += FRAME
		OS.delay_usec(maxi(0, next - Time.get_ticks_usec()))
	return spent / (got / 1e6) if got > 0 else NAN


func _connected(tls: bool) -> HTTPClient:
	var client := HTTPClient.new()
	var address: String = secure if tls else plain
	var deadline: int = Time.get_ticks_usec() + PATIENCE
	client.connect_to_host(_host(address), _port(address), options if tls else null)
	while _connecting(client) and Time.get_ticks_usec() < deadline:
		client.poll()
		OS.delay_usec(50)
	return client


func _connecting(client: HTTPClient) -> bool:
	var status: int = client.get_status()
	return status == HTTPClient.STATUS_CONNECTING or status == HTTPClient.STATUS_RESOLVING


func _responded(client: HTTPClient, path: String) -> bool:
	var deadline: int = Time.get_ticks_usec() + PATIENCE
	if client.request(HTTPClient.METHOD_GET, path, []) != OK:
		return false
	while client.get_status() == HTTPClient.STATUS_REQUESTING and Time.get_ticks_usec() < deadline:
		client.poll()
	return client.get_status() == HTTPClient.STATUS_BODY


func _drained(client: HTTPClient) -> int:
	var deadline: int = Time.get_ticks_usec() + PATIENCE
	var got := 0
	while client.get_status() == HTTPClient.STATUS_BODY:
		var piece: int = client.read_response_body_chunk().size()
		got += piece
		if piece > 0:
			deadline = 0
		elif deadline == 0:
			deadline = Time.get_ticks_usec() + PATIENCE
		elif Time.get_ticks_usec() > deadline:
			break
	return got


func _nanoseconds_each(started: int, count: int) -> float:
	return (Time.get_ticks_usec() - started) * 1000.0 / count


func _host(address: String) -> String:
	return address.get_slice(":", 0)


func _port(address: String) -> int:
	return address.get_slice(":", 1).to_int()
