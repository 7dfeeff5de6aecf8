# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends PanelContainer
## The demo as a window: finds the demo server and shows the pages, or says what is missing. It is light or dark as the system
## wishes, and larger on a screen of many pixels an inch.
##
##   --server=HOST:PORT    see server_address.gd
##   --theme=dark|light    instead of what the system wishes
##   --scale=N             instead of what the screen is

const Look := preload("res://demo/window/look.gd")
const Notice := preload("res://demo/window/notice.gd")
const Page := preload("res://demo/window/page.gd")
const Palette := preload("res://demo/window/palette.gd")
const Segments := preload("res://demo/window/segments.gd")
const ServerAddress := preload("res://demo/window/server_address.gd")
const DemoServer := preload("res://demo/window/demo_server.gd")
const DownloadsPage := preload("res://demo/window/downloads_page.gd")
const NodesPage := preload("res://demo/window/nodes_page.gd")
const CertificatesPage := preload("res://demo/window/certificates_page.gd")
const EventsPage := preload("res://demo/window/events_page.gd")
const UploadsPage := preload("res://demo/window/uploads_page.gd")
## Names classes of the library, so that it cannot be loaded without.
const CALLS_PAGE := "res://demo/window/calls_page.gd"

const SERVE := "scripts/demo.sh --serve"
const BUILD := "make build"
const PAGES: PackedStringArray = ["Downloads", "Nodes", "Certificates", "Events", "Upload", "Calls"]
## Frames between two looks for a server that is not there.
const PAUSE := 60

## The least size that shows all, and the usual one, in pixels of a screen of 96 an inch.
const LEAST := Vector2i(960, 560)
const USUAL := Vector2i(1152, 648)
## Pixels an inch from which on all is drawn larger.
const FINE := 144

enum {NO_LIBRARY, LOOKING, READY}

var _state: int = LOOKING
var _address := ServerAddress.new()
var _had_server := false
var _wait := 0
var _pages: Array[Page] = []
var _page_room: VBoxContainer = Look.column(0)
var _tabs := Segments.new()
var _notice := Notice.new()
var _server_text: Label = Look.label("", &"Small")
var _server_dot := Panel.new()


func _ready() -> void:
	theme_type_variation = &"Back"
	_fit_screen()
	if DisplayServer.is_dark_mode_supported():
		DisplayServer.set_system_theme_change_callback(_restyle)
	# Without a screen's own pace, as in a virtual one, frames would come as fast as they can be drawn.
	Engine.max_fps = 60
	_open()


func _open() -> void:
	Look.use(Palette.is_dark(ServerAddress.arguments))
	theme = Look.make_theme()
	_build()
	if not ClassDB.class_exists(&"HTTPClientGo"):
		_enter(NO_LIBRARY)
		_notice.say("The library of HTTPClientGo is not loaded", "Build it in the folder of the project, then start Godot again: a library is loaded when Godot starts.", BUILD)
		return
	_enter(LOOKING)
	_look()


## Makes all of it anew, in the colours that the system wishes now. What runs is stopped.
func _restyle() -> void:
	for page: Page in _pages:
		page.stop()
	_pages.clear()
	for child: Node in get_children():
		remove_child(child)
		child.queue_free()
	_page_room = Look.column(0)
	_tabs = Segments.new()
	_notice = Notice.new()
	_server_text = Look.label("", &"Small")
	_server_dot = Panel.new()
	_had_server = false
	_open()


## Makes everything larger on a fine screen, and the window with it.
func _fit_screen() -> void:
	var scale_of_all: float = _scale_of(ServerAddress.arguments)
	var window: Window = get_window()
	window.content_scale_factor = scale_of_all
	window.min_size = Vector2i(LEAST * scale_of_all)
	if scale_of_all > 1.0 and window.mode == Window.MODE_WINDOWED and not Engine.is_embedded_in_editor():
		window.size = Vector2i(USUAL * scale_of_all)
		window.move_to_center()


static func _scale_of(arguments: PackedStringArray) -> float:
	for argument: String in arguments:
		if argument.begins_with("--scale="):
			return clampf(argument.trim_prefix("--scale=").to_float(), 1.0, 4.0)
	var told: float = DisplayServer.screen_get_scale() # 1 where the system does not say
	var dpi: int = DisplayServer.screen_get_dpi()
	return told if told > 1.0 else maxf(1.0, snappedf(dpi / 96.0, 0.25)) if dpi >= FINE else 1.0


func _process(_delta: float) -> void:
	match _state:
		LOOKING:
			_look_on()
		READY:
			_pages[_tabs.index].step()
			_address.step()
			if _address.state != ServerAddress.State.THERE:
				_lose()


