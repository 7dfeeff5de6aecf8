/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

/* The C half of the boundary: the functions of the engine that this library
 * uses, the trampolines that the engine calls, and getters answered without
 * entering Go. No protocol logic and no allocation policy lives here. */

#ifndef HTTP_CLIENT_GO_GDEXT_H
#define HTTP_CLIENT_GO_GDEXT_H

#include <godot/gdextension_interface.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Engine functions, each loaded by name once at start (interface.go). */
typedef struct {
	GDExtensionInterfacePrintError print_error;
	GDExtensionInterfaceStringNewWithUtf8CharsAndLen string_new_utf8;
	GDExtensionInterfaceStringNewWithLatin1CharsAndLen string_new_latin1;
	GDExtensionInterfaceStringToUtf8Chars string_to_utf8;
	GDExtensionInterfaceVariantDestroy variant_destroy;
	GDExtensionInterfaceVariantCall variant_call;
	GDExtensionInterfaceVariantStringify variant_stringify;
	GDExtensionInterfaceVariantGetType variant_get_type;
	GDExtensionInterfaceVariantHasMethod variant_has_method;
	GDExtensionInterfaceVariantCanConvertStrict can_convert_strict;
	GDExtensionInterfaceGetVariantFromTypeConstructor get_from_type;
	GDExtensionInterfaceGetVariantToTypeConstructor get_to_type;
	GDExtensionInterfaceVariantGetPtrBuiltinMethod get_builtin_method;
	GDExtensionInterfaceVariantGetPtrConstructor get_constructor;
	GDExtensionInterfaceVariantGetPtrDestructor get_destructor;
	GDExtensionInterfacePackedByteArrayOperatorIndex bytes_index;
	GDExtensionInterfacePackedByteArrayOperatorIndexConst bytes_index_const;
	GDExtensionInterfacePackedStringArrayOperatorIndex strings_index;
	GDExtensionInterfacePackedStringArrayOperatorIndexConst strings_index_const;
	GDExtensionInterfaceArrayOperatorIndexConst array_index_const;
	GDExtensionInterfaceDictionaryOperatorIndex dictionary_index;
	GDExtensionInterfaceObjectCastTo object_cast_to;
	GDExtensionInterfaceObjectSetInstance object_set_instance;
	GDExtensionInterfaceGlobalGetSingleton global_get_singleton;
	GDExtensionInterfaceRefGetObject ref_get_object;
	GDExtensionInterfaceRefSetObject ref_set_object;
	GDExtensionInterfaceClassdbConstructObject2 construct_object;
	GDExtensionInterfaceClassdbGetClassTag class_tag;
} hcg_interface;

extern hcg_interface hcg_api;

/* Constructors and methods of builtin types, found once at start by hcg_prepare;
 * indexed by GDExtensionVariantType, NULL for types that are not used. */
