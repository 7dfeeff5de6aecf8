# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## One block of GDScript in the documentation, with the notes that say how it is run.
##
## In a Markdown page the notes are a comment before the block, in a class reference they are in doc_cases.gd. Each line
## is "key: value", and a key may come again:
##
## - server: one answer, "200 hello" or a whole one that begins with "HTTP/"; or "accept" for the next connection; or steps
##   as JSON (pkg/testserver/step.go); or "endpoints" for the paths of pkg/testserver/endpoint.go, as often and on as many
##   connections as the block likes. Without any: [constant DEFAULT_ANSWERS].
## - tls: the certificate of the server, as pkg/testserver names them.
## - with: a line that stands before the block, such as [code]var http := await connected_client()[/code]. A block that
##   uses [code]http[/code] and does not make it gets that line unasked.
## - replace: A => B. Where a headless engine or a loopback server cannot do as the block says.
## - call: what is called after the block. A block that holds functions needs it.
## - gives: the value of call, as text.
## - prints: a line that is printed in the end. A comment "# Prints: X" in the block says the same.
## - sent: a text that the server must have got.
## - name, uses: the functions of the block with that name are there for this one too.

const KEYS: PackedStringArray = ["server", "tls", "with", "replace", "call", "gives", "prints", "sent", "name", "uses"]
const DEFAULT_ANSWERS := 4
const ENDPOINTS := "endpoints"
const HEADER := """extends "res://tests/doc_stage.gd"
"""

## Where it stands, such as "README.md:12".
var place: String
var text: String
## From keys to the values, in their order.
var notes: Dictionary[String, PackedStringArray] = {}
## What is wrong with the notes.
var fault: String


func _init(at: String, lines: PackedStringArray, note_lines: PackedStringArray) -> void:
	place = at
	text = "\n".join(lines) + "\n"
	for line: String in note_lines:
		var key: String = line.get_slice(":", 0).strip_edges()
		if not key in KEYS or not line.contains(":"):
			fault = "a note that is none: %s" % line
			continue
		if not notes.has(key):
			notes[key] = []
		notes[key].append(line.substr(line.find(":") + 1).strip_edges())


func note(key: String) -> String:
	return notes[key][0] if notes.has(key) else ""


## Returns all values of [param key].
func all(key: String) -> PackedStringArray:
	return notes.get(key, PackedStringArray())


func holds_functions() -> bool:
	return RegEx.create_from_string("(?m)^(static )?func ").search(text) != null


## Returns the lines that running the block must print.
func printed() -> PackedStringArray:
	var wanted: PackedStringArray = all("prints").duplicate()
	for found: RegExMatch in RegEx.create_from_string("# Prints: (.*)").search_all(text):
		wanted.append(found.get_string(1).strip_edges())
	return wanted


## Returns the steps of the scripted server.
func steps() -> Array:
	var answers: PackedStringArray = all("server").duplicate()
	for i: int in DEFAULT_ANSWERS if answers.is_empty() else 0:
		answers.append("200 hello")
	var result: Array = []
	for answer: String in answers:
		if answer == "accept":
			result.append(["accept"])
		elif answer.begins_with("["):
			result.append_array(JSON.parse_string(answer) as Array)
		else:
			result.append_array([["read_head"], ["send", _whole(answer)]])
	return result


func _whole(answer: String) -> String:
	if answer.begins_with("HTTP/"):
		return answer.c_unescape()
	var body: String = answer.get_slice(" ", 1) if not answer.contains("{") else answer.substr(4)
	return "HTTP/1.1 %s Answer\r\nContent-Length: %d\r\n\r\n%s" % [answer.left(3), body.to_utf8_buffer().size(), body]


## Returns a script with a function [code]run()[/code]; [param used] are blocks whose functions it may call.
func script(plain_port: int, secure_port: int, used: Array[String]) -> String:
	var members: String = "\n".join(used)
	var statements := ""
	var body: String = text.replace("    ", "\t")
	if holds_functions():
		members += RegEx.create_from_string("(?m)^(@tool|extends .*)$").sub(body, "", true)
	else:
		statements = body
	var lines: PackedStringArray = all("with").duplicate()
	if lines.is_empty() and RegEx.create_from_string("\\bhttp\\.").search(statements) and not statements.contains("var http"):
		lines.append("var http: HTTPClientGo = await connected_client()")
	lines.append(statements.strip_edges(false, true))
	lines.append("return " + (note("call") if notes.has("call") else "null"))
	var source: String = HEADER + members + "\n\nfunc run() -> Variant:\n" + "\n".join(lines).indent("\t") + "\n"
	for pair: String in all("replace"):
		source = source.replace(pair.get_slice(" => ", 0), pair.get_slice(" => ", 1))
	return _rehost(source, plain_port, secure_port)


## Points example.com and the ports of the block to the loopback server.
func _rehost(source: String, plain_port: int, secure_port: int) -> String:
	var connecting := RegEx.create_from_string("connect_to_host\\(((?:[^()]|\\([^()]*\\))*)\\)")
	var rest: String = source
	var done := ""
	while true:
		var found: RegExMatch = connecting.search(rest)
		if found == null:
			break
		var arguments: PackedStringArray = found.get_string(1).split(", ")
		# A host that the block gets handed over shows in what calls it.
		var shown: String = found.get_string(1) if found.get_string(1).contains("\"") else source
		var port := str(secure_port if shown.contains("https://") or shown.contains("TLSOptions") else plain_port)
		if arguments.size() == 1:
			arguments.append(port)
		elif arguments[1].is_valid_int():
			arguments[1] = port
		done += rest.left(found.get_start()) + "connect_to_host(%s)" % ", ".join(arguments)
		rest = rest.substr(found.get_end())
	source = done + rest
	for scheme: Array in [["https", secure_port], ["http", plain_port]]:
		source = RegEx.create_from_string("\\b%s://(\\w+\\.)*example\\.com/" % scheme[0]).sub(source, "%s://localhost:%d/" % scheme, true)
	return source.replace("example.com", "localhost")
