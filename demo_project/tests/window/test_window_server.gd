# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/window/window_suite.gd"
## How the window finds its server, and what it says when there is none.

const SERVE := "scripts/demo.sh --serve"


func test_no_server() -> void:
	await open_window("")
	assert_text("Notice/Title", "No demo server yet")
	assert_text("Notice/Command", SERVE)
	assert_text("Server", "no server")
	assert_true(hand.text("Notice/Text").contains("make demo ARGS=--window"), "the other way to start it is told")
	await hand.click("Notice/Copy")
	assert_text("Notice/Copy", "Copied")
	assert_eq(DisplayServer.clipboard_get(), SERVE, "the clipboard")
	await assert_fits()
	await close_window()


func test_server_comes() -> void:
	await open_window("")
	assert_text("Server", "no server")
	show_server(str(options["server"]))
	await hand.click("Notice/Again")
	await hand.wait_text("Server", "server ")
	assert_text("Server", "server %s" % options["server"])
	assert_true(hand.is_visible("Downloads"), "the first page shows")
	await close_window()


# As from the editor: no argument, no variable, and the server is started when the window is open.
func test_server_by_file() -> void:
	await open_window("")
	var file := FileAccess.open(ServerAddress.FILE, FileAccess.WRITE)
	file.store_line(str(options["server"]))
	file.close()
	await hand.wait_text("Server", "server %s" % options["server"])
	DirAccess.remove_absolute(ServerAddress.FILE)
	await close_window()


func test_server_by_argument() -> void:
	await open_window("127.0.0.1:1")
	ServerAddress.arguments = ["--server=%s" % options["server"]]
	await hand.click("Notice/Again")
	await hand.wait_text("Server", "server %s" % options["server"])
	await close_window()


func test_nobody_listens() -> void:
	var address: String = "127.0.0.1:%d" % server.closed_port()
	await open_window(address)
	await hand.wait_text("Notice/Title", "No demo server at %s" % address)
	assert_true(hand.text("Notice/Text").contains(ServerAddress.VARIABLE), "where the address is from is told")
	assert_text("Notice/Command", SERVE)
	await close_window()


func test_no_address() -> void:
	for nonsense: String in ["nowhere", "127.0.0.1:", "127.0.0.1:99999", "256.0.0.1:80", ":"]:
		await open_window(nonsense)
		await hand.wait_text("Notice/Title", "No demo server at %s" % nonsense)
		await close_window()


func test_other_servers() -> void:
	var info: Dictionary = server.info()
	var silent: Dictionary = server.start([["read_until", "\n"], ["wait_close"]])
	var talker: Dictionary = server.start([["read_until", "\n"], ["send", "{\"ok\": 7}\n"], ["wait_close"]])
	for address: String in [str(info["plain"]), "127.0.0.1:%d" % silent["port"], "127.0.0.1:%d" % talker["port"]]:
		await open_window(address)
		await hand.wait_text("Notice/Title", "What listens at %s is not the demo server" % address)
		await close_window()


# What is relayed to the server can be ended without ending the server.
func test_server_ends() -> void:
	var control: int = str(options["server"]).get_slice(":", 1).to_int()
	var relay: Dictionary = server.start([["accept"], ["tunnel", control]])
	await open_window("127.0.0.1:%d" % relay["port"])
	await hand.wait_text("Server", "server ")
	await hand.click("Size/3")
	await hand.click("HTTPClientGo/Start")
	await hand.wait(func() -> bool: return not hand.text("HTTPClientGo/FigureReceived") in ["–", "0.0 MB"], "something is received")
	server.drop(int(relay["id"]))
	await hand.wait_text("Notice/Title", "The demo server has ended")
	assert_text("Server", "no server")
	show_server(str(options["server"]))
	await hand.click("Notice/Again")
	await hand.wait_text("Server", "server %s" % options["server"])
	assert_true(hand.text("HTTPClientGo/Status").begins_with("stopped after"), "the run was stopped: %s" % hand.text("HTTPClientGo/Status"))
	await hand.click("Size/0")
	await hand.click("HTTPClientGo/Start")
	await hand.wait_text("HTTPClientGo/Status", "16 of 16 files done, SHA-256 of file 1 is right")
	await close_window()
