# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The measured loads: bodies, frames, processor time and memory. As in measures.gd, each method is one measurement and returns
## its figure, NAN where the client or the server failed. Compiled for both classes, see subject.gd.

const Process := preload("res://bench/process.gd")
const CLIENTS := 32
const FRAMES := 40
const FRAME := 16_667 # microseconds
const PIECE := 65_536 # bytes that a read gives at most, as a new client has it
const SLOW_FRAME := 50_000
const SMALL_ANSWERS := 2_000
const UPLOAD := 100_000_000 # bytes
const IDLE := 1000 # clients; so many of the engine's do not fit into what the process has at hand
const IDLE_TLS := 200
const PEAK_CLIENTS := 64

var exchange: RefCounted


## Bytes a second of one body, read in a tight loop.
func download(tls: bool, path: String, size: int) -> float:
	var client: HTTPClient = exchange.connected(tls)
	var started: int = Time.get_ticks_usec()
	if not exchange.responded(client, path):
		return NAN
	var got: int = exchange.drained(client)
	var seconds: float = (Time.get_ticks_usec() - started) / 1e6
	return got / seconds if got == size else NAN


## Answers of 100 bytes a second, one after the other on one connection.
func small_answers(tls: bool) -> float:
	var client: HTTPClient = exchange.connected(tls)
	var started: int = Time.get_ticks_usec()
	for i: int in SMALL_ANSWERS:
		if client.request(HTTPClient.METHOD_GET, "/small", []) != OK:
			return NAN
		while client.get_status() == HTTPClient.STATUS_REQUESTING:
			client.poll()
		var got := 0
		while client.get_status() == HTTPClient.STATUS_BODY:
			got += client.read_response_body_chunk().size()
		if got != 100:
			return NAN
	return SMALL_ANSWERS * 1e6 / (Time.get_ticks_usec() - started)


## Bytes a second of one request body, from the call to the answer that the server gives when it has all.
func upload(tls: bool) -> float:
	var client: HTTPClient = exchange.connected(tls)
	var body := PackedByteArray()
	body.resize(UPLOAD)
	var started: int = Time.get_ticks_usec()
	if client.request_raw(HTTPClient.METHOD_POST, "/sink", [], body) != OK or not exchange.answered(client):
		return NAN
	var seconds: float = (Time.get_ticks_usec() - started) / 1e6
	var counted := PackedByteArray()
	while client.get_status() == HTTPClient.STATUS_BODY:
		counted.append_array(client.read_response_body_chunk())
	return UPLOAD / seconds if counted.get_string_from_ascii() == str(UPLOAD) else NAN


## Seconds of processor time that the whole process, all its threads and the kernel on their behalf, takes for a download.
func processor_time(tls: bool, size: int) -> float:
	var client: HTTPClient = exchange.connected(tls)
	var before: float = Process.processor_seconds()
	if not exchange.responded(client, "/bytes/%d" % size) or exchange.drained(client) != size:
		return NAN
	return Process.processor_seconds() - before


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


## Bytes a second that arrive in the same loop when each client is read until a read is empty or the frame is over. The frame
## begins with another client each time.
func greedy_frames(tls: bool) -> float:
	var clients: Array[HTTPClient] = []
	clients.assign(exchange.downloading(CLIENTS, tls))
	if clients.size() < CLIENTS:
		return NAN
	var got := 0
	var started: int = Time.get_ticks_usec()
	var next: int = started
	for frame: int in FRAMES:
		next += FRAME
		for i: int in CLIENTS:
			var client: HTTPClient = clients[(frame + i) % CLIENTS]
			client.poll()
			while Time.get_ticks_usec() < next:
				var piece: int = client.read_response_body_chunk().size()
				if piece == 0:
					break
				got += piece
		OS.delay_usec(maxi(0, next - Time.get_ticks_usec()))
	return got / ((Time.get_ticks_usec() - started) / 1e6)


