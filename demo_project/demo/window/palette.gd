# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The colours of the window, for a dark and for a light system.

## The argument that says so instead of the system: --theme=dark or --theme=light.
const ARGUMENT := "--theme="

var back := Color("12161f")
var card := Color("1a202c")
var sunk := Color("121722")
var line := Color("2a3344")
var text := Color("e8ecf3")
var muted := Color("97a3b6")
var faint := Color("74829b")
var good := Color("5fce8b")
var bad := Color("f0686f")
var engine := Color("e3a857")
var ours := Color("2fc4d6")
## Of what lies on [member ours].
var on_ours := Color("12161f")
## How a button under the mouse differs.
var lift := 0.12


static func dark() -> RefCounted:
	return new()


static func light() -> RefCounted:
	var made: RefCounted = new()
	var tones: Dictionary[String, Color] = {
		"back": Color("eef1f6"), "card": Color("ffffff"), "sunk": Color("f3f5f9"), "line": Color("cfd6e1"), "text": Color("1b2230"),
		"muted": Color("566377"), "faint": Color("75819a"), "good": Color("157f45"), "bad": Color("c0262e"), "engine": Color("b36a09"),
		"ours": Color("0a7f92"), "on_ours": Color("ffffff"),
	}
	for tone: String in tones:
		made.set(tone, tones[tone])
	made.set("lift", -0.06)
	return made


## Returns whether the window has to be dark: as an argument says, else as the system wishes, else yes.
static func is_dark(arguments: PackedStringArray) -> bool:
	for argument: String in arguments:
		if argument.begins_with(ARGUMENT):
			return argument.trim_prefix(ARGUMENT) != "light"
	return DisplayServer.is_dark_mode() if DisplayServer.is_dark_mode_supported() else true
