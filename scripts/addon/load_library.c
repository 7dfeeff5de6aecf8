/* SPDX-FileCopyrightText: 2026 The HTTPClientGo authors */
/* SPDX-License-Identifier: MIT */

/* For scripts/test_load_failures.sh and scripts/test_windows.sh: loads the library as an engine of the given version would, which has no
 * other function, and prints what the library says to that. Exit code 0 when the library refuses, 1 when
 * it accepts, 2 when it does not load.
 *
 * Usage: load_library LIBRARY MINOR */

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
static GDExtensionInitializationFunction find_init(const char *path) {
	HMODULE library = LoadLibraryA(path);
	void *init = library ? (void *)GetProcAddress(library, "http_client_go_init") : NULL;
	if (init == NULL) {
		fprintf(stderr, "%s: error %lu\n", library ? "GetProcAddress" : "LoadLibrary", GetLastError());
	}
	return (GDExtensionInitializationFunction)init;
}
#else
static GDExtensionInitializationFunction find_init(const char *path) {
	void *library = dlopen(path, RTLD_NOW);
	void *init = library ? dlsym(library, "http_client_go_init") : NULL;
	if (init == NULL) {
		fprintf(stderr, "%s\n", dlerror());
	}
	return (GDExtensionInitializationFunction)init;
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
	return accepted ? 1 : 0;
}
