# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Random exchanges, each played on the engine's class and on ours. What both do has to be the same, but where the exchange was drawn with something that a line
## of COMPAT.md is about: then it may differ, and is counted under the id of that line. An exchange without such a thing that differs is a fault, and so is one in
## which ours runs out of time, whatever it was drawn with.
##
## --seed=N repeats a run; a difference says which exchange of it was meant.

const CasePlayer := preload("res://tests/case_player.gd")
const CaseTrace := preload("res://tests/case_trace.gd")
const Trust := preload("res://tests/trust.gd")

const EXCHANGES := 400
## Milliseconds for each wait of the engine's, which hangs in some of them, and of ours.
const ENGINE_LIMIT := 120
const LIMIT := 5000

const CODES: PackedInt32Array = [200, 200, 200, 200, 0, 99, 201, 202, 206, 299, 301, 302, 400, 401, 403, 404, 418, 429, 500, 503, 599, 999]
const REASONS: PackedStringArray = ["OK", "Not Found", "", "I'm a teapot", "a  b", "200", "HTTP/1.1"]
const TOKEN := "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_!#$%&'*+.^`|~"
const TEXT := "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 \t-_.:;,=/?!\"'()[]{}<>@#$%&*+^`|~\\"
const TARGETS: PackedStringArray = ["/", "/", "/a/b.html", "/?", "/a?b=c&d=%20", "/%2e%2e/x", "/~user;p=1,2", "//x", "/a#b", "http://other.example/x", "/" ]
const METHODS: PackedInt32Array = [HTTPClient.METHOD_GET, HTTPClient.METHOD_GET, HTTPClient.METHOD_GET, HTTPClient.METHOD_HEAD, HTTPClient.METHOD_POST, HTTPClient.METHOD_PUT,
	HTTPClient.METHOD_DELETE, HTTPClient.METHOD_OPTIONS, HTTPClient.METHOD_TRACE, HTTPClient.METHOD_PATCH]
## What a script may have among its own lines.
const LINES: PackedStringArray = ["Accept: text/html", "accept: */*", "User-Agent: me", "Host: elsewhere.example", "X-Empty:", "X-Twice: 1", "X-Twice: 2", "Cookie: a=b; c=d", "Referer: http://x/",
	"Content-Type: application/json", "Authorization: Bearer abc", "X-Colons: a:b:c", "X-Space  : 1", "Range: bytes=0-9", "Connection: keep-alive", "Cache-Control: no-cache"]
## Fields that have no part in the framing.
const FIELDS: PackedStringArray = ["Server: nginx", "Date: Sat, 28 Nov 2026 10:00:00 GMT", "Content-Type: text/plain; charset=utf-8", "Set-Cookie: a=b; Path=/", "Set-Cookie: c=d",
	"ETag: \"x\"", "X-Empty:", "Location: /elsewhere", "Content-Encoding: gzip", "Connection: keep-alive", "Keep-Alive: timeout=5", "Trailer: X", "Vary: *", "X-Name: Zoë", "Set-Cookie: x=dmo\u0001OZPF\u007f; path=/"]

var _random := RandomNumberGenerator.new()
var _trust: Trust
var _counts: Dictionary[String, int] = {}
var _ids: PackedStringArray = []


func test_random_exchanges() -> void:
	if candidate == &"HTTPClient":
		skip("the engine is the candidate")
		return
	var base: int = str(options["seed"]).to_int() if not str(options["seed"]).is_empty() else randi()
	_trust = Trust.new(server.info())
	var same := 0
	for number: int in EXCHANGES:
		_random.seed = hash([base, number])
		_ids = []
		var case: Dictionary = _draw()
		var want: CaseTrace = _play(case, &"HTTPClient", LIMIT if _ids.is_empty() else ENGINE_LIMIT)
		var got: CaseTrace = _play(case, candidate, LIMIT)
		for why: Dictionary in got.whys:
			assert_reason(why, "--seed=%d, exchange %d" % [base, number])
		if got.late or (got.lines != want.lines and _ids.is_empty()):
			fail("--seed=%d, exchange %d, drawn with %s%s; the server: %s
%s" % [base, number, _ids, ", out of time" if got.late else "",
					JSON.stringify(case["server"]).left(1000), want.difference(got).left(6000)])
			if failures.size() >= 3:
				break
		elif got.lines == want.lines:
			same += 1
		else:
			_counts[_ids[0]] = int(_counts.get(_ids[0], 0)) + 1
	_listed()
	print("    differential: --seed=%d, %d exchanges, %d the same, differences by line of COMPAT.md: %s" % [base, EXCHANGES, same, _counts])
	assert_true(same > EXCHANGES / 3, "%d exchanges of %d are the same: the draw is too wild to find anything" % [same, EXCHANGES])
	finish()


