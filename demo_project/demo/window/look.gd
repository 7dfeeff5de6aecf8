# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The look of the window: its colours, its one theme, and the controls that every page is made of.

const Palette := preload("res://demo/window/palette.gd")

static var colors: Palette = Palette.dark()
static var _boxes: Dictionary[String, StyleBoxFlat] = {}


## Returns a flat box with round corners; the same arguments give the same box.
static func box(tone: Color, radius: int, padding := Vector2.ZERO, border := Color.TRANSPARENT) -> StyleBoxFlat:
	var key: String = "%s %d %s %s" % [tone.to_html(), radius, padding, border.to_html()]
	if not _boxes.has(key):
		var made := StyleBoxFlat.new()
		made.bg_color = tone
		made.set_corner_radius_all(radius)
		made.content_margin_left = padding.x
		made.content_margin_right = padding.x
		made.content_margin_top = padding.y
		made.content_margin_bottom = padding.y
		made.border_color = border
		made.set_border_width_all(0 if border.a == 0.0 else 1)
		_boxes[key] = made
	return _boxes[key]


## Takes the colours of a dark or of a light window, for what is made from now on.
static func use(dark: bool) -> void:
	colors = Palette.dark() if dark else Palette.light()


## Drops what [method box] has made.
static func forget() -> void:
	_boxes.clear()


static func is_engines(class_id: StringName) -> bool:
	return class_id == &"HTTPClient" or class_id == &"HTTPRequest"


static func color_of(class_id: StringName) -> Color:
	return colors.engine if is_engines(class_id) else colors.ours


static func make_theme() -> Theme:
	var theme := Theme.new()
	theme.default_font_size = 14
	# Figures of one width, so that numbers do not jump while they count.
	var font := FontVariation.new()
	font.base_font = ThemeDB.fallback_font
	font.opentype_features = {"tnum": 1}
	theme.default_font = font
	_add_labels(theme)
	_add_panels(theme)
	_add_buttons(theme)
	_add_slider(theme)
	return theme


static func _add_labels(theme: Theme) -> void:
	theme.set_color(&"font_color", &"Label", colors.text)
	for entry: Array in [[&"Title", 20, colors.text], [&"Heading", 17, colors.text], [&"Muted", 14, colors.muted], [&"Small", 12, colors.muted],
			[&"Figure", 19, colors.text], [&"Good", 14, colors.good], [&"Bad", 14, colors.bad], [&"Command", 15, colors.text], [&"Code", 12, colors.muted]]:
		var kind: StringName = entry[0]
		theme.set_type_variation(kind, &"Label")
		theme.set_font_size(&"font_size", kind, int(entry[1]))
		theme.set_color(&"font_color", kind, entry[2] as Color)
	var bold := FontVariation.new()
	bold.base_font = ThemeDB.fallback_font
	bold.variation_embolden = 0.6
	bold.opentype_features = {"tnum": 1}
	for kind: StringName in [&"Title", &"Heading", &"Figure"]:
		theme.set_font(&"font", kind, bold)
	var typewriter := SystemFont.new()
	typewriter.font_names = ["JetBrains Mono", "DejaVu Sans Mono", "Menlo", "Consolas", "monospace"]
	for kind: StringName in [&"Command", &"Code"]:
		theme.set_font(&"font", kind, typewriter)
	theme.set_font(&"font", &"CodeEdit", typewriter)
	theme.set_font_size(&"font_size", &"CodeEdit", 13)
	for kind: StringName in [&"normal", &"read_only", &"focus"]:
		theme.set_stylebox(kind, &"CodeEdit", box(colors.sunk, 6, Vector2(12, 10)))
	for kind: StringName in [&"font_color", &"font_readonly_color"]:
		theme.set_color(kind, &"CodeEdit", colors.text)
	theme.set_color(&"line_number_color", &"CodeEdit", colors.faint)
	theme.set_color(&"background_color", &"CodeEdit", Color.TRANSPARENT)
	theme.set_color(&"default_color", &"RichTextLabel", colors.text)
	theme.set_font_size(&"normal_font_size", &"RichTextLabel", 13)
	theme.set_constant(&"line_separation", &"RichTextLabel", 5)
	theme.set_stylebox(&"normal", &"RichTextLabel", box(colors.sunk, 6, Vector2(12, 10)))


