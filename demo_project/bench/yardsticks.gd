# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## What other clients come to against the same server: curl, and the barest client that there is (ci/bare), which shows how
## far the server and the kernel go. As in loads.gd, each method returns its figure, NAN where it failed.

const Process := preload("res://bench/process.gd")
const Subject := preload("res://bench/subject.gd")
const SMALL_ANSWERS := 10_000
const UPLOAD := 100_000_000 # bytes

## Paths of the programs; empty where there is none.
var curl: String
var bare: String

var _info: Dictionary
var _server: String # whose rows are measured
var _upload_file := "user://upload"


func _init(info: Dictionary) -> void:
	_info = info


## Of a row that has "curl".
func measure_curl(row: Dictionary) -> float:
	_server = row.get("server", "")
	return Callable(self, "_" + str(row["curl"][0])).call(row["curl"][1], row["call"])


func _download(tls: bool, measure: Array) -> float:
	var said: PackedStringArray = _curl(["-o", "/dev/null", "-w", "%{time_total} %{time_pretransfer} %{size_download}", _url(tls, str(measure[2]))])
	if said.size() != 3 or said[2].to_int() != measure[3]:
		return NAN
	return float(measure[3]) / (said[0].to_float() - said[1].to_float())


# curl repeats a request on the same connection for each number of a range.
func _small_answers(tls: bool, _call: Array) -> float:
	var started: int = Time.get_ticks_usec()
	var said: PackedStringArray = _curl(["-o", "/dev/null", "-w", "%{num_connects} ", _url(tls, "/small?[1-%d]" % SMALL_ANSWERS)])
	var seconds: float = (Time.get_ticks_usec() - started) / 1e6
	return SMALL_ANSWERS / seconds if said.size() == SMALL_ANSWERS and said.count("1") == 1 else NAN


func _upload(tls: bool, _call: Array) -> float:
	if not FileAccess.file_exists(_upload_file):
		var body := PackedByteArray()
		body.resize(UPLOAD)
		var file := FileAccess.open(_upload_file, FileAccess.WRITE)
		file.store_buffer(body)
		file.close()
	var said: PackedStringArray = _curl(["-X", "POST", "-H", "Expect:", "-T", ProjectSettings.globalize_path(_upload_file), "-o", "/dev/null",
			"-w", "%{time_total} %{time_pretransfer} %{size_upload}", _url(tls, "/sink")])
	if said.size() != 3 or said[2].to_int() != UPLOAD:
		return NAN
	return UPLOAD / (said[0].to_float() - said[1].to_float())


func _processor_time(tls: bool, measure: Array) -> float:
	var before: float = Process.children_seconds()
	var said: PackedStringArray = _curl(["-o", "/dev/null", "-w", "%{size_download}", _url(tls, "/bytes/%d" % measure[2])])
	return Process.children_seconds() - before if said.size() == 1 and said[0].to_int() == measure[2] else NAN


func _url(tls: bool, path: String) -> String:
	return "%s://%s%s" % ["https" if tls else "http", Subject.address(_info, _server, tls), path]


# What curl wrote because of "-w", in words; none where it failed.
func _curl(arguments: PackedStringArray) -> PackedStringArray:
	var output: Array = []
	var all: PackedStringArray = ["-q", "-s", "--noproxy", "*", "--cacert", str(_info["ca"])]
	if OS.execute(curl, all + arguments, output) != 0:
		return []
	return str(output[0]).strip_edges().split(" ", false)


## Of a row that has "ceiling".
func measure_bare(row: Dictionary) -> float:
	var measure: Array = row["call"]
	var small: bool = measure[0] == "small_answers"
	var output: Array = []
	var path: String = "/small" if small else str(measure[2])
	if OS.execute(bare, [str(_info["plain"]), path, str(SMALL_ANSWERS if small else 1)], output) != 0:
		return NAN
	var seconds: float = str(output[0]).to_float()
	return (float(SMALL_ANSWERS) if small else float(measure[3])) / seconds
