# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The look of the window: its colours, its one theme, and the controls that every page is made of.

const BACK := Color("12161f")
const CARD := Color("1a202c")
const SUNK := Color("121722")
const LINE := Color("2a3344")
const TEXT := Color("e8ecf3")
const MUTED := Color("97a3b6")
const FAINT := Color("5d6a7f")
const GOOD := Color("5fce8b")
const BAD := Color("f0686f")
const ENGINE := Color("e3a857")
const OURS := Color("2fc4d6")

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


## Drops what [method box] has made.
static func forget() -> void:
	_boxes.clear()


static func is_engines(class_id: StringName) -> bool:
	return class_id == &"HTTPClient" or class_id == &"HTTPRequest"


static func color_of(class_id: StringName) -> Color:
	return ENGINE if is_engines(class_id) else OURS


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
	theme.set_color(&"font_color", &"Label", TEXT)
	for entry: Array in [[&"Title", 20, TEXT], [&"Heading", 17, TEXT], [&"Muted", 14, MUTED], [&"Small", 12, MUTED],
			[&"Figure", 19, TEXT], [&"Good", 14, GOOD], [&"Bad", 14, BAD], [&"Command", 15, TEXT], [&"Code", 12, MUTED]]:
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
	theme.set_color(&"default_color", &"RichTextLabel", TEXT)
	theme.set_font_size(&"normal_font_size", &"RichTextLabel", 13)
	theme.set_constant(&"line_separation", &"RichTextLabel", 5)
	theme.set_stylebox(&"normal", &"RichTextLabel", box(SUNK, 6, Vector2(12, 10)))


static func _add_panels(theme: Theme) -> void:
	theme.set_stylebox(&"panel", &"PanelContainer", StyleBoxEmpty.new())
	for entry: Array in [[&"Back", BACK, 0, Vector2.ZERO, Color.TRANSPARENT], [&"Bar", CARD, 0, Vector2(20, 10), Color.TRANSPARENT],
			[&"Card", CARD, 10, Vector2(14, 12), LINE], [&"Sunk", SUNK, 8, Vector2(14, 10), LINE], [&"Pill", SUNK, 12, Vector2(12, 4), LINE]]:
		var kind: StringName = entry[0]
		theme.set_type_variation(kind, &"PanelContainer")
		theme.set_stylebox(&"panel", kind, box(entry[1] as Color, int(entry[2]), entry[3] as Vector2, entry[4] as Color))
	theme.set_stylebox(&"separator", &"HSeparator", _rule())
	theme.set_constant(&"separation", &"HSeparator", 1)
	for kind: StringName in [&"HBoxContainer", &"VBoxContainer"]:
		theme.set_constant(&"separation", kind, 10)
	theme.set_stylebox(&"background", &"ProgressBar", box(SUNK, 4))
	theme.set_stylebox(&"fill", &"ProgressBar", box(TEXT, 4))
	theme.set_stylebox(&"scroll", &"VScrollBar", box(Color.TRANSPARENT, 4, Vector2(3, 0)))
	theme.set_stylebox(&"grabber", &"VScrollBar", box(LINE, 4))
	theme.set_stylebox(&"grabber_highlight", &"VScrollBar", box(FAINT, 4))
	theme.set_stylebox(&"grabber_pressed", &"VScrollBar", box(FAINT, 4))


static func _add_buttons(theme: Theme) -> void:
	_add_button(theme, &"Button", box(LINE, 6, Vector2(14, 6)), box(LINE.lightened(0.12), 6, Vector2(14, 6)), TEXT)
	theme.set_type_variation(&"Primary", &"Button")
	_add_button(theme, &"Primary", box(OURS, 6, Vector2(18, 6)), box(OURS.lightened(0.15), 6, Vector2(18, 6)), BACK)
	theme.set_type_variation(&"Segment", &"Button")
	_add_button(theme, &"Segment", box(SUNK, 5, Vector2(12, 5)), box(CARD.lightened(0.06), 5, Vector2(12, 5)), MUTED)
	theme.set_stylebox(&"pressed", &"Segment", box(LINE.lightened(0.08), 5, Vector2(12, 5)))
	theme.set_stylebox(&"hover_pressed", &"Segment", box(LINE.lightened(0.08), 5, Vector2(12, 5)))
	theme.set_color(&"font_pressed_color", &"Segment", TEXT)
	theme.set_color(&"font_hover_pressed_color", &"Segment", TEXT)
	theme.set_type_variation(&"Tab", &"Segment")
	_add_button(theme, &"Tab", box(Color.TRANSPARENT, 6, Vector2(14, 7)), box(LINE, 6, Vector2(14, 7)), MUTED)
	theme.set_stylebox(&"pressed", &"Tab", box(LINE, 6, Vector2(14, 7)))
	theme.set_stylebox(&"hover_pressed", &"Tab", box(LINE, 6, Vector2(14, 7)))
	theme.set_color(&"font_pressed_color", &"Tab", TEXT)
	theme.set_color(&"font_hover_pressed_color", &"Tab", TEXT)


static func _add_button(theme: Theme, kind: StringName, normal: StyleBoxFlat, hover: StyleBoxFlat, text: Color) -> void:
	theme.set_stylebox(&"normal", kind, normal)
	theme.set_stylebox(&"hover", kind, hover)
	theme.set_stylebox(&"pressed", kind, hover)
	var padding := Vector2(normal.content_margin_left, normal.content_margin_top)
	theme.set_stylebox(&"disabled", kind, box(CARD.lightened(0.03), normal.corner_radius_top_left, padding))
	theme.set_stylebox(&"focus", kind, box(Color.TRANSPARENT, normal.corner_radius_top_left, Vector2.ZERO, FAINT))
	theme.set_color(&"font_color", kind, text)
	theme.set_color(&"font_hover_color", kind, text if text == BACK else TEXT)
	theme.set_color(&"font_pressed_color", kind, text)
	theme.set_color(&"font_focus_color", kind, text)
	theme.set_color(&"font_disabled_color", kind, FAINT)


static func _add_slider(theme: Theme) -> void:
	theme.set_stylebox(&"slider", &"HSlider", box(LINE, 3, Vector2(3, 3)))
	theme.set_stylebox(&"grabber_area", &"HSlider", box(MUTED, 3, Vector2(3, 3)))
	theme.set_stylebox(&"grabber_area_highlight", &"HSlider", box(TEXT, 3, Vector2(3, 3)))


static func _rule() -> StyleBoxLine:
	var rule := StyleBoxLine.new()
	rule.color = LINE
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
