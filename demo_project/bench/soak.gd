# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Load and faults in one process, and what stays of them: scripts/soak.sh
##
##   --server=HOST:PORT  the control port of the test server
##   --part=NAME         all (default), descriptors: few of them are to be had, quit: end with requests in flight
##   --requests=N        requests on kept connections (100000)
##   --testserver=PATH   the program of the test server, for one that is killed
##
## Prints one line a figure; a line that begins with "FAILED" is one that is not as it should be. Exit code: 1 when there
## was one.

const ServerControl := preload("res://tests/server_control.gd")
const Faults := preload("res://bench/faults.gd")
const OURS := &"HTTPClientGo"
const DOWNLOADS := 1000
const SECURE := 200 # and over TLS
const SIZE := 262144 # bytes of a download
const CHURN := 10000 # clients in each of three ways
const KILLED := 50 # clients of a server that is killed
const RESETS := 40 # at each stage
const KEPT := 8 # clients that keep their connection
const WARM_UP := 50000 # requests before memory is looked at: the garbage that Go lets grow to 4 MB
const LOADS := 7 # of which the first makes what stays for the others: pools, the engine's worker threads, tables of Go's
const SLOPE := 50.0 # bytes of resident memory that may stay of a request, or of a client
const REST := 3000 # milliseconds after which memory that nobody needs is free
const FREE := 20000000 # bytes that the C library may hold free after a load beyond what it did at the start
const STAYS := 16.0 # bytes in use, which are counted and not estimated, that may stay of a client
const GROWTH := 40000000 # bytes that a load may take at its peak beyond the first

var _options: Dictionary = {"server": "", "part": "all", "requests": "100000", "testserver": ""}
var _control := ServerControl.new()
var _fleet: Faults
var _failed := false
var _quiet := false # only what fails is printed


# TLS works only after the engine has loaded its certificates, which is not yet so in _init.
func _initialize() -> void:
	for argument: String in OS.get_cmdline_user_args():
		var parts: PackedStringArray = argument.trim_prefix("--").split("=", true, 1)
		if parts.size() != 2 or not _options.has(parts[0]):
			printerr("soak: unknown argument %s" % argument)
			quit(2)
			return
		_options[parts[0]] = parts[1]
	if not ClassDB.class_exists(OURS) or _control.open(str(_options["server"])) != OK:
		printerr("soak: no class %s or no server at '%s'" % [OURS, _options["server"]])
		quit(2)
		return
	_fleet = Faults.new()
	_fleet.setup(_control, OURS)
	match str(_options["part"]):
		"descriptors": _few_descriptors()
		"quit": _quit_in_flight()
		_: _all()
	if str(_options["part"]) != "quit":
		quit(1 if _failed else 0)


func _row(what: String, figure: String, good: bool) -> void:
	if _quiet and good:
		return
	print("%s%-52s %s" % ["" if good else "FAILED ", what, figure])
	_failed = _failed or not good


func _all() -> void:
	var requests: int = str(_options["requests"]).to_int()
	_fleet.keep_alive(KEPT, WARM_UP)
	var first: Dictionary = _settled({})
	var got: Dictionary = _fleet.keep_alive(KEPT, requests)
	var started: Dictionary = _settled({})
	_row("%d requests on %d connections, whole" % [requests, KEPT], "%d in %.1f s" % [got["good"], got["seconds"]], got["good"] == requests)
	_row("bytes that stay of a request: resident, in use", "%.1f, %.2f" % [float(started["resident"] - first["resident"]) / requests, float(started["used"] - first["used"]) / requests],
			started["resident"] - first["resident"] < maxi(1000000, int(SLOPE * requests)) and started["used"] - first["used"] < maxi(100000, int(STAYS * requests)))

	var looks: Array[Dictionary] = [started]
	for i: int in LOADS:
		_quiet = i < LOADS - 1
		_fleet.forget_peak()
		_load()
		looks.append(_settled(started))
	_quiet = false
	first = looks[1]
	var last: Dictionary = looks[-1]
	for what: String in ["objects", "descriptors", "goroutines", "threads"]:
		# Threads that a load needed stay, Godot's and Go's; later loads need no more.
		var most: int = first[what] + 4 if what == "threads" else started[what]
		_row("%s: at the start, after each load" % what, _series(looks, what), last[what] <= most)
	_row("its peak in each load, MB", _series(looks.slice(1), "peak", 1e6), last["peak"] < first["peak"] + GROWTH)
	_row("resident memory, MB", _series(looks, "resident", 1e6), true)
	# Freed memory at the end of an arena goes back to the system only beyond a threshold, which glibc raises to twice the largest
	# array that the process ever freed. So resident memory goes up and down by that much from load to load, for each thread that has an arena.
	_row("of that free in the C library, MB", _series(looks, "c_unused", 1e6),
			looks.all(func(look: Dictionary) -> bool: return look["c_unused"] < started["c_unused"] + FREE))
	_row("in use of Go's heap and stacks, MB", _series(looks, "go_used", 1e6), true)
	_row("in use of the C library's memory, MB", _series(looks, "c_used", 1e6), true)
	_row("of that counted by the engine, MB", _series(looks, "counted", 1e6), true)
	var clients: int = (LOADS - 1) * (DOWNLOADS + SECURE + 3 * CHURN)
	for figure: Array in [["in use", "used", STAYS], ["resident and not free in the C library", "kept", SLOPE]]:
		var slope: float = float(last[figure[1]] - first[figure[1]]) / clients
		_row("bytes that stay of a client: %s" % figure[0], "%.2f" % slope, slope < figure[2])


