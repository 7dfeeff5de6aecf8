# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends HBoxContainer
## How a TLS handshake ended, and why, as far as the class tells.

const Look := preload("res://demo/window/look.gd")
const CertificateCheck := preload("res://demo/window/certificate_check.gd")
const EitherClient := preload("res://demo/window/either_client.gd")

## Whether the class trusted whom it should, and nobody else.
var is_right := false
var has_reason := false

var _dot := Panel.new()
var _title: Label = Look.label("")
var _reason: Label = Look.label("", &"Small")


func _init() -> void:
	alignment = BoxContainer.ALIGNMENT_BEGIN
	_dot.custom_minimum_size = Vector2(8, 8)
	_dot.size_flags_vertical = SIZE_SHRINK_CENTER
	add_child(_dot)
	var column: VBoxContainer = Look.column(0)
	column.size_flags_horizontal = SIZE_EXPAND_FILL
	column.alignment = BoxContainer.ALIGNMENT_CENTER
	add_child(column)
	_title.name = "Status"
	_reason.name = "Reason"
	_reason.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	column.add_child(_title)
	column.add_child(_reason)
	clear()


func clear() -> void:
	is_right = false
	has_reason = false
	_show("not checked yet", "", Look.colors.faint, Look.colors.faint)


func show_check(check: CertificateCheck, is_good: bool) -> void:
	var trusted: bool = check.status == HTTPClient.STATUS_CONNECTED
	is_right = trusted if is_good else check.status == HTTPClient.STATUS_TLS_HANDSHAKE_ERROR
	has_reason = not check.reason.is_empty()
	var reason: String = "" if trusted else (check.reason if has_reason else "no reason given")
	_show(EitherClient.status_text(check.status), reason, Look.colors.good if is_right else Look.colors.bad, Look.colors.text)


func _show(title: String, reason: String, dot: Color, text: Color) -> void:
	_dot.add_theme_stylebox_override(&"panel", Look.box(dot, 4))
	_title.text = title
	_title.add_theme_color_override(&"font_color", text)
	_reason.text = reason
	_reason.visible = not reason.is_empty()
