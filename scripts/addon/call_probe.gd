# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
@tool
extends Node
## A call of a session in _ready, to a server of its own, and an event source; says what came and ends. Run in an EditorPlugin
## and as an autoload by scripts/test_editor.sh.

const ANSWER := "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9\r\n\r\ndata: a\n\n"

var _server := TCPServer.new()
var _peers: Array[StreamPeerTCP] = []


func _ready() -> void:
	_server.listen(0, "127.0.0.1")
	var url: String = "http://127.0.0.1:%d/" % _server.get_local_port()
	var r: HTTPResponseGo = await HTTPSessionGo.shared().fetch(url).done()
	var source := HTTPEventSourceGo.new()
	source.reconnect = false
	var events: Array[String] = []
	source.event_received.connect(func(_type: String, data: String, _id: String) -> void: events.append(data))
	source.open(url)
	await source.closed
	print("PROBE %s ok=%s body=%d events=%s" % ["editor" if Engine.is_editor_hint() else "game", r.ok, r.body.size(), ",".join(events)])
	get_tree().quit()


func _process(_delta: float) -> void:
	while _server.is_connection_available():
		_peers.append(_server.take_connection())
	for peer: StreamPeerTCP in _peers:
		peer.poll()
		if peer.get_available_bytes() > 0:
			peer.get_data(peer.get_available_bytes())
			peer.put_data(ANSWER.to_utf8_buffer())
