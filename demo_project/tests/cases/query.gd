# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends RefCounted
## query_string_from_dict.


static func cases() -> Array[Dictionary]:
	var list: Array[Dictionary] = []
	for asked: Array in [
			["of_the_contract", {"a": null, "b": [1, "x y"], "c": true, 3: 1.5}], ["empty", {}], ["one", {"a": "b"}], ["reserved", {"a&=b": "c&=d?/#%+ "}],
			["unicode", {"ä": "€𝄞"}], ["empty_key", {"": "x"}], ["empty_value", {"x": ""}], ["empty_array", {"x": [], "y": 1}], ["only_empty_array", {"x": []}],
			["nested_array", {"x": [[1, 2], null]}], ["null_in_array", {"x": [null]}], ["packed_strings", {"x": PackedStringArray(["a", "b"])}], ["packed_ints", {"x": PackedInt32Array([1, 2])}],
			["dictionary", {"x": {"y": 1}}], ["floats", {"a": 1.0, "b": 0.1, "c": 1e20, "d": -0.0, "e": 1e-7}], ["special_floats", {"a": INF, "b": NAN}], ["vectors", {"v": Vector2(1, 2.5), "c": Color.RED}],
			["string_name", {&"x": &"y"}], ["bools", {true: false}], ["null_key", {null: 1}], ["big_int", {"x": 9223372036854775807, "y": -9223372036854775807 - 1}], ["tilde", {"x": "-._~!*'()"}], ["newline", {"x": "a\r\nb"}],
			["node_path", {"x": NodePath("a/b:c")}], ["bytes", {"x": PackedByteArray([1, 2])}], ["typed_array", {"x": Array([1, 2], TYPE_INT, &"", null)}], ["callable", {"x": Callable()}]]:
		list.append({"name": str(asked[0]), "points": [26], "server": [], "steps": [["call", "query_string_from_dict", asked[1]]]})
	return list
