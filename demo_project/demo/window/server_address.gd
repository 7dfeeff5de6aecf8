# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Where the demo server is, and whether it still is there. Nothing here waits.
##
## Looked for in this order: the argument --server=HOST:PORT, the environment variable HTTP_CLIENT_GO_SERVER, and the file
## that scripts/demo.sh --serve writes while its server runs, which is how the editor's F5 finds it.

const VARIABLE := "HTTP_CLIENT_GO_SERVER"
const FILE := "res://.godot/demo_server"
## Frames that the answer of a demo server may take.
const PATIENCE := 60

## Where the argument is looked for.
static var arguments: PackedStringArray = OS.get_cmdline_user_args()

enum State {NOWHERE, CONNECTING, REFUSED, STRANGER, THERE}

var address := ""
## Where [member address] was found, in words.
var source := ""
var state := State.NOWHERE
## What the server says about itself, once it is there.
var info: Dictionary = {}

var _peer := StreamPeerTCP.new()
var _asked := false
var _answer := PackedByteArray()
var _frames := 0


## Looks for the address and begins to connect.
func look() -> void:
	_find()
	_peer.disconnect_from_host()
	_asked = false
	_answer.clear()
	_frames = 0
	state = State.NOWHERE if address.is_empty() else State.REFUSED
	var colon: int = address.rfind(":")
	var port: int = address.substr(colon + 1).to_int()
	# What is no address of a socket would be an error line of the engine's.
	if address.left(colon).is_valid_ip_address() and port > 0 and port < 65536 and _peer.connect_to_host(address.left(colon), port) == OK:
		state = State.CONNECTING


## To be called once a frame. Once the server is there, the connection does nothing but end when the server ends.
func step() -> void:
	if state != State.CONNECTING and state != State.THERE:
		return
	_peer.poll()
	match _peer.get_status():
		StreamPeerTCP.STATUS_CONNECTING:
			pass
		StreamPeerTCP.STATUS_CONNECTED:
			if state == State.CONNECTING:
				_ask()
		_:
			state = State.STRANGER if _asked and state == State.CONNECTING else State.REFUSED


func _ask() -> void:
	if not _asked:
		_asked = true
		_peer.put_data("{\"op\":\"info\"}\n".to_utf8_buffer())
	_frames += 1
	var available: int = _peer.get_available_bytes()
	if available > 0:
		_answer.append_array(_peer.get_data(available)[1] as PackedByteArray)
	if _answer.has(10):
		# Through an object, because what is no JSON would be an error line otherwise.
		var json := JSON.new()
		var answer: Variant = json.data if json.parse(_answer.get_string_from_ascii()) == OK else null
		info = (answer as Dictionary).get("ready", {}) if answer is Dictionary else {}
		state = State.THERE if info.has("plain") and info.has("tls") and info.has("ca") else State.STRANGER
	elif _frames > PATIENCE:
		state = State.STRANGER


func _find() -> void:
	for argument: String in arguments:
		if argument.begins_with("--server="):
			_take(argument.trim_prefix("--server="), "from the argument --server")
			return
	if OS.has_environment(VARIABLE):
		_take(OS.get_environment(VARIABLE), "from the environment variable %s" % VARIABLE)
		return
	_take(FileAccess.get_file_as_string(FILE) if FileAccess.file_exists(FILE) else "", "that of the last scripts/demo.sh --serve")


func _take(text: String, where: String) -> void:
	address = text.strip_edges().left(80)
	source = where
