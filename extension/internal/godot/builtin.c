/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

#include "binding.h"
#include "_cgo_export.h"

#include <string.h>

/* Builtin types, Variants and objects: what the Go files of this package build on. */

gd_api_t gd_api;
gd_types_t gd_types;

int gd_prepare(void *resize, void *size, void *keys, void *str_to_var) {
	for (int t = GDEXTENSION_VARIANT_TYPE_BOOL; t < GDEXTENSION_VARIANT_TYPE_VARIANT_MAX; t++) {
		gd_types.from_type[t] = gd_api.get_from_type(t);
		gd_types.to_type[t] = gd_api.get_to_type(t);
		gd_types.construct[t] = gd_api.get_constructor(t, 0);
		gd_types.destroy[t] = gd_api.get_destructor(t);
	}
	/* Hashes of the signatures; compatible within 4.x. */
	gd_types.bytes_resize = gd_api.get_builtin_method(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, resize, 848867239);
	gd_types.bytes_size = gd_api.get_builtin_method(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, size, 3173160232);
	gd_types.strings_resize = gd_api.get_builtin_method(GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY, resize, 848867239);
	gd_types.strings_size = gd_api.get_builtin_method(GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY, size, 3173160232);
	gd_types.array_size = gd_api.get_builtin_method(GDEXTENSION_VARIANT_TYPE_ARRAY, size, 3173160232);
	gd_types.dictionary_keys = gd_api.get_builtin_method(GDEXTENSION_VARIANT_TYPE_DICTIONARY, keys, 4144163970);
	gd_types.str_to_var = gd_api.get_utility_function(str_to_var, 1891498491);
	gd_types.bytes_copy = gd_api.get_constructor(GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY, 1);
	gd_types.signal_of = gd_api.get_constructor(GDEXTENSION_VARIANT_TYPE_SIGNAL, 2); /* Signal(Object, StringName) */
	return gd_types.bytes_resize && gd_types.bytes_size && gd_types.strings_resize && gd_types.strings_size &&
			gd_types.array_size && gd_types.dictionary_keys && gd_types.str_to_var && gd_types.bytes_copy && gd_types.signal_of;
}

/* --- values and Variants --- */

/* Writes no more than the type is large; a null object or nil, as a Variant. */
void gd_default(int32_t type, void *value) {
	if (type == GDEXTENSION_VARIANT_TYPE_NIL || type == GDEXTENSION_VARIANT_TYPE_OBJECT) {
		memset(value, 0, sizeof(gd_variant));
	} else {
		gd_types.construct[type](value, NULL);
	}
}

void gd_destroy(int32_t type, void *value) {
	if (type == GDEXTENSION_VARIANT_TYPE_NIL) {
		gd_api.variant_destroy(value);
	} else if (gd_types.destroy[type]) {
		gd_types.destroy[type](value);
	}
}

void gd_signal(GDExtensionObjectPtr object, void *name, void *value) {
	GDExtensionConstTypePtr args[2] = { &object, name };
	gd_types.signal_of(value, args);
}

void gd_variant_of(int32_t type, void *value, void *variant) {
	if (type == GDEXTENSION_VARIANT_TYPE_NIL) {
		gd_api.variant_new_copy(variant, value);
	} else {
		gd_types.from_type[type](variant, value);
	}
}

void gd_variant_to(int32_t type, const void *variant, gd_value *value) {
	memset(value, 0, sizeof *value); /* the engine assigns to what is there */
	gd_types.to_type[type](value, (GDExtensionVariantPtr)variant);
}

void gd_variant_parse(const char *text, int64_t size, void *variant) {
	gd_value string;
	gd_api.string_new_utf8(&string, text, size);
	GDExtensionConstTypePtr args[1] = { &string };
	memset(variant, 0, sizeof(gd_variant));
	gd_types.str_to_var(variant, args, 1);
	gd_destroy(GDEXTENSION_VARIANT_TYPE_STRING, &string);
}

int32_t gd_variant_type(const void *variant) {
	return gd_api.variant_get_type(variant);
}

/* 0 for what is neither int nor bool. */
int64_t gd_variant_to_int(const void *variant) {
	gd_value value;
	switch (gd_api.variant_get_type(variant)) {
		case GDEXTENSION_VARIANT_TYPE_INT:
			gd_variant_to(GDEXTENSION_VARIANT_TYPE_INT, variant, &value);
			return *(int64_t *)&value;
		case GDEXTENSION_VARIANT_TYPE_BOOL:
			gd_variant_to(GDEXTENSION_VARIANT_TYPE_BOOL, variant, &value);
			return *(uint8_t *)&value;
		default:
			return 0;
	}
}

/* 0 for what is neither float nor int. */
double gd_variant_to_float(const void *variant) {
	gd_value value;
	if (gd_api.variant_get_type(variant) != GDEXTENSION_VARIANT_TYPE_FLOAT) {
		return (double)gd_variant_to_int(variant);
	}
	gd_variant_to(GDEXTENSION_VARIANT_TYPE_FLOAT, variant, &value);
	return *(double *)&value;
}

