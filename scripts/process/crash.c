/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

/* For scripts/test_process.sh: an extension without Go that crashes as the environment says.
 *
 * CRASH_IN    frame: in the engine's third frame; thread: in a thread of its own; visited: in one that has called
 *             HTTPClientGo; library: in the C code of HTTPClientGo, which it gives a bad pointer
 * CRASH_BY    read, copy (the same in the C library), divide, bus, illegal, raise, abort, overflow (of the stack)
 * CRASH_LATE  set: it has a signal handler of its own by then, which counts and passes on to the one before */

#define _GNU_SOURCE
#include <godot/gdextension_interface.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static GDExtensionInterfaceGetProcAddress proc;
static GDExtensionClassLibraryPtr self;
static struct sigaction earlier;

static int is(const char *variable, const char *value) {
	const char *set = getenv(variable);
	return set != NULL && strcmp(set, value) == 0;
}

__attribute__((noinline)) static void crash(void) {
	volatile int zero = 0;
	if (is("CRASH_BY", "read")) {
		*(volatile int *)8 = 1;
	} else if (is("CRASH_BY", "divide")) {
		zero = 7 / zero;
	} else if (is("CRASH_BY", "bus")) {
		FILE *empty = tmpfile();
		zero = *(volatile int *)mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fileno(empty), 0);
	} else if (is("CRASH_BY", "illegal")) {
		__builtin_trap();
	} else if (is("CRASH_BY", "raise")) {
		raise(SIGSEGV);
	} else if (is("CRASH_BY", "abort")) {
		abort();
	} else if (is("CRASH_BY", "copy")) {
		memcpy((void *)(intptr_t)(8 + zero), &proc, 256 + (size_t)zero);
	} else if (is("CRASH_BY", "overflow")) {
		volatile char room[4096];
		room[0] = 1;
		crash();
		room[1] = room[0];
	}
}

/* Calls the class once, so that this thread has been in Go. */
static void visit(int with_bad_pointer) {
	uint64_t name[1], method[1], variant[8], result[8];
	void *object;
	GDExtensionCallError error;
	GDExtensionInterfaceStringNameNewWithLatin1Chars string_name =
			(GDExtensionInterfaceStringNameNewWithLatin1Chars)proc("string_name_new_with_latin1_chars");
	string_name(name, "HTTPClientGo", 1);
	object = ((GDExtensionInterfaceClassdbConstructObject2)proc("classdb_construct_object2"))(name);
	if (object == NULL) {
		return;
	}
	if (with_bad_pointer) {
		((GDExtensionInterfaceObjectSetInstance)proc("object_set_instance"))(object, name, (void *)8);
		string_name(method, "get_status", 1);
	} else {
		string_name(method, "get_last_error", 1);
	}
	GDExtensionVariantFromTypeConstructorFunc from_object =
			((GDExtensionInterfaceGetVariantFromTypeConstructor)proc("get_variant_from_type_constructor"))(
					GDEXTENSION_VARIANT_TYPE_OBJECT);
	from_object(variant, &object);
	((GDExtensionInterfaceVariantCall)proc("variant_call"))(variant, method, NULL, 0, result, &error);
	fprintf(stderr, "crash: visited\n");
}

static void *in_thread(void *unused) {
	(void)unused;
	if (is("CRASH_IN", "visited")) {
		visit(0);
	}
	crash();
	return NULL;
}

static void on_late(int sig, siginfo_t *info, void *context) {
	static const char words[] = "crash: the late handler has it\n";
	(void)!write(STDERR_FILENO, words, sizeof words - 1);
	earlier.sa_sigaction(sig, info, context); /* sa_handler is the same pointer, and takes no notice of the rest */
}

static void on_frame(void) {
	static int frames;
	if (++frames != 3) {
		return;
	}
	if (getenv("CRASH_LATE") != NULL) {
		struct sigaction late = { .sa_sigaction = on_late, .sa_flags = SA_SIGINFO | SA_ONSTACK };
		sigaction(SIGSEGV, &late, &earlier);
	}
	if (is("CRASH_IN", "frame")) {
		crash();
	} else if (is("CRASH_IN", "library")) {
		visit(1);
	} else if (is("CRASH_IN", "thread") || is("CRASH_IN", "visited")) {
		pthread_t thread;
		pthread_create(&thread, NULL, in_thread, NULL);
		pthread_join(thread, NULL);
	}
}

static void initialize(void *data, GDExtensionInitializationLevel level) {
	(void)data;
	GDExtensionInterfaceRegisterMainLoopCallbacks each_frame =
			(GDExtensionInterfaceRegisterMainLoopCallbacks)proc("register_main_loop_callbacks");
	if (level == GDEXTENSION_INITIALIZATION_SCENE && each_frame != NULL) {
		static const GDExtensionMainLoopCallbacks callbacks = { .frame_func = on_frame };
		each_frame(self, &callbacks);
	}
}

/* Before Godot 4.5 there are no callbacks of frames, and the last call stands in for them. */
static void deinitialize(void *data, GDExtensionInitializationLevel level) {
	(void)data;
	if (level == GDEXTENSION_INITIALIZATION_SCENE && proc("register_main_loop_callbacks") == NULL) {
		on_frame(), on_frame(), on_frame();
	}
}

GDExtensionBool crash_init(GDExtensionInterfaceGetProcAddress get_proc_address, GDExtensionClassLibraryPtr library,
		GDExtensionInitialization *initialization) {
	proc = get_proc_address;
	self = library;
	initialization->minimum_initialization_level = GDEXTENSION_INITIALIZATION_SCENE;
	initialization->initialize = initialize;
	initialization->deinitialize = deinitialize;
	return 1;
}
