# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/card.gd"
## The script that does what the page shows, as a game would have it: a file that runs, and is run by the tests.

const KEYWORDS: PackedStringArray = ["extends", "class_name", "func", "var", "const", "signal", "if", "elif", "else", "for", "while", "match", "in",
		"return", "await", "break", "continue", "not", "and", "or", "as", "is", "true", "false", "null", "void", "self"]

var _code := CodeEdit.new()
var _copy: Button


## Shows [param file]. Where it cannot be read, as in an exported game, the card says so.
func setup(file: String) -> void:
	hold("Script", body)
	var head: HBoxContainer = Look.row()
	var path: Label = Look.label(file, &"Muted")
	path.name = "Path"
	head.add_child(path)
	head.add_child(Look.spring())
	_copy = Look.button("Copy", "CopyScript", _on_copy)
	head.add_child(_copy)
	body.add_child(head)
	_code.name = "Code"
	_code.editable = false
	_code.size_flags_vertical = Control.SIZE_EXPAND_FILL
	_code.text = FileAccess.get_file_as_string(file) if FileAccess.file_exists(file) else "# %s is not in this build." % file
	_code.gutters_draw_line_numbers = true
	_code.syntax_highlighter = _highlighter()
	body.add_child(_code)


func _on_copy() -> void:
	DisplayServer.clipboard_set(_code.text)
	_copy.text = "Copied"


func _highlighter() -> CodeHighlighter:
	var made := CodeHighlighter.new()
	made.number_color = Look.colors.good
	made.symbol_color = Look.colors.muted
	made.function_color = Look.colors.ours
	made.member_variable_color = Look.colors.text
	for word: String in KEYWORDS:
		made.add_keyword_color(word, Look.colors.engine)
	made.add_color_region("#", "", Look.colors.muted, true)
	made.add_color_region("\"", "\"", Look.colors.good)
	return made
