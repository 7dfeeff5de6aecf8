# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## Finds the blocks of GDScript in the pages and class references of the project.

const DocBlock := preload("res://tests/doc_block.gd")
const DocCases := preload("res://tests/doc_cases.gd")

## What is wrong with the pages themselves.
var faults: PackedStringArray = []


## Returns the blocks of all pages below [param root], the folder of the project.
func blocks(root: String) -> Array[DocBlock]:
	var found: Array[DocBlock] = []
	for page: String in _pages(root):
		found.append_array(_of_page(page, FileAccess.get_file_as_string(root.path_join(page))))
	var cases: Dictionary[String, String] = DocCases.CASES.duplicate()
	for file: String in DirAccess.get_files_at(root.path_join("extension/doc_classes")):
		found.append_array(_of_reference(root.path_join("extension/doc_classes").path_join(file), cases))
	for name: String in cases:
		faults.append("doc_cases.gd has notes for %s, where no block is" % name)
	return found


func _pages(root: String) -> PackedStringArray:
	var pages: PackedStringArray = ["scripts/addon/README.md"]
	for folder: String in ["", "docs"]:
		for file: String in DirAccess.get_files_at(root.path_join(folder)):
			if file.get_extension() == "md":
				pages.append(folder.path_join(file))
	return pages


func _of_page(page: String, text: String) -> Array[DocBlock]:
	var found: Array[DocBlock] = []
	var notes: PackedStringArray = []
	var lines: PackedStringArray = []
	var fence := ""
	var start := 0
	var in_notes := false
	var number := 0
	for line: String in text.split("\n"):
		number += 1
		if in_notes:
			in_notes = not line.strip_edges() == "-->"
			if in_notes:
				notes.append(line)
		elif not fence.is_empty():
			if not line.begins_with("```"):
				lines.append(line)
				continue
			if fence == "```gdscript":
				found.append(DocBlock.new("%s:%d" % [page, start], lines, notes))
				notes = []
			fence = ""
			lines = []
		elif line.begins_with("```"):
			fence = line
			start = number
		elif line == "<!-- test":
			in_notes = true
		elif not line.is_empty() and not notes.is_empty():
			faults.append("%s:%d: notes without a block of gdscript behind them" % [page, number])
			notes = []
	if not fence.is_empty() or in_notes:
		faults.append("%s: a block or a comment has no end" % page)
	return found


## Takes the notes that it uses out of [param cases].
func _of_reference(file: String, cases: Dictionary[String, String]) -> Array[DocBlock]:
	var found: Array[DocBlock] = []
	var parser := XMLParser.new()
	if parser.open(file) != OK:
		faults.append("%s cannot be read" % file)
		return found
	var name_of_class := ""
	var member := ""
	var count := 0
	while parser.read() == OK:
		match parser.get_node_type():
			XMLParser.NODE_ELEMENT:
				match parser.get_node_name():
					"class":
						name_of_class = parser.get_named_attribute_value("name")
						member = ""
						count = 0
					"method", "member", "constant", "signal":
						member = parser.get_named_attribute_value("name")
						count = 0
			XMLParser.NODE_TEXT:
				for part: String in parser.get_node_data().split("[codeblock]").slice(1):
					count += 1
					var name: String = "%s.%s#%d" % [name_of_class, member, count] if member else "%s#%d" % [name_of_class, count]
					var code: String = part.get_slice("[/codeblock]", 0).xml_unescape().dedent().strip_edges(false, true)
					found.append(DocBlock.new(name, code.trim_prefix("\n").split("\n"), str(cases.get(name, "")).split("\n", false)))
					cases.erase(name)
	return found
