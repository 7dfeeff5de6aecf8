# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://demo/window/page.gd"
## Servers with good and bad certificates: whom each class trusts, and what it says about the others.

const CertificateCheck := preload("res://demo/window/certificate_check.gd")
const Verdict := preload("res://demo/window/verdict.gd")

## The server's word for a kind of certificate, what is true of it, and whether it deserves trust.
const KINDS: Array[Array] = [
	["good", "Signed by the authority that we trust", true],
	["expired", "Expired yesterday", false],
	["not_yet_valid", "Valid from tomorrow on", false],
	["wrong_name", "Made out to another host", false],
	["untrusted", "Signed by an authority that we do not know", false],
	["self_signed", "Signed by itself", false],
	["client_only", "Meant for clients, not for servers", false],
]

var _verdicts: Dictionary[StringName, Array] = {ENGINE: [], OURS: []}
var _checks: Dictionary[StringName, CertificateCheck] = {}
## The row that is being checked, -1 for none.
var _row := -1
var _all: Button
var _summary: Label = Look.label("", &"Muted")


func _init() -> void:
	super()
	name = "Certificates"
	settings.add_child(Look.label("The client knows one authority.", &"Muted"))
	var legend := Legend.new()
	legend.setup([[Look.colors.good, "as it should be"], [Look.colors.bad, "not as it should be"], [Look.colors.faint, "not checked yet"]], true)
	settings.add_child(legend)
	settings.add_child(Look.spring())
	_all = Look.button("Check all", "CheckAll", _check_all, &"Primary")
	settings.add_child(_all)
	add_script("certificates.gd")
	var table: VBoxContainer = Look.column(0)
	table.add_child(_make_head())
	for i: int in KINDS.size():
		table.add_child(HSeparator.new())
		table.add_child(_make_row(i))
	var card: PanelContainer = Look.panel(&"Card", table)
	card.size_flags_vertical = Control.SIZE_EXPAND_FILL
	card.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	stage.add_child(card)
	_summary.name = "Summary"
	_summary.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	content.add_child(_summary)
	_summary.text = "Each row is a server of its own, for one connection with each class."


func step() -> void:
	if _row < 0:
		return
	for id: StringName in BOTH:
		_checks[id].step()
		if _checks[id].done:
			_verdict(id, _row).show_check(_checks[id], bool(KINDS[_row][2]))
	if _checks[ENGINE].done and _checks[OURS].done:
		_start_row(_row + 1)


func stop() -> void:
	for check: CertificateCheck in _checks.values():
		check.stop()
	_checks.clear()
	_row = -1
	_all.disabled = false


func _check_all() -> void:
	_all.disabled = true
	for id: StringName in BOTH:
		for row: int in KINDS.size():
			_verdict(id, row).clear()
	_start_row(0)


func _start_row(row: int) -> void:
	if row == KINDS.size():
		stop()
		_sum_up()
		return
	_row = row
	for id: StringName in BOTH:
		var check := CertificateCheck.new(id)
		check.start(server.start_with(str(KINDS[row][0])), server.trusting)
		_checks[id] = check


func _sum_up() -> void:
	var words: PackedStringArray = []
	for id: StringName in BOTH:
		var right := 0
		var told := 0
		for row: int in KINDS.size():
			right += 1 if _verdict(id, row).is_right else 0
			told += 1 if _verdict(id, row).has_reason else 0
		words.append("%s: %d of %d as it should be, %d with a reason" % [id, right, KINDS.size(), told])
	_summary.text = ".   ".join(words) + "."


func _verdict(id: StringName, row: int) -> Verdict:
	return _verdicts[id][row]


func _make_head() -> Control:
	var row: HBoxContainer = Look.row(14)
	var first: Label = Look.label("The server's certificate", &"Muted")
	row.add_child(_cell(first, 0.8))
	for id: StringName in BOTH:
		var heading: Label = Look.label(id, &"Heading")
		heading.add_theme_color_override(&"font_color", Look.color_of(id))
		row.add_child(_cell(heading, 0.8 if id == ENGINE else 1.4))
	row.custom_minimum_size.y = 34
	return row


func _make_row(index: int) -> Control:
	var row: HBoxContainer = Look.row(14)
	row.size_flags_vertical = SIZE_EXPAND_FILL
	var what: Label = Look.label(str(KINDS[index][1]))
	what.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	row.add_child(_cell(what, 0.8))
	for id: StringName in BOTH:
		var verdict := Verdict.new()
		verdict.name = "%s_%s" % [id, KINDS[index][0]]
		_verdicts[id].append(verdict)
		row.add_child(_cell(verdict, 0.8 if id == ENGINE else 1.4))
	return row


func _cell(control: Control, share: float) -> Control:
	control.size_flags_horizontal = SIZE_EXPAND_FILL
	control.size_flags_stretch_ratio = share
	control.custom_minimum_size.x = 1.0 # the share decides, not the text
	return control
