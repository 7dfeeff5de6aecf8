# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/turn.gd"
## A number of downloads at once with one class, and what was measured while they ran.

const Download := preload("res://demo/window/download.gd")
const ClientDownload := preload("res://demo/window/client_download.gd")
const Checksum := preload("res://demo/window/checksum.gd")
const Series := preload("res://demo/window/series.gd")

## Seconds that one point of [member rate] covers.
const RATE_PERIOD := 0.1

enum {IDLE, RUNNING, CHECKING, DONE, FAILED, STOPPED}

var state: int = IDLE
var downloads: Array[Download] = []
var total: int
var received := 0
## Seconds from the first connect to the last byte.
var seconds := 0.0
## Milliseconds of the longest frame.
var longest_frame := 0.0
## MB/s over seconds.
var rate := Series.new()
## Milliseconds from frame to frame, over seconds.
var frames := Series.new()
## The part of these that the script and the class took.
var calls := Series.new()
## What went wrong first.
var problem := ""
## Of the first file.
var checksum := Checksum.new()

var _began: int
var _last_frame: int
var _period_start := 0.0
var _period_bytes := 0
var _pace := 0.0 # milliseconds of the last frame's calls
var _call_time := 0.0


func _init(id: StringName, count: int, bytes: int) -> void:
	class_id = id
	total = count * bytes
	for i: int in count:
		downloads.append(make_download(bytes))
	downloads[0].sink = checksum.add


func make_download(bytes: int) -> Download:
	return ClientDownload.new(class_id, bytes)


## Returns how many milliseconds of the last frame the class took by itself, not called by the script.
func frame_cost() -> float:
	return 0.0


func start(address: String, tls: TLSOptions) -> void:
	state = RUNNING
	secure = tls != null
	_began = Time.get_ticks_usec()
	_last_frame = _began
	for download: Download in downloads:
		download.start(address, tls)
	_pace = (Time.get_ticks_usec() - _began) / 1e3


func step() -> void:
	if state == RUNNING:
		_step_downloads()
	if state == RUNNING or state == CHECKING:
		var complete: bool = downloads[0].state == Download.DONE
		if checksum.step(complete) and state == CHECKING:
			_judge()


func stop() -> void:
	for download: Download in downloads:
		download.stop()
	checksum.stop()
	if state == RUNNING or state == CHECKING:
		state = STOPPED


func is_active() -> bool:
	return state == RUNNING or state == CHECKING


## Returns how many downloads are in state [param which].
func count_of(which: int) -> int:
	var count := 0
	for download: Download in downloads:
		count += 1 if download.state == which else 0
	return count


## Returns MB/s over the whole run.
func mean_rate() -> float:
	return received / 1e6 / seconds if seconds > 0.0 else 0.0


## Returns how many milliseconds of a frame the script and the class took, on average.
func mean_calls() -> float:
	return _call_time / maxf(1.0, frames.count)


func _step_downloads() -> void:
	var now: int = Time.get_ticks_usec()
	seconds = (now - _began) / 1e6
	_pace += frame_cost()
	_note_frame((now - _last_frame) / 1e3)
	_last_frame = now
	received = 0
	var running := false
	for download: Download in downloads:
		download.step()
		received += download.received
		running = running or download.state == Download.RUNNING
		if download.state == Download.FAILED and problem.is_empty():
			problem = download.problem
	_pace = (Time.get_ticks_usec() - now) / 1e3
	_note_rate(not running)
	if not running:
		seconds = (Time.get_ticks_usec() - _began) / 1e6
		# The frame in which the last byte came counts as well.
		_note_frame(_pace)
		state = CHECKING if problem.is_empty() else FAILED


# The calls of one frame are part of the time until the next.
func _note_frame(msec: float) -> void:
	longest_frame = maxf(longest_frame, msec)
	frames.add(seconds, msec)
	calls.add(seconds, minf(_pace, msec))
	_call_time += _pace


func _note_rate(last: bool) -> void:
	var span: float = seconds - _period_start
	if span < RATE_PERIOD and not (last and rate.is_empty()):
		return
	rate.add(seconds, (received - _period_bytes) / 1e6 / maxf(span, 1e-6))
	_period_start = seconds
	_period_bytes = received


func _judge() -> void:
	state = DONE
	if checksum.digest != Checksum.KNOWN.get(downloads[0].size, ""):
		state = FAILED
		problem = "file 1 is damaged: its SHA-256 is %s…" % checksum.digest.left(16)
