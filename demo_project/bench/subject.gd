# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Makes the measuring scripts for one of the two classes: as their text stands for the engine's, and with the word HTTPClient
## replaced by HTTPClientGo, which is all that a user changes. So both classes run the same statically typed code.

const ENGINE := "HTTPClient"
const OURS := "HTTPClientGo"

var measures: RefCounted
var loads: RefCounted
var memory: RefCounted
var exchange: RefCounted


## [param info] as the server gives it; [param closed_port] is one on which nobody listens.
func _init(name: String, info: Dictionary, closed_port: int) -> void:
	var authority := X509Certificate.new()
	authority.load(str(info["ca"]))
	exchange = _compile("res://bench/exchange.gd", name)
	exchange.set(&"plain", info["plain"])
	exchange.set(&"secure", info["tls"])
	exchange.set(&"options", TLSOptions.client(authority))
	measures = _compile("res://bench/measures.gd", name)
	measures.set(&"exchange", exchange)
	loads = _compile("res://bench/loads.gd", name)
	loads.set(&"exchange", exchange)
	memory = _compile("res://bench/memory.gd", name)
	memory.set(&"plain", info["plain"])
	memory.set(&"closed_port", closed_port)


## Makes a measurement of [param row] of rows.gd.
func measure(row: Dictionary) -> Variant:
	var steps: Array = row["call"]
	var room: RefCounted = loads if loads.has_method(steps[0]) else measures
	return room.callv(steps[0], steps.slice(1))


static func _compile(path: String, name: String) -> RefCounted:
	var word := RegEx.create_from_string("\\b%s\\b" % ENGINE)
	var script := GDScript.new()
	script.source_code = word.sub(FileAccess.get_file_as_string(path), name, true)
	script.reload()
	return script.new()