## The ids are lines of COMPAT.md, which only a checkout has.
func _listed() -> void:
	var path: String = ProjectSettings.globalize_path("res://").path_join("../COMPAT.md").simplify_path()
	if FileAccess.file_exists(path):
		var text: String = FileAccess.get_file_as_string(path)
		for id: String in _counts:
			assert_true(text.contains("| %s |" % id), "COMPAT.md has no line '%s'" % id)


func _play(case: Dictionary, class_id: StringName, limit: int) -> CaseTrace:
	var player := CasePlayer.new()
	player.server = server
	player.errors = errors
	player.trust = _trust
	if case.get("thread", false):
		var thread := Thread.new()
		thread.start(player.play.bind(case, class_id, false, limit))
		return thread.wait_to_finish()
	return player.play(case, class_id, false, limit)


func _pick(from: Variant) -> Variant:
	return from[_random.randi() % from.size()]


func _one_in(n: int) -> bool:
	return _random.randi() % n == 0


func _text(alphabet: String, most: int, least: int = 0) -> String:
	var text := ""
	for i: int in least + _random.randi() % (most - least + 1):
		text += alphabet[_random.randi() % alphabet.length()]
	return text


## Notes that the line [param id] of COMPAT.md is about what was drawn.
func _with(id: String) -> void:
	if not id in _ids:
		_ids.append(id)


## Draws one case for CasePlayer: a connection with one to three exchanges.
func _draw() -> Dictionary:
	var steps: Array = [["connect"], ["until", 5]]
	var serving: Array = []
	if _one_in(3):
		steps.append(["set", "read_chunk_size", _pick([256, 300, 1000, 4096, 65536, 1 << 20])])
	for exchange: int in 1 + _random.randi() % 3:
		var method: int = _pick(METHODS)
		var request: Array = _draw_request(method)
		steps.append(["request"] + request)
		steps.append_array([["answer"], ["head"], _pick([["headers"], ["dict"]]), ["read_all"], ["state"]])
		serving.append(["read_head"])
		if request.size() > 3:
			serving.append(["read_body", (request[3] as String).to_utf8_buffer().size()])
		# Behind what may differ, the two connections are not the same any more.
		if _draw_answer(method, serving) or not _ids.is_empty():
			break
	if serving[-1][0] != "close":
		serving.append(["wait_close"])
	steps.append(["close"])
	var case: Dictionary = {"name": "random", "server": serving, "steps": steps}
	if _one_in(8):
		case["tls"] = {}
	# The engine's waits for ever for what it reads wrongly.
	if _ids.is_empty() and _one_in(5):
		steps.push_front(["set", "blocking_mode_enabled", true])
	case["thread"] = _one_in(6)
	return case


func _draw_request(method: int) -> Array:
	var target: String = "*" if method == HTTPClient.METHOD_OPTIONS and _one_in(2) else str(_pick(TARGETS))
	var lines: Array = []
	for i: int in _random.randi() % 4:
		lines.append(_pick(LINES) if _one_in(2) else _text(TOKEN, 12, 1) + ":" + _text(TEXT, 30))
	if _one_in(25):
		_with("injection")
		lines.append("X: a\r\nInjected: b" if _one_in(2) else "X: a\nb")
	var request: Array = [method, target, lines]
	if _one_in(3):
		request.append(_text(TEXT, 200) if _one_in(2) else "Zoë " + _text(TEXT, 1000))
	return request


