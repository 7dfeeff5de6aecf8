# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The measured loads of a script that does nothing else, and the memory and wake-ups beside them. As in measures.gd, each method is
## one measurement and returns its figure, NAN where the client or the server failed. Compiled for both classes, see subject.gd.

const Process := preload("res://bench/process.gd")
const FRAMES := 40
const FRAME := 16_667 # microseconds
const SMALL_ANSWERS := 2_000
const UPLOAD := 100_000_000 # bytes
const IDLE := 1000 # clients; so many of the engine's do not fit into what the process has at hand
const IDLE_TLS := 200
const PEAK_CLIENTS := 64
const PATIENCE := 30_000_000 # microseconds
const SETTLED := 1500 # milliseconds after which nothing of the connects is left to do, and the collector has run

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


## Bytes a second of one chunked body, polled and read in a tight loop, after a download of [param before] bytes from the
## same server. For a process of its own.
func chunked(tls: bool, path: String, size: int, before: int) -> float:
	if before > 0 and is_nan(download(tls, "/bytes/%d" % before, before)):
		return NAN
	var client: HTTPClient = exchange.connected(tls)
	var started: int = Time.get_ticks_usec()
	if not exchange.responded(client, path):
		return NAN
	var got := 0
	var deadline: int = started + PATIENCE
	while client.get_status() == HTTPClient.STATUS_BODY and Time.get_ticks_usec() < deadline:
		client.poll()
		got += client.read_response_body_chunk().size()
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


## Wake-ups a second of all threads while clients idle and nothing is called. For a process of its own.
func wake_ups(tls: bool, count: int, seconds: float) -> float:
	var clients: Array[HTTPClient] = []
	clients.assign(exchange.many(count, tls))
	if clients.size() < count:
		return NAN
	for client: HTTPClient in clients:
		client.poll()
	OS.delay_msec(SETTLED)
	var woken: int = Process.wake_ups()
	OS.delay_msec(int(seconds * 1000))
	return (Process.wake_ups() - woken - 1) / seconds # without this thread's own one from the delay
