# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Points of a plot: y over x, with x growing.

## Above this many points, neighbours become one: the greater y stands for both, so that no peak gets lost.
const MOST := 4096

var xs: PackedFloat32Array = []
var ys: PackedFloat32Array = []
var greatest := 0.0
## How many points were added, merged ones too.
var count := 0


func add(x: float, y: float) -> void:
	if xs.size() >= MOST:
		_halve()
	xs.append(x)
	ys.append(y)
	greatest = maxf(greatest, y)
	count += 1


func is_empty() -> bool:
	return xs.is_empty()


## Returns the last x, 0 where there is none.
func end() -> float:
	return 0.0 if xs.is_empty() else xs[-1]


## Returns the last y, 0 where there is none.
func last() -> float:
	return 0.0 if ys.is_empty() else ys[-1]


func _halve() -> void:
	var half: int = floori(xs.size() / 2.0)
	for i: int in half:
		xs[i] = xs[2 * i + 1]
		ys[i] = maxf(ys[2 * i], ys[2 * i + 1])
	xs.resize(half)
	ys.resize(half)
