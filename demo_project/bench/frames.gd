# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The measured loads of a game, whose main thread calls once a frame and then has other things to do. As in measures.gd, each
## method is one measurement and returns its figure, NAN where the client or the server failed. Compiled for both classes, see
## subject.gd.

const CLIENTS := 32
const FRAMES := 40
const FRAME := 16_667 # microseconds
const PACED_FRAMES := 60
const WARM_UP := 10 # frames before those that count
const PIECE := 65_536 # bytes that a read gives at most, as a new client has it
const SLOW_FRAME := 50_000
const LONG_CLIENTS := 64
const FLOODED := 60 # frames
const CALLS := 200 # of a frame in a flood
const UPLOAD := 32 * 1024 * 1024 # bytes
const SENT := 8 * 1024 * 1024 # bytes that a frame offers at most
const PATIENCE := 60_000_000 # microseconds

var exchange: RefCounted


## Microseconds of the main thread in half of all frames at most: one download on a link of [param megabits] a second, with one
## poll a frame and, as [param way] says, one read of a "piece", reads "until empty", or one of what is "available". The median
## frame, since a machine that does other things as well takes the processor away in some of them.
func paced(tls: bool, megabits: int, way: String) -> float:
	var client: HTTPClient = exchange.connected(tls)
	if not exchange.responded(client, "/bytes/1000000000000?mbit=%d" % megabits):
		return NAN
	var spent: PackedInt64Array = []
	var got := 0
	var next: int = Time.get_ticks_usec()
	for frame: int in WARM_UP + PACED_FRAMES:
		if frame == WARM_UP:
			spent.clear()
			got = 0
		var began: int = Time.get_ticks_usec()
		client.poll()
		var piece: PackedByteArray
		if way == "available":
			piece = client.call(&"read_response_body_available")
		else:
			piece = client.read_response_body_chunk()
		got += piece.size()
		while way == "until empty" and not piece.is_empty():
			piece = client.read_response_body_chunk()
			got += piece.size()
		spent.append(Time.get_ticks_usec() - began)
		next += FRAME
		OS.delay_usec(maxi(0, next - Time.get_ticks_usec()))
	# What the link carries, or what a read gives at most; a quarter of it at least even on a machine that has no time.
	var most: int = PACED_FRAMES * FRAME * megabits / 8
	if way == "piece":
		most = mini(most, PACED_FRAMES * PIECE)
	spent.sort()
	return spent[PACED_FRAMES >> 1] if got > most / 4 else NAN


## Microseconds of the main thread a megabyte: downloads side by side at 60 frames a second, each with one poll and one
## read a frame.
func frame_loop(tls: bool, count: int = CLIENTS) -> float:
	# A thousand bodies without an end would fill the machine's memory with what the sockets hold.
	var frames: int = clampi(8 * 1000 / count, 8, FRAMES)
	var clients: Array[HTTPClient] = []
	clients.assign(exchange.downloading(count, tls, "/bytes/%d" % (2 * frames * PIECE)))
	if clients.size() < count:
		return NAN
	var spent := 0
	var got := 0
	var next: int = Time.get_ticks_usec()
	for frame: int in frames:
		var began: int = Time.get_ticks_usec()
		for client: HTTPClient in clients:
			client.poll()
			got += client.read_response_body_chunk().size()
		spent += Time.get_ticks_usec() - began
		next += FRAME
		OS.delay_usec(maxi(0, next - Time.get_ticks_usec()))
	return spent / (got / 1e6) if got > 0 else NAN


## Microseconds of the longest frame of downloads side by side at 60 frames a second, each with one poll and one read a frame. A
## frame is what the calls take, not the pause after it.
func longest_frame(tls: bool, seconds: float) -> float:
	var clients: Array[HTTPClient] = []
	clients.assign(exchange.downloading(LONG_CLIENTS, tls))
	if clients.size() < LONG_CLIENTS:
		return NAN
	var longest := 0
	var next: int = Time.get_ticks_usec()
	var end: int = next + int(seconds * 1e6)
	while next < end:
		var began: int = Time.get_ticks_usec()
		for client: HTTPClient in clients:
			client.poll()
			client.read_response_body_chunk()
		var now: int = Time.get_ticks_usec()
		longest = maxi(longest, now - began)
		next = maxi(next + FRAME, now)
		OS.delay_usec(next - now)
	return longest