## Seconds until a body is there at 20 frames a second, with one poll and, as [param way] says, one read of a "piece" a frame, one
## of what is "available" where the class has that, or reads "until empty".
## [param rounds] downloads at once, since nearly all the time nothing happens; a figure of each.
func slow_frames(tls: bool, size: int, way: String, rounds: int) -> PackedFloat64Array:
	var until_empty: bool = way == "until empty"
	var available: bool = way == "available" and HTTPClient.new().has_method(&"read_response_body_available")
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
				while clients[i].read_response_body_chunk().size() > 0 and until_empty and clients[i].get_status() == HTTPClient.STATUS_BODY:
					pass
			if clients[i].get_status() == HTTPClient.STATUS_CONNECTED:
				seconds[i] = (Time.get_ticks_usec() - started) / 1e6
				left -= 1
		if left == 0:
			break
		next += SLOW_FRAME
		OS.delay_usec(maxi(0, next - Time.get_ticks_usec()))
	return seconds


## Microseconds of a frame that does nothing but poll clients that idle.
func idle_frame(count: int) -> float:
	var clients: Array[HTTPClient] = []
	clients.assign(exchange.many(count, false))
	if clients.size() < count:
		return NAN
	for client: HTTPClient in clients:
		client.poll()
	var failed := 0
	var turns: int = maxi(1, 20_000 / count)
	var started: int = Time.get_ticks_usec()
	for i: int in turns:
		for client: HTTPClient in clients:
			failed += client.poll()
	return (Time.get_ticks_usec() - started) / float(turns) if failed == 0 else NAN


## Milliseconds from a request on a kept connection to the last byte of a body, of many where it is small.
func body_time(tls: bool, size: int) -> float:
	var client: HTTPClient = exchange.connected(tls)
	var path := "/bytes/%d" % size
	if not exchange.responded(client, path) or exchange.drained(client) != size:
		return NAN
	var times: int = clampi(100_000_000 / size, 1, 200)
	var started: int = Time.get_ticks_usec()
	for i: int in times:
		if not exchange.responded(client, path) or exchange.drained(client) != size:
			return NAN
	return (Time.get_ticks_usec() - started) / 1e3 / times


## Downloads at 60 frames a second for some time, one poll and one read a frame each: microseconds of the longest frame, of the one
## that 1 in 1,000 exceeds and of the median, bytes a second, and by how many microseconds the system overslept a pause at most.
func longest_frame(tls: bool, seconds: float) -> Dictionary:
	var clients: Array[HTTPClient] = []
	clients.assign(exchange.downloading(PEAK_CLIENTS, tls))
	if clients.size() < PEAK_CLIENTS:
		return {}
	var frames: PackedInt64Array = []
	var got := 0
	var oversleep := 0
	var started: int = Time.get_ticks_usec()
	var next: int = started
	while next < started + int(seconds * 1e6):
		var began: int = Time.get_ticks_usec()
		for client: HTTPClient in clients:
			client.poll()
			got += client.read_response_body_chunk().size()
		var now: int = Time.get_ticks_usec()
		frames.append(now - began)
		next = maxi(next + FRAME, now)
		OS.delay_usec(next - now)
		oversleep = maxi(oversleep, Time.get_ticks_usec() - next)
	frames.sort()
	return {"longest": frames[-1], "rare": frames[frames.size() * 999 / 1000], "median": frames[frames.size() >> 1],
			"rate": got * 1e6 / (Time.get_ticks_usec() - started), "oversleep": oversleep}


## Bytes of memory that a connected client occupies, of which nothing is wanted. For a process of its own.
func idle_memory(tls: bool) -> float:
	var clients: Array[HTTPClient] = [exchange.connected(tls)] # what the first one makes is everybody's
	var before: int = Process.memory()
	var count: int = IDLE_TLS if tls else IDLE
	clients.append_array(exchange.many(count, tls))
	if clients.size() != count + 1:
		return NAN
	for client: HTTPClient in clients:
		client.poll()
		if client.get_status() != HTTPClient.STATUS_CONNECTED:
			return NAN
	return (Process.memory() - before) / float(count)


## Bytes of memory that the process occupies at most, beyond what it had before, while downloads run side by side. For a process
## of its own.
func peak_memory(tls: bool) -> float:
	var before: int = Process.memory()
	var peak := 0
	var clients: Array[HTTPClient] = []
	clients.assign(exchange.downloading(PEAK_CLIENTS, tls))
	if clients.size() < PEAK_CLIENTS:
		return NAN
	var next: int = Time.get_ticks_usec()
	for frame: int in FRAMES:
		for client: HTTPClient in clients:
			client.poll()
			client.read_response_body_chunk()
		peak = maxi(peak, Process.memory())
		next += FRAME
		OS.delay_usec(maxi(0, next - Time.get_ticks_usec()))
	return peak - before
