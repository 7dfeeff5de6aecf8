/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

#include "gdext.h"
#include "_cgo_export.h"

#include <stdatomic.h>
#include <string.h>

hcg_interface hcg_api;
hcg_names_t hcg_names;

/* What getters tell. Go's client.View lies over it, field by field. */
typedef struct {
	_Atomic int32_t status;
	_Atomic int32_t response_code;
	_Atomic int64_t body_length;
	_Atomic int32_t read_chunk_size;
	_Atomic int32_t has_response;
	_Atomic int32_t chunked;
	_Atomic int32_t blocking;
	_Atomic int32_t quiet; /* 1: poll would answer poll_code, and a read of a body has nothing */
	_Atomic int32_t poll_code; /* what it is to answer then */
} hcg_view;

typedef struct {
	hcg_view view;
	uintptr_t handle; /* of the Go client */
	int orphaned; /* freed by the engine inside its own call */
} hcg_client;

size_t hcg_view_size(void) {
	return sizeof(hcg_view);
}

/* The entry symbol, the only one this library exports. */
GDExtensionBool http_client_go_init(GDExtensionInterfaceGetProcAddress get_proc_address,
		GDExtensionClassLibraryPtr library, GDExtensionInitialization *initialization) {
	initialization->minimum_initialization_level = GDEXTENSION_INITIALIZATION_SCENE;
	initialization->userdata = NULL;
	initialization->initialize = (void (*)(void *, GDExtensionInitializationLevel))hcgInitialize;
	initialization->deinitialize = (void (*)(void *, GDExtensionInitializationLevel))hcgDeinitialize;
	return hcgStart((void *)get_proc_address, library);
}

/* --- the variant call of every method --- */

static void fail_call(GDExtensionCallError *error, GDExtensionCallErrorType what, int32_t argument, int32_t expected) {
	/* The first fault is the one reported. */
	if (error->error == GDEXTENSION_CALL_OK) {
		error->error = what;
		error->argument = argument;
		error->expected = expected;
	}
}

/* Converts one argument as the engine's binder does: a Variant of another type is
 * reported, and converted all the same. An object of another class becomes null. */
static void take_argument(const hcg_method *m, int32_t i, GDExtensionConstVariantPtr arg, hcg_value *value,
		GDExtensionCallError *error) {
	int32_t want = m->argument_types[i];
	GDExtensionVariantType have = hcg_api.variant_get_type(arg);
	if (have != (GDExtensionVariantType)want && !hcg_api.can_convert_strict(have, want)) {
		fail_call(error, GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT, i, want);
	}
	memset(value, 0, sizeof *value);
	hcg_types.to_type[want](value, (GDExtensionVariantPtr)arg);
	if (m->class_tags[i] && value->pointer && !hcg_api.object_cast_to(value->pointer, m->class_tags[i])) {
		value->pointer = NULL;
	}
}

void hcg_method_call(void *method, GDExtensionClassInstancePtr instance, const GDExtensionConstVariantPtr *args,
		GDExtensionInt count, GDExtensionVariantPtr result, GDExtensionCallError *error) {
	const hcg_method *m = method;
	error->error = GDEXTENSION_CALL_OK;
	if (instance == NULL) {
		fail_call(error, GDEXTENSION_CALL_ERROR_INSTANCE_IS_NULL, 0, 0);
		return;
	}
	if (count > m->argument_count) {
		fail_call(error, GDEXTENSION_CALL_ERROR_TOO_MANY_ARGUMENTS, 0, m->argument_count);
		return;
	}
	int32_t required = m->argument_count - m->default_count;
	if (count < required) {
		fail_call(error, GDEXTENSION_CALL_ERROR_TOO_FEW_ARGUMENTS, 0, m->argument_count); /* parity: not the required ones */
		return;
	}
	hcg_value values[HCG_MAX_ARGUMENTS];
	GDExtensionConstTypePtr pointers[HCG_MAX_ARGUMENTS];
	for (int32_t i = 0; i < m->argument_count; i++) {
		/* Defaults belong to the last arguments. */
		GDExtensionConstVariantPtr arg = i < count ? args[i] : (GDExtensionConstVariantPtr)&m->defaults[i - required];
		take_argument(m, i, arg, &values[i], error);
		pointers[i] = &values[i];
	}
	/* A call with a wrong argument runs as well (parity): in the engine's release
	 * builds nothing checks it, so scripts that rely on the conversion exist. */
	hcg_value out;
	memset(&out, 0, sizeof out);
	int32_t type = m->return_type;
	if (type != GDEXTENSION_VARIANT_TYPE_NIL && type != GDEXTENSION_VARIANT_TYPE_OBJECT && hcg_types.construct[type]) {
		hcg_types.construct[type](&out, NULL);
	}
	m->ptrcall(method, instance, pointers, &out);
	if (type != GDEXTENSION_VARIANT_TYPE_NIL) {
		hcg_types.from_type[type](result, &out);
		if (type == GDEXTENSION_VARIANT_TYPE_OBJECT) {
			hcg_api.ref_set_object(&out, NULL);
		} else {
			hcg_value_free(type, &out);
		}
	}
	for (int32_t i = 0; i < m->argument_count; i++) {
		hcg_value_free(m->argument_types[i], &values[i]);
	}
}

