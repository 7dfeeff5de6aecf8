# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/page.gd"
## What one session does: a call that is awaited, many at once, a download that can be cancelled and goes on, and a stream of
## events. The engine has no such class, so there is one side only.

const CallCard := preload("res://demo/window/call_card.gd")

const AT_ONCE := 20
const FILE := "user://calls_page.bin"
const SIZE := 50_000_000
const MEGABITS := 200 # a second, so that there is time to cancel
## Lines that the list of events keeps.
const KEPT := 200

var _session := HTTPSessionGo.new()
var _calls := 0
var _running: HTTPResponseGo # the download, null for none
var _source := HTTPEventSourceGo.new()
var _is_listening := false

var _transport: Segments
var _json := CallCard.new()
var _many := CallCard.new()
var _download := CallCard.new()
var _events := CallCard.new()
var _bar := ProgressBar.new()
var _list := RichTextLabel.new()


func _init() -> void:
	super()
	name = "Calls"
	settings.add_child(Look.label("One HTTPSessionGo for all of this page: no node, and connections that are kept.", &"Muted"))
	settings.add_child(Look.spring())
	_transport = add_segments("over", "Transport", ["plain", "TLS"], 1)
	_json.setup("Json", "A call, awaited", "var r: HTTPResponseGo = await session.fetch(url).done()\nif r.ok: show(r.json())\nelse: show(r.get_error().message)", "Fetch", _fetch_json)
	_json.add_button("Fail", "Fail", _fail)
	_many.setup("Many", "%d at once" % AT_ONCE, "for i in %d: calls.append(session.fetch(\"json/%%d\" %% i))\nfor r in calls: await r.done()" % AT_ONCE, "Fetch", _fetch_many)
	_download.setup("Download", "A download that goes on", "var r := session.download(url, \"user://file\")\nr.progressed.connect(show_progress)\ncancel_button.pressed.connect(r.cancel)", "Download", _start_or_cancel)
	_bar.name = "Bar"
	_bar.max_value = 1.0
	_bar.step = 0.0
	_bar.show_percentage = false
	_bar.custom_minimum_size.y = 8
	_download.body.add_child(_bar)
	_events.setup("Stream", "A stream of events", "source.event_received.connect(show_event)\nsource.open(url)", "Listen", _listen_or_stop)
	_list.name = "List"
	_list.scroll_following = true
	_list.size_flags_vertical = Control.SIZE_EXPAND_FILL
	_list.focus_mode = Control.FOCUS_NONE
	_events.body.add_child(_list)
	_add_cards([_json, _download])
	_add_cards([_many, _events])
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


func _add_cards(cards: Array[CallCard]) -> void:
	var row: HBoxContainer = Look.row(14)
	row.size_flags_vertical = Control.SIZE_EXPAND_FILL
	for card: CallCard in cards:
		row.add_child(card)
	content.add_child(row)


## Makes the session's calls go to where the settings say.
func _aim() -> void:
	var secure: bool = _transport.index == 1
	_session.base_url = "%s://%s/" % ["https" if secure else "http", server.secure if secure else server.plain]
	_session.set_tls_options(server.trusting)


func _fetch_json() -> void:
	_aim()
	_calls += 1
	await _show_call(_session.fetch("json/%d" % _calls))


# Of a name that nobody has: RFC 6761 keeps it free.
func _fail() -> void:
	await _show_call(_session.fetch("https://demo.invalid/"))


func _show_call(r: HTTPResponseGo) -> void:
	var began: int = Time.get_ticks_usec()
	_json.say("asking")
	await r.done()
	var msec: float = (Time.get_ticks_usec() - began) / 1e3
	if r.ok:
		var answer: Dictionary = r.json()
		_json.say("%d: number %d after %.1f ms, over connection %d of the server" % [r.response_code, answer["n"], msec, answer["connection"]], CallCard.Tone.GOOD)
	else:
		_json.say(_why(r), CallCard.Tone.BAD)


func _fetch_many() -> void:
	_aim()
	_many.start_button.disabled = true
	_many.say("asking")
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
		else:
			failed = r
	_many.start_button.disabled = false
	if failed == null:
		_many.say("%d of %d answers over %d connections in %.0f ms" % [whole, AT_ONCE, connections.size(), (Time.get_ticks_usec() - began) / 1e3], CallCard.Tone.GOOD)
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
	_events.say("connecting")
	_is_listening = _source.open("sse/100000?ms=100") == OK
	_events.start_button.text = "Stop"


func _show_event(type: String, data: String, id: String) -> void:
	if _list.get_paragraph_count() > KEPT:
		_list.remove_paragraph(0)
	_list.push_color(Look.OURS)
	_list.add_text("%s %s   " % [type, id])
	_list.pop()
	_list.add_text("%s\n" % data)
	_events.say("%s events" % id)


func _show_closed() -> void:
	_is_listening = false
	_events.start_button.text = "Listen"


func _why(r: HTTPResponseGo) -> String:
	return r.get_error().get("message", "the server answers %d" % r.response_code)
