# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## What the system tells of this process, on Linux. Elsewhere each figure is 0.

## Of the figures in /proc/self/stat, on every Linux.
const TICKS_A_SECOND := 100.0


## Seconds of processor time of all threads, in user mode and in the kernel.
static func processor_seconds() -> float:
	return _ticks(13) + _ticks(14)


## Nanoseconds for which the main thread had a processor.
static func main_nanoseconds() -> int:
	return _text("/proc/self/schedstat").get_slice(" ", 0).to_int()


## The same of child processes that have ended.
static func children_seconds() -> float:
	return _ticks(15) + _ticks(16)


static func _ticks(field: int) -> float:
	# The second field is a name in brackets, which may hold blanks.
	var fields: PackedStringArray = _text("/proc/self/stat").get_slice(") ", 1).split(" ")
	return fields[field - 2].to_int() / TICKS_A_SECOND if fields.size() > field else 0.0


## Bytes of memory that are this process's own, without files that are mapped.
static func memory() -> int:
	return number("/proc/self/status", "RssAnon:") * 1024


static func threads() -> int:
	return number("/proc/self/status", "Threads:")


## How often threads of this process were put to work, each from waiting.
static func wake_ups() -> int:
	var count := 0
	for task: String in DirAccess.get_directories_at("/proc/self/task"):
		count += number("/proc/self/task/%s/status" % task, "voluntary_ctxt_switches:")
	return count


## The number in the line of a file that begins with [param name], 0 where there is none.
static func number(path: String, name: String) -> int:
	for line: String in _text(path).split("\n"):
		if line.begins_with(name):
			return line.trim_prefix(name).to_int()
	return 0


# Files of the system have no length, so they are read line by line.
static func _text(path: String) -> String:
	var file := FileAccess.open(path, FileAccess.READ)
	var text := ""
	while file and not file.eof_reached():
		text += file.get_line() + "\n"
	return text
