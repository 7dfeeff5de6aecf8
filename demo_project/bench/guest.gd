# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## What a class costs a process besides its calls: threads, processor time and wake-ups while clients idle, and the longest
## frame while 64 downloads run. One class a process: scripts/guest.sh
##
##   godot --headless --path demo_project -s res://bench/guest.gd -- --server=HOST:PORT --class=NAME
##
##   --idle=SECONDS    how long each number of idle clients is watched (10); 0: not at all
##   --frames=SECONDS  how long the downloads run, plain and then TLS (60)
##   --only=tls        only over TLS; --only=plain likewise
##   --json            one JSON object instead of lines

const ServerControl := preload("res://tests/server_control.gd")
const Subject := preload("res://bench/subject.gd")
const Process := preload("res://bench/process.gd")

var _options: Dictionary = {"server": "", "class": "", "idle": "10", "frames": "60", "only": "", "json": false}
var _result: Dictionary = {}


# TLS works only after the engine has loaded its certificates, which is not yet so in _init.
func _initialize() -> void:
	var control := ServerControl.new()
	if not _read_arguments():
		quit(2)
		return
	if not ClassDB.class_exists(str(_options["class"])) or control.open(str(_options["server"])) != OK:
		printerr("guest: no class %s or no server at '%s'" % [_options["class"], _options["server"]])
		quit(2)
		return
	var subject := Subject.new(str(_options["class"]), control.info(), control.closed_port())
	for tls: bool in [false, true]:
		if str(_options["only"]) in ["", "tls" if tls else "plain"]:
			_measure(subject, tls)
	if _options["json"]:
		print(JSON.stringify({"class": _options["class"], "figures": _result}))
	quit(0 if _result.values().all(func(v: Variant) -> bool: return v != null) else 1)


func _measure(subject: Subject, tls: bool) -> void:
	if str(_options["idle"]).to_float() > 0.0:
		for count: int in [1, 1000] if tls else [0, 1, 1000]:
			_idle(subject, count, tls)
	_frames(subject, tls)


func _idle(subject: Subject, count: int, tls: bool) -> void:
	var clients: Array = subject.exchange.call(&"many", count, tls)
	for client: RefCounted in clients:
		client.call(&"poll")
	var what := "%d idle clients%s" % [count, ", TLS" if tls else ""]
	if clients.size() < count or clients.any(func(client: RefCounted) -> bool: return client.call(&"get_status") != HTTPClient.STATUS_CONNECTED):
		_tell(what, null, "")
		return
	OS.delay_msec(1500) # what a connect leaves to be done, and the collector after it
	var seconds: float = str(_options["idle"]).to_float()
	var woken: int = Process.wake_ups()
	var spent: float = Process.processor_seconds()
	OS.delay_msec(int(seconds * 1000))
	# Minus this thread's own wake-up from the delay.
	_tell(what + ": wake-ups a second", (Process.wake_ups() - woken - 1) / seconds, "%.1f")
	_tell(what + ": processor time", (Process.processor_seconds() - spent) / seconds * 100.0, "%.2f %%")
	_tell(what + ": threads", Process.threads(), "%d")


# The longest frame of downloads that each are polled and read once a frame. A frame is what the calls take, not the pause between.
func _frames(subject: Subject, tls: bool) -> void:
	var figures: Dictionary = subject.loads.call(&"longest_frame", tls, str(_options["frames"]).to_float())
	var what := "64 downloads%s" % (", TLS" if tls else "")
	if figures.is_empty():
		_tell(what, null, "")
		return
	_tell(what + ": longest frame", figures["longest"] / 1000.0, "%.2f ms")
	_tell(what + ": frame that 1 in 1000 exceeds", figures["rare"] / 1000.0, "%.2f ms")
	_tell(what + ": median frame", figures["median"] / 1000.0, "%.2f ms")
	_tell(what + ": delivered", figures["rate"] / 1e6, "%.0f MB/s")
	_tell(what + ": longest oversleep, the machine's own", figures["oversleep"] / 1000.0, "%.2f ms")


func _tell(what: String, figure: Variant, form: String) -> void:
	_result[what] = figure
	if not _options["json"]:
		print("%-52s %s" % [what, form % figure if figure != null else "failed"])


func _read_arguments() -> bool:
	for argument: String in OS.get_cmdline_user_args():
		var parts: PackedStringArray = argument.trim_prefix("--").split("=", true, 1)
		var known: bool = argument.begins_with("--") and _options.has(parts[0])
		if not known or (parts.size() == 2) != (_options[parts[0]] is String):
			printerr("guest: unknown argument %s" % argument)
			return false
		_options[parts[0]] = parts[1] if parts.size() == 2 else "yes"
	return true
