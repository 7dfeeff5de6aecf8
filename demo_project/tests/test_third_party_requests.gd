# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/third_party_suite.gd"
## Clients of others that ask and get an answer: a pool on threads, a database with a file store, a downloader, a subclass.

const Trust := preload("res://tests/trust.gd")
## Where downloads go.
const TARGET := "user://third_party_download.bin"
## The server's first steps of each storage.
const LOGIN: Array = [["read_head"], ["read_until", "true}"]]

var _certificate: X509Certificate


func _init() -> void:
	scenarios = {
		"rest_tasks": ["rest_pool", _rest_tasks],
		"rest_threads": ["rest_pool", _rest_threads],
		"rest_old_server": ["rest_pool", _rest_old_server, "until-close", [200, null], [200, {"old": 1.0}]],
		"storage": ["cloud_storage", _storage],
		"storage_no_content": ["cloud_storage", _storage_no_content, "bodiless", [[204], false], [[204], true]],
		"download": ["downloader", _download],
		"download_cut": ["downloader", _download_cut],
		"download_other_version": ["downloader", _download_other_version],
		"download_refused": ["downloader", _download_refused],
		"leaderboard": ["leaderboard", _leaderboard],
		"leaderboard_retries": ["leaderboard", _leaderboard_retries],
	}


func _endpoints() -> int:
	return str(server.info()["plain"]).get_slice(":", 1).to_int()


func _rest_tasks(script: GDScript) -> Dictionary:
	var pool: RefCounted = script.new("127.0.0.1", _endpoints())
	for i: int in 4:
		pool.call("queue", "GET", "/small")
		pool.call("queue", "POST", "/echo", {"name": "Zoë %d" % i, "list": [1, 2.5, null]})
		pool.call("queue", "GET", "/bytes/%d" % (100000 + i))
		pool.call("queue", "GET", "/chunked/%d/700" % (20000 + i))
		pool.call("queue", "PUT", "/echo", PackedByteArray([1, 2, 3]))
		pool.call("queue", "HEAD", "/bytes/5")
		pool.call("queue", "POST", "/echo", _pattern(70000 + i))
	var results: Dictionary = pool.call("wait")
	assert_eq(results.size(), 28, "results")
	assert_true(pool.get("connections_made") in range(1, 29), "connections made: %s" % pool.get("connections_made"))
	return _sorted(results)


func _rest_threads(script: GDScript) -> Dictionary:
	var pool: RefCounted = script.new("127.0.0.1", _endpoints())
	pool.call("start_threads", 2)
	for i: int in 4:
		pool.call("push", "GET", "/bytes/%d" % (200000 + i))
		pool.call("push", "POST", "/echo", {"i": i})
		pool.call("push", "GET", "/chunked/%d/5000" % (50000 + i))
	var results: Dictionary = pool.call("wait")
	assert_eq(results.size(), 12, "results")
	return _sorted(results)


## A server as python3 -m http.server is one.
func _rest_old_server(script: GDScript) -> Array:
	var served: Dictionary = server.start([["read_head"], ["send", "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"old\": 1}"], ["close"]])
	var pool: RefCounted = script.new("127.0.0.1", int(served["port"]))
	pool.call("queue", "GET", "/")
	var result: Dictionary = (pool.call("wait") as Dictionary)[1]
	server.drop(int(served["id"]))
	return [result["code"], result.get("json")]


static func _pattern(size: int) -> PackedByteArray:
	var bytes := PackedByteArray()
	bytes.resize(size)
	for i: int in size:
		bytes[i] = (i * 7 + i / 251) & 255
	return bytes


static func _sorted(results: Dictionary) -> Dictionary:
	results.sort()
	return results


func _cloud(script: GDScript, served: Dictionary) -> Node:
	if not _certificate:
		_certificate = Trust.new(server.info()).certificate("ca")
	var cloud: Node = add(script)
	cloud.call("setup", {"apiKey": "AIza 1", "url": "https://127.0.0.1", "port": int(served["port"]), "certificate": _certificate})
	return cloud


