# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends Control
## A live plot: columns for each series, the first behind, with a line along the top of the first where wanted.

const Look := preload("res://demo/window/look.gd")
const Series := preload("res://demo/window/series.gd")
const PlotScale := preload("res://demo/window/plot_scale.gd")

const HEAD := 22.0 # pixels above the drawing, for title and value
const FOOT := 4.0
const LEFT := 44.0 # for the numbers of the y axis
const COLUMN := 2.0 # width in pixels
const TEXT_SIZE := 12
const PALE := 0.28 # of the first series, behind the others
const SOLID := 0.95
const SWATCH := 9.0 # pixels

var title := ""
var unit := ""
## What the columns are, a word for each series, where there are several: stands in the head behind a swatch of the same tone.
var words: PackedStringArray = []
## What stands at the right of the head.
var value_text := ""
var color := Look.colors.text
var with_line := false
## A dashed line across, at this y, where not 0, and the word beside it.
var mark := 0.0
var mark_text := ""
var scale_of: PlotScale:
	set(shared):
		scale_of = shared
		shared.changed.connect(queue_redraw)

var _series: Array[Series] = []


func show_series(owner_id: StringName, shown: Array[Series]) -> void:
	_series = shown
	scale_of.hold(owner_id, shown)
	queue_redraw()


func _draw() -> void:
	draw_style_box(Look.box(Look.colors.sunk, 6), Rect2(Vector2.ZERO, size))
	var area := Rect2(LEFT, HEAD, size.x - LEFT - 8.0, size.y - HEAD - FOOT)
	_draw_head()
	_draw_grid(area)
	if _series.is_empty() or _series[0].is_empty():
		_clear_text(Vector2(area.position.x, area.get_center().y + 4.0), "no run yet", Look.colors.faint, HORIZONTAL_ALIGNMENT_CENTER, area.size.x)
		return
	for i: int in _series.size():
		_draw_columns(area, _series[i], Color(color, PALE if i == 0 else SOLID))
	if with_line:
		_draw_line(area, _series[0])
	if mark > 0.0:
		_draw_mark(area)


func _draw_head() -> void:
	_text(Vector2(10.0, 16.0), title, Look.colors.muted)
	var x: float = 10.0 + _width(title) + 14.0
	for i: int in range(words.size() - 1, -1, -1): # the solid one first
		draw_rect(Rect2(x, 7.0, SWATCH, SWATCH), Color(color, PALE if i == 0 else SOLID))
		_text(Vector2(x + SWATCH + 5.0, 16.0), words[i], Look.colors.muted)
		x += SWATCH + _width(words[i]) + 19.0
	_text(Vector2(0.0, 16.0), value_text, color, HORIZONTAL_ALIGNMENT_RIGHT, size.x - 10.0)


func _draw_grid(area: Rect2) -> void:
	for part: int in 3:
		var y: float = roundf(area.end.y - area.size.y * part / 2.0) - 0.5
		draw_line(Vector2(area.position.x, y), Vector2(area.end.x, y), Look.colors.line)
		if part > 0:
			_text(Vector2(0.0, y + 5.0 if part < 2 else y + 9.0), _number(scale_of.height * part / 2.0), Look.colors.faint, HORIZONTAL_ALIGNMENT_RIGHT, LEFT - 6.0)


# Each column shows the greatest of its values: a peak is what the eye looks for.
func _draw_columns(area: Rect2, series: Series, tone: Color) -> void:
	var columns: int = maxi(1, floori(area.size.x / COLUMN))
	var tops: PackedFloat32Array = []
	tops.resize(columns)
	var from := 0
	for i: int in series.xs.size():
		var to: int = clampi(floori(series.xs[i] / scale_of.width * columns), 0, columns - 1)
		for column: int in range(mini(from, to), to + 1):
			tops[column] = maxf(tops[column], series.ys[i])
		from = to + 1
	for column: int in columns:
		var height: float = area.size.y * tops[column] / scale_of.height
		if height > 0.0:
			draw_rect(Rect2(area.position.x + column * COLUMN, area.end.y - height, COLUMN, height), tone)


func _draw_line(area: Rect2, series: Series) -> void:
	var points: PackedVector2Array = [Vector2(area.position.x, area.end.y)]
	for i: int in series.xs.size():
		points.append(Vector2(area.position.x + area.size.x * series.xs[i] / scale_of.width,
				area.end.y - area.size.y * series.ys[i] / scale_of.height))
	draw_polyline(points, color, 1.5, true)


func _draw_mark(area: Rect2) -> void:
	var y: float = area.end.y - area.size.y * mark / scale_of.height
	if y < area.position.y:
		return
	draw_dashed_line(Vector2(area.position.x, y), Vector2(area.end.x, y), Look.colors.muted, 1.0, 4.0)
	_clear_text(Vector2(area.position.x, y - 4.0), mark_text, Look.colors.text, HORIZONTAL_ALIGNMENT_RIGHT, area.size.x)


# Text over what is drawn already.
func _clear_text(at: Vector2, text: String, tone: Color, alignment: HorizontalAlignment, width: float) -> void:
	draw_string_outline(get_theme_default_font(), at, text, alignment, width, TEXT_SIZE, 8, Look.colors.sunk)
	_text(at, text, tone, alignment, width)


func _text(at: Vector2, text: String, tone: Color, alignment: HorizontalAlignment = HORIZONTAL_ALIGNMENT_LEFT, width: float = -1.0) -> void:
	draw_string(get_theme_default_font(), at, text, alignment, width, TEXT_SIZE, tone)


func _width(text: String) -> float:
	return get_theme_default_font().get_string_size(text, HORIZONTAL_ALIGNMENT_LEFT, -1, TEXT_SIZE).x


func _number(value: float) -> String:
	return "%d" % roundi(value) if value >= 10.0 else "%.1f" % value
