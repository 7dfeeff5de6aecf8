# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
@tool
extends EditorPlugin
## For scripts/test_addon.sh: prints what the editor's dialog of classes shows for HTTPClientGo, and quits.

const NAME := "HTTPClientGo"
## Frames until the dialog has its entries, at most.
const LIMIT := 600

var _frames := 0


func _ready() -> void:
	if not EditorInterface.has_method("popup_create_dialog"): # not in 4.4
		print("CLASS %s UNKNOWN" % NAME)
		_frames = LIMIT
		return
	EditorInterface.call("popup_create_dialog", func(_name: Variant) -> void: pass, "RefCounted", NAME)


func _process(_delta: float) -> void:
	_frames += 1
	if not _tell() and _frames < LIMIT:
		return
	set_process(false)
	get_tree().quit()


# The file list has an entry of nearly that name too.
func _tell() -> bool:
	for tree: Tree in EditorInterface.get_base_control().find_children("*", "Tree", true, false):
		var item: TreeItem = tree.get_root()
		while item:
			if item.get_text(0) == NAME:
				var icon: Texture2D = item.get_icon(0)
				print("CLASS %s ICON %s" % [NAME, icon.resource_path if icon else "none"])
				return true
			item = item.get_next_in_tree()
	return false
