# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/window/window_suite.gd"
## The pages of certificates, events and uploads: what their labels say against what the server does.

const SIDES: PackedStringArray = ["HTTPClient", "HTTPClientGo"]
const CertificatesPage := preload("res://demo/window/certificates_page.gd")
## What the reason that a class gives for each kind of certificate must hold.
const REASONS: Dictionary[String, String] = {
	"expired": "expired on", "not_yet_valid": "is valid from", "wrong_name": "other.example",
	"untrusted": "not trusted", "self_signed": "not trusted", "client_only": "not made for servers",
}


func test_certificates() -> void:
	await open_page("Certificates")
	assert_text("HTTPClientGo_expired/Status", "not checked yet")
	await assert_fits()
	await hand.click("CheckAll")
	await wait_until_over("CheckAll")
	for side: String in SIDES:
		assert_text(side + "_good/Status", "STATUS_CONNECTED")
		for kind: String in REASONS:
			assert_text("%s_%s/Status" % [side, kind], "STATUS_TLS_HANDSHAKE_ERROR")
			var reason: String = hand.text("%s_%s/Reason" % [side, kind])
			if side == "HTTPClientGo":
				assert_eq(reason, _reason(kind), "the reason for %s" % kind)
				assert_true(reason.contains(REASONS[kind]), "%s: %s" % [kind, reason])
			else:
				assert_eq(reason, "no reason given", "HTTPClient on %s" % kind)
	assert_eq(REASONS.size() + 1, CertificatesPage.KINDS.size(), "each kind is looked at")
	assert_text("Summary", "HTTPClient: 7 of 7 as it should be, 0 with a reason.   HTTPClientGo: 7 of 7 as it should be, 6 with a reason.")
	await assert_fits()
	await close_window()


# What the class says to a client of the test's own.
func _reason(kind: String) -> String:
	var client: RefCounted = make(candidate)
	var page_server := DemoServer.new()
	page_server.open(str(options["server"]), server.info())
	var address: String = page_server.start_with(kind)
	client.call("connect_to_host", "localhost", address.get_slice(":", 1).to_int(), page_server.trusting)
	poll_until(client, HTTPClient.STATUS_TLS_HANDSHAKE_ERROR)
	return (client.call("get_last_error") as Dictionary).get("message", "")


func test_events() -> void:
	for transport: int in 2:
		await open_page("Events")
		await hand.click("Transport/%d" % transport)
		await hand.click("Count/0")
		await hand.click("Pause/0")
		await hand.click("RunBoth")
		for side: String in SIDES:
			await hand.wait_text(side + "/Status", "the stream has ended after")
			assert_text(side + "/Status", "the stream has ended after 10 events")
			assert_text(side + "/FigureEvents", "10")
			_assert_events(hand.text(side + "/List"), 10)
		assert_text("RunBoth", "Run both")
		if transport == 0:
			await assert_fits()
		await close_window()


func _assert_events(list: String, count: int) -> void:
	var lines: PackedStringArray = list.strip_edges().split("\n")
	assert_eq(lines.size(), count, "lines of the list")
	for i: int in lines.size():
		assert_true(lines[i].contains(" ms   tick %d   {\"n\": %d, \"of\": %d}" % [i + 1, i + 1, count]), "line %d: %s" % [i + 1, lines[i]])


# The pieces are cut in the middle of a letter, of an empty line and between two events.
func test_events_cut_anywhere() -> void:
	var events: PackedStringArray = ["id: 1\nevent: tick\ndata: Zoë\n\n", "id: 2\nevent: tick\ndata: b\n\n", "id: 3\nevent: tick\ndata: c\n\n"]
	var bytes: PackedByteArray = "".join(events).to_utf8_buffer()
	var second: int = events[0].to_utf8_buffer().size()
	var steps: Array = [["read_head"], ["send", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]]
	var from := 0
	for to: int in [bytes.find(0xab), second - 1, second + events[1].length(), bytes.size()]:
		steps.append(["send", "%x\r\n" % (to - from)])
		steps.append(["send_hex", bytes.slice(from, to).hex_encode()])
		steps.append(["send", "\r\n"])
		from = to
	steps.append_array([["send", "0\r\n\r\n"], ["wait_close"]])
	for side: String in SIDES:
		await open_page("Events")
		(hand.find("Events").get(&"server") as DemoServer).plain = "127.0.0.1:%d" % server.start(steps)["port"]
		await hand.click("Transport/0")
		await hand.click(side + "/Start")
		await hand.wait_text(side + "/Status", "the stream has ended after 3 events")
		var lines: PackedStringArray = hand.text(side + "/List").strip_edges().split("\n")
		for i: int in 3:
			assert_true(lines[i].ends_with("tick %d   %s" % [i + 1, ["Zoë", "b", "c"][i]]), "line %d at %s: %s" % [i + 1, side, lines[i]])
		await close_window()