func _exit_tree() -> void:
	if DisplayServer.is_dark_mode_supported():
		DisplayServer.set_system_theme_change_callback(Callable())
	get_window().content_scale_factor = 1.0
	for page: Page in _pages:
		page.stop()
	Look.forget()


func _build() -> void:
	var column: VBoxContainer = Look.column(0)
	add_child(column)
	var bar: HBoxContainer = Look.row(14)
	bar.add_child(Look.label("HTTPClientGo", &"Title"))
	# Gives its room away first.
	var beside: Label = Look.label("beside the engine's HTTPClient", &"Muted")
	beside.size_flags_horizontal = SIZE_EXPAND_FILL
	beside.text_overrun_behavior = TextServer.OVERRUN_TRIM_ELLIPSIS
	beside.clip_text = true
	bar.add_child(beside)
	var ids: Array = Array(PAGES).map(func(page: String) -> String: return "To" + page)
	_tabs.setup("Tabs", PAGES, 0, &"Tab", PackedStringArray(ids))
	_tabs.picked.connect(_show_page)
	bar.add_child(_tabs)
	bar.add_child(_make_pill())
	column.add_child(Look.panel(&"Bar", bar))
	column.add_child(HSeparator.new())
	_page_room.size_flags_vertical = Control.SIZE_EXPAND_FILL
	column.add_child(_page_room)
	_notice.setup("Look again", _look)
	column.add_child(_notice)


func _make_pill() -> Control:
	var row: HBoxContainer = Look.row(8)
	_server_dot.custom_minimum_size = Vector2(8, 8)
	_server_dot.size_flags_vertical = Control.SIZE_SHRINK_CENTER
	row.add_child(_server_dot)
	_server_text.name = "Server"
	row.add_child(_server_text)
	var pill: PanelContainer = Look.panel(&"Pill", row)
	pill.size_flags_vertical = Control.SIZE_SHRINK_CENTER
	return pill


func _enter(state: int) -> void:
	_state = state
	var found: bool = state == READY
	_notice.visible = not found
	_notice.button.visible = state == LOOKING
	_page_room.visible = found
	_tabs.set_enabled(found)
	_server_dot.add_theme_stylebox_override(&"panel", Look.box(Look.colors.good if found else Look.colors.bad, 4))
	_server_text.text = "server %s" % _address.address if found else "no server"


func _look() -> void:
	_wait = PAUSE
	_address.look()
	if _address.state == ServerAddress.State.NOWHERE:
		_notice.say("No demo server yet", "This window downloads from a server on this machine. Start it in the folder of the project, and the window goes on by itself. Or start both at once: make demo ARGS=--window", SERVE)


func _look_on() -> void:
	_address.step()
	match _address.state:
		ServerAddress.State.THERE:
			_use_server()
			return
		ServerAddress.State.CONNECTING:
			return
		ServerAddress.State.REFUSED:
			if _had_server:
				_notice.say("The demo server has ended", "Start it again in the folder of the project, and the window goes on by itself.", SERVE)
			else:
				_notice.say("No demo server at %s" % _address.address, "The address is %s. Start the server in the folder of the project, and the window goes on by itself." % _address.source, SERVE)
		ServerAddress.State.STRANGER:
			_notice.say("What listens at %s is not the demo server" % _address.address, "The address is %s." % _address.source, SERVE)
	_wait -= 1
	if _wait <= 0:
		_look()


func _use_server() -> void:
	var server := DemoServer.new()
	var problem: String = server.open(_address.address, _address.info)
	if not problem.is_empty():
		_address.state = ServerAddress.State.STRANGER
		_notice.say("The demo server at %s cannot be used" % _address.address, "It is there, but %s." % problem, SERVE)
		return
	if _pages.is_empty():
		_make_pages()
	for page: Page in _pages:
		page.server = server
	_had_server = true
	_enter(READY)


func _lose() -> void:
	for page: Page in _pages:
		page.stop()
	_enter(LOOKING)
	_look()


func _make_pages() -> void:
	var calls: Page = (load(CALLS_PAGE) as GDScript).new()
	for page: Page in [DownloadsPage.new(), NodesPage.new(), CertificatesPage.new(), EventsPage.new(), UploadsPage.new(), calls]:
		_pages.append(page)
		page.visible = _pages.size() == 1
		_page_room.add_child(page)


func _show_page(index: int) -> void:
	for i: int in _pages.size():
		if i != index:
			_pages[i].stop()
		_pages[i].visible = i == index
