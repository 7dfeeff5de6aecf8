# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Control
## A bar for each of up to 64 downloads, in rows.

const Look := preload("res://demo/window/look.gd")
const Download := preload("res://demo/window/download.gd")

const GAP := 4.0
const ACROSS := 16
const BAR := 9.0 # height in pixels

var color := Look.colors.text
var downloads: Array[Download] = []


func show_downloads(shown: Array[Download]) -> void:
	downloads = shown
	var rows: int = maxi(1, ceili(float(shown.size()) / ACROSS))
	custom_minimum_size.y = rows * (BAR + GAP) - GAP
	queue_redraw()


func _draw() -> void:
	var count: int = maxi(1, downloads.size())
	var across: int = mini(ACROSS, count)
	var width: float = (size.x - GAP * (across - 1)) / across
	for i: int in count:
		var corner := Vector2((i % across) * (width + GAP), floorf(float(i) / across) * (BAR + GAP))
		draw_style_box(Look.box(Look.colors.line, 3), Rect2(corner, Vector2(width, BAR)))
		if downloads.is_empty():
			continue
		var download: Download = downloads[i]
		if download.state == Download.FAILED:
			draw_style_box(Look.box(Look.colors.bad, 3), Rect2(corner, Vector2(width, BAR)))
		elif download.received > 0:
			var part: float = float(download.received) / download.size
			var tone: Color = color if download.state == Download.DONE else Color(color, 0.6)
			draw_style_box(Look.box(tone, 3), Rect2(corner, Vector2(maxf(width * part, 6.0), BAR)))
