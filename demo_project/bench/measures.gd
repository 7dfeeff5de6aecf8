# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The measured calls. Each method is one measurement and returns its figure; NAN where the client or the server failed.
## Compiled for both classes, see subject.gd.

## Of getters and idle polls, a round.
const CALLS := 200_000
const OBJECTS := 20_000
const CONNECTS := 50
const CLOSES := 21
## Microseconds without progress after which a measurement has failed.
const PATIENCE := 5_000_000

var exchange: RefCounted


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
	var client: HTTPClient = exchange.connected(tls)
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


## Microseconds of the longest call in one TLS connect, polled once a millisecond.
func tls_connect_longest() -> float:
	return _tls_connect(false)


## Microseconds of all calls in one TLS connect.
func tls_connect_total() -> float:
	return _tls_connect(true)


func _tls_connect(total: bool) -> float:
	var figures: PackedFloat64Array = []
	var host: String = exchange.host(true)
	var port: int = exchange.port(true)
	for i: int in CONNECTS:
		var client := HTTPClient.new()
		var deadline: int = Time.get_ticks_usec() + PATIENCE
		var began: int = Time.get_ticks_usec()
		client.connect_to_host(host, port, exchange.options)
		var longest: int = Time.get_ticks_usec() - began
		var sum: int = longest
		while exchange.connecting(client) and began < deadline:
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
			client.connect_to_host("127.0.0.1", port, exchange.options if stage == "handshaking" else null)
			for j: int in 5:
				client.poll()
				OS.delay_msec(1)
			return client if client.get_status() == HTTPClient.STATUS_CONNECTING else null
		"requesting":
			client.connect_to_host("127.0.0.1", port)
			var deadline: int = Time.get_ticks_usec() + PATIENCE
			while exchange.connecting(client) and Time.get_ticks_usec() < deadline:
				client.poll()
			client.request(HTTPClient.METHOD_GET, "/", [])
			client.poll()
			return client if client.get_status() == HTTPClient.STATUS_REQUESTING else null
	client = exchange.connected(stage == "body, TLS")
	if not exchange.responded(client, "/bytes/1000000000"):
		return null
	client.read_response_body_chunk()
	return client if client.get_status() == HTTPClient.STATUS_BODY else null


func _nanoseconds_each(started: int, count: int) -> float:
	return (Time.get_ticks_usec() - started) * 1000.0 / count
