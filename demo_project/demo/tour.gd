# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Five things that HTTPClientGo is for, and what a session is for, one function each. A function returns whether it went well.

const ServerControl := preload("res://tests/server_control.gd")
const WaitingClient := preload("res://demo/waiting_client.gd")

const DOWNLOAD_BYTES := 64 * 1024 * 1024
## Of the file that the server makes, always the same.
const DOWNLOAD_SHA256 := "e5286a89f047f94e97d70969d9e2ad72416bbb8fd88eaa14565321b69ad7bb01"
const DOWNLOAD_FILE := "user://download.bin"
const EVENTS := 6
const EVENT_PAUSE := 150 # milliseconds
const SERIES := 1000
const AT_ONCE := 20
const TEXT_BYTES := 1_000_000

## What went wrong.
var problem := ""

var _control: ServerControl
## The server's own certificate authority, which no system knows.
var _authority := X509Certificate.new()
## "host:port" of the server, plain and with TLS.
var _plain: String
var _secure: String


## Returns whether all went well; [member problem] tells what did not.
func run(control: ServerControl) -> bool:
	_control = control
	var info: Dictionary = control.info()
	_plain = info.get("plain", "")
	# By name instead of by address: the certificate is made out to it.
	_secure = str(info.get("tls", "")).replace("127.0.0.1", "localhost")
	if _authority.load(str(info.get("ca", ""))) != OK:
		return _fail("the server's certificate authority cannot be read")
	for part: Callable in [_download, _post, _listen, _ask_often, _refuse, _use_session]:
		if not await part.call():
			return false
	return true


func _download() -> bool:
	_title("1. A large file over HTTPS, the server verified")
	var client := WaitingClient.new()
	if not await client.open(_secure, TLSOptions.client(_authority)):
		return _fail("no verified connection with %s: %s" % [_secure, client.status_name()])
	var url: String = "/bytes/%d" % DOWNLOAD_BYTES
	_line("https://%s%s" % [_secure, url])
	if not await client.send(HTTPClientGo.METHOD_GET, url):
		return _fail("no response: %s" % client.status_name())
	var file := FileAccess.open(DOWNLOAD_FILE, FileAccess.WRITE)
	if file == null:
		return _fail("cannot write %s: %s" % [DOWNLOAD_FILE, error_string(FileAccess.get_open_error())])
	await _save(client, file)
	file.close()
	var digest: String = FileAccess.get_sha256(DOWNLOAD_FILE)
	DirAccess.remove_absolute(DOWNLOAD_FILE)
	if digest != DOWNLOAD_SHA256:
		return _fail("the file is damaged: its SHA-256 is %s, %s" % [digest, client.status_name()])
	_line("SHA-256 %s… is what it should be" % digest.left(16))
	return true


func _save(client: WaitingClient, file: FileAccess) -> void:
	var size: int = client.get_response_body_length()
	var started: int = Time.get_ticks_usec()
	var tenths := 0
	while client.get_status() == HTTPClientGo.STATUS_BODY:
		file.store_buffer(await client.next_piece())
		var done: int = file.get_position()
		while done * 10 >= size * (tenths + 1) and tenths < 10:
			tenths += 1
			var seconds: float = (Time.get_ticks_usec() - started) / 1e6
			_line("%3d %%  %5.1f MB  %4.0f MB/s" % [tenths * 10, done / 1e6, done / 1e6 / seconds])


func _post() -> bool:
	_title("2. A form, sent and echoed")
	var client := WaitingClient.new()
	if not await client.open(_plain):
		return _fail("no connection with %s: %s" % [_plain, client.status_name()])
	var form: Dictionary = {"player": "Zoë & Ann", "level": 7, "items": ["rope", "lamp"], "guest": null}
	var query: String = client.query_string_from_dict(form)
	var headers: PackedStringArray = ["Content-Type: application/x-www-form-urlencoded"]
	if not await client.send(HTTPClientGo.METHOD_POST, "/echo", headers, query):
		return _fail("no response: %s" % client.status_name())
	var kind: String = client.get_response_headers_as_dictionary().get("Content-Type", "")
	var answer: String = (await client.read_all()).get_string_from_utf8()
	_line("sent      %s" % form)
	_line("answer    %d, %s" % [client.get_response_code(), kind])
	_line("          %s" % answer)
	if answer != query:
		return _fail("the echo differs from what was sent: %s" % query)
	return true


func _listen() -> bool:
	_title("3. A stream of events, each printed as it arrives")
	var client := WaitingClient.new()
	if not await client.open(_plain):
		return _fail("no connection with %s: %s" % [_plain, client.status_name()])
	var headers: PackedStringArray = ["Accept: text/event-stream"]
	if not await client.send(HTTPClientGo.METHOD_GET, "/sse/%d?ms=%d" % [EVENTS, EVENT_PAUSE], headers):
		return _fail("no response: %s" % client.status_name())
	var started: int = Time.get_ticks_msec()
	var count := 0
	# The server sends each event as one chunk, and a read returns one chunk.
	while client.get_status() == HTTPClientGo.STATUS_BODY:
		var event: String = (await client.next_piece()).get_string_from_utf8()
		if not event.is_empty():
			count += 1
			_line("after %4d ms  %s" % [Time.get_ticks_msec() - started, " | ".join(event.strip_edges().split("\n"))])
	if count != EVENTS:
		return _fail("%d events instead of %d: %s" % [count, EVENTS, client.status_name()])
	return true


