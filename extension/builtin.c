/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

#include "gdext.h"
#include "_cgo_export.h"

#include <string.h>

/* Builtin types: what convert.go and the variant call build on. */

hcg_types_t hcg_types;

static GDExtensionPtrBuiltInMethod find_builtin(GDExtensionVariantType type, void *name, GDExtensionInt hash) {
	return hcg_api.get_builtin_method(type, name, hash);
}

int hcg_prepare(void) {
	static const GDExtensionVariantType used[] = {
		GDEXTENSION_VARIANT_TYPE_BOOL,
		GDEXTENSION_VARIANT_TYPE_INT,
		GDEXTENSION_VARIANT_TYPE_STRING,
		GDEXTENSION_VARIANT_TYPE_STRING_NAME,
		GDEXTENSION_VARIANT_TYPE_OBJECT,
		GDEXTENSION_VARIANT_TYPE_DICTIONARY,
		GDEXTENSION_VARIANT_TYPE_ARRAY,
		GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY,
		GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY,
	};
	for (size_t i = 0; i < sizeof used / sizeof *used; i++) {
		GDExtensionVariantType t = used[i];
		hcg_types.from_type[t] = hcg_api.get_from_type(t);
		hcg_types.to_type[t] = hcg_api.get_to_type(t);
		hcg_types.construct[t] = hcg_api.get_constructor(t, 0);
		hcg_types.destroy[t] = hcg_api.get_destructor(t); /* NULL where nothing is to do */
	}
	/* Hashes of the signatures; compatible within 4.x. */
	void *resize = hcgName("resize"), *size = hcgName("size"), *keys = hcgName("keys");
	hcg_types.bytes_resize = find_builtin(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, resize, 848867239);
	hcg_types.bytes_copy = hcg_api.get_constructor(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, 1);
	hcg_types.bytes_size = find_builtin(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, size, 3173160232);
	hcg_types.strings_resize = find_builtin(GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY, resize, 848867239);
	hcg_types.strings_size = find_builtin(GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY, size, 3173160232);
	hcg_types.array_size = find_builtin(GDEXTENSION_VARIANT_TYPE_ARRAY, size, 3173160232);
	hcg_types.dictionary_keys = find_builtin(GDEXTENSION_VARIANT_TYPE_DICTIONARY, keys, 4144163970);
	return hcg_types.bytes_resize && hcg_types.bytes_size && hcg_types.strings_resize && hcg_types.strings_size &&
			hcg_types.array_size && hcg_types.dictionary_keys;
}

void hcg_value_free(int32_t type, hcg_value *value) {
	if (hcg_types.destroy[type]) {
		hcg_types.destroy[type](value);
	}
}


/* Calls a builtin method without arguments. */
static int64_t count(GDExtensionPtrBuiltInMethod method, GDExtensionConstTypePtr base) {
	int64_t n = 0;
	method((GDExtensionTypePtr)base, NULL, &n, 0);
	return n;
}

static void resize(GDExtensionPtrBuiltInMethod method, GDExtensionTypePtr base, int64_t size) {
	int64_t error = 0;
	GDExtensionConstTypePtr args[1] = { &size };
	method(base, args, &error, 1);
}

/* --- String --- */

/* Makes a String in memory that holds none. */
static void make_string(GDExtensionUninitializedStringPtr to, const char *text, int64_t size, int latin1) {
	if (latin1) {
		hcg_api.string_new_latin1(to, text, size);
	} else {
		hcg_api.string_new_utf8(to, text, size);
	}
}

void hcg_string_set(GDExtensionTypePtr string, const char *text, int64_t size, int latin1) {
	hcg_types.destroy[GDEXTENSION_VARIANT_TYPE_STRING](string);
	make_string(string, text, size, latin1);
}

int64_t hcg_string_size(GDExtensionConstTypePtr string) {
	return hcg_api.string_to_utf8((GDExtensionConstStringPtr)string, NULL, 0);
}

void hcg_string_copy(GDExtensionConstTypePtr string, char *to, int64_t size) {
	hcg_api.string_to_utf8((GDExtensionConstStringPtr)string, to, size);
}