func _storage(script: GDScript) -> Array:
	var bytes: PackedByteArray = _pattern(900000)
	var steps: Array = LOGIN + [["send", json({"idToken": "t-1", "refreshToken": "r-1", "localId": "ann"})],
		["read_head"], ["read_until", "}"], ["send", json({"hp": 10})],
		["read_head"], ["read_until", "}"], ["send", json({"hp": 9})],
		["read_head"], ["send", json({"a": {"hp": 9, "name": "Zoë"}})],
		["read_head"], ["read_until", "]"], ["send", json({"name": "-Nx1"})],
		["read_head"], ["send", json(null)],
		["read_head"], ["send", json({"error": "token expired"}, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"x: y\"\r\n")],
		["read_head"], ["read_until", "r-1"], ["send", json({"id_token": "t-2"})],
		["read_head"], ["send", json("fresh")],
		["read_head"], ["read_body", bytes.size()], ["send", json({"size": bytes.size()})],
		["read_head"], ["send", OK_HEAD + "Transfer-Encoding: chunked\r\n\r\n%x\r\n" % 300000], ["send_fill", 300000], ["send", "\r\n0\r\n\r\n"],
		["gate"], ["close"],
		["accept"], ["read_head"], ["send", json([1, 2])]]
	var served: Dictionary = server.start(steps, {})
	var cloud: Node = _cloud(script, served)
	var got: Array = [await cloud.call("login", "ann@example.com", "geheim"),
		await cloud.call("write", "/players/a", {"hp": 10}), await cloud.call("update", "/players/a", {"hp": 9}),
		await cloud.call("read", "/players", {"orderBy": "\"hp\"", "limitToLast": 3}), await cloud.call("push", "/log", ["start", "Zoë"]),
		await cloud.call("remove", "/players/b"), await cloud.call("read", "/news"),
		await cloud.call("upload", "shot 1.png", bytes, "image/png"), (await cloud.call("download", "shot 1.png") as PackedByteArray).hex_encode().md5_text()]
	# The server ends the connection while nobody asks for anything.
	server.go(int(served["id"]))
	assert_true(poll_until(cloud.get("_client") as RefCounted, HTTPClient.STATUS_CONNECTION_ERROR), "the idle close was not seen")
	got.append(await cloud.call("read", "/after"))
	got.append(cloud.get("history"))
	cloud.free()
	keep(served)
	return got