func _ask_often() -> bool:
	_title("4. Many requests on one connection")
	var client := WaitingClient.new()
	if not await client.open(_plain):
		return _fail("no connection with %s: %s" % [_plain, client.status_name()])
	var port: int = (client.connection as HTTPClientGoStream).get_local_port()
	var started: int = Time.get_ticks_usec()
	for i: int in SERIES:
		var size: int = _ask_once(client)
		if size != 100:
			return _fail("%d bytes instead of 100 in response %d: %s" % [size, i + 1, client.status_name()])
	var seconds: float = (Time.get_ticks_usec() - started) / 1e6
	if (client.connection as HTTPClientGoStream).get_local_port() != port:
		return _fail("the connection changed in between")
	_line("%d requests, all from port %d: %.0f a second" % [SERIES, port, SERIES / seconds])
	return true


## Returns how many bytes came. Polls without letting frames pass: right for a thread of its own, or for a moment.
func _ask_once(client: WaitingClient) -> int:
	var deadline: int = Time.get_ticks_msec() + WaitingClient.LIMIT
	var size := 0
	client.request(HTTPClientGo.METHOD_GET, "/small", [])
	while client.get_status() == HTTPClientGo.STATUS_REQUESTING and Time.get_ticks_msec() < deadline:
		client.poll()
	while client.get_status() == HTTPClientGo.STATUS_BODY and Time.get_ticks_msec() < deadline:
		size += client.read_response_body_chunk().size()
	return size


func _refuse() -> bool:
	_title("5. Servers that are not who they should be")
	var expired: Dictionary = _control.start([["wait_close"]], {"certificate": "expired"})
	var third: String = "localhost:%d" % expired["port"]
	return (await _refuse_one("signed by nobody we trust", _secure, TLSOptions.client())
			and await _refuse_one("made out to another host", _secure, TLSOptions.client(_authority, "example.com"))
			and await _refuse_one("expired", third, TLSOptions.client(_authority)))


func _refuse_one(certificate: String, address: String, tls: TLSOptions) -> bool:
	var client := WaitingClient.new()
	await client.open(address, tls)
	_line("%-26s %s\n      %s" % [certificate + ":", client.status_name(), client.get_last_error().get("message", "")])
	if client.get_status() != HTTPClientGo.STATUS_TLS_HANDSHAKE_ERROR:
		return _fail("the certificate (%s) was not refused for what it is: %s" % [certificate, client.status_name()])
	return true


func _use_session() -> bool:
	_title("6. The same by a session: calls that are awaited, without a node and without poll()")
	var session := HTTPSessionGo.new()
	session.base_url = "https://%s/" % _secure
	session.set_tls_options(TLSOptions.client(_authority))
	var first: HTTPResponseGo = await session.fetch("gzip/%d" % TEXT_BYTES).done()
	if not first.ok or first.body.size() != TEXT_BYTES:
		return _fail("no whole answer: %s" % first.get_error().get("message", first.response_code))
	_line("a call      %d, %d bytes of text out of %d of gzip" % [first.response_code, first.body.size(), first.get_downloaded_bytes()])
	var calls: Array[HTTPResponseGo] = []
	for i: int in AT_ONCE:
		calls.append(session.fetch("json/%d" % i))
	var connections: Dictionary[int, bool] = {}
	for i: int in AT_ONCE:
		await calls[i].done()
		if not calls[i].ok:
			return _fail("call %d of %d: %s" % [i + 1, AT_ONCE, calls[i].get_error().get("message", calls[i].response_code)])
		connections[calls[i].get_connection_info()["local_port"]] = true
	_line("at once     %d calls over %d of at most %d connections" % [AT_ONCE, connections.size(), session.max_connections_per_host])
	return await _go_on(session) and await _hear(session) and await _ask_nobody(session)


## A download that is cancelled, and then goes on where it stopped.
func _go_on(session: HTTPSessionGo) -> bool:
	var r: HTTPResponseGo = session.download("file/%d/1?mbit=200" % DOWNLOAD_BYTES, DOWNLOAD_FILE)
	r.progressed.connect(func(got: int, _total: int) -> void:
		if got > DOWNLOAD_BYTES / 4:
			r.cancel())
	await r.done()
	var before: int = r.get_downloaded_bytes()
	r = session.download("file/%d/1" % DOWNLOAD_BYTES, DOWNLOAD_FILE)
	await r.done()
	var file := FileAccess.open(DOWNLOAD_FILE, FileAccess.READ)
	var size: int = file.get_length() if file != null else 0
	file = null # which closes it
	DirAccess.remove_absolute(DOWNLOAD_FILE)
	if not r.ok or size != DOWNLOAD_BYTES:
		return _fail("the download did not go on: %s" % r.get_error().get("message", size))
	_line("a download  cancelled with %.1f MB, then whole with %.1f MB" % [before / 1e6, size / 1e6])
	return true


func _hear(session: HTTPSessionGo) -> bool:
	var source := HTTPEventSourceGo.new()
	var events: PackedStringArray = []
	source.session = session
	source.reconnect = false
	source.event_received.connect(func(type: String, _data: String, id: String) -> void: events.append("%s %s" % [type, id]))
	if source.open("sse/%d?ms=%d" % [EVENTS, EVENT_PAUSE]) != OK:
		return _fail("the stream of events cannot be opened")
	await source.closed
	_line("events      %s" % ", ".join(events))
	return events.size() == EVENTS or _fail("%d events instead of %d" % [events.size(), EVENTS])


## Of a name that nobody has: RFC 6761 keeps it free.
func _ask_nobody(session: HTTPSessionGo) -> bool:
	var r: HTTPResponseGo = await session.fetch("https://demo.invalid/").done()
	_line("a reason    %s" % r.get_error().get("message", ""))
	return not r.ok or _fail("demo.invalid answers")


func _fail(text: String) -> bool:
	problem = text
	return false


func _title(text: String) -> void:
	print("\n", text)


func _line(text: String) -> void:
	print("   ", text)