/* --- PackedByteArray --- */

uint8_t *hcg_bytes_resize(GDExtensionTypePtr bytes, int64_t size) {
	resize(hcg_types.bytes_resize, bytes, size);
	return size > 0 ? hcg_api.bytes_index(bytes, 0) : NULL;
}

void hcg_bytes_reference(GDExtensionTypePtr to, GDExtensionConstTypePtr from) {
	GDExtensionConstTypePtr args[1] = { from };
	hcg_types.bytes_copy(to, args);
}

int64_t hcg_bytes_size(GDExtensionConstTypePtr bytes) {
	return count(hcg_types.bytes_size, bytes);
}

const uint8_t *hcg_bytes_data(GDExtensionConstTypePtr bytes) {
	return hcg_api.bytes_index_const(bytes, 0);
}

/* --- PackedStringArray --- */

int64_t hcg_strings_size(GDExtensionConstTypePtr strings) {
	return count(hcg_types.strings_size, strings);
}

GDExtensionConstTypePtr hcg_strings_at(GDExtensionConstTypePtr strings, int64_t index) {
	return hcg_api.strings_index_const(strings, index);
}

void hcg_strings_resize(GDExtensionTypePtr strings, int64_t size) {
	resize(hcg_types.strings_resize, strings, size);
}

void hcg_strings_set(GDExtensionTypePtr strings, int64_t index, const char *text, int64_t size, int latin1) {
	hcg_string_set(hcg_api.strings_index(strings, index), text, size, latin1);
}

/* --- Dictionary, Array, Variant --- */

void hcg_dictionary_set(GDExtensionTypePtr dictionary, const char *key, int64_t key_size, int key_latin1, int32_t type,
		hcg_value *value) {
	hcg_value string, name;
	make_string(&string, key, key_size, key_latin1);
	hcg_types.from_type[GDEXTENSION_VARIANT_TYPE_STRING](&name, &string);
	hcg_value_free(GDEXTENSION_VARIANT_TYPE_STRING, &string);
	GDExtensionVariantPtr slot = hcg_api.dictionary_index(dictionary, &name);
	hcg_api.variant_destroy(&name);
	hcg_api.variant_destroy(slot);
	hcg_types.from_type[type](slot, value);
}

int64_t hcg_dictionary_keys(GDExtensionConstTypePtr dictionary, hcg_value *keys) {
	hcg_types.construct[GDEXTENSION_VARIANT_TYPE_ARRAY](keys, NULL);
	hcg_types.dictionary_keys((GDExtensionTypePtr)dictionary, NULL, keys, 0);
	return count(hcg_types.array_size, keys);
}

GDExtensionConstVariantPtr hcg_array_at(GDExtensionConstTypePtr array, int64_t index) {
	return hcg_api.array_index_const(array, index);
}

GDExtensionConstVariantPtr hcg_dictionary_at(GDExtensionConstTypePtr dictionary, GDExtensionConstVariantPtr key) {
	return hcg_api.dictionary_index((GDExtensionTypePtr)dictionary, key);
}

int64_t hcg_variant_array(GDExtensionConstVariantPtr variant, hcg_value *array) {
	hcg_types.to_type[GDEXTENSION_VARIANT_TYPE_ARRAY](array, (GDExtensionVariantPtr)variant);
	return count(hcg_types.array_size, array);
}

void hcg_variant_stringify(GDExtensionConstVariantPtr variant, hcg_value *string) {
	hcg_types.construct[GDEXTENSION_VARIANT_TYPE_STRING](string, NULL);
	hcg_api.variant_stringify(variant, string);
}

int32_t hcg_variant_type(GDExtensionConstVariantPtr variant) {
	return hcg_api.variant_get_type(variant);
}

void hcg_variant_take_copy(int32_t type, hcg_value *variant, hcg_value *value) {
	memset(value, 0, sizeof *value);
	hcg_types.to_type[type](value, variant);
}

