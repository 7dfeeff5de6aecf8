# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/window/window_suite.gd"
## The pages of downloads, by clients and by nodes: what their labels say against what the server sends.

const PAGES: Dictionary[String, Array] = {
	"Downloads": ["HTTPClient", "HTTPClientGo"], "Nodes": ["HTTPRequest", "HTTPRequestGo"],
}
const FIGURES: PackedStringArray = ["OfEachFrame", "Rate", "Time", "Received", "LongestFrame"]
const NOTHING := "–"

var _count := 0


func test_before_the_first() -> void:
	for page: String in PAGES:
		await open_page(page)
		for side: String in PAGES[page]:
			assert_text(side + "/Status", "not started")
			for figure: String in FIGURES:
				assert_text("%s/Figure%s" % [side, figure], NOTHING)
		assert_text("ParallelText", "16" if page == "Downloads" else "4")
		await assert_fits()
		await close_window()


func test_both_plain() -> void:
	for page: String in PAGES:
		await _run_both(page, 0, 0.005)
		assert_eq(_count, 1, "files at the left end")


func test_both_tls() -> void:
	for page: String in PAGES:
		await _run_both(page, 1, 0.2)
		assert_true(_count > 1 and _count < 64, "files in the middle: %d" % _count)


func test_64_at_once() -> void:
	for page: String in PAGES:
		await _run_both(page, 1, 0.995)
		assert_eq(_count, 64, "files at the right end")


## Runs as many files as a click at [param share] of the slider says.
func _run_both(page: String, transport: int, share: float) -> void:
	var digest: String = sha256(fetch(1_000_000))
	await open_page(page)
	await hand.click("Transport/%d" % transport)
	await hand.click("Size/0")
	await hand.click("Parallel", Vector2(share, 0.5))
	_count = hand.text("ParallelText").to_int()
	await hand.click("RunBoth")
	assert_true(hand.is_disabled("RunBoth"), "a run is on, so that no other can be started")
	await wait_until_over("RunBoth")
	for side: String in PAGES[page]:
		assert_text(side + "/Status", "%d of %d files done, SHA-256 of file 1 is right: %s" % [_count, _count, digest.left(16)])
		assert_text(side + "/FigureReceived", "%d.0 MB" % _count)
		assert_true(hand.text(side + "/FigureRate").ends_with(" MB/s"), "a rate is shown")
		assert_true(hand.text(side + "/FigureTime").ends_with(" s") and hand.text(side + "/FigureTime").to_float() > 0.0, "seconds are shown")
		var cost: String = hand.text(side + "/FigureOfEachFrame")
		assert_true(cost.ends_with(" ms") and cost.to_float() > 0.0, "what %s takes of a frame: %s" % [side, cost])
		assert_true(hand.text(side + "/FigureLongestFrame") != NOTHING, "the longest frame is shown")
	_assert_verdict(page)
	await assert_fits()
	await close_window()


## The sentence says what the lanes say.
func _assert_verdict(page: String) -> void:
	var says: String = hand.text("Verdict")
	assert_true(says.begins_with("%d.0 MB by %s and by %s: " % [_count, PAGES[page][0], PAGES[page][1]]), "both are compared: %s" % says)
	for wanted: Array in [["OfEachFrame", " ms", "take %s and %s ms of each frame"], ["Rate", " MB/s", "at %s and %s MB/s"], ["Time", " s", "after %s and %s s"]]:
		var figures: Array = []
		for side: String in PAGES[page]:
			figures.append(hand.text("%s/Figure%s" % [side, wanted[0]]).trim_suffix(wanted[1]))
		assert_true(says.contains(str(wanted[2]) % figures), "%s of %s: %s" % [wanted[0], figures, says])


func test_stop() -> void:
	for page: String in PAGES:
		for side: String in PAGES[page]:
			await open_page(page)
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
	await open_page("Downloads")
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
	for page: String in PAGES:
		for side: String in PAGES[page]:
			await _fetch_one(page, side, script)
			await hand.wait_text(side + "/Status", "failed: ")
			assert_text(side + "/Status", "failed: file 1 is damaged: its SHA-256 is %s…" % digest.left(16))
			assert_text(side + "/FigureReceived", "1.0 MB")
			await close_window()


func test_cut_file() -> void:
	var script: Array = [["read_head"], ["send", "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"], ["send_repeat", 40_000, "0123456789"], ["close"]]
	for page: String in PAGES:
		for side: String in PAGES[page]:
			await _fetch_one(page, side, script)
			await hand.wait_text(side + "/Status", "1 of 1 files failed: ")
			var says: String = hand.text(side + "/Status")
			if side.ends_with("Go"):
				assert_text(side + "/FigureReceived", "0.4 MB")
				assert_true(says.contains("400000") and says.contains("1000000"), "how much came of how much: %s" % says)
			else:
				assert_true(says.contains("STATUS_") or says.contains("RESULT_"), "the word of the class where there is no reason: %s" % says)
			await close_window()


func test_nobody_listens() -> void:
	for page: String in PAGES:
		for side: String in PAGES[page]:
			await open_page(page)
			(hand.find(page).get(&"server") as DemoServer).plain = "127.0.0.1:%d" % server.closed_port()
			await hand.click("Transport/0")
			await hand.click(side + "/Start")
			await hand.wait_text(side + "/Status", "%s of %s files failed: " % [hand.text("ParallelText"), hand.text("ParallelText")])
			await close_window()


func test_no_such_file() -> void:
	for side: String in PAGES["Nodes"]:
		await _fetch_one("Nodes", side, [["read_head"], ["send", "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone"], ["wait_close"]])
		await hand.wait_text(side + "/Status", "1 of 1 files failed: the server answers 404")
		await close_window()


func _fetch_one(page: String, side: String, script: Array) -> void:
	await open_page(page)
	(hand.find(page).get(&"server") as DemoServer).plain = "127.0.0.1:%d" % server.start(script)["port"]
	await hand.click("Transport/0")
	await hand.click("Size/0")
	await hand.click("Parallel", Vector2(0.005, 0.5))
	assert_text("ParallelText", "1")
	await hand.click(side + "/Start")