## Seconds until a body is there at 20 frames a second, with one poll a frame and one read of what is available, or of a piece
## where the class has only that. [param rounds] downloads at once, since nearly all the time nothing happens; a figure of each.
func slow_frames(tls: bool, size: int, rounds: int) -> PackedFloat64Array:
	var available: bool = HTTPClient.new().has_method(&"read_response_body_available")
	var clients: Array[HTTPClient] = []
	clients.assign(exchange.downloading(rounds, tls, "/bytes/%d" % size))
	var seconds: PackedFloat64Array = []
	seconds.resize(rounds)
	seconds.fill(NAN)
	var left: int = clients.size()
	var started: int = Time.get_ticks_usec()
	var next: int = started
	for frame: int in 2000:
		for i: int in clients.size():
			if clients[i].get_status() != HTTPClient.STATUS_BODY:
				continue
			clients[i].poll()
			if available:
				clients[i].call(&"read_response_body_available")
			else:
				clients[i].read_response_body_chunk()
			if clients[i].get_status() == HTTPClient.STATUS_CONNECTED:
				seconds[i] = (Time.get_ticks_usec() - started) / 1e6
				left -= 1
		if left == 0:
			break
		next += SLOW_FRAME
		OS.delay_usec(maxi(0, next - Time.get_ticks_usec()))
	return seconds


## Microseconds of the longest call while TLS connects that are begun in one frame come about, each polled once a frame.
func connects(count: int) -> float:
	var clients: Array[HTTPClient] = []
	for i: int in count:
		clients.append(HTTPClient.new())
	var host: String = exchange.host(true)
	var port: int = exchange.port(true)
	var longest := 0
	for client: HTTPClient in clients:
		var began: int = Time.get_ticks_usec()
		client.connect_to_host(host, port, exchange.options)
		longest = maxi(longest, Time.get_ticks_usec() - began)
	var next: int = Time.get_ticks_usec()
	var deadline: int = next + PATIENCE
	var left := count
	while left > 0 and next < deadline:
		next = maxi(next + FRAME, Time.get_ticks_usec())
		OS.delay_usec(maxi(0, next - Time.get_ticks_usec()))
		left = 0
		for client: HTTPClient in clients:
			var began: int = Time.get_ticks_usec()
			client.poll()
			longest = maxi(longest, Time.get_ticks_usec() - began)
			left += int(exchange.connecting(client))
	for client: HTTPClient in clients:
		if client.get_status() != HTTPClient.STATUS_CONNECTED:
			return NAN
	return longest


## Microseconds of the longest read of a body in chunks of one byte that never ends, at 60 frames a second: many reads of a
## "chunk" a frame, or one of what is "available".
func flood(tls: bool, way: String, path: String) -> float:
	var client: HTTPClient = exchange.connected(tls)
	if not exchange.responded(client, path):
		return NAN
	var longest := 0
	var got := 0
	var next: int = Time.get_ticks_usec()
	for frame: int in FLOODED:
		client.poll()
		for i: int in CALLS if way == "chunk" else 1:
			var began: int = Time.get_ticks_usec()
			var size: int = (client.call(&"read_response_body_available") as PackedByteArray).size() if way == "available" else client.read_response_body_chunk().size()
			longest = maxi(longest, Time.get_ticks_usec() - began)
			got += size
		next = maxi(next + FRAME, Time.get_ticks_usec())
		OS.delay_usec(maxi(0, next - Time.get_ticks_usec()))
	return longest if got > FLOODED else NAN


## An upload that the script writes into the connection itself, at 60 frames a second, each frame what the connection takes. Bytes
## a "rate" second until the server has all, or microseconds of the "main" thread a megabyte.
func pieces(tls: bool, what: String) -> float:
	var client: HTTPClient = exchange.connected(tls)
	var piece := PackedByteArray()
	piece.resize(PIECE)
	client.request(HTTPClient.METHOD_POST, "/sink", ["Content-Length: %d" % UPLOAD])
	client.poll() # which sends the head
	var sent := 0
	var spent := 0
	var started: int = Time.get_ticks_usec()
	var next: int = started
	while client.get_status() == HTTPClient.STATUS_REQUESTING and next < started + PATIENCE:
		var began: int = Time.get_ticks_usec()
		client.poll()
		var limit: int = mini(UPLOAD, sent + SENT)
		while sent < limit:
			var taken: Array = client.connection.put_partial_data(piece)
			if taken[0] != OK:
				return NAN
			if taken[1] == 0:
				break
			sent += int(taken[1])
		var now: int = Time.get_ticks_usec()
		spent += now - began
		next = maxi(next + FRAME, now)
		OS.delay_usec(next - now)
	var seconds: float = (Time.get_ticks_usec() - started) / 1e6
	var counted := PackedByteArray()
	while client.get_status() == HTTPClient.STATUS_BODY:
		counted.append_array(client.read_response_body_chunk())
	if counted.get_string_from_ascii() != str(UPLOAD):
		return NAN
	return UPLOAD / seconds if what == "rate" else spent / (UPLOAD / 1e6)
