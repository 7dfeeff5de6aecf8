# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Makes the measuring scripts for one of the two classes: as their text stands for the engine's, and with the word HTTPClient
## replaced by HTTPClientGo, which is all that a user changes. So both classes run the same statically typed code.

const ENGINE := "HTTPClient"
const OURS := "HTTPClientGo"

var measures: RefCounted
var loads: RefCounted
var frames: RefCounted
var exchange: RefCounted

var _info: Dictionary


## [param info] as the server gives it.
func _init(name: String, info: Dictionary) -> void:
	_info = info
	var authority := X509Certificate.new()
	authority.load(str(info["ca"]))
	exchange = _compile("res://bench/exchange.gd", name)
	exchange.set(&"options", TLSOptions.client(authority))
	measures = _compile("res://bench/measures.gd", name)
	measures.set(&"exchange", exchange)
	loads = _compile("res://bench/loads.gd", name)
	loads.set(&"exchange", exchange)
	frames = _compile("res://bench/frames.gd", name)
	frames.set(&"exchange", exchange)
	_use("")


## Makes a measurement of [param row] of rows.gd.
func measure(row: Dictionary) -> Variant:
	var steps: Array = row["call"]
	_use(row.get("server", ""))
	for room: RefCounted in [frames, loads, measures]:
		if room.has_method(steps[0]):
			return room.callv(steps[0], steps.slice(1))
	return NAN


## Returns "host:port" of one of the servers, "" for the endpoints; empty where it was not started.
static func address(info: Dictionary, server: String, tls: bool) -> String:
	if server.is_empty():
		return info["tls" if tls else "plain"]
	return info.get(server + ("_tls" if tls else ""), "")


func _use(server: String) -> void:
	exchange.set(&"plain", address(_info, server, false))
	exchange.set(&"secure", address(_info, server, true))


static func _compile(path: String, name: String) -> RefCounted:
	var word := RegEx.create_from_string("\\b%s\\b" % ENGINE)
	var script := GDScript.new()
	script.source_code = word.sub(FileAccess.get_file_as_string(path), name, true)
	script.reload()
	return script.new()
