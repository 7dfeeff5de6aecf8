# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/page.gd"
## What one session does: calls that are awaited, with redirects, codings, retries and reasons, many at once, a download that can be
## cancelled and goes on, and a stream of events. The engine has no such class, so there is one side only.

const CallCard := preload("res://demo/window/call_card.gd")

const AT_ONCE := 20
const FILE := "user://calls_page.bin"
const SIZE := 50_000_000
const MEGABITS := 200 # a second, so that there is time to cancel
## Lines that a list keeps.
const KEPT := 200
const TEXT := 1_000_000 # bytes of the text that comes by gzip
const REDIRECT := "HTTP/1.1 %s\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
const BUSY := "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
const READY := "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nready"

var _session := HTTPSessionGo.new()
var _calls := 0
var _msec := 0.0 # of the last one
var _running: HTTPResponseGo # the download, null for none
var _source := HTTPEventSourceGo.new()
var _is_listening := false

var _transport: Segments
var _json := CallCard.new()
var _many := CallCard.new()
var _download := CallCard.new()
var _events := CallCard.new()
var _bar := ProgressBar.new()
var _log: RichTextLabel # of the calls
var _answers: RichTextLabel # of those at once
var _list: RichTextLabel # of the events


func _init() -> void:
	super()
	name = "Calls"
	settings.add_child(Look.label("One HTTPSessionGo for all of this page, and no node. Its connections are kept.", &"Muted"))
	settings.add_child(Look.spring())
	_transport = add_segments("over", "Transport", ["plain", "TLS"], 1)
	_json.setup("Json", "Calls, awaited", "var r: HTTPResponseGo = await session.fetch(url).done()", "Fetch", _fetch_json)
	_json.add_buttons([["Redirect", _fetch_redirected], ["Gzip", _fetch_coded], ["Retry", _fetch_again], ["Fail", _fail]])
	_log = _json.add_list("No call yet.")
	_many.setup("Many", "%d at once" % AT_ONCE, "for i in %d: calls.append(session.fetch(\"json/%%d\" %% i))" % AT_ONCE, "Fetch", _fetch_many)
	_answers = _many.add_list("No answers yet. A session has six connections to a server at most.")
	_download.setup("Download", "A download that goes on", "var r := session.download(url, \"user://file\")", "Download", _start_or_cancel)
	_bar.name = "Bar"
	_bar.max_value = 1.0
	_bar.step = 0.0
	_bar.show_percentage = false
	_bar.custom_minimum_size.y = 8
	_bar.add_theme_stylebox_override(&"fill", Look.box(Look.colors.ours, 4))
	_download.body.add_child(_bar)
	var hint: Label = Look.label("Cancel it, and the next one goes on where it stopped.", &"Small")
	_download.body.add_child(hint)
	_events.setup("Stream", "A stream of events", "source.event_received.connect(show_event)", "Listen", _listen_or_stop)
	_list = _events.add_list("No events yet. Listen, and each shows as it arrives.")
	stage.add_child(_column([_json, _download], [1.25, 1.0]))
	stage.add_child(_column([_many, _events], [1.25, 1.0]))
	add_script("calls.gd")
	_source.session = _session
	_source.reconnect = false
	_source.opened.connect(func() -> void: _events.say("listening"))
	_source.event_received.connect(_show_event)
	_source.failed.connect(func(error: Dictionary) -> void: _events.say("failed: %s" % error["message"], CallCard.Tone.BAD))
	_source.closed.connect(_show_closed)


func _exit_tree() -> void:
	for file: String in [FILE, FILE + ".part", FILE + ".part.etag"]:
		DirAccess.remove_absolute(file)


func stop() -> void:
	_source.close()
	_session.cancel_all()


func _column(cards: Array[CallCard], shares: Array[float]) -> Control:
	var column: VBoxContainer = Look.column(12)
	column.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	for i: int in cards.size():
		cards[i].size_flags_stretch_ratio = shares[i]
		column.add_child(cards[i])
	return column


## Makes the session's calls go to where the settings say.
func _aim() -> void:
	var secure: bool = _transport.index == 1
	_session.base_url = "%s://%s/" % ["https" if secure else "http", server.secure if secure else server.plain]
	_session.set_tls_options(server.trusting)


func _fetch_json() -> void:
	_aim()
	_calls += 1
	await _show_call("GET json/%d" % _calls, _session.fetch("json/%d" % _calls), func(r: HTTPResponseGo) -> String:
		var answer: Dictionary = r.json()
		return "number %d after %s over connection %d of the server" % [answer["n"], "%.1f ms" % _msec, answer["connection"]])


# To a server that has moved twice.
func _fetch_redirected() -> void:
	_aim()
	var url: String = _serve([["read_head"], ["send", REDIRECT % ["301 Moved Permanently", "/moved"]], ["read_head"],
			["send", REDIRECT % ["307 Temporary Redirect", _session.base_url + "json/0"]], ["wait_close"]])
	await _show_call("GET moved twice", _session.fetch(url), func(r: HTTPResponseGo) -> String:
		return "two redirects to %s" % r.url)