void hcg_method_free(hcg_method *m) {
	for (int32_t i = 0; i < m->default_count; i++) {
		hcg_api.variant_destroy(&m->defaults[i]);
	}
	free(m);
}

/* --- the client class --- */

GDExtensionObjectPtr hcg_client_create(void *name, GDExtensionBool notify) {
	(void)name;
	(void)notify; /* RefCounted does nothing on NOTIFICATION_POSTINITIALIZE, and no script is attached yet. */
	hcg_client *c = calloc(1, sizeof *c);
	if (c == NULL) {
		return NULL;
	}
	c->handle = hcgClientNew(&c->view);
	GDExtensionObjectPtr object = c->handle ? hcg_api.construct_object(hcg_names.ref_counted) : NULL;
	if (object == NULL) {
		hcg_client_free(NULL, c);
		return NULL;
	}
	hcg_api.object_set_instance(object, hcg_names.client_class, c);
	return object;
}

/* The stream of a script may drop the last reference while the client reads from it:
 * then the call that reads frees the client at its end. */
void hcg_client_free(void *name, GDExtensionClassInstancePtr instance) {
	(void)name;
	hcg_client *c = instance;
	if (c != NULL) {
		if (c->handle && hcg_is_driving(c->handle)) {
			c->orphaned = 1;
			return;
		}
		if (c->handle) {
			hcgClientFree(c->handle);
		}
		free(c);
	}
}

static void end_of_call(hcg_client *c) {
	if (c->orphaned) {
		hcg_client_free(NULL, c);
	}
}

#define SELF ((hcg_client *)instance)
#define UNUSED_CALL (void)method, (void)args, (void)result
#define ARG_INT(i) (*(const int64_t *)args[i])
#define ARG_BOOL(i) (*(const uint8_t *)args[i])
#define ARG_OBJECT(i) (args[i] ? hcg_api.ref_get_object((GDExtensionConstRefPtr)args[i]) : NULL)
/* For calls that take the client's lock. */
#define REFUSE_INSIDE(name)                                  \
	if (hcg_refuse_inside(SELF->handle, name)) { \
		return;                                          \
	}
#define REFUSE_INSIDE_CODE(name)                             \
	if (hcg_refuse_inside(SELF->handle, name)) { \
		*(int64_t *)result = HCG_ERR_BUSY;               \
		return;                                          \
	}
#define LOAD(field) atomic_load_explicit(&SELF->view.field, memory_order_relaxed)

#define HCG_ERR_BUSY 44 /* the engine's Error */
#define HCG_REQUESTING 6 /* HTTPClient.Status */
#define HCG_BODY 7
#define HCG_MAX_AVAILABLE (1 << 24)

/* There is nothing to read of the body, so the array stays empty as it came. */
#define NOTHING_NEW (LOAD(status) == HCG_BODY && LOAD(quiet) && !LOAD(blocking))

/* Getters: one load each. */
HCG_PTRCALL(get_status) {
	UNUSED_CALL;
	*(int64_t *)result = LOAD(status);
}
HCG_PTRCALL(get_response_code) {
	UNUSED_CALL;
	*(int64_t *)result = LOAD(response_code);
}
HCG_PTRCALL(get_response_body_length) {
	UNUSED_CALL;
	*(int64_t *)result = LOAD(body_length);
}
HCG_PTRCALL(get_read_chunk_size) {
	UNUSED_CALL;
	*(int64_t *)result = LOAD(read_chunk_size);
}
HCG_PTRCALL(has_response) {
	UNUSED_CALL;
	*(uint8_t *)result = LOAD(has_response) != 0;
}
HCG_PTRCALL(is_response_chunked) {
	UNUSED_CALL;
	*(uint8_t *)result = LOAD(chunked) != 0;
}
HCG_PTRCALL(is_blocking_mode_enabled) {
	UNUSED_CALL;
	*(uint8_t *)result = LOAD(blocking) != 0;
}

