# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/window/window_suite.gd"
## The script beside each page: it shows what the file says, and the file does what it says; and how the window looks, light and
## dark, on fine screens.

const PAGES: Dictionary[String, String] = {
	"Downloads": "downloads", "Nodes": "nodes", "Certificates": "certificates", "Events": "events", "Upload": "upload", "Calls": "calls",
}
const SCRIPTS := "res://demo/scripts/%s.gd"
const FILE := "user://scripts_file.bin"
const Look := preload("res://demo/window/look.gd")


func test_shown() -> void:
	for page: String in PAGES:
		await open_page(page)
		assert_true(not hand.is_visible("Script"), "%s: hidden at first" % page)
		await hand.click(page + "/ShowScript")
		assert_text("Script/Path", SCRIPTS % PAGES[page])
		assert_text("Script/Code", FileAccess.get_file_as_string(SCRIPTS % PAGES[page]))
		assert_text(page + "/ShowScript", "Hide the script")
		await assert_fits()
		await hand.click("Script/CopyScript")
		assert_text("Script/CopyScript", "Copied")
		await hand.click(page + "/ShowScript")
		assert_true(not hand.is_visible("Script"), "%s: hidden again" % page)
		await close_window()


# In a wide window it stands beside what the page shows, else in its place.
func test_beside() -> void:
	await open_page("Downloads")
	await hand.click("Downloads/ShowScript")
	assert_true(not hand.is_visible("HTTPClient"), "no room for both")
	await hand.resize(Vector2i(1600, 900))
	assert_true(hand.is_visible("HTTPClient") and hand.is_visible("Script"), "room for both")
	assert_eq(hand.misfits(), PackedStringArray(), "what does not fit")
	await hand.resize(Vector2i(1152, 648))
	await close_window()


func test_downloads() -> void:
	await _run_download("downloads")


func test_nodes() -> void:
	await _run_download("nodes")


func _run_download(which: String) -> void:
	for secure: bool in [false, true]:
		var problem: String = await _run(which, secure, {"path": "/bytes/3000000", "file_name": FILE}, "bytes/3000000")
		assert_eq(problem, "", "%s, TLS %s" % [which, secure])
		assert_eq(FileAccess.get_sha256(FILE), sha256(fetch(3_000_000)), "the file")
		DirAccess.remove_absolute(FILE)
	assert_true((await _run(which, false, {"path": "/nothing", "file_name": FILE}, "nothing")).contains("404"), "no such file")
	DirAccess.remove_absolute(FILE)
	finish()


func test_certificates() -> void:
	assert_eq(await _run("certificates", true, {}, ""), "", "a good one")
	var page_server := DemoServer.new()
	page_server.open(str(options["server"]), server.info())
	var expired: String = page_server.start_with("expired")
	var problem: String = await _run("certificates", true, {"port": expired.get_slice(":", 1).to_int()}, "")
	assert_true(problem.contains("expired on"), "the reason: %s" % problem)
	finish()


func test_events() -> void:
	for secure: bool in [false, true]:
		assert_eq(await _run("events", secure, {}, "sse/5?ms=1"), "", "a stream that ends")
		assert_eq(_last.get(&"count"), 5, "events")
	assert_true(not (await _run("events", false, {}, "small")).is_empty(), "no stream of events")
	finish()


func test_upload() -> void:
	var body: PackedByteArray = "0123456789".repeat(100_000).to_utf8_buffer()
	for secure: bool in [false, true]:
		assert_eq(await _run("upload", secure, {"path": "/echo", "body": body}, ""), "", "TLS %s" % secure)
		assert_true(_last.get(&"answer") == body, "what comes back")
	finish()


func test_calls() -> void:
	for secure: bool in [false, true]:
		assert_eq(await _run("calls", secure, {"file_name": FILE}, ""), "", "TLS %s" % secure)
		var numbers: Array = (_last.get(&"answers") as Array).map(func(answer: Dictionary) -> int: return answer["n"])
		assert_eq(numbers, [1, 2, 3], "the answers")
		assert_eq(FileAccess.get_file_as_bytes(FILE).size(), 300_000, "the file")
		DirAccess.remove_absolute(FILE)
	finish()


