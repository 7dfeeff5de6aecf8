# SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
# SPDX-License-Identifier: MIT
extends "res://tests/test_suite.gd"
## Walks ClassDB: every method, property, enum and constant of HTTPClient is there, and tells the same about itself.
##
## The one difference that is wanted: where the engine names one of its own enums in a signature, the candidate says int.
## GDScript refuses an enum of one class where another's is asked for, and scripts go on using HTTPClient.METHOD_GET.

const ENGINE := &"HTTPClient"
## What the class has beyond the engine's; each has its line in COMPAT.md.
const BEYOND: PackedStringArray = ["get_last_error", "get_connection_info", "environment_proxy_enabled", "set_environment_proxy_enabled", "is_environment_proxy_enabled",
	"body_size_limit", "set_body_size_limit", "get_body_size_limit", "head_size_limit", "set_head_size_limit", "get_head_size_limit",
	"header_count_limit", "set_header_count_limit", "get_header_count_limit", "read_response_body_available",
	"certificate_pins", "set_certificate_pins", "get_certificate_pins",
	"certificate_revocation_list", "set_certificate_revocation_list", "get_certificate_revocation_list",
	"tls_key_log_file", "set_tls_key_log_file", "get_tls_key_log_file", "set_client_certificate", "set_client_certificate_files"]


func tests() -> Array[Dictionary]:
	var found: Array[Dictionary] = super()
	for test: Dictionary in found:
		test["points"] = [1, 2]
	for method: Dictionary in ClassDB.class_get_method_list(ENGINE, true):
		found.append({"name": "method_" + str(method["name"]), "run": _compare_method.bind(method), "points": [1, 2]})
	for property: Dictionary in ClassDB.class_get_property_list(ENGINE, true):
		found.append({"name": "property_" + str(property["name"]), "run": _compare_property.bind(property), "points": [2]})
	for name: String in ClassDB.class_get_enum_list(ENGINE, true):
		found.append({"name": "enum_" + name, "run": _compare_enum.bind(name), "points": [1, 2]})
	return found


func test_class() -> void:
	assert_eq(ClassDB.get_parent_class(candidate), ClassDB.get_parent_class(ENGINE), "parent")
	assert_true(ClassDB.can_instantiate(candidate), "cannot be made")
	assert_true(ClassDB.is_class_enabled(candidate), "not enabled")
	assert_eq(ClassDB.class_get_signal_list(candidate, true), ClassDB.class_get_signal_list(ENGINE, true), "signals")
	assert_eq(make(candidate).get_class(), String(candidate), "get_class")
	finish()


func test_no_more_members() -> void:
	var names: Callable = func(list: Array) -> Array: return list.map(func(entry: Dictionary) -> String: return entry["name"])
	for method: String in names.call(ClassDB.class_get_method_list(candidate, true)):
		assert_true(ClassDB.class_has_method(ENGINE, method, true) or method in BEYOND, "%s is no method of the engine's class" % method)
	for property: String in names.call(ClassDB.class_get_property_list(candidate, true)):
		assert_true(property in BEYOND or property in names.call(ClassDB.class_get_property_list(ENGINE, true)), "%s is no property of the engine's class" % property)
	assert_eq(_sorted(ClassDB.class_get_enum_list(candidate, true)), _sorted(ClassDB.class_get_enum_list(ENGINE, true)), "enums")
	finish()


func test_constants() -> void:
	assert_eq(_sorted(ClassDB.class_get_integer_constant_list(candidate, true)),
			_sorted(ClassDB.class_get_integer_constant_list(ENGINE, true)), "names of the constants")
	for name: String in ClassDB.class_get_integer_constant_list(ENGINE, true):
		assert_eq(ClassDB.class_get_integer_constant(candidate, name), ClassDB.class_get_integer_constant(ENGINE, name), name)
		assert_eq(ClassDB.class_get_integer_constant_enum(candidate, name, true), ClassDB.class_get_integer_constant_enum(ENGINE, name, true), name)
	finish()


func test_defaults_of_properties() -> void:
	for property: Dictionary in ClassDB.class_get_property_list(ENGINE, true):
		var name: StringName = property["name"]
		assert_eq(ClassDB.class_get_property_default_value(candidate, name), ClassDB.class_get_property_default_value(ENGINE, name), name)
		assert_eq(make(candidate).get(name), make(ENGINE).get(name), "%s of a new object" % name)
	finish()


func test_object_lists() -> void:
	var of: Callable = func(class_id: StringName) -> Array:
		var listed: Array = []
		for property: Dictionary in make(class_id).get_property_list():
			if property["usage"] & PROPERTY_USAGE_CATEGORY == 0 and not property["name"] in BEYOND:
				listed.append([property["name"], property["type"], property["usage"], property["hint"], property["hint_string"]])
		return listed
	assert_eq(of.call(candidate), of.call(ENGINE), "get_property_list")
	finish()


func _compare_method(want: Dictionary) -> void:
	var found: Array = ClassDB.class_get_method_list(candidate, true).filter(
			func(method: Dictionary) -> bool: return method["name"] == want["name"])
	if assert_eq(found.size(), 1, "methods of this name"):
		var got: Dictionary = found[0]
		assert_eq(got["flags"], want["flags"], "flags")
		assert_eq(got["default_args"], want["default_args"], "defaults")
		assert_eq(_plain(got["return"] as Dictionary), _plain(want["return"] as Dictionary), "return")
		assert_eq((got["args"] as Array).map(_plain), (want["args"] as Array).map(_plain), "arguments")
		assert_true(not str(got).contains("HTTPClientGo."), "an enum of its own in the signature: %s" % got)
		assert_eq(ClassDB.class_get_method_argument_count(candidate, want["name"] as StringName),
				ClassDB.class_get_method_argument_count(ENGINE, want["name"] as StringName), "argument count")
	finish()


## Returns [param info] with int in place of an enum of the engine's class. Error is an enum of all, and stays.
func _plain(info: Dictionary) -> Dictionary:
	var plain: Dictionary = info.duplicate()
	plain.erase("id")
	if str(info["class_name"]).begins_with("HTTPClient."):
		plain["class_name"] = &""
		plain["usage"] = int(info["usage"]) & ~PROPERTY_USAGE_CLASS_IS_ENUM
	return plain


func _compare_property(want: Dictionary) -> void:
	var found: Array = ClassDB.class_get_property_list(candidate, true).filter(
			func(property: Dictionary) -> bool: return property["name"] == want["name"])
	if assert_eq(found.size(), 1, "properties of this name"):
		assert_eq(found[0], want, "what ClassDB tells")
	var name: StringName = want["name"]
	assert_eq(ClassDB.class_get_property_setter(candidate, name), ClassDB.class_get_property_setter(ENGINE, name), "setter")
	assert_eq(ClassDB.class_get_property_getter(candidate, name), ClassDB.class_get_property_getter(ENGINE, name), "getter")
	finish()


func _compare_enum(name: String) -> void:
	assert_eq(_sorted(ClassDB.class_get_enum_constants(candidate, name, true)),
			_sorted(ClassDB.class_get_enum_constants(ENGINE, name, true)), "constants")
	assert_eq(ClassDB.is_class_enum_bitfield(candidate, name, true), ClassDB.is_class_enum_bitfield(ENGINE, name, true), "bitfield")
	finish()


func _sorted(names: PackedStringArray) -> PackedStringArray:
	names.sort()
	return names