func test_events_without_end() -> void:
	await open_page("Events")
	await hand.click("Pause/0")
	await hand.click("RunBoth")
	assert_text("RunBoth", "Stop")
	for side: String in SIDES:
		await hand.wait(func() -> bool: return hand.text(side + "/FigureEvents").to_int() >= 3, "three events at %s" % side)
		assert_text(side + "/Status", "listening")
	await hand.click("HTTPClient/Start")
	assert_true(hand.text("HTTPClient/Status").begins_with("stopped after"), "one was stopped")
	assert_text("HTTPClientGo/Status", "listening")
	await hand.click("RunBoth")
	for side: String in SIDES:
		assert_text(side + "/Status", "stopped after %s events" % hand.text(side + "/FigureEvents"))
	await close_window()


func test_upload() -> void:
	for transport: int in 2:
		for way: int in 2:
			await _upload(transport, way)


func _upload(transport: int, way: int) -> void:
	await open_page("Upload")
	await hand.click("Transport/%d" % transport)
	await hand.click("Way/%d" % way)
	await hand.click("Size/0")
	await hand.click("RunBoth")
	assert_true(hand.is_disabled("RunBoth"), "an upload is on")
	await wait_until_over("RunBoth")
	for side: String in SIDES:
		assert_text(side + "/Status", "1000000 bytes sent, and the same bytes came back")
		assert_text(side + "/FigureSent", "1.0 MB")
		assert_text(side + "/FigureEchoed", "1.0 MB")
		var cost: String = hand.text(side + "/FigureOfEachFrame")
		assert_true(cost.ends_with(" ms") and hand.text("Verdict").contains(cost.trim_suffix(" ms")), "what the calls take: %s" % cost)
		for bar: String in ["BarSent", "BarEchoed"]:
			assert_eq((hand.find("%s/%s" % [side, bar]) as ProgressBar).value, 1.0, bar)
	if transport + way == 0:
		await assert_fits()
	await close_window()


# The bytes that the server got are the bytes that the page sent.
func test_upload_on_the_wire() -> void:
	for side: String in SIDES:
		var script: Dictionary = server.start([["read_head"], ["read_body", 1_000_000], ["send", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nno!"], ["wait_close"]])
		await open_page("Upload")
		(hand.find("Upload").get(&"server") as DemoServer).plain = "127.0.0.1:%d" % script["port"]
		await hand.click("Transport/0")
		await hand.click("Size/0")
		await hand.click(side + "/Start")
		await hand.wait_text(side + "/Status", "failed: what came back differs from what was sent, from byte 0 on")
		var records: Array = server.record(int(script["id"]), WindowHand.PATIENCE)["records"]
		assert_eq(str((records[0] as Dictionary)["request"]).length() > 0, true, "the server has a request")
		await close_window()


func test_upload_refused() -> void:
	for side: String in SIDES:
		await open_page("Upload")
		(hand.find("Upload").get(&"server") as DemoServer).plain = "127.0.0.1:%d" % server.closed_port()
		await hand.click("Transport/0")
		await hand.click(side + "/Start")
		await hand.wait_text(side + "/Status", "failed: ")
		if side == "HTTPClient":
			assert_text(side + "/Status", "failed: STATUS_CANT_CONNECT")
		await close_window()


# A page that is left does not go on.
func test_leaving_a_page() -> void:
	await open_page("Upload")
	await hand.click("Size/2")
	await hand.click("RunBoth")
	await hand.click("Tabs/ToDownloads")
	assert_true(hand.is_visible("Downloads") and not hand.is_visible("Upload"), "the other page shows")
	await hand.click("Tabs/ToUpload")
	assert_true(hand.text("HTTPClient/Status").begins_with("stopped after"), "it says: %s" % hand.text("HTTPClient/Status"))
	assert_true(not hand.is_disabled("RunBoth"), "a new upload can be started")
	await close_window()
