# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/window/window_suite.gd"
## The page of a session's calls: what its labels say against what the server sends.

const CallsPage := preload("res://demo/window/calls_page.gd")
const PAGE := "Calls"
const CARDS: PackedStringArray = ["Json", "Many", "Download", "Stream"]


func test_before_the_first() -> void:
	await open_page(PAGE)
	for card: String in CARDS:
		assert_text(card + "/Status", "not started")
	await assert_fits()
	await close_window()


func test_awaited() -> void:
	for transport: int in 2:
		await open_page(PAGE)
		await hand.click("Transport/%d" % transport)
		var connections: PackedStringArray = []
		for i: int in [1, 2]:
			await hand.click("Json/Start")
			await hand.wait_text("Json/Status", "200: number %d after " % i)
			connections.append(hand.text("Json/Status").get_slice("over connection ", 1))
		assert_eq(connections[0], connections[1], "the connection is kept")
		await close_window()


func test_redirect() -> void:
	for transport: int in 2:
		await open_page(PAGE)
		await hand.click("Transport/%d" % transport)
		await hand.click("Json/Redirect")
		var info: Dictionary = server.info()
		var end: String = "https://%s/json/0" % str(info["tls"]).replace("127.0.0.1", "localhost") if transport == 1 else "http://%s/json/0" % info["plain"]
		await hand.wait_text("Json/Status", "200: two redirects to ")
		assert_text("Json/Status", "200: two redirects to %s" % end)
		await close_window()


# As many bytes of text as were asked for, out of fewer.
func test_coding() -> void:
	await open_page(PAGE)
	await hand.click("Json/Gzip")
	await hand.wait_text("Json/Status", "200: 1000000 bytes of text out of ")
	var packed: int = hand.text("Json/Status").get_slice("out of ", 1).to_int()
	assert_true(packed > 0 and packed < 1_000_000, "bytes of gzip: %d" % packed)
	await close_window()


func test_retry() -> void:
	for transport: int in 2:
		await open_page(PAGE)
		await hand.click("Transport/%d" % transport)
		await hand.click("Json/Retry")
		await hand.wait_text("Json/Status", "200: at the second try")
		await close_window()


func test_failure_has_words() -> void:
	await open_page(PAGE)
	await hand.click("Json/Fail")
	await hand.wait(func() -> bool: return hand.text("Json/Status").contains("demo.invalid"), "a sentence with the host")
	await close_window()


# Each call is a line of the list, which says what the status said.
func test_list_of_calls() -> void:
	await open_page(PAGE)
	assert_true(hand.is_visible("Json/List/Empty"), "it says that there is none")
	var wanted: PackedStringArray = []
	for what: Array in [["Start", "200: number ", "GET json/1"], ["Gzip", "200: 1000000 ", "GET gzip/1000000"], ["Redirect", "200: two ", "GET moved twice"]]:
		await hand.click("Json/%s" % what[0])
		await hand.wait_text("Json/Status", str(what[1]))
		wanted.append("%s   %s" % [what[2], hand.text("Json/Status")])
	assert_eq(hand.text("Json/List").strip_edges().split("\n"), wanted, "the list")
	assert_true(not hand.is_visible("Json/List/Empty"), "there are some")
	await assert_fits()
	await close_window()


func test_many() -> void:
	for transport: int in 2:
		await open_page(PAGE)
		await hand.click("Transport/%d" % transport)
		await hand.click("Many/Start")
		await hand.wait_text("Many/Status", "20 of 20 answers over ")
		var says: String = hand.text("Many/Status")
		var connections: int = says.get_slice("over ", 1).get_slice(" ", 0).to_int()
		assert_true(connections >= 1 and connections <= 6, "connections: %s" % says)
		var lines: PackedStringArray = hand.text("Many/List").strip_edges().split("\n")
		var numbers: Array = Array(lines).map(func(line: String) -> int: return line.get_slice("json/", 1).get_slice(" ", 0).to_int())
		assert_eq(numbers, range(CallsPage.AT_ONCE), "an answer a line")
		await close_window()


func test_download_goes_on() -> void:
	await open_page(PAGE)
	await hand.click("Download/Start")
	assert_text("Download/Start", "Cancel")
	await hand.wait(func() -> bool: return hand.text("Download/Status").contains(" of 50.0 MB") and not hand.text("Download/Status").begins_with("0.0"), "some of it")
	await hand.click("Download/Start")
	await hand.wait_text("Download/Status", "cancelled with ")
	var before: float = hand.text("Download/Status").get_slice("with ", 1).to_float()
	assert_true(before > 0.0 and before < 50.0, "a part is there: %s" % hand.text("Download/Status"))
	assert_text("Download/Start", "Download")
	await hand.click("Download/Start")
	await hand.wait_text("Download/Status", "50.0 MB, of which ")
	assert_text("Download/Status", "50.0 MB, of which %.1f MB were there" % before)
	assert_eq((hand.find("Download/Bar") as ProgressBar).value, 1.0, "the bar")
	var want: String = sha256(fetch(CallsPage.SIZE + 1000).slice(1000)) # version 1 begins there
	assert_eq(FileAccess.get_sha256(CallsPage.FILE), want, "the file")
	await assert_fits()
	await close_window()
	assert_true(not FileAccess.file_exists(CallsPage.FILE), "the page takes its file away")


func test_events() -> void:
	await open_page(PAGE)
	await hand.click("Stream/Start")
	assert_text("Stream/Start", "Stop")
	await hand.wait(func() -> bool: return hand.text("Stream/Status").get_slice(" ", 0).to_int() >= 3, "three events")
	await hand.click("Stream/Start")
	await hand.wait_text("Stream/Start", "Listen")
	var lines: PackedStringArray = hand.text("Stream/List").strip_edges().split("\n")
	assert_eq("%d events" % lines.size(), hand.text("Stream/Status"), "lines of the list")
	for i: int in lines.size():
		assert_eq(lines[i], "tick %d   {\"n\": %d, \"of\": 100000}" % [i + 1, i + 1], "line %d" % i)
	await assert_fits()
	await close_window()


func test_nobody_listens() -> void:
	await open_page(PAGE)
	(hand.find("Calls").get(&"server") as DemoServer).plain = "127.0.0.1:%d" % server.closed_port()
	await hand.click("Transport/0")
	for card: String in CARDS:
		await hand.click(card + "/Start")
		await hand.wait(func() -> bool: return hand.text(card + "/Status").contains("it was refused, nobody listens there"), "the reason at %s" % card)
	assert_true(hand.text("Many/Status").begins_with("0 of 20 answers; "), "none of many: %s" % hand.text("Many/Status"))
	await hand.wait_text("Stream/Start", "Listen")
	await close_window()


# A page that is left does not go on.
func test_leaving() -> void:
	await open_page(PAGE)
	await hand.click("Download/Start")
	await hand.click("Stream/Start")
	await hand.wait_text("Stream/Status", "1 event")
	await hand.click("Tabs/ToDownloads")
	await hand.click("Tabs/To%s" % PAGE)
	await hand.wait_text("Download/Status", "cancelled with ")
	assert_text("Stream/Start", "Listen")
	await close_window()