/* NULL for what is no object, or one that was freed. */
GDExtensionObjectPtr gd_variant_to_object(const void *variant) {
	if (gd_api.variant_get_type(variant) != GDEXTENSION_VARIANT_TYPE_OBJECT) {
		return NULL;
	}
	return gd_object_from_id(gd_api.variant_object_id(variant));
}

void gd_variant_stringify(const void *variant, void *string) {
	gd_default(GDEXTENSION_VARIANT_TYPE_STRING, string);
	gd_api.variant_stringify(variant, string);
}

int gd_variant_call(void *variant, void *method, gd_variant *result) {
	GDExtensionCallError error;
	memset(&error, 0, sizeof error);
	memset(result, 0, sizeof *result);
	gd_api.variant_call(variant, method, NULL, 0, result, &error);
	return error.error == GDEXTENSION_CALL_OK;
}

/* --- String, StringName --- */

void gd_string_set(void *string, const char *text, int64_t size) {
	gd_types.destroy[GDEXTENSION_VARIANT_TYPE_STRING](string);
	gd_api.string_new_utf8(string, text, size);
}

int64_t gd_string_size(const void *string) {
	return gd_api.string_to_utf8(string, NULL, 0);
}

void gd_string_copy(const void *string, char *to, int64_t size) {
	gd_api.string_to_utf8(string, to, size);
}

void gd_string_name_set(void *name, const char *text, int64_t size) {
	gd_api.string_name_new(name, text, size);
}

/* --- arrays, Dictionary --- */

/* Calls a builtin method without arguments. */
static int64_t count(GDExtensionPtrBuiltInMethod method, const void *base) {
	int64_t n = 0;
	method((GDExtensionTypePtr)base, NULL, &n, 0);
	return n;
}

static void resize(GDExtensionPtrBuiltInMethod method, void *base, int64_t size) {
	int64_t error = 0;
	GDExtensionConstTypePtr args[1] = { &size };
	method(base, args, &error, 1);
}

uint8_t *gd_bytes_resize(void *bytes, int64_t size) {
	resize(gd_types.bytes_resize, bytes, size);
	return size > 0 ? gd_api.bytes_index(bytes, 0) : NULL;
}

void gd_bytes_reference(void *to, const void *from) {
	GDExtensionConstTypePtr args[1] = { from };
	gd_types.bytes_copy(to, args);
}

int64_t gd_bytes_size(const void *bytes) {
	return count(gd_types.bytes_size, bytes);
}

const uint8_t *gd_bytes_data(const void *bytes) {
	return gd_api.bytes_index_const(bytes, 0);
}

int64_t gd_strings_size(const void *strings) {
	return count(gd_types.strings_size, strings);
}

const void *gd_strings_at(const void *strings, int64_t index) {
	return gd_api.strings_index_const(strings, index);
}

void gd_strings_resize(void *strings, int64_t size) {
	resize(gd_types.strings_resize, strings, size);
}

void gd_strings_set(void *strings, int64_t index, const char *text, int64_t size) {
	gd_string_set(gd_api.strings_index(strings, index), text, size);
}

int64_t gd_array_size(const void *array) {
	return count(gd_types.array_size, array);
}

const void *gd_array_at(const void *array, int64_t index) {
	return gd_api.array_index_const(array, index);
}

void gd_dictionary_set(void *dictionary, const char *key, int64_t size, gd_argument *value) {
	gd_value string;
	gd_variant name;
	gd_default(GDEXTENSION_VARIANT_TYPE_STRING, &string);
	gd_string_set(&string, key, size);
	gd_variant_of(GDEXTENSION_VARIANT_TYPE_STRING, &string, &name);
	gd_destroy(GDEXTENSION_VARIANT_TYPE_STRING, &string);
	GDExtensionVariantPtr slot = gd_api.dictionary_index(dictionary, &name);
	gd_api.variant_destroy(&name);
	gd_api.variant_destroy(slot);
	gd_variant_of(value->type, &value->value, slot);
}

void gd_dictionary_keys(const void *dictionary, void *keys) {
	gd_default(GDEXTENSION_VARIANT_TYPE_ARRAY, keys);
	gd_types.dictionary_keys((GDExtensionTypePtr)dictionary, NULL, keys, 0);
}

const void *gd_dictionary_at(const void *dictionary, const void *key) {
	return gd_api.dictionary_index((GDExtensionTypePtr)dictionary, key);
}

/* --- objects --- */

int gd_object_has_method(GDExtensionObjectPtr object, void *method) {
	gd_variant self;
	gd_variant_of(GDEXTENSION_VARIANT_TYPE_OBJECT, &object, &self);
	int has = gd_api.variant_has_method(&self, method);
	gd_api.variant_destroy(&self);
	return has;
}

