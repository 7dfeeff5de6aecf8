# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## What the engine at hand can do where engines and systems differ, so that a test compares with what is there. Each is tried
## once, or known by the version.

const LIMIT := 3000
## Of the project: newer than Godot 4.4 on some systems.
const TLS_13 := "network/tls/enable_tls_v1.3"

static var _tried: Dictionary[String, bool] = {}


## Whether Unix sockets work: on Windows the classes are there, and nothing is opened.
static func opens_unix_sockets() -> bool:
	if not _tried.has("uds"):
		_tried["uds"] = ClassDB.class_exists(&"UDSServer") and _opens()
	return _tried["uds"]


## Whether the engine's own client says that nobody listens at [param port]: on Windows it can stay STATUS_CONNECTING.
static func tells_of_refusal(port: int) -> bool:
	if not _tried.has("refusal"):
		var client := HTTPClient.new()
		client.connect_to_host("127.0.0.1", port)
		var limit: int = Time.get_ticks_msec() + LIMIT
		while client.get_status() == HTTPClient.STATUS_CONNECTING and Time.get_ticks_msec() < limit:
			client.poll()
			OS.delay_usec(500)
		_tried["refusal"] = client.get_status() == HTTPClient.STATUS_CANT_CONNECT
	return _tried["refusal"]


static func can_switch_tls_13() -> bool:
	return ProjectSettings.has_setting(TLS_13)


## Whether a name of more than 255 bytes is held against a certificate; Godot 4.4 takes any server then.
static func checks_long_names() -> bool:
	return int(Engine.get_version_info()["hex"]) >= 0x040500


static func _opens() -> bool:
	var path: String = OS.get_cache_dir().path_join("hcg-%d.sock" % OS.get_process_id())
	var listener: RefCounted = ClassDB.instantiate(&"UDSServer")
	var peer: StreamPeer = ClassDB.instantiate(&"StreamPeerUDS")
	var opened: bool = listener.call("listen", path) == OK and peer.call("connect_to_host", path) == OK
	listener.call("stop")
	DirAccess.remove_absolute(path)
	return opened