func _fetch_coded() -> void:
	_aim()
	await _show_call("GET gzip/%d" % TEXT, _session.fetch("gzip/%d" % TEXT), func(r: HTTPResponseGo) -> String:
		return "%d bytes of text out of %d of gzip" % [r.body.size(), r.get_downloaded_bytes()])


# From a server that is busy once.
func _fetch_again() -> void:
	_aim()
	var url: String = _serve([["read_head"], ["send", BUSY], ["read_head"], ["send", READY], ["wait_close"]])
	_session.max_retries = 2
	var r: HTTPResponseGo = _session.fetch(url)
	_session.max_retries = 0
	await _show_call("GET busy", r, func(_whole: HTTPResponseGo) -> String: return "at the second try, the first answer was a 503")


# Of a name that nobody has: RFC 6761 keeps it free.
func _fail() -> void:
	await _show_call("GET demo.invalid", _session.fetch("https://demo.invalid/"), func(_whole: HTTPResponseGo) -> String: return "")


## Returns the URL of a server for these steps, over TLS if the settings say so.
func _serve(steps: Array) -> String:
	var secure: bool = _transport.index == 1
	var script: Dictionary = server.control.start(steps, {} if secure else null)
	return "%s://localhost:%d/" % ["https" if secure else "http", script["port"]]


## Waits for a call, and says how it ended; [param tell] has words for a good answer.
func _show_call(what: String, r: HTTPResponseGo, tell: Callable) -> void:
	var began: int = Time.get_ticks_usec()
	_json.say("asking")
	await r.done()
	_msec = (Time.get_ticks_usec() - began) / 1e3
	var says: String = "%d: %s" % [r.response_code, tell.call(r)] if r.ok else _why(r)
	_json.say(says, CallCard.Tone.GOOD if r.ok else CallCard.Tone.BAD)
	_write(_log, what, says)


## Adds a line to a list.
func _write(list: RichTextLabel, head: String, text: String) -> void:
	(list.get_node("Empty") as Control).visible = false
	if list.get_paragraph_count() > KEPT:
		list.remove_paragraph(0)
	list.push_color(Look.colors.ours)
	list.add_text("%s   " % head)
	list.pop()
	list.add_text("%s\n" % text)


func _fetch_many() -> void:
	_aim()
	_many.start_button.disabled = true
	_many.say("asking")
	_answers.clear()
	var began: int = Time.get_ticks_usec()
	var calls: Array[HTTPResponseGo] = []
	for i: int in AT_ONCE:
		calls.append(_session.fetch("json/%d" % i))
	var whole := 0
	var connections: Dictionary[int, bool] = {}
	var failed: HTTPResponseGo
	for r: HTTPResponseGo in calls:
		await r.done()
		if r.ok:
			var answer: Dictionary = r.json()
			whole += 1
			connections[int(str(answer["connection"]))] = true
			_write(_answers, "json/%d" % answer["n"], "after %.1f ms over connection %d" % [(Time.get_ticks_usec() - began) / 1e3, answer["connection"]])
		else:
			failed = r
	_many.start_button.disabled = false
	if failed == null:
		_many.say("%d of %d answers over %s in %.0f ms" % [whole, AT_ONCE, Look.count(connections.size(), "connection"), (Time.get_ticks_usec() - began) / 1e3], CallCard.Tone.GOOD)
	else:
		_many.say("%d of %d answers; %s" % [whole, AT_ONCE, _why(failed)], CallCard.Tone.BAD)


func _start_or_cancel() -> void:
	if _running != null:
		_running.cancel()
		return
	_aim()
	var before: int = _part_size()
	_download.say("goes on at %s" % Look.amount(before) if before > 0 else "begins")
	_download.start_button.text = "Cancel"
	_running = _session.download("file/%d/1?mbit=%d" % [SIZE, MEGABITS], FILE)
	_running.progressed.connect(_show_progress)
	await _running.done()
	_download.start_button.text = "Download"
	if _running.ok:
		_download.say("%s, of which %s were there" % [Look.amount(_running.get_downloaded_bytes()), Look.amount(before)], CallCard.Tone.GOOD)
	elif _running.get_error().get("reason", "") == "cancelled":
		_download.say("cancelled with %s; the next one goes on there" % Look.amount(_part_size()))
	else:
		_download.say(_why(_running), CallCard.Tone.BAD)
	_running = null


func _part_size() -> int:
	var part := FileAccess.open(FILE + ".part", FileAccess.READ)
	return part.get_length() if part != null else 0


func _show_progress(got: int, total: int) -> void:
	_bar.value = float(got) / maxi(total, 1)
	_download.say("%s of %s" % [Look.amount(got), Look.amount(total)])


func _listen_or_stop() -> void:
	if _is_listening:
		_source.close()
		return
	_aim()
	_list.clear()
	(_list.get_node("Empty") as Control).visible = true
	_events.say("connecting")
	_is_listening = _source.open("sse/100000?ms=100") == OK
	_events.start_button.text = "Stop"


func _show_event(type: String, data: String, id: String) -> void:
	_write(_list, "%s %s" % [type, id], data)
	_events.say(Look.count(id.to_int(), "event"))


func _show_closed() -> void:
	_is_listening = false
	_events.start_button.text = "Listen"


func _why(r: HTTPResponseGo) -> String:
	return r.get_error().get("message", "the server answers %d" % r.response_code)