/* The engine's own parameters are 32 bits wide: larger integers are cut as there. */
HCG_PTRCALL(connect_to_host) {
	UNUSED_CALL;
	REFUSE_INSIDE_CODE("connect_to_host")
	*(int64_t *)result = hcgConnectToHost(SELF->handle, (void *)args[0], (int32_t)ARG_INT(1), ARG_OBJECT(2));
}
HCG_PTRCALL(set_connection) {
	UNUSED_CALL;
	REFUSE_INSIDE("set_connection")
	hcgSetConnection(SELF->handle, ARG_OBJECT(0));
}
HCG_PTRCALL(get_connection) {
	UNUSED_CALL;
	REFUSE_INSIDE("get_connection")
	hcgGetConnection(SELF->handle, result);
}
HCG_PTRCALL(request_raw) {
	UNUSED_CALL;
	REFUSE_INSIDE_CODE("request_raw")
	*(int64_t *)result = hcgRequestRaw(SELF->handle, (int32_t)ARG_INT(0), (void *)args[1], (void *)args[2], (void *)args[3]);
}
HCG_PTRCALL(request) {
	UNUSED_CALL;
	REFUSE_INSIDE_CODE("request")
	*(int64_t *)result = hcgRequest(SELF->handle, (int32_t)ARG_INT(0), (void *)args[1], (void *)args[2], (void *)args[3]);
}
HCG_PTRCALL(close) {
	UNUSED_CALL;
	REFUSE_INSIDE("close")
	hcgClose(SELF->handle);
}
HCG_PTRCALL(get_response_headers) {
	UNUSED_CALL;
	REFUSE_INSIDE("get_response_headers")
	hcgGetResponseHeaders(SELF->handle, result);
}
HCG_PTRCALL(get_response_headers_as_dictionary) {
	UNUSED_CALL;
	REFUSE_INSIDE("get_response_headers_as_dictionary")
	hcgGetResponseHeadersAsDictionary(SELF->handle, result);
}
HCG_PTRCALL(read_response_body_chunk) {
	UNUSED_CALL;
	if (NOTHING_NEW) {
		return;
	}
	REFUSE_INSIDE("read_response_body_chunk")
	hcgReadResponseBodyChunk(SELF->handle, result);
	end_of_call(SELF);
}
HCG_PTRCALL(read_response_body_available) {
	UNUSED_CALL;
	if (NOTHING_NEW && ARG_INT(0) >= 1 && ARG_INT(0) <= HCG_MAX_AVAILABLE) {
		return;
	}
	REFUSE_INSIDE("read_response_body_available")
	hcgReadResponseBodyAvailable(SELF->handle, ARG_INT(0), result);
	end_of_call(SELF);
}
HCG_PTRCALL(set_read_chunk_size) {
	UNUSED_CALL;
	hcgSetReadChunkSize(SELF->handle, (int32_t)ARG_INT(0));
}
HCG_PTRCALL(set_blocking_mode) {
	UNUSED_CALL;
	hcgSetBlockingMode(SELF->handle, ARG_BOOL(0));
}
HCG_PTRCALL(poll) {
	UNUSED_CALL;
	if (LOAD(quiet) && !(LOAD(blocking) && LOAD(status) == HCG_REQUESTING)) {
		*(int64_t *)result = LOAD(poll_code);
		return;
	}
	REFUSE_INSIDE_CODE("poll")
	*(int64_t *)result = hcgPoll(SELF->handle);
	end_of_call(SELF);
}
HCG_PTRCALL(set_http_proxy) {
	UNUSED_CALL;
	REFUSE_INSIDE("set_http_proxy")
	hcgSetHTTPProxy(SELF->handle, (void *)args[0], (int32_t)ARG_INT(1));
}
HCG_PTRCALL(set_https_proxy) {
	UNUSED_CALL;
	REFUSE_INSIDE("set_https_proxy")
	hcgSetHTTPSProxy(SELF->handle, (void *)args[0], (int32_t)ARG_INT(1));
}
HCG_PTRCALL(query_string_from_dict) {
	UNUSED_CALL;
	(void)instance;
	hcgQueryStringFromDict((void *)args[0], result);
}
HCG_PTRCALL(get_last_error) {
	UNUSED_CALL;
	REFUSE_INSIDE("get_last_error")
	hcgGetLastError(SELF->handle, result);
}
HCG_PTRCALL(get_connection_info) {
	UNUSED_CALL;
	REFUSE_INSIDE("get_connection_info")
	hcgGetConnectionInfo(SELF->handle, result);
}
HCG_PTRCALL(set_environment_proxy_enabled) {
	UNUSED_CALL;
	REFUSE_INSIDE("set_environment_proxy_enabled")
	hcgSetEnvironmentProxy(SELF->handle, ARG_BOOL(0));
}
HCG_PTRCALL(is_environment_proxy_enabled) {
	UNUSED_CALL;
	REFUSE_INSIDE("is_environment_proxy_enabled")
	*(uint8_t *)result = hcgEnvironmentProxy(SELF->handle);
}
/* These take no lock, as the getters above. */
#define ANSWER_LIMIT(name, which)                                \
	HCG_PTRCALL(set_##name) {                                    \
		UNUSED_CALL;                                             \
		hcgSetAnswerLimit(SELF->handle, which, ARG_INT(0));      \
	}                                                            \
	HCG_PTRCALL(get_##name) {                                    \
		UNUSED_CALL;                                             \
		*(int64_t *)result = hcgAnswerLimit(SELF->handle, which); \
	}
ANSWER_LIMIT(body_size_limit, HCG_BODY_SIZE)
ANSWER_LIMIT(head_size_limit, HCG_HEAD_SIZE)
ANSWER_LIMIT(header_count_limit, HCG_HEADER_COUNT)
