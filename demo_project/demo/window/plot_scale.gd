# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The axes that plots side by side share, so that equal heights are equal values.

const Series := preload("res://demo/window/series.gd")

signal changed

## The end of the x axis and the top of the y axis.
var width: float
var height: float

var _least_width: float
var _least_height: float
var _series: Dictionary[StringName, Array] = {}


func _init(least_width: float, least_height: float) -> void:
	_least_width = least_width
	_least_height = least_height
	fit()


## Puts [param shown] in the place of what [param owner] had before.
func hold(owner: StringName, shown: Array[Series]) -> void:
	_series[owner] = shown
	fit()


## Makes room for all points.
func fit() -> void:
	var before := Vector2(width, height)
	width = _least_width
	height = _least_height
	for shown: Array in _series.values():
		for series: Series in shown:
			width = maxf(width, series.end())
			height = maxf(height, series.greatest)
	height = _round_up(height)
	if Vector2(width, height) != before:
		changed.emit()


# To 1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten.
func _round_up(value: float) -> float:
	var power: float = 10.0 ** floorf(log(value) / log(10.0))
	for step: float in [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]:
		if value <= step * power * 1.0001:
			return step * power
	return value
