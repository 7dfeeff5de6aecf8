# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/window/window_suite.gd"
## The page of downloads: what its labels say against what the server sends.

const SIDES: PackedStringArray = ["HTTPClient", "HTTPClientGo"]
const NOTHING := "–"

var _count := 0


func test_before_the_first() -> void:
	await open_page(0)
	for side: String in SIDES:
		assert_text(side + "/Status", "not started")
		for figure: String in ["Received", "Time", "Rate", "LongestFrame"]:
			assert_text("%s/Figure%s" % [side, figure], NOTHING)
	assert_text("ParallelText", "16")
	await assert_fits()
	await close_window()


func test_both_plain() -> void:
	await _run_both(0, 0.005)
	assert_eq(_count, 1, "files at the left end")


func test_both_tls() -> void:
	await _run_both(1, 0.2)
	assert_true(_count > 1 and _count < 64, "files in the middle: %d" % _count)


func test_64_at_once() -> void:
	await _run_both(1, 0.995)
	assert_eq(_count, 64, "files at the right end")


## Runs as many files as a click at [param share] of the slider says.
func _run_both(transport: int, share: float) -> void:
	var digest: String = sha256(fetch(1_000_000))
	await open_page(0)
	await hand.click("Transport/%d" % transport)
	await hand.click("Size/0")
	await hand.click("Parallel", Vector2(share, 0.5))
	_count = hand.text("ParallelText").to_int()
	await hand.click("RunBoth")
	assert_true(hand.is_disabled("RunBoth"), "a run is on, so that no other can be started")
	await wait_until_over("RunBoth")
	for side: String in SIDES:
		assert_text(side + "/Status", "%d of %d files done, SHA-256 of file 1 is right: %s" % [_count, _count, digest.left(16)])
		assert_text(side + "/FigureReceived", "%d.0 MB" % _count)
		assert_true(hand.text(side + "/FigureRate").ends_with(" MB/s"), "a rate is shown")
		assert_true(hand.text(side + "/FigureLongestFrame") != NOTHING, "the longest frame is shown")
	assert_true(hand.text("Verdict").begins_with("%d.0 MB: HTTPClient " % _count), "both are compared: %s" % hand.text("Verdict"))
	await assert_fits()
	await close_window()


func test_stop() -> void:
	for side: String in SIDES:
		await open_page(0)
		await hand.click("Size/3")
		await hand.click(side + "/Start")
		assert_text(side + "/Start", "Stop")
		await hand.wait(func() -> bool: return not hand.text(side + "/FigureReceived") in [NOTHING, "0.0 MB"], "something is received")
		await hand.click(side + "/Start")
		assert_text(side + "/Start", "Start")
		assert_true(hand.text(side + "/Status").begins_with("stopped after"), "%s says: %s" % [side, hand.text(side + "/Status")])
		assert_true(not hand.is_disabled("RunBoth"), "a new run can be started")
		await close_window()


# The settings of a comparison are those of both its runs.
func test_no_verdict_on_different_runs() -> void:
	await open_page(0)
	await hand.click("Size/0")
	await hand.click("HTTPClient/Start")
	await hand.wait_text("HTTPClient/Status", "16 of 16 files done, SHA-256 of file 1 is right")
	await hand.click("Transport/0")
	await hand.click("HTTPClientGo/Start")
	await hand.wait_text("HTTPClientGo/Status", "16 of 16 files done, SHA-256 of file 1 is right")
	assert_true(hand.text("Verdict").begins_with("Each file:"), "nothing is compared: %s" % hand.text("Verdict"))
	await close_window()


func test_damaged_file() -> void:
	var script: Array = [["read_head"], ["send", "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"], ["send_repeat", 100_000, "0123456789"], ["wait_close"]]
	var digest: String = sha256("0123456789".repeat(100_000).to_utf8_buffer())
	for side: String in SIDES:
		await _fetch_one(side, script)
		await hand.wait_text(side + "/Status", "failed: ")
		assert_text(side + "/Status", "failed: file 1 is damaged: its SHA-256 is %s…" % digest.left(16))
		assert_text(side + "/FigureReceived", "1.0 MB")
		await close_window()


func test_cut_file() -> void:
	var script: Array = [["read_head"], ["send", "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"], ["send_repeat", 40_000, "0123456789"], ["close"]]
	for side: String in SIDES:
		await _fetch_one(side, script)
		await hand.wait_text(side + "/Status", "1 of 1 files failed: ")
		var says: String = hand.text(side + "/Status")
		if side == "HTTPClientGo":
			assert_text(side + "/FigureReceived", "0.4 MB")
			assert_true(says.contains("400000") and says.contains("1000000"), "how much came of how much: %s" % says)
		else:
			assert_true(says.contains("STATUS_"), "the status is told where there is no reason: %s" % says)
		await close_window()


func test_nobody_listens() -> void:
	for side: String in SIDES:
		await open_page(0)
		(hand.find("Downloads").get(&"server") as DemoServer).plain = "127.0.0.1:%d" % server.closed_port()
		await hand.click("Transport/0")
		await hand.click(side + "/Start")
		await hand.wait_text(side + "/Status", "16 of 16 files failed: ")
		await close_window()


func _fetch_one(side: String, script: Array) -> void:
	await open_page(0)
	(hand.find("Downloads").get(&"server") as DemoServer).plain = "127.0.0.1:%d" % server.start(script)["port"]
	await hand.click("Transport/0")
	await hand.click("Size/0")
	await hand.click("Parallel", Vector2(0.005, 0.5))
	assert_text("ParallelText", "1")
	await hand.click(side + "/Start")
