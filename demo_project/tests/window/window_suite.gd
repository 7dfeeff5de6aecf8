# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## The base of the suites on the demo's window: opens it, and closes it whatever became of the test.

const WindowHand := preload("res://tests/window/window_hand.gd")
const ServerAddress := preload("res://demo/window/server_address.gd")
const DemoServer := preload("res://demo/window/demo_server.gd")
const SCENE := "res://demo/window/window.tscn"

var hand: WindowHand


## Opens the window, with [param arguments]. It finds [param address], if there is one, as in the environment of a user.
func open_window(address: String, arguments: PackedStringArray = ["--theme=dark", "--scale=1"]) -> void:
	DirAccess.remove_absolute(ServerAddress.FILE)
	ServerAddress.arguments = arguments
	show_server(address)
	var scene: Control = (load(SCENE) as PackedScene).instantiate()
	hand = WindowHand.new(tree, scene)
	tree.root.size = Vector2i(1152, 648)
	tree.root.add_child(scene)
	await tree.process_frame


func show_server(address: String) -> void:
	if address.is_empty():
		OS.unset_environment(ServerAddress.VARIABLE)
	else:
		OS.set_environment(ServerAddress.VARIABLE, address)


## Opens the window on the demo server and shows the page that is behind a tab.
func open_page(tab: String) -> void:
	await open_window(str(options["server"]))
	await hand.wait_text("Server", "server ")
	await hand.click("Tabs/To%s" % tab)


## Closes the window. What the hand could not do, and each error line, is a failure.
func close_window() -> void:
	failures.append_array(hand.failures)
	hand.scene.queue_free()
	await tree.process_frame
	await tree.process_frame
	if errors:
		for line: Dictionary in errors.call("take"):
			fail("an error line: %s" % line["text"])
	finish()


func assert_text(path: String, want: String) -> void:
	assert_eq(hand.text(path), want, path)


## Waits until [param path] can be pressed again, as a button that starts something can when it is over.
func wait_until_over(path: String) -> void:
	await hand.wait(func() -> bool: return not hand.is_disabled(path), "%s can be pressed" % path)


## Holds against the window that all of it is to be seen, at the least size, at the usual one, and larger.
func assert_fits() -> void:
	for size: Vector2i in [Vector2i(960, 560), Vector2i(1440, 900), Vector2i(1152, 648)]:
		await hand.resize(size)
		assert_eq(hand.misfits(), PackedStringArray(), "what does not fit into %s" % size)


## Returns the body that the demo server sends for [param size] bytes, fetched by the engine's own class.
func fetch(size: int) -> PackedByteArray:
	var client := HTTPClient.new()
	var plain: String = server.info()["plain"]
	client.connect_to_host("127.0.0.1", plain.get_slice(":", 1).to_int())
	poll_until(client, HTTPClient.STATUS_CONNECTED)
	client.request(HTTPClient.METHOD_GET, "/bytes/%d" % size, [])
	poll_until(client, HTTPClient.STATUS_BODY)
	var body: PackedByteArray = []
	var limit: int = Time.get_ticks_msec() + WindowHand.PATIENCE
	while client.get_status() == HTTPClient.STATUS_BODY and Time.get_ticks_msec() < limit:
		body.append_array(client.read_response_body_chunk())
	return body


static func sha256(bytes: PackedByteArray) -> String:
	var context := HashingContext.new()
	context.start(HashingContext.HASH_SHA256)
	context.update(bytes)
	return context.finish().hex_encode()