func _series(looks: Array, what: String, unit: float = 0.0) -> String:
	return ", ".join(looks.map(func(look: Dictionary) -> String: return "%.2f" % (look[what] / unit) if unit else str(look[what])))


func _load() -> void:
	var got: Dictionary = _fleet.download(DOWNLOADS, SIZE)
	_row("%d downloads of %d KiB at once, whole" % [DOWNLOADS, SIZE >> 10], "%d, %d MB in %.1f s" % [got["good"], got["bytes"] / 1000000, got["seconds"]], got["good"] == DOWNLOADS)
	got = _fleet.download(SECURE, SIZE, true)
	_row("%d downloads over TLS at once, whole" % SECURE, "%d in %.1f s" % [got["good"], got["seconds"]], got["good"] == SECURE)

	for how: Array in [["dropped on the main thread", _fleet.churn], ["dropped in the thread pool", _fleet.churn_in_pool], ["made in the pool, dropped on the main thread", _fleet.churn_across]]:
		var started: int = Time.get_ticks_msec()
		var seen: Dictionary = (how[1] as Callable).call(CHURN)["seen"]
		var each: Array = range(10).map(func(status: int) -> int: return seen.get(status, 0))
		_row("%d clients %s" % [CHURN, how[0]], "%s in the statuses 0 to 9, in %.1f s" % [each, (Time.get_ticks_msec() - started) / 1000.0], each.all(func(n: int) -> bool: return n == CHURN / 10))

	got = _fleet.killed(str(_options["testserver"]), KILLED)
	_row("server killed in the middle of %d bodies" % KILLED, "%d errors after %d MB, %d that lost bytes; back on its port, %d whole" % [got["errors"], got["bytes"] / 1000000, got["lost"], got["again"]],
			got["started"] == KILLED and got["errors"] == KILLED and got["lost"] == 0 and got["again"] == KILLED)
	got = _fleet.resets(RESETS)
	_row("%d resets at each of %d stages" % [RESETS, got["stages"]], "%d errors, %d that lost bytes" % [got["errors"], got["lost"]], got["errors"] == RESETS * int(got["stages"]) and got["lost"] == 0)


## What there is now, after what goes away by itself has gone, which is seen when it is no more than [param want].
func _settled(want: Dictionary) -> Dictionary:
	var started: int = Time.get_ticks_msec()
	while true:
		var now: Dictionary = {"objects": int(Performance.get_monitor(Performance.OBJECT_COUNT)), "descriptors": _fleet.descriptors()}
		now.merge(_stock())
		now.merge({"threads": _fleet.status_of("Threads:"), "resident": _fleet.status_of("VmRSS:") * 1024, "peak": _fleet.status_of("VmHWM:") * 1024,
			"counted": OS.get_static_memory_usage(), "used": now["go_used"] + now["c_used"]})
		now["kept"] = now["resident"] - now["c_unused"]
		var back: bool = want.is_empty() or ["descriptors", "objects", "goroutines"].all(func(what: String) -> bool: return now[what] <= want[what])
		var waited: int = Time.get_ticks_msec() - started
		if back and waited > REST or waited > REST + 10000:
			return now
		OS.delay_msec(100)
	return {}


## Only the library that soak.sh builds tells.
func _stock() -> Dictionary:
	if ClassDB.class_has_method(OURS, &"take_stock"):
		return (ClassDB.instantiate(OURS) as Object).call("take_stock")
	return {"goroutines": -1, "go_used": 0, "c_used": 0, "c_unused": 0}


## Run with a low limit of open files: connects fail with an error, and work again once there are descriptors.
func _few_descriptors() -> void:
	var got: Dictionary = _fleet.connect_many(400)
	_row("400 connections with few descriptors", "%s by status" % got["seen"], got["seen"].get(HTTPClient.STATUS_CONNECTED, 0) > 0
			and got["seen"].get(HTTPClient.STATUS_CANT_CONNECT, 0) + got["seen"].get(HTTPClient.STATUS_CANT_RESOLVE, 0) > 0
			and got["seen"].keys().all(func(s: int) -> bool: return s in [HTTPClient.STATUS_CONNECTED, HTTPClient.STATUS_CANT_CONNECT, HTTPClient.STATUS_CANT_RESOLVE]))
	print("  ", got["message"])
	OS.delay_msec(300)
	got = _fleet.download(20, 1024)
	_row("20 downloads once there are descriptors again", str(got["good"]), got["good"] == 20)


## Ends with 200 downloads, 50 connects and 50 handshakes in flight; the script measures how long that takes.
func _quit_in_flight() -> void:
	_fleet.in_flight()
	var busy: int = _stock()["goroutines"]
	_row("goroutines with 300 clients in flight", str(busy), busy > 0)
	print("QUITS NOW")
	quit(0)