uint64_t gd_object_id(GDExtensionObjectPtr object) {
	return gd_api.object_get_instance_id(object);
}

GDExtensionObjectPtr gd_object_from_id(uint64_t id) {
	return gd_api.object_get_instance_from_id(id);
}

GDExtensionObjectPtr gd_object_cast(GDExtensionObjectPtr object, void *class_name) {
	return gd_api.object_cast_to(object, gd_api.class_tag(class_name));
}

GDExtensionObjectPtr gd_singleton(void *name) {
	return gd_api.global_get_singleton(name);
}

void *gd_class_tag(void *class_name) {
	return gd_api.class_tag(class_name);
}

GDExtensionObjectPtr gd_ref_get(void *ref) {
	return gd_api.ref_get_object(ref);
}

void gd_ref_set(void *ref, GDExtensionObjectPtr object) {
	gd_api.ref_set_object(ref, object);
}

/* --- deferred calls --- */

static _Thread_local int is_main_thread;

void gd_mark_main_thread(void) {
	is_main_thread = 1;
}

int gd_on_main_thread(void) {
	return is_main_thread;
}

static void run_deferred(void *userdata, const GDExtensionConstVariantPtr *args, GDExtensionInt count, GDExtensionVariantPtr result,
		GDExtensionCallError *error) {
	(void)userdata;
	(void)args;
	(void)count;
	(void)result;
	error->error = GDEXTENSION_CALL_OK;
	gdDeferred();
}

static GDExtensionBool is_valid(void *userdata) {
	(void)userdata;
	return 1;
}

/* The engine's queue of deferred calls is guarded by a lock, and takes calls from threads
 * that it does not know. */
void gd_defer(void *token, void *call_deferred) {
	GDExtensionCallableCustomInfo2 info;
	memset(&info, 0, sizeof info);
	info.token = token;
	info.call_func = run_deferred;
	info.is_valid_func = is_valid;
	gd_value callable;
	gd_variant variant, result;
	GDExtensionCallError error;
	gd_api.callable_create(&callable, &info);
	gd_variant_of(GDEXTENSION_VARIANT_TYPE_CALLABLE, &callable, &variant);
	gd_destroy(GDEXTENSION_VARIANT_TYPE_CALLABLE, &callable);
	memset(&result, 0, sizeof result);
	gd_api.variant_call(&variant, call_deferred, NULL, 0, &result, &error);
	gd_api.variant_destroy(&result);
	gd_api.variant_destroy(&variant);
}

static void end_by_call(void *userdata, const GDExtensionConstVariantPtr *args, GDExtensionInt count, GDExtensionVariantPtr result,
		GDExtensionCallError *error) {
	(void)userdata;
	(void)args;
	(void)count;
	(void)result;
	error->error = GDEXTENSION_CALL_OK;
	gdMainLoopGone();
}

static void end_by_free(void *userdata) {
	(void)userdata;
	gdMainLoopGone();
}

/* The connections of an object are freed with it, and a Callable tells when that happens. */
void gd_watch(GDExtensionObjectPtr object, void *token, void *connect, void *signal) {
	GDExtensionCallableCustomInfo2 info;
	memset(&info, 0, sizeof info);
	info.token = token;
	info.call_func = end_by_call;
	info.object_id = gd_object_id(object);
	info.is_valid_func = is_valid;
	info.free_func = end_by_free;
	gd_argument args[2];
	gd_variant result;
	args[0].type = GDEXTENSION_VARIANT_TYPE_STRING_NAME;
	memcpy(&args[0].value, signal, sizeof(void *));
	args[1].type = GDEXTENSION_VARIANT_TYPE_CALLABLE;
	gd_api.callable_create(&args[1].value, &info);
	memset(&result, 0, sizeof result);
	gd_object_call(NULL, object, connect, args, 2, &result);
	gd_destroy(GDEXTENSION_VARIANT_TYPE_CALLABLE, &args[1].value);
	gd_api.variant_destroy(&result);
}

/* --- the library --- */

void gd_initialization(GDExtensionInitialization *initialization) {
	initialization->minimum_initialization_level = GDEXTENSION_INITIALIZATION_SCENE;
	initialization->userdata = NULL;
	initialization->initialize = (void (*)(void *, GDExtensionInitializationLevel))gdInitialize;
	initialization->deinitialize = (void (*)(void *, GDExtensionInitializationLevel))gdDeinitialize;
}

void gd_print_error(const char *description, const char *function, const char *file) {
	gd_api.print_error(description, function, file, 0, 0);
}

void gd_print_warning(const char *description, const char *function, const char *file) {
	gd_api.print_warning(description, function, file, 0, 0);
}

void gd_load_docs(GDExtensionsInterfaceEditorHelpLoadXmlFromUtf8CharsAndLen load, const char *xml, int64_t size) {
	load(xml, size);
}

void gd_get_version(GDExtensionInterfaceGetGodotVersion get, GDExtensionGodotVersion *version) {
	get(version);
}