static func _add_panels(theme: Theme) -> void:
	theme.set_stylebox(&"panel", &"PanelContainer", StyleBoxEmpty.new())
	for entry: Array in [[&"Back", colors.back, 0, Vector2.ZERO, Color.TRANSPARENT], [&"Bar", colors.card, 0, Vector2(20, 10), Color.TRANSPARENT],
			[&"Card", colors.card, 10, Vector2(14, 12), colors.line], [&"Sunk", colors.sunk, 8, Vector2(14, 10), colors.line], [&"Pill", colors.sunk, 12, Vector2(12, 4), colors.line]]:
		var kind: StringName = entry[0]
		theme.set_type_variation(kind, &"PanelContainer")
		theme.set_stylebox(&"panel", kind, box(entry[1] as Color, int(entry[2]), entry[3] as Vector2, entry[4] as Color))
	theme.set_stylebox(&"separator", &"HSeparator", _rule())
	theme.set_constant(&"separation", &"HSeparator", 1)
	for kind: StringName in [&"HBoxContainer", &"VBoxContainer"]:
		theme.set_constant(&"separation", kind, 10)
	theme.set_stylebox(&"background", &"ProgressBar", box(colors.sunk, 4))
	theme.set_stylebox(&"fill", &"ProgressBar", box(colors.text, 4))
	theme.set_stylebox(&"scroll", &"VScrollBar", box(Color.TRANSPARENT, 4, Vector2(3, 0)))
	theme.set_stylebox(&"grabber", &"VScrollBar", box(colors.line, 4))
	theme.set_stylebox(&"grabber_highlight", &"VScrollBar", box(colors.faint, 4))
	theme.set_stylebox(&"grabber_pressed", &"VScrollBar", box(colors.faint, 4))


static func _add_buttons(theme: Theme) -> void:
	_add_button(theme, &"Button", box(colors.line, 6, Vector2(14, 6)), box(_lifted(colors.line), 6, Vector2(14, 6)), colors.text)
	theme.set_type_variation(&"Primary", &"Button")
	_add_button(theme, &"Primary", box(colors.ours, 6, Vector2(18, 6)), box(_lifted(colors.ours), 6, Vector2(18, 6)), colors.on_ours)
	theme.set_type_variation(&"Segment", &"Button")
	_add_button(theme, &"Segment", box(colors.sunk, 5, Vector2(9, 5)), box(colors.card.lerp(colors.line, 0.5), 5, Vector2(9, 5)), colors.muted)
	theme.set_stylebox(&"pressed", &"Segment", box(_lifted(colors.line), 5, Vector2(9, 5)))
	theme.set_stylebox(&"hover_pressed", &"Segment", box(_lifted(colors.line), 5, Vector2(9, 5)))
	theme.set_color(&"font_pressed_color", &"Segment", colors.text)
	theme.set_color(&"font_hover_pressed_color", &"Segment", colors.text)
	theme.set_type_variation(&"Tab", &"Segment")
	_add_button(theme, &"Tab", box(Color.TRANSPARENT, 6, Vector2(14, 7)), box(colors.line, 6, Vector2(14, 7)), colors.muted)
	theme.set_stylebox(&"pressed", &"Tab", box(colors.line, 6, Vector2(14, 7)))
	theme.set_stylebox(&"hover_pressed", &"Tab", box(colors.line, 6, Vector2(14, 7)))
	theme.set_color(&"font_pressed_color", &"Tab", colors.text)
	theme.set_color(&"font_hover_pressed_color", &"Tab", colors.text)


