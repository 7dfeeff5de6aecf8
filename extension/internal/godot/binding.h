/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

/* The C half of the binding: the engine's functions that it uses, and what the
 * engine calls. It knows classes, methods and values, and no class by name. */

#ifndef GODOT_BINDING_H
#define GODOT_BINDING_H

#include <godot/gdextension_interface.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* The engine's functions, each loaded by name once at start (interface.go). */
typedef struct {
	GDExtensionInterfacePrintError print_error;
	GDExtensionInterfacePrintWarning print_warning;
	GDExtensionInterfaceStringNameNewWithUtf8CharsAndLen string_name_new;
	GDExtensionInterfaceStringNewWithUtf8CharsAndLen string_new_utf8;
	GDExtensionInterfaceStringToUtf8Chars string_to_utf8;
	GDExtensionInterfaceVariantNewCopy variant_new_copy;
	GDExtensionInterfaceVariantDestroy variant_destroy;
	GDExtensionInterfaceVariantCall variant_call;
	GDExtensionInterfaceVariantStringify variant_stringify;
	GDExtensionInterfaceVariantGetType variant_get_type;
	GDExtensionInterfaceVariantHasMethod variant_has_method;
	GDExtensionInterfaceVariantGetObjectInstanceId variant_object_id;
	GDExtensionInterfaceVariantCanConvertStrict can_convert_strict;
	GDExtensionInterfaceGetVariantFromTypeConstructor get_from_type;
	GDExtensionInterfaceGetVariantToTypeConstructor get_to_type;
	GDExtensionInterfaceVariantGetPtrBuiltinMethod get_builtin_method;
	GDExtensionInterfaceVariantGetPtrUtilityFunction get_utility_function;
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
	GDExtensionInterfaceObjectSetInstanceBinding object_set_instance_binding;
	GDExtensionInterfaceObjectGetInstanceBinding object_get_instance_binding;
	GDExtensionInterfaceObjectGetInstanceId object_get_instance_id;
	GDExtensionInterfaceObjectGetInstanceFromId object_get_instance_from_id;
	GDExtensionInterfaceGlobalGetSingleton global_get_singleton;
	GDExtensionInterfaceRefGetObject ref_get_object;
	GDExtensionInterfaceRefSetObject ref_set_object;
	GDExtensionInterfaceCallableCustomCreate2 callable_create;
	GDExtensionInterfaceClassdbConstructObject2 construct_object;
	GDExtensionInterfaceClassdbGetClassTag class_tag;
} gd_api_t;
extern gd_api_t gd_api;

/* A Variant, also of an engine with double precision. */
typedef struct {
	uint64_t words[5];
} gd_variant;

/* Room for any builtin type by itself; the largest is a Projection of doubles. */
typedef struct {
	uint64_t words[16];
} gd_value;

/* An argument of a call to the engine. Of type NIL, the value is a Variant. */
typedef struct {
	gd_value value;
	int32_t type;
} gd_argument;

