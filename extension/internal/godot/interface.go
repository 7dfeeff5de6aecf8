// SPDX-FileCopyrightText: 2026 The HTTPClientGo authors
// SPDX-License-Identifier: MIT

package godot

// #include "binding.h"
import "C"

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/godot-go/godot-go/pkg/ffi"
)

// The oldest engine that has every function asked for below.
const minMajor, minMinor = 4, 4

// EngineVersion is the engine's full version, such as "4.6.3.stable.official".
var EngineVersion string

// loadInterface finds the engine's functions by name. It asks for those that are
// used and no others, so that a newer engine without some old function still works
// and the log stays clean.
func loadInterface() error {
	C.gd_api.print_error = (C.GDExtensionInterfacePrintError)(ffi.LoadProcAddress("print_error"))
	major, minor, full := godotVersion()
	EngineVersion = full
	if major != minMajor || minor < minMinor {
		return fmt.Errorf("this addon needs Godot %d.%d or a newer 4.x, and this is Godot %s. Update Godot, or remove the addon", minMajor, minMinor, full)
	}
	api := &C.gd_api
	var missing []string
	for _, f := range []struct {
		to   unsafe.Pointer // a function pointer in api
		name string
	}{
		{unsafe.Pointer(&api.print_warning), "print_warning"},
		{unsafe.Pointer(&api.string_new_utf8), "string_new_with_utf8_chars_and_len"},
		{unsafe.Pointer(&api.string_to_utf8), "string_to_utf8_chars"},
		{unsafe.Pointer(&api.string_name_new), "string_name_new_with_utf8_chars_and_len"},
		{unsafe.Pointer(&api.variant_new_copy), "variant_new_copy"},
		{unsafe.Pointer(&api.variant_destroy), "variant_destroy"},
		{unsafe.Pointer(&api.variant_call), "variant_call"},
		{unsafe.Pointer(&api.variant_stringify), "variant_stringify"},
		{unsafe.Pointer(&api.variant_get_type), "variant_get_type"},
		{unsafe.Pointer(&api.variant_has_method), "variant_has_method"},
		{unsafe.Pointer(&api.variant_object_id), "variant_get_object_instance_id"},
		{unsafe.Pointer(&api.can_convert_strict), "variant_can_convert_strict"},
		{unsafe.Pointer(&api.get_from_type), "get_variant_from_type_constructor"},
		{unsafe.Pointer(&api.get_to_type), "get_variant_to_type_constructor"},
		{unsafe.Pointer(&api.get_builtin_method), "variant_get_ptr_builtin_method"},
		{unsafe.Pointer(&api.get_utility_function), "variant_get_ptr_utility_function"},
		{unsafe.Pointer(&api.get_constructor), "variant_get_ptr_constructor"},
		{unsafe.Pointer(&api.get_destructor), "variant_get_ptr_destructor"},
		{unsafe.Pointer(&api.bytes_index), "packed_byte_array_operator_index"},
		{unsafe.Pointer(&api.bytes_index_const), "packed_byte_array_operator_index_const"},
		{unsafe.Pointer(&api.strings_index), "packed_string_array_operator_index"},
		{unsafe.Pointer(&api.strings_index_const), "packed_string_array_operator_index_const"},
		{unsafe.Pointer(&api.array_index_const), "array_operator_index_const"},
		{unsafe.Pointer(&api.dictionary_index), "dictionary_operator_index"},
		{unsafe.Pointer(&api.object_cast_to), "object_cast_to"},
		{unsafe.Pointer(&api.object_set_instance), "object_set_instance"},
		{unsafe.Pointer(&api.object_set_instance_binding), "object_set_instance_binding"},
		{unsafe.Pointer(&api.object_get_instance_binding), "object_get_instance_binding"},
		{unsafe.Pointer(&api.object_get_instance_id), "object_get_instance_id"},
		{unsafe.Pointer(&api.object_get_instance_from_id), "object_get_instance_from_id"},
		{unsafe.Pointer(&api.global_get_singleton), "global_get_singleton"},
		{unsafe.Pointer(&api.ref_get_object), "ref_get_object"},
		{unsafe.Pointer(&api.ref_set_object), "ref_set_object"},
		{unsafe.Pointer(&api.callable_create), "callable_custom_create2"},
		{unsafe.Pointer(&api.construct_object), "classdb_construct_object2"},
		{unsafe.Pointer(&api.class_tag), "classdb_get_class_tag"},
		{unsafe.Pointer(&ffi.FFI.ClassdbRegisterExtensionClass4), "classdb_register_extension_class4"},
		{unsafe.Pointer(&ffi.FFI.ClassdbRegisterExtensionClassMethod), "classdb_register_extension_class_method"},
		{unsafe.Pointer(&ffi.FFI.ClassdbRegisterExtensionClassProperty), "classdb_register_extension_class_property"},
		{unsafe.Pointer(&ffi.FFI.ClassdbRegisterExtensionClassSignal), "classdb_register_extension_class_signal"},
		{unsafe.Pointer(&ffi.FFI.ClassdbRegisterExtensionClassIntegerConstant), "classdb_register_extension_class_integer_constant"},
		{unsafe.Pointer(&ffi.FFI.ClassdbUnregisterExtensionClass), "classdb_unregister_extension_class"},
	} {
		p := ffi.LoadProcAddress(f.name)
		if p == nil {
			missing = append(missing, f.name)
		}
		*(*unsafe.Pointer)(f.to) = p
	}
	if len(missing) > 0 {
		return fmt.Errorf("this Godot (%s) lacks %s. Use a release of Godot %d.%d or newer", full, strings.Join(missing, ", "), minMajor, minMinor)
	}
	if C.gd_prepare(stringName("resize"), stringName("size"), stringName("keys"), stringName("str_to_var")) == 0 {
		return fmt.Errorf("the builtin types of this Godot (%s) have other methods than 4.x is known for. A newer release of the addon may know them", full)
	}
	return nil
}

func godotVersion() (major, minor int, full string) {
	get := (C.GDExtensionInterfaceGetGodotVersion)(ffi.LoadProcAddress("get_godot_version"))
	if get == nil {
		return 0, 0, "unknown"
	}
	var v C.GDExtensionGodotVersion
	C.gd_get_version(get, &v)
	// "Godot Engine v4.6.3.stable.official"
	full = C.GoString(v.string)
	if i := strings.LastIndex(full, " v"); i >= 0 {
		full = full[i+2:]
	}
	return int(v.major), int(v.minor), full
}