static func _add_button(theme: Theme, kind: StringName, normal: StyleBoxFlat, hover: StyleBoxFlat, text: Color) -> void:
	theme.set_stylebox(&"normal", kind, normal)
	theme.set_stylebox(&"hover", kind, hover)
	theme.set_stylebox(&"pressed", kind, hover)
	var padding := Vector2(normal.content_margin_left, normal.content_margin_top)
	theme.set_stylebox(&"disabled", kind, box(colors.card.lerp(colors.line, 0.4), normal.corner_radius_top_left, padding))
	theme.set_stylebox(&"focus", kind, box(Color.TRANSPARENT, normal.corner_radius_top_left, Vector2.ZERO, colors.faint))
	theme.set_color(&"font_color", kind, text)
	theme.set_color(&"font_hover_color", kind, text if text == colors.on_ours else colors.text)
	theme.set_color(&"font_pressed_color", kind, text)
	theme.set_color(&"font_focus_color", kind, text)
	theme.set_color(&"font_disabled_color", kind, colors.faint)


static func _lifted(tone: Color) -> Color:
	return tone.lightened(colors.lift) if colors.lift > 0.0 else tone.darkened(-colors.lift)


static func _add_slider(theme: Theme) -> void:
	theme.set_stylebox(&"slider", &"HSlider", box(colors.line, 3, Vector2(3, 3)))
	theme.set_stylebox(&"grabber_area", &"HSlider", box(colors.muted, 3, Vector2(3, 3)))
	theme.set_stylebox(&"grabber_area_highlight", &"HSlider", box(colors.text, 3, Vector2(3, 3)))


	for kind: StringName in [&"grabber", &"grabber_highlight", &"grabber_disabled"]:
		theme.set_icon(kind, &"HSlider", _disc(colors.faint if kind == &"grabber_disabled" else colors.text))


# Drawn with more pixels than it takes, for fine screens and a smooth edge.
static func _disc(tone: Color) -> Texture2D:
	var image := Image.create_empty(56, 56, false, Image.FORMAT_RGBA8)
	for y: int in 56:
		for x: int in 56:
			image.set_pixel(x, y, Color(tone, clampf(28.0 - Vector2(x + 0.5, y + 0.5).distance_to(Vector2(28, 28)), 0.0, 1.0)))
	var made := ImageTexture.create_from_image(image)
	made.set_size_override(Vector2i(14, 14))
	return made


static func _rule() -> StyleBoxLine:
	var rule := StyleBoxLine.new()
	rule.color = colors.line
	rule.thickness = 1
	return rule


static func label(text: String, kind: StringName = &"Label") -> Label:
	var made := Label.new()
	made.text = text
	made.theme_type_variation = kind
	made.vertical_alignment = VERTICAL_ALIGNMENT_CENTER
	return made


static func button(text: String, id: String, pressed: Callable, kind: StringName = &"Button") -> Button:
	var made := Button.new()
	made.name = id
	made.text = text
	made.theme_type_variation = kind
	made.focus_mode = Control.FOCUS_ALL
	made.pressed.connect(pressed)
	return made


static func row(separation: int = 10) -> HBoxContainer:
	var made := HBoxContainer.new()
	made.add_theme_constant_override(&"separation", separation)
	return made


static func column(separation: int = 10) -> VBoxContainer:
	var made := VBoxContainer.new()
	made.add_theme_constant_override(&"separation", separation)
	return made


static func amount(bytes: int) -> String:
	return "%.1f MB" % (bytes / 1e6) if bytes < 1_000_000_000 else "%.2f GB" % (bytes / 1e9)


## Returns a number with the word for what it counts.
static func count(number: int, word: String) -> String:
	return "%d %s%s" % [number, word, "" if number == 1 else "s"]


## Takes the room that is left in a row.
static func spring() -> Control:
	var made := Control.new()
	made.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	made.mouse_filter = Control.MOUSE_FILTER_IGNORE
	return made


static func panel(kind: StringName, content: Control) -> PanelContainer:
	var made := PanelContainer.new()
	made.theme_type_variation = kind
	made.add_child(content)
	return made