/* Constructors and methods of builtin types, found once at start by gd_prepare. */
typedef struct {
	GDExtensionVariantFromTypeConstructorFunc from_type[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
	GDExtensionTypeFromVariantConstructorFunc to_type[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
	GDExtensionPtrConstructor construct[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX];
	GDExtensionPtrDestructor destroy[GDEXTENSION_VARIANT_TYPE_VARIANT_MAX]; /* NULL: nothing to do */
	GDExtensionPtrConstructor bytes_copy, signal_of;
	GDExtensionPtrBuiltInMethod bytes_resize, bytes_size, strings_resize, strings_size, array_size, dictionary_keys;
	GDExtensionPtrUtilityFunction str_to_var;
} gd_types_t;
extern gd_types_t gd_types;
/* Each name is a StringName. Returns 0 where the engine lacks something. */
int gd_prepare(void *resize, void *size, void *keys, void *str_to_var);

/* --- classes and methods, made by register.go --- */

#define GD_MAX_ARGUMENTS 8
#define GD_MAX_CONDITIONS 4
#define GD_MAX_NOTIFICATIONS 8
#define GD_MAX_VIRTUALS 8

typedef struct gd_class gd_class;

/* An integer in the view of an instance, atomic and 4 or 8 bytes wide. With a size of
 * 0, offset is the number of an int argument instead. */
typedef struct {
	int32_t offset;
	int32_t size;
} gd_field;

typedef struct {
	gd_field field;
	int64_t least, most;
} gd_condition;

enum { GD_NO_ANSWER, GD_ANSWER_FIELD, GD_ANSWER_DEFAULT };

typedef struct {
	const gd_class *of;
	int32_t id; /* of the row in Go */
	int32_t argument_count;
	int32_t default_count; /* of the last arguments */
	int32_t argument_types[GD_MAX_ARGUMENTS]; /* NIL: a Variant */
	void *class_tags[GD_MAX_ARGUMENTS]; /* of object arguments, else NULL */
	int32_t result_type;
	uint8_t result_is_variant, result_is_ref; /* result_type is NIL, OBJECT */
	uint8_t is_static;
	uint8_t locks; /* refused from inside a call that the instance makes with its lock held */
	uint8_t refusal; /* the integer result then */
	/* What C answers itself, when all conditions hold. */
	uint8_t answer, condition_count;
	gd_field field;
	gd_condition conditions[GD_MAX_CONDITIONS];
	gd_variant defaults[GD_MAX_ARGUMENTS]; /* the last default_count arguments */
} gd_method;

struct gd_class {
	int32_t id; /* of the class in Go */
	uint8_t lenient; /* a call with a wrong argument runs */
	uint8_t found; /* gd_find finds its instances */
	uint8_t postinitialize; /* the parent wants the notification */
	void *name, *parent; /* StringName */
	int32_t view_size;
	int32_t notification_count, virtual_count;
	int32_t notifications[GD_MAX_NOTIFICATIONS];
	void *virtual_names[GD_MAX_VIRTUALS]; /* StringName */
	gd_method *virtuals[GD_MAX_VIRTUALS];
};

/* What the engine's object points to. The view follows it. */
typedef struct {
	const gd_class *of;
	uintptr_t handle; /* of the Go value */
	GDExtensionObjectPtr object; /* NULL once the engine's object is gone */
	int64_t holds; /* atomic: one for the engine's object, if it is there, one for each call that is inside */
	int32_t untold; /* atomic: the object is gone, and Gone of the class was not called */
	int32_t padding;
} gd_instance;

void gd_call(void *method, GDExtensionClassInstancePtr instance, const GDExtensionConstVariantPtr *args, GDExtensionInt count,
		GDExtensionVariantPtr result, GDExtensionCallError *error);
void gd_ptrcall(void *method, GDExtensionClassInstancePtr instance, const GDExtensionConstTypePtr *args, GDExtensionTypePtr result);

GDExtensionObjectPtr gd_create(void *of, GDExtensionBool notify);
void gd_free(void *of, GDExtensionClassInstancePtr instance);
void gd_notification(GDExtensionClassInstancePtr instance, int32_t what, GDExtensionBool reversed);
void *gd_virtual(void *of, GDExtensionConstStringNamePtr name, uint32_t hash);
void gd_call_virtual(GDExtensionClassInstancePtr instance, GDExtensionConstStringNamePtr name, void *method,
		const GDExtensionConstTypePtr *args, GDExtensionTypePtr result);

/* An instance without an object, held once; NULL when there is no memory. */
gd_instance *gd_allocate(const gd_class *of);
/* Makes its object, which holds it from then on; returns whether that worked. */
int gd_bind(gd_instance *self);
/* The instance of an object, whose class is found; NULL for any other. */
gd_instance *gd_find(GDExtensionObjectPtr object);
static inline void *gd_view(gd_instance *self) { return self + 1; }

/* A call is counted as one that is inside from gd_enter to gd_leave. gd_enter returns 0
 * when the object is gone; then gd_leave does not follow. */
int gd_enter(gd_instance *self);
void gd_leave(gd_instance *self);

/* --- builtin types --- */

void gd_string_set(void *string, const char *text, int64_t size);
int64_t gd_string_size(const void *string);
void gd_string_copy(const void *string, char *to, int64_t size);
void gd_string_name_set(void *name, const char *text, int64_t size);
uint8_t *gd_bytes_resize(void *bytes, int64_t size);
/* Makes *to, which holds nothing yet, a second reference to the same memory. */
void gd_bytes_reference(void *to, const void *from);
int64_t gd_bytes_size(const void *bytes);
const uint8_t *gd_bytes_data(const void *bytes);
int64_t gd_strings_size(const void *strings);
const void *gd_strings_at(const void *strings, int64_t index);
void gd_strings_resize(void *strings, int64_t size);
void gd_strings_set(void *strings, int64_t index, const char *text, int64_t size);
int64_t gd_array_size(const void *array);
const void *gd_array_at(const void *array, int64_t index);
/* Sets an entry to a copy of value. */
void gd_dictionary_set(void *dictionary, const char *key, int64_t size, gd_argument *value);
/* Makes *keys the Array of the keys. */
void gd_dictionary_keys(const void *dictionary, void *keys);
const void *gd_dictionary_at(const void *dictionary, const void *key);

/* --- values and Variants --- */

void gd_default(int32_t type, void *value);
void gd_destroy(int32_t type, void *value);
void gd_signal(GDExtensionObjectPtr object, void *name, void *value);
/* Makes a Variant, in memory that holds none, of a value. */
void gd_variant_of(int32_t type, void *value, void *variant);
/* Copies the value out of a Variant of that type. */
void gd_variant_to(int32_t type, const void *variant, gd_value *value);
void gd_variant_parse(const char *text, int64_t size, void *variant);
int32_t gd_variant_type(const void *variant);
int64_t gd_variant_to_int(const void *variant);
double gd_variant_to_float(const void *variant);
GDExtensionObjectPtr gd_variant_to_object(const void *variant);
/* Calls a method without arguments. *result is a Variant to destroy. Returns whether it worked. */
int gd_variant_call(void *variant, void *method, gd_variant *result);
void gd_variant_stringify(const void *variant, void *string);

/* --- objects --- */

/* Calls a method by name. *result is a Variant to destroy, nil when the call failed.
 * Returns whether it worked. While it runs, calls from this thread on owner, if not
 * NULL, are refused where they would take owner's lock. */
int gd_object_call(gd_instance *owner, GDExtensionObjectPtr object, void *method, gd_argument *args, int32_t count, gd_variant *result);
int gd_object_has_method(GDExtensionObjectPtr object, void *method);
uint64_t gd_object_id(GDExtensionObjectPtr object);
GDExtensionObjectPtr gd_object_from_id(uint64_t id);
GDExtensionObjectPtr gd_object_cast(GDExtensionObjectPtr object, void *class_name);
GDExtensionObjectPtr gd_singleton(void *name);
void *gd_class_tag(void *class_name);
/* A Ref<RefCounted>; NULL when it is empty. */
GDExtensionObjectPtr gd_ref_get(void *ref);
void gd_ref_set(void *ref, GDExtensionObjectPtr object);

/* Whether the caller is the thread that called gd_mark_main_thread. */
void gd_mark_main_thread(void);
int gd_on_main_thread(void);

/* Has gdDeferred called soon, by the main thread unless the caller has a queue of its own. */
void gd_defer(void *token, void *call_deferred);

/* Has gdMainLoopGone called when the object emits the signal, and at the latest when it goes. */
void gd_watch(GDExtensionObjectPtr object, void *token, void *connect, void *signal);

/* --- the library --- */

void gd_initialization(GDExtensionInitialization *initialization);
void gd_print_error(const char *description, const char *function, const char *file);
void gd_print_warning(const char *description, const char *function, const char *file);
void gd_load_docs(GDExtensionsInterfaceEditorHelpLoadXmlFromUtf8CharsAndLen load, const char *xml, int64_t size);
void gd_get_version(GDExtensionInterfaceGetGodotVersion get, GDExtensionGodotVersion *version);

#endif
