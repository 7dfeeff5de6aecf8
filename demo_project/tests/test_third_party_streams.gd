# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/third_party_suite.gd"
## Clients of others that read streams: server-sent events, the tokens of a language model, the listener of a database.

const Trust := preload("res://tests/trust.gd")

## The same, but the engine's class may print an error line: its poll() has ended the body, and the script reads on.
const CUT_OFF: Array = ["half a ", ["the answer was cut off"], "half a "]


func _init() -> void:
	scenarios = {
		"sse_reconnects": ["sse_client", _sse_reconnects],
		"sse_without_chunks": ["sse_client", _sse_without_chunks],
		"sse_refused": ["sse_client", _sse_refused],
		"sse_chunk_extension": ["sse_client", _sse_chunk_extension, "chunk-extension", "lost", ["1", "2"]],
		"llm_chats": ["llm_stream", _llm_chats],
		"llm_stopped": ["llm_stream", _llm_stopped],
		"llm_cut_off": ["llm_stream", _llm_cut_off, "poll-in-body", CUT_OFF, CUT_OFF],
		"llm_early_hints": ["llm_stream", _llm_early_hints, "interim", ["", ["HTTP 103"]], ["yes", []]],
		"listener": ["cloud_storage", _listener],
	}


func _listen(script: GDScript, port: int, heard: Array) -> Node:
	var sse: Node = add(script)
	sse.connect("event_received", func(event: String, data: String, id: String) -> void: heard.append([event, data, id]))
	sse.connect("opened", func(headers: Dictionary) -> void: heard.append(headers))
	sse.connect("closed", func(reason: String) -> void: heard.append(reason))
	sse.call("listen", "127.0.0.1", port, "/events?room=1")
	return sse


func _sse_reconnects(script: GDScript) -> Array:
	var served: Dictionary = server.start([["read_head"],
		["send", EVENTS_HEAD + chunk(": hello\n\nretry: 20\n\n") + chunk("id: 1\nevent: start\ndata: {\"a\": 1}\n\n") + chunk("id: 2\ndata: first\n")],
		["send", chunk("data: second ☃\n\n") + chunk("data: x\n\nid: 4\ndata:y\nignored\n\n")], ["gate"], ["close"],
		["accept"], ["read_head"], ["send", EVENTS_HEAD + chunk("id: 5\nevent: bye\ndata\ndata: z\n\n")], ["wait_close"]])
	var heard: Array = []
	var sse: Node = _listen(script, int(served["port"]), heard)
	await until(func() -> bool: return heard.size() >= 5, "four events")
	server.go(int(served["id"]))
	await until(func() -> bool: return heard.size() >= 7, "an event after the reconnect")
	sse.call("stop")
	heard.append([sse.get("reconnects"), sse.get("chunk_count"), sse.get("retry_msec")])
	sse.free()
	keep(served)
	return heard


## The engine takes such an answer for one without a body; the script reads from the connection itself.
func _sse_without_chunks(script: GDScript) -> Array:
	var served: Dictionary = server.start([["read_head"], ["send", OK_HEAD + "Content-Type: text/event-stream\r\n\r\n"], ["gate"], ["send", "id: 1\ndata: raw\n\n"],
		["gate"], ["send", "data: mo"], ["gate"], ["send", "re\n\n"], ["gate"], ["close"],
		["accept"], ["read_head"], ["send", EVENTS_HEAD + chunk("data: back\n\n")], ["wait_close"]])
	var heard: Array = []
	var sse: Node = _listen(script, int(served["port"]), heard)
	sse.set("retry_msec", 1)
	await until(func() -> bool: return heard.size() >= 1, "the head")
	server.go(int(served["id"]))
	await until(func() -> bool: return heard.size() >= 2, "an event")
	server.go(int(served["id"]))
	server.go(int(served["id"]))
	await until(func() -> bool: return heard.size() >= 3, "an event in two parts")
	server.go(int(served["id"]))
	await until(func() -> bool: return heard.size() >= 5, "an event after the reconnect")
	sse.free()
	keep(served)
	return heard


