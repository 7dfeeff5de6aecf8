/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

#include "binding.h"
#include "_cgo_export.h"

#include <string.h>

/* One way in for every method of every class. */

/* --- calls out --- */

/* A call that an instance makes with its lock held may run a script, and the script
 * may call the instance. A call that takes the lock would then wait for ever. So each
 * thread keeps a list of the instances whose calls it is in. */
typedef struct gd_outcall {
	const gd_instance *owner;
	const struct gd_outcall *outer;
} gd_outcall;

static _Thread_local const gd_outcall *innermost;

static int is_calling_out(const gd_instance *self) {
	for (const gd_outcall *c = innermost; c != NULL; c = c->outer) {
		if (c->owner == self) {
			return 1;
		}
	}
	return 0;
}

static int call_object(GDExtensionObjectPtr object, void *method, gd_argument *args, int32_t count, gd_variant *result) {
	gd_variant self, variants[GD_MAX_ARGUMENTS + 1]; /* emit_signal has the signal's name as well */
	GDExtensionConstVariantPtr pointers[GD_MAX_ARGUMENTS + 1];
	gd_variant_of(GDEXTENSION_VARIANT_TYPE_OBJECT, &object, &self);
	for (int32_t i = 0; i < count; i++) {
		gd_variant_of(args[i].type, &args[i].value, &variants[i]);
		pointers[i] = &variants[i];
	}
	GDExtensionCallError error;
	memset(&error, 0, sizeof error);
	gd_api.variant_call(&self, method, pointers, count, result, &error);
	for (int32_t i = 0; i < count; i++) {
		gd_api.variant_destroy(&variants[i]);
	}
	gd_api.variant_destroy(&self);
	return error.error == GDEXTENSION_CALL_OK;
}

int gd_object_call(gd_instance *owner, GDExtensionObjectPtr object, void *method, gd_argument *args, int32_t count, gd_variant *result) {
	if (owner == NULL) {
		return call_object(object, method, args, count, result);
	}
	gd_outcall here = { owner, innermost };
	innermost = &here;
	int ok = call_object(object, method, args, count, result);
	innermost = here.outer;
	return ok;
}

/* --- the life of an instance --- */

/* An instance is freed when the engine's object is gone and no call is inside any more. A
 * call that comes later is answered with the default of its result. It can come: a thread
 * that was started with a method of an object looks the object up, and another one may drop
 * the last reference before the call is here. So the memory of the last objects is kept for
 * a while, without their Go values. */