## Appends what the server sends and returns whether nothing comes after it.
func _draw_answer(method: int, serving: Array) -> bool:
	var head: String = "HTTP/1.%d %03d %s\r\n" % [2 if _one_in(10) else 1, _pick(CODES), _pick(REASONS)]
	var fields: PackedStringArray = []
	for i: int in _random.randi() % 5:
		fields.append(str(_pick(FIELDS)) if _one_in(2) else _text(TOKEN, 15, 3) + ":" + _text(" \t", 2) + _text(TEXT, 40) + _text(" \t", 2))
	var body := ""
	var last := false
	match _random.randi() % 10:
		0, 1, 2, 3:
			body = _text(TEXT, _pick([0, 1, 10, 1000]) as int)
			fields.append("%s:%s%d" % [_pick(["Content-Length", "content-length", "CONTENT-LENGTH"]), _pick(["", " ", "  "]), body.length()])
		4, 5, 6:
			fields.append("%s: chunked" % _pick(["Transfer-Encoding", "transfer-encoding"]))
			body = _draw_chunks()
		7:
			fields.append("Connection: close")
			body = _text(TEXT, 1000)
			last = true
		8:
			head = str(_pick(["HTTP/1.1 204 No Content\r\n", "HTTP/1.1 304 Not Modified\r\n"]))
			if _one_in(3):
				fields.append("Content-Length: 0")
		9:
			last = _draw_oddity(serving, fields)
			if last or str(serving[-1][0]).begins_with("send"):
				return last
			body = _text(TEXT, 100)
			fields.append("Content-Length: %d" % body.length())
	_shuffle(fields)
	head += "".join(Array(fields).map(func(line: String) -> String: return line + "\r\n")) + "\r\n"
	if method == HTTPClient.METHOD_HEAD:
		if fields.has("Transfer-Encoding: chunked") or fields.has("transfer-encoding: chunked"):
			_with("head-chunked")
		body = ""
	_send(serving, head + body)
	if last:
		serving.append(["close"])
	return last


func _draw_chunks() -> String:
	var text := ""
	for i: int in _random.randi() % 6:
		var piece: String = _text(TEXT, _pick([1, 20, 600]) as int, 1)
		text += ("%x" if _one_in(2) else "%X") % piece.length()
		if _one_in(40):
			_with("chunk-extension")
			text += _pick([";a", ";a=b", "; a=\"b\""])
		text += "\r\n" + piece + "\r\n"
	return text + "0\r\n" + ("" if not _one_in(6) else "X-Trailer: 1\r\n") + "\r\n"