typedef struct {
	GDExtensionVariantFromTypeConstructorFunc from_type[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
	GDExtensionTypeFromVariantConstructorFunc to_type[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
	GDExtensionPtrConstructor construct[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
	GDExtensionPtrDestructor destroy[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
	GDExtensionPtrConstructor bytes_copy;
	GDExtensionPtrBuiltInMethod bytes_resize, bytes_size, strings_resize, strings_size, array_size, dictionary_keys;
} hcg_types_t;
extern hcg_types_t hcg_types;
int hcg_prepare(void);

/* Room for any builtin type or Variant, of a double-precision engine too. */
typedef union {
	uint64_t words[5];
	void *pointer;
	int64_t integer;
	double real;
} hcg_value;

#define HCG_MAX_ARGUMENTS 4

/* What the generic variant call needs to know of a method. Made by register.go,
 * lives as long as the class. */
typedef struct {
	GDExtensionClassMethodPtrCall ptrcall;
	int32_t argument_count;
	int32_t default_count; /* of the last arguments */
	int32_t argument_types[HCG_MAX_ARGUMENTS];
	void *class_tags[HCG_MAX_ARGUMENTS]; /* of object arguments */
	int32_t return_type;
	hcg_value defaults[HCG_MAX_ARGUMENTS]; /* Variants, the last default_count used */
} hcg_method;

void hcg_method_call(void *method, GDExtensionClassInstancePtr instance, const GDExtensionConstVariantPtr *args,
		GDExtensionInt count, GDExtensionVariantPtr result, GDExtensionCallError *error);

/* The client class. Every hcg_ptr_ function is the typed call of one method. */
GDExtensionObjectPtr hcg_client_create(void *name, GDExtensionBool notify);
void hcg_client_free(void *name, GDExtensionClassInstancePtr instance);
size_t hcg_view_size(void);

#define HCG_PTRCALL(name)                                                            \
	void hcg_ptr_##name(void *method, GDExtensionClassInstancePtr instance,          \
			const GDExtensionConstTypePtr *args, GDExtensionTypePtr result)

HCG_PTRCALL(connect_to_host);
HCG_PTRCALL(set_connection);
HCG_PTRCALL(get_connection);
HCG_PTRCALL(request_raw);
HCG_PTRCALL(request);
HCG_PTRCALL(close);
HCG_PTRCALL(has_response);
HCG_PTRCALL(is_response_chunked);
HCG_PTRCALL(get_response_code);
HCG_PTRCALL(get_response_headers);
HCG_PTRCALL(get_response_headers_as_dictionary);
HCG_PTRCALL(get_response_body_length);
HCG_PTRCALL(read_response_body_chunk);
HCG_PTRCALL(set_read_chunk_size);
HCG_PTRCALL(get_read_chunk_size);
HCG_PTRCALL(set_blocking_mode);
HCG_PTRCALL(is_blocking_mode_enabled);
HCG_PTRCALL(get_status);
HCG_PTRCALL(poll);
HCG_PTRCALL(set_http_proxy);
HCG_PTRCALL(set_https_proxy);
HCG_PTRCALL(query_string_from_dict);
HCG_PTRCALL(get_last_error);
HCG_PTRCALL(get_connection_info);
HCG_PTRCALL(set_environment_proxy_enabled);
HCG_PTRCALL(is_environment_proxy_enabled);
HCG_PTRCALL(set_body_size_limit);
HCG_PTRCALL(get_body_size_limit);
HCG_PTRCALL(set_head_size_limit);
HCG_PTRCALL(get_head_size_limit);
HCG_PTRCALL(set_header_count_limit);
HCG_PTRCALL(get_header_count_limit);
HCG_PTRCALL(read_response_body_available);

/* The limits on an answer that a script may set. */
enum { HCG_BODY_SIZE, HCG_HEAD_SIZE, HCG_HEADER_COUNT };

/* The class of the stream that `connection` hands out. */
void hcg_stream_free(void *name, GDExtensionClassInstancePtr instance);
void *hcg_stream_virtual(void *name, GDExtensionConstStringNamePtr method, uint32_t hash);
void hcg_stream_call_virtual(GDExtensionClassInstancePtr instance, GDExtensionConstStringNamePtr method, void *which,
		const GDExtensionConstTypePtr *args, GDExtensionTypePtr result);
/* Makes a stream object around a Go handle, with one reference in *ref. */
void hcg_stream_new(uintptr_t handle, void **ref);

HCG_PTRCALL(stream_get_status);
HCG_PTRCALL(stream_poll);
HCG_PTRCALL(stream_get_connected_host);
HCG_PTRCALL(stream_get_connected_port);
HCG_PTRCALL(stream_get_local_port);
HCG_PTRCALL(stream_set_no_delay);
HCG_PTRCALL(stream_disconnect);
HCG_PTRCALL(stream_is_encrypted);
HCG_PTRCALL(stream_get_stream);

/* Variants for default arguments, and the end of a method. */
void hcg_variant_int(int64_t integer, hcg_value *variant);
void hcg_variant_null_object(hcg_value *variant);
void hcg_variant_empty_string(hcg_value *variant);
void hcg_method_free(hcg_method *method);
void *hcg_class_tag(void *class_name);

/* Names that C compares or passes on; filled by register.go. */
typedef struct {
	void *client_class;
	void *stream_class;
	void *ref_counted;
	void *stream_peer_extension;
	void *virtuals[5]; /* in the order of the HCG_STREAM_ constants */
} hcg_names_t;
extern hcg_names_t hcg_names;

enum {
	HCG_STREAM_GET_DATA,
	HCG_STREAM_GET_PARTIAL_DATA,
	HCG_STREAM_PUT_DATA,
	HCG_STREAM_PUT_PARTIAL_DATA,
	HCG_STREAM_GET_AVAILABLE_BYTES,
};

/* Builtin types, for convert.go. */
void hcg_string_set(GDExtensionTypePtr string, const char *text, int64_t size, int latin1);
int64_t hcg_string_size(GDExtensionConstTypePtr string);
void hcg_string_copy(GDExtensionConstTypePtr string, char *to, int64_t size);
uint8_t *hcg_bytes_resize(GDExtensionTypePtr bytes, int64_t size);
/* Makes *to, which holds nothing yet, a second reference to the same memory. */
void hcg_bytes_reference(GDExtensionTypePtr to, GDExtensionConstTypePtr from);
int64_t hcg_bytes_size(GDExtensionConstTypePtr bytes);
const uint8_t *hcg_bytes_data(GDExtensionConstTypePtr bytes);
int64_t hcg_strings_size(GDExtensionConstTypePtr strings);
GDExtensionConstTypePtr hcg_strings_at(GDExtensionConstTypePtr strings, int64_t index);
void hcg_strings_resize(GDExtensionTypePtr strings, int64_t size);
void hcg_strings_set(GDExtensionTypePtr strings, int64_t index, const char *text, int64_t size, int latin1);
/* Sets an entry to a copy of a value of that builtin type. */
void hcg_dictionary_set(GDExtensionTypePtr dictionary, const char *key, int64_t key_size, int key_latin1, int32_t type,
		hcg_value *value);
/* Keys of a dictionary as an Array in *keys; hcg_value_free with TYPE_ARRAY. */
int64_t hcg_dictionary_keys(GDExtensionConstTypePtr dictionary, hcg_value *keys);
GDExtensionConstVariantPtr hcg_array_at(GDExtensionConstTypePtr array, int64_t index);
GDExtensionConstVariantPtr hcg_dictionary_at(GDExtensionConstTypePtr dictionary, GDExtensionConstVariantPtr key);
/* The Array inside a Variant of that type, by reference, in *array. */
int64_t hcg_variant_array(GDExtensionConstVariantPtr variant, hcg_value *array);
void hcg_variant_stringify(GDExtensionConstVariantPtr variant, hcg_value *string);
void hcg_value_free(int32_t type, hcg_value *value);

/* Calls a method of an object by name with builtin arguments; *result is a Variant
 * to destroy, nil when the call failed. Returns whether it worked. */
int hcg_object_call(GDExtensionObjectPtr object, void *method, const int32_t *types, hcg_value *args, int32_t count,
		hcg_value *result);
/* The same for the stream that a script gave to a client. While it runs, calls on that
 * client from this thread are refused with an error line: hcg_refuse_inside tells so. */
int hcg_stream_call(uintptr_t client, GDExtensionObjectPtr stream, void *method, const int32_t *types, hcg_value *args,
		int32_t count, hcg_value *result);
int hcg_is_driving(uintptr_t client);
int hcg_refuse_inside(uintptr_t client, const char *method);
int hcg_object_has_method(GDExtensionObjectPtr object, void *method);
int32_t hcg_variant_type(GDExtensionConstVariantPtr variant);
void hcg_variant_free(hcg_value *variant);
/* Copies the value out of a Variant of that type; hcg_value_free ends the copy. */
void hcg_variant_take_copy(int32_t type, hcg_value *variant, hcg_value *value);
int64_t hcg_variant_to_int(hcg_value *variant);
GDExtensionObjectPtr hcg_variant_to_object(hcg_value *variant);

GDExtensionObjectPtr hcg_singleton(void *name);
/* The object as one of class_name, or NULL. */
GDExtensionObjectPtr hcg_object_cast(GDExtensionObjectPtr object, void *class_name);
/* A Ref<RefCounted> in memory of ours; NULL when empty. */
GDExtensionObjectPtr hcg_ref_get(void **ref);
void hcg_ref_set(void **ref, GDExtensionObjectPtr object);
static inline void hcg_load_docs(GDExtensionsInterfaceEditorHelpLoadXmlFromUtf8CharsAndLen load, const char *xml, int64_t size) {
	load(xml, size);
}

static inline void hcg_get_version(GDExtensionInterfaceGetGodotVersion get, GDExtensionGodotVersion *version) {
	get(version);
}

void hcg_print_error(const char *description, const char *function);

#endif
