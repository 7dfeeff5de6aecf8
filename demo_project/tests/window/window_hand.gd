# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## The hand and the eye of a test on the demo's window: clicks where a control is, reads what labels say, takes pictures.

## Milliseconds that a wait may take.
const PATIENCE := 60000

var tree: SceneTree
## The scene under test.
var scene: Control
## What could not be done, one line each.
var failures: PackedStringArray = []


func _init(of: SceneTree, under_test: Control) -> void:
	tree = of
	scene = under_test


## Returns the visible control at [param path]: names from the outside in, whatever lies between them. Null, and a failure,
## if there is none.
func find(path: String) -> Control:
	var found: Control = _look(path)
	if found == null:
		failures.append("no visible control %s" % path)
	return found


## Tells whether such a control shows.
func is_visible(path: String) -> bool:
	return _look(path) != null


func is_disabled(path: String) -> bool:
	var button := find(path) as BaseButton
	return button == null or button.disabled


## Clicks a control, at [param share] of its size, as a mouse would.
func click(path: String, share := Vector2(0.5, 0.5)) -> void:
	var control: Control = find(path)
	if control == null:
		return
	# In pixels of the window, which are more than the controls count where all is drawn larger.
	var at: Vector2 = tree.root.get_final_transform() * (control.get_global_rect().position + control.size * share)
	var motion := InputEventMouseMotion.new()
	motion.position = at
	motion.global_position = at
	tree.root.push_input(motion)
	if tree.root.gui_get_hovered_control() != control:
		failures.append("%s cannot be clicked: %s lies there" % [path, tree.root.gui_get_hovered_control()])
		return
	if control is BaseButton and (control as BaseButton).disabled:
		failures.append("%s cannot be clicked: it is disabled" % path)
		return
	for pressed: bool in [true, false]:
		var button := InputEventMouseButton.new()
		button.button_index = MOUSE_BUTTON_LEFT
		button.pressed = pressed
		button.button_mask = MOUSE_BUTTON_MASK_LEFT if pressed else 0 as MouseButtonMask
		button.position = at
		button.global_position = at
		tree.root.push_input(button)
	await tree.process_frame


## Returns what the label, button or list at [param path] says.
func text(path: String) -> String:
	return _text_of(find(path))


## Lets frames pass until [param is_so] returns true. A failure that says [param what], after [constant PATIENCE].
func wait(is_so: Callable, what: String) -> void:
	var limit: int = Time.get_ticks_msec() + PATIENCE
	while not is_so.call():
		if Time.get_ticks_msec() > limit:
			failures.append("did not come within %d s: %s" % [PATIENCE / 1000.0, what])
			return
		await tree.process_frame


## Lets frames pass until what is at [param path] says something that begins so.
func wait_text(path: String, begin: String) -> void:
	var limit: int = Time.get_ticks_msec() + PATIENCE
	while not _text_of(_look(path)).begins_with(begin):
		if Time.get_ticks_msec() > limit:
			failures.append("%s says '%s' and not '%s'" % [path, _text_of(_look(path)), begin])
			return
		await tree.process_frame


## Makes the window as large as that and waits until all has its new place.
func resize(to: Vector2i) -> void:
	tree.root.size = to
	await tree.process_frame
	await tree.process_frame


## Returns the visible controls that reach over the edge of the window, or whose text has no room.
func misfits() -> PackedStringArray:
	var found: PackedStringArray = []
	_collect_misfits(scene, tree.root.get_visible_rect().grow(0.5), found)
	return found


func take_picture(file: String) -> void:
	await tree.process_frame
	await RenderingServer.frame_post_draw
	var failed: Error = tree.root.get_texture().get_image().save_png(file)
	if failed != OK:
		failures.append("%s cannot be written: %s" % [file, error_string(failed)])


func _look(path: String) -> Control:
	var found: Control = scene
	for part: String in path.split("/"):
		found = _find_visible(found, part) if found != null else null
	return found


func _text_of(control: Control) -> String:
	if control is RichTextLabel:
		return (control as RichTextLabel).get_parsed_text()
	return str(control.get(&"text")) if control != null else ""


func _find_visible(from: Node, wanted: String) -> Control:
	for child: Node in from.get_children():
		var control := child as Control
		if control == null or not control.visible:
			continue
		if control.name == wanted:
			return control
		var deeper: Control = _find_visible(control, wanted)
		if deeper != null:
			return deeper
	return null


func _collect_misfits(control: Control, room: Rect2, found: PackedStringArray) -> void:
	if not control.is_visible_in_tree():
		return
	if not room.encloses(control.get_global_rect()):
		found.append("%s %s" % [scene.get_path_to(control), control.get_global_rect()])
	var label := control as Label
	if label != null and label.autowrap_mode != TextServer.AUTOWRAP_OFF and label.get_visible_line_count() < label.get_line_count():
		found.append("%s shows %d of %d lines" % [scene.get_path_to(label), label.get_visible_line_count(), label.get_line_count()])
	for child: Node in control.get_children():
		if child is Control:
			_collect_misfits(child as Control, room, found)
