/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

#include "gdext.h"
#include "_cgo_export.h"

/* Calls to a stream that a script set as connection. They run inside a call on the
 * client, which is locked meanwhile, and the stream may be a script itself. So each
 * thread remembers for which clients it is in such a call, and a call on one of them
 * is refused instead of waiting for ever. */

typedef struct hcg_driving {
	uintptr_t client;
	const struct hcg_driving *outer;
} hcg_driving;

static _Thread_local const hcg_driving *innermost;

int hcg_is_driving(uintptr_t client) {
	for (const hcg_driving *d = innermost; d != NULL; d = d->outer) {
		if (d->client == client) {
			return 1;
		}
	}
	return 0;
}

int hcg_refuse_inside(uintptr_t client, const char *method) {
	if (innermost == NULL || !hcg_is_driving(client)) {
		return 0;
	}
	hcgRefuseInside((char *)method);
	return 1;
}

int hcg_stream_call(uintptr_t client, GDExtensionObjectPtr stream, void *method, const int32_t *types, hcg_value *args,
		int32_t count, hcg_value *result) {
	hcg_driving here = { client, innermost };
	innermost = &here;
	int ok = hcg_object_call(stream, method, types, args, count, result);
	innermost = here.outer;
	return ok;
}