## A length in a 204 makes the engine wait for a body; then the server has to end the connection.
func _storage_no_content(script: GDScript) -> Array:
	var served: Dictionary = server.start(LOGIN + [["send", json({"idToken": "t"})], ["read_head"], ["send", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n"], ["gate"], ["close"]], {})
	var cloud: Node = _cloud(script, served)
	await cloud.call("login", "a@b", "c")
	var client: RefCounted = cloud.get("_client")
	var codes: Array = []
	var remove: Callable = func() -> void: codes.append(await cloud.call("remove", "/x"))
	remove.call()
	await until(func() -> bool: return not codes.is_empty() or client.call("get_status") == HTTPClient.STATUS_BODY, "an answer")
	var kept: bool = client.call("get_status") == HTTPClient.STATUS_CONNECTED
	server.go(int(served["id"]))
	await until(func() -> bool: return not codes.is_empty(), "the end")
	cloud.free()
	server.drop(int(served["id"]))
	return [codes, kept]


## Fetches the reference without either class.
func _plain_bytes(path: String) -> PackedByteArray:
	var peer := StreamPeerTCP.new()
	peer.connect_to_host("127.0.0.1", _endpoints())
	var limit: int = Time.get_ticks_msec() + LIMIT
	while peer.get_status() == StreamPeerTCP.STATUS_CONNECTING and Time.get_ticks_msec() < limit:
		peer.poll()
	peer.put_data(("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % path).to_ascii_buffer())
	var bytes := PackedByteArray()
	while peer.get_status() == StreamPeerTCP.STATUS_CONNECTED and Time.get_ticks_msec() < limit:
		if peer.get_available_bytes() > 0:
			bytes.append_array(peer.get_data(peer.get_available_bytes())[1] as PackedByteArray)
		peer.poll()
	var head: int = bytes.slice(0, 1000).get_string_from_ascii().find("\r\n\r\n")
	return bytes.slice(head + 4)


func _sha256(bytes: PackedByteArray) -> String:
	var hashing := HashingContext.new()
	hashing.start(HashingContext.HASH_SHA256)
	hashing.update(bytes)
	return hashing.finish().hex_encode()


## A downloader, and what it says; the target is a file that is not there yet.
func _downloader(script: GDScript, said: Array) -> Node:
	for ending: String in ["", ".part", ".etag"]:
		DirAccess.remove_absolute(TARGET + ending)
	var loader: Node = add(script)
	loader.connect("finished", func(error: int, message: String) -> void: said.append([error, message]))
	return loader


func _left() -> Array:
	var left: Array = []
	for ending: String in ["", ".part", ".etag"]:
		if FileAccess.file_exists(TARGET + ending):
			left.append([ending, FileAccess.get_file_as_bytes(TARGET + ending).size(), FileAccess.get_sha256(TARGET + ending)])
	return left


func _download(script: GDScript) -> Array:
	var said: Array = []
	var loader: Node = _downloader(script, said)
	var last: Array = []
	loader.connect("progress", func(received: int, total: int) -> void: last.assign([received, total]))
	var expected: String = _sha256(_plain_bytes("/file/3000000/1"))
	said.append(await loader.call("download", "127.0.0.1", _endpoints(), "/file/3000000/1", TARGET, expected))
	said.append([last, (loader.get("codes") as Array).duplicate(), loader.get("attempts"), _left(), _left()[0][2] == expected])
	loader.free()
	return said


## Each answer ends after 700,000 bytes of the body with its connection.
func _download_cut(script: GDScript) -> Array:
	var said: Array = []
	var loader: Node = _downloader(script, said)
	var expected: String = _sha256(_plain_bytes("/file/2000000/1"))
	said.append(await loader.call("download", "localhost", _endpoints(), "/file/2000000/1?cut=700000", TARGET, expected))
	said.append([(loader.get("codes") as Array).duplicate(), loader.get("attempts"), _left(), _left()[0][2] == expected])
	# What is whole is not asked for again.
	DirAccess.rename_absolute(TARGET, TARGET + ".part")
	FileAccess.open(TARGET + ".etag", FileAccess.WRITE).store_string("\"v1\"")
	said.append(await loader.call("download", "127.0.0.1", _endpoints(), "/file/2000000/1", TARGET, expected))
	said.append([(loader.get("codes") as Array).duplicate(), _left()])
	loader.free()
	return said


## Between two tries the file changes on the server: the part that is there is of no use.
func _download_other_version(script: GDScript) -> Array:
	var said: Array = []
	var loader: Node = _downloader(script, said)
	loader.set("max_attempts", 1)
	loader.set("read_size", 1000)
	said.append(await loader.call("download", "127.0.0.1", _endpoints(), "/file/500000/1?cut=200000", TARGET))
	said.append(_left())
	var expected: String = _sha256(_plain_bytes("/file/500000/2"))
	said.append(await loader.call("download", "127.0.0.1", _endpoints(), "/file/500000/2", TARGET, expected))
	said.append([(loader.get("codes") as Array).duplicate(), _left(), _left()[0][2] == expected])
	loader.free()
	return said


func _download_refused(script: GDScript) -> Array:
	var said: Array = []
	var loader: Node = _downloader(script, said)
	said.append(await loader.call("download", "127.0.0.1", _endpoints(), "/nowhere", TARGET))
	said.append(await loader.call("download", "127.0.0.1", _endpoints(), "/file/1000/1", TARGET, "00"))
	said.append(await loader.call("download", "127.0.0.1", server.closed_port(), "/file/1000/1", TARGET))
	said.append([(loader.get("codes") as Array).duplicate(), _left()])
	loader.free()
	return said


func _board(script: GDScript, served: Dictionary) -> Object:
	var board: RefCounted = script.new("127.0.0.1", int(served["port"]), {"X-Game": "asteroids"})
	return (script.get_script_constant_map()["Game"] as GDScript).new(board)


func _leaderboard(script: GDScript) -> Array:
	var served: Dictionary = server.start([["read_head"], ["send", json([{"player": "Zoë", "points": 9}])],
		["read_head"], ["read_until", "}"], ["send", json({"rank": 2}, "HTTP/1.1 201 Created\r\n")],
		["read_head"], ["send", "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"],
		["read_head"], ["read_until", "}"], ["send", json({"rank": 1})]])
	var game: Object = _board(script, served)
	var board: RefCounted = game.get("board")
	board.call("fetch", 3)
	board.call("submit", "Ann \"A\"", 5)
	board.call("fetch")
	board.call("submit", "x", 1)
	game.call("run", LIMIT)
	var seen: Array = game.get("seen")
	seen.append([board.get("sent_count"), board.get("read_chunk_size"), board.get("_retries"), board.is_class("RefCounted"), board.get_class() in both()])
	game = null
	board = null
	keep(served)
	return seen


func _leaderboard_retries(script: GDScript) -> Array:
	var served: Dictionary = server.start([["read_head"], ["reset"], ["accept"], ["read_head"], ["send", "HTTP/1.1 200"], ["close"], ["accept"], ["read_head"], ["send", json([1.5])]])
	var game: Object = _board(script, served)
	var board: RefCounted = game.get("board")
	board.call("fetch")
	game.call("run", LIMIT)
	var seen: Array = game.get("seen")
	seen.append([board.get("sent_count"), board.call("get_status")])
	# Then nobody is there any more.
	board.call("close")
	board.set("base_port", server.closed_port())
	board.call("fetch")
	game.call("run", LIMIT)
	seen.append([board.get("sent_count"), board.call("get_status"), board.call("has_work")])
	game = null
	board = null
	keep(served)
	return seen
