# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## What one run of a case looked like: lines to compare with another class, and a summary to compare with an expectation.

const STATUS_NAMES: PackedStringArray = ["DISCONNECTED", "RESOLVING", "CANT_RESOLVE", "CONNECTING", "CANT_CONNECT",
	"CONNECTED", "REQUESTING", "BODY", "CONNECTION_ERROR", "TLS_HANDSHAKE_ERROR"]

## One line for each thing seen, without anything that depends on timing.
var lines: PackedStringArray = []
## The newest value of each kind: code, status, body, ... See the keys in case_player.gd.
var summary: Dictionary = {"errors": 0, "sequence": []}
## What get_last_error() told of each failure; empty for the engine's class, which has no such method.
var whys: Array[Dictionary] = []
## The error lines word by word; never compared, since a class has its own words.
var error_texts: PackedStringArray = []
## Whether a wait ran out of time. A case with one has failed, whatever else agrees.
var late := false
## Ports of this run and what they are called in lines.
var ports: Dictionary = {}
var class_id: String


func add(line: String) -> void:
	lines.append(line)


## Notes [param status] where it differs from the one before.
func add_status(status: int) -> void:
	var sequence: Array = summary["sequence"]
	summary["status"] = status
	if sequence.is_empty() or sequence[-1] != status:
		sequence.append(status)
		lines.append("  status %s" % STATUS_NAMES[status])


## Notes error lines. The call errors of the engine are compared word by word, others by type and number.
func add_errors(taken: Array[Dictionary]) -> void:
	var call_errors: PackedStringArray = []
	var others: Dictionary = {}
	for line: Dictionary in taken:
		var text: String = line["text"]
		error_texts.append("%s: %s" % [line["type"], normal(text)])
		if text.begins_with("Error calling method"):
			call_errors.append(normal(text))
		else:
			others[line["type"]] = int(others.get(line["type"], 0)) + 1
	summary["errors"] += taken.size()
	for text: String in call_errors:
		lines.append("  " + text)
	# The engine runs the method with default values before it reports a call error, and the method may print lines of its own.
	if call_errors.is_empty():
		for type: String in others:
			lines.append("  %s lines: %d" % [type, others[type]])


## Returns [param text] without class name and port numbers.
func normal(text: String) -> String:
	for port: int in ports:
		text = text.replace(":%d" % port, ":{%s}" % ports[port])
	return text.replace("HTTPClientGo", "HTTPClient") if class_id != "HTTPClient" else text


## Returns [param value] with its type, so that 1 and 1.0 differ.
func show(value: Variant) -> String:
	match typeof(value):
		TYPE_NIL:
			return "null"
		TYPE_PACKED_BYTE_ARRAY:
			return "bytes " + show_bytes(value as PackedByteArray)
		TYPE_OBJECT:
			return "an object"
		TYPE_INT:
			if ports.has(value):
				return "int {%s}" % ports[value]
	return "%s %s" % [type_string(typeof(value)), normal(var_to_str(value))]


## Returns a short form of one argument of a step.
func show_argument(value: Variant) -> String:
	if value is PackedByteArray:
		return show_bytes((value as PackedByteArray).slice(0, 5000))
	return normal(str(value)).left(100)


## Returns the text of [param bytes] with escapes; long ones as length and hash.
static func show_bytes(bytes: PackedByteArray) -> String:
	if bytes.size() > 4096:
		var hashing := HashingContext.new()
		hashing.start(HashingContext.HASH_SHA256)
		hashing.update(bytes)
		return "<%d bytes %s>" % [bytes.size(), hashing.finish().hex_encode().left(16)]
	return escape(bytes)


## Returns the text of [param bytes] with everything but printable ASCII escaped.
static func escape(bytes: PackedByteArray) -> String:
	var text := ""
	for byte: int in bytes:
		if byte == 13:
			text += "\\r"
		elif byte == 10:
			text += "\\n"
		elif byte < 32 or byte > 126:
			text += "\\x%02x" % byte
		else:
			text += char(byte)
	return text


## Returns the request [param text] without the value of its Host field.
static func without_host(text: String) -> String:
	var start: int = text.find("\\nHost: ")
	var end: int = text.find("\\r", start)
	return text if start < 0 else text.left(start + 8) + "..." + text.substr(end)


## Returns this trace and [param got] as one: "-" what only this one has, "+" what only the other one has.
func difference(got: RefCounted) -> String:
	var theirs: PackedStringArray = got.get("lines")
	var rows: int = lines.size()
	var columns: int = theirs.size()
	# common[i][j]: the most lines that the ends of both traces, from i and j on, have in common.
	var common: Array[PackedInt32Array] = []
	for i: int in rows + 1:
		var row := PackedInt32Array()
		row.resize(columns + 1)
		common.append(row)
	for i: int in range(rows - 1, -1, -1):
		for j: int in range(columns - 1, -1, -1):
			common[i][j] = common[i + 1][j + 1] + 1 if lines[i] == theirs[j] else maxi(common[i + 1][j], common[i][j + 1])
	var text := ""
	var i := 0
	var j := 0
	while i < rows or j < columns:
		if i < rows and j < columns and lines[i] == theirs[j]:
			text += "      %s\n" % lines[i]
			i += 1
			j += 1
		elif j >= columns or (i < rows and common[i + 1][j] >= common[i][j + 1]):
			text += "    - %s\n" % lines[i]
			i += 1
		else:
			text += "    + %s\n" % theirs[j]
			j += 1
	var errors: PackedStringArray = got.get("error_texts")
	if not errors.is_empty() or not error_texts.is_empty():
		text += "    error lines: %s\n    and:         %s\n" % [error_texts, errors]
	return text
