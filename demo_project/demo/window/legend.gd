# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends HBoxContainer
## What signs mean: a swatch and a word for each.

const Look := preload("res://demo/window/look.gd")


## [param entries] are a colour and a word each.
func setup(entries: Array[Array], round_ones: bool = false) -> void:
	name = "Legend"
	add_theme_constant_override(&"separation", 6)
	for entry: Array in entries:
		var swatch := Panel.new()
		swatch.custom_minimum_size = Vector2(10, 10)
		swatch.size_flags_vertical = Control.SIZE_SHRINK_CENTER
		swatch.mouse_filter = Control.MOUSE_FILTER_IGNORE
		swatch.add_theme_stylebox_override(&"panel", Look.box(entry[0] as Color, 5 if round_ones else 3))
		add_child(swatch)
		var word: Label = Look.label(str(entry[1]), &"Small")
		add_child(word)
		if entry != entries[-1]:
			var gap := Control.new()
			gap.custom_minimum_size.x = 6
			add_child(gap)