/* 0 for what is neither int nor bool. */
int64_t hcg_variant_to_int(hcg_value *variant) {
	int64_t integer = 0;
	uint8_t boolean = 0;
	switch (hcg_api.variant_get_type(variant)) {
		case GDEXTENSION_VARIANT_TYPE_INT:
			hcg_types.to_type[GDEXTENSION_VARIANT_TYPE_INT](&integer, variant);
			return integer;
		case GDEXTENSION_VARIANT_TYPE_BOOL:
			hcg_types.to_type[GDEXTENSION_VARIANT_TYPE_BOOL](&boolean, variant);
			return boolean;
		default:
			return 0;
	}
}

/* NULL for what is no object. */
GDExtensionObjectPtr hcg_variant_to_object(hcg_value *variant) {
	GDExtensionObjectPtr object = NULL;
	if (hcg_api.variant_get_type(variant) == GDEXTENSION_VARIANT_TYPE_OBJECT) {
		hcg_types.to_type[GDEXTENSION_VARIANT_TYPE_OBJECT](&object, variant);
	}
	return object;
}

void hcg_variant_free(hcg_value *variant) {
	hcg_api.variant_destroy(variant);
}

void hcg_variant_int(int64_t integer, hcg_value *variant) {
	hcg_types.from_type[GDEXTENSION_VARIANT_TYPE_INT](variant, &integer);
}

void hcg_variant_null_object(hcg_value *variant) {
	GDExtensionObjectPtr null = NULL;
	hcg_types.from_type[GDEXTENSION_VARIANT_TYPE_OBJECT](variant, &null);
}

void hcg_variant_empty_string(hcg_value *variant) {
	hcg_value string;
	hcg_types.construct[GDEXTENSION_VARIANT_TYPE_STRING](&string, NULL);
	hcg_types.from_type[GDEXTENSION_VARIANT_TYPE_STRING](variant, &string);
	hcg_value_free(GDEXTENSION_VARIANT_TYPE_STRING, &string);
}

void *hcg_class_tag(void *class_name) {
	return hcg_api.class_tag(class_name);
}

/* --- objects --- */

int hcg_object_call(GDExtensionObjectPtr object, void *method, const int32_t *types, hcg_value *args, int32_t n,
		hcg_value *result) {
	hcg_value self, variants[HCG_MAX_ARGUMENTS];
	GDExtensionConstVariantPtr pointers[HCG_MAX_ARGUMENTS];
	hcg_types.from_type[GDEXTENSION_VARIANT_TYPE_OBJECT](&self, &object);
	for (int32_t i = 0; i < n; i++) {
		hcg_types.from_type[types[i]](&variants[i], &args[i]);
		pointers[i] = &variants[i];
	}
	GDExtensionCallError error;
	memset(&error, 0, sizeof error);
	hcg_api.variant_call(&self, method, pointers, n, result, &error);
	for (int32_t i = 0; i < n; i++) {
		hcg_api.variant_destroy(&variants[i]);
	}
	hcg_api.variant_destroy(&self);
	return error.error == GDEXTENSION_CALL_OK;
}

int hcg_object_has_method(GDExtensionObjectPtr object, void *method) {
	hcg_value self;
	hcg_types.from_type[GDEXTENSION_VARIANT_TYPE_OBJECT](&self, &object);
	int has = hcg_api.variant_has_method(&self, method);
	hcg_api.variant_destroy(&self);
	return has;
}

GDExtensionObjectPtr hcg_singleton(void *name) {
	return hcg_api.global_get_singleton(name);
}

GDExtensionObjectPtr hcg_object_cast(GDExtensionObjectPtr object, void *class_name) {
	return hcg_api.object_cast_to(object, hcg_api.class_tag(class_name));
}

GDExtensionObjectPtr hcg_ref_get(void **ref) {
	return hcg_api.ref_get_object((GDExtensionConstRefPtr)ref);
}

void hcg_ref_set(void **ref, GDExtensionObjectPtr object) {
	hcg_api.ref_set_object((GDExtensionRefPtr)ref, object);
}

void hcg_print_error(const char *description, const char *function) {
	hcg_api.print_error(description, function, "HTTPClientGo", 0, 0);
}
