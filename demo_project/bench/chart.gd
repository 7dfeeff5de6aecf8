# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Draws panels of two lines each, both axes in powers of ten, as one SVG that is readable on light and on dark ground.

const WIDTH := 430 # of a panel
const HEIGHT := 300
const LEFT := 58
const RIGHT := 26
const TOP := 40
const BOTTOM := 46
const COLUMNS := 2
const LEGEND := 34 # above the panels
const NAMES: Dictionary = {"engine": "HTTPClient", "ours": "HTTPClientGo"}
const STYLE := """<style>
text { font: 12px system-ui, sans-serif; fill: #333; }
.title { font-weight: 600; font-size: 13px; }
.small { font-size: 11px; fill: #666; }
.grid { stroke: #ccc; stroke-width: 1; }
.engine { stroke: #c2570c; fill: none; stroke-width: 2; stroke-dasharray: 6 3; }
.ours { stroke: #1668b0; fill: none; stroke-width: 2; }
.engine-mark { fill: #c2570c; }
.ours-mark { fill: #1668b0; }
@media (prefers-color-scheme: dark) {
text { fill: #ddd; }
.small { fill: #aaa; }
.grid { stroke: #444; }
.engine { stroke: #f39b5c; }
.ours { stroke: #6cb6ff; }
.engine-mark { fill: #f39b5c; }
.ours-mark { fill: #6cb6ff; }
}
</style>"""


## Each panel: title, x and y (what the axes tell), ticks (of x, as [value, text]), engine and ours (each an Array of Vector2,
## all above 0).
static func draw(panels: Array[Dictionary], caption: String) -> String:
	var rows: int = ceili(panels.size() / float(COLUMNS))
	var size := Vector2i(COLUMNS * WIDTH, LEGEND + rows * HEIGHT + 24)
	var svg: PackedStringArray = [
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">' % [size.x, size.y, size.x, size.y],
		"<title>%s</title>" % caption.xml_escape(), STYLE]
	for side: String in NAMES:
		var x: int = LEFT + NAMES.keys().find(side) * 150
		svg.append('<line class="%s" x1="%d" y1="16" x2="%d" y2="16"/>' % [side, x, x + 34])
		svg.append('<text x="%d" y="20">%s</text>' % [x + 42, NAMES[side]])
	for i: int in panels.size():
		svg.append('<g transform="translate(%d %d)">' % [i % COLUMNS * WIDTH, LEGEND + i / COLUMNS * HEIGHT])
		svg.append_array(_panel(panels[i]))
		svg.append("</g>")
	svg.append('<text class="small" x="%d" y="%d">%s</text>' % [LEFT, size.y - 10, caption.xml_escape()])
	svg.append("</svg>\n")
	return "\n".join(svg)


static func _panel(panel: Dictionary) -> PackedStringArray:
	var all: Array = panel["engine"] + panel["ours"]
	var low := Vector2(INF, INF)
	var high := Vector2.ZERO
	for point: Vector2 in all:
		low = low.min(point)
		high = high.max(point)
	low.y = pow(10.0, floorf(_log(low.y)))
	high.y = pow(10.0, ceilf(_log(high.y)))
	var svg: PackedStringArray = ['<text class="title" x="%d" y="20">%s</text>' % [LEFT, str(panel["title"]).xml_escape()]]
	var power: float = low.y
	while power < high.y * 1.5:
		var y: float = _place(Vector2(low.x, power), low, high).y
		svg.append('<line class="grid" x1="%d" y1="%.1f" x2="%d" y2="%.1f"/>' % [LEFT, y, WIDTH - RIGHT, y])
		svg.append('<text class="small" text-anchor="end" x="%d" y="%.1f">%s</text>' % [LEFT - 6, y + 4, _number(power)])
		power *= 10.0
	for tick: Array in panel["ticks"]:
		var x: float = _place(Vector2(tick[0], low.y), low, high).x
		svg.append('<text class="small" text-anchor="middle" x="%.1f" y="%d">%s</text>' % [x, HEIGHT - BOTTOM + 16, tick[1]])
	svg.append('<text class="small" text-anchor="end" x="%d" y="%d">%s</text>' % [WIDTH - RIGHT, HEIGHT - BOTTOM + 32, panel["x"]])
	svg.append('<text class="small" x="%d" y="34">%s</text>' % [LEFT, panel["y"]])
	for side: String in NAMES:
		svg.append_array(_line(panel[side], side, low, high))
	return svg


static func _line(points: Array, side: String, low: Vector2, high: Vector2) -> PackedStringArray:
	var places: PackedStringArray = []
	var svg: PackedStringArray = []
	for point: Vector2 in points:
		var at: Vector2 = _place(point, low, high)
		places.append("%.1f,%.1f" % [at.x, at.y])
		svg.append('<circle class="%s-mark" cx="%.1f" cy="%.1f" r="3"/>' % [side, at.x, at.y])
	svg.append('<polyline class="%s" points="%s"/>' % [side, " ".join(places)])
	return svg


static func _place(point: Vector2, low: Vector2, high: Vector2) -> Vector2:
	var part := Vector2(_log(point.x / low.x) / _log(high.x / low.x), _log(point.y / low.y) / _log(high.y / low.y))
	return Vector2(LEFT + part.x * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - part.y * (HEIGHT - TOP - BOTTOM))


static func _log(x: float) -> float:
	return log(x) / log(10.0)


static func _number(x: float) -> String:
	if x >= 1e6:
		return "%d M" % roundi(x / 1e6)
	if x >= 1e3:
		return "%d k" % roundi(x / 1e3)
	return str(snappedf(x, 0.0001)).trim_suffix(".0")