var _last: Node # is gone, but for what the script has


## Runs a script with the addresses of the demo server; returns the problem that it told.
func _run(which: String, secure: bool, members: Dictionary, path: String) -> String:
	var page_server := DemoServer.new()
	page_server.open(str(options["server"]), server.info())
	var address: String = page_server.secure if secure else page_server.plain
	var node: Node = (load(SCRIPTS % which) as GDScript).new()
	var all: Dictionary = {"host": address.get_slice(":", 0), "port": address.get_slice(":", 1).to_int(), "tls": page_server.trusting if secure else null}
	all["url"] = "%s://%s/%s" % ["https" if secure else "http", address, path]
	all["base_url"] = "%s://%s/" % ["https" if secure else "http", address]
	all.merge(members, true)
	for member: String in all:
		if member in node and (all[member] != null or which in ["downloads", "upload", "certificates"]):
			node.set(member, all[member])
	if _last != null:
		_last.free()
	_last = node
	var told: Array[String] = []
	node.connect(&"ended", func(problem: String) -> void: told.append(problem))
	tree.root.add_child(node)
	var limit: int = Time.get_ticks_msec() + WindowHand.PATIENCE
	while told.is_empty() and Time.get_ticks_msec() < limit:
		await tree.process_frame
	tree.root.remove_child(node)
	return told[0] if not told.is_empty() else "it did not end"


func finish() -> void:
	if _last != null:
		_last.free()
		_last = null
	super()


func test_light_and_dark() -> void:
	for theme: String in ["light", "dark"]:
		await open_window(str(options["server"]), ["--theme=%s" % theme])
		await hand.wait_text("Server", "server ")
		var back := hand.scene.get_theme_stylebox(&"panel") as StyleBoxFlat
		assert_eq(back.bg_color.get_luminance() > 0.5, theme == "light", "the back of the %s window" % theme)
		for page: String in PAGES:
			await hand.click("Tabs/To" + page)
			assert_readable()
		await close_window()
	Look.use(true)


# As when the system changes its wish while the window is open.
func test_theme_changes() -> void:
	await open_window(str(options["server"]), ["--theme=dark"])
	await hand.wait_text("Server", "server ")
	await hand.click("Tabs/ToCalls")
	ServerAddress.arguments = ["--theme=light"]
	hand.scene.call(&"_restyle")
	await tree.process_frame
	await hand.wait_text("Server", "server ")
	assert_true((hand.scene.get_theme_stylebox(&"panel") as StyleBoxFlat).bg_color.get_luminance() > 0.5, "light now")
	await hand.click("Size/0")
	await hand.click("HTTPClientGo/Start")
	await hand.wait_text("HTTPClientGo/Status", "16 of 16 files done")
	await close_window()
	Look.use(true)


# A screen of twice as many pixels: all is there, and clicks go where the controls are.
func test_fine_screen() -> void:
	await open_window(str(options["server"]), ["--scale=2"])
	await hand.resize(Vector2i(1920, 1120))
	assert_eq(tree.root.min_size, Vector2i(1920, 1120), "the least size")
	await hand.wait_text("Server", "server ")
	for page: String in PAGES:
		await hand.click("Tabs/To" + page)
		assert_true(hand.is_visible(page), "%s shows" % page)
		assert_eq(hand.misfits(), PackedStringArray(), "what does not fit on %s" % page)
	await hand.resize(Vector2i(1152, 648))
	await close_window()


## Holds against each label that shows that it stands out from what is behind it.
func assert_readable() -> void:
	for label: Label in hand.scene.find_children("*", "Label", true, false):
		if not label.is_visible_in_tree() or label.text.is_empty():
			continue
		var tone: Color = label.get_theme_color(&"font_color")
		var contrast: float = _contrast(tone, Look.colors.card)
		assert_true(contrast >= 3.0, "%s '%s': a contrast of %.1f" % [label.get_path(), label.text.left(30), contrast])


# As WCAG 2.2 defines it.
func _contrast(one: Color, other: Color) -> float:
	var a: float = one.srgb_to_linear().get_luminance() + 0.05
	var b: float = other.srgb_to_linear().get_luminance() + 0.05
	return maxf(a, b) / minf(a, b)