func _sse_refused(script: GDScript) -> Array:
	var served: Dictionary = server.start([["read_head"], ["send", "HTTP/1.1 503 No\r\nContent-Length: 4\r\n\r\nbusy"], ["wait_close"],
		["accept"], ["read_head"], ["send", "HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n"], ["wait_close"]])
	var heard: Array = []
	var sse: Node = _listen(script, int(served["port"]), heard)
	sse.set("retry_msec", 1)
	await until(func() -> bool: return heard.size() >= 1, "the end")
	heard.append(sse.get("reconnects"))
	sse.free()
	keep(served)
	return heard


func _sse_chunk_extension(script: GDScript) -> Variant:
	var first: String = chunk("id: 1\ndata: x\n\n").replace("\r\nid", ";n=1\r\nid")
	var served: Dictionary = server.start([["read_head"], ["send", EVENTS_HEAD + first + chunk("id: 2\ndata: x\n\n")], ["wait_close"]])
	var heard: Array = []
	var sse: Node = _listen(script, int(served["port"]), heard)
	sse.set("retry_msec", 100000)
	await until(func() -> bool: return heard.size() >= 3 or sse.get("reconnects") > 0, "two events or an error")
	var lost: bool = sse.get("reconnects") > 0
	sse.free()
	server.drop(int(served["id"]))
	return "lost" if lost else heard.slice(1).map(func(event: Array) -> String: return event[2])


func _chat(script: GDScript, served: Dictionary, heard: Array) -> RefCounted:
	var llm: RefCounted = script.new("127.0.0.1", int(served["port"]))
	llm.connect("token", func(text: String) -> void: heard.append(text))
	llm.connect("failed", func(message: String) -> void: heard.append([message]))
	return llm


static func _token(text: String) -> String:
	return "data: %s\n\n" % JSON.stringify({"choices": [{"delta": {"content": text}}]})


## [param text] as chunks that end at each of [param offsets], in hexadecimal, since a letter may be cut.
static func _cut(text: String, offsets: PackedInt32Array) -> String:
	var bytes: PackedByteArray = text.to_utf8_buffer()
	var out := PackedByteArray()
	var from := 0
	for to: int in offsets + PackedInt32Array([bytes.size()]):
		out.append_array(("%x\r\n" % (to - from)).to_ascii_buffer() + bytes.slice(from, to) + "\r\n".to_ascii_buffer())
		from = to
	return out.hex_encode()


## The offset of the byte after the first one of [param letter].
static func _inside(text: String, letter: String) -> int:
	return text.left(text.find(letter)).to_utf8_buffer().size() + 1


func _llm_chats(script: GDScript) -> Array:
	var first: String = _token("Grü") + _token("ße 🌍") + "data: {\"choices\": [], \"usage\": {\"total\": 7}}\n\ndata: [DONE]\n\n"
	var second: String = "{\"message\": {\"content\": \"so\"}, \"done\": false}\n{\"message\": {\"content\": \"🎈\"}, \"done\": true}\n"
	var served: Dictionary = server.start([["read_head"], ["read_until", "true}"], ["send", EVENTS_HEAD], ["send_hex", _cut(first, [_inside(first, "ü"), _inside(first, "🌍") + 1])], ["send", "0\r\n\r\n"],
		["read_head"], ["read_until", "true}"], ["send", EVENTS_HEAD.replace("text/event-stream", "application/x-ndjson")], ["send_hex", _cut(second, [_inside(second, "🎈")])], ["send", "0\r\nX-Took: 5\r\n\r\n"],
		["read_head"], ["read_until", "true}"], ["send", json({"error": {"message": "too fast"}}, "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\n")]])
	var heard: Array = []
	var llm: RefCounted = _chat(script, served, heard)
	llm.set("api_key", "k-1")
	heard.append(await llm.call("chat", "Wie geht's, Jürgen?"))
	heard.append(llm.get("usage"))
	heard.append((llm.get("chunk_sizes") as Array).duplicate())
	llm.set("style", 1)
	heard.append(await llm.call("chat", "and?"))
	heard.append((llm.get("chunk_sizes") as Array).duplicate())
	heard.append(await llm.call("chat", "again"))
	llm = null
	keep(served)
	return heard