## Draws an answer, or a field of one, that a line of COMPAT.md is about.
func _draw_oddity(serving: Array, fields: PackedStringArray) -> bool:
	const OK_HEAD := "HTTP/1.1 200 OK\r\n"
	match _random.randi() % 19:
		0:
			_with("interim")
			_send(serving, str(_pick(["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"])) + OK_HEAD + "Content-Length: 2\r\n\r\nok")
		1:
			_with("status-line")
			_send(serving, str(_pick(["HTTP/2 200 OK", "HTTP/1.1 20 OK", "http/1.1 200 OK", "HTTP/1.1  200 OK", "200 OK", "HTTP/1.1 2000 OK"])) + "\r\nContent-Length: 2\r\n\r\nok")
		2:
			_with("field-syntax")
			_send(serving, OK_HEAD + str(_pick(["no colon", ": no name", "Blank : x", "A B: x"])) + "\r\nContent-Length: 2\r\n\r\nok")
		3:
			_with("obs-fold")
			fields.append("X-Folded: a\r\n" + _text(" \t", 3, 1) + "b")
		4:
			_with("length-syntax")
			_send(serving, OK_HEAD + "Content-Length: %s\r\n\r\nok" % _pick(["-2", "+2", "2x", "0x2", "", "2;", "two"]))
		5:
			_with("length-conflict")
			_send(serving, OK_HEAD + "Content-Length: 2\r\nContent-Length: %s\r\n\r\nok" % _pick(["3", "02", "1", "2, 3"]))
		6:
			_with("length-with-chunked")
			_send(serving, OK_HEAD + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + _draw_chunks())
		7:
			_with("coding-case")
			_send(serving, OK_HEAD + "Transfer-Encoding: %s\r\n\r\n" % _pick(["Chunked", "CHUNKED"]) + _draw_chunks())
		8:
			_with("coding-unknown")
			_send(serving, OK_HEAD + "Transfer-Encoding: %s\r\n\r\n" % _pick(["gzip", "gzip, chunked", "chunked, chunked", "x"]) + _draw_chunks())
		9:
			_with("coding-http10")
			_send(serving, "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + _draw_chunks())
		10:
			_with("chunk-syntax")
			_send(serving, OK_HEAD + "Transfer-Encoding: chunked\r\n\r\n" + str(_pick(["x\r\nok\r\n0\r\n\r\n", "-2\r\nok\r\n0\r\n\r\n", "2\r\nokay\r\n0\r\n\r\n", "2\nok\n0\n\n", "0x2\r\nok\r\n0\r\n\r\n"])))
		11:
			_with("until-close")
			_send(serving, str(_pick([OK_HEAD, OK_HEAD + "A: b\r\n", OK_HEAD + "Connection:close\r\n", "HTTP/1.0 200 OK\r\n"])) + "\r\n" + _text(TEXT, 500))
			serving.append(["close"])
			return true
		12:
			_with("bodiless")
			_send(serving, str(_pick(["HTTP/1.1 204 No Content\r\n", "HTTP/1.1 304 Not Modified\r\n"])) + str(_pick(["Content-Length: 5", "Transfer-Encoding: chunked"])) + "\r\n\r\n")
		13:
			_with("truncated")
			_send(serving, OK_HEAD + str(_pick(["Content-Length: 10\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\nhel", "Content-Length: 10\r\n\r\n"])))
			serving.append(["close"])
			return true
		14:
			_with("unsolicited")
			_send(serving, OK_HEAD + "Content-Length: 2\r\n\r\nok" + str(_pick(["x", "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"])))
		15:
			_with("connection-close")
			_send(serving, str(_pick([OK_HEAD + "Connection: Close\r\n", "HTTP/1.0 200 OK\r\n", OK_HEAD + "Connection: x, close\r\n"])) + "Content-Length: 2\r\n\r\nok")
		16:
			_with("chunk-padding")
			_send(serving, OK_HEAD + "Transfer-Encoding: chunked\r\n\r\n2%s\r\nok\r\n0%s\r\n\r\n" % [_text(" \t", 5, 1), _text(" \t", 5)])
		17:
			_with("coding-list")
			_send(serving, OK_HEAD + "Transfer-Encoding: %s\r\n\r\n" % _pick(["chunked,", ", chunked", "identity, chunked"]) + _draw_chunks())
		18:
			_with("empty-line")
			_send(serving, "\r\n".repeat(1 + _random.randi() % 5) + OK_HEAD + "Content-Length: 2\r\n\r\nok")
	return false


func _shuffle(list: PackedStringArray) -> void:
	for i: int in range(list.size() - 1, 0, -1):
		var j: int = _random.randi() % (i + 1)
		var kept: String = list[i]
		list[i] = list[j]
		list[j] = kept


## Sends [param text] in one to three pieces.
func _send(serving: Array, text: String) -> void:
	for i: int in _random.randi() % 3:
		var cut: int = _random.randi() % (text.length() + 1)
		serving.append(_piece(text.left(cut)))
		text = text.substr(cut)
	serving.append(_piece(text))


## JSON has no plain control characters, and Godot writes them as such.
func _piece(text: String) -> Array:
	return ["send_hex", text.to_utf8_buffer().hex_encode()] if text.contains("\u0001") or text.contains("\u007f") else ["send", text]
