/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

/* For scripts/test_load_failures.sh, test_process.sh and test_windows.sh: loads the library as an engine of the given
 * version would, which has no other function, and prints what the library says to that. Then it lets go of the library,
 * as the engine does, and lives on. Exit code 0 when the library refuses, 1 when it accepts, 2 when it does not load,
 * 3 when the library is unmapped or has changed the process.
 *
 * Usage: load_library LIBRARY MINOR */

#define _GNU_SOURCE
#include <godot/gdextension_interface.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#include <windows.h>
#else
#include <dlfcn.h>
#endif

static int minor_version;

static void get_version(GDExtensionGodotVersion *version) {
	memset(version, 0, sizeof *version);
	version->major = 4;
	version->minor = (uint32_t)minor_version;
	version->string = "Godot Engine v4.x.test";
}

static void print_error(const char *description, const char *function, const char *file, int32_t line, GDExtensionBool notify) {
	(void)file;
	(void)line;
	(void)notify;
	printf("%s: %s\n", function, description);
}

static GDExtensionInterfaceFunctionPtr get_proc_address(const char *name) {
	if (strcmp(name, "get_godot_version") == 0) {
		return (GDExtensionInterfaceFunctionPtr)get_version;
	}
	if (strcmp(name, "print_error") == 0) {
		return (GDExtensionInterfaceFunctionPtr)print_error;
	}
	return NULL;
}

#ifdef _WIN32
static HMODULE library;
static UINT mode_before;
static volatile LONG exceptions;

static LONG WINAPI on_exception(EXCEPTION_POINTERS *exception) {
	exceptions += exception->ExceptionRecord->ExceptionCode == 0xE0000001;
	return EXCEPTION_CONTINUE_EXECUTION;
}

static GDExtensionInitializationFunction find_init(const char *path) {
	mode_before = GetErrorMode();
	library = LoadLibraryA(path);
	void *init = library ? (void *)GetProcAddress(library, "http_client_go_init") : NULL;
	if (init == NULL) {
		fprintf(stderr, "%s: error %lu\n", library ? "GetProcAddress" : "LoadLibrary", GetLastError());
	}
	return (GDExtensionInitializationFunction)init;
}

/* Returns what is wrong with the process once it has freed the library, or NULL. The library's threads and its
 * exception handler run on. */
static const char *live_on(void) {
	char path[MAX_PATH];
	FreeLibrary(library);
	if (GetModuleFileNameA(library, path, sizeof path) == 0) {
		return "the library is gone";
	}
	if (GetErrorMode() != mode_before) {
		return "the error mode is another one";
	}
	AddVectoredExceptionHandler(0, on_exception);
	for (int i = 0; i < 100; i++) {
		RaiseException(0xE0000001, 0, 0, NULL);
		Sleep(1); /* its threads get their turn */
	}
	return exceptions == 100 ? NULL : "exceptions do not arrive";
}
#else
static void *library;

static GDExtensionInitializationFunction find_init(const char *path) {
	library = dlopen(path, RTLD_NOW);
	void *init = library ? dlsym(library, "http_client_go_init") : NULL;
	if (init == NULL) {
		fprintf(stderr, "%s\n", dlerror());
	}
	return (GDExtensionInitializationFunction)init;
}

static const char *live_on(void) {
	void *init = dlsym(library, "http_client_go_init");
	Dl_info found;
	dlclose(library);
	return dladdr(init, &found) != 0 ? NULL : "the library is gone";
}
#endif

int main(int count, char **arguments) {
	if (count != 3) {
		fprintf(stderr, "usage: load_library LIBRARY MINOR\n");
		return 2;
	}
	minor_version = atoi(arguments[2]);
	GDExtensionInitializationFunction init = find_init(arguments[1]);
	if (init == NULL) {
		return 2;
	}
	GDExtensionInitialization initialization;
	memset(&initialization, 0, sizeof initialization);
	int accepted = init(get_proc_address, NULL, &initialization);
	fflush(stdout);
	const char *wrong = live_on();
	if (wrong != NULL) {
		fprintf(stderr, "%s\n", wrong);
		return 3;
	}
	return accepted ? 1 : 0;
}
