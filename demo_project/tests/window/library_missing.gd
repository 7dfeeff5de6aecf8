# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends SceneTree
## Prints what the demo's window says in a project without the addon, where no test could run that names the class.
## Started by scripts/test_demo_window.sh; needs no screen.

const WindowHand := preload("res://tests/window/window_hand.gd")


func _process(_delta: float) -> bool:
	var scene: Control = (load("res://demo/window/window.tscn") as PackedScene).instantiate()
	root.add_child(scene)
	var hand := WindowHand.new(self, scene)
	print("LIBRARY-MISSING %s / %s" % [hand.text("Notice/Title"), hand.text("Notice/Command")])
	return true