func _llm_stopped(script: GDScript) -> Array:
	var served: Dictionary = server.start([["read_head"], ["read_until", "true}"], ["send", EVENTS_HEAD + chunk(_token("one ")) + chunk(_token("two "))], ["wait_close"],
		["accept"], ["read_head"], ["read_until", "true}"], ["send", EVENTS_HEAD + chunk(_token("three") + "data: [DONE]\n\n") + "0\r\n\r\n"]])
	var heard: Array = []
	var llm: RefCounted = _chat(script, served, heard)
	var stopper: Callable = llm.get("stop")
	llm.connect("token", func(text: String) -> void:
		if text == "two ":
			stopper.call())
	heard.append(await llm.call("chat", "count"))
	heard.append(await llm.call("chat", "go on"))
	llm = null
	keep(served)
	return heard


func _llm_cut_off(script: GDScript) -> Array:
	var served: Dictionary = server.start([["read_head"], ["read_until", "true}"], ["send", EVENTS_HEAD + chunk(_token("half a "))], ["gate"], ["close"]])
	var heard: Array = []
	var llm: RefCounted = _chat(script, served, heard)
	llm.connect("token", func(_text: String) -> void: server.go(int(served["id"])))
	heard.append(await llm.call("chat", "speak"))
	server.drop(int(served["id"]))
	return heard


func _llm_early_hints(script: GDScript) -> Array:
	var served: Dictionary = server.start([["read_head"], ["read_until", "true}"], ["send", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + EVENTS_HEAD + chunk(_token("yes") + "data: [DONE]\n\n") + "0\r\n\r\n"]])
	var heard: Array = []
	var answer: String = await _chat(script, served, heard).call("chat", "ready?")
	server.drop(int(served["id"]))
	return [answer, heard.filter(func(entry: Variant) -> bool: return entry is Array).reduce(func(all: Array, entry: Array) -> Array: return all + entry, [])]


func _listener(script: GDScript) -> Array:
	var heard: Array = []
	var login: Dictionary = server.start([["read_head"], ["read_until", "true}"], ["send", json({"idToken": "t&1"})]], {})
	var put: String = "event: put\ndata: {\"path\": \"/\", \"data\": {\"hp\": 1}}\n\n"
	var served: Dictionary = server.start([["read_head"], ["send", EVENTS_HEAD + chunk(put) + chunk("event: keep-alive\ndata: null\n\n")],
		["send", chunk("event: patch\ndata: {\"path\": \"/é\", ") + chunk("\"data\": [1]}\n\n")], ["gate"], ["close"],
		["accept"], ["read_head"], ["send", EVENTS_HEAD + chunk(put + "event: auth_revoked\ndata: null\n\n")], ["wait_close"]], {})
	var cloud: Node = add(script)
	cloud.call("setup", {"apiKey": "k", "url": "https://127.0.0.1", "port": int(login["port"]), "certificate": Trust.new(server.info()).certificate("ca")})
	cloud.connect("data_changed", func(event: String, path: String, data: Variant) -> void: heard.append([event, path, data]))
	cloud.connect("listener_ended", func(reason: String) -> void: heard.append(reason))
	heard.append(await cloud.call("login", "a@b", "c"))
	cloud.call("listen", "/players", int(served["port"]))
	await until(func() -> bool: return heard.size() >= 4, "three changes")
	server.go(int(served["id"]))
	await until(func() -> bool: return heard.size() >= 6, "the end")
	heard.append(cloud.get("listener_connects"))
	cloud.free()
	keep(served)
	server.drop(int(login["id"]))
	return heard
