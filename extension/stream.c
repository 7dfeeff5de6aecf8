/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

#include "gdext.h"
#include "_cgo_export.h"

/* The class of the stream that `connection` hands out. It is abstract: only
 * hcg_stream_new makes one. */

typedef struct {
	uintptr_t handle; /* of the Go connection */
	GDExtensionObjectPtr object;
} hcg_stream;

void hcg_stream_new(uintptr_t handle, void **ref) {
	hcg_stream *s = calloc(1, sizeof *s);
	GDExtensionObjectPtr object = s ? hcg_api.construct_object(hcg_names.stream_peer_extension) : NULL;
	if (object == NULL) {
		free(s);
		hcgStreamFree(handle);
		return;
	}
	s->handle = handle;
	s->object = object;
	hcg_api.object_set_instance(object, hcg_names.stream_class, s);
	hcg_api.ref_set_object(ref, object);
}

void hcg_stream_free(void *name, GDExtensionClassInstancePtr instance) {
	(void)name;
	hcg_stream *s = instance;
	if (s != NULL) {
		hcgStreamFree(s->handle);
		free(s);
	}
}

void *hcg_stream_virtual(void *name, GDExtensionConstStringNamePtr method, uint32_t hash) {
	(void)name;
	(void)hash;
	/* A StringName is one pointer to its interned text: equal names, equal pointers. */
	for (int i = 0; i < 5; i++) {
		if (*(void *const *)method == *(void **)hcg_names.virtuals[i]) {
			return hcg_names.virtuals[i];
		}
	}
	return NULL;
}

void hcg_stream_call_virtual(GDExtensionClassInstancePtr instance, GDExtensionConstStringNamePtr method, void *which,
		const GDExtensionConstTypePtr *args, GDExtensionTypePtr result) {
	(void)method;
	uintptr_t handle = ((hcg_stream *)instance)->handle;
	int64_t *out = result;
	if (which == hcg_names.virtuals[HCG_STREAM_GET_AVAILABLE_BYTES]) {
		*out = hcgStreamAvailable(handle);
		return;
	}
	uint8_t *data = *(uint8_t *const *)args[0];
	int64_t size = *(const int64_t *)args[1];
	int32_t *moved = *(int32_t *const *)args[2];
	if (which == hcg_names.virtuals[HCG_STREAM_GET_DATA]) {
		*out = hcgStreamGet(handle, data, size, moved, 1);
	} else if (which == hcg_names.virtuals[HCG_STREAM_GET_PARTIAL_DATA]) {
		*out = hcgStreamGet(handle, data, size, moved, 0);
	} else if (which == hcg_names.virtuals[HCG_STREAM_PUT_DATA]) {
		*out = hcgStreamPut(handle, data, size, moved, 1);
	} else {
		*out = hcgStreamPut(handle, data, size, moved, 0);
	}
}

#define SELF ((hcg_stream *)instance)
#define UNUSED_CALL (void)method, (void)args, (void)result

HCG_PTRCALL(stream_get_status) {
	UNUSED_CALL;
	*(int64_t *)result = hcgStreamStatus(SELF->handle);
}
HCG_PTRCALL(stream_poll) {
	UNUSED_CALL;
	*(int64_t *)result = hcgStreamPoll(SELF->handle);
}
/* There is no stream below that a script may touch, so the stream answers itself. */
HCG_PTRCALL(stream_get_stream) {
	UNUSED_CALL;
	hcg_api.ref_set_object(result, SELF->object);
}
HCG_PTRCALL(stream_is_encrypted) {
	UNUSED_CALL;
	*(uint8_t *)result = hcgStreamEncrypted(SELF->handle);
}
HCG_PTRCALL(stream_get_connected_host) {
	UNUSED_CALL;
	hcgStreamHost(SELF->handle, result);
}
HCG_PTRCALL(stream_get_connected_port) {
	UNUSED_CALL;
	*(int64_t *)result = hcgStreamPort(SELF->handle, 0);
}
HCG_PTRCALL(stream_get_local_port) {
	UNUSED_CALL;
	*(int64_t *)result = hcgStreamPort(SELF->handle, 1);
}
HCG_PTRCALL(stream_set_no_delay) {
	UNUSED_CALL;
	hcgStreamSetNoDelay(SELF->handle, *(const uint8_t *)args[0]);
}
HCG_PTRCALL(stream_disconnect) {
	UNUSED_CALL;
	hcgStreamDisconnect(SELF->handle);
}