int gd_enter(gd_instance *self) {
	int64_t holds = __atomic_load_n(&self->holds, __ATOMIC_RELAXED);
	while (holds > 0) {
		if (__atomic_compare_exchange_n(&self->holds, &holds, holds + 1, 1, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) {
			return 1;
		}
	}
	return 0;
}

#define LATE_CALLS 256 /* how many objects later the memory of one is freed */

static void free_later(gd_instance *self) {
	static gd_instance *gone[LATE_CALLS];
	static uint32_t next;
	uint32_t at = __atomic_fetch_add(&next, 1, __ATOMIC_RELAXED) % LATE_CALLS;
	free(__atomic_exchange_n(&gone[at], self, __ATOMIC_ACQ_REL));
}

/* Calls Gone of the class when the object is gone and calls are inside, in other threads or
 * further up on this one. On a thread that is in a call out of the instance, which holds
 * its lock, that waits for the end of the outer call. */
void gd_leave(gd_instance *self) {
	if (__atomic_load_n(&self->untold, __ATOMIC_ACQUIRE) && !is_calling_out(self) &&
			__atomic_exchange_n(&self->untold, 0, __ATOMIC_ACQ_REL)) {
		gdGone(self->of->id, self->handle);
	}
	if (__atomic_fetch_sub(&self->holds, 1, __ATOMIC_ACQ_REL) == 1) {
		if (self->handle) {
			gdFree(self->of->id, self->handle);
			self->handle = 0;
		}
		free_later(self);
	}
}

gd_instance *gd_allocate(const gd_class *of) {
	gd_instance *self = calloc(1, sizeof *self + (size_t)of->view_size);
	if (self != NULL) {
		self->of = of;
		self->holds = 1;
	}
	return self;
}

/* The engine keeps a pointer for an object by such a token. */
static char token;

int gd_bind(gd_instance *self) {
	static const GDExtensionInstanceBindingCallbacks none;
	self->object = gd_api.construct_object(self->of->parent);
	if (self->object == NULL) {
		return 0;
	}
	gd_api.object_set_instance(self->object, self->of->name, self);
	if (self->of->found) {
		gd_api.object_set_instance_binding(self->object, &token, self, &none);
	}
	return 1;
}

gd_instance *gd_find(GDExtensionObjectPtr object) {
	return object == NULL ? NULL : gd_api.object_get_instance_binding(object, &token, NULL);
}

GDExtensionObjectPtr gd_create(void *of, GDExtensionBool notify) {
	gd_instance *self = gd_allocate(of);
	if (self == NULL) {
		return NULL;
	}
	self->handle = gdNew(self->of->id, self);
	if (self->handle == 0 || !gd_bind(self)) {
		gd_leave(self);
		return NULL;
	}
	GDExtensionObjectPtr object = self->object;
	if (notify && self->of->postinitialize) {
		gdPostinitialize(object);
	}
	return object;
}

/* The engine's object is freed. */
void gd_free(void *of, GDExtensionClassInstancePtr instance) {
	(void)of;
	gd_instance *self = instance;
	if (self != NULL) {
		self->object = NULL;
		if (__atomic_load_n(&self->holds, __ATOMIC_ACQUIRE) > 1) {
			__atomic_store_n(&self->untold, 1, __ATOMIC_RELEASE);
		}
		gd_leave(self);
	}
}

void gd_notification(GDExtensionClassInstancePtr instance, int32_t what, GDExtensionBool reversed) {
	gd_instance *self = instance;
	for (int32_t i = 0; self != NULL && i < self->of->notification_count; i++) {
		if (self->of->notifications[i] == what) {
			if (gd_enter(self)) {
				gdNotification(self, what, reversed);
				gd_leave(self);
			}
			return;
		}
	}
}

/* --- a call --- */

/* An argument's number, or a field of the view: one load, no lock, from any thread. */
static int64_t look_at(gd_field field, gd_instance *self, const GDExtensionConstTypePtr *args) {
	const char *at = (const char *)gd_view(self) + field.offset;
	switch (field.size) {
		case 4:
			return __atomic_load_n((const int32_t *)at, __ATOMIC_ACQUIRE);
		case 8:
			return __atomic_load_n((const int64_t *)at, __ATOMIC_ACQUIRE);
		default:
			return *(const int64_t *)args[field.offset];
	}
}

/* Answers without Go where the row says how; returns whether it did. The result is the
 * default of its type beforehand. */
static int answer(const gd_method *m, gd_instance *self, const GDExtensionConstTypePtr *args, GDExtensionTypePtr result) {
	if (m->answer == GD_NO_ANSWER || self == NULL) {
		return 0;
	}
	for (int32_t i = 0; i < m->condition_count; i++) {
		const gd_condition *c = &m->conditions[i];
		int64_t value = look_at(c->field, self, args);
		if (value < c->least || value > c->most) {
			return 0;
		}
	}
	if (m->answer == GD_ANSWER_FIELD) {
		int64_t value = look_at(m->field, self, args);
		if (m->result_type == GDEXTENSION_VARIANT_TYPE_BOOL) {
			*(uint8_t *)result = value != 0;
		} else {
			*(int64_t *)result = value;
		}
	}
	return 1;
}

void gd_ptrcall(void *method, GDExtensionClassInstancePtr instance, const GDExtensionConstTypePtr *args, GDExtensionTypePtr result) {
	const gd_method *m = method;
	gd_instance *self = instance;
	if (answer(m, self, args, result)) {
		return;
	}
	if (self == NULL) {
		if (m->is_static) {
			gdCall(m->id, NULL, (void *)args, result);
		}
		return;
	}
	if (m->locks && innermost != NULL && is_calling_out(self)) {
		if (m->refusal) {
			*(int64_t *)result = m->refusal;
		}
		gdRefuse(m->id);
		return;
	}
	if (gd_enter(self)) {
		gdCall(m->id, self, (void *)args, result);
		gd_leave(self);
	}
}

static void fail_call(GDExtensionCallError *error, GDExtensionCallErrorType what, int32_t argument, int32_t expected) {
	/* The first fault is the one reported. */
	if (error->error == GDEXTENSION_CALL_OK) {
		error->error = what;
		error->argument = argument;
		error->expected = expected;
	}
}

/* Converts one argument as the engine's binder does: a Variant of another type is
 * reported and converted all the same. An object of another class becomes null, and is
 * reported where such a call does not run. A Variant is passed as it is. */
static GDExtensionConstTypePtr take_argument(const gd_method *m, int32_t i, GDExtensionConstVariantPtr arg, gd_value *value,
		GDExtensionCallError *error) {
	int32_t want = m->argument_types[i];
	if (want == GDEXTENSION_VARIANT_TYPE_NIL) {
		return arg;
	}
	GDExtensionVariantType have = gd_api.variant_get_type(arg);
	if (have != (GDExtensionVariantType)want && !gd_api.can_convert_strict(have, want)) {
		fail_call(error, GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT, i, want);
	}
	gd_variant_to(want, arg, value);
	GDExtensionObjectPtr *object = (GDExtensionObjectPtr *)value;
	if (m->class_tags[i] && *object && !gd_api.object_cast_to(*object, m->class_tags[i])) {
		*object = NULL;
		if (!m->of->lenient) {
			fail_call(error, GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT, i, want);
		}
	}
	return value;
}

/* Moves the result into the Variant that the engine gave. */
static void give_result(const gd_method *m, gd_value *out, GDExtensionVariantPtr result) {
	if (m->result_is_variant) {
		gd_api.variant_new_copy(result, out);
		gd_api.variant_destroy(out);
	} else if (m->result_type != GDEXTENSION_VARIANT_TYPE_NIL) {
		gd_types.from_type[m->result_type](result, out);
		if (m->result_is_ref) {
			gd_api.ref_set_object(out, NULL);
		} else {
			gd_destroy(m->result_type, out);
		}
	}
}

void gd_call(void *method, GDExtensionClassInstancePtr instance, const GDExtensionConstVariantPtr *args, GDExtensionInt count,
		GDExtensionVariantPtr result, GDExtensionCallError *error) {
	const gd_method *m = method;
	error->error = GDEXTENSION_CALL_OK;
	if (instance == NULL && !m->is_static) {
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
	gd_value values[GD_MAX_ARGUMENTS], out;
	GDExtensionConstTypePtr pointers[GD_MAX_ARGUMENTS];
	for (int32_t i = 0; i < m->argument_count; i++) {
		/* Defaults belong to the last arguments. */
		GDExtensionConstVariantPtr arg = i < count ? args[i] : (GDExtensionConstVariantPtr)&m->defaults[i - required];
		pointers[i] = take_argument(m, i, arg, &values[i], error);
	}
	/* A call with a wrong argument runs as well in a class that is lenient: in the
	 * engine's release builds nothing checks it, so scripts rely on the conversion. */
	if (error->error == GDEXTENSION_CALL_OK || m->of->lenient) {
		gd_default(m->result_type, &out);
		gd_ptrcall(method, instance, pointers, &out);
		give_result(m, &out, result);
	}
	for (int32_t i = 0; i < m->argument_count; i++) {
		if (pointers[i] == &values[i]) {
			gd_destroy(m->argument_types[i], &values[i]);
		}
	}
}

/* --- virtual methods: rows like any other --- */

void *gd_virtual(void *of, GDExtensionConstStringNamePtr name, uint32_t hash) {
	(void)hash;
	const gd_class *class = of;
	/* A StringName is one pointer to its interned text: equal names, equal pointers. */
	for (int32_t i = 0; i < class->virtual_count; i++) {
		if (*(void *const *)name == *(void **)class->virtual_names[i]) {
			return class->virtuals[i];
		}
	}
	return NULL;
}

void gd_call_virtual(GDExtensionClassInstancePtr instance, GDExtensionConstStringNamePtr name, void *method,
		const GDExtensionConstTypePtr *args, GDExtensionTypePtr result) {
	(void)name;
	gd_ptrcall(method, instance, args, result);
}
