# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Makes the kinds of StreamPeer that a script may set as connection, each joined with one port of the test server.

const ScriptedPeer := preload("res://tests/scripted_peer.gd")
const EngineTraits := preload("res://tests/engine_traits.gd")
const ServerControl := preload("res://tests/server_control.gd")

const KINDS: PackedStringArray = ["tcp", "tls", "uds", "scripted", "scripted_narrow", "scripted_generous", "own", "own_tls"]
const LIMIT := 5000

var candidate: StringName
var authority: X509Certificate

## Whoever keeps what is behind a peer: another client, or both ends of a Unix socket.
var _kept: Array = []
var _near: StreamPeer
var _far: StreamPeer
## On their way from near to far, and back.
var _waiting: Array[PackedByteArray] = [PackedByteArray(), PackedByteArray()]


## Returns why [param kind] cannot be made by this engine, or "".
static func missing(kind: String) -> String:
	return "this engine opens no Unix sockets here" if kind == "uds" and not EngineTraits.opens_unix_sockets() else ""


static func secure(kind: String) -> bool:
	return kind.ends_with("tls")


## Returns a peer that is connected with [param port], or null when that took too long.
func make(kind: String, port: int) -> StreamPeer:
	match kind:
		"tcp":
			return tcp(port)
		"tls":
			var peer := StreamPeerTLS.new()
			peer.connect_to_stream(tcp(port), "localhost", TLSOptions.client(authority))
			return _ready(peer)
		"uds":
			return _uds(port)
		"scripted":
			return ScriptedPeer.new(tcp(port))
		"scripted_narrow":
			var narrow := ScriptedPeer.new(tcp(port))
			narrow.most = 1000
			return narrow
		"scripted_generous":
			var generous := ScriptedPeer.new(tcp(port))
			generous.generous = true
			return generous
	var client: RefCounted = ClassDB.instantiate(candidate)
	_kept.append(client)
	client.call("connect_to_host", "localhost", port, TLSOptions.client(authority) if secure(kind) else null)
	var limit: int = Time.get_ticks_msec() + LIMIT
	while client.call("get_status") != HTTPClient.STATUS_CONNECTED and Time.get_ticks_msec() < limit:
		client.call("poll")
		OS.delay_usec(100)
	return client.get("connection")


func tcp(port: int) -> StreamPeer:
	var peer := StreamPeerTCP.new()
	peer.connect_to_host("127.0.0.1", port)
	return _ready(peer)


## Moves bytes between the far end of a Unix socket and the server; does nothing for other kinds.
func turn() -> void:
	for way: int in 2 if _near else 0:
		var from: StreamPeer = [_near, _far][way]
		var to: StreamPeer = [_far, _near][way]
		from.call("poll")
		# A peer that ended has given its last byte.
		if _waiting[way].is_empty() and from.call("get_status") != StreamPeerTCP.STATUS_CONNECTED:
			to.call("disconnect_from_host")
			continue
		if _waiting[way].is_empty() and from.get_available_bytes() > 0:
			_waiting[way] = from.get_partial_data(mini(from.get_available_bytes(), 100000))[1]
		if not _waiting[way].is_empty():
			var put: Array = to.put_partial_data(_waiting[way])
			_waiting[way] = _waiting[way].slice(int(put[1]) if put[0] == OK else _waiting[way].size())


func _uds(port: int) -> StreamPeer:
	var path: String = OS.get_cache_dir().path_join("hcg-%d-%d.sock" % [OS.get_process_id(), port])
	var listener: RefCounted = ClassDB.instantiate(&"UDSServer")
	listener.call("listen", path)
	var peer: StreamPeer = ClassDB.instantiate(&"StreamPeerUDS")
	peer.call("connect_to_host", path)
	_ready(peer)
	_near = listener.call("take_connection")
	_far = tcp(port)
	listener.call("stop")
	DirAccess.remove_absolute(path)
	return peer


func _ready(peer: StreamPeer) -> StreamPeer:
	var limit: int = Time.get_ticks_msec() + LIMIT
	while peer.call("get_status") == StreamPeerTCP.STATUS_CONNECTING and Time.get_ticks_msec() < limit:
		peer.call("poll")
		OS.delay_usec(100)
	return peer
